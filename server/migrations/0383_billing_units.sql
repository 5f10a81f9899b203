-- How many whole units of a line she approves; NULL: all of it.
ALTER TABLE quote_answers ADD COLUMN units {INT} CHECK (units IS NULL OR (units > 0 AND answer = 'approved'));
