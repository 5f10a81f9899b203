-- A promise of the sale that staff end still pays what is told by this day, so that no end comes as a surprise on a
-- bill; NULL: it ended by her own word, as one of two that were one, or before there was a notice.
ALTER TABLE sale_promises ADD COLUMN owed_until_on {TEXT};
