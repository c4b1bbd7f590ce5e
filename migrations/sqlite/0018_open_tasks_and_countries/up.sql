-- The twin of the index for PostgreSQL, where "solved_at IS NULL" is not taken for one value of an index.
CREATE INDEX tasks_open ON tasks(collection_partner_id, kind, deadline, id) WHERE solved_at IS NULL;

-- A country that few cases of an agency have: without this index all its cases are read to find them.
CREATE INDEX cases_by_country ON cases(collection_partner_id, debtor_country, created_at, id, lifecycle, is_test);
