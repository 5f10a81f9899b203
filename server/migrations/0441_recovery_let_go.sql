-- A granted remedy that she does not want, or wants another in place of, ends on her word: what was granted stays as it
-- was decided, and this says that it is owed no more.
CREATE TABLE remedies_let_go (
  remedy_id {INT} PRIMARY KEY REFERENCES remedies (id),
  interaction_id {INT} NOT NULL REFERENCES interactions (id),  -- hers: where she says so
  words {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,
  let_go_at {INT} NOT NULL,
  let_go_by_name {TEXT} NOT NULL,
  instead_id {INT} REFERENCES remedies (id)                    -- what she is given in its place
);
CREATE INDEX remedies_let_go_of_interaction ON remedies_let_go (interaction_id);
CREATE INDEX remedies_let_go_instead ON remedies_let_go (instead_id) WHERE instead_id IS NOT NULL;
