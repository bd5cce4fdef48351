-- Whose name stands on a certificate: an enrollment may change hands when profiles are merged, and whoever
-- leaves is forgotten on the certificates with their own name.

ALTER TABLE certificates ADD COLUMN account_id uuid REFERENCES accounts (id);
UPDATE certificates c SET account_id = s.account_id FROM enrollments e JOIN students s ON s.id = e.student_id WHERE e.id = c.enrollment_id;
ALTER TABLE certificates ALTER COLUMN account_id SET NOT NULL;
CREATE INDEX certificates_of_account ON certificates (account_id);
