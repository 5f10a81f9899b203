-- What the company gives to make good: a catalogue, rules that propose, budgets that hold.
CREATE TABLE remedy_offers (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  kind {TEXT} NOT NULL CHECK (kind IN ('apology', 'money', 'coupon', 'free_service', 'replacement', 'loaner',
                                       'shipping')),
  names {TEXT} NOT NULL,              -- JSON, by language tag: what the customer reads
  amount_minor {INT} NOT NULL CHECK (amount_minor >= 0),   -- what it costs the company
  currency {TEXT} NOT NULL,
  active {INT} NOT NULL CHECK (active IN (0, 1)),
  changed_at {INT} NOT NULL,
  changed_by_name {TEXT} NOT NULL,
  service {TEXT} NOT NULL,            -- JSON: what a free service makes free; empty: none is said
  CHECK (kind <> 'apology' OR amount_minor = 0),
  CHECK (service = '' OR kind = 'free_service')
);

-- "Repaired a week late: a free maintenance." Conditions speak of the breach, never of the customer.
CREATE TABLE remedy_rules (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  position {INT} NOT NULL,
  offer_id {INT} NOT NULL REFERENCES remedy_offers (id),
  conditions {TEXT} NOT NULL,         -- JSON
  late_minutes {INT} NOT NULL CHECK (late_minutes >= 0),
  by_itself {INT} NOT NULL CHECK (by_itself IN (0, 1)),    -- given within the budget, not only proposed
  active {INT} NOT NULL CHECK (active IN (0, 1)),
  changed_at {INT} NOT NULL,
  changed_by_name {TEXT} NOT NULL
);

CREATE TABLE remedy_budgets (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  scope {TEXT} NOT NULL CHECK (scope IN ('company', 'team', 'person')),
  team_id {INT},                      -- of the scope team
  goodwill_only {INT} NOT NULL CHECK (goodwill_only IN (0, 1)),
  period {TEXT} NOT NULL CHECK (period IN ('month', 'quarter', 'year')),
  amount_minor {INT} NOT NULL CHECK (amount_minor > 0),
  currency {TEXT} NOT NULL,
  active {INT} NOT NULL CHECK (active IN (0, 1)),
  changed_at {INT} NOT NULL,
  changed_by_name {TEXT} NOT NULL,
  CHECK ((scope = 'team') = (team_id IS NOT NULL))
);

-- What was spent of a budget in a period, by whom it is held: 0 the company, a team, a person.
CREATE TABLE remedy_spending (
  budget_id {INT} NOT NULL REFERENCES remedy_budgets (id),
  holder_id {INT} NOT NULL,
  period_on {TEXT} NOT NULL,          -- its first day
  spent_minor {INT} NOT NULL CHECK (spent_minor >= 0),
  PRIMARY KEY (budget_id, holder_id, period_on)
);

-- Remedies with what they were proposed by, on what ground, and the evidence that came later.
CREATE TABLE remedies_anew (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  recovery_id {INT} REFERENCES recoveries (id),           -- none: goodwill, nothing was broken
  case_id {INT} NOT NULL REFERENCES cases (id),
  customer_id {INT} NOT NULL,
  kind {TEXT} NOT NULL CHECK (kind IN ('apology', 'money', 'coupon', 'free_service', 'replacement', 'loaner',
                                       'shipping')),
  state {TEXT} NOT NULL CHECK (state IN ('proposed', 'awaiting_approval', 'granted', 'declined')),
  amount_minor {INT} NOT NULL CHECK (amount_minor >= 0),
  currency {TEXT} NOT NULL,
  what {TEXT} NOT NULL,
  proposed_at {INT} NOT NULL,
  proposed_by_kind {TEXT} NOT NULL,
  proposed_by_id {INT} NOT NULL,
  decided_at {INT},
  decided_by_id {INT},
  reason {TEXT} NOT NULL,
  offer_id {INT} REFERENCES remedy_offers (id),
  rule_id {INT} REFERENCES remedy_rules (id),
  requested_by_id {INT},              -- who asked for approval
  evidence {TEXT} NOT NULL CHECK (evidence IN ('none', 'awaited', 'given')),
  evidence_note {TEXT} NOT NULL,
  sale_promise_id {INT} REFERENCES sale_promises (id),     -- by which a free service is held
  CHECK ((state IN ('granted', 'declined')) = (decided_at IS NOT NULL)),
  UNIQUE (recovery_id, rule_id)       -- a rule proposes once for one broken promise, however often its job runs
);
INSERT INTO remedies_anew
SELECT id, version, recovery_id, case_id, customer_id, kind, state, amount_minor, currency, what, proposed_at,
       proposed_by_kind, proposed_by_id, decided_at, decided_by_id, reason, NULL, NULL, NULL, 'none', '',
       NULL
FROM remedies WHERE id IS NOT NULL;
DROP TABLE remedies;
ALTER TABLE remedies_anew RENAME TO remedies;
CREATE INDEX remedies_of_recovery ON remedies (recovery_id, id);
CREATE INDEX remedies_of_case ON remedies (case_id, id);
CREATE INDEX remedies_of_customer ON remedies (customer_id, id);
CREATE INDEX remedies_awaiting ON remedies (proposed_at, id) WHERE state IN ('proposed', 'awaiting_approval');

-- Which budgets a given remedy was taken from; remedy_spending is their sum.
CREATE TABLE remedy_takings (
  remedy_id {INT} NOT NULL REFERENCES remedies (id),
  budget_id {INT} NOT NULL REFERENCES remedy_budgets (id),
  holder_id {INT} NOT NULL,
  period_on {TEXT} NOT NULL,
  amount_minor {INT} NOT NULL CHECK (amount_minor > 0),
  PRIMARY KEY (remedy_id, budget_id)
);
CREATE INDEX remedy_takings_of_budget ON remedy_takings (budget_id, holder_id, period_on);
