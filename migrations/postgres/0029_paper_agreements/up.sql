-- P: a scan of an agreement that was signed on paper.
ALTER TABLE agreement_files DROP CONSTRAINT agreement_files_level_check;
ALTER TABLE agreement_files ADD CONSTRAINT agreement_files_level_check CHECK (level IN ('B','T','P'));
