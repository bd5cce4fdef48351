-- What staff write down about a student: seen by staff, never by the student on a screen, and part of what is exported on request.

CREATE TABLE student_notes (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    student_id uuid NOT NULL,
    text text NOT NULL CONSTRAINT student_notes_length CHECK (char_length(text) BETWEEN 1 AND 2000),
    written_by uuid NOT NULL REFERENCES accounts (id),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);
CREATE INDEX student_notes_newest ON student_notes (student_id, id DESC);
