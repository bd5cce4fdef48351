-- Lists name students without an email address: whether these get usernames is said for each list.
ALTER TABLE imports ADD COLUMN give_usernames boolean NOT NULL DEFAULT false;
