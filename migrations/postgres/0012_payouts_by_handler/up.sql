-- The balance of one colleague's cases, and of an invoice, by an index alone.

-- Who handles a payout's case, while the case is with the agency whose payout it is: so that a balance need not visit a
-- case a payout. Whoever records a payment says it; afterwards the database itself keeps it.
ALTER TABLE payments ADD COLUMN handler_id TEXT;

-- Sums know nothing of colleagues: who takes over a case changes none, and locks none.
CREATE OR REPLACE FUNCTION payouts_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO payout_totals
  SELECT collection_partner_id, currency, month, recipient, commission_status, invoicing,
    sum(payouts), sum(amount), sum(creditor), sum(partner), sum(platform) FROM (
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM') AS month, recipient, commission_status, invoicing,
    -count(*) AS payouts, -sum(amount) AS amount, -sum(payout_creditor) AS creditor, -sum(payout_partner) AS partner, -sum(payout_platform) AS platform
  FROM gone r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    count(*), sum(amount), sum(payout_creditor), sum(payout_partner), sum(payout_platform)
  FROM here r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6) moved GROUP BY 1, 2, 3, 4, 5, 6
  HAVING sum(payouts) <> 0 OR sum(amount) <> 0 OR sum(creditor) <> 0 OR sum(partner) <> 0 OR sum(platform) <> 0
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  RETURN NULL;
END $$;

UPDATE payments SET handler_id = c.handler_id FROM cases c
  WHERE c.id = payments.case_id AND c.collection_partner_id = payments.collection_partner_id AND c.handler_id IS NOT NULL;
CREATE INDEX payouts_by_handler ON payments(collection_partner_id, is_test, handler_id, received_on, id,
  commission_status, invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform) WHERE deleted_at IS NULL;
DROP INDEX payouts_by_invoice;
CREATE INDEX payouts_by_invoice ON payments(invoice_id, collection_partner_id, is_test, received_on, id, commission_status,
  invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform, deleted_at) WHERE invoice_id IS NOT NULL;
CREATE FUNCTION cases_tell_payouts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE payments SET handler_id = CASE WHEN collection_partner_id = NEW.collection_partner_id THEN NEW.handler_id END
    WHERE case_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER cases_tell_payouts AFTER UPDATE OF handler_id, collection_partner_id ON cases FOR EACH ROW
  WHEN (NEW.handler_id IS DISTINCT FROM OLD.handler_id OR NEW.collection_partner_id IS DISTINCT FROM OLD.collection_partner_id)
  EXECUTE FUNCTION cases_tell_payouts();
