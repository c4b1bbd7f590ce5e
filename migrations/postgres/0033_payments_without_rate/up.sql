-- Payments whose revenue was confirmed while no exchange rate was known. An import of rates completes them.
CREATE INDEX payments_without_rate ON payments(id)
  WHERE confirmed_at IS NOT NULL AND usd_rate IS NULL AND deleted_at IS NULL;
