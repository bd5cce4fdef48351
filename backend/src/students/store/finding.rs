//! Finding students among very many, while somebody types.
//!
//! A search that narrows (a name, a classroom) is answered from its few candidates, sorted; one that does
//! not (a single letter, half the school) by walking the sorted list, where a page is soon full. Which of
//! the two it is gets counted, and is not left to a guess of the planner.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::StudentRow;
use crate::row;
use crate::shared::sql::{Statement, sql};

/// From how many candidates on walking the list is quicker than sorting them.
const FEW: i64 = 2_000;

/// Whom to find. All of it has to be true of a student.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub organization: Uuid,
    /// Only these classrooms of a teacher.
    pub reach: Option<Uuid>,
    /// Words, each the beginning of one in the name or the address.
    pub typed: Option<String>,
    /// In this classroom now.
    pub classroom: Option<Uuid>,
    /// In a classroom now, or in none; for a teacher, of any.
    pub placed: Option<bool>,
    /// Came in by this code, once or later.
    pub code: Option<Uuid>,
    /// In a classroom for this audience now; for a teacher, one of theirs.
    pub audience: Option<String>,
    /// Whether the address is confirmed.
    pub verified: Option<bool>,
    /// Registered on that day or later, in the organization's zone.
    pub since: Option<NaiveDate>,
}

/// A page of the newest first, or by name.
#[derive(Debug, Clone)]
pub enum Order {
    Newest(Option<(DateTime<Utc>, Uuid)>),
    ByName(Option<(String, Uuid)>),
}

/// The conditions, all but the words and the candidates; `s` is the student.
macro_rules! page {
    ($candidates:literal, $order:literal) => {
        concat!(
            "WITH page AS MATERIALIZED (
                 SELECT s.id, s.name_key, s.registered_at, p.display_name, p.email, p.username, p.email_verified_at IS NOT NULL AS email_verified,
                        p.erased_at IS NOT NULL AS deleted
                 FROM students s JOIN accounts p ON p.id = s.account_id
                 WHERE s.organization_id = $1 AND s.merged_into IS NULL
                   AND ($2::uuid IS NULL OR EXISTS (
                       SELECT FROM memberships m JOIN classroom_staff a ON a.classroom_id = m.classroom_id AND a.staff_id = $2
                       JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL
                       WHERE m.student_id = s.id AND m.left_at IS NULL))
                   AND ($3::text IS NULL OR s.search_words @@ search_query($1, $3))
                   AND ($4::uuid IS NULL OR EXISTS (
                       SELECT FROM memberships m WHERE m.student_id = s.id AND m.classroom_id = $4 AND m.left_at IS NULL))
                   AND ($5::bool IS NULL OR $5 = EXISTS (
                       SELECT FROM memberships m JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL
                       WHERE m.student_id = s.id AND m.left_at IS NULL))
                   AND ($6::uuid IS NULL OR EXISTS (
                       SELECT FROM redemptions r WHERE r.student_id = s.id AND r.code_id = $6
                         AND ($2::uuid IS NULL OR EXISTS (
                             SELECT FROM classroom_staff a WHERE a.classroom_id = r.classroom_id AND a.staff_id = $2))))
                   AND ($13::text IS NULL OR EXISTS (
                       SELECT FROM memberships m JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL AND k.audience = $13
                       WHERE m.student_id = s.id AND m.left_at IS NULL AND ($2::uuid IS NULL OR EXISTS (
                           SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $2))))
                   AND ($7::bool IS NULL OR $7 = (p.email_verified_at IS NOT NULL))
                   AND ($8::date IS NULL OR s.registered_at >= (
                       SELECT $8::timestamp AT TIME ZONE o.time_zone FROM organizations o WHERE o.id = $1))",
            $candidates,
            $order,
            " LIMIT $11
             )
             SELECT s.id, s.display_name, s.name_key, s.email, s.username, s.email_verified, s.deleted, s.registered_at,
                    coalesce(c.ids, '{}') AS classroom_ids, coalesce(c.names, '{}') AS classroom_names
             FROM page s LEFT JOIN LATERAL (
                 SELECT array_agg(k.id ORDER BY k.name, k.id) AS ids, array_agg(k.name ORDER BY k.name, k.id) AS names
                 FROM memberships m JOIN classrooms k ON k.id = m.classroom_id
                 WHERE m.student_id = s.id AND m.left_at IS NULL AND k.deleted_at IS NULL
                   AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $2))
             ) c ON true"
        )
    };
}

// Bounds that are always there: so the plan that Postgres keeps walks the index from where the page begins.
const NEWEST: [&str; 2] = [
    concat!(
        page!(
            " AND s.id = ANY ($12)",
            " AND (s.registered_at, s.id) < (coalesce($9, 'infinity'), coalesce($10, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
             ORDER BY s.registered_at DESC, s.id DESC"
        ),
        " ORDER BY s.registered_at DESC, s.id DESC"
    ),
    concat!(
        page!(
            "",
            " AND (s.registered_at, s.id) < (coalesce($9, 'infinity'), coalesce($10, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
             ORDER BY s.registered_at DESC, s.id DESC"
        ),
        " ORDER BY s.registered_at DESC, s.id DESC"
    ),
];
const BY_NAME: [&str; 2] = [
    concat!(
        page!(
            " AND s.id = ANY ($12)",
            " AND (s.name_key, s.id) > (coalesce($9, ''), coalesce($10, '00000000-0000-0000-0000-000000000000'))
             ORDER BY s.name_key, s.id"
        ),
        " ORDER BY s.name_key, s.id"
    ),
    concat!(
        page!(
            "",
            " AND (s.name_key, s.id) > (coalesce($9, ''), coalesce($10, '00000000-0000-0000-0000-000000000000'))
             ORDER BY s.name_key, s.id"
        ),
        " ORDER BY s.name_key, s.id"
    ),
];

/// A page of the students who fit, in order. Words that are none find nobody.
pub fn find(conn: &mut PgConnection, wanted: &Wanted, order: &Order, rows: i64) -> QueryResult<Vec<StudentRow>> {
    let candidates = candidates(conn, wanted)?;
    if candidates.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let walk = usize::from(candidates.is_none());
    let begun = |text: &'static str| {
        sql(text)
            .bind(wanted.organization)
            .bind(wanted.reach)
            .bind(wanted.typed.as_deref())
            .bind(wanted.classroom)
            .bind(wanted.placed)
            .bind(wanted.code)
            .bind(wanted.verified)
            .bind(wanted.since)
    };
    let statement = match order {
        Order::Newest(after) => {
            let (at, id) = after.unzip();
            begun(NEWEST[walk]).bind(at).bind(id)
        }
        Order::ByName(after) => {
            let (name, id) = after.as_ref().map(|(name, id)| (name.as_str(), *id)).unzip();
            begun(BY_NAME[walk]).bind(name).bind(id)
        }
    };
    statement.bind(rows).bind(candidates).bind(wanted.audience.as_deref()).all(conn)
}

row! { struct Candidate { id: Uuid } }

/// Everybody whom one of the conditions leaves, if one leaves few.
fn candidates(conn: &mut PgConnection, wanted: &Wanted) -> QueryResult<Option<Vec<Uuid>>> {
    if let Some(typed) = wanted.typed.as_deref() {
        let found = few(
            conn,
            sql("SELECT s.id FROM students s WHERE s.organization_id = $1 AND s.search_words @@ search_query($1, $2) LIMIT $3")
                .bind(wanted.organization)
                .bind(typed),
        )?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if let Some(classroom) = wanted.classroom {
        let members = "SELECT m.student_id AS id FROM memberships m
             WHERE m.classroom_id = $1 AND m.organization_id = $2 AND m.left_at IS NULL LIMIT $3";
        if let Some(found) = few(conn, sql(members).bind(classroom).bind(wanted.organization))? {
            return Ok(Some(found));
        }
    }
    if let Some(code) = wanted.code {
        let came = "SELECT r.student_id AS id FROM redemptions r WHERE r.code_id = $1 AND r.organization_id = $2 LIMIT $3";
        if let Some(found) = few(conn, sql(came).bind(code).bind(wanted.organization))? {
            return Ok(Some(found));
        }
    }
    if let Some(audience) = wanted.audience.as_deref() {
        let addressed =
            "SELECT DISTINCT m.student_id AS id FROM classrooms k JOIN memberships m ON m.classroom_id = k.id AND m.left_at IS NULL
             WHERE k.audience = $1 AND k.organization_id = $2 AND k.deleted_at IS NULL LIMIT $3";
        if let Some(found) = few(conn, sql(addressed).bind(audience).bind(wanted.organization))? {
            return Ok(Some(found));
        }
    }
    let Some(staff) = wanted.reach else { return Ok(None) };
    let reached =
        "SELECT m.student_id AS id FROM classroom_staff a JOIN memberships m ON m.classroom_id = a.classroom_id AND m.left_at IS NULL
         WHERE a.staff_id = $1 AND a.organization_id = $2 LIMIT $3";
    few(conn, sql(reached).bind(staff).bind(wanted.organization))
}

fn few(conn: &mut PgConnection, statement: Statement<'_>) -> QueryResult<Option<Vec<Uuid>>> {
    let found: Vec<Candidate> = statement.bind(FEW + 1).all(conn)?;
    let few = found.len() <= usize::try_from(FEW).unwrap_or(usize::MAX);
    Ok(few.then(|| found.into_iter().map(|one| one.id).collect()))
}

/// One student within reach.
pub fn one(conn: &mut PgConnection, organization: Uuid, student: Uuid, reach: Option<Uuid>) -> QueryResult<Option<StudentRow>> {
    let wanted = Wanted { organization, reach, ..Wanted::default() };
    sql(NEWEST[0])
        .bind(wanted.organization)
        .bind(wanted.reach)
        .bind(None::<&str>)
        .bind(None::<Uuid>)
        .bind(None::<bool>)
        .bind(None::<Uuid>)
        .bind(None::<bool>)
        .bind(None::<NaiveDate>)
        .bind(None::<DateTime<Utc>>)
        .bind(None::<Uuid>)
        .bind(1_i64)
        .bind(vec![student])
        .bind(None::<&str>)
        .first(conn)
}
