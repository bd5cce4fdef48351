-- A code is not the only way into a classroom any more, nor leaving or being removed the only way out.

ALTER TABLE memberships DROP CONSTRAINT memberships_join_known;
ALTER TABLE memberships ADD CONSTRAINT memberships_join_known
    CHECK (joined_by IN ('code', 'staff', 'invitation', 'import', 'transfer', 'rollover', 'merge'));
ALTER TABLE memberships DROP CONSTRAINT memberships_leave_known;
ALTER TABLE memberships ADD CONSTRAINT memberships_leave_known
    CHECK (left_how IN ('left', 'removed', 'transferred', 'rollover', 'merged', 'undone'));
