-- The company's own reply templates and macros. Built-in templates are texts of the program.
CREATE TABLE reply_templates (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL,
  kind {TEXT} CHECK (kind IN ('acknowledgement', 'apology', 'apology_again', 'solved_question', 'follow_up',
                              'reopened', 'not_solved', 'remedy_granted', 'reply')),  -- NULL: agents' own
  state {TEXT} NOT NULL CHECK (state IN ('active', 'archived')),
  created_at {INT} NOT NULL
);
CREATE UNIQUE INDEX reply_templates_name ON reply_templates (folded_name) WHERE state = 'active';
-- Of what the program sends by itself there is one wording at a time.
CREATE UNIQUE INDEX reply_templates_kind ON reply_templates (kind) WHERE state = 'active' AND kind IS NOT NULL;

CREATE TABLE reply_template_texts (
  template_id {INT} NOT NULL REFERENCES reply_templates (id),
  language {TEXT} NOT NULL CHECK (language IN ('en', 'tr', 'hu', 'he')),
  formality {TEXT} NOT NULL CHECK (formality IN ('formal', 'informal')),
  subject {TEXT} NOT NULL,
  body {TEXT} NOT NULL CHECK (body <> ''),
  PRIMARY KEY (template_id, language, formality)
);

CREATE TABLE macros (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL,
  state {TEXT} NOT NULL CHECK (state IN ('active', 'archived')),
  actions {TEXT} NOT NULL,            -- JSON: {"actions": [{action, value}, …]}
  created_at {INT} NOT NULL
);
CREATE UNIQUE INDEX macros_name ON macros (folded_name) WHERE state = 'active';
