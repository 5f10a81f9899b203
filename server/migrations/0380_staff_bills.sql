-- Money has rights of its own. Who could write bills, or credit and pay back, still can: people by their roles, the
-- company's own among them, and programs by their tokens.
UPDATE roles SET permissions = permissions || ' bills_write' WHERE ' ' || permissions || ' ' LIKE '% cases_write %';
UPDATE roles SET permissions = permissions || ' bills_refund'
WHERE ' ' || permissions || ' ' LIKE '% remedies_approve %';
UPDATE api_tokens SET scopes = scopes || ' bills_write' WHERE ' ' || scopes || ' ' LIKE '% cases_write %';
UPDATE api_tokens SET scopes = scopes || ' bills_refund' WHERE ' ' || scopes || ' ' LIKE '% remedies_approve %';
