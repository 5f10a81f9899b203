-- The mails of surveys are templates too: how content are you, and sorry for a low rating.
-- sqlite:
CREATE TABLE wider_reply_templates (
  id {ID} PRIMARY KEY,
  version {INT} NOT NULL CHECK (version > 0),
  name {TEXT} NOT NULL CHECK (name <> ''),
  folded_name {TEXT} NOT NULL,
  kind {TEXT} CHECK (kind IN ('acknowledgement', 'apology', 'apology_again', 'solved_question', 'follow_up',
                              'reopened', 'not_solved', 'remedy_granted', 'survey_question',
                              'survey_apology', 'reply')),  -- NULL: agents' own
  state {TEXT} NOT NULL CHECK (state IN ('active', 'archived')),
  created_at {INT} NOT NULL
);
INSERT INTO wider_reply_templates (id, version, name, folded_name, kind, state, created_at)
SELECT id, version, name, folded_name, kind, state, created_at FROM reply_templates;
CREATE TABLE wider_reply_template_texts (
  template_id {INT} NOT NULL REFERENCES wider_reply_templates (id),
  language {TEXT} NOT NULL CHECK (language IN ('en', 'tr', 'hu', 'he')),
  formality {TEXT} NOT NULL CHECK (formality IN ('formal', 'informal')),
  subject {TEXT} NOT NULL,
  body {TEXT} NOT NULL CHECK (body <> ''),
  PRIMARY KEY (template_id, language, formality)
);
INSERT INTO wider_reply_template_texts (template_id, language, formality, subject, body)
SELECT template_id, language, formality, subject, body FROM reply_template_texts;
DROP TABLE reply_template_texts;
DROP TABLE reply_templates;
ALTER TABLE wider_reply_templates RENAME TO reply_templates;
ALTER TABLE wider_reply_template_texts RENAME TO reply_template_texts;
CREATE UNIQUE INDEX reply_templates_name ON reply_templates (folded_name) WHERE state = 'active';
CREATE UNIQUE INDEX reply_templates_kind ON reply_templates (kind) WHERE state = 'active' AND kind IS NOT NULL;
-- end
-- pg:
ALTER TABLE reply_templates DROP CONSTRAINT reply_templates_kind_check;
ALTER TABLE reply_templates ADD CONSTRAINT reply_templates_kind_check
  CHECK (kind IN ('acknowledgement', 'apology', 'apology_again', 'solved_question', 'follow_up', 'reopened',
                  'not_solved', 'remedy_granted', 'survey_question', 'survey_apology', 'reply'));
-- end
