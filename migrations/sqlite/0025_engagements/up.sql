-- Which agency works on a case, and when. began_at is included, ended_at is not. A case has at most one engagement that
-- has not ended. partner_reference, outstanding and exclusive_until: as they were at the end.
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
CREATE UNIQUE INDEX engagements_open ON engagements(case_id) WHERE ended_at IS NULL;
CREATE INDEX engagements_ended ON engagements(collection_partner_id, ended_at, case_id) WHERE ended_at IS NOT NULL;
INSERT INTO engagements (case_id, number, collection_partner_id, began_at)
    SELECT id, 1, collection_partner_id, COALESCE(assigned_at, created_at) FROM cases
    WHERE collection_partner_id IS NOT NULL
    AND lifecycle NOT IN ('PendingContractSigning', 'PendingVerificationInternal');
-- An extension belongs to the engagement in which it was recorded. event_at may lie before it.
ALTER TABLE period_extensions ADD COLUMN recorded_at TIMESTAMP;
UPDATE period_extensions SET recorded_at = event_at;
-- Whether a declined case is given to another agency.
ALTER TABLE creditors ADD COLUMN passes_on_declined BOOLEAN NOT NULL DEFAULT FALSE;
-- A client was asked by mail to sign the power of attorney for an agency.
CREATE TABLE powers_wanted (
    creditor_id TEXT NOT NULL REFERENCES creditors(id),
    collection_partner_id TEXT NOT NULL REFERENCES collection_partners(id),
    asked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (creditor_id, collection_partner_id)
);
