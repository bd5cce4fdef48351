//! Tables: rollovers, rollover_rooms, rollover_students, rollover_transfers, rollover_codes.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::plan::{Room, Target};
use crate::codes::Renewal;
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

pub mod listing;
pub mod reading;

/// A rollover about to be written.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct NewRollover {
    pub id: Uuid,
    pub organization: Uuid,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

pub fn insert(conn: &mut PgConnection, new: &NewRollover) -> QueryResult<usize> {
    sql("INSERT INTO rollovers (id, organization_id, status, made_by, made_at) VALUES ($1, $2, 'running', $3, $4)")
        .bind(new.id)
        .bind(new.organization)
        .bind(new.by)
        .bind(new.now)
        .run(conn)
}

pub fn insert_room(conn: &mut PgConnection, new: &NewRollover, position: i32, room: &Room) -> QueryResult<usize> {
    let order = &room.order;
    let clone = order.clone.as_ref();
    let (into, clone_of) = Target::columns(order.default_target());
    sql("INSERT INTO rollover_rooms (rollover_id, organization_id, classroom_id, position, action, new_name, school_year, starts_on,
             ends_on, new_codes, codes_lead_on, default_choice, default_into, default_clone_of, allotment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
    .bind(new.id)
    .bind(new.organization)
    .bind(order.classroom)
    .bind(position)
    .bind(order.action.name())
    .bind(clone.map(|clone| clone.name.clone()))
    .bind(clone.and_then(|clone| clone.school_year.clone()))
    .bind(clone.and_then(|clone| clone.starts_on))
    .bind(clone.and_then(|clone| clone.ends_on))
    .bind(clone.is_some_and(|clone| clone.new_codes))
    .bind(clone.is_some_and(|clone| clone.new_codes && clone.codes_lead_on))
    .bind((!order.stays()).then(|| order.choice.name().to_owned()))
    .bind(into)
    .bind(clone_of)
    .bind(room.now.seat_allotment)
    .run(conn)
}

/// Writes down what becomes of each; where whoever is not named stays, only of who does not.
pub fn insert_students(conn: &mut PgConnection, new: &NewRollover, room: &Room) -> QueryResult<usize> {
    let stays = room.order.stays();
    let steps: Vec<_> = room.steps.iter().filter(|step| !stays || step.target.is_some() || room.moves(step)).collect();
    let (intos, clones): (Vec<Option<Uuid>>, Vec<Option<Uuid>>) = steps.iter().map(|step| Target::columns(step.target)).unzip();
    let text = |ids: Vec<Option<Uuid>>| ids.into_iter().map(|id| id.map_or(String::new(), |id| id.to_string())).collect::<Vec<_>>();
    sql("INSERT INTO rollover_students (rollover_id, organization_id, classroom_id, student_id, choice, into_classroom, into_clone_of)
         SELECT $1, $2, $3, x.student, x.choice, nullif(x.into_classroom, '')::uuid, nullif(x.clone_of, '')::uuid
         FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) AS x (student, choice, into_classroom, clone_of)")
    .bind(new.id)
    .bind(new.organization)
    .bind(room.order.classroom)
    .bind(steps.iter().map(|step| step.student).collect::<Vec<Uuid>>())
    .bind(steps.iter().map(|step| step.choice.name().to_owned()).collect::<Vec<String>>())
    .bind(text(intos))
    .bind(text(clones))
    .run(conn)
}

row! {
    /// A rollover that is under way.
    pub struct UnderWay {
        id: Uuid,
        organization_id: Uuid,
        status: String,
        made_by: Uuid,
        undo_by: Option<Uuid>,
        undo_at: Option<DateTime<Utc>>,
    }
}

/// Locks the rollover that has waited longest for its next piece.
pub fn next(conn: &mut PgConnection) -> QueryResult<Option<UnderWay>> {
    sql("SELECT id, organization_id, status, made_by, undo_by, undo_at FROM rollovers WHERE status IN ('running', 'undoing')
         ORDER BY coalesce(undo_at, made_at), id LIMIT 1 FOR NO KEY UPDATE")
    .first(conn)
}

row! {
    /// A classroom of it, as it was ordered.
    pub struct OrderRow {
        classroom_id: Uuid,
        action: String,
        new_name: Option<String>,
        school_year: Option<String>,
        starts_on: Option<NaiveDate>,
        ends_on: Option<NaiveDate>,
        new_codes: bool,
        codes_lead_on: bool,
        allotment: Option<i32>,
        clone_id: Option<Uuid>,
        problem: Option<String>,
    }
}

/// What is to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A new classroom is to be made.
    Clone,
    /// A classroom's students are to go, and it is to close.
    Turn,
    /// That is to be taken back.
    PutBack,
    /// A new classroom is to be deleted.
    Unclone,
}

/// The next classroom for this kind of piece: forward in the order that was chosen, back the other way.
pub fn room(conn: &mut PgConnection, rollover: Uuid, piece: Piece) -> QueryResult<Option<OrderRow>> {
    macro_rules! next {
        ($which:literal) => {
            concat!(
                "SELECT classroom_id, action, new_name, school_year, starts_on, ends_on, new_codes, codes_lead_on,
                        allotment, clone_id, problem FROM rollover_rooms WHERE rollover_id = $1 AND ",
                $which,
                " LIMIT 1"
            )
        };
    }
    match piece {
        Piece::Clone => sql(next!("action = 'clone' AND cloned_at IS NULL ORDER BY position")),
        Piece::Turn => sql(next!("done_at IS NULL ORDER BY position")),
        Piece::PutBack => sql(next!("done_at IS NOT NULL AND undone_at IS NULL ORDER BY position DESC")),
        Piece::Unclone => sql(next!("clone_id IS NOT NULL AND clone_gone_at IS NULL ORDER BY position DESC")),
    }
    .bind(rollover)
    .first(conn)
}

/// The new classroom is made, or why not.
pub fn cloned(conn: &mut PgConnection, (rollover, room): (Uuid, Uuid), made: Result<Uuid, &str>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollover_rooms SET clone_id = $3, problem = $4, cloned_at = $5 WHERE rollover_id = $1 AND classroom_id = $2")
        .bind(rollover)
        .bind(room)
        .bind(made.ok())
        .bind(made.err())
        .bind(now)
        .run(conn)
}

/// A classroom's turn is over; `problem` says why nothing was done.
pub fn turned(conn: &mut PgConnection, (rollover, room): (Uuid, Uuid), problem: Option<&str>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollover_rooms SET problem = coalesce(problem, $3), done_at = $4 WHERE rollover_id = $1 AND classroom_id = $2")
        .bind(rollover)
        .bind(room)
        .bind(problem)
        .bind(now)
        .run(conn)
}

/// It is taken back; `problem` says what is not.
pub fn put_back(conn: &mut PgConnection, (rollover, room): (Uuid, Uuid), problem: Option<&str>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollover_rooms SET undo_problem = $3, undone_at = $4 WHERE rollover_id = $1 AND classroom_id = $2")
        .bind(rollover)
        .bind(room)
        .bind(problem)
        .bind(now)
        .run(conn)
}

/// The new classroom is deleted again; whoever is in it at that moment is counted.
pub fn uncloned(conn: &mut PgConnection, (rollover, room): (Uuid, Uuid), now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollover_rooms r SET clone_gone_at = $3,
             left_in_clone = (SELECT count(*) FROM memberships m WHERE m.classroom_id = r.clone_id AND m.left_at IS NULL)
         WHERE r.rollover_id = $1 AND r.classroom_id = $2")
    .bind(rollover)
    .bind(room)
    .bind(now)
    .run(conn)
}

/// Every piece is done.
pub fn finish(conn: &mut PgConnection, rollover: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollovers SET status = 'done', finished_at = $2 WHERE id = $1 AND status = 'running'").bind(rollover).bind(now).run(conn)
}

/// Everything is back.
pub fn finish_undo(conn: &mut PgConnection, rollover: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollovers SET status = 'undone', undone_at = $2 WHERE id = $1 AND status = 'undoing'").bind(rollover).bind(now).run(conn)
}

/// Whoever is in a classroom and not in the plan goes with the rest of it: they came in while it ran. Not
/// who came in by this rollover itself, from another classroom.
pub fn add_latecomers(conn: &mut PgConnection, rollover: Uuid, room: Uuid) -> QueryResult<usize> {
    sql("INSERT INTO rollover_students (rollover_id, organization_id, classroom_id, student_id, choice, into_classroom, into_clone_of)
         SELECT r.rollover_id, r.organization_id, r.classroom_id, m.student_id, r.default_choice, r.default_into, r.default_clone_of
         FROM rollover_rooms r JOIN memberships m ON m.classroom_id = r.classroom_id AND m.left_at IS NULL
         WHERE r.rollover_id = $1 AND r.classroom_id = $2 AND r.default_choice IS NOT NULL
           AND NOT EXISTS (SELECT FROM rollover_transfers t WHERE t.rollover_id = $1 AND t.transfer_id = m.begun_in)
         ON CONFLICT DO NOTHING")
    .bind(rollover)
    .bind(room)
    .run(conn)
}

row! {
    /// Students of a classroom who go the same way.
    pub struct GroupRow {
        choice: String,
        /// Null: out.
        target: Option<Uuid>,
        /// They go into a new classroom that could not be made.
        lost: bool,
        student_ids: Vec<Uuid>,
    }
}

/// The students of a classroom by where they go; who stays is left out.
pub fn groups(conn: &mut PgConnection, rollover: Uuid, room: Uuid) -> QueryResult<Vec<GroupRow>> {
    sql("SELECT x.choice, coalesce(x.into_classroom, n.clone_id) AS target,
                (x.into_clone_of IS NOT NULL AND n.clone_id IS NULL) AS lost, array_agg(x.student_id ORDER BY x.student_id) AS student_ids
         FROM rollover_students x LEFT JOIN rollover_rooms n ON n.rollover_id = x.rollover_id AND n.classroom_id = x.into_clone_of
         WHERE x.rollover_id = $1 AND x.classroom_id = $2
           AND (x.choice = 'leave' OR x.into_classroom IS NOT NULL OR x.into_clone_of IS NOT NULL)
         GROUP BY 1, 2, 3 ORDER BY 1, 2")
    .bind(rollover)
    .bind(room)
    .all(conn)
}

pub fn keep_transfer(conn: &mut PgConnection, of: (Uuid, Uuid), transfer: Uuid, group: &GroupRow) -> QueryResult<usize> {
    sql("INSERT INTO rollover_transfers (rollover_id, classroom_id, transfer_id, choice, target) VALUES ($1, $2, $3, $4, $5)")
        .bind(of.0)
        .bind(of.1)
        .bind(transfer)
        .bind(group.choice.as_str())
        .bind(group.target)
        .run(conn)
}

row! {
    /// A transfer that it is made of.
    pub struct TransferOf {
        transfer_id: Uuid,
        target: Option<Uuid>,
        /// The target is deleted.
        target_gone: bool,
    }
}

/// The transfers out of a classroom, last first.
pub fn transfers(conn: &mut PgConnection, rollover: Uuid, room: Uuid) -> QueryResult<Vec<TransferOf>> {
    sql("SELECT t.transfer_id, t.target, coalesce(k.deleted_at IS NOT NULL, false) AS target_gone
         FROM rollover_transfers t LEFT JOIN classrooms k ON k.id = t.target
         WHERE t.rollover_id = $1 AND t.classroom_id = $2 ORDER BY t.transfer_id DESC")
    .bind(rollover)
    .bind(room)
    .all(conn)
}

/// The new classrooms that it made and that are deleted now.
pub fn is_own_clone(conn: &mut PgConnection, rollover: Uuid, classroom: Uuid) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM rollover_rooms WHERE rollover_id = $1 AND clone_id = $2) AS value")
        .bind(rollover)
        .bind(classroom)
        .scalar(conn)
}

pub fn keep_codes(conn: &mut PgConnection, (rollover, room): (Uuid, Uuid), codes: &[Renewal]) -> QueryResult<()> {
    for code in codes {
        sql("INSERT INTO rollover_codes (rollover_id, classroom_id, new_code_id, old_code_id) VALUES ($1, $2, $3, $4)")
            .bind(rollover)
            .bind(room)
            .bind(code.new)
            .bind(code.old)
            .run(conn)?;
    }
    Ok(())
}

row! {
    struct CodePair { new_code_id: Uuid, old_code_id: Option<Uuid> }
}

/// The new codes of a classroom, each with the one before it.
pub fn codes(conn: &mut PgConnection, rollover: Uuid, room: Uuid) -> QueryResult<Vec<Renewal>> {
    let rows = sql("SELECT new_code_id, old_code_id FROM rollover_codes WHERE rollover_id = $1 AND classroom_id = $2 ORDER BY new_code_id")
        .bind(rollover)
        .bind(room)
        .all::<CodePair>(conn)?;
    Ok(rows.into_iter().map(|row| Renewal { old: row.old_code_id, new: row.new_code_id }).collect())
}

/// Asks for the undo; the piece at hand is finished first.
pub fn ask_undo(conn: &mut PgConnection, rollover: Uuid, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE rollovers SET status = 'undoing', undo_by = $2, undo_at = $3 WHERE id = $1 AND status IN ('running', 'done')")
        .bind(rollover)
        .bind(by)
        .bind(now)
        .run(conn)
}

row! {
    /// How far a rollover is.
    pub struct StatusRow {
        status: String,
        made_at: DateTime<Utc>,
    }
}

/// Locks a rollover of the organization.
///
/// # Errors
/// `not-found`.
pub fn lock(conn: &mut PgConnection, organization: Uuid, rollover: Uuid) -> Result<StatusRow, AppError> {
    let row = sql("SELECT status, made_at FROM rollovers WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE")
        .bind(organization)
        .bind(rollover)
        .first(conn)?;
    row.ok_or_else(AppError::not_found)
}
