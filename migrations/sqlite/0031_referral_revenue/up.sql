-- The state of the referral partner's own invoice for its share; set by the operator.
ALTER TABLE payments ADD COLUMN referral_status TEXT NOT NULL DEFAULT 'Pending'
  CHECK (referral_status IN ('Pending','Invoiced','Paid','Disputed'));
-- The shares of referral partner and operator in US cents, at the rate that was locked when the revenue was confirmed.
ALTER TABLE payments ADD COLUMN referral_usd BIGINT;
ALTER TABLE payments ADD COLUMN operator_usd BIGINT;
CREATE INDEX payments_without_usd ON payments(id) WHERE usd_rate IS NOT NULL AND referral_usd IS NULL;
CREATE INDEX payments_of_referral_partner ON payments(referral_partner_id, is_test, received_on, id)
  WHERE deleted_at IS NULL AND referral_partner_id IS NOT NULL;
-- Sums of what referral partners earn, kept by triggers. is_locked: at locked rates, so that the sums in US cents hold.
CREATE TABLE referral_totals (
  referral_partner_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  commission_status TEXT NOT NULL,
  invoicing TEXT NOT NULL,
  referral_status TEXT NOT NULL,
  is_locked BOOLEAN NOT NULL,
  payments BIGINT NOT NULL,
  referral BIGINT NOT NULL,
  operator BIGINT NOT NULL,
  referral_usd BIGINT NOT NULL,
  operator_usd BIGINT NOT NULL,
  PRIMARY KEY (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked)
);
INSERT INTO referral_totals SELECT referral_partner_id, currency, commission_status,
    CASE WHEN recipient = 'Platform' THEN 'PaymentReceived' ELSE invoicing END,
    referral_status, referral_usd IS NOT NULL,
    count(*), sum(payout_referral), sum(payout_platform), sum(coalesce(referral_usd, 0)), sum(coalesce(operator_usd, 0))
  FROM payments WHERE referral_partner_id IS NOT NULL AND deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6;
CREATE TRIGGER referral_totals_come AFTER INSERT ON payments WHEN NEW.referral_partner_id IS NOT NULL BEGIN
  INSERT INTO referral_totals SELECT NEW.referral_partner_id, NEW.currency, NEW.commission_status,
    CASE WHEN NEW.recipient = 'Platform' THEN 'PaymentReceived' ELSE NEW.invoicing END,
    NEW.referral_status, NEW.referral_usd IS NOT NULL,
    1, NEW.payout_referral, NEW.payout_platform, coalesce(NEW.referral_usd, 0), coalesce(NEW.operator_usd, 0)
    WHERE NEW.referral_partner_id IS NOT NULL AND NEW.deleted_at IS NULL AND NOT NEW.is_test
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
END;
CREATE TRIGGER referral_totals_go AFTER DELETE ON payments WHEN OLD.referral_partner_id IS NOT NULL BEGIN
  INSERT INTO referral_totals SELECT OLD.referral_partner_id, OLD.currency, OLD.commission_status,
    CASE WHEN OLD.recipient = 'Platform' THEN 'PaymentReceived' ELSE OLD.invoicing END,
    OLD.referral_status, OLD.referral_usd IS NOT NULL,
    -1, -OLD.payout_referral, -OLD.payout_platform, -coalesce(OLD.referral_usd, 0), -coalesce(OLD.operator_usd, 0)
    WHERE OLD.referral_partner_id IS NOT NULL AND OLD.deleted_at IS NULL AND NOT OLD.is_test
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
END;
CREATE TRIGGER referral_totals_change AFTER UPDATE ON payments
  WHEN NEW.referral_partner_id IS NOT NULL OR OLD.referral_partner_id IS NOT NULL BEGIN
  INSERT INTO referral_totals SELECT OLD.referral_partner_id, OLD.currency, OLD.commission_status,
    CASE WHEN OLD.recipient = 'Platform' THEN 'PaymentReceived' ELSE OLD.invoicing END,
    OLD.referral_status, OLD.referral_usd IS NOT NULL,
    -1, -OLD.payout_referral, -OLD.payout_platform, -coalesce(OLD.referral_usd, 0), -coalesce(OLD.operator_usd, 0)
    WHERE OLD.referral_partner_id IS NOT NULL AND OLD.deleted_at IS NULL AND NOT OLD.is_test
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
  INSERT INTO referral_totals SELECT NEW.referral_partner_id, NEW.currency, NEW.commission_status,
    CASE WHEN NEW.recipient = 'Platform' THEN 'PaymentReceived' ELSE NEW.invoicing END,
    NEW.referral_status, NEW.referral_usd IS NOT NULL,
    1, NEW.payout_referral, NEW.payout_platform, coalesce(NEW.referral_usd, 0), coalesce(NEW.operator_usd, 0)
    WHERE NEW.referral_partner_id IS NOT NULL AND NEW.deleted_at IS NULL AND NOT NEW.is_test
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
END;
