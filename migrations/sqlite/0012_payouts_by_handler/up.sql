-- The balance of one colleague's cases, and of an invoice, by an index alone.

-- Who handles a payout's case, while the case is with the agency whose payout it is: so that a balance need not visit a
-- case a payout. Whoever records a payment says it; afterwards the database itself keeps it.
ALTER TABLE payments ADD COLUMN handler_id TEXT;

-- Sums know nothing of colleagues: who takes over a case changes none.
DROP TRIGGER payouts_change;
CREATE TRIGGER payouts_change AFTER UPDATE OF collection_partner_id, currency, received_on, recipient, commission_status, invoicing, amount, payout_creditor, payout_partner,
  payout_platform, deleted_at, is_test ON payments BEGIN
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

UPDATE payments SET handler_id = (SELECT c.handler_id FROM cases c
  WHERE c.id = payments.case_id AND c.collection_partner_id = payments.collection_partner_id);
CREATE INDEX payouts_by_handler ON payments(collection_partner_id, is_test, handler_id, received_on, id,
  commission_status, invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform) WHERE deleted_at IS NULL;
DROP INDEX payouts_by_invoice;
CREATE INDEX payouts_by_invoice ON payments(invoice_id, collection_partner_id, is_test, received_on, id, commission_status,
  invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform, deleted_at) WHERE invoice_id IS NOT NULL;
CREATE TRIGGER cases_tell_payouts AFTER UPDATE OF handler_id, collection_partner_id ON cases
  WHEN NEW.handler_id IS NOT OLD.handler_id OR NEW.collection_partner_id IS NOT OLD.collection_partner_id BEGIN
  UPDATE payments SET handler_id = CASE WHEN collection_partner_id = NEW.collection_partner_id THEN NEW.handler_id END
    WHERE case_id = NEW.id;
END;
