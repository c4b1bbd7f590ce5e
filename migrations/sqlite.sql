-- What the migrations of migrations/sqlite come to. To read, not to run.
-- Written by: PORTAL_WRITE_DOCS=1 cargo test --test migrations (PostgreSQL by PORTAL_TEST_DATABASE_URL)

CREATE TABLE agreement_files (
  agreement_id TEXT NOT NULL REFERENCES agreements(id),
  number BIGINT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  size BIGINT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('B','T','P')),
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (agreement_id, number)
);
CREATE INDEX agreement_files_by_blob ON agreement_files(sha256);

CREATE TABLE agreement_texts (
  kind TEXT NOT NULL CHECK (kind IN ('Sdca','PartnerSdca','Poa','PricingAppendix')),
  version TEXT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL,
  PRIMARY KEY (kind, version, language)
);

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
  void_reason TEXT,
  carve_out_id TEXT,
  appendix_version TEXT,
  appendix_variables TEXT
);
CREATE INDEX agreements_by_creditor ON agreements(creditor_id, kind, created_at);
CREATE INDEX agreements_by_partner ON agreements(collection_partner_id, kind, created_at);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY NOT NULL,
  owner_kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  hint TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP,
  revoked_at TIMESTAMP,
  name TEXT
);
CREATE INDEX api_keys_by_owner ON api_keys(owner_id);

CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL,
  at TIMESTAMP NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  organisation_id TEXT,
  verb TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  details TEXT NOT NULL
);
CREATE INDEX audit_by_actor ON audit(actor_id, at, id);
CREATE INDEX audit_by_object ON audit(object_id, at);
CREATE INDEX audit_by_time ON audit(at, id);
CREATE INDEX audit_by_verb ON audit(verb, at, id);

CREATE TABLE bank_accounts (
  number BIGINT PRIMARY KEY NOT NULL,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  label TEXT,
  scheme TEXT NOT NULL,
  currency TEXT NOT NULL,
  bank_country TEXT NOT NULL,
  holder TEXT NOT NULL,
  iban TEXT,
  bic TEXT,
  account_number TEXT,
  local_identifier TEXT,
  local_identifier_type TEXT,
  bank_name TEXT
);
CREATE INDEX bank_accounts_by_creditor ON bank_accounts(creditor_id);

CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY NOT NULL,
  size BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE brand_hosts (
  referral_partner_id TEXT PRIMARY KEY NOT NULL REFERENCES referral_partners(id),
  host TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Waiting','Proved','Refused')),
  asked_at TIMESTAMP NOT NULL,
  check_at TIMESTAMP,
  failing_since TIMESTAMP,
  decided_by TEXT
);
CREATE INDEX brand_hosts_to_check ON brand_hosts(check_at);

CREATE TABLE carve_outs (
  id TEXT PRIMARY KEY NOT NULL,
  referral_partner_id TEXT NOT NULL REFERENCES referral_partners(id),
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  country TEXT NOT NULL,
  tiers TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP
);
CREATE UNIQUE INDEX carve_outs_live ON carve_outs(referral_partner_id, collection_partner_id, country) WHERE ended_at IS
  NULL;

CREATE TABLE case_counts (
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  is_test BOOLEAN NOT NULL,
  lifecycle TEXT NOT NULL,
  cases BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, is_test, lifecycle)
);

CREATE TABLE case_update_clocks (
  case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  next_at TIMESTAMP NOT NULL
);
CREATE INDEX case_update_clocks_due ON case_update_clocks(next_at, case_id);

CREATE TABLE case_updates (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  collection_partner_id TEXT NOT NULL,
  month DATE NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  due_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP,
  lapsed_at TIMESTAMP,
  activities TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',
  recommendation TEXT CHECK (recommendation IN ('StayActive','Pause','Close')),
  reason TEXT,
  payment_id TEXT,
  credit BIGINT,
  answered_by TEXT
);
CREATE UNIQUE INDEX case_updates_by_case ON case_updates(case_id, month);

CREATE TABLE case_words (
  collection_partner_id TEXT NOT NULL,
  word TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  word_before TEXT NOT NULL,
  lifecycle TEXT NOT NULL,
  is_test BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (collection_partner_id, word, case_id)
) WITHOUT ROWID;
CREATE INDEX case_words_by_case ON case_words(case_id, word);

CREATE TABLE cases (
  id TEXT PRIMARY KEY NOT NULL,
  reference TEXT NOT NULL UNIQUE,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  division_id TEXT REFERENCES divisions(id),
  debtor_id TEXT NOT NULL REFERENCES debtors(id),
  bank_account BIGINT REFERENCES bank_accounts(number),
  collection_partner_id TEXT REFERENCES collection_partners(id),
  referral_partner_id TEXT REFERENCES referral_partners(id),
  handler_id TEXT REFERENCES people(id),
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('PendingContractSigning','PendingVerificationInternal',
    'PendingVerification','NeedsAdditionalDetails','Leads','LeadsQuoteGiven','Active','Paused','Closed','Merged')),
  close_code TEXT,
  close_comment TEXT,
  decline_category TEXT,
  pause_reason TEXT,
  question TEXT,
  phase TEXT,
  creditor_reference TEXT,
  partner_reference TEXT,
  claim_type TEXT,
  dispute_status TEXT,
  claim_description TEXT,
  creditor_comments TEXT,
  currency TEXT NOT NULL,
  principal BIGINT NOT NULL,
  interest_fees BIGINT NOT NULL DEFAULT 0,
  reminder_fees BIGINT NOT NULL DEFAULT 0,
  collection_fees BIGINT NOT NULL DEFAULT 0,
  paid BIGINT NOT NULL DEFAULT 0,
  outstanding BIGINT NOT NULL,
  payment_count BIGINT NOT NULL DEFAULT 0,
  success_fee TEXT,
  fee_base TEXT,
  fee_uplift TEXT,
  blended_uplift TEXT,
  fee_intentional BOOLEAN NOT NULL DEFAULT FALSE,
  pricing_source TEXT,
  pricing_explanation TEXT,
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  tag TEXT,
  claim_date DATE NOT NULL,
  due_date DATE NOT NULL,
  answered_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  assigned_at TIMESTAMP,
  started_at TIMESTAMP,
  finished_at TIMESTAMP,
  exclusive_from TIMESTAMP,
  exclusive_until TIMESTAMP,
  due_at TIMESTAMP,
  debtor_country TEXT NOT NULL DEFAULT '',
  debtor_kind TEXT NOT NULL DEFAULT 'Company',
  routing_reason TEXT,
  assigned_person TEXT REFERENCES client_people(id),
  skips_verification BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX cases_by_age ON cases(collection_partner_id, created_at, id, lifecycle, is_test);
CREATE INDEX cases_by_anything ON cases(collection_partner_id, created_at, id, lifecycle, is_test, debtor_kind,
  debtor_country, handler_id, outstanding, started_at, finished_at, division_id, due_date, due_at, updated_at,
  close_code, claim_date, principal, interest_fees, collection_fees, reminder_fees, reference);
CREATE INDEX cases_by_country ON cases(collection_partner_id, debtor_country, created_at, id, lifecycle, is_test);
CREATE INDEX cases_by_creditor ON cases(creditor_id, lifecycle, created_at);
CREATE INDEX cases_by_creditor_reference ON cases(creditor_id, creditor_reference);
CREATE INDEX cases_by_debtor ON cases(debtor_id);
CREATE INDEX cases_by_handler ON cases(collection_partner_id, handler_id, created_at, id, lifecycle, is_test);
CREATE INDEX cases_by_partner_reference ON cases(collection_partner_id, partner_reference);
CREATE INDEX cases_by_referral_partner ON cases(referral_partner_id, created_at) WHERE referral_partner_id IS NOT NULL;
CREATE INDEX cases_by_relationship ON cases(creditor_id, is_test, collection_partner_id, started_at) WHERE started_at IS
  NOT NULL;
CREATE INDEX cases_by_state ON cases(collection_partner_id, lifecycle, created_at, id, is_test);
CREATE INDEX cases_of_creditor ON cases(creditor_id, created_at, id, updated_at, lifecycle, is_test);
CREATE INDEX cases_waiting ON cases(lifecycle, created_at, id) WHERE lifecycle IN ('PendingContractSigning',
  'PendingVerificationInternal');
CREATE TRIGGER cases_change_debtor AFTER UPDATE OF debtor_id ON cases WHEN NEW.debtor_id <> OLD.debtor_id BEGIN
  UPDATE cases SET (debtor_country, debtor_kind) = (SELECT country, kind FROM debtors WHERE debtors.id = NEW.debtor_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER cases_take_after_debtor AFTER INSERT ON cases BEGIN
  UPDATE cases SET (debtor_country, debtor_kind) = (SELECT country, kind FROM debtors WHERE debtors.id = NEW.debtor_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER cases_tell_payouts AFTER UPDATE OF handler_id, collection_partner_id ON cases
  WHEN NEW.handler_id IS NOT OLD.handler_id OR NEW.collection_partner_id IS NOT OLD.collection_partner_id BEGIN
  UPDATE payments SET handler_id = CASE WHEN collection_partner_id = NEW.collection_partner_id THEN NEW.handler_id END
    WHERE case_id = NEW.id;
END;
CREATE TRIGGER cases_tell_words AFTER UPDATE OF lifecycle ON cases WHEN NEW.lifecycle <> OLD.lifecycle BEGIN
  UPDATE case_words SET lifecycle = NEW.lifecycle WHERE case_id = NEW.id;
END;
CREATE TRIGGER creditor_cases_begin AFTER INSERT ON cases BEGIN
  INSERT INTO creditor_case_counts VALUES (NEW.creditor_id, 1)
    ON CONFLICT (creditor_id) DO UPDATE SET cases = creditor_case_counts.cases + 1;
END;
CREATE TRIGGER creditor_cases_end AFTER DELETE ON cases BEGIN
  UPDATE creditor_case_counts SET cases = cases - 1 WHERE creditor_id = OLD.creditor_id;
END;

CREATE TABLE client_agencies (
  id TEXT NOT NULL PRIMARY KEY,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  country TEXT,
  state TEXT,
  created_at TIMESTAMP NOT NULL,
  created_by TEXT NOT NULL,
  ended_at TIMESTAMP
);
CREATE INDEX client_agencies_by_creditor ON client_agencies(creditor_id);
CREATE UNIQUE INDEX client_agencies_once ON client_agencies(creditor_id, COALESCE(country, ''), COALESCE(state, ''))
  WHERE ended_at IS NULL;

CREATE TABLE client_links (
  token_hash TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  opened_at TIMESTAMP,
  revoked_at TIMESTAMP,
  seed TEXT
);
CREATE INDEX client_links_by_case ON client_links(case_id);

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

CREATE TABLE collection_partners (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  registration_number TEXT,
  vat_number TEXT,
  address TEXT,
  zip_code TEXT,
  city TEXT,
  state TEXT,
  country TEXT NOT NULL,
  office_email TEXT,
  office_phone TEXT,
  public_site TEXT,
  invoice_email TEXT,
  billing_contact TEXT,
  invoice_currency TEXT,
  time_zone TEXT NOT NULL,
  pre_legal_share TEXT NOT NULL,
  legal_share TEXT NOT NULL,
  verified_profile BOOLEAN NOT NULL DEFAULT FALSE,
  agreement_signed_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL,
  agreement_version TEXT,
  requires_kyc BOOLEAN NOT NULL DEFAULT FALSE,
  legal_name TEXT,
  kind TEXT NOT NULL DEFAULT 'Exclusive' CHECK (kind IN ('Exclusive','LegalNetwork')),
  payout_holder TEXT,
  payout_iban TEXT,
  payout_bic TEXT,
  suspended_at TIMESTAMP,
  suspension_reason TEXT,
  folded TEXT NOT NULL DEFAULT '',
  sender_name TEXT,
  sender_email TEXT
);
CREATE INDEX collection_partners_by_name ON collection_partners(folded, id);

CREATE TABLE commission_follow_ups (
  payment_id TEXT PRIMARY KEY NOT NULL REFERENCES payments(id) ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  opened_at TIMESTAMP NOT NULL,
  remind_at TIMESTAMP,
  chases BIGINT NOT NULL DEFAULT 0,
  settled_at TIMESTAMP
);
CREATE INDEX commission_follow_ups_by_case ON commission_follow_ups(case_id, settled_at);
CREATE INDEX commission_follow_ups_due ON commission_follow_ups(remind_at, payment_id);

CREATE TABLE counters (
  name TEXT PRIMARY KEY NOT NULL,
  value BIGINT NOT NULL
);

CREATE TABLE coverage_gaps (
  id TEXT NOT NULL PRIMARY KEY,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  case_id TEXT REFERENCES cases(id) ON DELETE CASCADE,
  country TEXT NOT NULL,
  state TEXT,
  debtor_kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  principal BIGINT NOT NULL,
  principal_usd BIGINT,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX coverage_gaps_by_case ON coverage_gaps(case_id);
CREATE INDEX coverage_gaps_by_creditor ON coverage_gaps(creditor_id);
CREATE INDEX coverage_gaps_by_place ON coverage_gaps(country, state, debtor_kind);

CREATE TABLE coverage_rules (
  id TEXT NOT NULL PRIMARY KEY,
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  country TEXT NOT NULL,
  state TEXT,
  debtor_kind TEXT,
  currency TEXT,
  amount_currency TEXT,
  least BIGINT,
  most BIGINT,
  place BIGINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  created_at TIMESTAMP NOT NULL,
  created_by TEXT NOT NULL,
  CHECK ((amount_currency IS NULL) = (least IS NULL AND most IS NULL)),
  CHECK (least IS NULL OR most IS NULL OR least <= most)
);
CREATE INDEX coverage_rules_by_agency ON coverage_rules(collection_partner_id, country);
CREATE INDEX coverage_rules_by_country ON coverage_rules(country, place);

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

CREATE TABLE creditor_balances (
  collection_partner_id TEXT NOT NULL,
  creditor_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  entries BIGINT NOT NULL,
  collected BIGINT NOT NULL,
  creditor_agency BIGINT NOT NULL,
  platform_creditor BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (collection_partner_id, creditor_id, currency)
);
CREATE INDEX creditor_balances_by_creditor ON creditor_balances(creditor_id, currency);

CREATE TABLE creditor_case_counts (
  creditor_id TEXT PRIMARY KEY NOT NULL REFERENCES creditors(id),
  cases BIGINT NOT NULL
);

CREATE TABLE creditors (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  registration_number TEXT,
  office_email TEXT,
  office_phone TEXT,
  address TEXT,
  zip_code TEXT,
  city TEXT,
  state TEXT,
  country TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT 'en',
  created_at TIMESTAMP NOT NULL,
  vat_number TEXT,
  agreement_version TEXT,
  retired_at TIMESTAMP,
  folded TEXT NOT NULL DEFAULT '',
  suspended_at TIMESTAMP,
  suspension_reason TEXT,
  passes_on_declined BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX creditors_by_contact_email ON creditors(contact_email);
CREATE INDEX creditors_by_name ON creditors(folded, id);
CREATE INDEX creditors_by_office_email ON creditors(office_email);

CREATE TABLE debtors (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('Company','Private')),
  name TEXT NOT NULL,
  contact_person TEXT,
  registration_number TEXT,
  address TEXT,
  zip_code TEXT,
  city TEXT,
  state TEXT,
  country TEXT NOT NULL,
  email TEXT,
  phone TEXT
);
CREATE TRIGGER debtors_tell_cases AFTER UPDATE OF country, kind ON debtors BEGIN
  UPDATE cases SET debtor_country = NEW.country, debtor_kind = NEW.kind WHERE debtor_id = NEW.id;
END;

CREATE TABLE devices (
  person_id TEXT NOT NULL REFERENCES people(id),
  token_hash TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  PRIMARY KEY (person_id, token_hash)
);
CREATE INDEX devices_by_age ON devices(seen_at);

CREATE TABLE divisions (
  id TEXT PRIMARY KEY NOT NULL,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  name TEXT NOT NULL,
  registration_number TEXT,
  address TEXT,
  zip_code TEXT,
  city TEXT NOT NULL DEFAULT '',
  state TEXT,
  country TEXT NOT NULL DEFAULT '',
  email TEXT,
  phone TEXT,
  created_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00',
  updated_at TIMESTAMP,
  archived_at TIMESTAMP
);
CREATE INDEX divisions_by_creditor ON divisions(creditor_id, name);

CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  document_type TEXT,
  description TEXT,
  uploader_kind TEXT NOT NULL,
  uploader_id TEXT NOT NULL,
  uploader_name TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  deleted_at TIMESTAMP
);
CREATE INDEX documents_by_blob ON documents(sha256);
CREATE INDEX documents_by_case ON documents(case_id, created_at);

CREATE TABLE engagements (
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  managing_partner_id TEXT REFERENCES collection_partners(id),
  began_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP,
  ended_as TEXT,
  reason TEXT,
  partner_reference TEXT,
  outstanding BIGINT,
  exclusive_until TIMESTAMP,
  PRIMARY KEY (case_id, number)
);
CREATE INDEX engagements_ended ON engagements(collection_partner_id, ended_at, case_id) WHERE ended_at IS NOT NULL;
CREATE UNIQUE INDEX engagements_open ON engagements(case_id) WHERE ended_at IS NULL;

CREATE TABLE events (
  id TEXT PRIMARY KEY NOT NULL,
  at TIMESTAMP NOT NULL,
  kind TEXT NOT NULL,
  case_id TEXT,
  collection_partner_id TEXT,
  referral_partner_id TEXT,
  creditor_id TEXT,
  payload TEXT NOT NULL
);
CREATE INDEX events_by_case ON events(case_id, at);

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
CREATE INDEX evidence_by_agreement ON evidence(agreement_id, number);
CREATE INDEX evidence_by_subject ON evidence(subject_id, number);

CREATE TABLE evidence_head (
  name TEXT PRIMARY KEY NOT NULL,
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE exchange_rates (
  day DATE NOT NULL,
  currency TEXT NOT NULL,
  usd TEXT NOT NULL,
  PRIMARY KEY (day, currency)
);

CREATE TABLE import_rows (
  import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  cells TEXT NOT NULL,
  problems TEXT,
  case_id TEXT REFERENCES cases(id) ON DELETE SET NULL,
  refusal TEXT,
  PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_wrong ON import_rows(import_id, number) WHERE problems IS NOT NULL;

CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  headers TEXT NOT NULL,
  fields TEXT NOT NULL,
  status TEXT NOT NULL,
  total BIGINT NOT NULL,
  wrong BIGINT NOT NULL,
  done BIGINT NOT NULL,
  made BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  created_by TEXT NOT NULL,
  author_id TEXT NOT NULL,
  confirmed_at TIMESTAMP,
  finished_at TIMESTAMP
);
CREATE INDEX imports_by_age ON imports(created_at);
CREATE INDEX imports_to_do ON imports(confirmed_at) WHERE status = 'Waiting';

CREATE TABLE instalments (
  plan_id TEXT NOT NULL REFERENCES plans(id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  due_on DATE NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  PRIMARY KEY (plan_id, number)
);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY NOT NULL,
  organisation_kind TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  email TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  role TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  reminders BIGINT NOT NULL DEFAULT 0,
  remind_at TIMESTAMP,
  accepted_at TIMESTAMP,
  withdrawn_at TIMESTAMP
);
CREATE INDEX invitations_by_organisation ON invitations(organisation_id);

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

CREATE TABLE invoice_runs (
  month TEXT PRIMARY KEY NOT NULL,
  finished_at TIMESTAMP NOT NULL
);

CREATE TABLE kept_forms (
  token_hash TEXT PRIMARY KEY NOT NULL,
  whose TEXT NOT NULL,
  address TEXT NOT NULL,
  fields TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  until_at TIMESTAMP NOT NULL
);
CREATE INDEX kept_forms_by_end ON kept_forms(until_at);

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
  CHECK (claim_principal + claim_interest + claim_reminder + claim_collection + surplus + raised + money_creditor +
    money_agency + money_platform + money_referral = 0),
  CHECK (earned_creditor = money_creditor - creditor_agency + platform_creditor),
  CHECK (earned_agency = money_agency + creditor_agency - agency_platform),
  CHECK (earned_platform = money_platform + agency_platform - platform_creditor - platform_referral),
  CHECK (earned_referral = money_referral + platform_referral)
);
CREATE INDEX ledger_by_agency ON ledger(collection_partner_id, currency, booked_at, id);
CREATE INDEX ledger_by_case ON ledger(case_id, booked_at, id);
CREATE INDEX ledger_by_creditor ON ledger(creditor_id, currency, booked_at, id);
CREATE TRIGGER ledger_grows AFTER INSERT ON ledger WHEN NOT NEW.is_test BEGIN
  INSERT INTO ledger_months SELECT NEW.collection_partner_id, NEW.currency, substr(NEW.booked_at, 1, 7), 1,
    NEW.money_creditor, NEW.money_agency, NEW.money_platform, NEW.money_referral, NEW.creditor_agency, NEW.agency_platform, NEW.platform_creditor, NEW.platform_referral, NEW.earned_creditor, NEW.earned_agency, NEW.earned_platform, NEW.earned_referral WHERE true
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
  INSERT INTO creditor_balances (collection_partner_id, creditor_id, currency, entries, collected, creditor_agency, platform_creditor)
    SELECT NEW.collection_partner_id, NEW.creditor_id, NEW.currency, 1,
    NEW.money_creditor + NEW.money_agency + NEW.money_platform + NEW.money_referral, NEW.creditor_agency, NEW.platform_creditor
    WHERE NEW.creditor_id IS NOT NULL
  ON CONFLICT (collection_partner_id, creditor_id, currency) DO UPDATE SET
    entries = creditor_balances.entries + excluded.entries, collected = creditor_balances.collected + excluded.collected,
    creditor_agency = creditor_balances.creditor_agency + excluded.creditor_agency,
    platform_creditor = creditor_balances.platform_creditor + excluded.platform_creditor;
END;
CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger BEGIN
  SELECT RAISE(ABORT, 'an entry of the ledger is never changed');
END;
CREATE TRIGGER ledger_never_shrinks BEFORE DELETE ON ledger BEGIN
  SELECT RAISE(ABORT, 'an entry of the ledger is never changed');
END;

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
CREATE INDEX link_requests_due ON link_requests(status, expires_at);
CREATE UNIQUE INDEX link_requests_open ON link_requests(referral_partner_id, external_tenant_id) WHERE status =
  'Pending';

CREATE TABLE mail_attachments (
  mail_id TEXT NOT NULL REFERENCES mails(id),
  place BIGINT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  is_inline BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (mail_id, place)
);
CREATE INDEX mail_attachments_by_blob ON mail_attachments(sha256);

CREATE TABLE mails (
  id TEXT PRIMARY KEY NOT NULL,
  to_address TEXT NOT NULL,
  to_name TEXT NOT NULL,
  reply_to TEXT,
  subject TEXT NOT NULL,
  text_body TEXT NOT NULL,
  html_body TEXT NOT NULL,
  case_id TEXT,
  created_at TIMESTAMP NOT NULL,
  due_at TIMESTAMP,
  leased_until TIMESTAMP,
  attempts BIGINT NOT NULL DEFAULT 0,
  sent_at TIMESTAMP,
  last_error TEXT,
  from_name TEXT
);
CREATE INDEX mails_due ON mails(due_at);

CREATE TABLE memberships (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id),
  organisation_kind TEXT NOT NULL CHECK (organisation_kind IN ('operator','collection_partner','referral_partner')),
  organisation_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('Admin','User','Viewer','Staff')),
  created_at TIMESTAMP NOT NULL,
  removed_at TIMESTAMP
);
CREATE INDEX memberships_by_organisation ON memberships(organisation_id, removed_at);
CREATE INDEX memberships_by_person ON memberships(person_id);

CREATE TABLE messages (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('Partner','Creditor','ManagedByPartner','System')),
  person_id TEXT,
  author_number BIGINT NOT NULL DEFAULT 0,
  author_name TEXT NOT NULL,
  author_email TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP
);
CREATE INDEX messages_by_case ON messages(case_id, created_at, id);

CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  case_id TEXT REFERENCES cases(id) ON DELETE CASCADE,
  created_at TIMESTAMP NOT NULL,
  sent_at TIMESTAMP
);
CREATE INDEX notices_by_case ON notices(case_id);
CREATE UNIQUE INDEX notices_once ON notices(organisation_id, kind, subject_id);
CREATE INDEX notices_unsent ON notices(created_at, organisation_id) WHERE sent_at IS NULL;

CREATE TABLE notices_off (
  person_id TEXT NOT NULL REFERENCES people(id),
  kind TEXT NOT NULL,
  PRIMARY KEY (person_id, kind)
);

CREATE TABLE once (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX once_by_age ON once(created_at);

CREATE TABLE password_resets (
  token_hash TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id),
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP
);

CREATE TABLE payments (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  reckoning_id TEXT NOT NULL REFERENCES reckonings(id) ON DELETE CASCADE,
  received_on DATE NOT NULL,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient IN ('CollectionPartner','Creditor','Platform')),
  commission_status TEXT NOT NULL CHECK (commission_status IN ('Paid','Unpaid','Credited')),
  follow_up BOOLEAN NOT NULL DEFAULT FALSE,
  payout_creditor BIGINT NOT NULL,
  payout_partner BIGINT NOT NULL,
  payout_platform BIGINT NOT NULL,
  explicit_split BOOLEAN NOT NULL DEFAULT FALSE,
  frozen BOOLEAN NOT NULL DEFAULT FALSE,
  to_principal BIGINT NOT NULL,
  to_interest BIGINT NOT NULL,
  to_reminder BIGINT NOT NULL,
  to_collection BIGINT NOT NULL,
  overpaid BIGINT NOT NULL DEFAULT 0,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP,
  created_by TEXT NOT NULL,
  deleted_at TIMESTAMP,
  collection_partner_id TEXT NOT NULL DEFAULT '',
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  referral_partner_id TEXT,
  referral_percentage TEXT NOT NULL DEFAULT '0',
  payout_referral BIGINT NOT NULL DEFAULT 0,
  confirmed_at TIMESTAMP,
  usd_rate TEXT,
  invoicing TEXT NOT NULL DEFAULT 'NotInvoiced' CHECK (invoicing IN ('NotInvoiced','InvoiceIssued','PaymentReceived',
    'InvoiceCredited')),
  invoice_id TEXT,
  handler_id TEXT,
  creditor_id TEXT NOT NULL DEFAULT '',
  referral_status TEXT NOT NULL DEFAULT 'Pending' CHECK (referral_status IN ('Pending','Invoiced','Paid','Disputed')),
  referral_usd BIGINT,
  operator_usd BIGINT
);
CREATE INDEX payments_by_case ON payments(case_id, created_at, id);
CREATE INDEX payments_of_creditor ON payments(creditor_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX payments_of_referral_partner ON payments(referral_partner_id, is_test, received_on, id) WHERE deleted_at IS
  NULL AND referral_partner_id IS NOT NULL;
CREATE INDEX payments_without_rate ON payments(id) WHERE confirmed_at IS NOT NULL AND usd_rate IS NULL AND deleted_at IS
  NULL;
CREATE INDEX payments_without_usd ON payments(id) WHERE usd_rate IS NOT NULL AND referral_usd IS NULL;
CREATE INDEX payouts_by_creation ON payments(collection_partner_id, is_test, created_at, id, commission_status,
  invoicing, recipient, currency, case_id) WHERE deleted_at IS NULL;
CREATE INDEX payouts_by_date ON payments(collection_partner_id, is_test, received_on, id, commission_status, invoicing,
  recipient, currency, case_id, amount, payout_creditor, payout_partner, payout_platform) WHERE deleted_at IS NULL;
CREATE INDEX payouts_by_handler ON payments(collection_partner_id, is_test, handler_id, received_on, id,
  commission_status, invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform) WHERE
  deleted_at IS NULL;
CREATE INDEX payouts_by_invoice ON payments(invoice_id, collection_partner_id, is_test, received_on, id,
  commission_status, invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform,
  deleted_at) WHERE invoice_id IS NOT NULL;
CREATE INDEX payouts_to_invoice ON payments(collection_partner_id, currency, commission_status, is_test, deleted_at,
  confirmed_at, recipient, payout_platform) WHERE invoice_id IS NULL;
CREATE TRIGGER payments_learn_creditor AFTER INSERT ON payments BEGIN
  UPDATE payments SET creditor_id = (SELECT creditor_id FROM cases WHERE cases.id = NEW.case_id) WHERE id = NEW.id;
END;
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
CREATE TRIGGER payouts_come AFTER INSERT ON payments BEGIN
  INSERT INTO payout_totals SELECT NEW.collection_partner_id, NEW.currency, substr(NEW.received_on, 1, 7), NEW.recipient,
    NEW.commission_status, NEW.invoicing, 1, NEW.amount, NEW.payout_creditor, NEW.payout_partner, NEW.payout_platform
    WHERE NEW.deleted_at IS NULL AND NOT NEW.is_test
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
END;
CREATE TRIGGER payouts_go AFTER DELETE ON payments BEGIN
  INSERT INTO payout_totals SELECT OLD.collection_partner_id, OLD.currency, substr(OLD.received_on, 1, 7), OLD.recipient,
    OLD.commission_status, OLD.invoicing, -1, -OLD.amount, -OLD.payout_creditor, -OLD.payout_partner, -OLD.payout_platform
    WHERE OLD.deleted_at IS NULL AND NOT OLD.is_test
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
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

CREATE TABLE people (
  id TEXT PRIMARY KEY NOT NULL,
  number BIGINT NOT NULL UNIQUE,
  email TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  password_hash TEXT,
  failures BIGINT NOT NULL DEFAULT 0,
  locked_until TIMESTAMP,
  letter_keys BOOLEAN NOT NULL DEFAULT TRUE,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  totp_secret TEXT,
  totp_since TIMESTAMP,
  totp_step BIGINT NOT NULL DEFAULT 0,
  language TEXT NOT NULL DEFAULT 'en',
  time_zone TEXT
);

CREATE TABLE period_extensions (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('PromiseToPay','PaymentAgreement','Payment','Manual')),
  event_at TIMESTAMP NOT NULL,
  new_end TIMESTAMP NOT NULL,
  by_name TEXT,
  reason TEXT,
  recorded_at TIMESTAMP
);
CREATE INDEX period_extensions_by_case ON period_extensions(case_id, event_at);

CREATE TABLE person_codes (
  person_id TEXT NOT NULL REFERENCES people(id),
  purpose TEXT NOT NULL,
  address TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  sent_at TIMESTAMP NOT NULL,
  until_at TIMESTAMP NOT NULL,
  tries BIGINT NOT NULL,
  PRIMARY KEY (person_id, purpose)
);

CREATE TABLE plans (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('Promise','Agreement')),
  currency TEXT NOT NULL,
  total BIGINT NOT NULL CHECK (total > 0),
  owed BIGINT NOT NULL,
  agreed_on DATE NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  approval_message_id TEXT REFERENCES messages(id) ON DELETE CASCADE,
  approval_document_id TEXT REFERENCES documents(id) ON DELETE CASCADE,
  approved_at TIMESTAMP,
  watch_on DATE,
  fulfilled_at TIMESTAMP,
  ended_at TIMESTAMP,
  ended_as TEXT CHECK (ended_as IN ('Replaced','Ended','Fulfilled')),
  end_reason TEXT,
  ended_by TEXT,
  created_at TIMESTAMP NOT NULL,
  created_by TEXT NOT NULL
);
CREATE INDEX plans_by_case ON plans(case_id, created_at, id);
CREATE UNIQUE INDEX plans_running ON plans(case_id) WHERE ended_at IS NULL;
CREATE INDEX plans_to_watch ON plans(watch_on, id);

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

CREATE TABLE powers_wanted (
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  asked_at TIMESTAMP NOT NULL,
  PRIMARY KEY (creditor_id, collection_partner_id)
);

CREATE TABLE prices (
  id TEXT PRIMARY KEY NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('CreditorCustomPricing','ManagingPartnerCustomPricing',
    'JurisdictionCustomPricing','PartnerCustomPricing','StandardAgreement')),
  creditor_id TEXT REFERENCES creditors(id),
  collection_partner_id TEXT REFERENCES collection_partners(id),
  referral_partner_id TEXT REFERENCES referral_partners(id),
  name TEXT NOT NULL,
  countries TEXT NOT NULL,
  brackets TEXT NOT NULL,
  surcharges TEXT NOT NULL,
  note TEXT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  created_at TIMESTAMP NOT NULL,
  created_by TEXT NOT NULL,
  ended_at TIMESTAMP,
  ended_by TEXT
);
CREATE INDEX prices_by_agency ON prices(collection_partner_id, valid_from);
CREATE INDEX prices_by_creditor ON prices(creditor_id, valid_from);
CREATE INDEX prices_by_platform ON prices(referral_partner_id, valid_from);
CREATE INDEX prices_by_source ON prices(source, valid_from, id);

CREATE TABLE proof_codes (
  subject_id TEXT PRIMARY KEY NOT NULL,
  code_hash TEXT,
  code_until TIMESTAMP,
  code_sent_at TIMESTAMP
);

CREATE TABLE proofs (
  token_hash TEXT PRIMARY KEY NOT NULL,
  subject_id TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX proofs_by_end ON proofs(expires_at);

CREATE TABLE reckonings (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  principal BIGINT NOT NULL,
  interest BIGINT NOT NULL,
  reminder BIGINT NOT NULL,
  collection BIGINT NOT NULL,
  rate TEXT NOT NULL,
  platform_share TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  claim_principal BIGINT NOT NULL DEFAULT 0,
  claim_interest BIGINT NOT NULL DEFAULT 0,
  claim_reminder BIGINT NOT NULL DEFAULT 0,
  claim_collection BIGINT NOT NULL DEFAULT 0,
  UNIQUE (case_id, number)
);

CREATE TABLE recovery_codes (
  person_id TEXT NOT NULL REFERENCES people(id),
  code_hash TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP,
  PRIMARY KEY (person_id, code_hash)
);

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
CREATE INDEX referral_links_by_age ON referral_links(referral_partner_id, created_at, id);
CREATE UNIQUE INDEX referral_links_by_creditor ON referral_links(creditor_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX referral_links_by_tenant ON referral_links(referral_partner_id, external_tenant_id) WHERE
  archived_at IS NULL;
CREATE INDEX referral_links_to_remind ON referral_links(remind_at);

CREATE TABLE referral_partners (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  country TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  brand_background TEXT,
  brand_button TEXT,
  brand_text TEXT,
  created_at TIMESTAMP NOT NULL,
  fee_percentage TEXT NOT NULL DEFAULT '0',
  approval_days BIGINT NOT NULL DEFAULT 7,
  external_system_id TEXT,
  is_public_demo BOOLEAN NOT NULL DEFAULT FALSE,
  invoicing_mode TEXT NOT NULL DEFAULT 'PayWhenPaid' CHECK (invoicing_mode IN ('PayWhenPaid','ConfirmedPipeline')),
  sends_invitations BOOLEAN NOT NULL DEFAULT FALSE,
  sends_welcome BOOLEAN NOT NULL DEFAULT FALSE,
  brand_font TEXT,
  brand_logo TEXT REFERENCES blobs(sha256),
  brand_favicon TEXT REFERENCES blobs(sha256),
  brand_sender TEXT,
  brand_reply_to TEXT,
  brand_links TEXT NOT NULL DEFAULT '[]',
  brand_host TEXT,
  legal_name TEXT,
  registration_number TEXT,
  vat_number TEXT,
  payout_holder TEXT,
  payout_iban TEXT,
  payout_bic TEXT,
  payout_currency TEXT,
  fixed_brand BOOLEAN NOT NULL DEFAULT FALSE,
  kyc_checked_on DATE,
  suspended_at TIMESTAMP,
  terminated_at TIMESTAMP,
  end_reason TEXT,
  earns_until DATE
);
CREATE UNIQUE INDEX referral_partners_by_host ON referral_partners(brand_host);

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

CREATE TABLE saved_filters (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id),
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_filters_by_person ON saved_filters(person_id, organisation_id);

CREATE TABLE sessions (
  key_hash TEXT PRIMARY KEY NOT NULL,
  person_id TEXT REFERENCES people(id),
  membership_id TEXT,
  state TEXT NOT NULL,
  agent TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_by_person ON sessions(person_id);

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
  proved_at TIMESTAMP,
  method TEXT CHECK (method IN ('Drawn','Typed')),
  mark TEXT,
  address TEXT,
  agent TEXT,
  signed_at TIMESTAMP,
  UNIQUE (agreement_id, place)
);

CREATE TABLE tallies (
  -- The limit's name.
  name TEXT NOT NULL,
  -- Whom or what it counts: an address, a person, a link.
  subject TEXT NOT NULL,
  count BIGINT NOT NULL,
  -- The span in which it was counted. A row whose span is over counts as none.
  began_at TIMESTAMP NOT NULL,
  until_at TIMESTAMP NOT NULL,
  last_at TIMESTAMP NOT NULL,
  PRIMARY KEY (name, subject)
);
CREATE INDEX tallies_by_end ON tallies(until_at);

CREATE TABLE task_counts (
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  kind TEXT NOT NULL,
  tasks BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, kind)
);

CREATE TABLE tasks (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('NewCase','Message','Answer','CaseSurvey','PaymentOverdue','InvoiceClient',
    'ChasePayment','PausedCase','MoreInfoNeeded','ReplyToChat','ClientInputRequired')),
  collection_partner_id TEXT,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  deadline TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  solved_at TIMESTAMP,
  creditor_id TEXT NOT NULL DEFAULT ''
);
CREATE INDEX tasks_by_case ON tasks(case_id, solved_at);
CREATE INDEX tasks_by_kind ON tasks(collection_partner_id, kind, solved_at, deadline, id);
CREATE INDEX tasks_of_creditor ON tasks(creditor_id, kind, solved_at, created_at, id);
CREATE INDEX tasks_open ON tasks(collection_partner_id, kind, deadline, id) WHERE solved_at IS NULL;
CREATE TRIGGER tasks_learn_creditor AFTER INSERT ON tasks BEGIN
  UPDATE tasks SET creditor_id = (SELECT creditor_id FROM cases WHERE cases.id = NEW.case_id) WHERE id = NEW.id;
END;

CREATE TABLE timeline (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  happened_at TIMESTAMP NOT NULL,
  recorded_at TIMESTAMP NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  event_date TIMESTAMP,
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  actor_number BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX timeline_by_case ON timeline(case_id, happened_at, id);

CREATE TABLE timestamps_due (
  agreement_id TEXT PRIMARY KEY NOT NULL REFERENCES agreements(id),
  tries BIGINT NOT NULL,
  next_at TIMESTAMP NOT NULL
);
CREATE INDEX timestamps_due_next ON timestamps_due(next_at);

CREATE TABLE verification_items (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  area TEXT NOT NULL,
  description TEXT NOT NULL,
  asked_at TIMESTAMP NOT NULL,
  asked_by TEXT NOT NULL,
  closed_at TIMESTAMP
);
CREATE INDEX verification_items_by_case ON verification_items(case_id, asked_at);
