DROP TABLE brand_hosts;
DROP INDEX client_links_by_case;
ALTER TABLE client_links DROP COLUMN revoked_at;
ALTER TABLE proof_codes ADD COLUMN sent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proof_codes ADD COLUMN code_tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE signatures ADD COLUMN code_tries BIGINT NOT NULL DEFAULT 0;
