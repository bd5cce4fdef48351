-- A school whose student has their account deleted is told, when it is asked and when it is done; the seat stays spent.

CREATE TABLE departures (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    student_id uuid NOT NULL REFERENCES students (id),
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    -- How it ended; neither, as long as it is planned.
    taken_back_at timestamptz,
    done_at timestamptz,
    CONSTRAINT departures_end_once CHECK (taken_back_at IS NULL OR done_at IS NULL)
);
CREATE UNIQUE INDEX departures_one_planned ON departures (student_id) WHERE taken_back_at IS NULL AND done_at IS NULL;
CREATE INDEX departures_of_student ON departures (student_id, id DESC);
CREATE INDEX departures_of_organization ON departures (organization_id, id DESC);

-- Who asked before there was this.
INSERT INTO departures (id, organization_id, student_id, asked_at, due_at)
SELECT new_id(), s.organization_id, s.id, a.deletion_due_at - interval '14 days', a.deletion_due_at
FROM accounts a JOIN students s ON s.account_id = a.id WHERE a.deletion_due_at IS NOT NULL AND s.merged_into IS NULL;
