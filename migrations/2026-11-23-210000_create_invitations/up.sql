-- Invitations by mail: to whom, into what, and what became of each; a link that works once.

CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    -- Null: into the organization, and what it offers to everyone.
    classroom_id uuid,
    -- As it was written; `email_key` is what is compared.
    email text NOT NULL,
    email_key text NOT NULL,
    -- How the person is called, if whoever invited them said so.
    display_name text NOT NULL CONSTRAINT invitations_name_length CHECK (char_length(display_name) <= 100),
    -- In which language they are written to.
    locale text NOT NULL CONSTRAINT invitations_locale_known CHECK (locale IN ('en', 'es')),
    invited_by uuid REFERENCES accounts (id),
    created_at timestamptz NOT NULL,
    -- The newest mail about it; how many there were.
    mailed_at timestamptz NOT NULL,
    mails integer NOT NULL DEFAULT 1 CONSTRAINT invitations_mailed CHECK (mails >= 1),
    mail_id uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    opened_at timestamptz,
    -- Somebody accepted it and was refused for want of a seat: since when.
    waits_since timestamptz,
    accepted_at timestamptz,
    student_id uuid,
    seat_spent boolean,
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES accounts (id),
    CONSTRAINT invitations_end_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
    CONSTRAINT invitations_accepted_by_a_student CHECK (
        (accepted_at IS NULL) = (student_id IS NULL) AND (accepted_at IS NULL) = (seat_spent IS NULL)),
    FOREIGN KEY (classroom_id, organization_id) REFERENCES classrooms (id, organization_id),
    FOREIGN KEY (student_id, organization_id) REFERENCES students (id, organization_id)
);
-- Inviting somebody twice to the same place is one invitation, however often it expires in between.
CREATE UNIQUE INDEX invitations_one_open ON invitations (organization_id, classroom_id, email_key) NULLS NOT DISTINCT
    WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX invitations_newest ON invitations (organization_id, id DESC);
CREATE INDEX invitations_of_classroom ON invitations (classroom_id, id DESC);

-- The links that were mailed, by their hash; a stolen backup opens none.
CREATE TABLE invitation_links (
    token_hash bytea PRIMARY KEY,
    invitation_id uuid NOT NULL REFERENCES invitations (id),
    made_at timestamptz NOT NULL,
    -- A newer mail took its place.
    replaced_at timestamptz
);
CREATE INDEX invitation_links_of_invitation ON invitation_links (invitation_id);

-- How many of these mails an organization sent on a day of its own; the ceiling is held here.
CREATE TABLE invitation_days (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    day date NOT NULL,
    mails integer NOT NULL,
    PRIMARY KEY (organization_id, day),
    CONSTRAINT invitation_mails_within_ceiling CHECK (mails BETWEEN 0 AND 5000)
);

-- A mail that its recipient's server refused for good, because there is no such mailbox.
ALTER TABLE mails ADD COLUMN refused_at timestamptz;
