-- What an organization was told about its seats and licenses, so that nothing is told twice: not by two
-- servers, not after a crash.

CREATE TABLE seat_alerts (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    kind text NOT NULL CONSTRAINT seat_alerts_kind_known CHECK (kind IN (
        'seats-75', 'seats-90', 'seats-100', 'license-ends-30', 'license-ends-7', 'license-ended')),
    -- What it is about: so many seats granted, or the last day of the licenses. More seats, or another
    -- last day, are another matter.
    granted integer,
    ends_on date,
    -- How many admins were written to; nobody, where a more urgent alert went out in its place.
    mails integer NOT NULL,
    raised_at timestamptz NOT NULL,
    CONSTRAINT seat_alerts_about_one_thing CHECK (
        (granted IS NOT NULL) = starts_with(kind, 'seats-') AND (ends_on IS NOT NULL) = starts_with(kind, 'license-')),
    CONSTRAINT seat_alerts_once UNIQUE NULLS NOT DISTINCT (organization_id, kind, granted, ends_on)
);

-- Grants, holds and releases are few among a million spent seats; redemptions pay nothing for this.
CREATE INDEX seat_entries_not_spent ON seat_entries (organization_id, sequence) WHERE kind <> 'spent';

-- The licenses that end about now.
CREATE INDEX licenses_by_end ON licenses (ends_on);
