-- Documents that are written together are indexed together: FTS5 writes what it holds to disk at the end of each
-- statement. While the row of `search_batch` stands, within one transaction, its writer indexes what it adds.
CREATE TABLE search_batch (
  id {ID} PRIMARY KEY CHECK (id = 1)
);
-- sqlite:
DROP TRIGGER search_documents_added;
CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents
WHEN NOT EXISTS (SELECT 1 FROM search_batch) BEGIN
  INSERT INTO search_index (rowid, subject, body, more, facets)
  VALUES (new.id, new.subject, new.body, new.more, new.facets);
END;
-- end
