-- A case carries its debtor's country and kind, so that a filter by them need not visit a debtor a case. The
-- database itself keeps the two alike, whoever writes.

ALTER TABLE cases ADD COLUMN debtor_country TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN debtor_kind TEXT NOT NULL DEFAULT 'Company';
UPDATE cases SET debtor_country = d.country, debtor_kind = d.kind FROM debtors d WHERE d.id = cases.debtor_id;

CREATE FUNCTION case_takes_after_debtor() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  SELECT country, kind INTO NEW.debtor_country, NEW.debtor_kind FROM debtors WHERE id = NEW.debtor_id;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_take_after_debtor BEFORE INSERT OR UPDATE OF debtor_id ON cases
  FOR EACH ROW EXECUTE FUNCTION case_takes_after_debtor();
CREATE FUNCTION debtor_tells_cases() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE cases SET debtor_country = NEW.country, debtor_kind = NEW.kind WHERE debtor_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER debtors_tell_cases AFTER UPDATE OF country, kind ON debtors
  FOR EACH ROW EXECUTE FUNCTION debtor_tells_cases();

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
  word TEXT COLLATE "C" NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  word_before TEXT COLLATE "C" NOT NULL,
  lifecycle TEXT NOT NULL,
  is_test BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (collection_partner_id, word, case_id)
    INCLUDE (word_before, lifecycle, is_test, created_at)
);
INSERT INTO new_words
  SELECT w.collection_partner_id, w.word, w.case_id, coalesce(w.word_before, ''), c.lifecycle, c.is_test, c.created_at
  FROM (SELECT collection_partner_id, word, case_id,
    lag(word) OVER (PARTITION BY case_id ORDER BY word) AS word_before FROM case_words) w
  JOIN cases c ON c.id = w.case_id
  ORDER BY w.collection_partner_id, w.word, w.case_id;
DROP TABLE case_words;
ALTER TABLE new_words RENAME TO case_words;
ALTER INDEX new_words_pkey RENAME TO case_words_pkey;
CREATE INDEX case_words_by_case ON case_words(case_id, word);
CREATE FUNCTION case_tells_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE case_words SET lifecycle = NEW.lifecycle WHERE case_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER cases_tell_words AFTER UPDATE OF lifecycle ON cases
  FOR EACH ROW WHEN (NEW.lifecycle <> OLD.lifecycle) EXECUTE FUNCTION case_tells_words();
