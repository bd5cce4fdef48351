-- Whoever owns an account may have it deleted: 14 days to think it over, then the person is scrubbed and what refers to them keeps an id.

ALTER TABLE accounts ADD COLUMN deletion_due_at timestamptz;
ALTER TABLE accounts ADD COLUMN erased_at timestamptz;
-- Nothing is left of whoever was erased, and nobody comes in as them.
ALTER TABLE accounts ADD CONSTRAINT accounts_erased_are_nobody CHECK (erased_at IS NULL OR (
    email IS NULL AND username IS NULL AND password_hash IS NULL AND deletion_due_at IS NULL AND NOT operator));
CREATE INDEX accounts_to_be_erased ON accounts (deletion_due_at) WHERE deletion_due_at IS NOT NULL;
