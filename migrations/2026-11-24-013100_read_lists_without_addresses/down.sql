ALTER TABLE imports DROP COLUMN give_usernames;
