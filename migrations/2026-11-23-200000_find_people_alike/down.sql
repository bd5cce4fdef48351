DROP INDEX accounts_of_name_stem;
DROP INDEX accounts_of_address_stem;
DROP FUNCTION name_stem;
DROP FUNCTION address_stem;
