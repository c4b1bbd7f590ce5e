-- More kinds of tasks: a check cannot be changed, so the table is made anew.
CREATE TABLE new_tasks (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('NewCase','Message','Answer','CaseSurvey','PaymentOverdue','InvoiceClient',
    'ChasePayment','PausedCase','MoreInfoNeeded','ReplyToChat','ClientInputRequired')),
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

-- Who or what extended an exclusive period, and why where it was by hand.
ALTER TABLE period_extensions ADD COLUMN by_name TEXT;
ALTER TABLE period_extensions ADD COLUMN reason TEXT;

-- Promises and payment agreements. How one stands is not stored: it follows from its instalments and the payments that
-- were recorded while it ran. owed: what was outstanding when it was recorded. watch_on: the day on which an instalment
-- becomes late.
CREATE TABLE plans (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('Promise','Agreement')),
  currency TEXT NOT NULL,
  total BIGINT NOT NULL CHECK (total > 0),
  owed BIGINT NOT NULL,
  agreed_on DATE NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  approval_message_id TEXT REFERENCES messages(id) ON DELETE CASCADE,
  approval_document_id TEXT REFERENCES documents(id) ON DELETE CASCADE,
  approved_at TIMESTAMP,
  watch_on DATE,
  fulfilled_at TIMESTAMP,
  ended_at TIMESTAMP,
  ended_as TEXT CHECK (ended_as IN ('Replaced','Ended','Fulfilled')),
  end_reason TEXT,
  ended_by TEXT,
  created_at TIMESTAMP NOT NULL,
  created_by TEXT NOT NULL
);
CREATE INDEX plans_by_case ON plans(case_id, created_at, id);
CREATE UNIQUE INDEX plans_running ON plans(case_id) WHERE ended_at IS NULL;
CREATE INDEX plans_to_watch ON plans(watch_on, id);

CREATE TABLE instalments (
  plan_id TEXT NOT NULL REFERENCES plans(id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  due_on DATE NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  PRIMARY KEY (plan_id, number)
);

-- Commissions on what went to the creditor directly, as long as they are followed up. remind_at: when the agency is
-- reminded next.
CREATE TABLE commission_follow_ups (
  payment_id TEXT PRIMARY KEY NOT NULL REFERENCES payments(id) ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  opened_at TIMESTAMP NOT NULL,
  remind_at TIMESTAMP,
  chases BIGINT NOT NULL DEFAULT 0,
  settled_at TIMESTAMP
);
CREATE INDEX commission_follow_ups_by_case ON commission_follow_ups(case_id, settled_at);
CREATE INDEX commission_follow_ups_due ON commission_follow_ups(remind_at, payment_id);

-- What an agency reports of a case, month by month. month: its first day. credit: basis points of timeliness.
CREATE TABLE case_updates (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  collection_partner_id TEXT NOT NULL,
  month DATE NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  due_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP,
  lapsed_at TIMESTAMP,
  activities TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',
  recommendation TEXT CHECK (recommendation IN ('StayActive','Pause','Close')),
  reason TEXT,
  payment_id TEXT,
  credit BIGINT,
  answered_by TEXT
);
CREATE UNIQUE INDEX case_updates_by_case ON case_updates(case_id, month);

-- When the next update of an Active case is opened; cases in other states have none.
CREATE TABLE case_update_clocks (
  case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  next_at TIMESTAMP NOT NULL
);
CREATE INDEX case_update_clocks_due ON case_update_clocks(next_at, case_id);
INSERT INTO case_update_clocks SELECT id, started_at FROM cases
  WHERE lifecycle = 'Active' AND is_test = FALSE AND started_at IS NOT NULL AND collection_partner_id IS NOT NULL;
