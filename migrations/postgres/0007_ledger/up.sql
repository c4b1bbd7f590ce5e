-- Whose payout a payment is, how far its paper has come, and what locks it.

ALTER TABLE payments ADD COLUMN collection_partner_id TEXT NOT NULL DEFAULT '';
ALTER TABLE payments ADD COLUMN is_test BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE payments ADD COLUMN referral_partner_id TEXT;
-- The percentage of the platform's share that is the referral partner's, as the client's link froze it.
ALTER TABLE payments ADD COLUMN referral_percentage TEXT NOT NULL DEFAULT '0';
ALTER TABLE payments ADD COLUMN payout_referral BIGINT NOT NULL DEFAULT 0;
-- When the agency had its commission, and what one unit of the currency was worth in US dollars that day.
ALTER TABLE payments ADD COLUMN confirmed_at TIMESTAMP;
ALTER TABLE payments ADD COLUMN usd_rate TEXT;
ALTER TABLE payments ADD COLUMN invoicing TEXT NOT NULL DEFAULT 'NotInvoiced'
  CHECK (invoicing IN ('NotInvoiced','InvoiceIssued','PaymentReceived','InvoiceCredited'));
ALTER TABLE payments ADD COLUMN invoice_id TEXT;

UPDATE payments SET collection_partner_id = coalesce(c.collection_partner_id, ''), is_test = c.is_test
  FROM cases c WHERE c.id = payments.case_id;
UPDATE payments SET confirmed_at = created_at WHERE commission_status = 'Paid';

CREATE INDEX payouts_by_date ON payments(collection_partner_id, is_test, received_on, id,
  commission_status, invoicing, recipient, currency, case_id, amount, payout_creditor, payout_partner, payout_platform) WHERE deleted_at IS NULL;
CREATE INDEX payouts_by_creation ON payments(collection_partner_id, is_test, created_at, id,
  commission_status, invoicing, recipient, currency, case_id) WHERE deleted_at IS NULL;
CREATE INDEX payouts_to_invoice ON payments(collection_partner_id, currency, commission_status, is_test, deleted_at,
  confirmed_at, recipient, payout_platform) WHERE invoice_id IS NULL;
CREATE INDEX payouts_by_invoice ON payments(invoice_id) WHERE invoice_id IS NOT NULL;

-- Sums of payouts by what a balance is asked for, tests and deleted ones left out. The database keeps them itself,
-- whoever writes. month is that of received_on.
CREATE TABLE payout_totals (
  collection_partner_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  recipient TEXT NOT NULL,
  commission_status TEXT NOT NULL,
  invoicing TEXT NOT NULL,
  payouts BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  creditor BIGINT NOT NULL,
  partner BIGINT NOT NULL,
  platform BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, currency, month, recipient, commission_status, invoicing)
);
CREATE FUNCTION payouts_come() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO payout_totals
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    count(*), sum(amount), sum(payout_creditor), sum(payout_partner), sum(payout_platform)
  FROM here r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  RETURN NULL;
END $$;
CREATE FUNCTION payouts_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
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
CREATE FUNCTION payouts_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO payout_totals
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    -count(*), -sum(amount), -sum(payout_creditor), -sum(payout_partner), -sum(payout_platform)
  FROM gone r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  RETURN NULL;
END $$;
CREATE TRIGGER payouts_come AFTER INSERT ON payments REFERENCING NEW TABLE AS here
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_come();
CREATE TRIGGER payouts_change AFTER UPDATE ON payments REFERENCING OLD TABLE AS gone NEW TABLE AS here
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_change();
CREATE TRIGGER payouts_go AFTER DELETE ON payments REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION payouts_go();
INSERT INTO payout_totals
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    count(*), sum(amount), sum(payout_creditor), sum(payout_partner), sum(payout_platform)
  FROM payments r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6;

-- The ledger. A row is an entry, and each of its amounts a posting, in minor units of its currency; nothing is ever
-- changed or taken out, a correction reverses an entry and makes another.
--
-- The claim: what the debtor owes, part by part; surplus is what came beyond it, raised the claim as it was raised, both
-- negative. Money: what is in whose hands. Dues: what the first owes the second; negative, the second the first.
-- Earned: what is whose own. Every entry balances as a whole, and in the books of each of the four by themselves.
CREATE TABLE ledger (
  id TEXT PRIMARY KEY NOT NULL,
  booked_at TIMESTAMP NOT NULL,
  value_on DATE NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('Claim','Levelling','Payment','Commission','InvoicePayment','Transfer')),
  reverses TEXT UNIQUE REFERENCES ledger(id),
  case_id TEXT,
  payment_id TEXT,
  invoice_id TEXT,
  collection_partner_id TEXT NOT NULL,
  creditor_id TEXT,
  referral_partner_id TEXT,
  currency TEXT NOT NULL,
  is_test BOOLEAN NOT NULL,
  author TEXT NOT NULL,
  claim_principal BIGINT NOT NULL,
  claim_interest BIGINT NOT NULL,
  claim_reminder BIGINT NOT NULL,
  claim_collection BIGINT NOT NULL,
  surplus BIGINT NOT NULL,
  raised BIGINT NOT NULL,
  money_creditor BIGINT NOT NULL,
  money_agency BIGINT NOT NULL,
  money_platform BIGINT NOT NULL,
  money_referral BIGINT NOT NULL,
  creditor_agency BIGINT NOT NULL,
  agency_platform BIGINT NOT NULL,
  platform_creditor BIGINT NOT NULL,
  platform_referral BIGINT NOT NULL,
  earned_creditor BIGINT NOT NULL,
  earned_agency BIGINT NOT NULL,
  earned_platform BIGINT NOT NULL,
  earned_referral BIGINT NOT NULL,
  CHECK (claim_principal + claim_interest + claim_reminder + claim_collection + surplus + raised
    + money_creditor + money_agency + money_platform + money_referral = 0),
  CHECK (earned_creditor = money_creditor - creditor_agency + platform_creditor),
  CHECK (earned_agency = money_agency + creditor_agency - agency_platform),
  CHECK (earned_platform = money_platform + agency_platform - platform_creditor - platform_referral),
  CHECK (earned_referral = money_referral + platform_referral)
);
CREATE INDEX ledger_by_case ON ledger(case_id, booked_at, id);
CREATE INDEX ledger_by_agency ON ledger(collection_partner_id, currency, booked_at, id);
CREATE INDEX ledger_by_creditor ON ledger(creditor_id, currency, booked_at, id);

-- Sums of the ledger by agency, currency and month of booking, tests left out; kept by the database itself.
CREATE TABLE ledger_months (
  collection_partner_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  entries BIGINT NOT NULL,
  money_creditor BIGINT NOT NULL,
  money_agency BIGINT NOT NULL,
  money_platform BIGINT NOT NULL,
  money_referral BIGINT NOT NULL,
  creditor_agency BIGINT NOT NULL,
  agency_platform BIGINT NOT NULL,
  platform_creditor BIGINT NOT NULL,
  platform_referral BIGINT NOT NULL,
  earned_creditor BIGINT NOT NULL,
  earned_agency BIGINT NOT NULL,
  earned_platform BIGINT NOT NULL,
  earned_referral BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, currency, month)
);
-- Where an agency stands with each creditor: what the creditor owes it, negative what it owes the creditor.
CREATE TABLE creditor_balances (
  collection_partner_id TEXT NOT NULL,
  creditor_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  entries BIGINT NOT NULL,
  collected BIGINT NOT NULL,
  creditor_agency BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, creditor_id, currency)
);
CREATE FUNCTION ledger_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
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
CREATE TRIGGER ledger_grows AFTER INSERT ON ledger REFERENCING NEW TABLE AS here
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_grows();
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'an entry of the ledger is never changed';
END $$;
CREATE TRIGGER ledger_stays BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_stays();
