-- Two profiles that are one person become one: where the records went, so that it can be undone; and who is not the same.

-- The profile that this one is part of now. Its account stays what it was; whatever it does here from now
-- on, it does as that profile. A merged profile has spent its seat and keeps it spent.
ALTER TABLE students ADD COLUMN merged_into uuid;
ALTER TABLE students ADD CONSTRAINT students_merged_within_organization
    FOREIGN KEY (merged_into, organization_id) REFERENCES students (id, organization_id);
ALTER TABLE students ADD CONSTRAINT students_merged_into_another CHECK (merged_into <> id);
CREATE INDEX students_merged ON students (merged_into) WHERE merged_into IS NOT NULL;

-- One step always leads to the profile that is shown. (Who merges holds the organization's turn.)
CREATE FUNCTION merged_students_lead_to_present_ones() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_into IS NOT NULL AND (
        EXISTS (SELECT FROM students s WHERE s.id = NEW.merged_into AND s.merged_into IS NOT NULL)
        OR EXISTS (SELECT FROM students s WHERE s.merged_into = NEW.id)
    ) THEN
        RAISE EXCEPTION 'a merged student leads to one who is not' USING CONSTRAINT = 'students_merged_into_present';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER students_merged_into_present BEFORE UPDATE OF merged_into ON students
    FOR EACH ROW EXECUTE FUNCTION merged_students_lead_to_present_ones();

CREATE TABLE merges (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    kept_id uuid NOT NULL,
    merged_id uuid NOT NULL,
    merged_by uuid NOT NULL REFERENCES accounts (id),
    merged_at timestamptz NOT NULL,
    -- Every row that was moved or changed, by its id.
    moved jsonb NOT NULL,
    undone_by uuid REFERENCES accounts (id),
    undone_at timestamptz,
    CONSTRAINT merges_undone_by_somebody CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CONSTRAINT merges_of_two CHECK (kept_id <> merged_id),
    FOREIGN KEY (kept_id, organization_id) REFERENCES students (id, organization_id),
    FOREIGN KEY (merged_id, organization_id) REFERENCES students (id, organization_id)
);
CREATE UNIQUE INDEX merges_once ON merges (merged_id) WHERE undone_at IS NULL;
CREATE INDEX merges_of_kept ON merges (kept_id, id DESC);

-- Two students of whom staff said that they are not one person.
CREATE TABLE distinctions (
    organization_id uuid NOT NULL,
    one_id uuid NOT NULL,
    other_id uuid NOT NULL,
    said_by uuid NOT NULL REFERENCES accounts (id),
    said_at timestamptz NOT NULL,
    PRIMARY KEY (one_id, other_id),
    CONSTRAINT distinctions_in_order CHECK (one_id < other_id),
    FOREIGN KEY (one_id, organization_id) REFERENCES students (id, organization_id),
    FOREIGN KEY (other_id, organization_id) REFERENCES students (id, organization_id)
);
CREATE INDEX distinctions_of_organization ON distinctions (organization_id);
