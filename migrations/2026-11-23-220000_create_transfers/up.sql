-- Many students moved, copied or removed at once: what it did to whom, so that it can be undone exactly.

CREATE TABLE transfers (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    kind text NOT NULL CONSTRAINT transfers_kind_known CHECK (kind IN ('move', 'copy', 'remove')),
    -- By hand, or as a part of a year rollover, which is undone as a whole.
    how text NOT NULL CONSTRAINT transfers_how_known CHECK (how IN ('transfer', 'rollover')),
    from_classroom_id uuid NOT NULL,
    -- For how many students it changed something, and of these how many were in every target before.
    students integer NOT NULL DEFAULT 0,
    already_there integer NOT NULL DEFAULT 0,
    -- For whom it did nothing: blocked in a target, or no longer in the classroom that it started from.
    blocked integer NOT NULL DEFAULT 0,
    gone integer NOT NULL DEFAULT 0,
    made_by uuid NOT NULL REFERENCES accounts (id),
    made_at timestamptz NOT NULL,
    undone_by uuid REFERENCES accounts (id),
    undone_at timestamptz,
    -- How many were put back as they were; the others had changed since.
    put_back integer,
    CONSTRAINT transfers_undone_by_somebody
        CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (put_back IS NULL)),
    CONSTRAINT transfers_put_back_within CHECK (put_back BETWEEN 0 AND students),
    CONSTRAINT transfers_with_organization UNIQUE (id, organization_id),
    FOREIGN KEY (from_classroom_id, organization_id) REFERENCES classrooms (id, organization_id)
);
CREATE INDEX transfers_of_classroom ON transfers (from_classroom_id, id DESC);

CREATE TABLE transfer_targets (
    transfer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    classroom_id uuid NOT NULL,
    PRIMARY KEY (transfer_id, classroom_id),
    FOREIGN KEY (transfer_id, organization_id) REFERENCES transfers (id, organization_id) ON DELETE CASCADE,
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id)
);
CREATE INDEX transfer_targets_of_classroom ON transfer_targets (classroom_id, transfer_id DESC);

-- Whoever was chosen, and what came of it.
CREATE TABLE transfer_students (
    transfer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    student_id uuid NOT NULL,
    outcome text NOT NULL
        CONSTRAINT transfer_students_outcome_known CHECK (outcome IN ('moved', 'copied', 'removed', 'already-there', 'blocked', 'gone')),
    undo text CONSTRAINT transfer_students_undo_known CHECK (undo IN ('put-back', 'changed')),
    PRIMARY KEY (transfer_id, student_id),
    FOREIGN KEY (transfer_id, organization_id) REFERENCES transfers (id, organization_id) ON DELETE CASCADE,
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);
CREATE INDEX transfer_students_of_student ON transfer_students (student_id);

-- The transfer that began a stay, and the one that ended it. A redemption leaves them empty and pays nothing.
ALTER TABLE memberships ADD COLUMN begun_in uuid REFERENCES transfers (id);
ALTER TABLE memberships ADD COLUMN ended_in uuid REFERENCES transfers (id);
CREATE INDEX memberships_begun_in ON memberships (begun_in) WHERE begun_in IS NOT NULL;
CREATE INDEX memberships_ended_in ON memberships (ended_in) WHERE ended_in IS NOT NULL;
ALTER TABLE memberships ADD CONSTRAINT memberships_ended_in_has_end CHECK (ended_in IS NULL OR left_at IS NOT NULL);
ALTER TABLE enrollments ADD COLUMN begun_in uuid REFERENCES transfers (id);
CREATE INDEX enrollments_begun_in ON enrollments (begun_in) WHERE begun_in IS NOT NULL;

-- Who was in a classroom before, newest first.
CREATE INDEX memberships_former ON memberships (classroom_id, joined_at DESC, id DESC) WHERE left_at IS NOT NULL;
