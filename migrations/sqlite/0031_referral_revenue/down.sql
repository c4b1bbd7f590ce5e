DROP TRIGGER referral_totals_change;
DROP TRIGGER referral_totals_go;
DROP TRIGGER referral_totals_come;
DROP TABLE referral_totals;
DROP INDEX payments_of_referral_partner;
DROP INDEX payments_without_usd;
ALTER TABLE payments DROP COLUMN operator_usd;
ALTER TABLE payments DROP COLUMN referral_usd;
ALTER TABLE payments DROP COLUMN referral_status;
