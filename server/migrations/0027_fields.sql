-- Custom fields of cases and customers: what a company wants to know besides what everyone does.

CREATE TABLE custom_fields (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL,
  target {TEXT} NOT NULL CHECK (target IN ('customer', 'case')),
  key {TEXT} NOT NULL,                -- name in `custom`, e.g. "contract_number"
  type {TEXT} NOT NULL CHECK (type IN ('text', 'number', 'date', 'choice', 'bool')),
  label {TEXT} NOT NULL,              -- JSON: {"en": …, "tr": …, "hu": …, "he": …}
  choices {TEXT} NOT NULL,            -- JSON: {"choices": [{"value": …, "label": {…}}]}
  required {INT} NOT NULL CHECK (required IN (0, 1)),
  position {INT} NOT NULL,
  retired_at {INT},                   -- no longer asked for; values stay
  UNIQUE (target, key)
);
