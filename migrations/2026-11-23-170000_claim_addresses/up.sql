-- An address is claimed by whoever types it and belongs to whoever proves it, so that signing up tells nobody who has an account.

ALTER TABLE accounts DROP CONSTRAINT accounts_email_unique;
CREATE UNIQUE INDEX accounts_verified_email_unique ON accounts (email_key) WHERE email_verified_at IS NOT NULL;
CREATE INDEX accounts_of_email ON accounts (email_key, id);
-- Invited staff: an account without a password, which nobody can sign in to before the mailbox is proven.
CREATE UNIQUE INDEX accounts_one_invitation ON accounts (email_key) WHERE email_verified_at IS NULL AND password_hash IS NULL;

-- A claim whose person turned out to have an account: it keeps its name for what refers to it, and nothing else.
ALTER TABLE accounts ADD COLUMN folded_into uuid REFERENCES accounts (id);
ALTER TABLE accounts ADD CONSTRAINT accounts_folded_are_empty
    CHECK (folded_into IS NULL OR (email IS NULL AND password_hash IS NULL AND NOT operator));
ALTER TABLE sessions DROP CONSTRAINT sessions_end_known;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_known
    CHECK (ended_because IN ('signed-out', 'ended-by-owner', 'password-changed', 'token-replayed', 'account-folded'));
CREATE INDEX email_verifications_of_email ON email_verifications (email_key, sent_at);

-- The address with which somebody came in who had not proven it: it brings one person into an organization, so that
-- who signs up twice spends one seat.
ALTER TABLE students ADD COLUMN unproven_email text;
UPDATE students s SET unproven_email = a.email_key FROM accounts a WHERE a.id = s.account_id AND a.email_verified_at IS NULL;
CREATE UNIQUE INDEX students_one_per_unproven_email ON students (organization_id, unproven_email) WHERE unproven_email IS NOT NULL;
