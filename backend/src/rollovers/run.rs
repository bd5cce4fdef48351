//! Carrying a rollover out, a piece at a time.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::store::{self, OrderRow, Piece, UnderWay};
use super::undo;
use crate::classrooms::Unknown;
use crate::codes::Years;
use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind as ErrorKind};
use crate::students::{How, Kind, NewTransfer, Who};
use crate::{classrooms, codes, seats, students};

/// The next piece of whichever rollover is under way, in the caller's transaction; whether there was one.
///
/// # Errors
/// When the database is away. What cannot be done is written down beside its classroom, and skipped.
pub fn work(conn: &mut PgConnection, now: DateTime<Utc>, _public_url: &str) -> Result<bool, AppError> {
    let Some(job) = store::next(conn)? else { return Ok(false) };
    if job.status == "undoing" {
        undo::piece(conn, &job, now)?;
    } else {
        piece(conn, &job, now)?;
    }
    Ok(true)
}

fn piece(conn: &mut PgConnection, job: &UnderWay, now: DateTime<Utc>) -> Result<(), AppError> {
    if let Some(room) = store::room(conn, job.id, Piece::Clone)? {
        let made = attempt(conn, |conn| make_clone(conn, job, &room, now))?;
        store::cloned(conn, (job.id, room.classroom_id), made.as_ref().copied().map_err(AppError::code), now)?;
    } else if let Some(room) = store::room(conn, job.id, Piece::Turn)? {
        let done = match room.problem {
            Some(_) => Ok(()),
            None => attempt(conn, |conn| turn(conn, job, &room, now))?,
        };
        store::turned(conn, (job.id, room.classroom_id), done.err().map(|error| error.code()), now)?;
    } else {
        store::finish(conn, job.id, now)?;
    }
    Ok(())
}

/// Carries out a part, or none of it; what stood against it is handed on, to be told beside the classroom. Only
/// when the database is away does the piece wait: a fault of ours would stop every school's rollover for good.
pub(super) fn attempt<T>(
    conn: &mut PgConnection,
    part: impl FnOnce(&mut PgConnection) -> Result<T, AppError>,
) -> Result<Result<T, AppError>, AppError> {
    match conn.transaction(part) {
        Ok(done) => Ok(Ok(done)),
        Err(error) if error.is_lasting() => {
            if let Some(cause) = error.cause() {
                tracing::error!(cause, "a piece of a rollover is left out");
            }
            Ok(Err(error))
        }
        Err(error) => Err(error),
    }
}

/// Makes the classroom of the next year, with its codes.
fn make_clone(conn: &mut PgConnection, job: &UnderWay, room: &OrderRow, now: DateTime<Utc>) -> Result<Uuid, AppError> {
    let old = classrooms::one(conn, job.organization_id, room.classroom_id, None)?;
    if old.deleted_at.is_some() {
        return Err(gone());
    }
    let mut new = classrooms::after(conn, job.organization_id, &old, (true, true), job.made_by, now)?;
    new.name = room.new_name.clone().unwrap_or(new.name);
    new.school_year.clone_from(&room.school_year);
    (new.starts_on, new.ends_on) = (room.starts_on, room.ends_on);
    let id = classrooms::create(conn, job.organization_id, &new)?;
    classrooms::carry_terms(conn, (old.id, old.starts_on), (id, room.starts_on), Unknown::NextYear)?;
    if room.new_codes {
        let years = Years { was: (old.starts_on, old.ends_on), is: (room.starts_on, room.ends_on) };
        let made = codes::renew(conn, &renewal(job, room.classroom_id, id, job.made_by, now), &years)?;
        store::keep_codes(conn, (job.id, room.classroom_id), &made)?;
    }
    Ok(id)
}

pub(super) fn renewal(job: &UnderWay, from: Uuid, to: Uuid, by: Uuid, now: DateTime<Utc>) -> codes::Renew {
    codes::Renew { organization: job.organization_id, from, to, by, now }
}

/// A classroom's students go where they are to go, and it closes if it is to. The locks of all that is
/// touched come first, in the order in which everybody takes them.
fn turn(conn: &mut PgConnection, job: &UnderWay, room: &OrderRow, now: DateTime<Utc>) -> Result<(), AppError> {
    let (from, of) = (room.classroom_id, (job.id, room.classroom_id));
    let closes = room.action != "keep";
    if closes {
        seats::lock(conn, job.organization_id)?;
    }
    let targets = store::groups(conn, job.id, from)?.into_iter().filter_map(|group| group.target);
    let touched: Vec<Uuid> = targets.chain([from]).collect();
    students::lock_for_transfers(conn, job.organization_id, &touched)?;
    store::add_latecomers(conn, job.id, from)?;
    for group in store::groups(conn, job.id, from)? {
        if group.lost {
            return Err(gone());
        }
        let new = NewTransfer {
            organization: job.organization_id,
            kind: if group.target.is_some() { Kind::Move } else { Kind::Remove },
            how: How::Rollover,
            from,
            to: group.target.into_iter().collect(),
            who: Who::These(group.student_ids.clone()),
            most: None,
            by: job.made_by,
            now,
        };
        let transfer = students::transfer(conn, &new)?;
        store::keep_transfer(conn, of, transfer, &group)?;
    }
    if closes {
        close(conn, job, room, now)?;
    }
    Ok(())
}

/// Closes a classroom; its codes lead to the new ones, if they are to.
fn close(conn: &mut PgConnection, job: &UnderWay, room: &OrderRow, now: DateTime<Utc>) -> Result<(), AppError> {
    classrooms::delete(conn, &edit(job, room.classroom_id, job.made_by, now, &IfMatch::default()))?;
    if let (true, Some(clone)) = (room.codes_lead_on, room.clone_id) {
        let pairs = store::codes(conn, job.id, room.classroom_id)?;
        codes::lead_on(conn, &renewal(job, room.classroom_id, clone, job.made_by, now), &pairs)?;
    }
    Ok(())
}

pub(super) fn edit<'a>(job: &UnderWay, classroom: Uuid, by: Uuid, now: DateTime<Utc>, if_match: &'a IfMatch) -> classrooms::Edit<'a> {
    classrooms::Edit { organization: job.organization_id, classroom, by, now, if_match }
}

fn gone() -> AppError {
    AppError::new(ErrorKind::Conflict, "classroom-deleted", "A classroom of this rollover is deleted.")
}
