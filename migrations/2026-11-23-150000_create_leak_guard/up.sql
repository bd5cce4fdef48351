-- A code that is used far outside its own pattern pauses itself: how an organization wants that, and what happened.

-- An organization without a row has the defaults, which are the program's.
CREATE TABLE leak_guards (
    organization_id uuid PRIMARY KEY REFERENCES organizations (id),
    mode text NOT NULL CONSTRAINT leak_guards_mode_known CHECK (mode IN ('on', 'rehearse', 'off')),
    -- All of these are counted within an hour; see the guard for what each means.
    burst_at_least integer NOT NULL,
    burst_times_usual integer NOT NULL,
    first_use_at_most integer NOT NULL,
    new_domains_at_most integer NOT NULL,
    refused_at_most integer NOT NULL,
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    updated_by uuid REFERENCES accounts (id),
    CONSTRAINT leak_guards_in_range CHECK (burst_at_least BETWEEN 5 AND 100000 AND burst_times_usual BETWEEN 2 AND 100
        AND first_use_at_most BETWEEN 5 AND 100000 AND new_domains_at_most BETWEEN 3 AND 1000
        AND refused_at_most BETWEEN 5 AND 100000)
);

CREATE TABLE code_alerts (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    code_id uuid NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    -- Whether the code was paused, or it was a rehearsal.
    kind text NOT NULL CONSTRAINT code_alerts_kind_known CHECK (kind IN ('paused', 'noted')),
    reason text NOT NULL CONSTRAINT code_alerts_reason_known CHECK (reason IN ('burst', 'first-use', 'domains', 'refused')),
    raised_at timestamptz NOT NULL,
    -- When the first of the hour's redemptions came, and the hour's figures.
    since timestamptz NOT NULL,
    redeemed integer NOT NULL,
    new_domains integer NOT NULL,
    refused integer NOT NULL,
    -- The busiest hour before, and what would have been taken for ordinary.
    busiest_before integer NOT NULL,
    allowed integer NOT NULL,
    settled_at timestamptz,
    settled_by uuid REFERENCES accounts (id),
    settled_how text CONSTRAINT code_alerts_settling_known CHECK (settled_how IN ('resumed', 'kept-off', 'noted')),
    CONSTRAINT code_alerts_settled_has_how CHECK ((settled_at IS NULL) = (settled_how IS NULL)),
    CONSTRAINT code_alerts_rehearsal_is_settled CHECK ((kind = 'noted') = (settled_how IS NOT DISTINCT FROM 'noted'))
);
CREATE UNIQUE INDEX code_alerts_one_open ON code_alerts (code_id) WHERE settled_at IS NULL;
CREATE INDEX code_alerts_of_code ON code_alerts (code_id, raised_at DESC);
CREATE INDEX code_alerts_newest ON code_alerts (organization_id, id DESC);
