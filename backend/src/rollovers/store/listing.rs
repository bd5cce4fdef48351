//! Rollovers as they are shown.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A rollover with what came of it.
    pub struct RolloverRow {
        id: Uuid,
        status: String,
        made_by: String,
        made_at: DateTime<Utc>,
        finished_at: Option<DateTime<Utc>>,
        undo_by: Option<String>,
        undo_at: Option<DateTime<Utc>>,
        undone_at: Option<DateTime<Utc>>,
        classrooms: i64,
        closed: i64,
        cloned: i64,
        codes_made: i64,
        /// Pieces: all, those done, and of the undo those to be done and done.
        pieces: i64,
        pieces_done: i64,
        undo_pieces: i64,
        undo_pieces_done: i64,
        problems: i64,
        undo_problems: i64,
        planned: i64,
        kept: i64,
        promoted: i64,
        went: i64,
        blocked: i64,
        gone: i64,
        put_back: i64,
        left_in_clones: i64,
    }
}

/// Rollovers of an organization, newest first; or one.
pub fn rollovers(
    conn: &mut PgConnection,
    organization: Uuid,
    only: Option<Uuid>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<RolloverRow>> {
    sql("SELECT r.id, r.status, p.display_name AS made_by, r.made_at, r.finished_at, u.display_name AS undo_by, r.undo_at, r.undone_at,
                k.classrooms, k.closed, k.cloned, k.pieces, k.pieces_done, k.undo_pieces, k.undo_pieces_done, k.problems, k.undo_problems,
                k.left_in_clones, t.kept, t.promoted, t.went, t.blocked, t.gone, t.put_back,
                (SELECT count(*) FROM rollover_codes c WHERE c.rollover_id = r.id) AS codes_made,
                (SELECT count(*) FROM rollover_students x WHERE x.rollover_id = r.id
                    AND (x.choice = 'leave' OR x.into_classroom IS NOT NULL OR x.into_clone_of IS NOT NULL)) AS planned
         FROM rollovers r JOIN accounts p ON p.id = r.made_by LEFT JOIN accounts u ON u.id = r.undo_by
         CROSS JOIN LATERAL (
             SELECT count(*) AS classrooms, count(*) + count(*) FILTER (WHERE x.action = 'clone') AS pieces,
                    count(x.cloned_at) + count(x.done_at) AS pieces_done,
                    count(x.done_at) + count(x.clone_id) AS undo_pieces, count(x.undone_at) + count(x.clone_gone_at) AS undo_pieces_done,
                    count(*) FILTER (WHERE x.action <> 'keep' AND x.done_at IS NOT NULL AND x.problem IS NULL) AS closed,
                    count(x.clone_id) AS cloned, count(x.problem) AS problems, count(x.undo_problem) AS undo_problems,
                    coalesce(sum(x.left_in_clone), 0) AS left_in_clones
             FROM rollover_rooms x WHERE x.rollover_id = r.id
         ) k
         CROSS JOIN LATERAL (
             SELECT coalesce(sum(y.students) FILTER (WHERE x.choice = 'keep'), 0) AS kept,
                    coalesce(sum(y.students) FILTER (WHERE x.choice = 'promote'), 0) AS promoted,
                    coalesce(sum(y.students) FILTER (WHERE x.choice = 'leave'), 0) AS went,
                    coalesce(sum(y.blocked), 0) AS blocked, coalesce(sum(y.gone), 0) AS gone, coalesce(sum(y.put_back), 0) AS put_back
             FROM rollover_transfers x JOIN transfers y ON y.id = x.transfer_id WHERE x.rollover_id = r.id
         ) t
         WHERE r.organization_id = $1 AND ($2::uuid IS NULL OR r.id = $2) AND ($3::uuid IS NULL OR r.id < $3)
         ORDER BY r.id DESC LIMIT $4")
    .bind(organization)
    .bind(only)
    .bind(after)
    .bind(rows)
    .all(conn)
}

row! {
    /// A classroom of a rollover, with what came of it.
    pub struct RoomRow {
        position: i32,
        classroom_id: Uuid,
        name: String,
        action: String,
        new_id: Option<Uuid>,
        new_name: Option<String>,
        starts_on: Option<NaiveDate>,
        ends_on: Option<NaiveDate>,
        codes: Vec<String>,
        students: i64,
        done: bool,
        undone: bool,
        problem: Option<String>,
        undo_problem: Option<String>,
        left_in_new: Option<i32>,
    }
}

/// The classrooms of a rollover, in the order in which they were chosen.
pub fn rooms(conn: &mut PgConnection, rollover: Uuid, after: Option<i32>, rows: i64) -> QueryResult<Vec<RoomRow>> {
    sql("SELECT r.position, r.classroom_id, k.name, r.action, r.clone_id AS new_id, coalesce(n.name, r.new_name) AS new_name,
                r.starts_on, r.ends_on,
                coalesce((SELECT array_agg(c.text ORDER BY c.id) FROM rollover_codes x JOIN codes c ON c.id = x.new_code_id
                          WHERE x.rollover_id = r.rollover_id AND x.classroom_id = r.classroom_id), '{}') AS codes,
                (SELECT coalesce(sum(t.students), 0) FROM rollover_transfers x JOIN transfers t ON t.id = x.transfer_id
                 WHERE x.rollover_id = r.rollover_id AND x.classroom_id = r.classroom_id) AS students,
                r.done_at IS NOT NULL AS done, r.undone_at IS NOT NULL AS undone, r.problem, r.undo_problem, r.left_in_clone AS left_in_new
         FROM rollover_rooms r JOIN classrooms k ON k.id = r.classroom_id LEFT JOIN classrooms n ON n.id = r.clone_id
         WHERE r.rollover_id = $1 AND ($2::int IS NULL OR r.position > $2) ORDER BY r.position LIMIT $3")
    .bind(rollover)
    .bind(after)
    .bind(rows)
    .all(conn)
}

row! {
    /// A student of a rollover, and what came of it.
    pub struct StudentRow {
        student_id: Uuid,
        display_name: String,
        deleted: bool,
        from_id: Uuid,
        from_name: String,
        to_id: Option<Uuid>,
        to_name: Option<String>,
        choice: String,
        outcome: Option<String>,
        undo: Option<String>,
    }
}

/// The students of a rollover, by name.
pub fn students(conn: &mut PgConnection, rollover: Uuid, after: Option<(String, Uuid, Uuid)>, rows: i64) -> QueryResult<Vec<StudentRow>> {
    let (name, student, room) = after.map_or((None, None, None), |(name, student, room)| (Some(name), Some(student), Some(room)));
    sql("SELECT x.student_id, p.display_name, p.erased_at IS NOT NULL AS deleted, k.id AS from_id, k.name AS from_name,
                coalesce(x.into_classroom, r.clone_id) AS to_id, coalesce(n.name, r.new_name) AS to_name, x.choice, y.outcome, y.undo
         FROM rollover_students x JOIN students s ON s.id = x.student_id JOIN accounts p ON p.id = s.account_id
         JOIN classrooms k ON k.id = x.classroom_id
         LEFT JOIN rollover_rooms r ON r.rollover_id = x.rollover_id AND r.classroom_id = x.into_clone_of
         LEFT JOIN classrooms n ON n.id = coalesce(x.into_classroom, r.clone_id)
         LEFT JOIN LATERAL (
             SELECT z.outcome, z.undo FROM rollover_transfers t JOIN transfer_students z ON z.transfer_id = t.transfer_id
             WHERE t.rollover_id = x.rollover_id AND t.classroom_id = x.classroom_id AND z.student_id = x.student_id
         ) y ON true
         WHERE x.rollover_id = $1
           AND ($2::text IS NULL OR (p.display_name, x.student_id, x.classroom_id) > ($2, $3::uuid, $4::uuid))
         ORDER BY p.display_name, x.student_id, x.classroom_id LIMIT $5")
    .bind(rollover)
    .bind(name)
    .bind(student)
    .bind(room)
    .bind(rows)
    .all(conn)
}
