-- Signing in: devices that are known, mailed codes, second factors, and forms that wait for a person to sign in again.

-- The secret of the authenticator app, encrypted; NULL without a second factor. totp_step is the last step whose code
-- was used: no code works twice.
ALTER TABLE people ADD COLUMN totp_secret TEXT;
ALTER TABLE people ADD COLUMN totp_since TIMESTAMP;
ALTER TABLE people ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0;
-- The language and the time zone of pages for this person; without a zone, that of the organisation.
ALTER TABLE people ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE people ADD COLUMN time_zone TEXT;

-- Browsers on which a person has signed in. token_hash is the SHA-256 of the secret in the browser's cookie.
CREATE TABLE devices (
  person_id TEXT NOT NULL REFERENCES people(id),
  token_hash TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  PRIMARY KEY (person_id, token_hash)
);
CREATE INDEX devices_by_age ON devices(seen_at);

-- The code that was mailed last to a person for a purpose. address is where it went.
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

-- Codes that stand in for a lost authenticator app, each once.
CREATE TABLE recovery_codes (
  person_id TEXT NOT NULL REFERENCES people(id),
  code_hash TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP,
  PRIMARY KEY (person_id, code_hash)
);

-- Forms that were sent when the session had ended or had to be confirmed, for an hour. whose names the person and the
-- membership that may see them; fields is JSON without passwords and codes.
CREATE TABLE kept_forms (
  token_hash TEXT PRIMARY KEY NOT NULL,
  whose TEXT NOT NULL,
  address TEXT NOT NULL,
  fields TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  until_at TIMESTAMP NOT NULL
);
CREATE INDEX kept_forms_by_end ON kept_forms(until_at);
