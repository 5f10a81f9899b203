-- Who puts a time in repair right has seen it as it is.
ALTER TABLE repair_times ADD COLUMN version {INT} NOT NULL DEFAULT 1;
