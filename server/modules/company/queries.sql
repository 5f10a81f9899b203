-- The one row of the company's profile.

-- name: find_profile
SELECT version, name, default_language, languages, zone, country, currency, public_url,
       case_number_prefix, undo_send_seconds, reopen_limit, sender_names, signatures, remedy_kind,
       remedy_minor
FROM company WHERE id = 1

-- name: update_profile
UPDATE company SET version = $1 + 1, name = $2, default_language = $3, languages = $4, zone = $5,
       country = $6, currency = $7, public_url = $8, case_number_prefix = $9,
       undo_send_seconds = $10, reopen_limit = $11, sender_names = $12, signatures = $13,
       remedy_kind = $14, remedy_minor = $15
WHERE id = 1 AND version = $1
