-- What was found to have caused a fault, and on what it rests: a photograph on a note of ours, or her own word.
-- No cause takes a guarantee from her without it (docs/decisions/0420-nothing-is-charged-by-another-name.md).
CREATE TABLE cause_findings (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES cases (id),
  customer_id {INT} NOT NULL REFERENCES customers (id),
  cause {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,
  interaction_id {INT} NOT NULL REFERENCES interactions (id),  -- the note with the photograph, or her message
  is_her_word {INT} NOT NULL CHECK (is_her_word IN (0, 1)),
  told_interaction_id {INT} REFERENCES interactions (id),      -- by which she was told; NULL: no address
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL
);
CREATE INDEX cause_findings_of_case ON cause_findings (case_id, id);
CREATE INDEX cause_findings_of_customer ON cause_findings (customer_id);
CREATE INDEX cause_findings_of_interaction ON cause_findings (interaction_id);
CREATE INDEX cause_findings_of_told ON cause_findings (told_interaction_id) WHERE told_interaction_id IS NOT NULL;
