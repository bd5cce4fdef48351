DROP TABLE signing_keys, password_links, email_verifications, refresh_tokens, sessions, accounts;
DROP FUNCTION new_id();
DROP FUNCTION touch_updated_at();
