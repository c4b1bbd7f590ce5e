-- The platform's invoices to agencies: one for each agency, currency and month. Parties are kept as they were.
CREATE TABLE platform_invoices (
  id TEXT PRIMARY KEY NOT NULL,
  number BIGINT NOT NULL UNIQUE,
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  currency TEXT NOT NULL,
  -- The month up to whose end payouts were gathered.
  month TEXT NOT NULL,
  issued_at TIMESTAMP NOT NULL,
  due_on DATE NOT NULL,
  payouts BIGINT NOT NULL,
  -- What debtors paid, the agency's part of it, and the platform's share: what is to be paid.
  amount BIGINT NOT NULL,
  revenue BIGINT NOT NULL,
  total BIGINT NOT NULL,
  paid BIGINT NOT NULL DEFAULT 0,
  status TEXT NOT NULL CHECK (status IN ('Issued','Paid','Credited')),
  -- A line each, the name first.
  from_party TEXT NOT NULL,
  to_party TEXT NOT NULL,
  UNIQUE (collection_partner_id, currency, month)
);
CREATE INDEX platform_invoices_by_age ON platform_invoices(collection_partner_id, issued_at, id);
CREATE INDEX platform_invoices_by_status ON platform_invoices(status, due_on, id);

-- What an invoice is about, as it was.
CREATE TABLE invoice_lines (
  invoice_id TEXT NOT NULL REFERENCES platform_invoices(id),
  payment_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  received_on DATE NOT NULL,
  amount BIGINT NOT NULL,
  revenue BIGINT NOT NULL,
  platform BIGINT NOT NULL,
  PRIMARY KEY (invoice_id, received_on, payment_id)
);

CREATE TABLE invoice_payments (
  id TEXT PRIMARY KEY NOT NULL,
  invoice_id TEXT NOT NULL REFERENCES platform_invoices(id),
  amount BIGINT NOT NULL,
  paid_on DATE NOT NULL,
  note TEXT NOT NULL,
  recorded_at TIMESTAMP NOT NULL,
  recorded_by TEXT NOT NULL
);
CREATE INDEX invoice_payments_by_invoice ON invoice_payments(invoice_id, recorded_at, id);

CREATE TABLE credit_notes (
  id TEXT PRIMARY KEY NOT NULL,
  number BIGINT NOT NULL UNIQUE,
  invoice_id TEXT NOT NULL UNIQUE REFERENCES platform_invoices(id),
  total BIGINT NOT NULL,
  reason TEXT NOT NULL,
  -- Whether its payouts wait to be set right before they are invoiced again.
  is_held BOOLEAN NOT NULL,
  issued_at TIMESTAMP NOT NULL,
  issued_by TEXT NOT NULL
);

-- Months whose run is through.
CREATE TABLE invoice_runs (
  month TEXT PRIMARY KEY NOT NULL,
  finished_at TIMESTAMP NOT NULL
);
