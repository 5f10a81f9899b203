-- Statements of the module channels/email.

-- name: insert_mailbox
INSERT INTO mailboxes (id, version, address, folded_address, display_names, language, team_id, state,
                       imap_host, imap_port, imap_security, imap_auth, imap_user, imap_secret,
                       imap_folder, done_folder, poll_seconds, import_existing, smtp_host, smtp_port,
                       smtp_security, smtp_auth, smtp_user, smtp_secret, ca_pem, signed_reply_to,
                       created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23, $24, $25, $26, $27);

-- name: update_mailbox
UPDATE mailboxes SET version = $2 + 1, address = $3, folded_address = $4, display_names = $5,
       language = $6, team_id = $7, state = $8, imap_host = $9, imap_port = $10, imap_security = $11,
       imap_auth = $12, imap_user = $13, imap_secret = $14, imap_folder = $15, done_folder = $16,
       poll_seconds = $17, import_existing = $18, smtp_host = $19, smtp_port = $20,
       smtp_security = $21, smtp_auth = $22, smtp_user = $23, smtp_secret = $24, ca_pem = $25,
       signed_reply_to = $26
WHERE id = $1 AND version = $2 AND created_at = $27;

-- name: find_mailbox
SELECT id, version, address, folded_address, display_names, language, team_id, state, imap_host,
       imap_port, imap_security, imap_auth, imap_user, imap_secret, imap_folder, done_folder,
       poll_seconds, import_existing, smtp_host, smtp_port, smtp_security, smtp_auth, smtp_user,
       smtp_secret, ca_pem, signed_reply_to, created_at
FROM mailboxes WHERE id = $1;

-- name: list_mailboxes
SELECT id, version, address, folded_address, display_names, language, team_id, state, imap_host,
       imap_port, imap_security, imap_auth, imap_user, imap_secret, imap_folder, done_folder,
       poll_seconds, import_existing, smtp_host, smtp_port, smtp_security, smtp_auth, smtp_user,
       smtp_secret, ca_pem, signed_reply_to, created_at
FROM mailboxes WHERE state <> 'archived' ORDER BY id LIMIT 501;

-- name: find_mailbox_by_address
SELECT id, version, address, folded_address, display_names, language, team_id, state, imap_host,
       imap_port, imap_security, imap_auth, imap_user, imap_secret, imap_folder, done_folder,
       poll_seconds, import_existing, smtp_host, smtp_port, smtp_security, smtp_auth, smtp_user,
       smtp_secret, ca_pem, signed_reply_to, created_at
FROM mailboxes WHERE folded_address = $1 AND state <> 'archived';

-- name: insert_progress
INSERT INTO mailbox_progress (mailbox_id, uid_validity, next_uid, last_error_kind, last_error,
                              leased_by, leased_until)
VALUES ($1, 0, 0, '', '', 0, 0);

-- name: find_progress
SELECT mailbox_id, uid_validity, next_uid, connected_at, fetched_at, last_error_kind, last_error,
       last_error_at, leased_by, leased_until, send_error_kind, send_error, send_error_at
FROM mailbox_progress WHERE mailbox_id = $1;

-- name: begin_folder
UPDATE mailbox_progress SET uid_validity = $2, next_uid = $3 WHERE mailbox_id = $1;

-- name: advance
UPDATE mailbox_progress SET next_uid = $3, fetched_at = $4
WHERE mailbox_id = $1 AND uid_validity = $2 AND next_uid <= $3;

-- name: note_connected
UPDATE mailbox_progress SET connected_at = $2, last_error_kind = '', last_error = ''
WHERE mailbox_id = $1;

-- name: note_error
UPDATE mailbox_progress SET last_error_kind = $2, last_error = $3, last_error_at = $4
WHERE mailbox_id = $1;

-- name: note_send_error
UPDATE mailbox_progress SET send_error_kind = $2, send_error = $3, send_error_at = $4
WHERE mailbox_id = $1;

-- name: clear_send_error
UPDATE mailbox_progress SET send_error_kind = '', send_error = ''
WHERE mailbox_id = $1 AND send_error_kind <> '';

-- name: lease_mailbox
UPDATE mailbox_progress SET leased_by = $2, leased_until = $3
WHERE mailbox_id = $1 AND (leased_by = $2 OR leased_until < $4);

-- name: release_mailbox
UPDATE mailbox_progress SET leased_by = 0, leased_until = 0 WHERE mailbox_id = $1 AND leased_by = $2;

-- name: insert_raw
INSERT INTO raw_messages (id, mailbox_id, source, uid_validity, uid, blob_id, sha256, size_bytes,
                          envelope_to, message_id, sender, subject, sent_at, received_at, state, reason,
                          matched_by, taken_key, case_id, interaction_id, settled_at, settled_by, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23);

-- name: has_uid
SELECT id FROM raw_messages WHERE mailbox_id = $1 AND uid_validity = $2 AND uid = $3;

-- name: find_raw
SELECT id, mailbox_id, source, uid_validity, uid, blob_id, sha256, size_bytes, envelope_to, message_id,
       sender, subject, sent_at, received_at, state, reason, matched_by, taken_key, case_id,
       interaction_id, settled_at, settled_by, version
FROM raw_messages WHERE id = $1;

-- name: find_taken
SELECT id, mailbox_id, source, uid_validity, uid, blob_id, sha256, size_bytes, envelope_to, message_id,
       sender, subject, sent_at, received_at, state, reason, matched_by, taken_key, case_id,
       interaction_id, settled_at, settled_by, version
FROM raw_messages WHERE taken_key = $1;

-- name: list_raw
SELECT id, mailbox_id, source, uid_validity, uid, blob_id, sha256, size_bytes, envelope_to, message_id,
       sender, subject, sent_at, received_at, state, reason, matched_by, taken_key, case_id,
       interaction_id, settled_at, settled_by, version
FROM raw_messages WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: update_raw
UPDATE raw_messages SET mailbox_id = $2, source = $3, uid_validity = $4, uid = $5, blob_id = $6,
       sha256 = $7, size_bytes = $8, envelope_to = $9, message_id = $10, sender = $11, subject = $12,
       sent_at = $13, received_at = $14, state = $15, reason = $16, matched_by = $17, taken_key = $18,
       case_id = $19, interaction_id = $20, settled_at = $21, settled_by = $22, version = $23 + 1
WHERE id = $1 AND version = $23;

-- name: raw_of_case
SELECT id, mailbox_id, source, uid_validity, uid, blob_id, sha256, size_bytes, envelope_to, message_id,
       sender, subject, sent_at, received_at, state, reason, matched_by, taken_key, case_id,
       interaction_id, settled_at, settled_by, version
FROM raw_messages WHERE case_id = $1 LIMIT 1000;

-- name: forget_raw
UPDATE raw_messages SET sender = '', subject = '', envelope_to = '' WHERE id = $1;

-- name: insert_proposal
INSERT INTO mail_proposals (case_id, proposed_case_id, reason, raw_message_id, created_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id, proposed_case_id) DO NOTHING;

-- name: list_proposals
SELECT proposed_case_id, reason, raw_message_id, created_at FROM mail_proposals
WHERE case_id = $1 ORDER BY reason, proposed_case_id LIMIT 50;

-- name: insert_out
INSERT INTO mail_out (id, interaction_id, case_id, mailbox_id, recipients, message_id, automatic, state,
                      tries, error, created_at, sent_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: find_out
SELECT id, interaction_id, case_id, mailbox_id, recipients, message_id, automatic, state, tries, error,
       created_at, sent_at
FROM mail_out WHERE id = $1;

-- name: find_out_of_interaction
SELECT id, interaction_id, case_id, mailbox_id, recipients, message_id, automatic, state, tries, error,
       created_at, sent_at
FROM mail_out WHERE interaction_id = $1;

-- name: list_out
SELECT id, interaction_id, case_id, mailbox_id, recipients, message_id, automatic, state, tries, error,
       created_at, sent_at
FROM mail_out WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: change_out
UPDATE mail_out SET state = $3, tries = tries + $4, error = $5, sent_at = $6
WHERE id = $1 AND state = $2;

-- name: narrow_out
UPDATE mail_out SET recipients = $2 WHERE id = $1 AND state = 'queued';

-- name: queued_of_mailbox
SELECT id FROM mail_out WHERE mailbox_id = $1 AND state = 'queued' ORDER BY id LIMIT 1000;

-- name: suspend_address
INSERT INTO suspended_addresses (folded_address, until, reason, bounces, suspended_at)
VALUES ($1, $2, $3, 1, $4)
ON CONFLICT (folded_address) DO UPDATE
SET until = excluded.until, reason = excluded.reason, bounces = suspended_addresses.bounces + 1,
    suspended_at = excluded.suspended_at;

-- name: find_suspended
SELECT folded_address, until, reason, bounces, suspended_at FROM suspended_addresses
WHERE folded_address = $1;

-- name: list_suspended
SELECT folded_address, until, reason, bounces, suspended_at FROM suspended_addresses
WHERE until > $1 ORDER BY suspended_at DESC LIMIT 500;

-- name: unsuspend_address
DELETE FROM suspended_addresses WHERE folded_address = $1;

-- name: insert_automatic
INSERT INTO automatic_sent (id, folded_address, subject_key, at) VALUES ($1, $2, $3, $4);

-- name: automatic_to
SELECT subject_key FROM automatic_sent WHERE folded_address = $1 AND at > $2 ORDER BY at LIMIT 100;

-- name: prune_automatic
DELETE FROM automatic_sent WHERE at <= $1;

-- name: insert_staff_mail
INSERT INTO staff_mails (id, staff_id, kind, mailbox_id, state, tries, error, created_at, sent_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: find_staff_mail
SELECT id, staff_id, kind, mailbox_id, state, tries, error, created_at, sent_at
FROM staff_mails WHERE id = $1;

-- name: list_staff_mails
SELECT id, staff_id, kind, mailbox_id, state, tries, error, created_at, sent_at
FROM staff_mails WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: change_staff_mail
UPDATE staff_mails SET mailbox_id = $2, state = $3, tries = $4, error = $5, created_at = $6,
       sent_at = $7
WHERE id = $1;
