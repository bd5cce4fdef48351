//! Tables: codes, code_texts, code_changes, code_batches, code_domains, code_courses, redemptions,
//! pending_redemptions, refusals, events.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use ipnet::IpNet;
use uuid::Uuid;

use super::edit::Changes;
use super::issue::{NewCode, Window};
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

/// The state of a code `c` of a classroom `k` at the local time `z`.
macro_rules! state {
    () => {
        "CASE
             WHEN c.deleted_at IS NOT NULL OR k.deleted_at IS NOT NULL THEN 'deleted'
             WHEN NOT c.enabled THEN 'paused'
             WHEN z.today < c.valid_from THEN 'scheduled'
             WHEN z.today > c.valid_till THEN 'expired'
             WHEN c.redeemed >= c.max_redemptions THEN 'exhausted'
             WHEN EXISTS (SELECT FROM code_windows x WHERE x.code_id = c.id) AND NOT EXISTS (
                 SELECT FROM code_windows x WHERE x.code_id = c.id AND x.weekday = extract(isodow FROM z.clock)
                   AND extract(hour FROM z.clock) * 60 + extract(minute FROM z.clock) >= x.opens
                   AND extract(hour FROM z.clock) * 60 + extract(minute FROM z.clock) < x.closes) THEN 'outside-window'
             ELSE 'active' END"
    };
}

pub mod batches;
pub mod exposing;
pub mod history;
pub mod merged;
pub mod redeeming;
pub mod refused;
pub mod texts;
pub mod waiting;

row! {
    /// A code as staff see it.
    pub struct CodeRow {
        id: Uuid,
        text: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        enabled: bool,
        valid_from: Option<NaiveDate>,
        valid_till: Option<NaiveDate>,
        time_zone: String,
        max_redemptions: Option<i32>,
        redeemed: i32,
        pending: i64,
        domains: Vec<String>,
        domains_with_subdomains: Vec<String>,
        /// Weekly windows: one weekday, opening and closing minute each.
        weekdays: Vec<i32>,
        opens: Vec<i32>,
        closes: Vec<i32>,
        networks: Vec<String>,
        needs_approval: bool,
        narrows_courses: bool,
        course_ids: Vec<Uuid>,
        assigned_staff_id: Option<Uuid>,
        assigned_staff_name: Option<String>,
        channel: Option<String>,
        note: String,
        /// `scheduled`, `active`, `paused`, `outside-window`, `expired`, `exhausted` or `deleted`.
        state: String,
        seat_allotment: Option<i32>,
        seats_held: i32,
        borrows: bool,
        free_seats: i32,
        license_active: bool,
        /// The code itself, not only its classroom.
        deleted: bool,
        successor_id: Option<Uuid>,
        successor_text: Option<String>,
        batch_id: Option<Uuid>,
        version: i32,
        created_at: DateTime<Utc>,
        updated_at: DateTime<Utc>,
    }
}

/// Which codes are wanted.
#[derive(Clone, Default)]
pub struct Filter {
    /// These alone.
    pub only: Option<Vec<Uuid>>,
    /// Those of one batch. Without it, those of batches are left out.
    pub batch: Option<Uuid>,
    /// A code of a batch, too, if this is its key.
    pub key: Option<String>,
    pub reach: Option<Uuid>,
    pub classroom: Option<Uuid>,
    pub state: Option<String>,
    /// A pattern for the text or the classroom's name.
    pub search: Option<String>,
    /// A pattern for the key of any text that the code has or had.
    pub letters: Option<String>,
}

/// Codes, newest first. Deleted ones only when asked for by state or by id.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    filter: &Filter,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<CodeRow>> {
    sql(concat!("SELECT c.id, c.text, c.classroom_id, k.name AS classroom_name, c.enabled, c.valid_from, c.valid_till, o.time_zone,
                c.max_redemptions, c.redeemed,
                (SELECT count(*) FROM pending_redemptions p WHERE p.code_id = c.id) AS pending,
                coalesce(d.names, '{}') AS domains, coalesce(d.wide, '{}') AS domains_with_subdomains,
                coalesce(w.weekdays, '{}') AS weekdays, coalesce(w.opens, '{}') AS opens, coalesce(w.closes, '{}') AS closes,
                coalesce((SELECT array_agg(n.network::text ORDER BY n.network) FROM code_networks n WHERE n.code_id = c.id), '{}') AS networks,
                c.needs_approval,
                c.narrows_courses, coalesce((SELECT array_agg(n.course_id) FROM code_courses n WHERE n.code_id = c.id), '{}') AS course_ids,
                c.assigned_staff_id, p.display_name AS assigned_staff_name, c.channel, c.note, t.state,
                k.seat_allotment, coalesce(k.seats_held, 0) AS seats_held, coalesce(k.seat_overflow = 'borrow', false) AS borrows,
                b.granted - b.spent - b.held AS free_seats,
                EXISTS (SELECT FROM licenses l WHERE l.organization_id = o.id AND t.today BETWEEN l.starts_on AND l.ends_on) AS license_active,
                c.deleted_at IS NOT NULL AS deleted, c.successor_id, (SELECT n.text FROM codes n WHERE n.id = c.successor_id) AS successor_text,
                c.batch_id, c.version, c.created_at, c.updated_at
         FROM codes c JOIN organizations o ON o.id = c.organization_id JOIN seat_accounts b ON b.organization_id = o.id
         LEFT JOIN classrooms k ON k.id = c.classroom_id
         LEFT JOIN staff f ON f.id = c.assigned_staff_id LEFT JOIN accounts p ON p.id = f.account_id
         LEFT JOIN LATERAL (
             SELECT array_agg(domain ORDER BY domain) AS names, array_agg(domain) FILTER (WHERE include_subdomains) AS wide
             FROM code_domains WHERE code_id = c.id
         ) d ON true
         LEFT JOIN LATERAL (
             SELECT array_agg(weekday ORDER BY weekday, opens) AS weekdays, array_agg(opens ORDER BY weekday, opens) AS opens,
                    array_agg(closes ORDER BY weekday, opens) AS closes
             FROM code_windows WHERE code_id = c.id
         ) w ON true
         CROSS JOIN LATERAL (
             SELECT z.today, ", state!(), " AS state
             FROM (SELECT ($7 AT TIME ZONE o.time_zone)::date AS today, $7 AT TIME ZONE o.time_zone AS clock) z
         ) t
         WHERE c.organization_id = $1
           AND CASE WHEN $2::uuid[] IS NOT NULL THEN c.id = ANY ($2)
                    WHEN $10::uuid IS NOT NULL THEN c.batch_id = $10
                    ELSE c.batch_id IS NULL OR c.text_key = $11 END
           AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = c.classroom_id AND a.staff_id = $3))
           AND ($4::uuid IS NULL OR c.classroom_id = $4)
           AND CASE WHEN $5::text IS NOT NULL THEN t.state = $5 ELSE $2::uuid[] IS NOT NULL OR t.state <> 'deleted' END
           AND ($6::text IS NULL OR c.text ILIKE $6 OR k.name ILIKE $6
                OR EXISTS (SELECT FROM code_texts x WHERE x.code_id = c.id AND x.text_key LIKE $12::text))
           AND ($8::uuid IS NULL OR c.id < $8)
         ORDER BY c.id DESC LIMIT $9"))
        .bind(organization)
        .bind(filter.only.clone())
        .bind(filter.reach)
        .bind(filter.classroom)
        .bind(filter.state.clone())
        .bind(filter.search.clone())
        .bind(now)
        .bind(after)
        .bind(rows)
        .bind(filter.batch)
        .bind(filter.key.clone())
        .bind(filter.letters.clone())
        .all(conn)
}

/// These codes, in the order of their ids.
pub fn these(conn: &mut PgConnection, organization: Uuid, ids: &[Uuid], now: DateTime<Utc>) -> QueryResult<Vec<CodeRow>> {
    let filter = Filter { only: Some(ids.to_vec()), ..Filter::default() };
    list(conn, organization, &filter, now, None, i64::MAX)
}

/// One code within reach, deleted or not.
pub fn one(conn: &mut PgConnection, organization: Uuid, id: Uuid, reach: Option<Uuid>, now: DateTime<Utc>) -> Result<CodeRow, AppError> {
    let filter = Filter { only: Some(vec![id]), reach, ..Filter::default() };
    list(conn, organization, &filter, now, None, 1)?.pop().ok_or_else(AppError::not_found)
}

/// Locks codes of the organization for an edit, always in the same order. In full, since a rotation
/// changes a key.
pub fn lock(conn: &mut PgConnection, organization: Uuid, ids: &[Uuid]) -> QueryResult<usize> {
    sql("SELECT FROM codes WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE")
        .bind(organization)
        .bind(ids.to_vec())
        .run(conn)
}

/// Counts the versions of locked codes up: what was read of them before is no longer how it is, so
/// that redemptions under way are judged again.
pub fn touch(conn: &mut PgConnection, codes: &[Uuid], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE codes SET version = version + 1, updated_at = $2 WHERE id = ANY ($1)").bind(codes.to_vec()).bind(now).run(conn)
}

/// Writes codes that differ in their text only; those whose text is taken are left out. The ids of
/// those that were made.
pub fn insert(
    conn: &mut PgConnection,
    organization: Uuid,
    batch: Option<Uuid>,
    texts: &[(String, String)],
    new: &NewCode,
) -> QueryResult<Vec<Uuid>> {
    let (shown, keys): (Vec<String>, Vec<String>) = texts.iter().cloned().unzip();
    let ids: Vec<Uuid> = texts.iter().map(|_| Uuid::now_v7()).collect();
    let made =
        sql("INSERT INTO codes (id, organization_id, classroom_id, text, text_key, enabled, valid_from, valid_till, max_redemptions,
                            narrows_courses, assigned_staff_id, channel, note, created_by, created_at, updated_at, needs_approval, batch_id)
         SELECT x.id, $2, $3, x.text, x.key, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17
         FROM unnest($1::uuid[], $4::text[], $5::text[]) AS x (id, text, key)
         ON CONFLICT (text_key) DO NOTHING RETURNING id")
        .bind(ids)
        .bind(organization)
        .bind(new.classroom_id)
        .bind(shown)
        .bind(keys)
        .bind(new.enabled)
        .bind(new.valid_from)
        .bind(new.valid_till)
        .bind(new.max_redemptions)
        .bind(new.course_ids.is_some())
        .bind(new.assigned_staff_id)
        .bind(new.channel.clone())
        .bind(new.note.as_str())
        .bind(new.by)
        .bind(new.now)
        .bind(new.needs_approval)
        .bind(batch)
        .all::<IdRow>(conn)?;
    Ok(made.into_iter().map(|row| row.id).collect())
}

row! {
    struct IdRow {
        id: Uuid,
    }
}

/// Writes changed fields of these codes; what is `None` stays.
pub fn update(conn: &mut PgConnection, codes: &[Uuid], changes: &Changes) -> QueryResult<usize> {
    sql("UPDATE codes SET enabled = coalesce($2, enabled),
             valid_from = CASE WHEN $3 THEN $4 ELSE valid_from END, valid_till = CASE WHEN $5 THEN $6 ELSE valid_till END,
             max_redemptions = CASE WHEN $7 THEN $8 ELSE max_redemptions END,
             narrows_courses = CASE WHEN $9 THEN $10 ELSE narrows_courses END,
             assigned_staff_id = CASE WHEN $11 THEN $12 ELSE assigned_staff_id END,
             channel = CASE WHEN $13 THEN $14 ELSE channel END, note = coalesce($15, note), needs_approval = coalesce($16, needs_approval)
         WHERE id = ANY ($1)")
    .bind(codes.to_vec())
    .bind(changes.enabled)
    .bind(changes.valid_from.is_some())
    .bind(changes.valid_from.flatten())
    .bind(changes.valid_till.is_some())
    .bind(changes.valid_till.flatten())
    .bind(changes.max_redemptions.is_some())
    .bind(changes.max_redemptions.flatten())
    .bind(changes.course_ids.is_some())
    .bind(changes.course_ids.as_ref().is_some_and(Option::is_some))
    .bind(changes.assigned_staff_id.is_some())
    .bind(changes.assigned_staff_id.flatten())
    .bind(changes.channel.is_some())
    .bind(changes.channel.clone().flatten())
    .bind(changes.note.clone())
    .bind(changes.needs_approval)
    .run(conn)
}

/// Switches a code on or off; how many that changed. What was read of it before no longer holds.
pub fn switch(conn: &mut PgConnection, id: Uuid, on: bool, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE codes SET enabled = $2, version = version + 1, updated_at = $3 WHERE id = $1 AND enabled <> $2")
        .bind(id)
        .bind(on)
        .bind(now)
        .run(conn)
}

pub fn put_domains(conn: &mut PgConnection, codes: &[Uuid], domains: &[(String, bool)]) -> QueryResult<()> {
    sql("DELETE FROM code_domains WHERE code_id = ANY ($1)").bind(codes.to_vec()).run(conn)?;
    let (names, wide): (Vec<String>, Vec<bool>) = domains.iter().cloned().unzip();
    sql("INSERT INTO code_domains (code_id, domain, include_subdomains)
         SELECT c, d.name, d.wide FROM unnest($1::uuid[]) AS c,
             (SELECT name, bool_or(wide) AS wide FROM unnest($2::text[], $3::bool[]) AS d (name, wide) GROUP BY name) d")
    .bind(codes.to_vec())
    .bind(names)
    .bind(wide)
    .run(conn)
    .map(drop)
}

pub fn put_windows(conn: &mut PgConnection, codes: &[Uuid], windows: &[Window]) -> QueryResult<()> {
    sql("DELETE FROM code_windows WHERE code_id = ANY ($1)").bind(codes.to_vec()).run(conn)?;
    sql("INSERT INTO code_windows (code_id, weekday, opens, closes)
         SELECT c, w.* FROM unnest($1::uuid[]) AS c, unnest($2::int[], $3::int[], $4::int[]) AS w")
    .bind(codes.to_vec())
    .bind(windows.iter().map(|window| window.weekday).collect::<Vec<i32>>())
    .bind(windows.iter().map(|window| window.opens).collect::<Vec<i32>>())
    .bind(windows.iter().map(|window| window.closes).collect::<Vec<i32>>())
    .run(conn)
    .map(drop)
}

pub fn put_networks(conn: &mut PgConnection, codes: &[Uuid], networks: &[IpNet]) -> QueryResult<()> {
    sql("DELETE FROM code_networks WHERE code_id = ANY ($1)").bind(codes.to_vec()).run(conn)?;
    sql("INSERT INTO code_networks (code_id, network)
         SELECT c, n FROM unnest($1::uuid[]) AS c, (SELECT DISTINCT x::cidr AS n FROM unnest($2::text[]) AS x) n")
    .bind(codes.to_vec())
    .bind(networks.iter().map(|network| network.trunc().to_string()).collect::<Vec<String>>())
    .run(conn)
    .map(drop)
}

pub fn put_courses(conn: &mut PgConnection, codes: &[Uuid], courses: &[Uuid]) -> QueryResult<()> {
    sql("DELETE FROM code_courses WHERE code_id = ANY ($1)").bind(codes.to_vec()).run(conn)?;
    sql("INSERT INTO code_courses (code_id, course_id)
         SELECT c, n FROM unnest($1::uuid[]) AS c, (SELECT DISTINCT x AS n FROM unnest($2::uuid[]) AS x) n")
    .bind(codes.to_vec())
    .bind(courses.to_vec())
    .run(conn)
    .map(drop)
}

pub fn delete(conn: &mut PgConnection, codes: &[Uuid], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE codes SET deleted_at = coalesce(deleted_at, $2) WHERE id = ANY ($1)").bind(codes.to_vec()).bind(now).run(conn)
}

/// Names what a deleted code leads to instead; none takes it back.
pub fn succeed(conn: &mut PgConnection, id: Uuid, successor: Option<Uuid>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE codes SET successor_id = $2, successor_since = $3 WHERE id = $1 AND successor_id IS DISTINCT FROM $2")
        .bind(id)
        .bind(successor)
        .bind(now)
        .run(conn)
}

/// Takes back that a code was deleted in favor of that one.
pub fn bring_back(conn: &mut PgConnection, id: Uuid, successor: Uuid) -> QueryResult<usize> {
    sql("UPDATE codes SET deleted_at = NULL, successor_id = NULL, successor_since = NULL WHERE id = $1 AND successor_id = $2")
        .bind(id)
        .bind(successor)
        .run(conn)
}

/// Whether that is a classroom of the organization, not deleted, within reach.
pub fn may_use_classroom(conn: &mut PgConnection, organization: Uuid, classroom: Uuid, reach: Option<Uuid>) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM classrooms k WHERE k.organization_id = $1 AND k.id = $2 AND k.deleted_at IS NULL
             AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $3))) AS value")
    .bind(organization)
    .bind(classroom)
    .bind(reach)
    .scalar(conn)
}

pub fn is_staff(conn: &mut PgConnection, organization: Uuid, staff: Uuid) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM staff WHERE organization_id = $1 AND id = $2) AS value").bind(organization).bind(staff).scalar(conn)
}

row! {
    /// Who came in by a code.
    pub struct RedemptionRow {
        id: Uuid,
        student_id: Uuid,
        display_name: String,
        deleted: bool,
        email_used: Option<String>,
        seat_spent: bool,
        redeemed_at: DateTime<Utc>,
    }
}

pub fn redemptions(
    conn: &mut PgConnection,
    code: Uuid,
    since: Option<DateTime<Utc>>,
    after: Option<(DateTime<Utc>, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<RedemptionRow>> {
    let (at, id) = after.unzip();
    sql("SELECT r.id, r.student_id, p.display_name, p.erased_at IS NOT NULL AS deleted, r.email_used, r.seat_spent, r.redeemed_at
         FROM redemptions r JOIN accounts p ON p.id = r.account_id
         WHERE r.code_id = $1 AND ($2::timestamptz IS NULL OR (r.redeemed_at, r.id) < ($2, $3::uuid))
           AND ($5::timestamptz IS NULL OR r.redeemed_at >= $5)
         ORDER BY r.redeemed_at DESC, r.id DESC LIMIT $4")
    .bind(code)
    .bind(at)
    .bind(id)
    .bind(rows)
    .bind(since)
    .all(conn)
}

row! {
    /// A course on a join page.
    pub struct PreviewCourseRow {
        title: String,
        summary: String,
        lessons: i64,
        minutes: i64,
    }
}

pub fn preview_courses(conn: &mut PgConnection, courses: &[Uuid]) -> QueryResult<Vec<PreviewCourseRow>> {
    sql("SELECT c.title, c.summary, count(l.id) AS lessons, coalesce(sum(l.minutes), 0) AS minutes
         FROM unnest($1::uuid[]) WITH ORDINALITY AS x (id, place) JOIN courses c ON c.id = x.id LEFT JOIN lessons l ON l.course_id = c.id
         GROUP BY c.id, x.place ORDER BY x.place")
    .bind(courses.to_vec())
    .all(conn)
}

row! {
    /// What a join page says of a classroom.
    pub struct PreviewClassroomRow {
        name: String,
        kind: String,
        description: String,
        color: String,
        audience: String,
    }
}

pub fn preview_classroom(conn: &mut PgConnection, classroom: Option<Uuid>) -> QueryResult<Option<PreviewClassroomRow>> {
    sql("SELECT name, kind, description, color, audience FROM classrooms WHERE id = $1").bind(classroom).first(conn)
}
