-- Who was refused by which code, and why: what the refusal desk shows and a code's guard counts.

CREATE TABLE refusals (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    code_id uuid NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- The newest one, as the API calls it.
    reason text NOT NULL CONSTRAINT refusals_reason_known CHECK (reason IN (
        'organization-suspended', 'code-deleted', 'code-paused', 'code-not-yet-valid', 'code-expired', 'code-outside-window',
        'code-exhausted', 'domain-not-allowed', 'ip-not-allowed', 'member-blocked', 'member-removed', 'license-inactive',
        'classroom-full', 'no-seats-left')),
    -- Since the case was opened, which is at the first attempt and at the first after staff settled it.
    attempts integer NOT NULL DEFAULT 1 CONSTRAINT refusals_attempts_positive CHECK (attempts > 0),
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    -- The newest Idempotency-Key: the same request sent again is no second attempt.
    last_key text,
    -- The person asked for help.
    told_at timestamptz,
    settled_at timestamptz,
    settled_by uuid REFERENCES accounts (id),
    settled_how text,
    -- A person at a code is one case, however often and for whatever reasons they are refused.
    CONSTRAINT refusals_one_case UNIQUE (code_id, account_id),
    CONSTRAINT refusals_times_in_order CHECK (first_at <= last_at),
    CONSTRAINT refusals_settled_has_how CHECK ((settled_at IS NULL) = (settled_how IS NULL))
);
CREATE INDEX refusals_newest ON refusals (organization_id, last_at DESC, id DESC);
CREATE INDEX refusals_of_account ON refusals (account_id);
-- Forgotten after 30 days.
CREATE INDEX refusals_oldest ON refusals (last_at);
