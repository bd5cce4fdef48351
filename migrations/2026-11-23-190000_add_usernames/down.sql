DROP TABLE sign_in_cards;
ALTER TABLE sessions DROP COLUMN by_card;
ALTER TABLE accounts DROP CONSTRAINT accounts_folded_have_no_username;
ALTER TABLE accounts DROP COLUMN username;
