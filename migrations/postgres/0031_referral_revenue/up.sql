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
CREATE FUNCTION referral_totals_come() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO referral_totals
  SELECT r.referral_partner_id, r.currency, r.commission_status,
    CASE WHEN r.recipient = 'Platform' THEN 'PaymentReceived' ELSE r.invoicing END,
    r.referral_status, r.referral_usd IS NOT NULL,
    count(*), sum(payout_referral), sum(payout_platform), sum(coalesce(referral_usd, 0)), sum(coalesce(operator_usd, 0))
  FROM here r WHERE r.referral_partner_id IS NOT NULL AND r.deleted_at IS NULL AND NOT r.is_test GROUP BY 1, 2, 3, 4, 5, 6
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
  RETURN NULL;
END $$;
CREATE FUNCTION referral_totals_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO referral_totals
  SELECT r.referral_partner_id, r.currency, r.commission_status,
    CASE WHEN r.recipient = 'Platform' THEN 'PaymentReceived' ELSE r.invoicing END,
    r.referral_status, r.referral_usd IS NOT NULL,
    -count(*), -sum(payout_referral), -sum(payout_platform), -sum(coalesce(referral_usd, 0)), -sum(coalesce(operator_usd, 0))
  FROM gone r WHERE r.referral_partner_id IS NOT NULL AND r.deleted_at IS NULL AND NOT r.is_test GROUP BY 1, 2, 3, 4, 5, 6
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
  RETURN NULL;
END $$;
CREATE FUNCTION referral_totals_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO referral_totals
  SELECT p, c, s, i, f, l, sum(a), sum(b), sum(d), sum(e), sum(g) FROM (
  SELECT r.referral_partner_id, r.currency, r.commission_status,
    CASE WHEN r.recipient = 'Platform' THEN 'PaymentReceived' ELSE r.invoicing END,
    r.referral_status, r.referral_usd IS NOT NULL,
    -count(*), -sum(payout_referral), -sum(payout_platform), -sum(coalesce(referral_usd, 0)), -sum(coalesce(operator_usd, 0))
  FROM gone r WHERE r.referral_partner_id IS NOT NULL AND r.deleted_at IS NULL AND NOT r.is_test GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT r.referral_partner_id, r.currency, r.commission_status,
    CASE WHEN r.recipient = 'Platform' THEN 'PaymentReceived' ELSE r.invoicing END,
    r.referral_status, r.referral_usd IS NOT NULL,
    count(*), sum(payout_referral), sum(payout_platform), sum(coalesce(referral_usd, 0)), sum(coalesce(operator_usd, 0))
  FROM here r WHERE r.referral_partner_id IS NOT NULL AND r.deleted_at IS NULL AND NOT r.is_test GROUP BY 1, 2, 3, 4, 5, 6
  ) moved(p, c, s, i, f, l, a, b, d, e, g) GROUP BY 1, 2, 3, 4, 5, 6
  HAVING sum(a) <> 0 OR sum(b) <> 0 OR sum(d) <> 0 OR sum(e) <> 0 OR sum(g) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) DO UPDATE SET
    payments = referral_totals.payments + excluded.payments, referral = referral_totals.referral + excluded.referral,
    operator = referral_totals.operator + excluded.operator,
    referral_usd = referral_totals.referral_usd + excluded.referral_usd,
    operator_usd = referral_totals.operator_usd + excluded.operator_usd;
  RETURN NULL;
END $$;
CREATE TRIGGER referral_totals_come AFTER INSERT ON payments REFERENCING NEW TABLE AS here
  FOR EACH STATEMENT EXECUTE FUNCTION referral_totals_come();
CREATE TRIGGER referral_totals_go AFTER DELETE ON payments REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION referral_totals_go();
CREATE TRIGGER referral_totals_change AFTER UPDATE ON payments REFERENCING OLD TABLE AS gone NEW TABLE AS here
  FOR EACH STATEMENT EXECUTE FUNCTION referral_totals_change();
