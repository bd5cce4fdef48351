ALTER TABLE memberships DROP CONSTRAINT memberships_join_known;
ALTER TABLE memberships ADD CONSTRAINT memberships_join_known CHECK (joined_by IN ('code', 'staff'));
ALTER TABLE memberships DROP CONSTRAINT memberships_leave_known;
ALTER TABLE memberships ADD CONSTRAINT memberships_leave_known CHECK (left_how IN ('left', 'removed'));
