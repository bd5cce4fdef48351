DROP INDEX accounts_to_be_erased;
ALTER TABLE accounts DROP CONSTRAINT accounts_erased_are_nobody;
ALTER TABLE accounts DROP COLUMN erased_at;
ALTER TABLE accounts DROP COLUMN deletion_due_at;
