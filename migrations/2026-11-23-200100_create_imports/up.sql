-- A list of people becomes students: the file, its rows, what each row will do, and what it did.

CREATE TABLE imports (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    -- Where rows go that name no classroom of their own.
    classroom_id uuid,
    source text NOT NULL CONSTRAINT imports_source_known CHECK (source IN ('paste', 'csv', 'oneroster')),
    file_name text NOT NULL CONSTRAINT imports_file_name_length CHECK (char_length(file_name) <= 200),
    state text NOT NULL CONSTRAINT imports_state_known
        CHECK (state IN ('uploading', 'checking', 'ready', 'running', 'done', 'cancelled')),
    -- How the file is read; empty where there is nothing to choose.
    encoding text NOT NULL DEFAULT '',
    separator text NOT NULL DEFAULT '',
    has_heading boolean NOT NULL DEFAULT false,
    headings jsonb NOT NULL DEFAULT '[]',
    -- Which column is what: {"email": 0, "name": 1, ..}.
    columns jsonb NOT NULL DEFAULT '{}',
    make_classrooms boolean NOT NULL DEFAULT false,
    add_teachers boolean NOT NULL DEFAULT false,
    send_mail boolean NOT NULL DEFAULT true,
    row_count integer NOT NULL DEFAULT 0 CONSTRAINT imports_row_count CHECK (row_count BETWEEN 0 AND 50000),
    -- Lines that were left out when it was read, such as those of a roster that are marked as deleted.
    left_out integer NOT NULL DEFAULT 0,
    created_by uuid NOT NULL REFERENCES accounts (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    CONSTRAINT imports_finished_at_the_end CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'cancelled'))),
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id)
);
CREATE INDEX imports_newest ON imports (organization_id, id DESC);
CREATE INDEX imports_at_work ON imports (id) WHERE state IN ('uploading', 'checking', 'running');

-- The file as it was sent, until it has been carried out: it can be read again as another encoding.
CREATE TABLE import_pieces (
    import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    place integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (import_id, place)
);

-- Who and what a roster names, while it is put together.
CREATE TABLE import_roster_lines (
    import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    place integer NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    other_key text NOT NULL,
    cells jsonb NOT NULL
);
CREATE INDEX import_roster_lines_by_key ON import_roster_lines (import_id, kind, key);

CREATE TABLE import_rows (
    import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    -- The line of the file where it has lines, else the place in the list.
    number integer NOT NULL,
    cells jsonb NOT NULL,
    -- What staff corrected by hand.
    mended_email text,
    -- What the row says: filled in when it is checked.
    email text NOT NULL DEFAULT '',
    name text NOT NULL DEFAULT '',
    username text NOT NULL DEFAULT '',
    classroom_name text NOT NULL DEFAULT '',
    -- Who it is about, and where they go: two rows with the same are one.
    identity text NOT NULL DEFAULT '',
    mailbox text NOT NULL DEFAULT '',
    room text NOT NULL DEFAULT '',
    classroom_id uuid REFERENCES classrooms (id),
    -- What will happen; null: not checked yet.
    outcome text CONSTRAINT import_rows_outcome_known CHECK (outcome IN ('new', 'joins', 'here', 'asks', 'duplicate', 'no-address',
        'bad-address', 'blocked', 'classroom-unknown', 'classroom-needed', 'username-taken', 'teacher', 'staff', 'skipped')),
    reason text NOT NULL DEFAULT '',
    spends boolean NOT NULL DEFAULT false,
    -- Who they probably are: a student, or somebody further up in the file.
    alike_student_id uuid REFERENCES students (id),
    alike_number integer,
    decision text CONSTRAINT import_rows_decision_known CHECK (decision IN ('same', 'other', 'skip')),
    -- What happened; null: nothing yet.
    result text CONSTRAINT import_rows_result_known CHECK (result IN ('registered', 'joined', 'here', 'staff', 'left-out', 'refused')),
    result_reason text NOT NULL DEFAULT '',
    student_id uuid REFERENCES students (id),
    done_at timestamptz,
    PRIMARY KEY (import_id, number),
    CONSTRAINT import_rows_done_has_result CHECK ((done_at IS NULL) = (result IS NULL)),
    CONSTRAINT import_rows_in_has_student CHECK ((student_id IS NOT NULL) = (coalesce(result, '') IN ('registered', 'joined', 'here')))
);
CREATE INDEX import_rows_unchecked ON import_rows (import_id, number) WHERE outcome IS NULL;
CREATE INDEX import_rows_undone ON import_rows (import_id, number) WHERE result IS NULL;
CREATE INDEX import_rows_of_identity ON import_rows (import_id, identity, number) WHERE identity <> '';
CREATE INDEX import_rows_of_mailbox ON import_rows (import_id, mailbox, number) WHERE mailbox <> '';
