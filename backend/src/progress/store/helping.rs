//! Tables: course_nudges, attempt_grants.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! { struct Id { id: Uuid } }

/// Notes that these are written to, leaving out who was since `before`; who is left. Of two who nudge at
/// the same time, one writes to each student. Enrollments are locked in the order of their ids.
pub fn note_nudges(
    conn: &mut PgConnection,
    enrollments: &[Uuid],
    by: Uuid,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Uuid>> {
    let noted = sql("INSERT INTO course_nudges AS n (enrollment_id, nudged_at, nudged_by)
         SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id ORDER BY id
         ON CONFLICT (enrollment_id) DO UPDATE SET nudged_at = excluded.nudged_at, nudged_by = excluded.nudged_by, times = n.times + 1
             WHERE n.nudged_at <= $4
         RETURNING enrollment_id AS id")
    .bind(enrollments.to_vec())
    .bind(now)
    .bind(by)
    .bind(before)
    .all::<Id>(conn)?;
    Ok(noted.into_iter().map(|row| row.id).collect())
}

/// Writes down an attempt that was given.
pub fn add_grant(
    conn: &mut PgConnection,
    enrollment: Uuid,
    key: Uuid,
    classroom: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO attempt_grants (id, enrollment_id, lesson_key, classroom_id, granted_at, granted_by) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(Uuid::now_v7())
        .bind(enrollment)
        .bind(key)
        .bind(classroom)
        .bind(now)
        .bind(by)
        .run(conn)
}

row! {
    /// An attempt that was given.
    pub struct GrantRow {
        id: Uuid,
        student_id: Uuid,
        display_name: String,
        position: Option<i32>,
        lesson: Option<String>,
        granted_at: DateTime<Utc>,
        granted_by: String,
    }
}

/// The attempts that were given in a classroom for a course, newest first.
pub fn grants(conn: &mut PgConnection, classroom: Uuid, course: Uuid, after: Option<Uuid>, rows: i64) -> QueryResult<Vec<GrantRow>> {
    sql("SELECT g.id, e.student_id, a.display_name, l.position, l.title AS lesson, g.granted_at, b.display_name AS granted_by
         FROM attempt_grants g JOIN enrollments e ON e.id = g.enrollment_id AND e.course_id = $2
         JOIN students s ON s.id = e.student_id JOIN accounts a ON a.id = s.account_id JOIN accounts b ON b.id = g.granted_by
         JOIN course_records r ON r.enrollment_id = e.id
         LEFT JOIN lessons l ON l.version_id = r.version_id AND l.key = g.lesson_key
         WHERE g.classroom_id = $1 AND ($3::uuid IS NULL OR g.id < $3) ORDER BY g.id DESC LIMIT $4")
    .bind(classroom)
    .bind(course)
    .bind(after)
    .bind(rows)
    .all(conn)
}
