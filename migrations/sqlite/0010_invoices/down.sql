DROP TABLE invoice_runs;
DROP TABLE credit_notes;
DROP TABLE invoice_payments;
DROP TABLE invoice_lines;
DROP TABLE platform_invoices;
