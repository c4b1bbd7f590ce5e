-- Powers of attorney, their pricing appendices, and the codes that prove who stands behind a link.

-- Prices that one platform, one agency and the operator agreed on for debtors of one country. tiers is a JSON list of
-- [lower bound in US cents, percent as a decimal number].
CREATE TABLE carve_outs (
  id TEXT PRIMARY KEY NOT NULL,
  referral_partner_id TEXT NOT NULL REFERENCES referral_partners(id),
  collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
  country TEXT NOT NULL,
  tiers TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP
);
CREATE UNIQUE INDEX carve_outs_live ON carve_outs(referral_partner_id, collection_partner_id, country) WHERE ended_at IS NULL;

-- A pricing appendix that is signed with a power of attorney, or alone: its prices, its version and what fills it.
ALTER TABLE agreements ADD COLUMN carve_out_id TEXT;
ALTER TABLE agreements ADD COLUMN appendix_version TEXT;
ALTER TABLE agreements ADD COLUMN appendix_variables TEXT;

-- The code that was last sent to an address on file, for a referral link or a link request. sent counts the codes since
-- the last right one: the pause between two grows with it.
CREATE TABLE proof_codes (
  subject_id TEXT PRIMARY KEY NOT NULL,
  code_hash TEXT,
  code_until TIMESTAMP,
  code_sent_at TIMESTAMP,
  code_tries BIGINT NOT NULL DEFAULT 0,
  sent BIGINT NOT NULL DEFAULT 0
);
-- Whoever typed a right code goes on by a link of their own, for an hour. subject_id as above.
CREATE TABLE proofs (
  token_hash TEXT PRIMARY KEY NOT NULL,
  subject_id TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX proofs_by_end ON proofs(expires_at);
