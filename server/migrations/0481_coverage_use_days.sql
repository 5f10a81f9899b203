-- On which day something was used, as a person told it; NULL: it was not asked, or an invoice used it.
ALTER TABLE coverage_uses ADD COLUMN used_on {TEXT};
