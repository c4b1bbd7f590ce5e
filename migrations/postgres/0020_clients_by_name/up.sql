-- The operator's list of clients: by name. Cases of a client by state.
CREATE INDEX creditors_by_name ON creditors(folded, id);
CREATE INDEX cases_by_creditor ON cases(creditor_id, lifecycle, created_at);
