-- Students are found while somebody types: by the beginnings of the words in their name, address and username, accents ignored.

-- What makes two spellings the same: case, accents, ligatures. By character and not by locale, so that it
-- is the same in every database.
CREATE FUNCTION search_fold(spelled text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    IF octet_length(spelled) = char_length(spelled) THEN
        RETURN lower(spelled);
    END IF;
    RETURN left(lower(translate(
        replace(replace(replace(replace(replace(
            regexp_replace(normalize(spelled, NFKD), '[\u0300-\u036f]', '', 'g'),
            'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'),
        'ŁłØøĐđÐðıАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЄҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς',
        'llooddddiабвгдежзийклмнопрстуфхцчшщъыьэюяієґαβγδεζηθικλμνξοπρστυφχψωσ')), 480);
END $$;

-- The words of a folded text, with a space between each two.
CREATE FUNCTION search_parts(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN translate(folded, E'@._-\t\n\r!"#$%&()*+,/:;<=>?[\\]^{|}~¡¿«»·‐‑‒–—―“”„…、。・', repeat(' ', 51));

-- The words that somebody is found by. A word is kept under its organization, so that a search reads
-- nothing of the others', however large they are; should two organizations share a key, it costs time and
-- nothing else, for every search names the organization.
CREATE FUNCTION search_vector(organization_id uuid, spelled text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    key text := right(organization_id::text, 8);
    folded text := search_fold(spelled);
    words text[];
BEGIN
    -- O'Brien is found as obrien, as o'brien and as brien.
    IF folded ~ '[''’ʼ`]' THEN
        folded := translate(folded, '''’ʼ`', '') || ' ' || translate(folded, '''’ʼ`', '    ');
    END IF;
    words := array_remove(string_to_array(key || replace(search_parts(folded), ' ', ' ' || key), ' '), key);
    -- Where words are written without spaces, every character may begin one.
    IF octet_length(folded) > char_length(folded) AND folded ~ '[\u3040-\u30ff\u3400-\u9fff]' THEN
        words := words || ARRAY (SELECT key || substr(word, at) FROM unnest(words) AS word, generate_series(10, length(word)) AS at
                                WHERE word ~ '[\u3040-\u30ff\u3400-\u9fff]');
    END IF;
    RETURN array_to_tsvector(words);
END $$;

-- Every word of what was typed has to begin one, in any order. Null when it has no word.
CREATE FUNCTION search_query(organization_id uuid, typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN (SELECT string_agg('''' || right(organization_id::text, 8) || word || ''':*', ' & ')::tsquery
            FROM (SELECT word FROM string_to_table(search_parts(translate(search_fold(left(typed, 200)), '''’ʼ`', '')), ' ') AS word
                  WHERE word <> '' LIMIT 8) AS words);

ALTER TABLE students
    -- How the name is sorted.
    ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '',
    -- What a search finds them by.
    ADD COLUMN search_words tsvector NOT NULL DEFAULT '';

-- Both are kept true here and not by whoever writes: accounts are made and renamed in many places.
CREATE FUNCTION make_student_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT search_fold(a.display_name), search_vector(NEW.organization_id, concat_ws(' ', a.display_name, a.email, a.username))
    INTO NEW.name_key, NEW.search_words FROM accounts a WHERE a.id = NEW.account_id;
    RETURN NEW;
END $$;
CREATE TRIGGER students_searchable BEFORE INSERT ON students FOR EACH ROW EXECUTE FUNCTION make_student_searchable();

CREATE FUNCTION keep_students_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE students s SET name_key = search_fold(NEW.display_name),
        search_words = search_vector(s.organization_id, concat_ws(' ', NEW.display_name, NEW.email, NEW.username))
    WHERE s.account_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER accounts_keep_students_searchable AFTER UPDATE OF display_name, email, username ON accounts FOR EACH ROW
    WHEN ((OLD.display_name, OLD.email, OLD.username) IS DISTINCT FROM (NEW.display_name, NEW.email, NEW.username))
    EXECUTE FUNCTION keep_students_searchable();

UPDATE students s SET name_key = search_fold(a.display_name),
    search_words = search_vector(s.organization_id, concat_ws(' ', a.display_name, a.email, a.username))
FROM accounts a WHERE a.id = s.account_id;

CREATE INDEX students_by_words ON students USING gin (search_words);
CREATE INDEX students_by_name ON students (organization_id, name_key, id);
