-- Who else takes part: an address that may write to the case by its number alone.
CREATE TABLE case_participants (
  case_id {INT} NOT NULL REFERENCES cases (id),
  address {TEXT} NOT NULL,           -- folded e-mail address
  customer_id {INT},
  role {TEXT} NOT NULL CHECK (role IN ('customer', 'copy')),
  added_at {INT} NOT NULL,
  PRIMARY KEY (case_id, address)
);
CREATE INDEX case_participants_by_address ON case_participants (address, case_id);

-- Who was mentioned on it and may read it though it is another team's.
CREATE TABLE case_readers (
  case_id {INT} NOT NULL REFERENCES cases (id),
  staff_id {INT} NOT NULL,
  since {INT} NOT NULL,
  PRIMARY KEY (case_id, staff_id)
);

CREATE TABLE tags (
  id {ID} PRIMARY KEY,
  name {TEXT} NOT NULL,
  folded {TEXT} NOT NULL UNIQUE,
  colour {TEXT} NOT NULL,
  created_at {INT} NOT NULL
);
CREATE TABLE case_tags (
  case_id {INT} NOT NULL REFERENCES cases (id),
  tag_id {INT} NOT NULL REFERENCES tags (id),
  added_at {INT} NOT NULL,
  added_by {INT} NOT NULL,
  PRIMARY KEY (case_id, tag_id)
);
CREATE INDEX case_tags_by_tag ON case_tags (tag_id, case_id);

CREATE TABLE case_links (
  case_id {INT} NOT NULL REFERENCES cases (id),
  other_case_id {INT} NOT NULL REFERENCES cases (id),
  relation {TEXT} NOT NULL CHECK (relation IN ('related', 'split_from', 'merged_from')),
  linked_at {INT} NOT NULL,
  linked_by {INT} NOT NULL,
  PRIMARY KEY (case_id, other_case_id)
);
CREATE INDEX case_links_back ON case_links (other_case_id, case_id);

-- What an agent was writing: one draft a case and person.
CREATE TABLE drafts (
  case_id {INT} NOT NULL REFERENCES cases (id),
  staff_id {INT} NOT NULL,
  text {TEXT} NOT NULL,
  updated_at {INT} NOT NULL,
  PRIMARY KEY (case_id, staff_id)
);

-- Hand-overs: state changes are nouns.
CREATE TABLE hand_overs (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES cases (id),
  at {INT} NOT NULL,
  by_kind {TEXT} NOT NULL,
  by_id {INT} NOT NULL,
  from_team_id {INT} NOT NULL,
  from_owner_id {INT},
  to_team_id {INT} NOT NULL,
  to_owner_id {INT},
  reason {TEXT} NOT NULL
);
CREATE INDEX hand_overs_of_case ON hand_overs (case_id, id);

-- The customer's word on whether it is solved: every answer is kept.
CREATE TABLE verdicts (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES cases (id),
  solved {INT} NOT NULL CHECK (solved IN (0, 1)),
  rating {INT} CHECK (rating BETWEEN 1 AND 5),
  comment {TEXT} NOT NULL,
  at {INT} NOT NULL,
  via {TEXT} NOT NULL CHECK (via IN ('link', 'message', 'staff'))
);
CREATE INDEX verdicts_of_case ON verdicts (case_id, id);

-- Which team and which skills a new case asks for; the first rule that fits, by rank.
CREATE TABLE routing_rules (
  rank {INT} PRIMARY KEY,
  case_kind {TEXT},
  channel {TEXT},
  language {TEXT},
  mailbox_id {INT},
  team_id {INT} NOT NULL,
  skills {TEXT} NOT NULL             -- separated by spaces
);

-- Saved views of a queue.
CREATE TABLE views (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  staff_id {INT} NOT NULL,           -- whose
  shared {INT} NOT NULL CHECK (shared IN (0, 1)),
  name {TEXT} NOT NULL,
  filter {TEXT} NOT NULL             -- JSON of the list's own query
);
CREATE INDEX views_of_staff ON views (staff_id);
