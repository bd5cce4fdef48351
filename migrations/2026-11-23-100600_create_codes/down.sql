DROP TABLE events, seat_entries, pending_redemptions, redemptions, code_courses, code_domains, codes;
DROP FUNCTION seat_entries_are_forever();
DROP FUNCTION require(boolean, text);
