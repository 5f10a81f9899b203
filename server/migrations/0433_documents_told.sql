-- Which documents the clocks of the law know of: a form that was issued, a record that was taken.
CREATE TABLE documents_told (
  document_id {ID} PRIMARY KEY REFERENCES documents (id),
  event {TEXT} NOT NULL,              -- of the law
  at {INT} NOT NULL
);
