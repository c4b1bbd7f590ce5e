ALTER TABLE reckonings DROP COLUMN claim_principal;
ALTER TABLE reckonings DROP COLUMN claim_interest;
ALTER TABLE reckonings DROP COLUMN claim_reminder;
ALTER TABLE reckonings DROP COLUMN claim_collection;
