DROP TABLE course_files;
DELETE FROM lessons l USING courses c WHERE c.id = l.course_id AND l.version_id IS DISTINCT FROM c.current_version_id;
ALTER TABLE lessons DROP CONSTRAINT lessons_body_length, DROP CONSTRAINT lessons_title_length, DROP CONSTRAINT lessons_of_version,
    DROP CONSTRAINT lessons_one_per_key, DROP CONSTRAINT lessons_one_per_position;
ALTER TABLE lessons DROP COLUMN quiz, DROP COLUMN html, DROP COLUMN key, DROP COLUMN version_id;
ALTER TABLE lessons ADD CONSTRAINT lessons_one_per_position UNIQUE (course_id, position);
ALTER TABLE courses DROP CONSTRAINT courses_current_version;
ALTER TABLE courses DROP COLUMN age_to, DROP COLUMN age_from, DROP COLUMN language, DROP COLUMN total_minutes, DROP COLUMN lesson_count,
    DROP COLUMN current_version_id;
DROP TABLE course_versions;
