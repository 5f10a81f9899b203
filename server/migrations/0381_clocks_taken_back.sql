-- What was told of a case by mistake, taken back with the reason. The happening itself stays in the story; the clocks
-- are counted without it.
CREATE TABLE case_law_withdrawals (
  event_id {INT} PRIMARY KEY REFERENCES case_law_events (id),
  taken_back_at {INT} NOT NULL,
  actor_kind {TEXT} NOT NULL,
  actor_id {INT} NOT NULL,
  actor_name {TEXT} NOT NULL,
  reason {TEXT} NOT NULL CHECK (reason <> '')
);
