//! Writing to who has not begun, or is stuck; and giving one more attempt.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::mails;
use super::standing::Standing;
use super::store::{OfferRow, helping};
use super::watched::{Watched, watch};
use crate::learning;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;

/// So long a student hears no more about a course.
const QUIET: TimeDelta = TimeDelta::hours(24);

/// Who is to be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Everybody who has not begun.
    NotBegun,
    /// Everybody who is stuck.
    Stuck,
    /// These.
    Chosen(Vec<Uuid>),
}

/// Why somebody is not written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// There is no address that is proven to be theirs: tell them in person.
    NoAddress,
    /// They had a mail about this course within a day.
    NudgedLately,
    /// They are in the middle of it, and nothing is wrong.
    AlreadyBegun,
    /// They finished it.
    Finished,
}

impl LeftOut {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            LeftOut::NoAddress => "no-address",
            LeftOut::NudgedLately => "nudged-lately",
            LeftOut::AlreadyBegun => "already-begun",
            LeftOut::Finished => "finished",
        }
    }
}

/// Who gets a mail, and who does not.
#[derive(Default)]
pub struct Plan {
    /// They do.
    pub to: Vec<Watched>,
    /// They do not, for a reason.
    pub left_out: Vec<(Watched, LeftOut)>,
}

/// The instant of a request, as an instant and as the organization's day.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The day.
    pub today: NaiveDate,
}

/// Works out who would get a mail now.
///
/// # Errors
/// `classroom-deleted`, `course-not-open`; `student-unknown` when somebody chosen is not in the classroom.
pub fn plan(conn: &mut PgConnection, offer: &OfferRow, whom: &Whom, at: Moment) -> Result<Plan, AppError> {
    is_open(offer, at.today)?;
    let only = if let Whom::Chosen(ids) = whom { Some(ids.as_slice()) } else { None };
    let watched = watch(conn, offer, only, at.now, at.today)?;
    if only.is_some_and(|ids| ids.iter().collect::<BTreeSet<_>>().len() != watched.len()) {
        return Err(AppError::field("/student_ids", "student-unknown", "One of these students is not in this classroom any more."));
    }
    let mut plan = Plan::default();
    for one in watched.into_iter().filter(|one| wanted(whom, one.standing)) {
        match refusal(&one, at.now) {
            Some(reason) => plan.left_out.push((one, reason)),
            None => plan.to.push(one),
        }
    }
    Ok(plan)
}

fn wanted(whom: &Whom, standing: Standing) -> bool {
    match whom {
        Whom::NotBegun => standing == Standing::NotBegun,
        Whom::Stuck => matches!(standing, Standing::Stuck(_)),
        Whom::Chosen(_) => true,
    }
}

fn refusal(one: &Watched, now: DateTime<Utc>) -> Option<LeftOut> {
    match one.standing {
        Standing::Finished => Some(LeftOut::Finished),
        Standing::Underway => Some(LeftOut::AlreadyBegun),
        _ if one.address().is_none() => Some(LeftOut::NoAddress),
        _ if one.row.nudged_at.is_some_and(|at| now - at < QUIET) => Some(LeftOut::NudgedLately),
        _ => None,
    }
}

fn is_open(offer: &OfferRow, today: NaiveDate) -> Result<(), AppError> {
    if offer.classroom_deleted {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it first."));
    }
    if offer.opens_on.is_some_and(|day| today < day) || offer.closes_on.is_some_and(|day| day < today) {
        let detail = "This course is not open in this classroom today. Change its days before you write to anybody.";
        return Err(AppError::new(Kind::Conflict, "course-not-open", detail));
    }
    Ok(())
}

/// Writes to them. Who was written to by somebody else meanwhile is left out.
///
/// # Errors
/// Those of [`plan`].
pub fn send(conn: &mut PgConnection, offer: &OfferRow, whom: &Whom, by: Uuid, at: Moment, public_url: &str) -> Result<Plan, AppError> {
    let mut plan = plan(conn, offer, whom, at)?;
    let wanted: Vec<Uuid> = plan.to.iter().map(|one| one.row.enrollment_id).collect();
    let noted: BTreeSet<Uuid> = helping::note_nudges(conn, &wanted, by, at.now - QUIET, at.now)?.into_iter().collect();
    let (to, late): (Vec<_>, Vec<_>) = plan.to.into_iter().partition(|one| noted.contains(&one.row.enrollment_id));
    plan.left_out.extend(late.into_iter().map(|one| (one, LeftOut::NudgedLately)));
    let mails: Vec<_> = to.iter().filter_map(|one| mails::nudge(one, offer, public_url)).collect();
    mail::queue_many(conn, &mails)?;
    plan.to = to;
    Ok(plan)
}

/// Gives a student of the classroom one more attempt at a quiz, and tells them by mail where there is an
/// address; who they are, and where they are now.
///
/// # Errors
/// `not-found` for somebody else's student; `classroom-deleted`, `course-not-open`; those of [`learning::give_attempt`].
pub fn give_attempt(
    conn: &mut PgConnection,
    offer: &OfferRow,
    (student, key): (Uuid, Uuid),
    by: Uuid,
    at: Moment,
    public_url: &str,
) -> Result<Watched, AppError> {
    let read = |conn: &mut PgConnection| -> Result<Watched, AppError> {
        watch(conn, offer, Some(&[student]), at.now, at.today)?.pop().ok_or_else(AppError::not_found)
    };
    let enrollment = read(conn)?.row.enrollment_id;
    is_open(offer, at.today)?;
    learning::give_attempt(conn, enrollment, key)?;
    helping::add_grant(conn, enrollment, key, offer.classroom_id, by, at.now)?;
    let after = read(conn)?;
    if let Some(mail) = mails::attempt_given(&after, offer, public_url) {
        mail::queue(conn, &mail)?;
    }
    Ok(after)
}
