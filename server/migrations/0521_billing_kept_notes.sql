-- Whether anything is kept of any sale is asked whenever a defect may be told; mostly nothing is.
CREATE INDEX credit_notes_kept ON credit_notes (id) WHERE kept_minor > 0;
