-- Codes made many at a time, one for each student: what they have in common, and which they are.

CREATE TABLE code_batches (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    classroom_id uuid,
    -- What their texts begin with; empty when nothing does.
    prefix text NOT NULL CONSTRAINT code_batches_prefix_form CHECK (prefix ~ '^([A-Z0-9]([A-Z0-9-]{0,23}[A-Z0-9])?)?$'),
    made integer NOT NULL CONSTRAINT code_batches_made CHECK (made BETWEEN 1 AND 5000),
    note text NOT NULL,
    created_by uuid REFERENCES accounts (id),
    version integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT code_batches_of_organization UNIQUE (id, organization_id),
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id)
);
CREATE INDEX code_batches_newest ON code_batches (organization_id, id DESC);
CREATE INDEX code_batches_of_classroom ON code_batches (classroom_id);

ALTER TABLE codes ADD COLUMN batch_id uuid;
ALTER TABLE codes ADD CONSTRAINT codes_batch_of_same_organization
    FOREIGN KEY (batch_id, organization_id) REFERENCES code_batches (id, organization_id);
CREATE INDEX codes_of_batch ON codes (batch_id, id) WHERE batch_id IS NOT NULL;
-- The list of codes leaves those of batches out; without this, a page of it would step over thousands.
CREATE INDEX codes_by_themselves ON codes (organization_id, id DESC) WHERE batch_id IS NULL;
