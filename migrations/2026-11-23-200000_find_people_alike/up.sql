-- Before a seat is spent on somebody new, staff are asked whether they are one of the students who are there: those few are found by these.

-- What is left of an address that people write in more than one way: the mailbox without dots and without a tag.
CREATE FUNCTION address_stem(address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(split_part(split_part(lower(address), '@', 1), '+', 1), '.', '')
$$;

-- A name without case, accents, blanks and punctuation; two names that people take for the same have the same.
CREATE FUNCTION name_stem(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(lower(normalize(name, NFKD)), '[\s[:punct:]\u0300-\u036f]+', '', 'g')
$$;

CREATE INDEX accounts_of_address_stem ON accounts (address_stem(email_key));
CREATE INDEX accounts_of_name_stem ON accounts (name_stem(display_name));
