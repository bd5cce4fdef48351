-- Classrooms and campaigns: who is in them, who runs them, what they offer, what they hold back.

CREATE TABLE classrooms (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    name text NOT NULL CONSTRAINT classrooms_name_length CHECK (char_length(name) BETWEEN 1 AND 120),
    kind text NOT NULL CONSTRAINT classrooms_kind_known CHECK (kind IN ('classroom', 'campaign')),
    description text NOT NULL DEFAULT '',
    audience text NOT NULL
        CONSTRAINT classrooms_audience_known CHECK (audience IN ('students', 'staff', 'parents', 'public')),
    channel text CONSTRAINT classrooms_channel_known
        CHECK (channel IN ('email', 'social', 'flyer', 'event', 'other')),
    school_year text,
    color text NOT NULL DEFAULT 'teal' CONSTRAINT classrooms_color_known
        CHECK (color IN ('teal', 'sunflower', 'coral', 'sky', 'violet', 'moss', 'slate')),
    starts_on date,
    ends_on date,
    -- The quota it holds back from the license; null: it draws on the free seats.
    seat_allotment integer CONSTRAINT classrooms_allotment_positive CHECK (seat_allotment >= 0),
    -- What happens to a new student when the allotment is used up.
    seat_overflow text NOT NULL DEFAULT 'refuse'
        CONSTRAINT classrooms_overflow_known CHECK (seat_overflow IN ('refuse', 'borrow')),
    -- Seats first spent through this classroom; never goes down.
    seats_spent integer NOT NULL DEFAULT 0 CONSTRAINT classrooms_spent_positive CHECK (seats_spent >= 0),
    seats_held integer NOT NULL GENERATED ALWAYS AS (greatest(0, coalesce(seat_allotment, 0) - seats_spent)) STORED,
    -- Counts edits, not redemptions: what a reader may hold against a later write.
    version integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT classrooms_dates_in_order CHECK (starts_on <= ends_on),
    CONSTRAINT classrooms_deleted_hold_nothing CHECK (deleted_at IS NULL OR seat_allotment IS NULL),
    CONSTRAINT classrooms_with_organization UNIQUE (id, organization_id)
);
CREATE INDEX classrooms_of_organization ON classrooms (organization_id, created_at DESC, id DESC);

CREATE TABLE classroom_staff (
    classroom_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    assigned_at timestamptz NOT NULL,
    PRIMARY KEY (classroom_id, staff_id),
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id),
    FOREIGN KEY (staff_id, organization_id) REFERENCES staff (id, organization_id) ON DELETE CASCADE
);
CREATE INDEX classroom_staff_of_staff ON classroom_staff (staff_id);

CREATE TABLE classroom_courses (
    classroom_id uuid NOT NULL REFERENCES classrooms (id),
    course_id uuid NOT NULL REFERENCES courses (id),
    position integer NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (classroom_id, course_id)
);

-- A student profile: one account in one organization. Making one spends a seat.
CREATE TABLE students (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    registered_at timestamptz NOT NULL,
    CONSTRAINT students_one_profile UNIQUE (organization_id, account_id),
    CONSTRAINT students_with_organization UNIQUE (id, organization_id)
);
CREATE INDEX students_of_account ON students (account_id);
CREATE INDEX students_newest ON students (organization_id, registered_at DESC, id DESC);

-- A history: a row per stay. Who is a member now is who has a row without `left_at`.
CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    classroom_id uuid NOT NULL,
    student_id uuid NOT NULL,
    joined_at timestamptz NOT NULL,
    joined_by text NOT NULL CONSTRAINT memberships_join_known CHECK (joined_by IN ('code', 'staff')),
    added_by uuid REFERENCES accounts (id),
    code_id uuid,
    left_at timestamptz,
    left_how text CONSTRAINT memberships_leave_known CHECK (left_how IN ('left', 'removed')),
    removed_by uuid REFERENCES accounts (id),
    CONSTRAINT memberships_leave_has_how CHECK ((left_at IS NULL) = (left_how IS NULL)),
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id),
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);
CREATE UNIQUE INDEX memberships_one_stay_at_a_time ON memberships (classroom_id, student_id) WHERE left_at IS NULL;
CREATE INDEX memberships_roster ON memberships (classroom_id, joined_at DESC, id DESC) WHERE left_at IS NULL;
CREATE INDEX memberships_of_student ON memberships (student_id, classroom_id);

-- Blocked is separate from removed: a blocked student cannot come back by code.
CREATE TABLE classroom_blocks (
    classroom_id uuid NOT NULL REFERENCES classrooms (id),
    student_id uuid NOT NULL REFERENCES students (id),
    blocked_at timestamptz NOT NULL,
    blocked_by uuid REFERENCES accounts (id),
    PRIMARY KEY (classroom_id, student_id)
);

-- One enrollment per student and course, through however many classrooms.
CREATE TABLE enrollments (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    student_id uuid NOT NULL,
    course_id uuid NOT NULL REFERENCES courses (id),
    enrolled_at timestamptz NOT NULL,
    CONSTRAINT enrollments_once_per_course UNIQUE (student_id, course_id),
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);
