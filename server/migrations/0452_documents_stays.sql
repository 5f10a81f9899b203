-- Which time in repair a slip made, and the days that it gave it: its correction moves that one alone.
CREATE TABLE document_stays (
  number {TEXT} PRIMARY KEY,          -- of the paper, in all its versions
  repair_time_id {INT} NOT NULL,      -- no reference: what was told by mistake is dropped
  from_on {TEXT},                     -- NULL: somebody else told when it began
  until_on {TEXT}                     -- NULL: somebody else told when it ended, or nobody did
);
