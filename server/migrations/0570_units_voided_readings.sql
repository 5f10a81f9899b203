-- A reading that was mistyped is counted no more and stays in sight; as long as it stood, no right one could follow.
ALTER TABLE meter_readings ADD COLUMN voided_at {INT};
ALTER TABLE meter_readings ADD COLUMN voided_by {TEXT} NOT NULL DEFAULT '';
ALTER TABLE meter_readings ADD COLUMN void_reason {TEXT} NOT NULL DEFAULT '';
