DROP INDEX cases_by_creditor;
DROP INDEX creditors_by_name;
