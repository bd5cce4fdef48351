-- The secrets of second factors are sealed with a key that is not among them: a nonce of 12 bytes, the 20 of the secret, a tag of 16. Plain ones from before work, and are sealed when they are next used.

ALTER TABLE second_factors DROP CONSTRAINT second_factors_secret_length;
ALTER TABLE second_factors ADD CONSTRAINT second_factors_secret_length CHECK (octet_length(secret) IN (20, 48));
