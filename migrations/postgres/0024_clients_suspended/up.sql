-- A suspended client: its links open nothing, and no case of it is taken in or assigned.
ALTER TABLE creditors ADD COLUMN suspended_at TIMESTAMP;
ALTER TABLE creditors ADD COLUMN suspension_reason TEXT;
