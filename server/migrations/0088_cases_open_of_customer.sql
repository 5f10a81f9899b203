-- A mail asks for the open cases of its sender: an organisation may have thousands that are closed.
CREATE INDEX cases_open_of_customer ON cases (customer_id, id) WHERE open = 1;
