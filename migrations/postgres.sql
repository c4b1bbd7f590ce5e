-- What the migrations of migrations/postgres come to. To read, not to run.
-- Written by: PORTAL_WRITE_DOCS=1 cargo test --test migrations (PostgreSQL by PORTAL_TEST_DATABASE_URL)

CREATE TABLE agreement_files (
  agreement_id text NOT NULL,
  number bigint NOT NULL,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  level text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT agreement_files_pkey PRIMARY KEY (agreement_id, number),
  CONSTRAINT agreement_files_level_check CHECK (level = ANY (ARRAY['B'::text, 'T'::text, 'P'::text])),
  CONSTRAINT agreement_files_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements(id),
  CONSTRAINT agreement_files_sha256_fkey FOREIGN KEY (sha256) REFERENCES blobs(sha256)
);
CREATE INDEX agreement_files_by_blob ON agreement_files USING btree (sha256);

CREATE TABLE agreement_texts (
  kind text NOT NULL,
  version text NOT NULL,
  language text NOT NULL,
  body text NOT NULL,
  sha256 text NOT NULL,
  published_at timestamp without time zone NOT NULL,
  CONSTRAINT agreement_texts_pkey PRIMARY KEY (kind, version, language),
  CONSTRAINT agreement_texts_kind_check CHECK (kind = ANY (ARRAY['Sdca'::text, 'PartnerSdca'::text, 'Poa'::text,
    'PricingAppendix'::text]))
);

CREATE TABLE agreements (
  id text NOT NULL,
  kind text NOT NULL,
  creditor_id text,
  collection_partner_id text,
  version text NOT NULL,
  language text NOT NULL,
  variables text NOT NULL,
  shown_sha256 text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  signed_at timestamp without time zone,
  voided_at timestamp without time zone,
  void_reason text,
  carve_out_id text,
  appendix_version text,
  appendix_variables text,
  CONSTRAINT agreements_pkey PRIMARY KEY (id),
  CONSTRAINT agreements_kind_check CHECK (kind = ANY (ARRAY['Sdca'::text, 'PartnerSdca'::text, 'Poa'::text,
    'PricingAppendix'::text])),
  CONSTRAINT agreements_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id),
  CONSTRAINT agreements_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX agreements_by_creditor ON agreements USING btree (creditor_id, kind, created_at);
CREATE INDEX agreements_by_partner ON agreements USING btree (collection_partner_id, kind, created_at);

CREATE TABLE api_keys (
  id text NOT NULL,
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  hint text NOT NULL,
  key_hash text NOT NULL,
  created_by text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  last_used_at timestamp without time zone,
  revoked_at timestamp without time zone,
  name text,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash)
);
CREATE INDEX api_keys_by_owner ON api_keys USING btree (owner_id);

CREATE TABLE audit (
  id text NOT NULL,
  at timestamp without time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  organisation_id text,
  verb text NOT NULL,
  object_kind text NOT NULL,
  object_id text NOT NULL,
  details text NOT NULL,
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_by_actor ON audit USING btree (actor_id, at, id);
CREATE INDEX audit_by_object ON audit USING btree (object_id, at);
CREATE INDEX audit_by_time ON audit USING btree (at, id);
CREATE INDEX audit_by_verb ON audit USING btree (verb, at, id);

CREATE TABLE bank_accounts (
  number bigint NOT NULL,
  creditor_id text NOT NULL,
  label text,
  scheme text NOT NULL,
  currency text NOT NULL,
  bank_country text NOT NULL,
  holder text NOT NULL,
  iban text,
  bic text,
  account_number text,
  local_identifier text,
  local_identifier_type text,
  bank_name text,
  CONSTRAINT bank_accounts_pkey PRIMARY KEY (number),
  CONSTRAINT bank_accounts_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX bank_accounts_by_creditor ON bank_accounts USING btree (creditor_id);

CREATE TABLE blobs (
  sha256 text NOT NULL,
  size bigint NOT NULL,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT blobs_pkey PRIMARY KEY (sha256)
);

CREATE TABLE brand_hosts (
  referral_partner_id text NOT NULL,
  host text NOT NULL,
  state text NOT NULL,
  asked_at timestamp without time zone NOT NULL,
  check_at timestamp without time zone,
  failing_since timestamp without time zone,
  decided_by text,
  CONSTRAINT brand_hosts_pkey PRIMARY KEY (referral_partner_id),
  CONSTRAINT brand_hosts_state_check CHECK (state = ANY (ARRAY['Waiting'::text, 'Proved'::text, 'Refused'::text])),
  CONSTRAINT brand_hosts_referral_partner_id_fkey FOREIGN KEY (referral_partner_id) REFERENCES referral_partners(id)
);
CREATE INDEX brand_hosts_to_check ON brand_hosts USING btree (check_at);

CREATE TABLE carve_outs (
  id text NOT NULL,
  referral_partner_id text NOT NULL,
  collection_partner_id text NOT NULL,
  country text NOT NULL,
  tiers text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  ended_at timestamp without time zone,
  CONSTRAINT carve_outs_pkey PRIMARY KEY (id),
  CONSTRAINT carve_outs_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id),
  CONSTRAINT carve_outs_referral_partner_id_fkey FOREIGN KEY (referral_partner_id) REFERENCES referral_partners(id)
);
CREATE UNIQUE INDEX carve_outs_live ON carve_outs USING btree (referral_partner_id, collection_partner_id, country)
  WHERE ended_at IS NULL;

CREATE TABLE case_counts (
  collection_partner_id text NOT NULL,
  is_test boolean NOT NULL,
  lifecycle text NOT NULL,
  cases bigint NOT NULL,
  CONSTRAINT case_counts_pkey PRIMARY KEY (collection_partner_id, is_test, lifecycle),
  CONSTRAINT case_counts_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id)
);

CREATE TABLE case_update_clocks (
  case_id text NOT NULL,
  next_at timestamp without time zone NOT NULL,
  CONSTRAINT case_update_clocks_pkey PRIMARY KEY (case_id),
  CONSTRAINT case_update_clocks_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX case_update_clocks_due ON case_update_clocks USING btree (next_at, case_id);

CREATE TABLE case_updates (
  id text NOT NULL,
  case_id text NOT NULL,
  collection_partner_id text NOT NULL,
  month date NOT NULL,
  opened_at timestamp without time zone NOT NULL,
  due_at timestamp without time zone NOT NULL,
  answered_at timestamp without time zone,
  lapsed_at timestamp without time zone,
  activities text DEFAULT ''::text NOT NULL,
  summary text DEFAULT ''::text NOT NULL,
  recommendation text,
  reason text,
  payment_id text,
  credit bigint,
  answered_by text,
  CONSTRAINT case_updates_pkey PRIMARY KEY (id),
  CONSTRAINT case_updates_recommendation_check CHECK (recommendation = ANY (ARRAY['StayActive'::text, 'Pause'::text,
    'Close'::text])),
  CONSTRAINT case_updates_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX case_updates_by_case ON case_updates USING btree (case_id, month);

CREATE TABLE case_words (
  collection_partner_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  case_id text NOT NULL,
  word_before text COLLATE "C" NOT NULL,
  lifecycle text NOT NULL,
  is_test boolean NOT NULL,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT case_words_pkey PRIMARY KEY (collection_partner_id, word, case_id) INCLUDE (word_before, lifecycle,
    is_test, created_at),
  CONSTRAINT new_words_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX case_words_by_case ON case_words USING btree (case_id, word);

CREATE TABLE cases (
  id text NOT NULL,
  reference text NOT NULL,
  creditor_id text NOT NULL,
  division_id text,
  debtor_id text NOT NULL,
  bank_account bigint,
  collection_partner_id text,
  referral_partner_id text,
  handler_id text,
  lifecycle text NOT NULL,
  close_code text,
  close_comment text,
  decline_category text,
  pause_reason text,
  question text,
  phase text,
  creditor_reference text,
  partner_reference text,
  claim_type text,
  dispute_status text,
  claim_description text,
  creditor_comments text,
  currency text NOT NULL,
  principal bigint NOT NULL,
  interest_fees bigint DEFAULT 0 NOT NULL,
  reminder_fees bigint DEFAULT 0 NOT NULL,
  collection_fees bigint DEFAULT 0 NOT NULL,
  paid bigint DEFAULT 0 NOT NULL,
  outstanding bigint NOT NULL,
  payment_count bigint DEFAULT 0 NOT NULL,
  success_fee text,
  fee_base text,
  fee_uplift text,
  blended_uplift text,
  fee_intentional boolean DEFAULT false NOT NULL,
  pricing_source text,
  pricing_explanation text,
  is_test boolean DEFAULT false NOT NULL,
  tag text,
  claim_date date NOT NULL,
  due_date date NOT NULL,
  answered_at timestamp without time zone,
  created_at timestamp without time zone NOT NULL,
  updated_at timestamp without time zone NOT NULL,
  assigned_at timestamp without time zone,
  started_at timestamp without time zone,
  finished_at timestamp without time zone,
  exclusive_from timestamp without time zone,
  exclusive_until timestamp without time zone,
  due_at timestamp without time zone,
  debtor_country text DEFAULT ''::text NOT NULL,
  debtor_kind text DEFAULT 'Company'::text NOT NULL,
  routing_reason text,
  assigned_person text,
  skips_verification boolean DEFAULT false NOT NULL,
  CONSTRAINT cases_pkey PRIMARY KEY (id),
  CONSTRAINT cases_reference_key UNIQUE (reference),
  CONSTRAINT cases_lifecycle_check CHECK (lifecycle = ANY (ARRAY['PendingContractSigning'::text,
    'PendingVerificationInternal'::text, 'PendingVerification'::text, 'NeedsAdditionalDetails'::text, 'Leads'::text,
    'LeadsQuoteGiven'::text, 'Active'::text, 'Paused'::text, 'Closed'::text, 'Merged'::text])),
  CONSTRAINT cases_assigned_person_fkey FOREIGN KEY (assigned_person) REFERENCES client_people(id),
  CONSTRAINT cases_bank_account_fkey FOREIGN KEY (bank_account) REFERENCES bank_accounts(number),
  CONSTRAINT cases_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES collection_partners(id),
  CONSTRAINT cases_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id),
  CONSTRAINT cases_debtor_id_fkey FOREIGN KEY (debtor_id) REFERENCES debtors(id),
  CONSTRAINT cases_division_id_fkey FOREIGN KEY (division_id) REFERENCES divisions(id),
  CONSTRAINT cases_handler_id_fkey FOREIGN KEY (handler_id) REFERENCES people(id),
  CONSTRAINT cases_referral_partner_id_fkey FOREIGN KEY (referral_partner_id) REFERENCES referral_partners(id)
);
CREATE INDEX cases_by_age ON cases USING btree (collection_partner_id, created_at, id, lifecycle, is_test);
CREATE INDEX cases_by_anything ON cases USING btree (collection_partner_id, created_at, id, lifecycle, is_test,
  debtor_kind, debtor_country, handler_id, outstanding, started_at, finished_at, division_id, due_date, due_at,
  updated_at, close_code, claim_date, principal, interest_fees, collection_fees, reminder_fees, reference);
CREATE INDEX cases_by_country ON cases USING btree (collection_partner_id, debtor_country, created_at, id, lifecycle,
  is_test);
CREATE INDEX cases_by_creditor ON cases USING btree (creditor_id, lifecycle, created_at);
CREATE INDEX cases_by_creditor_reference ON cases USING btree (creditor_id, creditor_reference);
CREATE INDEX cases_by_debtor ON cases USING btree (debtor_id);
CREATE INDEX cases_by_handler ON cases USING btree (collection_partner_id, handler_id, created_at, id, lifecycle,
  is_test);
CREATE INDEX cases_by_partner_reference ON cases USING btree (collection_partner_id, partner_reference);
CREATE INDEX cases_by_referral_partner ON cases USING btree (referral_partner_id, created_at) WHERE referral_partner_id
  IS NOT NULL;
CREATE INDEX cases_by_relationship ON cases USING btree (creditor_id, is_test, collection_partner_id, started_at) WHERE
  started_at IS NOT NULL;
CREATE INDEX cases_by_state ON cases USING btree (collection_partner_id, lifecycle, created_at, id, is_test);
CREATE INDEX cases_of_creditor ON cases USING btree (creditor_id, created_at, id, updated_at, lifecycle, is_test);
CREATE INDEX cases_waiting ON cases USING btree (lifecycle, created_at, id) WHERE lifecycle = ANY
  (ARRAY['PendingContractSigning'::text, 'PendingVerificationInternal'::text]);
CREATE TRIGGER cases_take_after_debtor BEFORE INSERT OR UPDATE OF debtor_id ON cases FOR EACH ROW EXECUTE FUNCTION
  case_takes_after_debtor();
CREATE TRIGGER cases_tell_payouts AFTER UPDATE OF handler_id, collection_partner_id ON cases FOR EACH ROW WHEN
  (new.handler_id IS DISTINCT FROM old.handler_id OR new.collection_partner_id IS DISTINCT FROM
  old.collection_partner_id) EXECUTE FUNCTION cases_tell_payouts();
CREATE TRIGGER cases_tell_words AFTER UPDATE OF lifecycle ON cases FOR EACH ROW WHEN (new.lifecycle <> old.lifecycle)
  EXECUTE FUNCTION case_tells_words();
CREATE TRIGGER creditor_cases AFTER INSERT OR DELETE ON cases FOR EACH ROW EXECUTE FUNCTION count_creditor_cases();

CREATE TABLE client_agencies (
  id text NOT NULL,
  creditor_id text NOT NULL,
  collection_partner_id text NOT NULL,
  country text,
  state text,
  created_at timestamp without time zone NOT NULL,
  created_by text NOT NULL,
  ended_at timestamp without time zone,
  CONSTRAINT client_agencies_pkey PRIMARY KEY (id),
  CONSTRAINT client_agencies_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id),
  CONSTRAINT client_agencies_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX client_agencies_by_creditor ON client_agencies USING btree (creditor_id);
CREATE UNIQUE INDEX client_agencies_once ON client_agencies USING btree (creditor_id, COALESCE(country, ''::text),
  COALESCE(state, ''::text)) WHERE ended_at IS NULL;

CREATE TABLE client_links (
  token_hash text NOT NULL,
  case_id text NOT NULL,
  email text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  opened_at timestamp without time zone,
  revoked_at timestamp without time zone,
  seed text,
  CONSTRAINT client_links_pkey PRIMARY KEY (token_hash),
  CONSTRAINT client_links_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX client_links_by_case ON client_links USING btree (case_id);

CREATE TABLE client_people (
  id text NOT NULL,
  number bigint NOT NULL,
  creditor_id text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  email text NOT NULL,
  title text,
  place bigint NOT NULL,
  is_admin boolean NOT NULL,
  signs boolean DEFAULT false NOT NULL,
  created_at timestamp without time zone NOT NULL,
  removed_at timestamp without time zone,
  CONSTRAINT client_people_pkey PRIMARY KEY (id),
  CONSTRAINT client_people_number_key UNIQUE (number),
  CONSTRAINT client_people_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX client_people_by_creditor ON client_people USING btree (creditor_id, place);
CREATE INDEX client_people_by_email ON client_people USING btree (email);

CREATE TABLE collection_partners (
  id text NOT NULL,
  name text NOT NULL,
  registration_number text,
  vat_number text,
  address text,
  zip_code text,
  city text,
  state text,
  country text NOT NULL,
  office_email text,
  office_phone text,
  public_site text,
  invoice_email text,
  billing_contact text,
  invoice_currency text,
  time_zone text NOT NULL,
  pre_legal_share text NOT NULL,
  legal_share text NOT NULL,
  verified_profile boolean DEFAULT false NOT NULL,
  agreement_signed_at timestamp without time zone,
  created_at timestamp without time zone NOT NULL,
  agreement_version text,
  requires_kyc boolean DEFAULT false NOT NULL,
  legal_name text,
  kind text DEFAULT 'Exclusive'::text NOT NULL,
  payout_holder text,
  payout_iban text,
  payout_bic text,
  suspended_at timestamp without time zone,
  suspension_reason text,
  folded text DEFAULT ''::text NOT NULL,
  sender_name text,
  sender_email text,
  CONSTRAINT collection_partners_pkey PRIMARY KEY (id),
  CONSTRAINT collection_partners_kind_check CHECK (kind = ANY (ARRAY['Exclusive'::text, 'LegalNetwork'::text]))
);
CREATE INDEX collection_partners_by_name ON collection_partners USING btree (folded, id);

CREATE TABLE commission_follow_ups (
  payment_id text NOT NULL,
  case_id text NOT NULL,
  opened_at timestamp without time zone NOT NULL,
  remind_at timestamp without time zone,
  chases bigint DEFAULT 0 NOT NULL,
  settled_at timestamp without time zone,
  CONSTRAINT commission_follow_ups_pkey PRIMARY KEY (payment_id),
  CONSTRAINT commission_follow_ups_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  CONSTRAINT commission_follow_ups_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id) ON DELETE CASCADE
);
CREATE INDEX commission_follow_ups_by_case ON commission_follow_ups USING btree (case_id, settled_at);
CREATE INDEX commission_follow_ups_due ON commission_follow_ups USING btree (remind_at, payment_id);

CREATE TABLE counters (
  name text NOT NULL,
  value bigint NOT NULL,
  CONSTRAINT counters_pkey PRIMARY KEY (name)
);

CREATE TABLE coverage_gaps (
  id text NOT NULL,
  creditor_id text NOT NULL,
  case_id text,
  country text NOT NULL,
  state text,
  debtor_kind text NOT NULL,
  currency text NOT NULL,
  principal bigint NOT NULL,
  principal_usd bigint,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT coverage_gaps_pkey PRIMARY KEY (id),
  CONSTRAINT coverage_gaps_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  CONSTRAINT coverage_gaps_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX coverage_gaps_by_case ON coverage_gaps USING btree (case_id);
CREATE INDEX coverage_gaps_by_creditor ON coverage_gaps USING btree (creditor_id);
CREATE INDEX coverage_gaps_by_place ON coverage_gaps USING btree (country, state, debtor_kind);

CREATE TABLE coverage_rules (
  id text NOT NULL,
  collection_partner_id text NOT NULL,
  country text NOT NULL,
  state text,
  debtor_kind text,
  currency text,
  amount_currency text,
  "least" bigint,
  most bigint,
  place bigint NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  created_at timestamp without time zone NOT NULL,
  created_by text NOT NULL,
  CONSTRAINT coverage_rules_pkey PRIMARY KEY (id),
  CONSTRAINT coverage_rules_check CHECK ((amount_currency IS NULL) = ("least" IS NULL AND most IS NULL)),
  CONSTRAINT coverage_rules_check1 CHECK ("least" IS NULL OR most IS NULL OR "least" <= most),
  CONSTRAINT coverage_rules_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id)
);
CREATE INDEX coverage_rules_by_agency ON coverage_rules USING btree (collection_partner_id, country);
CREATE INDEX coverage_rules_by_country ON coverage_rules USING btree (country, place);

CREATE TABLE credit_notes (
  id text NOT NULL,
  number bigint NOT NULL,
  invoice_id text NOT NULL,
  total bigint NOT NULL,
  reason text NOT NULL,
  is_held boolean NOT NULL,
  issued_at timestamp without time zone NOT NULL,
  issued_by text NOT NULL,
  CONSTRAINT credit_notes_pkey PRIMARY KEY (id),
  CONSTRAINT credit_notes_invoice_id_key UNIQUE (invoice_id),
  CONSTRAINT credit_notes_number_key UNIQUE (number),
  CONSTRAINT credit_notes_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES platform_invoices(id)
);

CREATE TABLE creditor_balances (
  collection_partner_id text NOT NULL,
  creditor_id text NOT NULL,
  currency text NOT NULL,
  entries bigint NOT NULL,
  collected bigint NOT NULL,
  creditor_agency bigint NOT NULL,
  platform_creditor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT creditor_balances_pkey PRIMARY KEY (collection_partner_id, creditor_id, currency)
);
CREATE INDEX creditor_balances_by_creditor ON creditor_balances USING btree (creditor_id, currency);

CREATE TABLE creditor_case_counts (
  creditor_id text NOT NULL,
  cases bigint NOT NULL,
  CONSTRAINT creditor_case_counts_pkey PRIMARY KEY (creditor_id),
  CONSTRAINT creditor_case_counts_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);

CREATE TABLE creditors (
  id text NOT NULL,
  name text NOT NULL,
  registration_number text,
  office_email text,
  office_phone text,
  address text,
  zip_code text,
  city text,
  state text,
  country text NOT NULL,
  contact_name text NOT NULL,
  contact_email text NOT NULL,
  language text DEFAULT 'en'::text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  vat_number text,
  agreement_version text,
  retired_at timestamp without time zone,
  folded text DEFAULT ''::text NOT NULL,
  suspended_at timestamp without time zone,
  suspension_reason text,
  passes_on_declined boolean DEFAULT false NOT NULL,
  CONSTRAINT creditors_pkey PRIMARY KEY (id)
);
CREATE INDEX creditors_by_contact_email ON creditors USING btree (contact_email);
CREATE INDEX creditors_by_name ON creditors USING btree (folded, id);
CREATE INDEX creditors_by_office_email ON creditors USING btree (office_email);

CREATE TABLE debtors (
  id text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  contact_person text,
  registration_number text,
  address text,
  zip_code text,
  city text,
  state text,
  country text NOT NULL,
  email text,
  phone text,
  CONSTRAINT debtors_pkey PRIMARY KEY (id),
  CONSTRAINT debtors_kind_check CHECK (kind = ANY (ARRAY['Company'::text, 'Private'::text]))
);
CREATE TRIGGER debtors_tell_cases AFTER UPDATE OF country, kind ON debtors FOR EACH ROW EXECUTE FUNCTION
  debtor_tells_cases();

CREATE TABLE devices (
  person_id text NOT NULL,
  token_hash text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  seen_at timestamp without time zone NOT NULL,
  CONSTRAINT devices_pkey PRIMARY KEY (person_id, token_hash),
  CONSTRAINT devices_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX devices_by_age ON devices USING btree (seen_at);

CREATE TABLE divisions (
  id text NOT NULL,
  creditor_id text NOT NULL,
  name text NOT NULL,
  registration_number text,
  address text,
  zip_code text,
  city text DEFAULT ''::text NOT NULL,
  state text,
  country text DEFAULT ''::text NOT NULL,
  email text,
  phone text,
  created_at timestamp without time zone DEFAULT '1970-01-01 00:00:00'::timestamp without time zone NOT NULL,
  updated_at timestamp without time zone,
  archived_at timestamp without time zone,
  CONSTRAINT divisions_pkey PRIMARY KEY (id),
  CONSTRAINT divisions_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX divisions_by_creditor ON divisions USING btree (creditor_id, name);

CREATE TABLE documents (
  id text NOT NULL,
  case_id text NOT NULL,
  sha256 text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  document_type text,
  description text,
  uploader_kind text NOT NULL,
  uploader_id text NOT NULL,
  uploader_name text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  updated_at timestamp without time zone NOT NULL,
  deleted_at timestamp without time zone,
  CONSTRAINT documents_pkey PRIMARY KEY (id),
  CONSTRAINT documents_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  CONSTRAINT documents_sha256_fkey FOREIGN KEY (sha256) REFERENCES blobs(sha256)
);
CREATE INDEX documents_by_blob ON documents USING btree (sha256);
CREATE INDEX documents_by_case ON documents USING btree (case_id, created_at);

CREATE TABLE engagements (
  case_id text NOT NULL,
  number bigint NOT NULL,
  collection_partner_id text NOT NULL,
  managing_partner_id text,
  began_at timestamp without time zone NOT NULL,
  ended_at timestamp without time zone,
  ended_as text,
  reason text,
  partner_reference text,
  outstanding bigint,
  exclusive_until timestamp without time zone,
  CONSTRAINT engagements_pkey PRIMARY KEY (case_id, number),
  CONSTRAINT engagements_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  CONSTRAINT engagements_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id),
  CONSTRAINT engagements_managing_partner_id_fkey FOREIGN KEY (managing_partner_id) REFERENCES collection_partners(id)
);
CREATE INDEX engagements_ended ON engagements USING btree (collection_partner_id, ended_at, case_id) WHERE ended_at IS
  NOT NULL;
CREATE UNIQUE INDEX engagements_open ON engagements USING btree (case_id) WHERE ended_at IS NULL;

CREATE TABLE events (
  id text NOT NULL,
  at timestamp without time zone NOT NULL,
  kind text NOT NULL,
  case_id text,
  collection_partner_id text,
  referral_partner_id text,
  creditor_id text,
  payload text NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (id)
);
CREATE INDEX events_by_case ON events USING btree (case_id, at);

CREATE TABLE evidence (
  number bigint NOT NULL,
  at timestamp without time zone NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  agreement_id text,
  kind text NOT NULL,
  actor text NOT NULL,
  details text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT evidence_pkey PRIMARY KEY (number)
);
CREATE INDEX evidence_by_agreement ON evidence USING btree (agreement_id, number);
CREATE INDEX evidence_by_subject ON evidence USING btree (subject_id, number);

CREATE TABLE evidence_head (
  name text NOT NULL,
  number bigint NOT NULL,
  hash text NOT NULL,
  CONSTRAINT evidence_head_pkey PRIMARY KEY (name)
);

CREATE TABLE exchange_rates (
  day date NOT NULL,
  currency text NOT NULL,
  usd text NOT NULL,
  CONSTRAINT exchange_rates_pkey PRIMARY KEY (day, currency)
);

CREATE TABLE import_rows (
  import_id text NOT NULL,
  number bigint NOT NULL,
  cells text NOT NULL,
  problems text,
  case_id text,
  refusal text,
  CONSTRAINT import_rows_pkey PRIMARY KEY (import_id, number),
  CONSTRAINT import_rows_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE SET NULL,
  CONSTRAINT import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE
);
CREATE INDEX import_rows_wrong ON import_rows USING btree (import_id, number) WHERE problems IS NOT NULL;

CREATE TABLE imports (
  id text NOT NULL,
  creditor_id text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  headers text NOT NULL,
  fields text NOT NULL,
  status text NOT NULL,
  total bigint NOT NULL,
  wrong bigint NOT NULL,
  done bigint NOT NULL,
  made bigint NOT NULL,
  created_at timestamp without time zone NOT NULL,
  created_by text NOT NULL,
  author_id text NOT NULL,
  confirmed_at timestamp without time zone,
  finished_at timestamp without time zone,
  CONSTRAINT imports_pkey PRIMARY KEY (id),
  CONSTRAINT imports_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX imports_by_age ON imports USING btree (created_at);
CREATE INDEX imports_to_do ON imports USING btree (confirmed_at) WHERE status = 'Waiting'::text;

CREATE TABLE instalments (
  plan_id text NOT NULL,
  number bigint NOT NULL,
  due_on date NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT instalments_pkey PRIMARY KEY (plan_id, number),
  CONSTRAINT instalments_amount_check CHECK (amount > 0),
  CONSTRAINT instalments_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans(id) ON DELETE CASCADE
);

CREATE TABLE invitations (
  id text NOT NULL,
  organisation_kind text NOT NULL,
  organisation_id text NOT NULL,
  email text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  role text NOT NULL,
  token_hash text NOT NULL,
  invited_by text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  expires_at timestamp without time zone NOT NULL,
  reminders bigint DEFAULT 0 NOT NULL,
  remind_at timestamp without time zone,
  accepted_at timestamp without time zone,
  withdrawn_at timestamp without time zone,
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX invitations_by_organisation ON invitations USING btree (organisation_id);

CREATE TABLE invoice_lines (
  invoice_id text NOT NULL,
  payment_id text NOT NULL,
  case_id text NOT NULL,
  received_on date NOT NULL,
  amount bigint NOT NULL,
  revenue bigint NOT NULL,
  platform bigint NOT NULL,
  CONSTRAINT invoice_lines_pkey PRIMARY KEY (invoice_id, received_on, payment_id),
  CONSTRAINT invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES platform_invoices(id)
);

CREATE TABLE invoice_payments (
  id text NOT NULL,
  invoice_id text NOT NULL,
  amount bigint NOT NULL,
  paid_on date NOT NULL,
  note text NOT NULL,
  recorded_at timestamp without time zone NOT NULL,
  recorded_by text NOT NULL,
  CONSTRAINT invoice_payments_pkey PRIMARY KEY (id),
  CONSTRAINT invoice_payments_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES platform_invoices(id)
);
CREATE INDEX invoice_payments_by_invoice ON invoice_payments USING btree (invoice_id, recorded_at, id);

CREATE TABLE invoice_runs (
  month text NOT NULL,
  finished_at timestamp without time zone NOT NULL,
  CONSTRAINT invoice_runs_pkey PRIMARY KEY (month)
);

CREATE TABLE kept_forms (
  token_hash text NOT NULL,
  whose text NOT NULL,
  address text NOT NULL,
  fields text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  until_at timestamp without time zone NOT NULL,
  CONSTRAINT kept_forms_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX kept_forms_by_end ON kept_forms USING btree (until_at);

CREATE TABLE kyc_records (
  id text NOT NULL,
  creditor_id text NOT NULL,
  director_name text NOT NULL,
  home_address text NOT NULL,
  date_of_birth date NOT NULL,
  status text,
  status_at timestamp without time zone,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT kyc_records_pkey PRIMARY KEY (id),
  CONSTRAINT kyc_records_status_check CHECK (status = ANY (ARRAY['Processing'::text, 'Completed'::text])),
  CONSTRAINT kyc_records_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);
CREATE INDEX kyc_records_by_creditor ON kyc_records USING btree (creditor_id, created_at);

CREATE TABLE ledger (
  id text NOT NULL,
  booked_at timestamp without time zone NOT NULL,
  value_on date NOT NULL,
  kind text NOT NULL,
  reverses text,
  case_id text,
  payment_id text,
  invoice_id text,
  collection_partner_id text NOT NULL,
  creditor_id text,
  referral_partner_id text,
  currency text NOT NULL,
  is_test boolean NOT NULL,
  author text NOT NULL,
  claim_principal bigint NOT NULL,
  claim_interest bigint NOT NULL,
  claim_reminder bigint NOT NULL,
  claim_collection bigint NOT NULL,
  surplus bigint NOT NULL,
  raised bigint NOT NULL,
  money_creditor bigint NOT NULL,
  money_agency bigint NOT NULL,
  money_platform bigint NOT NULL,
  money_referral bigint NOT NULL,
  creditor_agency bigint NOT NULL,
  agency_platform bigint NOT NULL,
  platform_creditor bigint NOT NULL,
  platform_referral bigint NOT NULL,
  earned_creditor bigint NOT NULL,
  earned_agency bigint NOT NULL,
  earned_platform bigint NOT NULL,
  earned_referral bigint NOT NULL,
  CONSTRAINT ledger_pkey PRIMARY KEY (id),
  CONSTRAINT ledger_reverses_key UNIQUE (reverses),
  CONSTRAINT ledger_check CHECK ((claim_principal + claim_interest + claim_reminder + claim_collection + surplus +
    raised + money_creditor + money_agency + money_platform + money_referral) = 0),
  CONSTRAINT ledger_check1 CHECK (earned_creditor = (money_creditor - creditor_agency + platform_creditor)),
  CONSTRAINT ledger_check2 CHECK (earned_agency = (money_agency + creditor_agency - agency_platform)),
  CONSTRAINT ledger_check3 CHECK (earned_platform = (money_platform + agency_platform - platform_creditor -
    platform_referral)),
  CONSTRAINT ledger_check4 CHECK (earned_referral = (money_referral + platform_referral)),
  CONSTRAINT ledger_kind_check CHECK (kind = ANY (ARRAY['Claim'::text, 'Levelling'::text, 'Payment'::text,
    'Commission'::text, 'InvoicePayment'::text, 'Transfer'::text])),
  CONSTRAINT ledger_reverses_fkey FOREIGN KEY (reverses) REFERENCES ledger(id)
);
CREATE INDEX ledger_by_agency ON ledger USING btree (collection_partner_id, currency, booked_at, id);
CREATE INDEX ledger_by_case ON ledger USING btree (case_id, booked_at, id);
CREATE INDEX ledger_by_creditor ON ledger USING btree (creditor_id, currency, booked_at, id);
CREATE TRIGGER ledger_grows AFTER INSERT ON ledger REFERENCING NEW TABLE AS here FOR EACH STATEMENT EXECUTE FUNCTION
  ledger_grows();
CREATE TRIGGER ledger_stays BEFORE DELETE OR UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_stays();

CREATE TABLE ledger_months (
  collection_partner_id text NOT NULL,
  currency text NOT NULL,
  month text NOT NULL,
  entries bigint NOT NULL,
  money_creditor bigint NOT NULL,
  money_agency bigint NOT NULL,
  money_platform bigint NOT NULL,
  money_referral bigint NOT NULL,
  creditor_agency bigint NOT NULL,
  agency_platform bigint NOT NULL,
  platform_creditor bigint NOT NULL,
  platform_referral bigint NOT NULL,
  earned_creditor bigint NOT NULL,
  earned_agency bigint NOT NULL,
  earned_platform bigint NOT NULL,
  earned_referral bigint NOT NULL,
  CONSTRAINT ledger_months_pkey PRIMARY KEY (collection_partner_id, currency, month)
);

CREATE TABLE link_requests (
  id text NOT NULL,
  referral_partner_id text NOT NULL,
  creditor_id text NOT NULL,
  external_tenant_id text NOT NULL,
  email text NOT NULL,
  request text NOT NULL,
  status text NOT NULL,
  token_hash text NOT NULL,
  return_url text,
  created_at timestamp without time zone NOT NULL,
  expires_at timestamp without time zone NOT NULL,
  decided_at timestamp without time zone,
  CONSTRAINT link_requests_pkey PRIMARY KEY (id),
  CONSTRAINT link_requests_token_hash_key UNIQUE (token_hash),
  CONSTRAINT link_requests_status_check CHECK (status = ANY (ARRAY['Pending'::text, 'Approved'::text, 'Declined'::text,
    'Expired'::text])),
  CONSTRAINT link_requests_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id),
  CONSTRAINT link_requests_referral_partner_id_fkey FOREIGN KEY (referral_partner_id) REFERENCES referral_partners(id)
);
CREATE INDEX link_requests_due ON link_requests USING btree (status, expires_at);
CREATE UNIQUE INDEX link_requests_open ON link_requests USING btree (referral_partner_id, external_tenant_id) WHERE
  status = 'Pending'::text;

CREATE TABLE mail_attachments (
  mail_id text NOT NULL,
  place bigint NOT NULL,
  sha256 text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  is_inline boolean DEFAULT false NOT NULL,
  CONSTRAINT mail_attachments_pkey PRIMARY KEY (mail_id, place),
  CONSTRAINT mail_attachments_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mails(id),
  CONSTRAINT mail_attachments_sha256_fkey FOREIGN KEY (sha256) REFERENCES blobs(sha256)
);
CREATE INDEX mail_attachments_by_blob ON mail_attachments USING btree (sha256);

CREATE TABLE mails (
  id text NOT NULL,
  to_address text NOT NULL,
  to_name text NOT NULL,
  reply_to text,
  subject text NOT NULL,
  text_body text NOT NULL,
  html_body text NOT NULL,
  case_id text,
  created_at timestamp without time zone NOT NULL,
  due_at timestamp without time zone,
  leased_until timestamp without time zone,
  attempts bigint DEFAULT 0 NOT NULL,
  sent_at timestamp without time zone,
  last_error text,
  from_name text,
  CONSTRAINT mails_pkey PRIMARY KEY (id)
);
CREATE INDEX mails_due ON mails USING btree (due_at);

CREATE TABLE memberships (
  id text NOT NULL,
  person_id text NOT NULL,
  organisation_kind text NOT NULL,
  organisation_id text NOT NULL,
  role text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  removed_at timestamp without time zone,
  CONSTRAINT memberships_pkey PRIMARY KEY (id),
  CONSTRAINT memberships_organisation_kind_check CHECK (organisation_kind = ANY (ARRAY['operator'::text,
    'collection_partner'::text, 'referral_partner'::text])),
  CONSTRAINT memberships_role_check CHECK (role = ANY (ARRAY['Admin'::text, 'User'::text, 'Viewer'::text,
    'Staff'::text])),
  CONSTRAINT memberships_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX memberships_by_organisation ON memberships USING btree (organisation_id, removed_at);
CREATE INDEX memberships_by_person ON memberships USING btree (person_id);

CREATE TABLE messages (
  id text NOT NULL,
  case_id text NOT NULL,
  role text NOT NULL,
  person_id text,
  author_number bigint DEFAULT 0 NOT NULL,
  author_name text NOT NULL,
  author_email text NOT NULL,
  body text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  seen_at timestamp without time zone,
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_role_check CHECK (role = ANY (ARRAY['Partner'::text, 'Creditor'::text, 'ManagedByPartner'::text,
    'System'::text])),
  CONSTRAINT messages_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX messages_by_case ON messages USING btree (case_id, created_at, id);

CREATE TABLE notices (
  id text NOT NULL,
  organisation_id text NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  case_id text,
  created_at timestamp without time zone NOT NULL,
  sent_at timestamp without time zone,
  CONSTRAINT notices_pkey PRIMARY KEY (id),
  CONSTRAINT notices_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX notices_by_case ON notices USING btree (case_id);
CREATE UNIQUE INDEX notices_once ON notices USING btree (organisation_id, kind, subject_id);
CREATE INDEX notices_unsent ON notices USING btree (created_at, organisation_id) WHERE sent_at IS NULL;

CREATE TABLE notices_off (
  person_id text NOT NULL,
  kind text NOT NULL,
  CONSTRAINT notices_off_pkey PRIMARY KEY (person_id, kind),
  CONSTRAINT notices_off_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE TABLE once (
  scope text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  answer text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT once_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX once_by_age ON once USING btree (created_at);

CREATE TABLE password_resets (
  token_hash text NOT NULL,
  person_id text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  expires_at timestamp without time zone NOT NULL,
  used_at timestamp without time zone,
  CONSTRAINT password_resets_pkey PRIMARY KEY (token_hash),
  CONSTRAINT password_resets_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE TABLE payments (
  id text NOT NULL,
  case_id text NOT NULL,
  reckoning_id text NOT NULL,
  received_on date NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  recipient text NOT NULL,
  commission_status text NOT NULL,
  follow_up boolean DEFAULT false NOT NULL,
  payout_creditor bigint NOT NULL,
  payout_partner bigint NOT NULL,
  payout_platform bigint NOT NULL,
  explicit_split boolean DEFAULT false NOT NULL,
  frozen boolean DEFAULT false NOT NULL,
  to_principal bigint NOT NULL,
  to_interest bigint NOT NULL,
  to_reminder bigint NOT NULL,
  to_collection bigint NOT NULL,
  overpaid bigint DEFAULT 0 NOT NULL,
  created_at timestamp without time zone NOT NULL,
  updated_at timestamp without time zone,
  created_by text NOT NULL,
  deleted_at timestamp without time zone,
  collection_partner_id text DEFAULT ''::text NOT NULL,
  is_test boolean DEFAULT false NOT NULL,
  referral_partner_id text,
  referral_percentage text DEFAULT '0'::text NOT NULL,
  payout_referral bigint DEFAULT 0 NOT NULL,
  confirmed_at timestamp without time zone,
  usd_rate text,
  invoicing text DEFAULT 'NotInvoiced'::text NOT NULL,
  invoice_id text,
  handler_id text,
  creditor_id text DEFAULT ''::text NOT NULL,
  referral_status text DEFAULT 'Pending'::text NOT NULL,
  referral_usd bigint,
  operator_usd bigint,
  CONSTRAINT payments_pkey PRIMARY KEY (id),
  CONSTRAINT payments_commission_status_check CHECK (commission_status = ANY (ARRAY['Paid'::text, 'Unpaid'::text,
    'Credited'::text])),
  CONSTRAINT payments_invoicing_check CHECK (invoicing = ANY (ARRAY['NotInvoiced'::text, 'InvoiceIssued'::text,
    'PaymentReceived'::text, 'InvoiceCredited'::text])),
  CONSTRAINT payments_recipient_check CHECK (recipient = ANY (ARRAY['CollectionPartner'::text, 'Creditor'::text,
    'Platform'::text])),
  CONSTRAINT payments_referral_status_check CHECK (referral_status = ANY (ARRAY['Pending'::text, 'Invoiced'::text,
    'Paid'::text, 'Disputed'::text])),
  CONSTRAINT payments_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  CONSTRAINT payments_reckoning_id_fkey FOREIGN KEY (reckoning_id) REFERENCES reckonings(id) ON DELETE CASCADE
);
CREATE INDEX payments_by_case ON payments USING btree (case_id, created_at, id);
CREATE INDEX payments_of_creditor ON payments USING btree (creditor_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX payments_of_referral_partner ON payments USING btree (referral_partner_id, is_test, received_on, id) WHERE
  deleted_at IS NULL AND referral_partner_id IS NOT NULL;
CREATE INDEX payments_without_rate ON payments USING btree (id) WHERE confirmed_at IS NOT NULL AND usd_rate IS NULL AND
  deleted_at IS NULL;
CREATE INDEX payments_without_usd ON payments USING btree (id) WHERE usd_rate IS NOT NULL AND referral_usd IS NULL;
CREATE INDEX payouts_by_creation ON payments USING btree (collection_partner_id, is_test, created_at, id,
  commission_status, invoicing, recipient, currency, case_id) WHERE deleted_at IS NULL;
CREATE INDEX payouts_by_date ON payments USING btree (collection_partner_id, is_test, received_on, id,
  commission_status, invoicing, recipient, currency, case_id, amount, payout_creditor, payout_partner, payout_platform)
  WHERE deleted_at IS NULL;
CREATE INDEX payouts_by_handler ON payments USING btree (collection_partner_id, is_test, handler_id, received_on, id,
  commission_status, invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform) WHERE
  deleted_at IS NULL;
CREATE INDEX payouts_by_invoice ON payments USING btree (invoice_id, collection_partner_id, is_test, received_on, id,
  commission_status, invoicing, recipient, currency, amount, payout_creditor, payout_partner, payout_platform,
  deleted_at) WHERE invoice_id IS NOT NULL;
CREATE INDEX payouts_to_invoice ON payments USING btree (collection_partner_id, currency, commission_status, is_test,
  deleted_at, confirmed_at, recipient, payout_platform) WHERE invoice_id IS NULL;
CREATE TRIGGER payments_learn_creditor BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION learn_creditor();
CREATE TRIGGER payouts_change AFTER UPDATE ON payments REFERENCING OLD TABLE AS gone NEW TABLE AS here FOR EACH
  STATEMENT EXECUTE FUNCTION payouts_change();
CREATE TRIGGER payouts_come AFTER INSERT ON payments REFERENCING NEW TABLE AS here FOR EACH STATEMENT EXECUTE FUNCTION
  payouts_come();
CREATE TRIGGER payouts_go AFTER DELETE ON payments REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION
  payouts_go();
CREATE TRIGGER referral_totals_change AFTER UPDATE ON payments REFERENCING OLD TABLE AS gone NEW TABLE AS here FOR EACH
  STATEMENT EXECUTE FUNCTION referral_totals_change();
CREATE TRIGGER referral_totals_come AFTER INSERT ON payments REFERENCING NEW TABLE AS here FOR EACH STATEMENT EXECUTE
  FUNCTION referral_totals_come();
CREATE TRIGGER referral_totals_go AFTER DELETE ON payments REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE
  FUNCTION referral_totals_go();

CREATE TABLE payout_totals (
  collection_partner_id text NOT NULL,
  currency text NOT NULL,
  month text NOT NULL,
  recipient text NOT NULL,
  commission_status text NOT NULL,
  invoicing text NOT NULL,
  payouts bigint NOT NULL,
  amount bigint NOT NULL,
  creditor bigint NOT NULL,
  partner bigint NOT NULL,
  platform bigint NOT NULL,
  CONSTRAINT payout_totals_pkey PRIMARY KEY (collection_partner_id, currency, month, recipient, commission_status,
    invoicing)
);

CREATE TABLE people (
  id text NOT NULL,
  number bigint NOT NULL,
  email text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  password_hash text,
  failures bigint DEFAULT 0 NOT NULL,
  locked_until timestamp without time zone,
  letter_keys boolean DEFAULT true NOT NULL,
  created_at timestamp without time zone NOT NULL,
  updated_at timestamp without time zone NOT NULL,
  totp_secret text,
  totp_since timestamp without time zone,
  totp_step bigint DEFAULT 0 NOT NULL,
  language text DEFAULT 'en'::text NOT NULL,
  time_zone text,
  CONSTRAINT people_pkey PRIMARY KEY (id),
  CONSTRAINT people_email_key UNIQUE (email),
  CONSTRAINT people_number_key UNIQUE (number)
);

CREATE TABLE period_extensions (
  id text NOT NULL,
  case_id text NOT NULL,
  kind text NOT NULL,
  event_at timestamp without time zone NOT NULL,
  new_end timestamp without time zone NOT NULL,
  by_name text,
  reason text,
  recorded_at timestamp without time zone,
  CONSTRAINT period_extensions_pkey PRIMARY KEY (id),
  CONSTRAINT period_extensions_kind_check CHECK (kind = ANY (ARRAY['PromiseToPay'::text, 'PaymentAgreement'::text,
    'Payment'::text, 'Manual'::text])),
  CONSTRAINT period_extensions_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX period_extensions_by_case ON period_extensions USING btree (case_id, event_at);

CREATE TABLE person_codes (
  person_id text NOT NULL,
  purpose text NOT NULL,
  address text NOT NULL,
  code_hash text NOT NULL,
  sent_at timestamp without time zone NOT NULL,
  until_at timestamp without time zone NOT NULL,
  tries bigint NOT NULL,
  CONSTRAINT person_codes_pkey PRIMARY KEY (person_id, purpose),
  CONSTRAINT person_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE TABLE plans (
  id text NOT NULL,
  case_id text NOT NULL,
  kind text NOT NULL,
  currency text NOT NULL,
  total bigint NOT NULL,
  owed bigint NOT NULL,
  agreed_on date NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  approval_message_id text,
  approval_document_id text,
  approved_at timestamp without time zone,
  watch_on date,
  fulfilled_at timestamp without time zone,
  ended_at timestamp without time zone,
  ended_as text,
  end_reason text,
  ended_by text,
  created_at timestamp without time zone NOT NULL,
  created_by text NOT NULL,
  CONSTRAINT plans_pkey PRIMARY KEY (id),
  CONSTRAINT plans_ended_as_check CHECK (ended_as = ANY (ARRAY['Replaced'::text, 'Ended'::text, 'Fulfilled'::text])),
  CONSTRAINT plans_kind_check CHECK (kind = ANY (ARRAY['Promise'::text, 'Agreement'::text])),
  CONSTRAINT plans_total_check CHECK (total > 0),
  CONSTRAINT plans_approval_document_id_fkey FOREIGN KEY (approval_document_id) REFERENCES documents(id) ON DELETE
    CASCADE,
  CONSTRAINT plans_approval_message_id_fkey FOREIGN KEY (approval_message_id) REFERENCES messages(id) ON DELETE CASCADE,
  CONSTRAINT plans_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX plans_by_case ON plans USING btree (case_id, created_at, id);
CREATE UNIQUE INDEX plans_running ON plans USING btree (case_id) WHERE ended_at IS NULL;
CREATE INDEX plans_to_watch ON plans USING btree (watch_on, id);

CREATE TABLE platform_invoices (
  id text NOT NULL,
  number bigint NOT NULL,
  collection_partner_id text NOT NULL,
  currency text NOT NULL,
  month text NOT NULL,
  issued_at timestamp without time zone NOT NULL,
  due_on date NOT NULL,
  payouts bigint NOT NULL,
  amount bigint NOT NULL,
  revenue bigint NOT NULL,
  total bigint NOT NULL,
  paid bigint DEFAULT 0 NOT NULL,
  status text NOT NULL,
  from_party text NOT NULL,
  to_party text NOT NULL,
  CONSTRAINT platform_invoices_pkey PRIMARY KEY (id),
  CONSTRAINT platform_invoices_collection_partner_id_currency_month_key UNIQUE (collection_partner_id, currency, month),
  CONSTRAINT platform_invoices_number_key UNIQUE (number),
  CONSTRAINT platform_invoices_status_check CHECK (status = ANY (ARRAY['Issued'::text, 'Paid'::text, 'Credited'::text])),
  CONSTRAINT platform_invoices_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id)
);
CREATE INDEX platform_invoices_by_age ON platform_invoices USING btree (collection_partner_id, issued_at, id);
CREATE INDEX platform_invoices_by_status ON platform_invoices USING btree (status, due_on, id);

CREATE TABLE powers_wanted (
  creditor_id text NOT NULL,
  collection_partner_id text NOT NULL,
  asked_at timestamp without time zone NOT NULL,
  CONSTRAINT powers_wanted_pkey PRIMARY KEY (creditor_id, collection_partner_id),
  CONSTRAINT powers_wanted_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id),
  CONSTRAINT powers_wanted_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id)
);

CREATE TABLE prices (
  id text NOT NULL,
  source text NOT NULL,
  creditor_id text,
  collection_partner_id text,
  referral_partner_id text,
  name text NOT NULL,
  countries text NOT NULL,
  brackets text NOT NULL,
  surcharges text NOT NULL,
  note text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  created_at timestamp without time zone NOT NULL,
  created_by text NOT NULL,
  ended_at timestamp without time zone,
  ended_by text,
  CONSTRAINT prices_pkey PRIMARY KEY (id),
  CONSTRAINT prices_source_check CHECK (source = ANY (ARRAY['CreditorCustomPricing'::text,
    'ManagingPartnerCustomPricing'::text, 'JurisdictionCustomPricing'::text, 'PartnerCustomPricing'::text,
    'StandardAgreement'::text])),
  CONSTRAINT prices_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES collection_partners(id),
  CONSTRAINT prices_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id),
  CONSTRAINT prices_referral_partner_id_fkey FOREIGN KEY (referral_partner_id) REFERENCES referral_partners(id)
);
CREATE INDEX prices_by_agency ON prices USING btree (collection_partner_id, valid_from);
CREATE INDEX prices_by_creditor ON prices USING btree (creditor_id, valid_from);
CREATE INDEX prices_by_platform ON prices USING btree (referral_partner_id, valid_from);
CREATE INDEX prices_by_source ON prices USING btree (source, valid_from, id);

CREATE TABLE proof_codes (
  subject_id text NOT NULL,
  code_hash text,
  code_until timestamp without time zone,
  code_sent_at timestamp without time zone,
  CONSTRAINT proof_codes_pkey PRIMARY KEY (subject_id)
);

CREATE TABLE proofs (
  token_hash text NOT NULL,
  subject_id text NOT NULL,
  email text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  expires_at timestamp without time zone NOT NULL,
  CONSTRAINT proofs_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX proofs_by_end ON proofs USING btree (expires_at);

CREATE TABLE reckonings (
  id text NOT NULL,
  case_id text NOT NULL,
  number bigint NOT NULL,
  principal bigint NOT NULL,
  interest bigint NOT NULL,
  reminder bigint NOT NULL,
  collection bigint NOT NULL,
  rate text NOT NULL,
  platform_share text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  claim_principal bigint DEFAULT 0 NOT NULL,
  claim_interest bigint DEFAULT 0 NOT NULL,
  claim_reminder bigint DEFAULT 0 NOT NULL,
  claim_collection bigint DEFAULT 0 NOT NULL,
  CONSTRAINT reckonings_pkey PRIMARY KEY (id),
  CONSTRAINT reckonings_case_id_number_key UNIQUE (case_id, number),
  CONSTRAINT reckonings_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);

CREATE TABLE recovery_codes (
  person_id text NOT NULL,
  code_hash text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  used_at timestamp without time zone,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (person_id, code_hash),
  CONSTRAINT recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE TABLE referral_links (
  id text NOT NULL,
  referral_partner_id text NOT NULL,
  creditor_id text NOT NULL,
  collection_partner_id text,
  external_tenant_id text NOT NULL,
  percentage text NOT NULL,
  is_attributed boolean NOT NULL,
  token_hash text NOT NULL,
  language text,
  return_url text,
  created_at timestamp without time zone NOT NULL,
  opened_at timestamp without time zone,
  company_at timestamp without time zone,
  people_at timestamp without time zone,
  reminders bigint DEFAULT 0 NOT NULL,
  remind_at timestamp without time zone,
  archived_at timestamp without time zone,
  CONSTRAINT referral_links_pkey PRIMARY KEY (id),
  CONSTRAINT referral_links_token_hash_key UNIQUE (token_hash),
  CONSTRAINT referral_links_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id),
  CONSTRAINT referral_links_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors(id),
  CONSTRAINT referral_links_referral_partner_id_fkey FOREIGN KEY (referral_partner_id) REFERENCES referral_partners(id)
);
CREATE INDEX referral_links_by_age ON referral_links USING btree (referral_partner_id, created_at, id);
CREATE UNIQUE INDEX referral_links_by_creditor ON referral_links USING btree (creditor_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX referral_links_by_tenant ON referral_links USING btree (referral_partner_id, external_tenant_id)
  WHERE archived_at IS NULL;
CREATE INDEX referral_links_to_remind ON referral_links USING btree (remind_at);

CREATE TABLE referral_partners (
  id text NOT NULL,
  name text NOT NULL,
  short_name text NOT NULL,
  country text NOT NULL,
  contact_email text NOT NULL,
  brand_background text,
  brand_button text,
  brand_text text,
  created_at timestamp without time zone NOT NULL,
  fee_percentage text DEFAULT '0'::text NOT NULL,
  approval_days bigint DEFAULT 7 NOT NULL,
  external_system_id text,
  is_public_demo boolean DEFAULT false NOT NULL,
  invoicing_mode text DEFAULT 'PayWhenPaid'::text NOT NULL,
  sends_invitations boolean DEFAULT false NOT NULL,
  sends_welcome boolean DEFAULT false NOT NULL,
  brand_font text,
  brand_logo text,
  brand_favicon text,
  brand_sender text,
  brand_reply_to text,
  brand_links text DEFAULT '[]'::text NOT NULL,
  brand_host text,
  legal_name text,
  registration_number text,
  vat_number text,
  payout_holder text,
  payout_iban text,
  payout_bic text,
  payout_currency text,
  fixed_brand boolean DEFAULT false NOT NULL,
  kyc_checked_on date,
  suspended_at timestamp without time zone,
  terminated_at timestamp without time zone,
  end_reason text,
  earns_until date,
  CONSTRAINT referral_partners_pkey PRIMARY KEY (id),
  CONSTRAINT referral_partners_invoicing_mode_check CHECK (invoicing_mode = ANY (ARRAY['PayWhenPaid'::text,
    'ConfirmedPipeline'::text])),
  CONSTRAINT referral_partners_brand_favicon_fkey FOREIGN KEY (brand_favicon) REFERENCES blobs(sha256),
  CONSTRAINT referral_partners_brand_logo_fkey FOREIGN KEY (brand_logo) REFERENCES blobs(sha256)
);
CREATE UNIQUE INDEX referral_partners_by_host ON referral_partners USING btree (brand_host);

CREATE TABLE referral_totals (
  referral_partner_id text NOT NULL,
  currency text NOT NULL,
  commission_status text NOT NULL,
  invoicing text NOT NULL,
  referral_status text NOT NULL,
  is_locked boolean NOT NULL,
  payments bigint NOT NULL,
  referral bigint NOT NULL,
  operator bigint NOT NULL,
  referral_usd bigint NOT NULL,
  operator_usd bigint NOT NULL,
  CONSTRAINT referral_totals_pkey PRIMARY KEY (referral_partner_id, currency, commission_status, invoicing,
    referral_status, is_locked)
);

CREATE TABLE saved_filters (
  id text NOT NULL,
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  CONSTRAINT saved_filters_pkey PRIMARY KEY (id),
  CONSTRAINT saved_filters_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX saved_filters_by_person ON saved_filters USING btree (person_id, organisation_id);

CREATE TABLE sessions (
  key_hash text NOT NULL,
  person_id text,
  membership_id text,
  state text NOT NULL,
  agent text NOT NULL,
  address text NOT NULL,
  created_at timestamp without time zone NOT NULL,
  seen_at timestamp without time zone NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (key_hash),
  CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX sessions_by_person ON sessions USING btree (person_id);

CREATE TABLE signatures (
  id text NOT NULL,
  agreement_id text NOT NULL,
  place bigint NOT NULL,
  signatory text NOT NULL,
  name text NOT NULL,
  title text,
  email text NOT NULL,
  token_hash text NOT NULL,
  language text,
  opened_at timestamp without time zone,
  code_hash text,
  code_until timestamp without time zone,
  code_sent_at timestamp without time zone,
  proved_at timestamp without time zone,
  method text,
  mark text,
  address text,
  agent text,
  signed_at timestamp without time zone,
  CONSTRAINT signatures_pkey PRIMARY KEY (id),
  CONSTRAINT signatures_agreement_id_place_key UNIQUE (agreement_id, place),
  CONSTRAINT signatures_token_hash_key UNIQUE (token_hash),
  CONSTRAINT signatures_method_check CHECK (method = ANY (ARRAY['Drawn'::text, 'Typed'::text])),
  CONSTRAINT signatures_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements(id)
);

CREATE TABLE tallies (
  name text NOT NULL,
  subject text NOT NULL,
  count bigint NOT NULL,
  began_at timestamp without time zone NOT NULL,
  until_at timestamp without time zone NOT NULL,
  last_at timestamp without time zone NOT NULL,
  CONSTRAINT tallies_pkey PRIMARY KEY (name, subject)
);
CREATE INDEX tallies_by_end ON tallies USING btree (until_at);

CREATE TABLE task_counts (
  collection_partner_id text NOT NULL,
  kind text NOT NULL,
  tasks bigint NOT NULL,
  CONSTRAINT task_counts_pkey PRIMARY KEY (collection_partner_id, kind),
  CONSTRAINT task_counts_collection_partner_id_fkey FOREIGN KEY (collection_partner_id) REFERENCES
    collection_partners(id)
);

CREATE TABLE tasks (
  id text NOT NULL,
  kind text NOT NULL,
  collection_partner_id text,
  case_id text NOT NULL,
  is_test boolean DEFAULT false NOT NULL,
  deadline timestamp without time zone NOT NULL,
  created_at timestamp without time zone NOT NULL,
  solved_at timestamp without time zone,
  creditor_id text DEFAULT ''::text NOT NULL,
  CONSTRAINT tasks_pkey PRIMARY KEY (id),
  CONSTRAINT tasks_kind_check CHECK (kind = ANY (ARRAY['NewCase'::text, 'Message'::text, 'Answer'::text,
    'CaseSurvey'::text, 'PaymentOverdue'::text, 'InvoiceClient'::text, 'ChasePayment'::text, 'PausedCase'::text,
    'MoreInfoNeeded'::text, 'ReplyToChat'::text, 'ClientInputRequired'::text])),
  CONSTRAINT tasks_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX tasks_by_case ON tasks USING btree (case_id, solved_at);
CREATE INDEX tasks_by_kind ON tasks USING btree (collection_partner_id, kind, solved_at, deadline, id);
CREATE INDEX tasks_of_creditor ON tasks USING btree (creditor_id, kind, solved_at, created_at, id);
CREATE INDEX tasks_open ON tasks USING btree (collection_partner_id, kind, deadline, id) WHERE solved_at IS NULL;
CREATE TRIGGER tasks_learn_creditor BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION learn_creditor();

CREATE TABLE timeline (
  id text NOT NULL,
  case_id text NOT NULL,
  happened_at timestamp without time zone NOT NULL,
  recorded_at timestamp without time zone NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  event_date timestamp without time zone,
  actor_kind text NOT NULL,
  actor_name text NOT NULL,
  actor_number bigint DEFAULT 0 NOT NULL,
  CONSTRAINT timeline_pkey PRIMARY KEY (id),
  CONSTRAINT timeline_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX timeline_by_case ON timeline USING btree (case_id, happened_at, id);

CREATE TABLE timestamps_due (
  agreement_id text NOT NULL,
  tries bigint NOT NULL,
  next_at timestamp without time zone NOT NULL,
  CONSTRAINT timestamps_due_pkey PRIMARY KEY (agreement_id),
  CONSTRAINT timestamps_due_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements(id)
);
CREATE INDEX timestamps_due_next ON timestamps_due USING btree (next_at);

CREATE TABLE verification_items (
  id text NOT NULL,
  case_id text NOT NULL,
  area text NOT NULL,
  description text NOT NULL,
  asked_at timestamp without time zone NOT NULL,
  asked_by text NOT NULL,
  closed_at timestamp without time zone,
  CONSTRAINT verification_items_pkey PRIMARY KEY (id),
  CONSTRAINT verification_items_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX verification_items_by_case ON verification_items USING btree (case_id, asked_at);

CREATE OR REPLACE FUNCTION public.case_takes_after_debtor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  SELECT country, kind INTO NEW.debtor_country, NEW.debtor_kind FROM debtors WHERE id = NEW.debtor_id;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.case_tells_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  UPDATE case_words SET lifecycle = NEW.lifecycle WHERE case_id = NEW.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.cases_tell_payouts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  UPDATE payments SET handler_id = CASE WHEN collection_partner_id = NEW.collection_partner_id THEN NEW.handler_id END
    WHERE case_id = NEW.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.count_creditor_cases()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO creditor_case_counts VALUES (NEW.creditor_id, 1)
      ON CONFLICT (creditor_id) DO UPDATE SET cases = creditor_case_counts.cases + 1;
  ELSE
    UPDATE creditor_case_counts SET cases = cases - 1 WHERE creditor_id = OLD.creditor_id;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.debtor_tells_cases()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  UPDATE cases SET debtor_country = NEW.country, debtor_kind = NEW.kind WHERE debtor_id = NEW.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.learn_creditor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  SELECT creditor_id INTO NEW.creditor_id FROM cases WHERE cases.id = NEW.case_id;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.ledger_grows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
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
  INSERT INTO creditor_balances (collection_partner_id, creditor_id, currency, entries, collected, creditor_agency, platform_creditor)
  SELECT collection_partner_id, creditor_id, currency, count(*),
    sum(money_creditor + money_agency + money_platform + money_referral), sum(creditor_agency), sum(platform_creditor)
  FROM here WHERE NOT is_test AND creditor_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (collection_partner_id, creditor_id, currency) DO UPDATE SET
    entries = creditor_balances.entries + excluded.entries, collected = creditor_balances.collected + excluded.collected,
    creditor_agency = creditor_balances.creditor_agency + excluded.creditor_agency,
    platform_creditor = creditor_balances.platform_creditor + excluded.platform_creditor;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.ledger_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  RAISE EXCEPTION 'an entry of the ledger is never changed';
END $function$;

CREATE OR REPLACE FUNCTION public.payouts_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
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
END $function$;

CREATE OR REPLACE FUNCTION public.payouts_come()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  INSERT INTO payout_totals
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    count(*), sum(amount), sum(payout_creditor), sum(payout_partner), sum(payout_platform)
  FROM here r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.payouts_go()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
  INSERT INTO payout_totals
  SELECT collection_partner_id, currency, to_char(r.received_on, 'YYYY-MM'), recipient, commission_status, invoicing,
    -count(*), -sum(amount), -sum(payout_creditor), -sum(payout_partner), -sum(payout_platform)
  FROM gone r WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (collection_partner_id, currency, month, recipient, commission_status, invoicing) DO UPDATE SET
    payouts = payout_totals.payouts + excluded.payouts, amount = payout_totals.amount + excluded.amount, creditor = payout_totals.creditor + excluded.creditor, partner = payout_totals.partner + excluded.partner, platform = payout_totals.platform + excluded.platform;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.referral_totals_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
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
END $function$;

CREATE OR REPLACE FUNCTION public.referral_totals_come()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
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
END $function$;

CREATE OR REPLACE FUNCTION public.referral_totals_go()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
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
END $function$;
