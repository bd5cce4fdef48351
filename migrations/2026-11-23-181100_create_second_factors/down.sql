ALTER TABLE organizations DROP COLUMN requires_second_factor;
DELETE FROM sessions WHERE second_factor_due;
ALTER TABLE sessions DROP COLUMN second_factor_due;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
