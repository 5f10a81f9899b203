-- The company's own profile: one row, there from the start, so that nothing has to ask whether it is.
CREATE TABLE company (
  id {ID} PRIMARY KEY CHECK (id = 1),
  version {INT} NOT NULL,
  name {TEXT} NOT NULL CHECK (name <> ''),
  default_language {TEXT} NOT NULL CHECK (default_language IN ('en', 'tr', 'hu', 'he')),
  languages {TEXT} NOT NULL,          -- tags, the most used first, separated by spaces
  zone {TEXT} NOT NULL,               -- IANA name
  country {TEXT} NOT NULL CHECK (length(country) = 2),
  currency {TEXT} NOT NULL CHECK (length(currency) = 3),
  public_url {TEXT} NOT NULL,
  case_number_prefix {TEXT} NOT NULL CHECK (length(case_number_prefix) BETWEEN 1 AND 3),
  undo_send_seconds {INT} NOT NULL CHECK (undo_send_seconds BETWEEN 0 AND 120),
  reopen_limit {INT} NOT NULL CHECK (reopen_limit BETWEEN 0 AND 1000),
  sender_names {TEXT} NOT NULL,       -- JSON, by language tag
  signatures {TEXT} NOT NULL,         -- JSON, by language tag
  remedy_kind {TEXT} NOT NULL,
  remedy_minor {INT} NOT NULL CHECK (remedy_minor >= 0)
);
INSERT INTO company (id, version, name, default_language, languages, zone, country, currency, public_url,
                     case_number_prefix, undo_send_seconds, reopen_limit, sender_names, signatures,
                     remedy_kind, remedy_minor)
VALUES (1, 1, 'Vefa', 'en', 'en tr hu he', 'Europe/Istanbul', 'TR', 'TRY', '', 'V', 10, 5, '{}', '{}',
        'coupon', 10000);
