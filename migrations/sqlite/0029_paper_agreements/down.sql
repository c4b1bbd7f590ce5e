DELETE FROM agreement_files WHERE level = 'P';
CREATE TABLE agreement_files_new (
  agreement_id TEXT NOT NULL REFERENCES agreements(id),
  number BIGINT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  size BIGINT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('B','T')),
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (agreement_id, number)
);
INSERT INTO agreement_files_new SELECT agreement_id, number, sha256, size, level, created_at FROM agreement_files;
DROP TABLE agreement_files;
ALTER TABLE agreement_files_new RENAME TO agreement_files;
CREATE INDEX agreement_files_by_blob ON agreement_files(sha256);
