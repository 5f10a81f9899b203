-- What was joined into a case is asked whenever its unit comes in or goes back.
CREATE INDEX cases_joined ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL;
