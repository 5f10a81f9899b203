-- What she paid for a repair, tax included: above a sum the law guarantees the work. NULL: not known; 0: nothing.
ALTER TABLE repair_times ADD COLUMN fee_minor {INT} CHECK (fee_minor >= 0);
ALTER TABLE repair_times ADD COLUMN fee_currency {TEXT};
