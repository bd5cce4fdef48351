-- People and their sessions: who may sign in, and how a session ends.

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;

-- A version 7 UUID (RFC 9562) for rows that one statement makes many of: the milliseconds, then random
-- bits; the version's four bits take the place of version 4's.
CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                  || set_byte(tail, 0, (get_byte(tail, 0) & 15) | 112), 'hex')::uuid
    FROM (SELECT substring(uuid_send(gen_random_uuid()) FROM 7) AS tail) AS random
$$;

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    -- As the person typed it, trimmed; `email_key` is what makes it unique.
    email text,
    -- Lower case, domain in IDNA A-labels.
    email_key text CONSTRAINT accounts_email_unique UNIQUE,
    email_verified_at timestamptz,
    password_hash text,
    display_name text NOT NULL CONSTRAINT accounts_display_name_length
        CHECK (char_length(display_name) BETWEEN 1 AND 100),
    locale text NOT NULL DEFAULT 'en' CONSTRAINT accounts_locale_known CHECK (locale IN ('en', 'es')),
    operator boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_email_with_key CHECK ((email IS NULL) = (email_key IS NULL)),
    CONSTRAINT accounts_verified_has_email CHECK (email_verified_at IS NULL OR email IS NOT NULL)
);
CREATE TRIGGER accounts_touch BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- A session is the family of its refresh tokens: ending it ends them all.
CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    user_agent text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_because text CONSTRAINT sessions_end_known
        CHECK (ended_because IN ('signed-out', 'ended-by-owner', 'password-changed', 'token-replayed')),
    CONSTRAINT sessions_end_has_reason CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE INDEX sessions_of_account ON sessions (account_id, created_at DESC);

-- Only hashes are kept: a stolen backup opens no session.
CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

-- One open 6-digit code per account; a new one replaces it.
CREATE TABLE email_verifications (
    account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    email_key text NOT NULL,
    code_hash bytea NOT NULL,
    attempts_left integer NOT NULL CONSTRAINT email_verifications_attempts CHECK (attempts_left >= 0),
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

-- Single-use links to set a password: for newly invited staff and for a forgotten password.
CREATE TABLE password_links (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose text NOT NULL CONSTRAINT password_links_purpose_known CHECK (purpose IN ('invitation', 'reset')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX password_links_of_account ON password_links (account_id);

-- Private keys that sign access tokens, made on first start when none is configured.
CREATE TABLE signing_keys (
    kid text PRIMARY KEY,
    private_pem text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
