-- What the program itself knows of a case under a law (of unit, sale, customer, catalogue, coverage and the unit's
-- other cases), as it was last looked up: JSON {facts, by_law, product_group, happenings}.
ALTER TABLE case_laws ADD COLUMN known {TEXT} NOT NULL DEFAULT '{}';
-- Where a person says otherwise: JSON, name of the fact or the happening to {reason, by_name, at}.
ALTER TABLE case_laws ADD COLUMN contradictions {TEXT} NOT NULL DEFAULT '{}';
-- The program took the law up itself: a sale that is told later may change it.
ALTER TABLE case_laws ADD COLUMN by_itself {INT} NOT NULL DEFAULT 0 CHECK (by_itself IN (0, 1));
