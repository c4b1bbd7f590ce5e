-- Success fees as dated lists. A row is never changed but for its end: a change ends one and begins another.

-- source is the list's place in the chain. Parties that are NULL are anybody; countries are two letters each, apart by
-- spaces, '' for every country. brackets is a JSON list of [lower bound in US cents, percent], surcharges one of
-- [age such as '12 months', points]. Both days are in force; valid_to before valid_from was withdrawn before it began.
CREATE TABLE prices (
  id TEXT PRIMARY KEY NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('CreditorCustomPricing','ManagingPartnerCustomPricing','JurisdictionCustomPricing','PartnerCustomPricing','StandardAgreement')),
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
CREATE INDEX prices_by_creditor ON prices(creditor_id, valid_from);
CREATE INDEX prices_by_agency ON prices(collection_partner_id, valid_from);
CREATE INDEX prices_by_platform ON prices(referral_partner_id, valid_from);
CREATE INDEX prices_by_source ON prices(source, valid_from, id);

-- The standard agreement's two columns, as they always were.
INSERT INTO prices (id, source, name, countries, brackets, surcharges, note, valid_from, created_at, created_by) VALUES
  ('00000000-0000-4000-8000-000000000001', 'StandardAgreement', 'European',
   'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK',
   '[[10000,"20"],[100000,"9.5"],[15000000,"6"]]', '[["12 months","10"],["24 months","20"]]',
   'The standard agreement.', '2000-01-01', '2000-01-01 00:00:00', 'System'),
  ('00000000-0000-4000-8000-000000000002', 'StandardAgreement', 'International', '',
   '[[10000,"30"],[100000,"20"],[800000,"15"],[7500000,"10"],[15000000,"7.5"]]', '[["12 months","10"],["24 months","20"]]',
   'The standard agreement.', '2000-01-01', '2000-01-01 00:00:00', 'System');
