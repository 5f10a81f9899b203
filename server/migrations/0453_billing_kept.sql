-- What is kept of her money when a sale is cancelled, no more than the law lets be kept.
ALTER TABLE credit_notes ADD COLUMN kept_minor {INT} NOT NULL DEFAULT 0 CHECK (kept_minor >= 0);
