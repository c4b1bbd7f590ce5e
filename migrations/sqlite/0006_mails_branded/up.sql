-- The name under which a mail is sent; the setting's own where there is none.
ALTER TABLE mails ADD COLUMN from_name TEXT;

-- What a mail carries, by the hash of its bytes. is_inline: shown within the mail (a logo), not offered as a file.
CREATE TABLE mail_attachments (
  mail_id TEXT NOT NULL REFERENCES mails(id),
  place BIGINT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  is_inline BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (mail_id, place)
);
CREATE INDEX mail_attachments_by_blob ON mail_attachments(sha256);
