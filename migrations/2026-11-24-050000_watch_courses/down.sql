DROP TABLE attempt_grants;
DROP TABLE course_nudges;
