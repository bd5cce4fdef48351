-- Two profiles that become one may both be enrolled in a course: the enrollment whose record is further then
-- changes hands with the other. In between, neither belongs to anybody; at the end each belongs to a student.

ALTER TABLE enrollments ALTER CONSTRAINT enrollments_student_id_organization_id_fkey DEFERRABLE INITIALLY IMMEDIATE;
