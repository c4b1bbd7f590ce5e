-- PostgreSQL does not take "solved_at IS NULL" for one value of an index, so the open tasks of an agency were sorted
-- whenever they were listed.
CREATE INDEX tasks_open ON tasks(collection_partner_id, kind, deadline, id) WHERE solved_at IS NULL;

-- A country that few cases of an agency have: without this index all its cases are read to find them.
CREATE INDEX cases_by_country ON cases(collection_partner_id, debtor_country, created_at, id, lifecycle, is_test);
