-- Year rollovers: what was planned for each classroom and student, how far it went, and what undoes it.

CREATE TABLE rollovers (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    status text NOT NULL CONSTRAINT rollovers_status_known CHECK (status IN ('running', 'done', 'undoing', 'undone')),
    made_by uuid NOT NULL REFERENCES accounts (id),
    made_at timestamptz NOT NULL,
    finished_at timestamptz,
    undo_by uuid REFERENCES accounts (id),
    -- When it was asked to be undone, and when it was.
    undo_at timestamptz,
    undone_at timestamptz,
    CONSTRAINT rollovers_undo_by_somebody CHECK ((undo_at IS NULL) = (undo_by IS NULL)),
    CONSTRAINT rollovers_status_in_time CHECK (
        (status IN ('undoing', 'undone')) = (undo_at IS NOT NULL) AND (status = 'undone') = (undone_at IS NOT NULL)
        AND (status <> 'done' OR finished_at IS NOT NULL)),
    CONSTRAINT rollovers_with_organization UNIQUE (id, organization_id)
);
-- Two at once would each move what the other counted on.
CREATE UNIQUE INDEX rollovers_one_at_a_time ON rollovers (organization_id) WHERE status IN ('running', 'undoing');
CREATE INDEX rollovers_of_organization ON rollovers (organization_id, id DESC);

-- A classroom of a rollover: what was chosen for it, and what became of it.
CREATE TABLE rollover_rooms (
    rollover_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    classroom_id uuid NOT NULL,
    position integer NOT NULL,
    action text NOT NULL CONSTRAINT rollover_rooms_action_known CHECK (action IN ('keep', 'close', 'clone')),
    new_name text,
    school_year text,
    starts_on date,
    ends_on date,
    new_codes boolean NOT NULL,
    -- Whether the old codes lead to the new ones.
    codes_lead_on boolean NOT NULL,
    -- What becomes of whoever is not named: also of who comes in while it runs. Null: they stay.
    default_choice text,
    default_into uuid,
    default_clone_of uuid,
    -- What it held back when it was closed.
    allotment integer,
    clone_id uuid,
    -- The two steps, and what undoes them.
    cloned_at timestamptz,
    done_at timestamptz,
    undone_at timestamptz,
    clone_gone_at timestamptz,
    -- Who was in the new classroom when it was deleted again.
    left_in_clone integer,
    -- Why a step could not be taken, or taken back in full.
    problem text,
    undo_problem text,
    PRIMARY KEY (rollover_id, classroom_id),
    FOREIGN KEY (rollover_id, organization_id) REFERENCES rollovers (id, organization_id) ON DELETE CASCADE,
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id),
    FOREIGN KEY (default_into, organization_id) REFERENCES classrooms (id, organization_id),
    FOREIGN KEY (clone_id, organization_id) REFERENCES classrooms (id, organization_id),
    CONSTRAINT rollover_rooms_clone_has_name CHECK ((action = 'clone') = (new_name IS NOT NULL)),
    CONSTRAINT rollover_rooms_default_known
        CHECK (default_choice IS NULL OR default_choice IN ('keep', 'promote', 'leave')),
    CONSTRAINT rollover_rooms_default_leads_somewhere CHECK (
        num_nonnulls(default_into, default_clone_of) = CASE WHEN default_choice IN ('keep', 'promote') THEN 1 ELSE 0 END)
);

-- A student of one of its classrooms, and where they go.
CREATE TABLE rollover_students (
    rollover_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    classroom_id uuid NOT NULL,
    student_id uuid NOT NULL,
    choice text NOT NULL CONSTRAINT rollover_students_choice_known CHECK (choice IN ('keep', 'promote', 'leave')),
    into_classroom uuid,
    into_clone_of uuid,
    PRIMARY KEY (rollover_id, classroom_id, student_id),
    FOREIGN KEY (rollover_id, classroom_id) REFERENCES rollover_rooms (rollover_id, classroom_id) ON DELETE CASCADE,
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);

-- The transfers that it is made of.
CREATE TABLE rollover_transfers (
    rollover_id uuid NOT NULL,
    classroom_id uuid NOT NULL,
    transfer_id uuid NOT NULL PRIMARY KEY REFERENCES transfers (id),
    choice text NOT NULL,
    target uuid,
    FOREIGN KEY (rollover_id, classroom_id) REFERENCES rollover_rooms (rollover_id, classroom_id) ON DELETE CASCADE
);
CREATE INDEX rollover_transfers_of_room ON rollover_transfers (rollover_id, classroom_id);

-- The new code of an old one; without an old one, the only code of a new classroom.
CREATE TABLE rollover_codes (
    rollover_id uuid NOT NULL,
    classroom_id uuid NOT NULL,
    new_code_id uuid NOT NULL PRIMARY KEY REFERENCES codes (id),
    old_code_id uuid REFERENCES codes (id),
    FOREIGN KEY (rollover_id, classroom_id) REFERENCES rollover_rooms (rollover_id, classroom_id) ON DELETE CASCADE
);
CREATE INDEX rollover_codes_of_room ON rollover_codes (rollover_id, classroom_id);
