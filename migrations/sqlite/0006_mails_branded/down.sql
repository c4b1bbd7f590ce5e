DROP TABLE mail_attachments;
ALTER TABLE mails DROP COLUMN from_name;
