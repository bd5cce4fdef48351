-- More ways to keep strangers out: hours of the week, networks, and a look by staff.

-- Open from `opens` until just before `closes`, minutes of the local day; 1 is Monday (ISO 8601).
CREATE TABLE code_windows (
    code_id uuid NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    weekday integer NOT NULL CONSTRAINT code_windows_weekday CHECK (weekday BETWEEN 1 AND 7),
    opens integer NOT NULL,
    closes integer NOT NULL,
    PRIMARY KEY (code_id, weekday, opens),
    CONSTRAINT code_windows_in_order CHECK (0 <= opens AND opens < closes AND closes <= 1440)
);

CREATE TABLE code_networks (
    code_id uuid NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    network cidr NOT NULL,
    PRIMARY KEY (code_id, network)
);

ALTER TABLE codes ADD COLUMN needs_approval boolean NOT NULL DEFAULT false;

ALTER TABLE pending_redemptions DROP CONSTRAINT pending_redemptions_wait_known;
ALTER TABLE pending_redemptions ADD CONSTRAINT pending_redemptions_wait_known CHECK (waiting_for IN ('email', 'approval'));
CREATE INDEX pending_redemptions_of_code ON pending_redemptions (code_id, id);
