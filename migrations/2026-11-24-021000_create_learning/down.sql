DROP TABLE certificates;
DROP TABLE quiz_answers;
DROP TABLE quiz_attempts;
DROP TABLE lesson_records;
DROP TABLE course_records;
DROP INDEX classroom_courses_of_course;
ALTER TABLE classroom_courses DROP CONSTRAINT classroom_courses_dates_in_order;
ALTER TABLE classroom_courses DROP COLUMN sequential, DROP COLUMN required, DROP COLUMN closes_on, DROP COLUMN due_on, DROP COLUMN opens_on;
