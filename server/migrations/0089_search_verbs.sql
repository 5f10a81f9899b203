-- Turkish verbs have a further token: what is indexed is written anew, in the background, as by 0087.
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
SELECT 1073741904, 'search.rebuild', 0, 'cases', 0, 0, 'ready', '{"of":"cases","after":0}'
WHERE EXISTS (SELECT 1 FROM search_documents);
INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, payload)
SELECT 1073741905, 'search.rebuild', 0, 'interactions', 0, 0, 'ready', '{"of":"interactions","after":0}'
WHERE EXISTS (SELECT 1 FROM search_documents);
