-- What staff tell of her answer on the phone, at a desk or by letter rests on her own word; a consent to pay can be
-- taken back until it was invoiced.
ALTER TABLE quote_answers ADD COLUMN interaction_id {INT} REFERENCES interactions (id);
CREATE INDEX quote_answers_of_interaction ON quote_answers (interaction_id) WHERE interaction_id IS NOT NULL;
ALTER TABLE waivers ADD COLUMN withdrawn_at {INT};
ALTER TABLE waivers ADD COLUMN withdrawn_by {TEXT} NOT NULL DEFAULT '';
