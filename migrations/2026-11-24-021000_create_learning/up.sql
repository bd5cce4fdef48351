-- Taking courses: when a classroom offers one, and what each student did in it.

-- The first and the last day, and the day by which it is to be done: dates in the organization's zone.
ALTER TABLE classroom_courses ADD COLUMN opens_on date;
ALTER TABLE classroom_courses ADD COLUMN due_on date;
ALTER TABLE classroom_courses ADD COLUMN closes_on date;
ALTER TABLE classroom_courses ADD COLUMN required boolean NOT NULL DEFAULT true;
-- Lessons in their order, each after the one before it; otherwise in any order.
ALTER TABLE classroom_courses ADD COLUMN sequential boolean NOT NULL DEFAULT false;
ALTER TABLE classroom_courses ADD CONSTRAINT classroom_courses_dates_in_order
    CHECK (opens_on <= due_on AND due_on <= closes_on AND opens_on <= closes_on);
CREATE INDEX classroom_courses_of_course ON classroom_courses (course_id, classroom_id);

-- The one record of an enrollment, from the first lesson opened. It holds on to the version that was begun.
CREATE TABLE course_records (
    enrollment_id uuid PRIMARY KEY REFERENCES enrollments (id),
    course_id uuid NOT NULL,
    version_id uuid NOT NULL,
    begun_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    -- The lesson where the student was last.
    lesson_key uuid NOT NULL,
    completed_at timestamptz,
    CONSTRAINT course_records_seen_after_begun CHECK (seen_at >= begun_at),
    CONSTRAINT course_records_completed_after_begun CHECK (completed_at >= begun_at),
    FOREIGN KEY (version_id, course_id) REFERENCES course_versions (id, course_id)
);
CREATE INDEX course_records_of_version ON course_records (version_id);

CREATE TABLE lesson_records (
    enrollment_id uuid NOT NULL REFERENCES course_records (enrollment_id),
    lesson_key uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    -- How far down the student was, in thousandths of the text.
    place smallint NOT NULL DEFAULT 0 CONSTRAINT lesson_records_place_within CHECK (place BETWEEN 0 AND 1000),
    -- Time spent with the lesson in front of them.
    seconds integer NOT NULL DEFAULT 0 CONSTRAINT lesson_records_seconds_positive CHECK (seconds >= 0),
    finished_at timestamptz,
    -- Attempts at the quiz that staff gave on top of the quiz's own.
    extra_attempts integer NOT NULL DEFAULT 0 CONSTRAINT lesson_records_extra_attempts_within CHECK (extra_attempts BETWEEN 0 AND 100),
    PRIMARY KEY (enrollment_id, lesson_key)
);

-- An attempt at a quiz; over when every question is answered.
CREATE TABLE quiz_attempts (
    enrollment_id uuid NOT NULL,
    lesson_key uuid NOT NULL,
    number integer NOT NULL CONSTRAINT quiz_attempts_number_positive CHECK (number > 0),
    -- The lesson whose questions these are, in the version that the student took.
    lesson_id uuid NOT NULL REFERENCES lessons (id),
    begun_at timestamptz NOT NULL,
    finished_at timestamptz,
    questions integer NOT NULL CONSTRAINT quiz_attempts_has_questions CHECK (questions > 0),
    correct integer NOT NULL DEFAULT 0,
    passed boolean NOT NULL DEFAULT false,
    CONSTRAINT quiz_attempts_correct_within CHECK (correct BETWEEN 0 AND questions),
    CONSTRAINT quiz_attempts_passed_when_finished CHECK (NOT passed OR finished_at IS NOT NULL),
    PRIMARY KEY (enrollment_id, lesson_key, number),
    FOREIGN KEY (enrollment_id, lesson_key) REFERENCES lesson_records (enrollment_id, lesson_key)
);
CREATE UNIQUE INDEX quiz_attempts_one_open ON quiz_attempts (enrollment_id, lesson_key) WHERE finished_at IS NULL;
CREATE INDEX quiz_attempts_of_lesson ON quiz_attempts (lesson_id);

-- One answer to each question of an attempt: it stands, whatever is sent after it.
CREATE TABLE quiz_answers (
    enrollment_id uuid NOT NULL,
    lesson_key uuid NOT NULL,
    attempt integer NOT NULL,
    question text NOT NULL,
    answer jsonb NOT NULL,
    correct boolean NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (enrollment_id, lesson_key, attempt, question),
    FOREIGN KEY (enrollment_id, lesson_key, attempt) REFERENCES quiz_attempts (enrollment_id, lesson_key, number)
);

-- What a finished course is worth on paper. The code lets anyone check it, who then sees the names below and no more.
CREATE TABLE certificates (
    enrollment_id uuid PRIMARY KEY REFERENCES course_records (enrollment_id),
    code text NOT NULL CONSTRAINT certificates_code_unique UNIQUE,
    -- As they were on the day; a person who leaves is forgotten here too.
    student_name text NOT NULL,
    course_title text NOT NULL,
    organization_name text NOT NULL,
    minutes integer NOT NULL,
    issued_on date NOT NULL,
    issued_at timestamptz NOT NULL
);
