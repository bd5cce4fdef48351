-- When staff were last written to about people whom a code refused: a crowd that asks for help is one mail.

CREATE TABLE refusal_mails (
    code_id uuid PRIMARY KEY REFERENCES codes (id) ON DELETE CASCADE,
    sent_at timestamptz NOT NULL
);
