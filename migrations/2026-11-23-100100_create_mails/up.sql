-- Mail is a row written in the transaction that causes it and sent afterwards, so that a
-- rolled-back change sends nothing and a crash loses nothing.

CREATE TABLE mails (
    id uuid PRIMARY KEY,
    recipient text NOT NULL,
    subject text NOT NULL,
    body_text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    sent_at timestamptz,
    last_error text
);
CREATE INDEX mails_waiting ON mails (next_attempt_at) WHERE sent_at IS NULL;
CREATE INDEX mails_newest ON mails (created_at DESC);

-- First answers of writes sent with an Idempotency-Key, kept for 24 hours.
CREATE TABLE idempotency_keys (
    account_id uuid NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_oldest ON idempotency_keys (created_at);
