-- What she signed of a quote: her signature, and beside it word for word what she read and said. Never altered; erased
-- with her file, when the row alone stays with its hash.
CREATE TABLE quote_signatures (
  id {ID} PRIMARY KEY,
  quote_id {INT} NOT NULL,
  version {INT} NOT NULL,
  n {INT} NOT NULL CHECK (n > 0),     -- of this quote, from 1
  form {TEXT} NOT NULL CHECK (form IN ('drawn', 'typed', 'scanned')),
  taken_by {TEXT} NOT NULL CHECK (taken_by IN ('customer', 'staff')),  -- by her own link, or by us
  name {TEXT} NOT NULL,               -- of who signed
  statement {TEXT} NOT NULL,          -- JSON: what was read and said, with the hash of the picture
  sha256 {TEXT} NOT NULL CHECK (LENGTH(sha256) = 64),  -- of the statement
  blob_id {INT} REFERENCES blobs (id),  -- the strokes, or the signed paper
  media_type {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  erased_at {INT},
  UNIQUE (quote_id, n),
  UNIQUE (id, quote_id, version, taken_by),
  FOREIGN KEY (quote_id, version) REFERENCES quote_versions (quote_id, version),
  CHECK ((form = 'typed') = (blob_id IS NULL)),
  CHECK (form <> 'typed' OR taken_by = 'customer'),
  CHECK (erased_at IS NOT NULL OR (name <> '' AND statement <> ''))
);

-- An answer by signature has one: of its own quote and version, taken by whom it came. SQLite alters no CHECK, so there
-- the answers are written anew beside the lines of invoices that name them.
-- sqlite:
PRAGMA defer_foreign_keys = ON;
CREATE INDEX invoice_lines_of_answer ON invoice_lines (answer_id);
CREATE TABLE kept_quote_answers (
  id {ID} PRIMARY KEY, quote_id {INT}, version {INT}, line {INT}, answer {TEXT}, by_kind {TEXT}, via {TEXT},
  reason {TEXT}, at {INT}, actor {TEXT}
);
INSERT INTO kept_quote_answers (id, quote_id, version, line, answer, by_kind, via, reason, at, actor)
SELECT id, quote_id, version, line, answer, by_kind, via, reason, at, actor FROM quote_answers;
DROP TABLE quote_answers;
CREATE TABLE quote_answers (
  id {ID} PRIMARY KEY,
  quote_id {INT} NOT NULL,
  version {INT} NOT NULL,
  line {INT} NOT NULL,
  answer {TEXT} NOT NULL CHECK (answer IN ('approved', 'declined')),
  by_kind {TEXT} NOT NULL CHECK (by_kind IN ('customer', 'staff')),
  via {TEXT} NOT NULL CHECK (via IN ('link', 'phone', 'desk', 'letter', 'email', 'signature')),
  reason {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  signature_id {INT},
  UNIQUE (id, quote_id, version, line, answer),
  FOREIGN KEY (quote_id, version, line) REFERENCES quote_lines (quote_id, version, line),
  CONSTRAINT quote_answers_signed FOREIGN KEY (signature_id, quote_id, version, by_kind)
    REFERENCES quote_signatures (id, quote_id, version, taken_by),
  CHECK ((via = 'signature') = (signature_id IS NOT NULL))
);
INSERT INTO quote_answers (id, quote_id, version, line, answer, by_kind, via, reason, at, actor)
SELECT id, quote_id, version, line, answer, by_kind, via, reason, at, actor FROM kept_quote_answers;
DROP TABLE kept_quote_answers;
DROP INDEX invoice_lines_of_answer;
CREATE INDEX quote_answers_of_line ON quote_answers (quote_id, version, line, id);
-- end
-- pg:
ALTER TABLE quote_answers ADD COLUMN signature_id {INT};
ALTER TABLE quote_answers DROP CONSTRAINT quote_answers_via_check;
ALTER TABLE quote_answers ADD CONSTRAINT quote_answers_via_check
  CHECK (via IN ('link', 'phone', 'desk', 'letter', 'email', 'signature'));
ALTER TABLE quote_answers ADD CONSTRAINT quote_answers_signed FOREIGN KEY (signature_id, quote_id, version, by_kind)
  REFERENCES quote_signatures (id, quote_id, version, taken_by);
ALTER TABLE quote_answers ADD CONSTRAINT quote_answers_signed_check
  CHECK ((via = 'signature') = (signature_id IS NOT NULL));
-- end
CREATE INDEX quote_answers_of_signature ON quote_answers (signature_id) WHERE signature_id IS NOT NULL;
