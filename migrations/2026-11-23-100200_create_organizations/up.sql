-- Organizations and the staff who work in them.

CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name text NOT NULL CONSTRAINT organizations_name_length CHECK (char_length(name) BETWEEN 1 AND 120),
    slug text NOT NULL CONSTRAINT organizations_slug_unique UNIQUE
        CONSTRAINT organizations_slug_form CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$'),
    -- IANA name; dates of this organization are days in this zone.
    time_zone text NOT NULL,
    contact_email text,
    status text NOT NULL DEFAULT 'active'
        CONSTRAINT organizations_status_known CHECK (status IN ('active', 'suspended')),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER organizations_touch BEFORE UPDATE ON organizations
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE staff (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    role text NOT NULL CONSTRAINT staff_role_known CHECK (role IN ('admin', 'teacher')),
    title text NOT NULL DEFAULT '',
    added_by uuid REFERENCES accounts (id),
    added_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT staff_once_per_organization UNIQUE (organization_id, account_id),
    -- Lets other tables prove that a staff member is of their organization.
    CONSTRAINT staff_with_organization UNIQUE (id, organization_id)
);
CREATE INDEX staff_of_account ON staff (account_id);
