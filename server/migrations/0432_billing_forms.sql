-- The European repair information form binds the version of the quote that it was made from.
CREATE TABLE quote_forms (
  document_id {ID} PRIMARY KEY REFERENCES documents (id),
  quote_id {INT} NOT NULL,
  version {INT} NOT NULL,
  gross_minor {INT} NOT NULL CHECK (gross_minor >= 0),
  currency {TEXT} NOT NULL,
  until_on {TEXT} NOT NULL,           -- included
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  FOREIGN KEY (quote_id, version) REFERENCES quote_versions (quote_id, version)
);
CREATE INDEX quote_forms_of_quote ON quote_forms (quote_id, until_on);
