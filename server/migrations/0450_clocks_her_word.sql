-- What rests on the customer's word names the message in which she says so.
ALTER TABLE case_law_events ADD COLUMN interaction_id {INT} REFERENCES interactions (id);
