-- What live listeners on every node are to hear of and what nobody needs afterwards (who looks at a case now).
-- As events, but forgotten within hours; a table of their own, since events are kept for ever.
CREATE TABLE signals (
  id {ID} PRIMARY KEY,
  kind {TEXT} NOT NULL,
  at {INT} NOT NULL,
  actor_kind {TEXT} NOT NULL,
  actor_id {INT} NOT NULL,
  actor_name {TEXT} NOT NULL,
  case_id {INT} NOT NULL,
  customer_id {INT} NOT NULL,
  team_id {INT} NOT NULL,
  payload {TEXT} NOT NULL
);
