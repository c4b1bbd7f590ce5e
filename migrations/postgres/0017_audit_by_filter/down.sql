DROP INDEX audit_by_verb;
DROP INDEX audit_by_actor;
DROP INDEX audit_by_time;
