-- A document that the law wants issued: which one did it. And what is listed over all cases, by what it waits for, its
-- kind and whether the deadline of its rule was missed, each an index range; a page reads no more rows than it shows.
ALTER TABLE legal_decisions ADD COLUMN document_id {TEXT} NOT NULL DEFAULT '';
ALTER TABLE legal_consequences ADD COLUMN overdue {INT} NOT NULL DEFAULT 0 CHECK (overdue IN (0, 1));
UPDATE legal_consequences SET overdue = 1 WHERE clock_id IN (SELECT id FROM legal_clocks WHERE state = 'broken');
DROP INDEX legal_consequences_waiting;
DROP INDEX legal_consequences_to_do;
CREATE INDEX legal_consequences_by_wait ON legal_consequences (state, effect, overdue, at, id);
