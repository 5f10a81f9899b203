-- One row a contact on a case; never edited but for the state of its delivery, and for erasure.
CREATE TABLE interactions (
  id {ID} PRIMARY KEY,
  case_id {INT} NOT NULL REFERENCES cases (id),
  origin_case_id {INT} NOT NULL REFERENCES cases (id),   -- before a merge or a split moved it
  direction {TEXT} NOT NULL CHECK (direction IN ('inbound', 'outbound', 'internal')),
  channel {TEXT} NOT NULL CHECK (channel IN ('email', 'phone', 'chat', 'desk', 'letter', 'social', 'portal',
                                             'api', 'system')),
  purpose {TEXT} NOT NULL CHECK (purpose IN ('message', 'answer', 'note', 'acknowledgement', 'apology',
                                             'solved_question', 'follow_up', 'verdict')),
  automatic {INT} NOT NULL CHECK (automatic IN (0, 1)),
  author_kind {TEXT} NOT NULL,
  author_id {INT} NOT NULL,
  author_name {TEXT} NOT NULL,
  at {INT} NOT NULL,                 -- when it happened
  recorded_at {INT} NOT NULL,        -- when it was stored here
  subject {TEXT} NOT NULL,
  text {TEXT} NOT NULL,              -- what is new in it
  quoted {TEXT} NOT NULL,            -- what it quotes, shown folded
  html {TEXT} NOT NULL,              -- sanitised; empty when there was none
  language {TEXT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('received', 'queued', 'cancelled', 'released', 'sent', 'failed',
                                         'bounced', 'recorded')),
  send_at {INT},                     -- of a queued one
  state_reason {TEXT} NOT NULL,      -- why it failed or bounced, in the other server's words
  mailbox_id {INT},
  message_id {TEXT} NOT NULL,        -- of the mail, without < >
  raw_blob_id {INT},
  erased_at {INT},
  CHECK ((state = 'queued') = (send_at IS NOT NULL))
);
CREATE INDEX interactions_of_case ON interactions (case_id, id);
CREATE INDEX interactions_by_message_id ON interactions (message_id) WHERE message_id <> '';

CREATE TABLE interaction_recipients (
  interaction_id {INT} NOT NULL REFERENCES interactions (id),
  position {INT} NOT NULL,
  role {TEXT} NOT NULL CHECK (role IN ('from', 'to', 'cc')),
  address {TEXT} NOT NULL,
  name {TEXT} NOT NULL,
  PRIMARY KEY (interaction_id, position)
);

CREATE TABLE attachments (
  id {ID} PRIMARY KEY,
  interaction_id {INT} REFERENCES interactions (id),   -- NULL while only uploaded
  uploaded_by {INT} NOT NULL,                          -- staff, 0 for mail and portal
  blob_id {INT} NOT NULL REFERENCES blobs (id),
  name {TEXT} NOT NULL,
  media_type {TEXT} NOT NULL,        -- its true type, by its bytes
  declared_type {TEXT} NOT NULL,
  size_bytes {INT} NOT NULL,
  content_id {TEXT} NOT NULL,
  is_inline {INT} NOT NULL CHECK (is_inline IN (0, 1)),
  created_at {INT} NOT NULL
);
CREATE INDEX attachments_of_interaction ON attachments (interaction_id);

CREATE TABLE mentions (
  interaction_id {INT} NOT NULL REFERENCES interactions (id),
  staff_id {INT} NOT NULL,
  seen_at {INT},
  PRIMARY KEY (staff_id, interaction_id)
);
