-- People

-- name: find_person
SELECT id, version, name, email, language, state, calendar_id, max_open, created_at
FROM staff WHERE id = $1

-- name: find_person_by_email
SELECT id, version, name, email, language, state, calendar_id, max_open, created_at
FROM staff WHERE folded_email = $1

-- name: find_name
SELECT name FROM staff WHERE id = $1

-- name: insert_person
INSERT INTO staff (id, version, name, folded_name, sort_key, email, folded_email, language, state,
                   calendar_id, max_open, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: update_person
UPDATE staff SET version = version + 1, name = $3, folded_name = $4, sort_key = $5, email = $6,
                 folded_email = $7, language = $8, calendar_id = $9, max_open = $10
WHERE id = $1 AND version = $2

-- name: update_person_state
UPDATE staff SET version = version + 1, state = $3 WHERE id = $1 AND version = $2

-- name: activate_person
UPDATE staff SET version = version + 1, state = 'active' WHERE id = $1 AND state = 'invited'

-- name: list_people
SELECT s.id, s.version, s.name, s.email, s.language, s.state, s.calendar_id, s.max_open,
       s.created_at, s.sort_key
FROM staff s
WHERE (s.sort_key, s.id) > ($1, CAST($2 AS BIGINT))
  AND (s.state = $3 OR ($3 = '' AND s.state <> 'left'))
  AND (CAST($4 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM team_members m
                                         WHERE m.team_id = $4 AND m.staff_id = s.id))
  AND (CAST($5 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM staff_roles r
                                         WHERE r.role_id = $5 AND r.staff_id = s.id))
  AND (s.folded_name LIKE $6 ESCAPE '!' OR s.folded_email LIKE $6 ESCAPE '!')
ORDER BY s.sort_key, s.id LIMIT $7

-- name: links_of_person
SELECT staff_id, 'role' AS kind, role_id AS ref, '' AS word FROM staff_roles WHERE staff_id = $1
UNION ALL
SELECT m.staff_id, 'team', m.team_id, t.sort_key
FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.staff_id = $1
UNION ALL
SELECT staff_id, kind, 0, word FROM staff_abilities WHERE staff_id = $1
ORDER BY kind, word, ref

-- name: add_role_of_person
INSERT INTO staff_roles (staff_id, role_id) VALUES ($1, $2)

-- name: clear_roles_of_person
DELETE FROM staff_roles WHERE staff_id = $1

-- name: add_ability
INSERT INTO staff_abilities (staff_id, kind, word) VALUES ($1, $2, $3)
ON CONFLICT (staff_id, kind, word) DO NOTHING

-- name: clear_abilities
DELETE FROM staff_abilities WHERE staff_id = $1 AND kind = $2

-- name: grants_of_person
SELECT 'role' AS kind, r.id AS ref, r.permissions, r.totp_required
FROM staff_roles sr JOIN roles r ON r.id = sr.role_id WHERE sr.staff_id = $1
UNION ALL
SELECT 'team', team_id, '', 0 FROM team_members WHERE staff_id = $1

-- name: limits_of_person
SELECT r.id, r.authority_minor, r.authority_currency
FROM staff_roles sr JOIN roles r ON r.id = sr.role_id JOIN staff s ON s.id = sr.staff_id
WHERE sr.staff_id = $1 AND s.state = 'active'

-- name: holders_of_permission
SELECT DISTINCT s.id, s.sort_key
FROM roles r JOIN staff_roles sr ON sr.role_id = r.id JOIN staff s ON s.id = sr.staff_id
WHERE s.state = 'active' AND (r.id = 1 OR ' ' || r.permissions || ' ' LIKE $1 ESCAPE '!')
ORDER BY s.sort_key, s.id LIMIT 1000

-- The guard of administrators

-- name: lock_administrators
UPDATE staff_guard SET changes = changes + 1 WHERE id = 1

-- name: count_active_administrators
SELECT count(*) AS administrators
FROM staff_roles sr JOIN staff s ON s.id = sr.staff_id
WHERE sr.role_id = 1 AND s.state = 'active'

-- name: count_administrators
SELECT count(*) AS administrators FROM staff_roles WHERE role_id = 1

-- Presence

-- name: find_presence
SELECT presence, away_until, since_at FROM presence WHERE staff_id = $1

-- name: set_presence
INSERT INTO presence (staff_id, presence, away_until, since_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (staff_id) DO UPDATE SET presence = excluded.presence,
                                     away_until = excluded.away_until, since_at = excluded.since_at

-- Teams

-- name: find_team
SELECT id, version, name, email_display, state, is_default, calendar_id FROM teams WHERE id = $1

-- name: find_default_team
SELECT id, version, name, email_display, state, is_default, calendar_id
FROM teams WHERE is_default = 1

-- name: list_teams
SELECT id, version, name, email_display, state, is_default, calendar_id
FROM teams ORDER BY sort_key, id LIMIT 1000

-- name: count_teams
SELECT count(*) AS teams FROM teams

-- name: insert_team
INSERT INTO teams (id, version, name, folded_name, sort_key, email_display, state, is_default,
                   calendar_id, created_at)
VALUES ($1, 1, $2, $3, $4, $5, 'active', 0, $6, $7)

-- name: update_team
UPDATE teams SET version = version + 1, name = $3, folded_name = $4, sort_key = $5,
                 email_display = $6, state = $7, is_default = $8, calendar_id = $9
WHERE id = $1 AND version = $2

-- name: clear_default_team
UPDATE teams SET version = version + 1, is_default = 0 WHERE is_default = 1 AND id <> $1

-- name: touch_team
UPDATE teams SET version = version + 1 WHERE id = $1 AND version = $2

-- name: teams_of_person
SELECT m.team_id FROM team_members m JOIN teams t ON t.id = m.team_id
WHERE m.staff_id = $1 ORDER BY t.sort_key, t.id

-- name: people_of_team
SELECT staff_id FROM team_members WHERE team_id = $1

-- name: members_of_team
SELECT s.id, s.name, s.state, COALESCE(p.presence, 'offline') AS presence, p.away_until, s.max_open,
       COALESCE(a.kind, '') AS kind, COALESCE(a.word, '') AS word
FROM team_members m JOIN staff s ON s.id = m.staff_id
LEFT JOIN presence p ON p.staff_id = s.id
LEFT JOIN staff_abilities a ON a.staff_id = s.id
WHERE m.team_id = $1 AND s.state <> 'left'
ORDER BY s.sort_key, s.id, a.kind, a.word LIMIT 20000

-- name: add_member
INSERT INTO team_members (team_id, staff_id) VALUES ($1, $2)
ON CONFLICT (team_id, staff_id) DO NOTHING

-- name: remove_member
DELETE FROM team_members WHERE team_id = $1 AND staff_id = $2

-- name: clear_teams_of_person
DELETE FROM team_members WHERE staff_id = $1

-- Roles

-- name: find_role
SELECT id, version, COALESCE(key, '') AS key, name, permissions, authority_minor,
       authority_currency, totp_required
FROM roles WHERE id = $1

-- name: list_roles
SELECT id, version, COALESCE(key, '') AS key, name, permissions, authority_minor,
       authority_currency, totp_required
FROM roles ORDER BY folded_name, id LIMIT 1000

-- name: count_roles
SELECT count(*) AS roles FROM roles

-- name: insert_role
INSERT INTO roles (id, version, key, name, folded_name, permissions, authority_minor,
                   authority_currency, totp_required, created_at)
VALUES ($1, 1, NULL, $2, $3, $4, $5, $6, $7, $8)

-- name: update_role
UPDATE roles SET version = version + 1, name = $3, folded_name = $4, permissions = $5,
                 authority_minor = $6, authority_currency = $7, totp_required = $8
WHERE id = $1 AND version = $2

-- name: delete_role
DELETE FROM roles WHERE id = $1 AND version = $2 AND key IS NULL

-- name: find_holder_of_role
SELECT staff_id FROM staff_roles WHERE role_id = $1 LIMIT 1

-- name: set_currency_of_built_in_roles
UPDATE roles SET authority_currency = $1 WHERE key IS NOT NULL

-- Secrets

-- name: find_secrets
SELECT staff_id, COALESCE(password_hash, '') AS password_hash, password_changed_at,
       COALESCE(totp_secret, '') AS totp_secret, totp_confirmed_at, totp_last_step,
       reset_requested_at
FROM staff_secrets WHERE staff_id = $1

-- name: insert_secrets
INSERT INTO staff_secrets (staff_id, password_hash, password_changed_at, totp_secret,
                           totp_confirmed_at, totp_last_step, reset_requested_at)
VALUES ($1, NULL, NULL, NULL, NULL, 0, NULL)

-- name: set_password
UPDATE staff_secrets SET password_hash = $2, password_changed_at = $3 WHERE staff_id = $1

-- name: set_reset_requested
UPDATE staff_secrets SET reset_requested_at = $2 WHERE staff_id = $1

-- name: start_totp
UPDATE staff_secrets SET totp_secret = $2, totp_last_step = 0
WHERE staff_id = $1 AND totp_confirmed_at IS NULL

-- name: confirm_totp
UPDATE staff_secrets SET totp_confirmed_at = $2, totp_last_step = $3
WHERE staff_id = $1 AND totp_confirmed_at IS NULL AND totp_secret IS NOT NULL

-- name: take_totp_step
UPDATE staff_secrets SET totp_last_step = $2 WHERE staff_id = $1 AND totp_last_step < $2

-- name: clear_totp
UPDATE staff_secrets SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = 0
WHERE staff_id = $1

-- name: clear_secrets
UPDATE staff_secrets SET password_hash = NULL, totp_secret = NULL, totp_confirmed_at = NULL
WHERE staff_id = $1

-- name: add_recovery_code
INSERT INTO recovery_codes (staff_id, code_hash) VALUES ($1, $2)

-- name: take_recovery_code
DELETE FROM recovery_codes WHERE staff_id = $1 AND code_hash = $2

-- name: clear_recovery_codes
DELETE FROM recovery_codes WHERE staff_id = $1

-- name: count_recovery_codes
SELECT count(*) AS codes FROM recovery_codes WHERE staff_id = $1

-- Attempts to sign in

-- name: hold_attempts
INSERT INTO sign_in_attempts (account, attempts, last_at, locked_until) VALUES ($1, 0, $2, 0)
ON CONFLICT (account) DO UPDATE SET attempts = sign_in_attempts.attempts

-- name: find_attempts
SELECT attempts, last_at, locked_until FROM sign_in_attempts WHERE account = $1

-- name: set_attempts
UPDATE sign_in_attempts SET attempts = $2, last_at = $3, locked_until = $4 WHERE account = $1

-- name: forget_attempts
DELETE FROM sign_in_attempts WHERE account = $1

-- name: forget_old_attempts
DELETE FROM sign_in_attempts WHERE last_at < $1

-- Sessions

-- name: find_session_by_token
SELECT t.id AS session_id, t.staff_id, t.last_seen_at, t.expires_at, s.name, s.language, s.state,
       CASE WHEN x.totp_confirmed_at IS NULL THEN 0 ELSE 1 END AS totp_confirmed
FROM sessions t JOIN staff s ON s.id = t.staff_id
LEFT JOIN staff_secrets x ON x.staff_id = t.staff_id
WHERE t.token_hash = $1

-- name: insert_session
INSERT INTO sessions (id, token_hash, staff_id, created_at, last_seen_at, expires_at, user_agent,
                      remote_address)
VALUES ($1, $2, $3, $4, $4, $5, $6, $7)

-- name: touch_session
UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2

-- name: list_sessions
SELECT id, created_at, last_seen_at, expires_at, user_agent, remote_address
FROM sessions WHERE staff_id = $1 AND last_seen_at > $2 AND expires_at > $3
ORDER BY last_seen_at DESC, id DESC LIMIT 100

-- name: delete_session
DELETE FROM sessions WHERE id = $1 AND staff_id = $2

-- name: delete_sessions_but
DELETE FROM sessions WHERE staff_id = $1 AND id <> $2

-- name: delete_dead_sessions
DELETE FROM sessions WHERE staff_id = $1 AND (last_seen_at <= $2 OR expires_at <= $3)

-- name: delete_oldest_sessions
DELETE FROM sessions WHERE staff_id = $1 AND id NOT IN (
  SELECT id FROM sessions WHERE staff_id = $1 ORDER BY last_seen_at DESC, id DESC LIMIT 20)

-- Links to set a password

-- name: insert_link
INSERT INTO staff_links (token_hash, staff_id, kind, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5)

-- name: find_link
SELECT staff_id, kind, expires_at FROM staff_links WHERE token_hash = $1

-- name: take_link
DELETE FROM staff_links WHERE token_hash = $1

-- name: clear_links
DELETE FROM staff_links WHERE staff_id = $1

-- name: clear_dead_links
DELETE FROM staff_links WHERE staff_id = $1 AND expires_at <= $2

-- name: clear_links_of_kind
DELETE FROM staff_links WHERE staff_id = $1 AND kind = $2

-- API tokens

-- name: find_api_token
SELECT t.id AS token_id, t.staff_id, t.scopes, t.expires_at, t.last_used_at, t.revoked_at, s.name,
       s.language, s.state, CASE WHEN x.totp_confirmed_at IS NULL THEN 0 ELSE 1 END AS totp_confirmed
FROM api_tokens t JOIN staff s ON s.id = t.staff_id
LEFT JOIN staff_secrets x ON x.staff_id = t.staff_id
WHERE t.token_hash = $1

-- name: insert_api_token
INSERT INTO api_tokens (id, version, token_hash, staff_id, name, scopes, created_at, expires_at,
                        last_used_at, revoked_at, revoked_by)
VALUES ($1, 1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL)

-- name: touch_api_token
UPDATE api_tokens SET last_used_at = $2 WHERE id = $1 AND COALESCE(last_used_at, 0) < $2

-- name: list_api_tokens
SELECT id, version, staff_id, name, scopes, created_at, expires_at, last_used_at
FROM api_tokens
WHERE revoked_at IS NULL AND id > $1 AND (CAST($2 AS BIGINT) = 0 OR staff_id = $2)
ORDER BY id LIMIT $3

-- name: find_live_api_token
SELECT id, version, staff_id, name, scopes, created_at, expires_at, last_used_at
FROM api_tokens WHERE id = $1 AND revoked_at IS NULL

-- name: count_api_tokens
SELECT count(*) AS tokens FROM api_tokens WHERE staff_id = $1 AND revoked_at IS NULL

-- name: rename_api_token
UPDATE api_tokens SET version = version + 1, name = $3 WHERE id = $1 AND version = $2

-- name: revoke_api_token
UPDATE api_tokens SET version = version + 1, revoked_at = $2, revoked_by = $3
WHERE id = $1 AND revoked_at IS NULL

-- name: revoke_api_tokens_of
UPDATE api_tokens SET version = version + 1, revoked_at = $2, revoked_by = $3
WHERE staff_id = $1 AND revoked_at IS NULL
