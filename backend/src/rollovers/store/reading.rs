//! What a plan is worked out from. Reads only.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A classroom as it is now.
    pub struct RoomNow {
        id: Uuid,
        name: String,
        deleted: bool,
        seat_allotment: Option<i32>,
        seats_held: i32,
        version: i32,
        /// Codes that lead into it, each of a batch too.
        codes: i64,
        /// Codes that are made anew: those not of a batch.
        single_codes: i64,
    }
}

/// These classrooms, those of the organization.
pub fn rooms(conn: &mut PgConnection, organization: Uuid, ids: &[Uuid]) -> QueryResult<Vec<RoomNow>> {
    sql("SELECT k.id, k.name, k.deleted_at IS NOT NULL AS deleted,
                k.seat_allotment, k.seats_held, k.version,
                (SELECT count(*) FROM codes c WHERE c.classroom_id = k.id AND c.deleted_at IS NULL) AS codes,
                (SELECT count(*) FROM codes c WHERE c.classroom_id = k.id AND c.deleted_at IS NULL AND c.batch_id IS NULL) AS single_codes
         FROM classrooms k WHERE k.organization_id = $1 AND k.id = ANY ($2)")
    .bind(organization)
    .bind(ids.to_vec())
    .all(conn)
}

row! {
    /// Somebody who is in a classroom now.
    pub struct MemberNow {
        classroom_id: Uuid,
        student_id: Uuid,
        display_name: String,
        deleted: bool,
    }
}

/// Who is in these classrooms, by name; `most` of them.
pub fn members(conn: &mut PgConnection, rooms: &[Uuid], most: usize) -> QueryResult<Vec<MemberNow>> {
    sql("SELECT m.classroom_id, m.student_id, p.display_name, p.erased_at IS NOT NULL AS deleted
         FROM memberships m JOIN students s ON s.id = m.student_id JOIN accounts p ON p.id = s.account_id
         WHERE m.classroom_id = ANY ($1) AND m.left_at IS NULL ORDER BY p.display_name, m.student_id LIMIT $2")
    .bind(rooms.to_vec())
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .all(conn)
}

row! {
    /// Somebody who is blocked in a classroom.
    pub struct BlockNow {
        classroom_id: Uuid,
        student_id: Uuid,
    }
}

pub fn blocks(conn: &mut PgConnection, rooms: &[Uuid]) -> QueryResult<Vec<BlockNow>> {
    sql("SELECT classroom_id, student_id FROM classroom_blocks WHERE classroom_id = ANY ($1)").bind(rooms.to_vec()).all(conn)
}
