-- What an organisation's people are to be told by mail; several notices become one mail. organisation_id: an agency, or
-- the operator. subject_id: what happened, so that the same is told once. sent_at: when it was mailed, or dropped
-- because nobody wants it.
CREATE TABLE notices (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    case_id TEXT REFERENCES cases(id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP
);
CREATE UNIQUE INDEX notices_once ON notices(organisation_id, kind, subject_id);
CREATE INDEX notices_unsent ON notices(created_at, organisation_id) WHERE sent_at IS NULL;
CREATE INDEX notices_by_case ON notices(case_id);
-- Kinds of notices that a person has turned off.
CREATE TABLE notices_off (
    person_id TEXT NOT NULL REFERENCES people(id),
    kind TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
);
