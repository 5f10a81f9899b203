-- What she may use only for a time is remembered to her once, before it is over.
ALTER TABLE sale_promises ADD COLUMN reminded_at {INT};
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
SELECT 1073741906, 'sale_promises.schedule', 0, 'all', 0, 0, 'ready', '{"after":0}'
WHERE EXISTS (SELECT 1 FROM sale_promises);
