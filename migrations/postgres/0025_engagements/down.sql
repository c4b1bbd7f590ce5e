DROP TABLE powers_wanted;
ALTER TABLE creditors DROP COLUMN passes_on_declined;
ALTER TABLE period_extensions DROP COLUMN recorded_at;
DROP TABLE engagements;
