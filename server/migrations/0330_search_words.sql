-- The words that SQLite's index of words knows, in their order: what begins as somebody types is looked up word by
-- word (docs/performance.md). Only a view of the index; PostgreSQL's own looks up a beginning as it is.
-- sqlite:
CREATE VIRTUAL TABLE search_words USING fts5vocab(search_index, instance);
-- end
