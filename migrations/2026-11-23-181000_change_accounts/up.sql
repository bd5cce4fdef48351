-- What becomes of an account after it was made: another address, which its owner can take back, and a record of what changed.

-- One open change of address per account; asking again replaces it. Until the six digits are typed nothing changes.
CREATE TABLE address_changes (
    account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    email text NOT NULL,
    email_key text NOT NULL,
    -- The password, hashed like the others of the new address: see accounts/claims.rs.
    password_hash text NOT NULL,
    -- The hash it was asked for with. Once the account has another one, the change is void.
    asked_with text NOT NULL,
    code_hash bytea NOT NULL,
    attempts_left integer NOT NULL CONSTRAINT address_changes_attempts CHECK (attempts_left >= 0),
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX address_changes_of_email ON address_changes (email_key, sent_at);

-- "This was not me": a single-use link mailed to the address that an account had, which puts it back.
CREATE TABLE address_notices (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    email text NOT NULL,
    email_key text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX address_notices_of_account ON address_notices (account_id);

-- What changed about an account, for its owner to read. Never a secret.
CREATE TABLE account_events (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT account_events_kind_known CHECK (kind IN (
        'password-changed', 'password-reset', 'address-changed', 'address-restored',
        'second-factor-on', 'second-factor-off', 'second-factor-reset', 'recovery-code-used', 'recovery-codes-renewed')),
    -- The address it was changed to; what else a reader needs to recognize it by.
    detail text,
    occurred_at timestamptz NOT NULL
);
CREATE INDEX account_events_of_account ON account_events (account_id, id DESC);

ALTER TABLE sessions DROP CONSTRAINT sessions_end_known;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_known CHECK (ended_because IN (
    'signed-out', 'ended-by-owner', 'password-changed', 'token-replayed', 'account-folded', 'address-restored', 'second-factor-changed'));
