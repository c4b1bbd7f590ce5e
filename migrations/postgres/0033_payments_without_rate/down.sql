DROP INDEX payments_without_rate;
