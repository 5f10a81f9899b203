-- Words of one English family and Hebrew acronyms have further tokens: what is indexed is written anew, in the
-- background. The ids are below every id made from the time.
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
SELECT 1073741901, 'search.rebuild', 0, 'customers', 0, 0, 'ready', '{"of":"customers","after":0}'
WHERE EXISTS (SELECT 1 FROM search_documents);
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
SELECT 1073741902, 'search.rebuild', 0, 'cases', 0, 0, 'ready', '{"of":"cases","after":0}'
WHERE EXISTS (SELECT 1 FROM search_documents);
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
SELECT 1073741903, 'search.rebuild', 0, 'interactions', 0, 0, 'ready', '{"of":"interactions","after":0}'
WHERE EXISTS (SELECT 1 FROM search_documents);
