-- Working calendars and service standards. A default of each exists from the start, so that there is
-- always a standard that fits, and a calendar to count in.
CREATE TABLE work_calendars (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL,
  zone {TEXT},                        -- IANA name; NULL: the company's
  is_default {INT} NOT NULL CHECK (is_default IN (0, 1)),
  state {TEXT} NOT NULL CHECK (state IN ('active', 'archived')),
  fingerprint {TEXT} NOT NULL,        -- of the hours below: equal hours, equal text, in any company
  created_at {INT} NOT NULL,
  CHECK (is_default = 0 OR state = 'active')
);
CREATE UNIQUE INDEX work_calendars_default ON work_calendars (is_default) WHERE is_default = 1;
CREATE UNIQUE INDEX work_calendars_name ON work_calendars (folded_name) WHERE state = 'active';

CREATE TABLE calendar_spans (
  calendar_id {INT} NOT NULL REFERENCES work_calendars (id),
  weekday {INT} NOT NULL CHECK (weekday BETWEEN 0 AND 6),               -- 0 Monday
  opens_minute {INT} NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
  closes_minute {INT} NOT NULL CHECK (closes_minute BETWEEN 1 AND 1440), -- not after opens: the next day
  PRIMARY KEY (calendar_id, weekday, opens_minute)
);
CREATE TABLE calendar_exceptions (
  calendar_id {INT} NOT NULL REFERENCES work_calendars (id),
  from_on {TEXT} NOT NULL,
  through_on {TEXT} NOT NULL,         -- inclusive
  name {TEXT} NOT NULL CHECK (name <> ''),
  days {TEXT} NOT NULL CHECK (days IN ('every_day', 'open_days')),
  PRIMARY KEY (calendar_id, from_on, through_on),
  CHECK (through_on >= from_on)
);
CREATE TABLE calendar_exception_spans (
  calendar_id {INT} NOT NULL,
  from_on {TEXT} NOT NULL,
  through_on {TEXT} NOT NULL,
  opens_minute {INT} NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
  closes_minute {INT} NOT NULL CHECK (closes_minute BETWEEN 1 AND 1440),
  PRIMARY KEY (calendar_id, from_on, through_on, opens_minute),
  FOREIGN KEY (calendar_id, from_on, through_on)
    REFERENCES calendar_exceptions (calendar_id, from_on, through_on) ON DELETE CASCADE
);
-- What a calendar was before each change.
CREATE TABLE calendar_versions (
  calendar_id {INT} NOT NULL REFERENCES work_calendars (id),
  version {INT} NOT NULL,
  body {TEXT} NOT NULL,               -- JSON, as the API shows it
  replaced_at {INT} NOT NULL,
  replaced_by_id {INT} NOT NULL,
  replaced_by_name {TEXT} NOT NULL,
  PRIMARY KEY (calendar_id, version)
);

-- The conditions are words separated by spaces; an empty one fits everything.
CREATE TABLE standards (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  rank {INT} NOT NULL CHECK (rank BETWEEN 0 AND 10000),
  is_default {INT} NOT NULL CHECK (is_default IN (0, 1)),
  state {TEXT} NOT NULL CHECK (state IN ('active', 'archived')),
  case_kinds {TEXT} NOT NULL,
  channels {TEXT} NOT NULL,
  priorities {TEXT} NOT NULL,
  teams {TEXT} NOT NULL,              -- ids as on the wire
  calendar_id {INT} REFERENCES work_calendars (id),   -- NULL: the default one
  warn_half_percent {INT} NOT NULL CHECK (warn_half_percent BETWEEN 1 AND 99),
  warn_late_percent {INT} NOT NULL CHECK (warn_late_percent BETWEEN 1 AND 99),
  created_at {INT} NOT NULL,
  CHECK (warn_half_percent < warn_late_percent),
  CHECK (is_default = 0 OR (state = 'active' AND case_kinds = '' AND channels = ''
                            AND priorities = '' AND teams = ''))
);
CREATE UNIQUE INDEX standards_default ON standards (is_default) WHERE is_default = 1;
CREATE INDEX standards_by_rank ON standards (state, is_default, rank, id);
CREATE INDEX standards_of_calendar ON standards (calendar_id);

CREATE TABLE standard_amounts (
  standard_id {INT} NOT NULL REFERENCES standards (id),
  duty {TEXT} NOT NULL CHECK (duty IN ('answer_by', 'next_answer_by', 'solve_by', 'follow_up_by',
                                       'confirm_by', 'recovery_answer_by')),
  counting {TEXT} NOT NULL CHECK (counting IN ('working_minutes', 'working_days', 'elapsed_minutes',
                                               'calendar_days')),
  count {INT} NOT NULL CHECK (count BETWEEN 0 AND 1000000),
  day_end {TEXT} NOT NULL CHECK (day_end IN ('end_of_work', 'midnight', 'same_time', 'at_time')),
  at_minute {INT} NOT NULL CHECK (at_minute BETWEEN 0 AND 1439),
  last_day {TEXT} NOT NULL CHECK (last_day IN ('as_it_falls', 'moves_to_working_day')),
  PRIMARY KEY (standard_id, duty)
);
-- What a standard was before each change.
CREATE TABLE standard_versions (
  standard_id {INT} NOT NULL REFERENCES standards (id),
  version {INT} NOT NULL,
  body {TEXT} NOT NULL,               -- JSON, as the API shows it
  replaced_at {INT} NOT NULL,
  replaced_by_id {INT} NOT NULL,
  replaced_by_name {TEXT} NOT NULL,
  PRIMARY KEY (standard_id, version)
);

-- Monday to Friday, 09:00 to 18:00, in the company's zone.
INSERT INTO work_calendars (id, version, name, folded_name, zone, is_default, state, fingerprint, created_at)
VALUES (1, 1, 'Office hours', 'office hours', NULL, 1, 'active',
        'd2f741ff5fb57f442c4a8aa303e23bae1b47f6ab1c093f04ee9df781e9fb79cd', 0);
INSERT INTO calendar_spans (calendar_id, weekday, opens_minute, closes_minute)
VALUES (1, 0, 540, 1080), (1, 1, 540, 1080), (1, 2, 540, 1080), (1, 3, 540, 1080), (1, 4, 540, 1080);
INSERT INTO standards (id, version, name, rank, is_default, state, case_kinds, channels, priorities, teams,
                       calendar_id, warn_half_percent, warn_late_percent, created_at)
VALUES (1, 1, 'Our standard', 10000, 1, 'active', '', '', '', '', NULL, 50, 80, 0);
INSERT INTO standard_amounts (standard_id, duty, counting, count, day_end, at_minute, last_day)
VALUES (1, 'answer_by', 'working_minutes', 480, 'end_of_work', 0, 'as_it_falls'),
       (1, 'next_answer_by', 'working_minutes', 480, 'end_of_work', 0, 'as_it_falls'),
       (1, 'follow_up_by', 'working_days', 3, 'end_of_work', 0, 'as_it_falls'),
       (1, 'confirm_by', 'calendar_days', 7, 'midnight', 0, 'as_it_falls'),
       (1, 'recovery_answer_by', 'working_minutes', 240, 'end_of_work', 0, 'as_it_falls');
