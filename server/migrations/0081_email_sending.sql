-- How sending fares, beside how reading does; and mails to members of staff.

ALTER TABLE mailbox_progress ADD COLUMN send_error_kind {TEXT} NOT NULL DEFAULT ''; -- empty: all is well
ALTER TABLE mailbox_progress ADD COLUMN send_error {TEXT} NOT NULL DEFAULT '';      -- in the other server's words
ALTER TABLE mailbox_progress ADD COLUMN send_error_at {INT};

-- Invitations and links for a new password. The link is made when the mail is written and stands nowhere.
CREATE TABLE staff_mails (
  id {ID} PRIMARY KEY,
  staff_id {INT} NOT NULL REFERENCES staff (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('invitation', 'password_reset')),
  mailbox_id {INT} REFERENCES mailboxes (id), -- NULL: none could send
  state {TEXT} NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  tries {INT} NOT NULL,
  error {TEXT} NOT NULL,               -- of the last try, in words
  created_at {INT} NOT NULL,
  sent_at {INT},
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX staff_mails_by_state ON staff_mails (state, id);
CREATE INDEX staff_mails_of_staff ON staff_mails (staff_id, id);
CREATE INDEX mail_out_of_mailbox ON mail_out (mailbox_id, id) WHERE state = 'queued';
