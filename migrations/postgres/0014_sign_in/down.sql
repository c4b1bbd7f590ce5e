DROP TABLE kept_forms;
DROP TABLE recovery_codes;
DROP TABLE person_codes;
DROP TABLE devices;
ALTER TABLE people DROP COLUMN time_zone;
ALTER TABLE people DROP COLUMN language;
ALTER TABLE people DROP COLUMN totp_step;
ALTER TABLE people DROP COLUMN totp_since;
ALTER TABLE people DROP COLUMN totp_secret;
