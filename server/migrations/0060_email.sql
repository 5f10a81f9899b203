-- E-mail: mailboxes, what came in raw, what went out, and what keeps machines from answering each other.

CREATE TABLE mailboxes (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  address {TEXT} NOT NULL,
  folded_address {TEXT} NOT NULL UNIQUE,
  display_names {TEXT} NOT NULL,       -- JSON, by language tag; the company's name where one lacks
  language {TEXT} NOT NULL,            -- of mails whose own cannot be told
  team_id {INT} REFERENCES teams (id), -- NULL: routing decides
  state {TEXT} NOT NULL CHECK (state IN ('active', 'paused', 'archived')),
  imap_host {TEXT} NOT NULL,           -- empty: not fetched; mail comes by pipe or POST
  imap_port {INT} NOT NULL,
  imap_security {TEXT} NOT NULL CHECK (imap_security IN ('tls', 'start_tls', 'none')),
  imap_auth {TEXT} NOT NULL CHECK (imap_auth IN ('password', 'oauth2')),
  imap_user {TEXT} NOT NULL,
  imap_secret {BLOB} NOT NULL,         -- sealed under the server's key
  imap_folder {TEXT} NOT NULL,
  done_folder {TEXT} NOT NULL,         -- where fetched mail goes; empty: it stays, marked as seen
  poll_seconds {INT} NOT NULL CHECK (poll_seconds BETWEEN 5 AND 3600),
  import_existing {INT} NOT NULL CHECK (import_existing IN (0, 1)),
  smtp_host {TEXT} NOT NULL,           -- empty: nothing is sent from here
  smtp_port {INT} NOT NULL,
  smtp_security {TEXT} NOT NULL CHECK (smtp_security IN ('tls', 'start_tls', 'none')),
  smtp_auth {TEXT} NOT NULL CHECK (smtp_auth IN ('password', 'oauth2')),
  smtp_user {TEXT} NOT NULL,
  smtp_secret {BLOB} NOT NULL,
  ca_pem {TEXT} NOT NULL,              -- a certificate authority of the company's own; empty: the system's
  signed_reply_to {INT} NOT NULL CHECK (signed_reply_to IN (0, 1)),
  created_at {INT} NOT NULL
);

-- How far a mailbox was read, and how it fares; apart, since it changes with every mail.
CREATE TABLE mailbox_progress (
  mailbox_id {INT} PRIMARY KEY REFERENCES mailboxes (id),
  uid_validity {INT} NOT NULL,         -- 0: never connected
  next_uid {INT} NOT NULL,
  connected_at {INT},
  fetched_at {INT},                    -- of the newest mail
  last_error_kind {TEXT} NOT NULL,     -- empty: all is well
  last_error {TEXT} NOT NULL,          -- in the other server's words
  last_error_at {INT},
  leased_by {INT} NOT NULL,            -- the node that reads it; 0: none
  leased_until {INT} NOT NULL
);

CREATE TABLE raw_messages (
  id {ID} PRIMARY KEY,
  mailbox_id {INT} REFERENCES mailboxes (id),
  source {TEXT} NOT NULL CHECK (source IN ('imap', 'api', 'pipe')),
  uid_validity {INT},
  uid {INT},
  blob_id {INT} NOT NULL REFERENCES blobs (id),
  sha256 {BLOB} NOT NULL,
  size_bytes {INT} NOT NULL,
  envelope_to {TEXT} NOT NULL,         -- where the mail server delivered it, if it said so
  message_id {TEXT} NOT NULL,          -- these four once read; for the quarantine's list
  sender {TEXT} NOT NULL,
  subject {TEXT} NOT NULL,
  sent_at {INT},
  received_at {INT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('new', 'taken', 'quarantined', 'ignored')),
  reason {TEXT} NOT NULL,              -- why it is quarantined or ignored: email.reason_<reason>
  matched_by {TEXT} NOT NULL,
  taken_key {TEXT} UNIQUE,             -- of its content: the same mail twice is taken once
  case_id {INT},
  interaction_id {INT},
  settled_at {INT},
  settled_by {INT} NOT NULL,           -- staff; 0: the program
  version {INT} NOT NULL,
  UNIQUE (mailbox_id, uid_validity, uid),
  CHECK ((uid IS NULL) = (uid_validity IS NULL)),
  CHECK (state <> 'taken' OR taken_key IS NOT NULL),
  CHECK ((state IN ('new', 'quarantined')) = (settled_at IS NULL))
);
CREATE INDEX raw_messages_quarantined ON raw_messages (id) WHERE state = 'quarantined';
CREATE INDEX raw_messages_new ON raw_messages (id) WHERE state = 'new';
CREATE INDEX raw_messages_of_case ON raw_messages (case_id) WHERE case_id IS NOT NULL;

-- Cases that a mail may belong to, where it was not certain enough to join them.
CREATE TABLE mail_proposals (
  case_id {INT} NOT NULL,              -- the case that the mail opened
  proposed_case_id {INT} NOT NULL,
  reason {TEXT} NOT NULL CHECK (reason IN ('case_number', 'same_subject')),
  raw_message_id {INT} NOT NULL REFERENCES raw_messages (id),
  created_at {INT} NOT NULL,
  PRIMARY KEY (case_id, proposed_case_id)
);

CREATE TABLE mail_out (
  id {ID} PRIMARY KEY,
  interaction_id {INT} NOT NULL UNIQUE,
  case_id {INT} NOT NULL,
  mailbox_id {INT} NOT NULL REFERENCES mailboxes (id),
  recipients {TEXT} NOT NULL,          -- addresses, space-separated
  message_id {TEXT} NOT NULL UNIQUE,
  automatic {INT} NOT NULL CHECK (automatic IN (0, 1)),
  state {TEXT} NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'bounced')),
  tries {INT} NOT NULL,
  error {TEXT} NOT NULL,               -- of the last try, in the other server's words
  created_at {INT} NOT NULL,
  sent_at {INT}
);
CREATE INDEX mail_out_by_state ON mail_out (state, id);

-- Addresses that mail came back from: nothing goes there until then, from any mailbox.
CREATE TABLE suspended_addresses (
  folded_address {TEXT} PRIMARY KEY,
  until {INT} NOT NULL,
  reason {TEXT} NOT NULL,
  bounces {INT} NOT NULL,
  suspended_at {INT} NOT NULL
);
CREATE INDEX suspended_addresses_by_end ON suspended_addresses (until);

-- Automatic messages of the last hours; older rows are removed.
CREATE TABLE automatic_sent (
  id {ID} PRIMARY KEY,
  folded_address {TEXT} NOT NULL,
  subject_key {TEXT} NOT NULL,         -- purpose and stripped subject
  at {INT} NOT NULL
);
CREATE INDEX automatic_sent_to ON automatic_sent (folded_address, at);
CREATE INDEX automatic_sent_by_age ON automatic_sent (at);
