-- Working calendars and standards.

-- name: list_fits
SELECT s.id AS standard_id, s.version AS standard_version, s.name AS standard_name, s.case_kinds,
       s.channels, s.priorities, s.teams, s.warn_half_percent, s.warn_late_percent,
       c.id AS calendar_id, c.name AS calendar_name, c.zone, c.fingerprint,
       a.counting, a.count, a.day_end, a.at_minute, a.last_day
FROM standards s
JOIN work_calendars c ON c.id = s.calendar_id OR (s.calendar_id IS NULL AND c.is_default = 1)
LEFT JOIN standard_amounts a ON a.standard_id = s.id AND a.duty = $1
WHERE s.state = 'active'
ORDER BY s.is_default, s.rank, s.id LIMIT 201

-- name: find_fit
SELECT s.id AS standard_id, s.version AS standard_version, s.name AS standard_name, s.case_kinds,
       s.channels, s.priorities, s.teams, s.warn_half_percent, s.warn_late_percent,
       c.id AS calendar_id, c.name AS calendar_name, c.zone, c.fingerprint,
       a.counting, a.count, a.day_end, a.at_minute, a.last_day
FROM standards s
JOIN work_calendars c ON c.id = s.calendar_id OR (s.calendar_id IS NULL AND c.is_default = 1)
LEFT JOIN standard_amounts a ON a.standard_id = s.id AND a.duty = $2
WHERE s.id = $1

-- name: find_calendar
SELECT id, version, name, zone, is_default, state, fingerprint, created_at
FROM work_calendars WHERE id = $1

-- name: find_default_calendar
SELECT id, version, name, zone, is_default, state, fingerprint, created_at
FROM work_calendars WHERE is_default = 1

-- name: list_calendars
SELECT id, version, name, zone, is_default, state, fingerprint, created_at
FROM work_calendars WHERE state = 'active' ORDER BY folded_name, id LIMIT 201

-- name: list_spans
SELECT weekday, opens_minute, closes_minute FROM calendar_spans
WHERE calendar_id = $1 ORDER BY weekday, opens_minute

-- name: list_exceptions
SELECT from_on, through_on, name, days FROM calendar_exceptions
WHERE calendar_id = $1 ORDER BY from_on, through_on

-- name: list_exception_spans
SELECT from_on, through_on, opens_minute, closes_minute FROM calendar_exception_spans
WHERE calendar_id = $1 ORDER BY from_on, through_on, opens_minute

-- name: insert_calendar
INSERT INTO work_calendars (id, version, name, folded_name, zone, is_default, state, fingerprint,
                            created_at)
VALUES ($1, 1, $2, $3, $4, 0, 'active', $5, $6)

-- name: update_calendar
UPDATE work_calendars SET version = version + 1, name = $3, folded_name = $4, zone = $5,
       fingerprint = $6
WHERE id = $1 AND version = $2 AND state = 'active'

-- name: archive_calendar
UPDATE work_calendars SET version = version + 1, state = 'archived'
WHERE id = $1 AND version = $2 AND state = 'active' AND is_default = 0

-- name: unset_default_calendar
UPDATE work_calendars SET version = version + 1, is_default = 0 WHERE is_default = 1

-- name: set_default_calendar
UPDATE work_calendars SET version = version + 1, is_default = 1
WHERE id = $1 AND version = $2 AND state = 'active'

-- name: insert_span
INSERT INTO calendar_spans (calendar_id, weekday, opens_minute, closes_minute)
VALUES ($1, $2, $3, $4)

-- name: insert_exception
INSERT INTO calendar_exceptions (calendar_id, from_on, through_on, name, days)
VALUES ($1, $2, $3, $4, $5)

-- name: insert_exception_span
INSERT INTO calendar_exception_spans (calendar_id, from_on, through_on, opens_minute, closes_minute)
VALUES ($1, $2, $3, $4, $5)

-- name: clear_spans
DELETE FROM calendar_spans WHERE calendar_id = $1

-- name: clear_exceptions
DELETE FROM calendar_exceptions WHERE calendar_id = $1

-- name: keep_calendar_version
INSERT INTO calendar_versions (calendar_id, version, body, replaced_at, replaced_by_id,
                               replaced_by_name)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: list_calendar_versions
SELECT version, body, replaced_at, replaced_by_name FROM calendar_versions
WHERE calendar_id = $1 ORDER BY version DESC LIMIT 100

-- name: names_of_standards_in
SELECT name FROM standards WHERE calendar_id = $1 AND state = 'active' ORDER BY rank, id LIMIT 10

-- name: calendars_in_company_zone
SELECT id, version, name, zone, is_default, state, fingerprint, created_at
FROM work_calendars WHERE zone IS NULL AND state = 'active' ORDER BY id LIMIT 201

-- name: find_standard
SELECT id, version, name, rank, is_default, state, case_kinds, channels, priorities, teams,
       calendar_id, warn_half_percent, warn_late_percent, created_at
FROM standards WHERE id = $1

-- name: list_standards
SELECT id, version, name, rank, is_default, state, case_kinds, channels, priorities, teams,
       calendar_id, warn_half_percent, warn_late_percent, created_at
FROM standards WHERE state = 'active' ORDER BY is_default, rank, id LIMIT 201

-- name: list_amounts
SELECT duty, counting, count, day_end, at_minute, last_day FROM standard_amounts
WHERE standard_id = $1 ORDER BY duty

-- name: count_standards
SELECT count(*) FROM standards WHERE state = 'active'

-- name: count_calendars
SELECT count(*) FROM work_calendars WHERE state = 'active'

-- name: insert_standard
INSERT INTO standards (id, version, name, rank, is_default, state, case_kinds, channels, priorities,
                       teams, calendar_id, warn_half_percent, warn_late_percent, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: update_standard
UPDATE standards SET version = version + 1, name = $3, rank = $4, case_kinds = $7, channels = $8,
       priorities = $9, teams = $10, calendar_id = $11, warn_half_percent = $12,
       warn_late_percent = $13
WHERE id = $1 AND version = $2 AND is_default = $5 AND state = $6 AND created_at = $14

-- name: archive_standard
UPDATE standards SET version = version + 1, state = 'archived'
WHERE id = $1 AND version = $2 AND state = 'active' AND is_default = 0

-- name: insert_amount
INSERT INTO standard_amounts (standard_id, duty, counting, count, day_end, at_minute, last_day)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: clear_amounts
DELETE FROM standard_amounts WHERE standard_id = $1

-- name: keep_standard_version
INSERT INTO standard_versions (standard_id, version, body, replaced_at, replaced_by_id,
                               replaced_by_name)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: list_standard_versions
SELECT version, body, replaced_at, replaced_by_name FROM standard_versions
WHERE standard_id = $1 ORDER BY version DESC LIMIT 100
