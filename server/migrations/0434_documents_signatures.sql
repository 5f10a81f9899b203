-- Who signed a document, and how. Never altered; erased with the document, when the row alone stays.
CREATE TABLE document_signatures (
  id {ID} PRIMARY KEY,
  document_id {INT} NOT NULL REFERENCES documents (id),   -- the version that was signed
  who {TEXT} NOT NULL CHECK (who IN ('giver', 'taker', 'customer', 'company', 'seller')),
  form {TEXT} NOT NULL CHECK (form IN ('drawn', 'typed', 'scanned')),
  taken_by {TEXT} NOT NULL CHECK (taken_by IN ('customer', 'staff')),  -- by her own link, or by us
  name {TEXT} NOT NULL,
  sha256 {TEXT} NOT NULL CHECK (LENGTH(sha256) = 64),     -- of the paper that was signed
  blob_id {INT} REFERENCES blobs (id),                    -- the strokes, or the signed paper
  media_type {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  copy_id {INT} REFERENCES documents (id),                -- the signed copy, once everybody signed
  erased_at {INT},
  UNIQUE (document_id, who),
  CHECK ((form = 'typed') = (blob_id IS NULL)),
  CHECK (form <> 'typed' OR taken_by = 'customer'),
  CHECK (erased_at IS NOT NULL OR name <> '')
);
CREATE INDEX document_signatures_of_copy ON document_signatures (copy_id) WHERE copy_id IS NOT NULL;

-- A document whose law demands signatures waits for them, until it is signed, corrected or erased.
CREATE TABLE document_signings (
  document_id {ID} PRIMARY KEY REFERENCES documents (id),
  demanded_by {TEXT} NOT NULL,        -- the act
  since_at {INT} NOT NULL,
  over_at {INT}
);
CREATE INDEX document_signings_open ON document_signings (since_at, document_id) WHERE over_at IS NULL;
