-- The life of a code: every text it ever had, what became of it, and every change of it.

-- Every text that was ever a code's. A text stays here forever, whatever becomes of its code, so that
-- an old flyer never leads into somebody else's school.
CREATE TABLE code_texts (
    text_key text CONSTRAINT code_texts_unique PRIMARY KEY,
    code_id uuid NOT NULL REFERENCES codes (id),
    text text NOT NULL,
    -- How it looks where O and 0, or I, 1 and L, cannot be told apart. Null for the later one of two
    -- that were alike before this was asked.
    likeness text CONSTRAINT code_texts_look_alike UNIQUE,
    -- Null: the code's text now.
    retired_at timestamptz,
    -- Whether a stranger who types a retired text is told what took its place. False: it got out.
    name_successor boolean NOT NULL DEFAULT true
);
CREATE UNIQUE INDEX code_texts_one_at_a_time ON code_texts (code_id) WHERE retired_at IS NULL;
CREATE INDEX code_texts_of_code ON code_texts (code_id);

CREATE FUNCTION likeness_of(text_key text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN translate(text_key, 'OIL', '011');

INSERT INTO code_texts (text_key, code_id, text, likeness)
SELECT text_key, id, text,
       CASE WHEN row_number() OVER (PARTITION BY likeness_of(text_key) ORDER BY id) = 1 THEN likeness_of(text_key) END
FROM codes;

-- Whoever writes a text into codes keeps it here.
CREATE FUNCTION keep_code_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO code_texts (text_key, code_id, text, likeness)
    VALUES (NEW.text_key, NEW.id, NEW.text, likeness_of(NEW.text_key));
    RETURN NULL;
END $$;
CREATE TRIGGER codes_keep_new_text AFTER INSERT ON codes FOR EACH ROW EXECUTE FUNCTION keep_code_text();
CREATE TRIGGER codes_keep_changed_text AFTER UPDATE OF text_key ON codes
    FOR EACH ROW EXECUTE FUNCTION keep_code_text();

CREATE FUNCTION code_texts_are_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the text of a code is never forgotten';
END $$;
CREATE TRIGGER code_texts_never_deleted BEFORE DELETE ON code_texts
    FOR EACH ROW EXECUTE FUNCTION code_texts_are_forever();
CREATE TRIGGER code_texts_never_passed_on BEFORE UPDATE OF text_key, code_id, text ON code_texts
    FOR EACH ROW EXECUTE FUNCTION code_texts_are_forever();
CREATE TRIGGER code_texts_never_emptied BEFORE TRUNCATE ON code_texts
    FOR EACH STATEMENT EXECUTE FUNCTION code_texts_are_forever();

-- What a deleted code leads to instead.
ALTER TABLE codes ADD CONSTRAINT codes_of_one_organization UNIQUE (id, organization_id);
ALTER TABLE codes ADD COLUMN successor_id uuid;
ALTER TABLE codes ADD COLUMN successor_since timestamptz;
ALTER TABLE codes ADD FOREIGN KEY (successor_id, organization_id) REFERENCES codes (id, organization_id);
ALTER TABLE codes ADD CONSTRAINT codes_successor_of_deleted CHECK (successor_id IS NULL OR deleted_at IS NOT NULL);
ALTER TABLE codes ADD CONSTRAINT codes_successor_is_another CHECK (successor_id <> id);
CREATE INDEX codes_of_successor ON codes (successor_id) WHERE successor_id IS NOT NULL;

-- Append-only. Written in the transaction of the change.
CREATE TABLE code_changes (
    id uuid PRIMARY KEY,
    code_id uuid NOT NULL REFERENCES codes (id),
    -- The code's version after it: the order of changes, whatever the clocks say.
    version integer NOT NULL,
    kind text NOT NULL CONSTRAINT code_changes_kind_known
        CHECK (kind IN ('made', 'switched_on', 'switched_off', 'paused_by_guard', 'edited', 'rotated', 'deleted')),
    -- [{"field", "before", "after"}], named and written as in a PATCH.
    fields jsonb NOT NULL DEFAULT '[]',
    -- Null: nobody in particular.
    actor_account_id uuid REFERENCES accounts (id),
    occurred_at timestamptz NOT NULL
);
CREATE INDEX code_changes_newest ON code_changes (code_id, version DESC, id DESC);

CREATE FUNCTION code_changes_are_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of a code is append-only';
END $$;
CREATE TRIGGER code_changes_append_only BEFORE UPDATE OR DELETE ON code_changes
    FOR EACH ROW EXECUTE FUNCTION code_changes_are_forever();
CREATE TRIGGER code_changes_never_emptied BEFORE TRUNCATE ON code_changes
    FOR EACH STATEMENT EXECUTE FUNCTION code_changes_are_forever();

INSERT INTO code_changes (id, code_id, version, kind, actor_account_id, occurred_at)
SELECT new_id(), id, 1, 'made', created_by, created_at FROM codes;
INSERT INTO code_changes (id, code_id, version, kind, occurred_at)
SELECT new_id(), id, version, 'deleted', deleted_at FROM codes WHERE deleted_at IS NOT NULL;
