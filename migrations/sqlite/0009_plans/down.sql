DROP TABLE case_update_clocks;
DROP TABLE case_updates;
DROP TABLE commission_follow_ups;
DROP TABLE instalments;
DROP TABLE plans;
ALTER TABLE period_extensions DROP COLUMN reason;
ALTER TABLE period_extensions DROP COLUMN by_name;
DELETE FROM tasks WHERE kind IN ('CaseSurvey','PaymentOverdue','InvoiceClient','ChasePayment','PausedCase','ClientInputRequired');
DELETE FROM task_counts WHERE kind IN ('CaseSurvey','PaymentOverdue','InvoiceClient','ChasePayment','PausedCase','ClientInputRequired');
CREATE TABLE new_tasks (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('NewCase','Message','Answer','MoreInfoNeeded','ReplyToChat')),
  collection_partner_id TEXT,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  deadline TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  solved_at TIMESTAMP
);
INSERT INTO new_tasks SELECT id, kind, collection_partner_id, case_id, is_test, deadline, created_at, solved_at FROM tasks;
DROP TABLE tasks;
ALTER TABLE new_tasks RENAME TO tasks;
CREATE INDEX tasks_by_case ON tasks(case_id, solved_at);
CREATE INDEX tasks_by_kind ON tasks(collection_partner_id, kind, solved_at, deadline, id);
