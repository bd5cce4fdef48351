//! The classrooms a student is and was in.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A stay in a classroom.
    pub struct StayRow {
        classroom_id: Uuid,
        classroom_name: String,
        classroom_deleted: bool,
        joined_at: DateTime<Utc>,
        joined_by: String,
        code: Option<String>,
        added_by: Option<String>,
        left_at: Option<DateTime<Utc>>,
        left_how: Option<String>,
        removed_by: Option<String>,
        blocked: bool,
    }
}

/// The newest 200 stays of a student, present ones first; of those within reach.
pub fn stays(conn: &mut PgConnection, student: Uuid, reach: Option<Uuid>) -> QueryResult<Vec<StayRow>> {
    sql("SELECT k.id AS classroom_id, k.name AS classroom_name, k.deleted_at IS NOT NULL AS classroom_deleted,
                m.joined_at, m.joined_by, c.text AS code, a.display_name AS added_by, m.left_at, m.left_how, r.display_name AS removed_by,
                EXISTS (SELECT FROM classroom_blocks b WHERE b.classroom_id = k.id AND b.student_id = m.student_id) AS blocked
         FROM memberships m JOIN classrooms k ON k.id = m.classroom_id LEFT JOIN codes c ON c.id = m.code_id
         LEFT JOIN accounts a ON a.id = m.added_by LEFT JOIN accounts r ON r.id = m.removed_by
         WHERE m.student_id = $1
           AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff x WHERE x.classroom_id = k.id AND x.staff_id = $2))
         ORDER BY m.left_at IS NOT NULL, coalesce(m.left_at, m.joined_at) DESC, m.id DESC LIMIT 200")
    .bind(student)
    .bind(reach)
    .all(conn)
}
