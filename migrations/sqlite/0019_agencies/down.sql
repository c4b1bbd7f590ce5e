DROP INDEX collection_partners_by_name;
ALTER TABLE collection_partners DROP COLUMN folded;
ALTER TABLE collection_partners DROP COLUMN suspension_reason;
ALTER TABLE collection_partners DROP COLUMN suspended_at;
ALTER TABLE collection_partners DROP COLUMN payout_bic;
ALTER TABLE collection_partners DROP COLUMN payout_iban;
ALTER TABLE collection_partners DROP COLUMN payout_holder;
ALTER TABLE collection_partners DROP COLUMN kind;
ALTER TABLE collection_partners DROP COLUMN legal_name;
