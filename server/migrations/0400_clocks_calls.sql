-- Somebody of authority was called where the law says so. `missed_at`: nobody had said by then what
-- was done, and others were asked.
CREATE TABLE legal_calls (
  consequence_id {ID} PRIMARY KEY REFERENCES legal_consequences (id),
  call_by_at {INT} NOT NULL,
  asked {INT} NOT NULL CHECK (asked >= 0),  -- how many people
  made_at {INT} NOT NULL,
  missed_at {INT}
);
