-- The course catalog. A course without an organization is the operator's, for everyone to offer.

CREATE TABLE courses (
    id uuid PRIMARY KEY,
    organization_id uuid REFERENCES organizations (id),
    title text NOT NULL CONSTRAINT courses_title_length CHECK (char_length(title) BETWEEN 1 AND 200),
    summary text NOT NULL DEFAULT '',
    topic text NOT NULL DEFAULT '',
    published boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX courses_of_organization ON courses (organization_id, title);

CREATE TABLE lessons (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    position integer NOT NULL,
    title text NOT NULL,
    minutes integer NOT NULL CONSTRAINT lessons_minutes_positive CHECK (minutes > 0),
    body text NOT NULL DEFAULT '',
    CONSTRAINT lessons_one_per_position UNIQUE (course_id, position)
);

-- Courses that an organization offers to everyone in it, classroom or not.
CREATE TABLE organization_courses (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    course_id uuid NOT NULL REFERENCES courses (id),
    offered_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, course_id)
);
