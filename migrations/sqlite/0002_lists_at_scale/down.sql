DROP TRIGGER cases_tell_words;
DROP TRIGGER debtors_tell_cases;
DROP TRIGGER cases_change_debtor;
DROP TRIGGER cases_take_after_debtor;
DROP INDEX tasks_by_kind;
CREATE INDEX tasks_open ON tasks(collection_partner_id, solved_at, deadline, id);
DROP INDEX cases_by_handler;
CREATE INDEX cases_by_handler ON cases(collection_partner_id, handler_id, lifecycle, created_at, id);
DROP INDEX cases_by_anything;
ALTER TABLE cases DROP COLUMN debtor_kind;
ALTER TABLE cases DROP COLUMN debtor_country;
CREATE TABLE new_words (
  collection_partner_id TEXT NOT NULL,
  word TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  PRIMARY KEY (collection_partner_id, word, case_id)
);
INSERT INTO new_words SELECT collection_partner_id, word, case_id FROM case_words;
DROP TABLE case_words;
ALTER TABLE new_words RENAME TO case_words;
CREATE INDEX case_words_by_case ON case_words(case_id, word);
