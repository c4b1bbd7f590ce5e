DROP TRIGGER cases_tell_payouts;
DROP INDEX payouts_by_handler;
DROP INDEX payouts_by_invoice;
DROP TRIGGER payouts_change;
ALTER TABLE payments DROP COLUMN handler_id;
CREATE INDEX payouts_by_invoice ON payments(invoice_id) WHERE invoice_id IS NOT NULL;
CREATE TRIGGER payouts_change AFTER UPDATE ON payments BEGIN
  INSERT INTO payout_totals SELECT OLD.collection_partner_id, OLD.currency, substr(OLD.received_on, 1, 7), OLD.recipient,
    OLD.commission_status, OLD.invoicing, -1, -OLD.amount, -OLD.payout_creditor, -OLD.payout_partner, -OLD.payout_platform
    WHERE OLD.deleted_at IS NULL AND NOT OLD.is_test
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  INSERT INTO payout_totals SELECT NEW.collection_partner_id, NEW.currency, substr(NEW.received_on, 1, 7), NEW.recipient,
    NEW.commission_status, NEW.invoicing, 1, NEW.amount, NEW.payout_creditor, NEW.payout_partner, NEW.payout_platform
    WHERE NEW.deleted_at IS NULL AND NOT NEW.is_test
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
END;
