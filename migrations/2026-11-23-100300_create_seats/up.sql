-- Licenses, and the ledger that proves granted = spent + held + free at every entry.

CREATE TABLE licenses (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    seats integer NOT NULL CONSTRAINT licenses_seats_positive CHECK (seats BETWEEN 1 AND 10000000),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    note text NOT NULL DEFAULT '',
    granted_by uuid REFERENCES accounts (id),
    created_at timestamptz NOT NULL,
    CONSTRAINT licenses_term_in_order CHECK (starts_on <= ends_on)
);
CREATE INDEX licenses_of_organization ON licenses (organization_id, ends_on);

-- One row per organization: the balance that every spend locks first.
CREATE TABLE seat_accounts (
    organization_id uuid PRIMARY KEY REFERENCES organizations (id),
    granted integer NOT NULL DEFAULT 0,
    spent integer NOT NULL DEFAULT 0,
    held integer NOT NULL DEFAULT 0,
    -- Number of the newest ledger entry.
    sequence bigint NOT NULL DEFAULT 0,
    -- Counts changes to what every newcomer gets: who registers at that moment must not miss it.
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT seats_never_negative CHECK (granted >= 0 AND spent >= 0 AND held >= 0),
    CONSTRAINT seats_within_license CHECK (spent + held <= granted)
);
