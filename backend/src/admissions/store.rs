//! Table: none of its own; it reads what decides whether somebody may come in, and leaves an event.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// What decides whether somebody may come in, and at whose cost.
    pub struct Facts {
        suspended: bool,
        /// The classroom is.
        deleted: bool,
        license_active: bool,
        free_seats: i32,
        seat_allotment: Option<i32>,
        seats_held: i32,
        borrows: bool,
        /// Their profile: their own, or that of who came in with their unproven address; or the one that it became
        /// part of.
        student_id: Option<Uuid>,
        /// Their address, while nobody has proven it.
        unproven_email: Option<String>,
        blocked: bool,
    }
}

/// `None` when there is no such organization, or no such classroom in it.
pub fn facts(
    conn: &mut PgConnection,
    organization: Uuid,
    classroom: Option<Uuid>,
    account: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<Option<Facts>> {
    sql("SELECT o.status = 'suspended' AS suspended, k.deleted_at IS NOT NULL AS deleted,
                EXISTS (SELECT FROM licenses l WHERE l.organization_id = o.id
                        AND ($4 AT TIME ZONE o.time_zone)::date BETWEEN l.starts_on AND l.ends_on) AS license_active,
                b.granted - b.spent - b.held AS free_seats,
                k.seat_allotment, coalesce(k.seats_held, 0) AS seats_held, coalesce(k.seat_overflow = 'borrow', false) AS borrows,
                s.id AS student_id, CASE WHEN a.email_verified_at IS NULL THEN a.email_key END AS unproven_email,
                EXISTS (SELECT FROM classroom_blocks x WHERE x.classroom_id = k.id AND x.student_id = s.id) AS blocked
         FROM organizations o JOIN seat_accounts b ON b.organization_id = o.id
         LEFT JOIN classrooms k ON k.organization_id = o.id AND k.id = $2
         LEFT JOIN accounts a ON a.id = $3
         LEFT JOIN LATERAL (
             SELECT coalesce(s.merged_into, s.id) AS id FROM students s WHERE s.organization_id = o.id
               AND (s.account_id = a.id OR (a.email_verified_at IS NULL AND s.unproven_email = a.email_key))
             ORDER BY s.account_id = a.id DESC LIMIT 1
         ) s ON true
         WHERE o.id = $1 AND ($2::uuid IS NULL OR k.id IS NOT NULL)")
    .bind(organization)
    .bind(classroom)
    .bind(account)
    .bind(now)
    .first(conn)
}

/// Leaves an event for whoever listens.
pub fn note(conn: &mut PgConnection, organization: Uuid, about: &serde_json::Value, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO events (id, organization_id, kind, payload, occurred_at) VALUES ($1, $2, 'student.admitted', $3, $4)")
        .bind(Uuid::now_v7())
        .bind(organization)
        .bind(about.clone())
        .bind(now)
        .run(conn)
}

pub fn organization_name(conn: &mut PgConnection, organization: Uuid) -> QueryResult<String> {
    sql("SELECT name AS value FROM organizations WHERE id = $1").bind(organization).scalar(conn)
}

/// How a student is called; none when a teacher does not reach them.
pub fn name_within_reach(conn: &mut PgConnection, organization: Uuid, student: Uuid, reach: Option<Uuid>) -> QueryResult<Option<String>> {
    row! { struct Found { display_name: String } }
    let found = sql("SELECT a.display_name FROM students s JOIN accounts a ON a.id = s.account_id
         WHERE s.organization_id = $1 AND s.id = $2 AND ($3::uuid IS NULL OR EXISTS (
             SELECT FROM memberships m JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL
             JOIN classroom_staff x ON x.classroom_id = k.id
             WHERE m.student_id = s.id AND m.left_at IS NULL AND x.staff_id = $3))")
    .bind(organization)
    .bind(student)
    .bind(reach)
    .first::<Found>(conn)?;
    Ok(found.map(|row| row.display_name))
}
