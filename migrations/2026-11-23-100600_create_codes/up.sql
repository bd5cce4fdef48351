-- Codes, what they ask for, and who came in by them.

CREATE TABLE codes (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    classroom_id uuid,
    -- As it is shown, and as it is compared (see the normalizer). The key stays taken after
    -- deletion, so that an old flyer never leads into somebody else's school.
    text text NOT NULL CONSTRAINT codes_text_length CHECK (char_length(text) BETWEEN 4 AND 40),
    text_key text NOT NULL CONSTRAINT codes_text_unique UNIQUE
        CONSTRAINT codes_text_key_form CHECK (text_key ~ '^[A-Z0-9]{4,40}$'),
    enabled boolean NOT NULL DEFAULT true,
    -- Both inclusive, days in the organization's zone.
    valid_from date,
    valid_till date,
    max_redemptions integer CONSTRAINT codes_cap_positive CHECK (max_redemptions > 0),
    redeemed integer NOT NULL DEFAULT 0 CONSTRAINT codes_redeemed_positive CHECK (redeemed >= 0),
    -- True: enrolls only in the courses listed in code_courses.
    narrows_courses boolean NOT NULL DEFAULT false,
    assigned_staff_id uuid,
    channel text CONSTRAINT codes_channel_known
        CHECK (channel IN ('email', 'social', 'flyer', 'event', 'other')),
    note text NOT NULL DEFAULT '',
    created_by uuid REFERENCES accounts (id),
    version integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT codes_dates_in_order CHECK (valid_from <= valid_till),
    CONSTRAINT codes_within_cap CHECK (max_redemptions IS NULL OR redeemed <= max_redemptions),
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id),
    FOREIGN KEY (assigned_staff_id, organization_id)
        REFERENCES staff (id, organization_id) ON DELETE SET NULL (assigned_staff_id)
);
CREATE INDEX codes_of_organization ON codes (organization_id, created_at DESC, id DESC);
CREATE INDEX codes_of_classroom ON codes (classroom_id);

-- Lower-case IDNA A-labels, without a trailing dot.
CREATE TABLE code_domains (
    code_id uuid NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    domain text NOT NULL,
    include_subdomains boolean NOT NULL DEFAULT false,
    PRIMARY KEY (code_id, domain)
);

CREATE TABLE code_courses (
    code_id uuid NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    course_id uuid NOT NULL REFERENCES courses (id),
    PRIMARY KEY (code_id, course_id)
);

CREATE TABLE redemptions (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    code_id uuid NOT NULL REFERENCES codes (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    student_id uuid NOT NULL,
    classroom_id uuid,
    seat_spent boolean NOT NULL,
    -- The verified address that satisfied a domain rule, as it was at that moment.
    email_used text,
    redeemed_at timestamptz NOT NULL,
    CONSTRAINT redemptions_once_per_code UNIQUE (code_id, account_id),
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);
CREATE INDEX redemptions_of_account ON redemptions (account_id, redeemed_at DESC, id DESC);
CREATE INDEX redemptions_of_code ON redemptions (code_id, redeemed_at DESC, id DESC);
CREATE INDEX redemptions_of_student ON redemptions (student_id);
CREATE INDEX redemptions_newest ON redemptions (organization_id, redeemed_at DESC, id DESC);

-- Waits, spends nothing, and is judged again when it goes through.
CREATE TABLE pending_redemptions (
    id uuid PRIMARY KEY,
    code_id uuid NOT NULL REFERENCES codes (id),
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    waiting_for text NOT NULL CONSTRAINT pending_redemptions_wait_known CHECK (waiting_for IN ('email')),
    confirmed_learner boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT pending_redemptions_once_per_code UNIQUE (code_id, account_id)
);
CREATE INDEX pending_redemptions_of_account ON pending_redemptions (account_id);

-- Append-only. One row per event, with the balance it left behind.
CREATE TABLE seat_entries (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    sequence bigint NOT NULL,
    kind text NOT NULL CONSTRAINT seat_entries_kind_known
        CHECK (kind IN ('granted', 'spent', 'held', 'released')),
    granted_change integer NOT NULL DEFAULT 0,
    spent_change integer NOT NULL DEFAULT 0,
    held_change integer NOT NULL DEFAULT 0,
    granted integer NOT NULL,
    spent integer NOT NULL,
    held integer NOT NULL,
    license_id uuid REFERENCES licenses (id),
    classroom_id uuid REFERENCES classrooms (id),
    code_id uuid REFERENCES codes (id),
    student_id uuid REFERENCES students (id),
    actor_account_id uuid REFERENCES accounts (id),
    occurred_at timestamptz NOT NULL,
    CONSTRAINT seat_entries_numbered UNIQUE (organization_id, sequence),
    CONSTRAINT seat_entries_within_license CHECK (spent >= 0 AND held >= 0 AND spent + held <= granted),
    -- Each kind changes what it says and nothing else; a spend may use up one held seat.
    CONSTRAINT seat_entries_change_fits_kind CHECK (CASE kind
        WHEN 'granted' THEN granted_change > 0 AND spent_change = 0 AND held_change = 0 AND license_id IS NOT NULL
        WHEN 'spent' THEN granted_change = 0 AND spent_change = 1 AND held_change IN (0, -1) AND student_id IS NOT NULL
        WHEN 'held' THEN granted_change = 0 AND spent_change = 0 AND held_change > 0 AND classroom_id IS NOT NULL
        WHEN 'released' THEN granted_change = 0 AND spent_change = 0 AND held_change < 0 AND classroom_id IS NOT NULL
    END)
);
-- The promise itself: no profile ever costs a second seat.
CREATE UNIQUE INDEX seat_entries_one_seat_per_student ON seat_entries (student_id) WHERE kind = 'spent';

CREATE FUNCTION seat_entries_are_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the seat ledger is append-only';
END $$;
CREATE TRIGGER seat_entries_append_only BEFORE UPDATE OR DELETE ON seat_entries
    FOR EACH ROW EXECUTE FUNCTION seat_entries_are_forever();
CREATE TRIGGER seat_entries_never_emptied BEFORE TRUNCATE ON seat_entries
    FOR EACH STATEMENT EXECUTE FUNCTION seat_entries_are_forever();

-- What happened, for dashboards and (later) webhooks; written in the transaction of its cause.
CREATE TABLE events (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    occurred_at timestamptz NOT NULL
);
CREATE INDEX events_newest ON events (organization_id, occurred_at DESC, id DESC);

-- Lets one statement take back everything it wrote when its premises no longer hold.
CREATE FUNCTION require(holds boolean, otherwise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT holds THEN
        RAISE EXCEPTION '%', otherwise;
    END IF;
END $$;
