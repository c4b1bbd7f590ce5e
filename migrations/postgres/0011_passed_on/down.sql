CREATE OR REPLACE FUNCTION ledger_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO ledger_months
  SELECT collection_partner_id, currency, to_char(booked_at, 'YYYY-MM'), count(*),
    sum(money_creditor), sum(money_agency), sum(money_platform), sum(money_referral), sum(creditor_agency), sum(agency_platform), sum(platform_creditor), sum(platform_referral), sum(earned_creditor), sum(earned_agency), sum(earned_platform), sum(earned_referral)
  FROM here WHERE NOT is_test GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
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
  INSERT INTO creditor_balances
  SELECT collection_partner_id, creditor_id, currency, count(*),
    sum(money_creditor + money_agency + money_platform + money_referral), sum(creditor_agency)
  FROM here WHERE NOT is_test AND creditor_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (collection_partner_id, creditor_id, currency) DO UPDATE SET
    entries = creditor_balances.entries + excluded.entries, collected = creditor_balances.collected + excluded.collected,
    creditor_agency = creditor_balances.creditor_agency + excluded.creditor_agency;
  RETURN NULL;
END $$;
DROP INDEX creditor_balances_by_creditor;
ALTER TABLE creditor_balances DROP COLUMN platform_creditor;
