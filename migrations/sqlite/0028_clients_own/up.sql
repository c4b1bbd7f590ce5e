-- A division's own address. archived_at: it takes no new cases.
ALTER TABLE divisions ADD COLUMN registration_number TEXT;
ALTER TABLE divisions ADD COLUMN address TEXT;
ALTER TABLE divisions ADD COLUMN zip_code TEXT;
ALTER TABLE divisions ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE divisions ADD COLUMN state TEXT;
ALTER TABLE divisions ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE divisions ADD COLUMN email TEXT;
ALTER TABLE divisions ADD COLUMN phone TEXT;
ALTER TABLE divisions ADD COLUMN created_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';
ALTER TABLE divisions ADD COLUMN updated_at TIMESTAMP;
ALTER TABLE divisions ADD COLUMN archived_at TIMESTAMP;
CREATE INDEX divisions_by_creditor ON divisions(creditor_id, name);
-- A client may have several keys; each has a name.
ALTER TABLE api_keys ADD COLUMN name TEXT;
UPDATE api_keys SET owner_kind = 'client' WHERE owner_kind = 'creditor';
-- What clients see of an agency in mails about their cases, if it is not its name and the brand's address for answers.
ALTER TABLE collection_partners ADD COLUMN sender_name TEXT;
ALTER TABLE collection_partners ADD COLUMN sender_email TEXT;
