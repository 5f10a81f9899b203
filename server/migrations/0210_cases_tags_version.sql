-- Two who rename a tag at once are told.
ALTER TABLE tags ADD COLUMN version {INT} NOT NULL DEFAULT 1;
