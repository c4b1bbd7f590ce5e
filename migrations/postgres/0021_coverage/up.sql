-- Which claims an agency serves. country: ISO 3166 alpha-2; state: two letters, in the United States only; NULL stands
-- for all. least and most: the amounts in minor units of amount_currency, both included. place: its order within a
-- country. valid_to: the last day; a rule is never changed except for its end.
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
CREATE INDEX coverage_rules_by_country ON coverage_rules(country, place);
CREATE INDEX coverage_rules_by_agency ON coverage_rules(collection_partner_id, country);
-- Agencies that the operator fixed for a client: for a state, a country or everywhere.
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
-- Claims that no agency serves. case_id: NULL if the claim was refused. principal_usd: US cents, if a rate was known.
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
CREATE INDEX coverage_gaps_by_place ON coverage_gaps(country, state, debtor_kind);
CREATE INDEX coverage_gaps_by_case ON coverage_gaps(case_id);
CREATE INDEX coverage_gaps_by_creditor ON coverage_gaps(creditor_id);
-- Why the agency of a case was chosen; NULL before one was, and for cases from before routing.
ALTER TABLE cases ADD COLUMN routing_reason TEXT;
-- The operator's queues: cases that no agency sees yet, oldest first.
CREATE INDEX cases_waiting ON cases(lifecycle, created_at, id)
    WHERE lifecycle IN ('PendingContractSigning', 'PendingVerificationInternal');
