DROP INDEX cases_by_country;
DROP INDEX tasks_open;
