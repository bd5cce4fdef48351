-- Students without an email address: a username to sign in with, and a card whose QR code signs them in.

-- In the one form in which it is compared; never with an @, so that it is nobody's address.
ALTER TABLE accounts ADD COLUMN username text COLLATE "C"
    CONSTRAINT accounts_username_unique UNIQUE
    CONSTRAINT accounts_username_form CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$');
ALTER TABLE accounts ADD CONSTRAINT accounts_folded_have_no_username CHECK (folded_into IS NULL OR username IS NULL);

-- Whether a card opened it: replacing the card ends it.
ALTER TABLE sessions ADD COLUMN by_card boolean NOT NULL DEFAULT false;

-- One card per account; a new one replaces it. Only the hash of its secret is kept.
CREATE TABLE sign_in_cards (
    account_id uuid CONSTRAINT sign_in_cards_one_each PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash bytea NOT NULL CONSTRAINT sign_in_cards_secret_unique UNIQUE,
    issued_at timestamptz NOT NULL,
    issued_by uuid REFERENCES accounts (id),
    last_used_at timestamptz
);
