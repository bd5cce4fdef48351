DROP INDEX students_one_per_unproven_email;
ALTER TABLE students DROP COLUMN unproven_email;
DROP INDEX email_verifications_of_email;
UPDATE sessions SET ended_because = 'signed-out' WHERE ended_because = 'account-folded';
ALTER TABLE sessions DROP CONSTRAINT sessions_end_known;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_known
    CHECK (ended_because IN ('signed-out', 'ended-by-owner', 'password-changed', 'token-replayed'));
ALTER TABLE accounts DROP CONSTRAINT accounts_folded_are_empty;
ALTER TABLE accounts DROP COLUMN folded_into;
DROP INDEX accounts_one_invitation;
DROP INDEX accounts_of_email;
DROP INDEX accounts_verified_email_unique;
-- One account per address again: the others keep what they have, and their people ask staff.
UPDATE accounts a SET email = NULL, email_key = NULL
WHERE a.email_verified_at IS NULL AND EXISTS (
    SELECT FROM accounts b WHERE b.email_key = a.email_key AND b.id <> a.id AND (b.email_verified_at IS NOT NULL OR b.id < a.id));
ALTER TABLE accounts ADD CONSTRAINT accounts_email_unique UNIQUE (email_key);
