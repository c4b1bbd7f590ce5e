DROP TRIGGER ledger_grows;
DROP INDEX creditor_balances_by_creditor;
ALTER TABLE creditor_balances DROP COLUMN platform_creditor;
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
  INSERT INTO creditor_balances SELECT NEW.collection_partner_id, NEW.creditor_id, NEW.currency, 1,
    NEW.money_creditor + NEW.money_agency + NEW.money_platform + NEW.money_referral, NEW.creditor_agency
    WHERE NEW.creditor_id IS NOT NULL
  ON CONFLICT (collection_partner_id, creditor_id, currency) DO UPDATE SET
    entries = creditor_balances.entries + excluded.entries, collected = creditor_balances.collected + excluded.collected,
    creditor_agency = creditor_balances.creditor_agency + excluded.creditor_agency;
END;
