DROP TRIGGER accounts_keep_students_searchable ON accounts;
DROP TRIGGER students_searchable ON students;
DROP FUNCTION keep_students_searchable;
DROP FUNCTION make_student_searchable;
ALTER TABLE students DROP COLUMN search_words, DROP COLUMN name_key;
DROP FUNCTION search_query;
DROP FUNCTION search_vector;
DROP FUNCTION search_parts;
DROP FUNCTION search_fold;
