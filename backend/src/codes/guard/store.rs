//! Tables: leak_guards, code_alerts.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::judge::{DEFAULTS, Hour, Thresholds, unrelated};
use crate::row;
use crate::shared::sql::sql;

row! {
    /// How an organization wants it.
    pub struct SettingsRow {
        /// `on`, `rehearse` or `off`.
        mode: String,
        version: i32,
        burst_at_least: i32,
        burst_times_usual: i32,
        first_use_at_most: i32,
        new_domains_at_most: i32,
        refused_at_most: i32,
    }
}

impl SettingsRow {
    pub fn thresholds(&self) -> Thresholds {
        Thresholds {
            burst_at_least: self.burst_at_least,
            burst_times_usual: self.burst_times_usual,
            first_use_at_most: self.first_use_at_most,
            new_domains_at_most: self.new_domains_at_most,
            refused_at_most: self.refused_at_most,
        }
    }
}

impl SettingsRow {
    /// Before anybody chose.
    pub fn standard() -> SettingsRow {
        let Thresholds { burst_at_least, burst_times_usual, first_use_at_most, new_domains_at_most, refused_at_most } = DEFAULTS;
        SettingsRow {
            mode: "on".to_owned(),
            version: 0,
            burst_at_least,
            burst_times_usual,
            first_use_at_most,
            new_domains_at_most,
            refused_at_most,
        }
    }
}

pub fn settings(conn: &mut PgConnection, organization: Uuid) -> QueryResult<SettingsRow> {
    let found = sql("SELECT mode, version, burst_at_least, burst_times_usual, first_use_at_most, new_domains_at_most, refused_at_most
         FROM leak_guards WHERE organization_id = $1")
    .bind(organization)
    .first(conn)?;
    Ok(found.unwrap_or_else(SettingsRow::standard))
}

pub fn write_settings(
    conn: &mut PgConnection,
    organization: Uuid,
    wanted: &SettingsRow,
    by: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO leak_guards AS g (organization_id, mode, burst_at_least, burst_times_usual, first_use_at_most, new_domains_at_most,
                                       refused_at_most, updated_at, updated_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (organization_id) DO UPDATE SET mode = excluded.mode, burst_at_least = excluded.burst_at_least,
             burst_times_usual = excluded.burst_times_usual, first_use_at_most = excluded.first_use_at_most,
             new_domains_at_most = excluded.new_domains_at_most, refused_at_most = excluded.refused_at_most,
             updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = g.version + 1")
    .bind(organization)
    .bind(wanted.mode.as_str())
    .bind(wanted.burst_at_least)
    .bind(wanted.burst_times_usual)
    .bind(wanted.first_use_at_most)
    .bind(wanted.new_domains_at_most)
    .bind(wanted.refused_at_most)
    .bind(now)
    .bind(by)
    .run(conn)
}

row! {
    /// A code that is worth a look.
    pub struct WatchedRow {
        code_id: Uuid,
        organization_id: Uuid,
        mode: String,
        /// Its cap, or its classroom's allotment.
        expected: Option<i32>,
        burst_at_least: i32,
        burst_times_usual: i32,
        first_use_at_most: i32,
        new_domains_at_most: i32,
        refused_at_most: i32,
    }
}

impl WatchedRow {
    pub fn thresholds(&self) -> Thresholds {
        Thresholds {
            burst_at_least: self.burst_at_least,
            burst_times_usual: self.burst_times_usual,
            first_use_at_most: self.first_use_at_most,
            new_domains_at_most: self.new_domains_at_most,
            refused_at_most: self.refused_at_most,
        }
    }
}

/// Codes that somebody used or was refused by since `lately`, and that count within the hour before
/// `now` what could be too much. Not those that were resumed, or noted, after `accepted`.
pub fn worth_a_look(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    lately: DateTime<Utc>,
    hour_ago: DateTime<Utc>,
    accepted: DateTime<Utc>,
) -> QueryResult<Vec<WatchedRow>> {
    sql("SELECT c.id AS code_id, c.organization_id, g.mode, coalesce(c.max_redemptions, k.seat_allotment) AS expected,
                g.burst_at_least, g.burst_times_usual, g.first_use_at_most, g.new_domains_at_most, g.refused_at_most
         FROM organizations o
         LEFT JOIN leak_guards s ON s.organization_id = o.id
         CROSS JOIN LATERAL (
             SELECT coalesce(s.mode, 'on') AS mode, coalesce(s.burst_at_least, $5) AS burst_at_least,
                    coalesce(s.burst_times_usual, $6) AS burst_times_usual, coalesce(s.first_use_at_most, $7) AS first_use_at_most,
                    coalesce(s.new_domains_at_most, $8) AS new_domains_at_most, coalesce(s.refused_at_most, $9) AS refused_at_most
         ) g
         CROSS JOIN LATERAL (
             SELECT r.code_id FROM redemptions r WHERE r.organization_id = o.id AND r.redeemed_at > $2 AND r.redeemed_at <= $1
             UNION SELECT x.code_id FROM refusals x WHERE x.organization_id = o.id AND x.last_at > $2 AND x.last_at <= $1
         ) t
         JOIN codes c ON c.id = t.code_id LEFT JOIN classrooms k ON k.id = c.classroom_id
         WHERE o.status = 'active' AND g.mode <> 'off' AND c.enabled AND c.deleted_at IS NULL AND NOT c.needs_approval
           AND NOT EXISTS (
               SELECT FROM code_alerts a WHERE a.code_id = c.id AND CASE a.settled_how
                   WHEN 'resumed' THEN a.settled_at > $4 WHEN 'noted' THEN g.mode = 'rehearse' AND a.raised_at > $4 ELSE a.settled_at IS NULL END)
           AND ((SELECT count(*) FROM redemptions r WHERE r.code_id = c.id AND r.redeemed_at > $3 AND r.redeemed_at <= $1)
                    > least(g.burst_at_least, g.first_use_at_most, g.new_domains_at_most)
                OR (SELECT count(*) FROM refusals x WHERE x.code_id = c.id AND x.last_at > $3 AND x.last_at <= $1) > g.refused_at_most)
         ORDER BY c.id LIMIT 200")
        .bind(now)
        .bind(lately)
        .bind(hour_ago)
        .bind(accepted)
        .bind(DEFAULTS.burst_at_least)
        .bind(DEFAULTS.burst_times_usual)
        .bind(DEFAULTS.first_use_at_most)
        .bind(DEFAULTS.new_domains_at_most)
        .bind(DEFAULTS.refused_at_most)
        .all(conn)
}

row! {
    /// An hour of a code, with what was before it.
    pub struct HourRow {
        code_id: Uuid,
        /// Hours before the end: 0 is the last.
        back: i32,
        first_at: DateTime<Utc>,
        redeemed: i64,
        new_domains: Vec<String>,
        refused: i64,
        busiest_before: i64,
        hours_before: i64,
        domains_before: i64,
        /// Redemptions in the hour after it.
        redeemed_next: i64,
    }
}

impl HourRow {
    pub fn hour(&self, expected: Option<i32>) -> Hour {
        Hour {
            redeemed: self.redeemed,
            new_domains: unrelated(&self.new_domains),
            refused: self.refused,
            busiest_before: self.busiest_before,
            hours_before: self.hours_before,
            domains_before: self.domains_before,
            expected: expected.map(i64::from),
        }
    }
}

/// The hours of these codes back from `until`, of the last `wanted` hours those with more than `floor`
/// redemptions or refused people; what was before them is read from `since` on. Domains before are
/// counted name by name, so that a code which saw many is judged more mildly, never more harshly.
pub fn hours(
    conn: &mut PgConnection,
    codes: &[Uuid],
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    wanted: i32,
    floor: i32,
) -> QueryResult<Vec<HourRow>> {
    sql("WITH came AS (
             SELECT r.code_id, floor(extract(epoch FROM $3 - r.redeemed_at) / 3600)::int AS back, r.redeemed_at,
                    split_part(a.email_key, '@', 2) AS domain
             FROM redemptions r JOIN accounts a ON a.id = r.account_id
             WHERE r.code_id = ANY ($1) AND r.redeemed_at > $2 AND r.redeemed_at <= $3
         ), used AS (
             SELECT code_id, back, count(*) AS redeemed, min(redeemed_at) AS first_at FROM came GROUP BY 1, 2
         ), met AS (
             SELECT code_id, back, array_agg(domain) AS domains
             FROM (SELECT code_id, domain, max(back) AS back FROM came WHERE domain <> '' GROUP BY 1, 2) f GROUP BY 1, 2
         ), turned_away AS (
             SELECT x.code_id, floor(extract(epoch FROM $3 - x.last_at) / 3600)::int AS back, count(*) AS refused, min(x.last_at) AS first_at
             FROM refusals x
             WHERE x.code_id = ANY ($1) AND x.last_at > $2 AND x.last_at <= $3 AND x.reason IN ('domain-not-allowed', 'ip-not-allowed')
             GROUP BY 1, 2
         ), hour AS (
             SELECT code_id, back, coalesce(u.first_at, x.first_at) AS first_at, coalesce(u.redeemed, 0) AS redeemed,
                    coalesce(m.domains, '{}') AS new_domains, coalesce(x.refused, 0) AS refused,
                    coalesce(max(u.redeemed) OVER before, 0) AS busiest_before, count(u.redeemed) OVER before AS hours_before,
                    coalesce(sum(cardinality(m.domains)) OVER before, 0)::bigint AS domains_before,
                    coalesce(sum(u.redeemed) OVER next, 0)::bigint AS redeemed_next
             FROM used u FULL JOIN turned_away x USING (code_id, back) LEFT JOIN met m USING (code_id, back)
             WINDOW before AS (PARTITION BY code_id ORDER BY back DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                    next AS (PARTITION BY code_id ORDER BY back DESC RANGE BETWEEN 1 FOLLOWING AND 1 FOLLOWING)
         )
         SELECT * FROM hour WHERE back < $4 AND (redeemed > $5 OR refused > $5) ORDER BY back DESC, code_id LIMIT 5000")
    .bind(codes.to_vec())
    .bind(since)
    .bind(until)
    .bind(wanted)
    .bind(floor)
    .all(conn)
}

row! {
    /// A code that may have been far outside its pattern.
    pub struct BusyRow {
        code_id: Uuid,
        code: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        expected: Option<i32>,
    }
}

/// The codes of an organization with more than `floor` redemptions or refused people since then, the
/// 500 busiest.
pub fn busy(
    conn: &mut PgConnection,
    organization: Uuid,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
    floor: i32,
) -> QueryResult<Vec<BusyRow>> {
    sql("SELECT c.id AS code_id, c.text AS code, k.id AS classroom_id, k.name AS classroom_name,
                coalesce(c.max_redemptions, k.seat_allotment) AS expected
         FROM (
             SELECT code_id, sum(count) AS count FROM (
                 SELECT r.code_id, count(*) FROM redemptions r
                 WHERE r.organization_id = $1 AND r.redeemed_at > $2 AND r.redeemed_at <= $3 GROUP BY 1
                 UNION ALL SELECT x.code_id, count(*) FROM refusals x
                 WHERE x.organization_id = $1 AND x.last_at > $2 AND x.last_at <= $3 GROUP BY 1
             ) n GROUP BY 1 HAVING sum(count) > $4 ORDER BY 2 DESC LIMIT 500
         ) t JOIN codes c ON c.id = t.code_id LEFT JOIN classrooms k ON k.id = c.classroom_id
         WHERE NOT c.needs_approval")
    .bind(organization)
    .bind(since)
    .bind(until)
    .bind(floor)
    .all(conn)
}

/// An alert about to be raised.
pub struct NewAlert {
    pub organization: Uuid,
    pub code: Uuid,
    pub rehearsed: bool,
    pub reason: &'static str,
    pub since: DateTime<Utc>,
    pub hour: Hour,
    pub allowed: i64,
    pub now: DateTime<Utc>,
}

/// Raises it; a rehearsal is settled at once.
pub fn raise(conn: &mut PgConnection, new: &NewAlert) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    sql("INSERT INTO code_alerts (id, organization_id, code_id, kind, reason, raised_at, since, redeemed, new_domains, refused,
                                  busiest_before, allowed, settled_at, settled_how)
         VALUES ($1, $2, $3, CASE WHEN $4 THEN 'noted' ELSE 'paused' END, $5, $6, $7, $8, $9, $10, $11, $12,
                 CASE WHEN $4 THEN $6::timestamptz END, CASE WHEN $4 THEN 'noted' END)")
    .bind(id)
    .bind(new.organization)
    .bind(new.code)
    .bind(new.rehearsed)
    .bind(new.reason)
    .bind(new.now)
    .bind(new.since)
    .bind(i32::try_from(new.hour.redeemed).unwrap_or(i32::MAX))
    .bind(i32::try_from(new.hour.new_domains).unwrap_or(i32::MAX))
    .bind(i32::try_from(new.hour.refused).unwrap_or(i32::MAX))
    .bind(i32::try_from(new.hour.busiest_before).unwrap_or(i32::MAX))
    .bind(i32::try_from(new.allowed).unwrap_or(i32::MAX))
    .run(conn)?;
    Ok(id)
}

/// Settles what is open about a code; how many alerts that were.
pub fn settle(conn: &mut PgConnection, codes: &[Uuid], by: Uuid, how: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE code_alerts SET settled_at = $4, settled_by = $2, settled_how = $3 WHERE code_id = ANY ($1) AND settled_at IS NULL")
        .bind(codes.to_vec())
        .bind(by)
        .bind(how)
        .bind(now)
        .run(conn)
}

row! {
    /// An alert as staff see it.
    pub struct AlertRow {
        id: Uuid,
        code_id: Uuid,
        code: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        kind: String,
        reason: String,
        raised_at: DateTime<Utc>,
        since: DateTime<Utc>,
        redeemed: i32,
        new_domains: i32,
        refused: i32,
        busiest_before: i32,
        allowed: i32,
        settled_at: Option<DateTime<Utc>>,
        settled_by: Option<String>,
        settled_how: Option<String>,
    }
}

/// Which alerts are wanted.
#[derive(Debug, Clone, Default)]
pub struct AlertFilter {
    pub code: Option<Uuid>,
    pub open: Option<bool>,
    pub reach: Option<Uuid>,
}

/// Alerts about codes within reach, newest first. Those about a code that is deleted are not open.
pub fn alerts(
    conn: &mut PgConnection,
    organization: Uuid,
    filter: &AlertFilter,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<AlertRow>> {
    sql("SELECT a.id, c.id AS code_id, c.text AS code, k.id AS classroom_id, k.name AS classroom_name, a.kind, a.reason, a.raised_at, a.since,
                a.redeemed, a.new_domains, a.refused, a.busiest_before, a.allowed, a.settled_at, p.display_name AS settled_by, a.settled_how
         FROM code_alerts a JOIN codes c ON c.id = a.code_id LEFT JOIN classrooms k ON k.id = c.classroom_id
         LEFT JOIN accounts p ON p.id = a.settled_by
         WHERE a.organization_id = $1
           AND ($2::uuid IS NULL OR a.code_id = $2)
           AND ($3::bool IS NULL OR $3 = (a.settled_at IS NULL AND c.deleted_at IS NULL AND k.deleted_at IS NULL))
           AND ($4::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff x WHERE x.classroom_id = c.classroom_id AND x.staff_id = $4))
           AND ($5::uuid IS NULL OR a.id < $5)
         ORDER BY a.id DESC LIMIT $6")
        .bind(organization)
        .bind(filter.code)
        .bind(filter.open)
        .bind(filter.reach)
        .bind(after)
        .bind(rows)
        .all(conn)
}

row! {
    /// Somebody whose code it is.
    pub struct OwnerRow {
        email: String,
        display_name: String,
        locale: String,
    }
}

/// Who is told: the staff member it is assigned to, else who made it and still may see it, else the admins.
pub fn owners(conn: &mut PgConnection, code: Uuid) -> QueryResult<Vec<OwnerRow>> {
    sql("SELECT email, display_name, locale FROM (
             SELECT p.email, p.display_name, p.locale, t.turn, min(t.turn) OVER () AS first
             FROM codes c JOIN staff f ON f.organization_id = c.organization_id JOIN accounts p ON p.id = f.account_id
             CROSS JOIN LATERAL (SELECT CASE
                 WHEN f.id = c.assigned_staff_id THEN 1
                 WHEN p.id = c.created_by AND (f.role = 'admin' OR EXISTS (
                     SELECT FROM classroom_staff x WHERE x.classroom_id = c.classroom_id AND x.staff_id = f.id)) THEN 2
                 WHEN f.role = 'admin' THEN 3 END AS turn) t
             WHERE c.id = $1 AND p.email_verified_at IS NOT NULL AND t.turn IS NOT NULL
         ) o WHERE turn = first ORDER BY email LIMIT 20")
    .bind(code)
    .all(conn)
}

row! {
    /// What is to be said of a code in mail.
    pub struct NamedRow {
        code: String,
        place: String,
        slug: String,
    }
}

pub fn named(conn: &mut PgConnection, code: Uuid) -> QueryResult<NamedRow> {
    sql("SELECT c.text AS code, coalesce(k.name, o.name) AS place, o.slug FROM codes c JOIN organizations o ON o.id = c.organization_id
         LEFT JOIN classrooms k ON k.id = c.classroom_id WHERE c.id = $1")
    .bind(code)
    .one(conn)
}
