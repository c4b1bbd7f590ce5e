-- What the operator keeps about an agency on its console. kind: whether it gets the cases of its places, or offers
-- quotes. payout_*: where money for the agency goes. folded: its name and legal name as searched.
ALTER TABLE collection_partners ADD COLUMN legal_name TEXT;
ALTER TABLE collection_partners ADD COLUMN kind TEXT NOT NULL DEFAULT 'Exclusive' CHECK (kind IN ('Exclusive','LegalNetwork'));
ALTER TABLE collection_partners ADD COLUMN payout_holder TEXT;
ALTER TABLE collection_partners ADD COLUMN payout_iban TEXT;
ALTER TABLE collection_partners ADD COLUMN payout_bic TEXT;
-- A suspended agency: nobody of it is signed in, and its key opens nothing.
ALTER TABLE collection_partners ADD COLUMN suspended_at TIMESTAMP;
ALTER TABLE collection_partners ADD COLUMN suspension_reason TEXT;
ALTER TABLE collection_partners ADD COLUMN folded TEXT NOT NULL DEFAULT '';
CREATE INDEX collection_partners_by_name ON collection_partners(folded, id);
