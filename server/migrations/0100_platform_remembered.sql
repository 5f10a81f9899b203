-- Counts the changes of what programs remember (server/db/remember.hpp), in the transaction of each change.
CREATE TABLE remembered (
  id {ID} PRIMARY KEY CHECK (id = 1),
  version {INT} NOT NULL CHECK (version > 0)
);
INSERT INTO remembered (id, version) VALUES (1, 1);
