-- Signed files that no authority has timestamped yet: how often one was asked, and when the next try is due. The row
-- goes when a timestamp has come.
CREATE TABLE timestamps_due (
  agreement_id TEXT PRIMARY KEY NOT NULL REFERENCES agreements(id),
  tries BIGINT NOT NULL,
  next_at TIMESTAMP NOT NULL
);
CREATE INDEX timestamps_due_next ON timestamps_due(next_at);
INSERT INTO timestamps_due (agreement_id, tries, next_at)
  SELECT agreement_id, 0, created_at FROM agreement_files WHERE number = 1 AND level = 'B';
