-- Files of cases. headers and fields: JSON lists of texts; fields has the field of each column of the file, or
-- "ignore". wrong: rows with problems. done: the number of the last row that was looked at. made: cases that were made.
CREATE TABLE imports (
    id TEXT NOT NULL PRIMARY KEY,
    creditor_id TEXT NOT NULL REFERENCES creditors(id),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    headers TEXT NOT NULL,
    fields TEXT NOT NULL,
    status TEXT NOT NULL,
    total BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    done BIGINT NOT NULL,
    made BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT NOT NULL,
    author_id TEXT NOT NULL,
    confirmed_at TIMESTAMP,
    finished_at TIMESTAMP
);
CREATE INDEX imports_by_age ON imports(created_at);
CREATE INDEX imports_to_do ON imports(confirmed_at) WHERE status = 'Waiting';
-- The rows of a file. cells: a JSON list of texts. problems: a JSON list of field and text; null if the row is good.
-- refusal: why no case was made of a good row.
CREATE TABLE import_rows (
    import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    cells TEXT NOT NULL,
    problems TEXT,
    case_id TEXT REFERENCES cases(id) ON DELETE SET NULL,
    refusal TEXT,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_wrong ON import_rows(import_id, number) WHERE problems IS NOT NULL;
-- Which agencies have accepted cases of a client, for routing.
CREATE INDEX cases_by_relationship ON cases(creditor_id, is_test, collection_partner_id, started_at)
    WHERE started_at IS NOT NULL;
