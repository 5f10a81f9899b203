-- A document that was put beside an answer is there twice: its copy is erased with it. An attachment may be taken out
-- of the books by its own module, so there is no reference to it.
CREATE TABLE document_copies (
  attachment_id {ID} PRIMARY KEY,
  document_id {INT} NOT NULL REFERENCES documents (id),
  made_at {INT} NOT NULL,
  erased_at {INT}
);
CREATE INDEX document_copies_of ON document_copies (document_id, attachment_id) WHERE erased_at IS NULL;

-- Those made before: the same bytes, on what we sent or have not sent yet.
INSERT INTO document_copies (attachment_id, document_id, made_at)
SELECT a.id, MIN(d.id), a.created_at
FROM documents d
JOIN blobs k ON k.id = d.blob_id
JOIN blobs b ON b.sha256 = k.sha256 AND b.id <> k.id AND b.erased_at IS NULL
JOIN attachments a ON a.blob_id = b.id
LEFT JOIN interactions i ON i.id = a.interaction_id
WHERE i.id IS NULL OR i.direction = 'outbound'
GROUP BY a.id, a.created_at;
