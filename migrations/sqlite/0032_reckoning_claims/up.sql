-- The claim when a reckoning began. A correction of an earlier payment computes the reckoning again from it.
ALTER TABLE reckonings ADD COLUMN claim_principal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reckonings ADD COLUMN claim_interest BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reckonings ADD COLUMN claim_reminder BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reckonings ADD COLUMN claim_collection BIGINT NOT NULL DEFAULT 0;
-- The ledger says what was claimed at that moment. Cases that entered it later: what was open, and what was settled before.
UPDATE reckonings SET
  claim_principal = coalesce((SELECT sum(l.claim_principal) FROM ledger l WHERE l.case_id = reckonings.case_id AND l.kind = 'Claim'
    AND l.booked_at <= reckonings.created_at), 0),
  claim_interest = coalesce((SELECT sum(l.claim_interest) FROM ledger l WHERE l.case_id = reckonings.case_id AND l.kind = 'Claim'
    AND l.booked_at <= reckonings.created_at), 0),
  claim_reminder = coalesce((SELECT sum(l.claim_reminder) FROM ledger l WHERE l.case_id = reckonings.case_id AND l.kind = 'Claim'
    AND l.booked_at <= reckonings.created_at), 0),
  claim_collection = coalesce((SELECT sum(l.claim_collection) FROM ledger l WHERE l.case_id = reckonings.case_id AND l.kind = 'Claim'
    AND l.booked_at <= reckonings.created_at), 0);
UPDATE reckonings SET
  claim_principal = principal + coalesce((SELECT sum(p.to_principal) FROM payments p JOIN reckonings e ON e.id = p.reckoning_id
    WHERE e.case_id = reckonings.case_id AND e.number < reckonings.number AND p.deleted_at IS NULL), 0),
  claim_interest = interest + coalesce((SELECT sum(p.to_interest) FROM payments p JOIN reckonings e ON e.id = p.reckoning_id
    WHERE e.case_id = reckonings.case_id AND e.number < reckonings.number AND p.deleted_at IS NULL), 0),
  claim_reminder = reminder + coalesce((SELECT sum(p.to_reminder) FROM payments p JOIN reckonings e ON e.id = p.reckoning_id
    WHERE e.case_id = reckonings.case_id AND e.number < reckonings.number AND p.deleted_at IS NULL), 0),
  claim_collection = collection + coalesce((SELECT sum(p.to_collection) FROM payments p JOIN reckonings e ON e.id = p.reckoning_id
    WHERE e.case_id = reckonings.case_id AND e.number < reckonings.number AND p.deleted_at IS NULL), 0)
  WHERE claim_principal + claim_interest + claim_reminder + claim_collection = 0;
