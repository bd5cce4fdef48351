//! Table: seat_alerts; and who is to be told what.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// How many organizations one turn looks at; the next turn comes soon.
const AT_ONCE: i64 = 200;

row! {
    /// An organization whose use may have crossed a level that it was not told of.
    pub struct CrossingRow {
        organization_id: Uuid,
        name: String,
        slug: String,
        time_zone: String,
        granted: i32,
        spent: i32,
        held: i32,
        /// What was in use when the newest license was granted.
        used_at_grant: i32,
        /// The highest level that the organization was told of before that license.
        told_before: i32,
    }
}

/// Organizations above `lowest` per cent whose present level (the highest of the three) is not noted.
pub fn crossings(conn: &mut PgConnection) -> QueryResult<Vec<CrossingRow>> {
    sql("SELECT a.organization_id, o.name, o.slug, o.time_zone, a.granted, a.spent, a.held,
                g.spent + g.held AS used_at_grant,
                coalesce((SELECT max(substring(s.kind FROM 7)::integer) FROM seat_alerts s
                          WHERE s.organization_id = a.organization_id AND s.granted = g.granted - g.granted_change), 0) AS told_before
         FROM seat_accounts a
         JOIN organizations o ON o.id = a.organization_id
         CROSS JOIN LATERAL (SELECT (a.spent + a.held)::bigint * 100 AS used) u
         CROSS JOIN LATERAL (
             SELECT e.granted, e.granted_change, e.spent, e.held FROM seat_entries e
             WHERE e.organization_id = a.organization_id AND e.kind = 'granted' AND e.kind <> 'spent' ORDER BY e.sequence DESC LIMIT 1
         ) g
         WHERE o.status = 'active' AND a.granted > 0 AND u.used >= 75 * a.granted::bigint
           AND NOT EXISTS (
               SELECT FROM seat_alerts s WHERE s.organization_id = a.organization_id AND s.granted = a.granted
                 AND s.kind = CASE WHEN u.used >= 100 * a.granted::bigint THEN 'seats-100'
                                   WHEN u.used >= 90 * a.granted::bigint THEN 'seats-90' ELSE 'seats-75' END)
         ORDER BY a.organization_id LIMIT $1")
    .bind(AT_ONCE)
    .all(conn)
}

row! {
    /// An organization whose licenses end about now, or did.
    pub struct EndingRow {
        organization_id: Uuid,
        name: String,
        slug: String,
        free: i32,
        /// The last day that licenses cover without a gap.
        ends_on: NaiveDate,
        /// The day on which the license that covers it was granted.
        granted_on: NaiveDate,
        today: NaiveDate,
        /// When the next one starts, after days without any.
        next_starts_on: Option<NaiveDate>,
    }
}

/// Where licenses run out and that is not noted: last days within a month or so that no other license
/// carries on from. For an organization with a license today it is the next such day, for one without the
/// one that was.
pub fn endings(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<EndingRow>> {
    sql("SELECT d.* FROM (
             SELECT DISTINCT ON (o.id) o.id AS organization_id, o.name, o.slug, a.granted - a.spent - a.held AS free, l.ends_on,
                    (l.created_at AT TIME ZONE o.time_zone)::date AS granted_on, t.today,
                    (SELECT min(n.starts_on) FROM licenses n WHERE n.organization_id = o.id AND n.starts_on > l.ends_on) AS next_starts_on
             FROM licenses l
             JOIN organizations o ON o.id = l.organization_id
             JOIN seat_accounts a ON a.organization_id = o.id
             CROSS JOIN LATERAL (SELECT ($1 AT TIME ZONE o.time_zone)::date AS today) t
             WHERE o.status = 'active' AND l.ends_on BETWEEN $1::date - 31 AND $1::date + 31
               AND NOT EXISTS (SELECT FROM licenses n WHERE n.organization_id = o.id AND n.starts_on <= l.ends_on + 1 AND n.ends_on > l.ends_on)
               AND (l.ends_on >= t.today)
                   = EXISTS (SELECT FROM licenses n WHERE n.organization_id = o.id AND t.today BETWEEN n.starts_on AND n.ends_on)
             ORDER BY o.id, abs(l.ends_on - t.today)
         ) d
         WHERE d.ends_on - d.today <= 30 AND NOT EXISTS (
             SELECT FROM seat_alerts s WHERE s.organization_id = d.organization_id AND s.ends_on = d.ends_on
               AND s.kind = CASE WHEN d.ends_on < d.today THEN 'license-ended'
                                 WHEN d.ends_on - d.today <= 7 THEN 'license-ends-7' ELSE 'license-ends-30' END)
         LIMIT $2")
    .bind(now)
    .bind(AT_ONCE)
    .all(conn)
}

/// What an alert is about.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// So many seats granted.
    Granted(i32),
    /// The last day of the licenses.
    End(NaiveDate),
}

/// Notes an alert and how many are told, unless it is noted already; whether it was not.
pub fn note(conn: &mut PgConnection, organization: Uuid, kind: &str, about: About, mails: usize, now: DateTime<Utc>) -> QueryResult<bool> {
    let (granted, ends_on) = match about {
        About::Granted(seats) => (Some(seats), None),
        About::End(day) => (None, Some(day)),
    };
    let noted = sql("INSERT INTO seat_alerts (id, organization_id, kind, granted, ends_on, mails, raised_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ON CONSTRAINT seat_alerts_once DO NOTHING")
    .bind(Uuid::now_v7())
    .bind(organization)
    .bind(kind)
    .bind(granted)
    .bind(ends_on)
    .bind(i32::try_from(mails).unwrap_or(i32::MAX))
    .bind(now)
    .run(conn)?;
    Ok(noted == 1)
}

row! {
    /// An admin who can be written to.
    pub struct AdminRow {
        email: String,
        display_name: String,
        locale: String,
    }
}

/// The admins with a proven address.
pub fn admins(conn: &mut PgConnection, organization: Uuid) -> QueryResult<Vec<AdminRow>> {
    sql("SELECT a.email, a.display_name, a.locale FROM staff f JOIN accounts a ON a.id = f.account_id
         WHERE f.organization_id = $1 AND f.role = 'admin' AND a.email_verified_at IS NOT NULL AND a.email IS NOT NULL ORDER BY f.id")
    .bind(organization)
    .all(conn)
}
