-- What can be searched: one row a case, customer or interaction, in the index's own words. The id is the
-- row's own, so that the newest come first by it. `tokens` (PostgreSQL) and `search_index` (FTS5) hold the
-- same tokens, written from these columns by the database itself.

CREATE TABLE search_documents (
  id {ID} PRIMARY KEY,
  kind {TEXT} NOT NULL CHECK (kind IN ('case', 'customer', 'interaction')),
  case_id {INT} NOT NULL,            -- 0: none
  customer_id {INT} NOT NULL,        -- 0: none
  team_id {INT} NOT NULL,            -- of the case; 0: none
  owner_id {INT} NOT NULL,           -- of the case; 0: none
  state {TEXT} NOT NULL,             -- of the case or the customer
  language {TEXT} NOT NULL,
  at {INT} NOT NULL,
  subject {TEXT} NOT NULL,           -- folded words
  body {TEXT} NOT NULL,
  more {TEXT} NOT NULL,              -- stems, numbers and addresses as wholes
  facets {TEXT} NOT NULL             -- what filters ask for, as tokens
  -- pg:
  , tokens TSVECTOR GENERATED ALWAYS AS (
      setweight(to_tsvector('simple'::regconfig, subject), 'A')
      || setweight(to_tsvector('simple'::regconfig, body), 'B')
      || strip(to_tsvector('simple'::regconfig, more || ' ' || facets))) STORED
  -- end
);
CREATE INDEX search_documents_of_case ON search_documents (case_id) WHERE case_id <> 0;
CREATE INDEX search_documents_of_customer ON search_documents (customer_id) WHERE customer_id <> 0;

-- pg:
CREATE INDEX search_documents_tokens ON search_documents USING GIN (tokens);
-- end
-- sqlite:
CREATE VIRTUAL TABLE search_index USING fts5(
  subject, body, more, facets,
  content = 'search_documents', content_rowid = 'id', tokenize = 'ascii', prefix = '2 3');
CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
  INSERT INTO search_index (rowid, subject, body, more, facets)
  VALUES (new.id, new.subject, new.body, new.more, new.facets);
END;
CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
  INSERT INTO search_index (search_index, rowid, subject, body, more, facets)
  VALUES ('delete', old.id, old.subject, old.body, old.more, old.facets);
END;
CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
  INSERT INTO search_index (search_index, rowid, subject, body, more, facets)
  VALUES ('delete', old.id, old.subject, old.body, old.more, old.facets);
  INSERT INTO search_index (rowid, subject, body, more, facets)
  VALUES (new.id, new.subject, new.body, new.more, new.facets);
END;
-- end
