//! Reads memberships, as a history. (Written beside: `students::store`, `students::transfers`.)

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// One stay of one student.
    pub struct StayRow {
        id: Uuid,
        student_id: Uuid,
        display_name: String,
        email: Option<String>,
        username: Option<String>,
        deleted: bool,
        joined_at: DateTime<Utc>,
        joined_by: String,
        code: Option<String>,
        added_by: Option<String>,
        begun_in: Option<Uuid>,
        came_from_id: Option<Uuid>,
        came_from_name: Option<String>,
        left_at: Option<DateTime<Utc>>,
        left_how: Option<String>,
        removed_by: Option<String>,
        ended_in: Option<Uuid>,
        went_to_ids: Vec<Uuid>,
        went_to_names: Vec<String>,
    }
}

/// A page of stays, of those who are there, those who were, or both: each kind by its own index, so that a page
/// costs the same however long the history is. Searched only when asked to.
macro_rules! stays {
    ($filter:literal) => {
        concat!(
            "WITH page AS (
                 SELECT y.* FROM (
                     (SELECT m.* FROM memberships m JOIN students s ON s.id = m.student_id
                      WHERE m.classroom_id = $1 AND m.left_at IS NULL AND $3 AND (m.joined_at, m.id) < ($5, $6) ",
            $filter,
            " ORDER BY m.joined_at DESC, m.id DESC LIMIT $7)
                     UNION ALL
                     (SELECT m.* FROM memberships m JOIN students s ON s.id = m.student_id
                      WHERE m.classroom_id = $1 AND m.left_at IS NOT NULL AND $4 AND (m.joined_at, m.id) < ($5, $6) ",
            $filter,
            " ORDER BY m.joined_at DESC, m.id DESC LIMIT $7)
                 ) y ORDER BY y.joined_at DESC, y.id DESC LIMIT $7
             )
             SELECT m.id, m.student_id, p.display_name, p.email, p.username, p.erased_at IS NOT NULL AS deleted, m.joined_at, m.joined_by,
                    c.text AS code,
                    a.display_name AS added_by, m.begun_in, f.id AS came_from_id, f.name AS came_from_name,
                    m.left_at, m.left_how, r.display_name AS removed_by, m.ended_in,
                    coalesce(g.ids, '{}') AS went_to_ids, coalesce(g.names, '{}') AS went_to_names
             FROM page m JOIN students s ON s.id = m.student_id JOIN accounts p ON p.id = s.account_id
             LEFT JOIN codes c ON c.id = m.code_id LEFT JOIN accounts a ON a.id = m.added_by LEFT JOIN accounts r ON r.id = m.removed_by
             LEFT JOIN transfers b ON b.id = m.begun_in
             LEFT JOIN classrooms f ON f.id = b.from_classroom_id
                 AND ($8::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff x WHERE x.classroom_id = f.id AND x.staff_id = $8))
             LEFT JOIN LATERAL (
                 SELECT array_agg(k.id ORDER BY k.name, k.id) AS ids, array_agg(k.name ORDER BY k.name, k.id) AS names
                 FROM transfer_targets t JOIN classrooms k ON k.id = t.classroom_id
                 WHERE t.transfer_id = m.ended_in
                   AND ($8::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff x WHERE x.classroom_id = k.id AND x.staff_id = $8))
             ) g ON true
             ORDER BY m.joined_at DESC, m.id DESC"
        )
    };
}

/// Which stays are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub reach: Option<Uuid>,
    pub search: Option<String>,
    pub present: bool,
    pub former: bool,
}

/// The stays in a classroom, who came last first.
pub fn stays(
    conn: &mut PgConnection,
    classroom: Uuid,
    filter: &Filter,
    after: Option<(DateTime<Utc>, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<StayRow>> {
    let (joined, id) = after.unwrap_or((FAR, Uuid::max()));
    let text = match filter.search {
        None => stays!(""),
        Some(_) => stays!("AND s.search_words @@ (SELECT search_query(k.organization_id, $2) FROM classrooms k WHERE k.id = $1)"),
    };
    sql(text)
        .bind(classroom)
        .bind(filter.search.clone())
        .bind(filter.present)
        .bind(filter.former)
        .bind(joined)
        .bind(id)
        .bind(rows)
        .bind(filter.reach)
        .all(conn)
}

/// Later than anybody joins; the year 10000.
const FAR: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_800, 0) {
    Some(instant) => instant,
    None => DateTime::<Utc>::MAX_UTC,
};

row! {
    /// A cohort in numbers. Undone stays are not counted.
    pub struct CohortRow {
        present: i64,
        ever: i64,
        by_code: i64,
        by_staff: i64,
        by_transfer: i64,
        otherwise: i64,
        left: i64,
        removed: i64,
        moved_on: i64,
        blocked: i64,
        seats_spent: i64,
    }
}

/// A classroom's cohort in numbers: people, each counted once, by how they first came and how they last left.
pub fn figures(conn: &mut PgConnection, classroom: Uuid) -> QueryResult<CohortRow> {
    sql("WITH person AS (
             SELECT student_id, bool_or(left_at IS NULL) AS present,
                    (array_agg(joined_by ORDER BY joined_at, id))[1] AS came,
                    (array_agg(left_how ORDER BY left_at DESC NULLS FIRST, id DESC))[1] AS went
             FROM memberships WHERE classroom_id = $1 AND left_how IS DISTINCT FROM 'undone' GROUP BY student_id
         )
         SELECT count(*) FILTER (WHERE present) AS present, count(*) AS ever,
                count(*) FILTER (WHERE came = 'code') AS by_code, count(*) FILTER (WHERE came = 'staff') AS by_staff,
                count(*) FILTER (WHERE came IN ('transfer', 'rollover')) AS by_transfer,
                count(*) FILTER (WHERE came NOT IN ('code', 'staff', 'transfer', 'rollover')) AS otherwise,
                count(*) FILTER (WHERE NOT present AND went = 'left') AS left,
                count(*) FILTER (WHERE NOT present AND went = 'removed') AS removed,
                count(*) FILTER (WHERE NOT present AND went IN ('transferred', 'rollover', 'merged')) AS moved_on,
                (SELECT count(*) FROM classroom_blocks b WHERE b.classroom_id = $1) AS blocked,
                (SELECT k.seats_spent::bigint FROM classrooms k WHERE k.id = $1) AS seats_spent
         FROM person")
    .bind(classroom)
    .one(conn)
}
