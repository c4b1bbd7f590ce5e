-- The page of the audit trail reads it newest first: all of it, or what one person did, or one kind of change.
CREATE INDEX audit_by_time ON audit(at, id);
CREATE INDEX audit_by_actor ON audit(actor_id, at, id);
CREATE INDEX audit_by_verb ON audit(verb, at, id);
