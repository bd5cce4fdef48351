DROP TABLE seat_accounts, licenses;
