//! Taking a rollover back, a piece at a time: first each classroom with its students, the last first, then
//! the new classrooms.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::UNDO_DAYS;
use super::run::{attempt, edit, renewal};
use super::start::running;
use super::store::{self, OrderRow, Piece, UnderWay};
use crate::classrooms::Changes;
use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind, OnConstraint};
use crate::{classrooms, codes, seats, students};

/// Asks for it. What runs stops after the piece at hand. Asking twice is harmless.
///
/// # Errors
/// `not-found`, `undo-too-late`, `rollover-running` when another is under way.
pub fn ask(conn: &mut PgConnection, organization: Uuid, rollover: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let row = store::lock(conn, organization, rollover)?;
    if row.status == "undoing" || row.status == "undone" {
        return Ok(());
    }
    if now - row.made_at > TimeDelta::days(UNDO_DAYS) {
        let detail = "A rollover can be undone for 30 days. Restore the classrooms and move the students instead.";
        return Err(AppError::new(Kind::Conflict, "undo-too-late", detail));
    }
    store::ask_undo(conn, rollover, by, now).on_constraint("rollovers_one_at_a_time", running)?;
    Ok(())
}

/// The next piece of it.
pub fn piece(conn: &mut PgConnection, job: &UnderWay, now: DateTime<Utc>) -> Result<(), AppError> {
    let (by, asked) = (job.undo_by.unwrap_or(job.made_by), job.undo_at.unwrap_or(now));
    if let Some(room) = store::room(conn, job.id, Piece::PutBack)? {
        let problem = match room.problem {
            // Nothing was done to it.
            Some(_) => None,
            None => attempt(conn, |conn| put_back(conn, job, &room, by, asked))?.unwrap_or_else(|error| Some(error.code())),
        };
        store::put_back(conn, (job.id, room.classroom_id), problem, now)?;
    } else if let Some(room) = store::room(conn, job.id, Piece::Unclone)? {
        if let Some(clone) = room.clone_id {
            classrooms::delete(conn, &edit(job, clone, by, now, &IfMatch::default()))?;
        }
        store::uncloned(conn, (job.id, room.classroom_id), now)?;
    } else {
        store::finish_undo(conn, job.id, now)?;
    }
    Ok(())
}

/// A classroom is open again, with its codes and its students; what could not be put back.
fn put_back(
    conn: &mut PgConnection,
    job: &UnderWay,
    room: &OrderRow,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<&'static str>, AppError> {
    let here = room.classroom_id;
    seats::lock(conn, job.organization_id)?;
    let transfers = store::transfers(conn, job.id, here)?;
    let touched: Vec<Uuid> = transfers.iter().filter_map(|transfer| transfer.target).chain([here]).collect();
    students::lock_for_transfers(conn, job.organization_id, &touched)?;
    let mut problem = None;
    let old = classrooms::one(conn, job.organization_id, here, None)?;
    let closed = room.action != "keep" && old.deleted_at.is_some();
    if closed {
        classrooms::restore(conn, &edit(job, here, by, now, &IfMatch::default()))?;
    }
    for transfer in &transfers {
        // A new classroom that somebody deleted is opened for this, and deleted again with the others.
        if let (true, Some(target)) = (transfer.target_gone, transfer.target)
            && store::is_own_clone(conn, job.id, target)?
        {
            classrooms::restore(conn, &edit(job, target, by, now, &IfMatch::default()))?;
        }
        let undone = attempt(conn, |conn| students::undo_transfer(conn, job.organization_id, transfer.transfer_id, by, now))?;
        problem = undone.err().map(|error| error.code()).or(problem);
    }
    let pairs = store::codes(conn, job.id, here)?;
    codes::lead_back(conn, &renewal(job, here, room.clone_id.unwrap_or(here), by, now), &pairs)?;
    if let (true, Some(allotment)) = (closed, room.allotment) {
        let changes = Changes { seat_allotment: Some(Some(allotment.max(old.seats_spent))), ..Changes::default() };
        let held = attempt(conn, |conn| classrooms::change(conn, &edit(job, here, by, now, &IfMatch::default()), &changes))?;
        problem = held.err().map(|error| error.code()).or(problem);
    }
    Ok(problem)
}
