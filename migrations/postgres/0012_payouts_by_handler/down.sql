DROP TRIGGER cases_tell_payouts ON cases;
DROP FUNCTION cases_tell_payouts;
DROP INDEX payouts_by_handler;
DROP INDEX payouts_by_invoice;
ALTER TABLE payments DROP COLUMN handler_id;
CREATE INDEX payouts_by_invoice ON payments(invoice_id) WHERE invoice_id IS NOT NULL;
CREATE OR REPLACE FUNCTION payouts_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO payout_totals
  SELECT collection_partner_id, currency, month, recipient, commission_status, invoicing,
    sum(payouts), sum(amount), sum(creditor), sum(partner), sum(platform) FROM (
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM') AS month, recipient, commission_status, invoicing,
    -count(*) AS payouts, -sum(amount) AS amount, -sum(payout_creditor) AS creditor, -sum(payout_partner) AS partner, -sum(payout_platform) AS platform
  FROM gone r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    count(*), sum(amount), sum(payout_creditor), sum(payout_partner), sum(payout_platform)
  FROM here r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6) moved GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  RETURN NULL;
END $$;
