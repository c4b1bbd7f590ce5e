-- A case carries its debtor's country and kind, so that a filter by them need not visit a debtor a case. The
-- database itself keeps the two alike, whoever writes.

ALTER TABLE cases ADD COLUMN debtor_country TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN debtor_kind TEXT NOT NULL DEFAULT 'Company';
UPDATE cases SET (debtor_country, debtor_kind) = (SELECT country, kind FROM debtors WHERE debtors.id = cases.debtor_id);

CREATE TRIGGER cases_take_after_debtor AFTER INSERT ON cases BEGIN
  UPDATE cases SET (debtor_country, debtor_kind) = (SELECT country, kind FROM debtors WHERE debtors.id = NEW.debtor_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER cases_change_debtor AFTER UPDATE OF debtor_id ON cases WHEN NEW.debtor_id <> OLD.debtor_id BEGIN
  UPDATE cases SET (debtor_country, debtor_kind) = (SELECT country, kind FROM debtors WHERE debtors.id = NEW.debtor_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER debtors_tell_cases AFTER UPDATE OF country, kind ON debtors BEGIN
  UPDATE cases SET debtor_country = NEW.country, debtor_kind = NEW.kind WHERE debtor_id = NEW.id;
END;

-- Everything by which a list is filtered or sorted, in one index: whatever is asked, no case is visited to find
-- out. In the default order, so that a page of what many cases have is found soon.
CREATE INDEX cases_by_anything ON cases(collection_partner_id, created_at, id, lifecycle, is_test, debtor_kind,
  debtor_country, handler_id, outstanding, started_at, finished_at, division_id, due_date, due_at, updated_at, close_code,
  claim_date, principal, interest_fees, collection_fees, reminder_fees, reference);

-- A colleague's cases, newest first, by the index alone.
DROP INDEX cases_by_handler;
CREATE INDEX cases_by_handler ON cases(collection_partner_id, handler_id, created_at, id, lifecycle, is_test);

-- An agency's open tasks of one kind, most urgent first.
DROP INDEX tasks_open;
CREATE INDEX tasks_by_kind ON tasks(collection_partner_id, kind, solved_at, deadline, id);

-- The words of the search know enough of their case to answer by themselves: its state, its age, whether it is a
-- test. And each knows the word before it of the same case, in the order of the alphabet: so a case with several
-- words that begin alike is found once, by the first of them.
CREATE TABLE new_words (
  collection_partner_id TEXT NOT NULL,
  word TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  word_before TEXT NOT NULL,
  lifecycle TEXT NOT NULL,
  is_test BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (collection_partner_id, word, case_id)
) WITHOUT ROWID;
INSERT INTO new_words
  SELECT w.collection_partner_id, w.word, w.case_id, coalesce(w.word_before, ''), c.lifecycle, c.is_test, c.created_at
  FROM (SELECT collection_partner_id, word, case_id,
    lag(word) OVER (PARTITION BY case_id ORDER BY word) AS word_before FROM case_words) w
  JOIN cases c ON c.id = w.case_id
  ORDER BY w.collection_partner_id, w.word, w.case_id;
DROP TABLE case_words;
ALTER TABLE new_words RENAME TO case_words;
CREATE INDEX case_words_by_case ON case_words(case_id, word);
CREATE TRIGGER cases_tell_words AFTER UPDATE OF lifecycle ON cases WHEN NEW.lifecycle <> OLD.lifecycle BEGIN
  UPDATE case_words SET lifecycle = NEW.lifecycle WHERE case_id = NEW.id;
END;
