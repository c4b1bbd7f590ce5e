-- People, organisations and how they sign in.

CREATE TABLE counters (
  name TEXT PRIMARY KEY NOT NULL,
  value BIGINT NOT NULL
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
  updated_at TIMESTAMP NOT NULL
);

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
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE referral_partners (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  country TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  brand_background TEXT,
  brand_button TEXT,
  brand_text TEXT,
  created_at TIMESTAMP NOT NULL
);

-- organisation_id is the partner's id, or 'operator' for the platform itself.
CREATE TABLE memberships (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id),
  organisation_kind TEXT NOT NULL CHECK (organisation_kind IN ('operator','collection_partner','referral_partner')),
  organisation_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('Admin','User','Viewer','Staff')),
  created_at TIMESTAMP NOT NULL,
  removed_at TIMESTAMP
);
CREATE INDEX memberships_by_person ON memberships(person_id);
CREATE INDEX memberships_by_organisation ON memberships(organisation_id, removed_at);

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

CREATE TABLE password_resets (
  token_hash TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id),
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP
);

-- key_hash is the SHA-256 of the token in the cookie; state is the session's own small JSON map.
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

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY NOT NULL,
  owner_kind TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  hint TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  last_used_at TIMESTAMP,
  revoked_at TIMESTAMP
);
CREATE INDEX api_keys_by_owner ON api_keys(owner_id);

-- Creditors and debtors.

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
  referral_partner_id TEXT REFERENCES referral_partners(id),
  external_tenant_id TEXT,
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE divisions (
  id TEXT PRIMARY KEY NOT NULL,
  creditor_id TEXT NOT NULL REFERENCES creditors(id),
  name TEXT NOT NULL
);

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

-- Cases. Amounts are minor units of `currency`; paid and outstanding are kept in the same transaction as payments.

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
  lifecycle TEXT NOT NULL CHECK (lifecycle IN ('PendingContractSigning','PendingVerificationInternal','PendingVerification','NeedsAdditionalDetails','Leads','LeadsQuoteGiven','Active','Paused','Closed','Merged')),
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
  due_at TIMESTAMP
);
-- The default order of every tab: newest first, within an agency and a state. The last columns let a page be
-- found by the index alone.
CREATE INDEX cases_by_state ON cases(collection_partner_id, lifecycle, created_at, id, is_test);
CREATE INDEX cases_by_age ON cases(collection_partner_id, created_at, id, lifecycle, is_test);
CREATE INDEX cases_by_creditor_reference ON cases(creditor_id, creditor_reference);
CREATE INDEX cases_by_partner_reference ON cases(collection_partner_id, partner_reference);
CREATE INDEX cases_by_debtor ON cases(debtor_id);
CREATE INDEX cases_by_handler ON cases(collection_partner_id, handler_id, lifecycle, created_at, id);

-- How many cases an agency has in each state, kept in the same transaction as the state.
CREATE TABLE case_counts (
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  is_test BOOLEAN NOT NULL,
  lifecycle TEXT NOT NULL,
  cases BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, is_test, lifecycle)
);

-- Folded words of references, debtor and creditor; searched by their beginning.
CREATE TABLE case_words (
  collection_partner_id TEXT NOT NULL,
  word TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  PRIMARY KEY (collection_partner_id, word, case_id)
);
CREATE INDEX case_words_by_case ON case_words(case_id, word);

-- What happened. Timeline for people, audit trail for ever, events for other systems.

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
CREATE INDEX audit_by_object ON audit(object_id, at);

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

-- Conversation, tasks, documents.

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

-- Every link in a mail about a case is a token of its own; only its SHA-256 is kept.
CREATE TABLE client_links (
  token_hash TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  opened_at TIMESTAMP
);

CREATE TABLE tasks (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('NewCase','Message','Answer','MoreInfoNeeded','ReplyToChat')),
  collection_partner_id TEXT,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  deadline TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  solved_at TIMESTAMP
);
CREATE INDEX tasks_open ON tasks(collection_partner_id, solved_at, deadline, id);
CREATE INDEX tasks_by_case ON tasks(case_id, solved_at);

CREATE TABLE task_counts (
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  kind TEXT NOT NULL,
  tasks BIGINT NOT NULL,
  PRIMARY KEY (collection_partner_id, kind)
);

CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY NOT NULL,
  size BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL
);

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
CREATE INDEX documents_by_case ON documents(case_id, created_at);
CREATE INDEX documents_by_blob ON documents(sha256);

-- Money.

-- One reckoning: what was owed, by bucket, and at which rate, from a moment on (decisions: a change starts a new one).
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
  UNIQUE (case_id, number)
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
  deleted_at TIMESTAMP
);
CREATE INDEX payments_by_case ON payments(case_id, created_at, id);

CREATE TABLE period_extensions (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('PromiseToPay','PaymentAgreement','Payment','Manual')),
  event_at TIMESTAMP NOT NULL,
  new_end TIMESTAMP NOT NULL
);
CREATE INDEX period_extensions_by_case ON period_extensions(case_id, event_at);

-- US dollars for one unit of the currency, on a day.
CREATE TABLE exchange_rates (
  day DATE NOT NULL,
  currency TEXT NOT NULL,
  usd TEXT NOT NULL,
  PRIMARY KEY (day, currency)
);

-- Machinery.

CREATE TABLE saved_filters (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES people(id),
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_filters_by_person ON saved_filters(person_id, organisation_id);

-- text_body and html_body are emptied once a mail has left the house: they may hold links that act.
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
  last_error TEXT
);
CREATE INDEX mails_due ON mails(due_at);

-- One row a request that must happen once; inserted first, in the transaction of the work.
CREATE TABLE once (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX once_by_age ON once(created_at);
