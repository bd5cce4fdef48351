//! Many students at once: moved or copied from one classroom to others, or removed; with undo.
//!
//! * A transfer is one transaction of a few statements, for one student as for 5,000: all of it happens
//!   or none. It spends no seat, and every record stays.
//! * Who is in a target already stays there as they are. Who is blocked in one of the targets is left
//!   where they are altogether: a block is lifted by a person, for a person.
//! * A move ends the stay with `transferred`, and a rollover with `rollover`; like who was removed, who was
//!   moved out does not come back by the code they came in with.
//! * Each student's other classrooms are not touched. The targets' courses enroll whoever comes.
//! * For 30 days a transfer can be undone. That puts each student back exactly as it found them, unless
//!   something has happened to them since: they left, were removed, blocked or moved on, or came back by
//!   themselves. Those are left as they are, and told. An undone stay counts nowhere but in the history.
//! * Larger operations are made of these: [`transfer`] and [`undo`] work in the caller's transaction, and
//!   [`How::Rollover`] keeps a part from being undone by itself.

mod http;
mod selection;
mod store;
mod wire;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

pub use self::http::routes;
pub(super) use self::selection::Selection;
pub(super) use self::wire::{SelectionRequest, Transfer, TransferPlace};
use crate::classrooms;
use crate::shared::error::{AppError, Kind as ErrorKind};

/// How many students one request may name.
pub const MOST: usize = 5_000;

/// For how long a transfer can be undone.
const UNDO: TimeDelta = TimeDelta::days(30);

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Out of the one classroom, into the others.
    Move,
    /// Into the others as well.
    Copy,
    /// Out of the classroom.
    Remove,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Move => "move",
            Kind::Copy => "copy",
            Kind::Remove => "remove",
        }
    }
}

/// As part of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By itself.
    Transfer,
    /// A year rollover, which is undone as a whole.
    Rollover,
}

impl How {
    fn name(self) -> &'static str {
        match self {
            How::Transfer => "transfer",
            How::Rollover => "rollover",
        }
    }
}

/// Which of the students who are now in the classroom.
#[derive(Debug, Clone)]
pub enum Who {
    /// These. Who is no longer in it is left alone, and told.
    These(Vec<Uuid>),
    /// Everybody whom the roster finds by these words, but for some.
    Everybody {
        /// None: whoever it is.
        matching: Option<String>,
        /// Who stays.
        except: Vec<Uuid>,
    },
}

/// A transfer about to be made.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewTransfer {
    pub organization: Uuid,
    pub kind: Kind,
    pub how: How,
    pub from: Uuid,
    /// Each once; none for [`Kind::Remove`].
    pub to: Vec<Uuid>,
    pub who: Who,
    /// Refuses more students than this, and nobody; none: however many.
    pub most: Option<usize>,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// Takes the locks of several transfers at once, by id: whoever makes more than one in a transaction takes
/// them all first, after that of the seat account and before that of any code.
///
/// # Errors
/// `not-found` when one of the classrooms is not there.
pub fn lock(conn: &mut PgConnection, organization: Uuid, classrooms: &[Uuid]) -> Result<(), AppError> {
    let mut ids = classrooms.to_vec();
    ids.sort_unstable();
    ids.dedup();
    classrooms::lock_many(conn, organization, &ids)
}

/// Moves, copies or removes students, in the caller's transaction, however many; the transfer's id, by
/// which it can be undone. The caller has seen to it that `by` may reach the classrooms.
///
/// # Errors
/// `not-found` for a classroom; `same-classroom`; `classroom-deleted` for a target, and for the start of a
/// move or removal (a deleted classroom keeps its cohort as it was; it can be copied); `student-unknown`
/// for somebody who was never in the classroom; `too-many-students`, `nobody-chosen`.
pub fn transfer(conn: &mut PgConnection, new: &NewTransfer) -> Result<Uuid, AppError> {
    if new.to.contains(&new.from) {
        return Err(AppError::field("/to_classroom_ids", "same-classroom", "They are in this classroom already. Choose another."));
    }
    // A copy changes nothing where it starts.
    let touched: Vec<Uuid> = new.to.iter().copied().chain((new.kind != Kind::Copy).then_some(new.from)).collect();
    lock(conn, new.organization, &touched)?;
    if store::any_deleted(conn, &touched)? {
        return Err(deleted());
    }
    if let Who::These(ids) = &new.who
        && store::strangers(conn, new.from, ids)? > 0
    {
        return Err(AppError::field("/students/student_ids", "student-unknown", "One of these students was never in this classroom."));
    }
    let id = Uuid::now_v7();
    store::insert(conn, id, new)?;
    let chosen = store::choose(conn, id, new)?;
    if let Some(most) = new.most {
        selection::check_size(chosen, most)?;
    }
    if new.kind != Kind::Copy {
        store::end_stays(conn, id, new)?;
    }
    store::begin_stays(conn, id, new)?;
    store::enroll(conn, id, new)?;
    store::count(conn, id)?;
    Ok(id)
}

/// Takes a transfer back, in the caller's transaction, as far as nothing has happened since. Doing it
/// twice is harmless.
///
/// # Errors
/// `not-found`; `undo-too-late`; `classroom-deleted`.
pub fn undo(conn: &mut PgConnection, organization: Uuid, id: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let touched = store::classrooms_of(conn, organization, id)?;
    if touched.is_empty() {
        return Err(AppError::not_found());
    }
    lock(conn, organization, &touched)?;
    let made = store::lock(conn, id)?;
    if made.undone_at.is_some() {
        return Ok(());
    }
    if now - made.made_at > UNDO {
        return Err(AppError::new(ErrorKind::Conflict, "undo-too-late", "This can be undone for 30 days. Move the students back instead."));
    }
    if store::any_deleted(conn, &touched)? {
        return Err(deleted());
    }
    let put = store::Put { transfer: id, by, now };
    store::lock_stays(conn, id)?;
    store::judge(conn, id)?;
    store::put_back(conn, &put)?;
    Ok(())
}

/// One transfer, with what of it is within reach.
///
/// # Errors
/// `not-found`.
pub(super) fn one(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, id: Uuid) -> Result<store::TransferRow, AppError> {
    store::list(conn, organization, reach, Some(id), None, None, 1)?.pop().ok_or_else(AppError::not_found)
}

fn deleted() -> AppError {
    AppError::new(ErrorKind::Conflict, "classroom-deleted", "One of these classrooms is deleted. Restore it first.")
}
