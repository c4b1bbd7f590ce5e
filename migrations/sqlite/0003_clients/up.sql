-- Clients that referral partners bring: links, onboarding, agreements, signatures, and the evidence of it all.

ALTER TABLE creditors ADD COLUMN vat_number TEXT;
-- The version of the debt-collection agreement that was signed last; compared with the one in force.
ALTER TABLE creditors ADD COLUMN agreement_version TEXT;
-- A client that was taken back or wiped: its addresses no longer count as known.
ALTER TABLE creditors ADD COLUMN retired_at TIMESTAMP;
-- Name, office address and registration number, folded, to search in and sort by; '' until the chores have been here.
ALTER TABLE creditors ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE collection_partners ADD COLUMN agreement_version TEXT;
ALTER TABLE collection_partners ADD COLUMN requires_kyc BOOLEAN NOT NULL DEFAULT FALSE;

-- fee_percentage is percent of the platform's share; brand_links is a JSON list of [label, address].
ALTER TABLE referral_partners ADD COLUMN fee_percentage TEXT NOT NULL DEFAULT '0';
ALTER TABLE referral_partners ADD COLUMN approval_days BIGINT NOT NULL DEFAULT 7;
ALTER TABLE referral_partners ADD COLUMN external_system_id TEXT;
ALTER TABLE referral_partners ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE referral_partners ADD COLUMN is_public_demo BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE referral_partners ADD COLUMN invoicing_mode TEXT NOT NULL DEFAULT 'PayWhenPaid' CHECK (invoicing_mode IN ('PayWhenPaid','ConfirmedPipeline'));
ALTER TABLE referral_partners ADD COLUMN sends_invitations BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE referral_partners ADD COLUMN sends_welcome BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE referral_partners ADD COLUMN brand_font TEXT;
ALTER TABLE referral_partners ADD COLUMN brand_logo TEXT REFERENCES blobs(sha256);
ALTER TABLE referral_partners ADD COLUMN brand_favicon TEXT REFERENCES blobs(sha256);
ALTER TABLE referral_partners ADD COLUMN brand_sender TEXT;
ALTER TABLE referral_partners ADD COLUMN brand_reply_to TEXT;
ALTER TABLE referral_partners ADD COLUMN brand_links TEXT NOT NULL DEFAULT '[]';
ALTER TABLE referral_partners ADD COLUMN brand_host TEXT;
CREATE UNIQUE INDEX referral_partners_by_host ON referral_partners(brand_host);

-- The people of a creditor. place is the order in which they were named; signs marks a signatory.
CREATE TABLE client_people (
  id TEXT PRIMARY KEY NOT NULL,
  number BIGINT NOT NULL UNIQUE,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  title TEXT,
  place BIGINT NOT NULL,
  is_admin BOOLEAN NOT NULL,
  signs BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP NOT NULL,
  removed_at TIMESTAMP
);
CREATE INDEX client_people_by_creditor ON client_people(creditor_id, place);
CREATE INDEX client_people_by_email ON client_people(email);
CREATE INDEX creditors_by_contact_email ON creditors(contact_email);
CREATE INDEX creditors_by_office_email ON creditors(office_email);

-- Who brought whom. percentage is the partner's on the day, for good. The token is an HMAC of the id under the
-- instance's secret, so that it can be shown again; only its SHA-256 is kept.
CREATE TABLE referral_links (
  id TEXT PRIMARY KEY NOT NULL,
  referral_partner_id TEXT NOT NULL REFERENCES referral_partners(id),
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  collection_partner_id TEXT REFERENCES collection_partners(id),
  external_tenant_id TEXT NOT NULL,
  percentage TEXT NOT NULL,
  is_attributed BOOLEAN NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  language TEXT,
  return_url TEXT,
  created_at TIMESTAMP NOT NULL,
  opened_at TIMESTAMP,
  company_at TIMESTAMP,
  people_at TIMESTAMP,
  reminders BIGINT NOT NULL DEFAULT 0,
  remind_at TIMESTAMP,
  archived_at TIMESTAMP
);
CREATE UNIQUE INDEX referral_links_by_tenant ON referral_links(referral_partner_id, external_tenant_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX referral_links_by_creditor ON referral_links(creditor_id) WHERE archived_at IS NULL;
CREATE INDEX referral_links_by_age ON referral_links(referral_partner_id, created_at, id);
CREATE INDEX referral_links_to_remind ON referral_links(remind_at);

-- Creditors that were noted with their platform so far. Their token is issued by the first run of the chores.
INSERT INTO referral_links (id, referral_partner_id, creditor_id, external_tenant_id, percentage, is_attributed, token_hash, created_at)
  SELECT id, referral_partner_id, id, COALESCE(external_tenant_id, id), '0', TRUE, 'unissued:' || id, created_at
  FROM creditors WHERE referral_partner_id IS NOT NULL;
ALTER TABLE creditors DROP COLUMN external_tenant_id;
ALTER TABLE creditors DROP COLUMN referral_partner_id;

-- A platform asks to be linked with a creditor that was here before it. request is the company as it was sent,
-- for the choice to set up another one.
CREATE TABLE link_requests (
  id TEXT PRIMARY KEY NOT NULL,
  referral_partner_id TEXT NOT NULL REFERENCES referral_partners(id),
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  external_tenant_id TEXT NOT NULL,
  email TEXT NOT NULL,
  request TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('Pending','Approved','Declined','Expired')),
  token_hash TEXT NOT NULL UNIQUE,
  return_url TEXT,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  decided_at TIMESTAMP
);
CREATE UNIQUE INDEX link_requests_open ON link_requests(referral_partner_id, external_tenant_id) WHERE status = 'Pending';
CREATE INDEX link_requests_due ON link_requests(status, expires_at);

CREATE TABLE kyc_records (
  id TEXT PRIMARY KEY NOT NULL,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  director_name TEXT NOT NULL,
  home_address TEXT NOT NULL,
  date_of_birth DATE NOT NULL,
  status TEXT CHECK (status IN ('Processing','Completed')),
  status_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX kyc_records_by_creditor ON kyc_records(creditor_id, created_at);

-- The texts of agreements as they were published; never changed. sha256 is that of the body.
CREATE TABLE agreement_texts (
  kind TEXT NOT NULL CHECK (kind IN ('Sdca','PartnerSdca','Poa','PricingAppendix')),
  version TEXT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL,
  PRIMARY KEY (kind, version, language)
);

-- One agreement that is signed or to be signed. variables is the JSON of what fills the text, fixed when the first
-- signatory is shown it; shown_sha256 is that of the text as filled.
CREATE TABLE agreements (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('Sdca','PartnerSdca','Poa','PricingAppendix')),
  creditor_id TEXT REFERENCES creditors(id),
  collection_partner_id TEXT REFERENCES collection_partners(id),
  version TEXT NOT NULL,
  language TEXT NOT NULL,
  variables TEXT NOT NULL,
  shown_sha256 TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  signed_at TIMESTAMP,
  voided_at TIMESTAMP,
  void_reason TEXT
);
CREATE INDEX agreements_by_creditor ON agreements(creditor_id, kind, created_at);
CREATE INDEX agreements_by_partner ON agreements(collection_partner_id, kind, created_at);

-- One person's part in an agreement. mark is what was typed, or the strokes that were drawn, as JSON.
CREATE TABLE signatures (
  id TEXT PRIMARY KEY NOT NULL,
  agreement_id TEXT NOT NULL REFERENCES agreements(id),
  place BIGINT NOT NULL,
  signatory TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  email TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  language TEXT,
  opened_at TIMESTAMP,
  code_hash TEXT,
  code_until TIMESTAMP,
  code_sent_at TIMESTAMP,
  code_tries BIGINT NOT NULL DEFAULT 0,
  proved_at TIMESTAMP,
  method TEXT CHECK (method IN ('Drawn','Typed')),
  mark TEXT,
  address TEXT,
  agent TEXT,
  signed_at TIMESTAMP,
  UNIQUE (agreement_id, place)
);

-- The file of a signed agreement; a later timestamp makes a new number, and no number ever changes.
CREATE TABLE agreement_files (
  agreement_id TEXT NOT NULL REFERENCES agreements(id),
  number BIGINT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  size BIGINT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('B','T')),
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (agreement_id, number)
);
CREATE INDEX agreement_files_by_blob ON agreement_files(sha256);

-- What happened on the way to a signature, chained: each hash covers the one before it. Only ever added to.
CREATE TABLE evidence (
  number BIGINT PRIMARY KEY NOT NULL,
  at TIMESTAMP NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  agreement_id TEXT,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  details TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX evidence_by_subject ON evidence(subject_id, number);
CREATE INDEX evidence_by_agreement ON evidence(agreement_id, number);
-- The end of the chain: whoever adds holds this row.
CREATE TABLE evidence_head (
  name TEXT PRIMARY KEY NOT NULL,
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO evidence_head (name, number, hash) VALUES ('evidence', 0, '');
