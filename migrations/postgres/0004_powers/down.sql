DROP TABLE proofs;
DROP TABLE proof_codes;
ALTER TABLE agreements DROP COLUMN appendix_variables;
ALTER TABLE agreements DROP COLUMN appendix_version;
ALTER TABLE agreements DROP COLUMN carve_out_id;
DROP TABLE carve_outs;
