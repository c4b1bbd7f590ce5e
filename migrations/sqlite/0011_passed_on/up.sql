-- What the platform holds for each creditor is kept beside where the creditor stands with the agency, so that what was
-- paid to the platform can be passed on.
ALTER TABLE creditor_balances ADD COLUMN platform_creditor BIGINT NOT NULL DEFAULT 0;
UPDATE creditor_balances SET platform_creditor = (SELECT coalesce(sum(l.platform_creditor), 0) FROM ledger l
  WHERE l.creditor_id = creditor_balances.creditor_id AND l.currency = creditor_balances.currency
  AND l.collection_partner_id = creditor_balances.collection_partner_id AND NOT l.is_test);
CREATE INDEX creditor_balances_by_creditor ON creditor_balances(creditor_id, currency);
DROP TRIGGER ledger_grows;
CREATE TRIGGER ledger_grows AFTER INSERT ON ledger WHEN NOT NEW.is_test BEGIN
  INSERT INTO ledger_months SELECT NEW.collection_partner_id, NEW.currency, substr(NEW.booked_at, 1, 7), 1,
    NEW.money_creditor, NEW.money_agency, NEW.money_platform, NEW.money_referral, NEW.creditor_agency, NEW.agency_platform, NEW.platform_creditor, NEW.platform_referral, NEW.earned_creditor, NEW.earned_agency, NEW.earned_platform, NEW.earned_referral WHERE true
  ON CONFLICT (collection_partner_id, currency, month) DO UPDATE SET
    entries = ledger_months.entries + excluded.entries,
    money_creditor = ledger_months.money_creditor + excluded.money_creditor,
    money_agency = ledger_months.money_agency + excluded.money_agency,
    money_platform = ledger_months.money_platform + excluded.money_platform,
    money_referral = ledger_months.money_referral + excluded.money_referral,
    creditor_agency = ledger_months.creditor_agency + excluded.creditor_agency,
    agency_platform = ledger_months.agency_platform + excluded.agency_platform,
    platform_creditor = ledger_months.platform_creditor + excluded.platform_creditor,
    platform_referral = ledger_months.platform_referral + excluded.platform_referral,
    earned_creditor = ledger_months.earned_creditor + excluded.earned_creditor,
    earned_agency = ledger_months.earned_agency + excluded.earned_agency,
    earned_platform = ledger_months.earned_platform + excluded.earned_platform,
    earned_referral = ledger_months.earned_referral + excluded.earned_referral;
  INSERT INTO creditor_balances (collection_partner_id, creditor_id, currency, entries, collected, creditor_agency, platform_creditor)
    SELECT NEW.collection_partner_id, NEW.creditor_id, NEW.currency, 1,
    NEW.money_creditor + NEW.money_agency + NEW.money_platform + NEW.money_referral, NEW.creditor_agency, NEW.platform_creditor
    WHERE NEW.creditor_id IS NOT NULL
  ON CONFLICT (collection_partner_id, creditor_id, currency) DO UPDATE SET
    entries = creditor_balances.entries + excluded.entries, collected = creditor_balances.collected + excluded.collected,
    creditor_agency = creditor_balances.creditor_agency + excluded.creditor_agency,
    platform_creditor = creditor_balances.platform_creditor + excluded.platform_creditor;
END;
