ALTER TABLE certificates DROP COLUMN account_id;
