-- A course is written in versions: a draft is changed, a published version never again, so that whoever
-- began one finishes what they began.

CREATE TABLE course_versions (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    -- 1, 2, 3 in the order of publishing; none while it is the draft.
    number integer CONSTRAINT course_versions_number_positive CHECK (number > 0),
    title text NOT NULL CONSTRAINT course_versions_title_length CHECK (char_length(title) BETWEEN 1 AND 200),
    summary text NOT NULL DEFAULT '' CONSTRAINT course_versions_summary_length CHECK (char_length(summary) <= 500),
    topic text NOT NULL DEFAULT '' CONSTRAINT course_versions_topic_length CHECK (char_length(topic) <= 100),
    -- What stands on the course's page, as Markdown and as the sanitized HTML made of it.
    about text NOT NULL DEFAULT '' CONSTRAINT course_versions_about_length CHECK (char_length(about) <= 20000),
    about_html text NOT NULL DEFAULT '',
    -- ISO 639-1.
    language text NOT NULL DEFAULT 'en' CONSTRAINT course_versions_language_known CHECK (language ~ '^[a-z]{2}$'),
    -- For whom, in years.
    age_from integer,
    age_to integer,
    CONSTRAINT course_versions_ages_in_order CHECK (age_from BETWEEN 3 AND 120 AND age_to BETWEEN 3 AND 120 AND age_from <= age_to),
    edited_at timestamptz NOT NULL,
    edited_by uuid REFERENCES accounts (id),
    published_at timestamptz,
    published_by uuid REFERENCES accounts (id),
    CONSTRAINT course_versions_published_with_number CHECK ((number IS NULL) = (published_at IS NULL)),
    CONSTRAINT course_versions_one_per_number UNIQUE (course_id, number),
    CONSTRAINT course_versions_with_course UNIQUE (id, course_id)
);
CREATE UNIQUE INDEX course_versions_one_draft ON course_versions (course_id) WHERE number IS NULL;

INSERT INTO course_versions (id, course_id, number, title, summary, topic, edited_at, published_at)
SELECT new_id(), id, 1, title, left(summary, 500), left(topic, 100), created_at, created_at FROM courses ORDER BY id;

-- What lists show of a course is kept at the course, as of the version that newcomers begin.
ALTER TABLE courses ADD COLUMN current_version_id uuid;
ALTER TABLE courses ADD COLUMN lesson_count integer NOT NULL DEFAULT 0;
ALTER TABLE courses ADD COLUMN total_minutes integer NOT NULL DEFAULT 0;
ALTER TABLE courses ADD COLUMN language text NOT NULL DEFAULT 'en';
ALTER TABLE courses ADD COLUMN age_from integer;
ALTER TABLE courses ADD COLUMN age_to integer;
ALTER TABLE courses ADD CONSTRAINT courses_current_version
    FOREIGN KEY (current_version_id, id) REFERENCES course_versions (id, course_id) DEFERRABLE INITIALLY DEFERRED;
UPDATE courses c SET current_version_id = v.id,
    lesson_count = (SELECT count(*) FROM lessons l WHERE l.course_id = c.id),
    total_minutes = (SELECT coalesce(sum(l.minutes), 0) FROM lessons l WHERE l.course_id = c.id)
FROM course_versions v WHERE v.course_id = c.id;

ALTER TABLE lessons ADD COLUMN version_id uuid;
-- The same lesson through all versions: what a student did in it stays theirs when they are moved to a newer one.
ALTER TABLE lessons ADD COLUMN key uuid;
-- Sanitized, made of the body when it was written; empty where it is still to be made.
ALTER TABLE lessons ADD COLUMN html text NOT NULL DEFAULT '';
-- Questions, right answers, pass mark and attempts (see courses/quiz.rs).
ALTER TABLE lessons ADD COLUMN quiz jsonb;
UPDATE lessons l SET key = l.id, version_id = v.id FROM course_versions v WHERE v.course_id = l.course_id;
ALTER TABLE lessons ALTER COLUMN version_id SET NOT NULL;
ALTER TABLE lessons ALTER COLUMN key SET NOT NULL;
ALTER TABLE lessons DROP CONSTRAINT lessons_one_per_position;
ALTER TABLE lessons ADD CONSTRAINT lessons_one_per_position UNIQUE (version_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE lessons ADD CONSTRAINT lessons_one_per_key UNIQUE (version_id, key);
ALTER TABLE lessons ADD CONSTRAINT lessons_of_version
    FOREIGN KEY (version_id, course_id) REFERENCES course_versions (id, course_id) ON DELETE CASCADE;
ALTER TABLE lessons ADD CONSTRAINT lessons_title_length CHECK (char_length(title) BETWEEN 1 AND 200);
ALTER TABLE lessons ADD CONSTRAINT lessons_body_length CHECK (char_length(body) <= 100000);

-- Pictures. A file is never changed: a new one takes the name, and what was published keeps the old.
CREATE TABLE course_files (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    name text NOT NULL CONSTRAINT course_files_name_plain CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$'),
    media_type text NOT NULL
        CONSTRAINT course_files_is_picture CHECK (media_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml')),
    bytes bytea NOT NULL CONSTRAINT course_files_size CHECK (octet_length(bytes) BETWEEN 1 AND 2097152),
    added_at timestamptz NOT NULL,
    replaced_at timestamptz
);
CREATE UNIQUE INDEX course_files_one_per_name ON course_files (course_id, name) WHERE replaced_at IS NULL;
