-- People, roles, teams: who works here and what each may do.

-- `key` names a built-in role; NULL for the company's own. The administrator's permissions are all there
-- are, by code, whatever stands in the column.
CREATE TABLE roles (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  key {TEXT} UNIQUE,
  name {TEXT} NOT NULL,
  folded_name {TEXT} NOT NULL UNIQUE,
  permissions {TEXT} NOT NULL,
  authority_minor {INT} NOT NULL CHECK (authority_minor >= 0),
  authority_currency {TEXT} NOT NULL CHECK (length(authority_currency) = 3),
  totp_required {INT} NOT NULL CHECK (totp_required IN (0, 1)),
  created_at {INT} NOT NULL
);

CREATE TABLE staff (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL,
  sort_key {TEXT} NOT NULL,
  email {TEXT} NOT NULL,
  folded_email {TEXT} NOT NULL UNIQUE,
  language {TEXT} NOT NULL CHECK (language IN ('en', 'tr', 'hu', 'he')),
  state {TEXT} NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'left')),
  calendar_id {INT},
  max_open {INT} NOT NULL CHECK (max_open >= 0),
  created_at {INT} NOT NULL
);
CREATE INDEX staff_by_name ON staff (sort_key, id);

CREATE TABLE staff_roles (
  staff_id {INT} NOT NULL REFERENCES staff (id),
  role_id {INT} NOT NULL REFERENCES roles (id),
  PRIMARY KEY (staff_id, role_id)
);
CREATE INDEX staff_roles_of_role ON staff_roles (role_id, staff_id);

-- What she can do for a customer: the languages she serves in, the skills she has.
CREATE TABLE staff_abilities (
  staff_id {INT} NOT NULL REFERENCES staff (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('language', 'skill')),
  word {TEXT} NOT NULL CHECK (word <> ''),
  PRIMARY KEY (staff_id, kind, word)
);

CREATE TABLE teams (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL UNIQUE,
  sort_key {TEXT} NOT NULL,
  email_display {TEXT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('active', 'archived')),
  is_default {INT} NOT NULL CHECK (is_default IN (0, 1)),
  calendar_id {INT},
  created_at {INT} NOT NULL,
  CHECK (is_default = 0 OR state = 'active')
);
CREATE UNIQUE INDEX teams_default ON teams (is_default) WHERE is_default = 1;
CREATE INDEX teams_by_name ON teams (sort_key, id);

CREATE TABLE team_members (
  team_id {INT} NOT NULL REFERENCES teams (id),
  staff_id {INT} NOT NULL REFERENCES staff (id),
  PRIMARY KEY (team_id, staff_id)
);
CREATE INDEX team_members_of_staff ON team_members (staff_id, team_id);

-- Changes often, so it stands apart from the person and her version.
CREATE TABLE presence (
  staff_id {INT} PRIMARY KEY REFERENCES staff (id),
  presence {TEXT} NOT NULL CHECK (presence IN ('available', 'away', 'offline')),
  away_until {INT},
  since_at {INT} NOT NULL,
  CHECK (away_until IS NULL OR presence = 'away')
);

-- One row that every change of who is an administrator writes first, so that two of them follow each
-- other and neither can take away the last one.
CREATE TABLE staff_guard (
  id {INT} PRIMARY KEY CHECK (id = 1),
  changes {INT} NOT NULL
);
INSERT INTO staff_guard (id, changes) VALUES (1, 0);

INSERT INTO roles (id, version, key, name, folded_name, permissions, authority_minor,
                   authority_currency, totp_required, created_at) VALUES
  (1, 1, 'administrator', 'Administrator', 'administrator', '', 500000, 'TRY', 0, 0),
  (2, 1, 'service_manager', 'Service manager', 'service manager',
   'cases_read cases_read_all cases_write cases_bulk customers_read customers_write ' ||
   'customers_erase remedies_grant remedies_approve knowledge_write standards_write staff_read ' ||
   'quarantine_read reports_read operations_read',
   500000, 'TRY', 0, 0),
  (3, 1, 'agent', 'Agent', 'agent',
   'cases_read cases_write customers_read customers_write remedies_grant staff_read', 50000, 'TRY', 0, 0),
  (4, 1, 'desk_clerk', 'Desk clerk', 'desk clerk',
   'cases_read cases_write customers_read customers_write staff_read', 0, 'TRY', 0, 0),
  (5, 1, 'technician', 'Technician', 'technician',
   'cases_read cases_write customers_read staff_read', 0, 'TRY', 0, 0),
  (6, 1, 'parts_clerk', 'Parts clerk', 'parts clerk', 'cases_read cases_write staff_read', 0, 'TRY', 0, 0),
  (7, 1, 'auditor', 'Auditor', 'auditor',
   'cases_read cases_read_all customers_read staff_read audit_read reports_read operations_read',
   0, 'TRY', 0, 0);

INSERT INTO teams (id, version, name, folded_name, sort_key, email_display, state, is_default,
                   calendar_id, created_at) VALUES
  (1, 1, 'Customer service', 'customer service', '', '', 'active', 1, NULL, 0);
