DROP TABLE idempotency_keys, mails;
