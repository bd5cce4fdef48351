UPDATE sessions SET ended_because = 'ended-by-owner' WHERE ended_because = 'ended-by-school';
ALTER TABLE sessions DROP CONSTRAINT sessions_end_known;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_known CHECK (ended_because IN (
    'signed-out', 'ended-by-owner', 'password-changed', 'token-replayed', 'account-folded', 'address-restored', 'second-factor-changed'));
ALTER TABLE departures DROP COLUMN taken_back_by;
ALTER TABLE departures DROP COLUMN asked_by;
