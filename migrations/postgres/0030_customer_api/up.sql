-- Who of the client's team owns a case: mails about it go to this person alone.
ALTER TABLE cases ADD COLUMN assigned_person TEXT REFERENCES client_people(id);
-- The case goes to the agency without the operator's own check.
ALTER TABLE cases ADD COLUMN skips_verification BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX cases_of_creditor ON cases(creditor_id, created_at, id, updated_at, lifecycle, is_test);
-- How many cases a client has. Kept by triggers, so that its list is not counted.
CREATE TABLE creditor_case_counts (
  creditor_id TEXT PRIMARY KEY NOT NULL REFERENCES creditors(id),
  cases BIGINT NOT NULL
);
INSERT INTO creditor_case_counts SELECT creditor_id, count(*) FROM cases GROUP BY creditor_id;
CREATE FUNCTION count_creditor_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO creditor_case_counts VALUES (NEW.creditor_id, 1)
      ON CONFLICT (creditor_id) DO UPDATE SET cases = creditor_case_counts.cases + 1;
  ELSE
    UPDATE creditor_case_counts SET cases = cases - 1 WHERE creditor_id = OLD.creditor_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER creditor_cases AFTER INSERT OR DELETE ON cases FOR EACH ROW EXECUTE FUNCTION count_creditor_cases();
-- The client of the case, for lists of a whole client. Set by triggers.
CREATE FUNCTION learn_creditor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT creditor_id INTO NEW.creditor_id FROM cases WHERE cases.id = NEW.case_id;
  RETURN NEW;
END $$;
ALTER TABLE payments ADD COLUMN creditor_id TEXT NOT NULL DEFAULT '';
UPDATE payments SET creditor_id = (SELECT creditor_id FROM cases WHERE cases.id = payments.case_id);
CREATE TRIGGER payments_learn_creditor BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION learn_creditor();
CREATE INDEX payments_of_creditor ON payments(creditor_id, created_at, id) WHERE deleted_at IS NULL;
ALTER TABLE tasks ADD COLUMN creditor_id TEXT NOT NULL DEFAULT '';
UPDATE tasks SET creditor_id = (SELECT creditor_id FROM cases WHERE cases.id = tasks.case_id);
CREATE TRIGGER tasks_learn_creditor BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION learn_creditor();
CREATE INDEX tasks_of_creditor ON tasks(creditor_id, kind, solved_at, created_at, id);
-- The link's token is derived from this, so that it can be shown again without being stored; older links have none.
ALTER TABLE client_links ADD COLUMN seed TEXT;
