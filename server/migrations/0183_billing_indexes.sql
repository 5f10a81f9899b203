-- Found by the keys that look back at them (a component that is free no more asks for its charges), and by joins of
-- units and customers.
DROP INDEX invoice_lines_charged;
CREATE INDEX invoice_lines_charged ON invoice_lines (case_id, component, charged_free);
CREATE INDEX quotes_of_unit ON quotes (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX waivers_of_customer ON waivers (customer_id);
