-- A second factor for signing in: a phone that shows six digits, and what stands in for it when it is lost.

-- The shared secret of RFC 6238. It has to be kept as it is, since the server computes the same digits.
CREATE TABLE second_factors (
    account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret bytea NOT NULL CONSTRAINT second_factors_secret_length CHECK (octet_length(secret) = 20),
    begun_at timestamptz NOT NULL,
    -- Null until the first digits were typed; only then is it asked for.
    confirmed_at timestamptz,
    -- The step whose digits were used last: none works twice, nor an older one.
    last_step bigint NOT NULL DEFAULT 0
);

-- Single-use codes for a lost phone; only their hashes are kept.
CREATE TABLE recovery_codes (
    account_id uuid NOT NULL REFERENCES second_factors (account_id) ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (account_id, code_hash)
);

-- Opened by the first factor only: good for nothing but giving the second.
ALTER TABLE sessions ADD COLUMN second_factor_due boolean NOT NULL DEFAULT false;

-- Whether staff reach the organization only with a second factor.
ALTER TABLE organizations ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
