-- In what words she answered, beside the message or the call in which she did.
ALTER TABLE quote_answers ADD COLUMN words {TEXT} NOT NULL DEFAULT '';
