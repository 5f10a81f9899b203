-- What was written down of small tables when a server ended would have it read them through after they have grown; see
-- server/db/statistics.hpp.
-- sqlite:
ANALYZE;
DELETE FROM sqlite_stat1 WHERE tbl IN (
  SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING MAX(CAST(stat AS INTEGER)) < 10000);
ANALYZE sqlite_schema;
-- end
