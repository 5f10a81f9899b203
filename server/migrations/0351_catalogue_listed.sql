-- Whether the law of guarantees lists goods of this group, where no pack names it. NULL: its parent's.
ALTER TABLE product_groups ADD COLUMN listed {INT} CHECK (listed IN (0, 1));
