DROP INDEX memberships_former;
ALTER TABLE enrollments DROP COLUMN begun_in;
ALTER TABLE memberships DROP COLUMN ended_in;
ALTER TABLE memberships DROP COLUMN begun_in;
DROP TABLE transfer_students;
DROP TABLE transfer_targets;
DROP TABLE transfers;
