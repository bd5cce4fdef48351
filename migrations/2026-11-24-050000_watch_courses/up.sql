-- Staff watch a course: whom they wrote to about it, and which attempts at a quiz they gave on top.

-- The last mail to a student about a course: the next one waits a day.
CREATE TABLE course_nudges (
    enrollment_id uuid CONSTRAINT course_nudges_one_per_enrollment PRIMARY KEY REFERENCES enrollments (id),
    nudged_at timestamptz NOT NULL,
    nudged_by uuid NOT NULL REFERENCES accounts (id),
    times integer NOT NULL DEFAULT 1 CONSTRAINT course_nudges_times_positive CHECK (times > 0)
);

-- Each attempt that staff gave; lesson_records.extra_attempts is how many there are.
CREATE TABLE attempt_grants (
    id uuid PRIMARY KEY,
    enrollment_id uuid NOT NULL,
    lesson_key uuid NOT NULL,
    classroom_id uuid NOT NULL REFERENCES classrooms (id),
    granted_at timestamptz NOT NULL,
    granted_by uuid NOT NULL REFERENCES accounts (id),
    FOREIGN KEY (enrollment_id, lesson_key) REFERENCES lesson_records (enrollment_id, lesson_key)
);
CREATE INDEX attempt_grants_of_quiz ON attempt_grants (enrollment_id, lesson_key, granted_at DESC);
CREATE INDEX attempt_grants_in_classroom ON attempt_grants (classroom_id, id DESC);
