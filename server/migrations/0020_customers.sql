-- Customers: persons and organisations, how they are reached, what they agreed to.

CREATE TABLE customers (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  kind {TEXT} NOT NULL CHECK (kind IN ('person', 'organisation')),
  state {TEXT} NOT NULL CHECK (state IN ('active', 'merged', 'erased')),
  merged_into {INT} REFERENCES customers (id),
  display_name {TEXT} NOT NULL,
  given_name {TEXT} NOT NULL,
  family_name {TEXT} NOT NULL,
  language {TEXT} NOT NULL,
  languages {TEXT} NOT NULL,          -- further ones she reads, best first, space-separated tags
  formality {TEXT} NOT NULL CHECK (formality IN ('formal', 'informal')),
  title {TEXT} NOT NULL,              -- Dr., Prof.; empty
  address_as {TEXT} NOT NULL,         -- the very words she wishes to be addressed by; empty
  country {TEXT} NOT NULL,            -- ISO 3166-1 alpha-2; empty: the company's
  custom {TEXT} NOT NULL,             -- values of custom fields, JSON
  folded_name {TEXT} NOT NULL,        -- of display_name, for comparing
  sort_key {TEXT} NOT NULL,           -- of display_name, for ordering
  created_at {INT} NOT NULL,
  updated_at {INT} NOT NULL,
  erased_at {INT},
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK ((state = 'erased') = (erased_at IS NOT NULL))
);
CREATE INDEX customers_by_name ON customers (state, sort_key, id);
CREATE INDEX customers_by_folded_name ON customers (folded_name) WHERE state = 'active';
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

-- `leads_here` is 1 on the one contact point by which somebody who writes or calls is recognised: an
-- address shared by several customers leads to one of them, and two messages that come at once cannot
-- make two customers.
CREATE TABLE contact_points (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  customer_id {INT} NOT NULL REFERENCES customers (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('email', 'phone', 'postal', 'social')),
  value {TEXT} NOT NULL,              -- as it is shown; of postal: the lines
  normalized {TEXT} NOT NULL,         -- address in lower case, E.164, folded lines, network:handle
  label {TEXT} NOT NULL,              -- home, work; free
  postal {TEXT} NOT NULL,             -- parts of a postal address, JSON; {} for others
  is_primary {INT} NOT NULL CHECK (is_primary IN (0, 1)),
  leads_here {INT} NOT NULL CHECK (leads_here IN (0, 1)),
  verified_at {INT},
  problem {TEXT} NOT NULL CHECK (problem IN ('none', 'bounced', 'full', 'wrong_person', 'unreachable')),
  problem_at {INT},
  problem_detail {TEXT} NOT NULL,
  created_at {INT} NOT NULL,
  UNIQUE (customer_id, kind, normalized),
  CHECK ((problem = 'none') = (problem_at IS NULL))
);
CREATE UNIQUE INDEX contact_points_leading ON contact_points (kind, normalized) WHERE leads_here = 1;
CREATE INDEX contact_points_by_value ON contact_points (kind, normalized);
CREATE UNIQUE INDEX contact_points_primary ON contact_points (customer_id, kind) WHERE is_primary = 1;

CREATE TABLE preferences (
  id {ID} PRIMARY KEY,
  customer_id {INT} NOT NULL REFERENCES customers (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('like', 'dislike', 'need', 'expectation', 'wish')),
  text {TEXT} NOT NULL,
  noted_at {INT} NOT NULL,
  noted_by {TEXT} NOT NULL
);
CREATE INDEX preferences_of_customer ON preferences (customer_id, id);

CREATE TABLE special_days (
  id {ID} PRIMARY KEY,
  customer_id {INT} NOT NULL REFERENCES customers (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('birthday', 'wedding', 'name_day', 'founding', 'purchase', 'other')),
  label {TEXT} NOT NULL,
  month {INT} NOT NULL CHECK (month BETWEEN 1 AND 12),
  day {INT} NOT NULL CHECK (day BETWEEN 1 AND 31),
  year {INT}                          -- unknown or not told: NULL
);
CREATE INDEX special_days_of_customer ON special_days (customer_id, id);
CREATE INDEX special_days_by_day ON special_days (month, day);

-- Append-only: what counts now is the newest row of a purpose and channel.
CREATE TABLE consents (
  id {ID} PRIMARY KEY,
  customer_id {INT} NOT NULL REFERENCES customers (id),   -- whom it binds now
  given_by {INT} NOT NULL REFERENCES customers (id),      -- whose row it was when given; differs after a merge
  purpose {TEXT} NOT NULL CHECK (purpose IN ('marketing', 'newsletter', 'surveys', 'profiling',
                                             'call_recording', 'sharing')),
  channel {TEXT} NOT NULL CHECK (channel IN ('any', 'email', 'sms', 'phone', 'letter', 'push', 'social')),
  decision {TEXT} NOT NULL CHECK (decision IN ('granted', 'withdrawn')),
  at {INT} NOT NULL,                  -- when she said so
  source {TEXT} NOT NULL CHECK (source IN ('web_form', 'portal', 'email', 'phone', 'desk', 'paper',
                                           'import', 'registry')),
  text_version {TEXT} NOT NULL,       -- which wording she saw
  evidence_blob_id {INT} REFERENCES blobs (id),
  interaction_id {INT},               -- the contact in which she said it; of interactions
  note {TEXT} NOT NULL,
  recorded_at {INT} NOT NULL,
  recorded_by {TEXT} NOT NULL
);
CREATE INDEX consents_of_customer ON consents (customer_id, purpose, channel, at, id);

CREATE TABLE customer_relations (
  id {ID} PRIMARY KEY,
  person_id {INT} NOT NULL REFERENCES customers (id),
  organisation_id {INT} NOT NULL REFERENCES customers (id),
  kind {TEXT} NOT NULL CHECK (kind IN ('works_for', 'represents', 'owns', 'member_of')),
  role {TEXT} NOT NULL,               -- "purchasing", "site engineer"
  is_contact {INT} NOT NULL CHECK (is_contact IN (0, 1)),
  created_at {INT} NOT NULL,
  UNIQUE (person_id, organisation_id, kind),
  CHECK (person_id <> organisation_id)
);
CREATE INDEX customer_relations_of_organisation ON customer_relations (organisation_id, id);

-- Merges cannot be undone; this row tells what was joined, when, by whom and why.
CREATE TABLE customer_merges (
  id {ID} PRIMARY KEY,
  kept_id {INT} NOT NULL REFERENCES customers (id),
  lost_id {INT} NOT NULL UNIQUE REFERENCES customers (id),
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  reason {TEXT} NOT NULL,
  moved {TEXT} NOT NULL,              -- JSON: ids of contact points and relations that changed hands
  CHECK (kept_id <> lost_id)
);
CREATE INDEX customer_merges_of_kept ON customer_merges (kept_id, id);

-- Changes with their values, so that events need none and erasure has one place to clear.
CREATE TABLE customer_history (
  id {ID} PRIMARY KEY,
  customer_id {INT} NOT NULL REFERENCES customers (id),
  at {INT} NOT NULL,
  actor {TEXT} NOT NULL,
  what {TEXT} NOT NULL,
  details {TEXT} NOT NULL             -- JSON: {"field": [before, after]}; {} once erased
);
CREATE INDEX customer_history_of_customer ON customer_history (customer_id, id);

-- Reasons of law for which a file must stay although its person asks for erasure.
CREATE TABLE customer_holds (
  id {ID} PRIMARY KEY,
  customer_id {INT} NOT NULL REFERENCES customers (id),
  reason {TEXT} NOT NULL,
  placed_at {INT} NOT NULL,
  placed_by {TEXT} NOT NULL,
  until_on {TEXT},                    -- exclusive; NULL: until it is lifted
  lifted_at {INT},
  lifted_by {TEXT} NOT NULL
);
CREATE INDEX customer_holds_of_customer ON customer_holds (customer_id) WHERE lifted_at IS NULL;
