DROP TABLE distinctions;
DROP TABLE merges;
DROP TRIGGER students_merged_into_present ON students;
DROP FUNCTION merged_students_lead_to_present_ones;
ALTER TABLE students DROP COLUMN merged_into;
