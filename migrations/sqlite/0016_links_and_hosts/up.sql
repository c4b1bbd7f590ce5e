-- Tries and pauses of codes are counted for the account now (see tallies), not for each code.
ALTER TABLE signatures DROP COLUMN code_tries;
ALTER TABLE proof_codes DROP COLUMN code_tries;
ALTER TABLE proof_codes DROP COLUMN sent;

-- A link in a mail about a case that was revoked opens nothing any more.
ALTER TABLE client_links ADD COLUMN revoked_at TIMESTAMP;
CREATE INDEX client_links_by_case ON client_links(case_id);

-- The host name that a referral partner wants for its pages. Only a proved one is copied to referral_partners.brand_host,
-- which is what is served. check_at: when its DNS record is looked up next. failing_since: since when a proved name has
-- not been found. decided_by: who of the operator approved or refused it; then DNS is not asked.
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

-- Names that were never proved wait for their proof.
INSERT INTO brand_hosts (referral_partner_id, host, state, asked_at, check_at)
  SELECT id, brand_host, 'Waiting', created_at, created_at FROM referral_partners WHERE brand_host IS NOT NULL;
UPDATE referral_partners SET brand_host = NULL;
