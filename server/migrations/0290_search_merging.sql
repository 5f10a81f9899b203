-- FTS5 may leave more segments of its index unmerged: what comes in is merged half as often, and a look-up asks some
-- tens of segments more of them (docs/performance.md). 16 is the most that it takes for the first.
-- sqlite:
INSERT INTO search_index (search_index, rank) VALUES ('automerge', 16);
INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 32);
-- end
