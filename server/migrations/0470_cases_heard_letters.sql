-- Letters that tell her what was noted on her word: one that does not reach her is followed, on a closed case too.
CREATE TABLE heard_letters (
  interaction_id {INT} PRIMARY KEY REFERENCES interactions (id)
);
