-- A service may be promised free afterwards too, to make good what was broken.
ALTER TABLE sale_promises ADD COLUMN origin {TEXT} NOT NULL DEFAULT 'sale' CHECK (origin IN ('sale', 'remedy'));
