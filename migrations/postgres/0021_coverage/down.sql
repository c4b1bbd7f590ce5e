DROP INDEX cases_waiting;
ALTER TABLE cases DROP COLUMN routing_reason;
DROP TABLE coverage_gaps;
DROP TABLE client_agencies;
DROP TABLE coverage_rules;
