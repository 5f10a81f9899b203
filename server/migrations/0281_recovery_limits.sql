-- What a role may give of one kind by itself, in place of its general limit. An apology has none.
CREATE TABLE remedy_limits (
  role_id {INT} PRIMARY KEY REFERENCES roles (id) ON DELETE CASCADE,
  version {INT} NOT NULL CHECK (version > 0),
  changed_at {INT} NOT NULL,
  changed_by_name {TEXT} NOT NULL
);
CREATE TABLE remedy_kind_limits (
  kind {TEXT} NOT NULL CHECK (kind IN ('money', 'coupon', 'free_service', 'replacement', 'loaner', 'shipping')),
  role_id {INT} NOT NULL REFERENCES remedy_limits (role_id) ON DELETE CASCADE,
  amount_minor {INT} NOT NULL CHECK (amount_minor >= 0),   -- 0: none of this kind without approval
  currency {TEXT} NOT NULL,
  PRIMARY KEY (kind, role_id)
);
CREATE INDEX remedy_kind_limits_of_role ON remedy_kind_limits (role_id, kind);
