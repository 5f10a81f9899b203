-- A unit or a product that an import made and nobody used can be taken out again: what could refer to it is
-- found by an index.

CREATE INDEX invoices_of_unit ON invoices (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX quote_lines_of_part ON quote_lines (part_id) WHERE part_id IS NOT NULL;
CREATE INDEX invoice_lines_of_part ON invoice_lines (part_id) WHERE part_id IS NOT NULL;
