UPDATE sessions SET ended_because = 'ended-by-owner' WHERE ended_because IN ('address-restored', 'second-factor-changed');
ALTER TABLE sessions DROP CONSTRAINT sessions_end_known;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_known
    CHECK (ended_because IN ('signed-out', 'ended-by-owner', 'password-changed', 'token-replayed', 'account-folded'));
DROP TABLE account_events;
DROP TABLE address_notices;
DROP TABLE address_changes;
