-- What is sealed cannot be read without the key: those people sign in by the password alone again.
DELETE FROM second_factors WHERE octet_length(secret) <> 20;
ALTER TABLE second_factors DROP CONSTRAINT second_factors_secret_length;
ALTER TABLE second_factors ADD CONSTRAINT second_factors_secret_length CHECK (octet_length(secret) = 20);
