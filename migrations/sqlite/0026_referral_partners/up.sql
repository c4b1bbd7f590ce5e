-- A referral partner's company and the account for its share. fixed_brand: whether its Admins may not change its brand.
-- kyc_checked_on: when the operator checked the company.
ALTER TABLE referral_partners ADD COLUMN legal_name TEXT;
ALTER TABLE referral_partners ADD COLUMN registration_number TEXT;
ALTER TABLE referral_partners ADD COLUMN vat_number TEXT;
ALTER TABLE referral_partners ADD COLUMN payout_holder TEXT;
ALTER TABLE referral_partners ADD COLUMN payout_iban TEXT;
ALTER TABLE referral_partners ADD COLUMN payout_bic TEXT;
ALTER TABLE referral_partners ADD COLUMN payout_currency TEXT;
ALTER TABLE referral_partners ADD COLUMN fixed_brand BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE referral_partners ADD COLUMN kyc_checked_on DATE;
-- Suspended: nobody of it is signed in, its key and the links of its clients open nothing. Terminated: so too, but its
-- people may read, and it earns its share of what is received up to and including earns_until.
ALTER TABLE referral_partners ADD COLUMN suspended_at TIMESTAMP;
ALTER TABLE referral_partners ADD COLUMN terminated_at TIMESTAMP;
ALTER TABLE referral_partners ADD COLUMN end_reason TEXT;
ALTER TABLE referral_partners ADD COLUMN earns_until DATE;
UPDATE referral_partners SET suspended_at = created_at, end_reason = 'Not active' WHERE NOT is_active;
ALTER TABLE referral_partners DROP COLUMN is_active;
CREATE INDEX cases_by_referral_partner ON cases(referral_partner_id, created_at) WHERE referral_partner_id IS NOT NULL;
