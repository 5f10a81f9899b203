-- Whether a stay in repair is of a case is asked before the case is taken out.
CREATE INDEX repair_times_of_case ON repair_times (case_id) WHERE case_id IS NOT NULL;
