-- A student without an address cannot ask for the deletion of their account themselves: their school does it for them, and it is kept who did.

ALTER TABLE departures ADD COLUMN asked_by uuid REFERENCES accounts (id);
ALTER TABLE departures ADD COLUMN taken_back_by uuid REFERENCES accounts (id);
-- Staff take back what staff asked for, and nothing else.
ALTER TABLE departures ADD CONSTRAINT departures_taken_back_by_school
    CHECK (taken_back_by IS NULL OR (asked_by IS NOT NULL AND taken_back_at IS NOT NULL));

ALTER TABLE sessions DROP CONSTRAINT sessions_end_known;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_known CHECK (ended_because IN (
    'signed-out', 'ended-by-owner', 'password-changed', 'token-replayed', 'account-folded', 'address-restored', 'second-factor-changed',
    'ended-by-school'));
