ALTER TABLE creditors DROP COLUMN suspension_reason;
ALTER TABLE creditors DROP COLUMN suspended_at;
