-- What the operator asks the client about a case that it verifies. area: the contract's resolution area. closed_at: when
-- the case was decided; the answer itself is a message.
CREATE TABLE verification_items (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
    area TEXT NOT NULL,
    description TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    asked_by TEXT NOT NULL,
    closed_at TIMESTAMP
);
CREATE INDEX verification_items_by_case ON verification_items(case_id, asked_at);
