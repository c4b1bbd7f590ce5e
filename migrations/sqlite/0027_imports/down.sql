DROP INDEX cases_by_relationship;
DROP TABLE import_rows;
DROP TABLE imports;
