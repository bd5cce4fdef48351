//! After an invitation was sent: another mail about it, a reminder to all who have not answered, taking it
//! back.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::invite::{Letter, Target, post, runs_until};
use super::mails::Occasion;
use super::store::{self, OpenRow};
use crate::classrooms;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};

/// Who does something about an invitation, when.
#[derive(Debug, Clone, Copy)]
pub struct Hand {
    pub organization: Uuid,
    /// A teacher, who reaches their classrooms.
    pub reach: Option<Uuid>,
    pub by: Uuid,
    pub day: NaiveDate,
    pub now: DateTime<Utc>,
}

/// Mails an open or expired invitation again: a new link, which ends the old ones, for so many days.
///
/// # Errors
/// `not-found`, `invitation-accepted`, `invitation-withdrawn`, `classroom-deleted`, `too-many-invitations`.
pub fn resend(conn: &mut PgConnection, public_url: &str, hand: &Hand, id: Uuid, days: i64) -> Result<(), AppError> {
    store::lock_day(conn, hand.organization, hand.day)?;
    let row = open(conn, hand, id)?;
    let host = store::host(conn, hand.organization, row.classroom_id, hand.by)?;
    if host.classroom_deleted {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you invite anybody."));
    }
    store::count_mails(conn, hand.organization, hand.day, 1)?;
    let expires_at = runs_until(&host, days, hand.now);
    let letters = [letter(row, Some(expires_at))];
    let mailing = post(conn, public_url, &host, Occasion::Invited, &letters)?;
    store::replace_links(conn, &mailing.ids, hand.now)?;
    store::insert_links(conn, &mailing, hand.now)?;
    store::mailed_again(conn, &mailing, Some(expires_at), hand.now)?;
    Ok(())
}

/// Reminds everybody in a place who has not answered and had no mail about it today; how many those were.
/// The links they have stay good.
///
/// # Errors
/// `not-found`, `classroom-required`, `classroom-deleted`, `too-many-invitations`.
pub fn remind(conn: &mut PgConnection, public_url: &str, hand: &Hand, target: &Target) -> Result<usize, AppError> {
    match target.classroom {
        Some(classroom) => classrooms::reachable(conn, hand.organization, classroom, hand.reach)?,
        None if hand.reach.is_some() => {
            return Err(AppError::field("/classroom_id", "classroom-required", "Choose one of your classrooms."));
        }
        None => {}
    }
    store::lock_day(conn, hand.organization, hand.day)?;
    let host = store::host(conn, hand.organization, target.classroom, hand.by)?;
    if host.classroom_deleted {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you remind anybody."));
    }
    let open = store::lock_open(conn, hand.organization, None, target.classroom, hand.now)?;
    let letters: Vec<Letter> = open.into_iter().map(|row| letter(row, None)).collect();
    store::count_mails(conn, hand.organization, hand.day, letters.len())?;
    let mailing = post(conn, public_url, &host, Occasion::Reminded, &letters)?;
    store::insert_links(conn, &mailing, hand.now)?;
    store::mailed_again(conn, &mailing, None, hand.now)?;
    Ok(letters.len())
}

/// Takes an invitation back. Twice is harmless.
///
/// # Errors
/// `not-found`, `invitation-accepted`.
pub fn withdraw(conn: &mut PgConnection, hand: &Hand, id: Uuid) -> Result<(), AppError> {
    match open(conn, hand, id) {
        Ok(row) => drop(store::withdraw(conn, row.id, hand.by, hand.now)?),
        Err(error) if error.code() == "invitation-withdrawn" => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Locks one that is neither accepted nor withdrawn.
fn open(conn: &mut PgConnection, hand: &Hand, id: Uuid) -> Result<OpenRow, AppError> {
    store::one(conn, hand.organization, id, hand.reach, hand.now)?;
    if let Some(row) = store::lock_open(conn, hand.organization, Some(id), None, hand.now)?.pop() {
        return Ok(row);
    }
    // Read again: it may have been accepted in this very moment.
    Err(if store::one(conn, hand.organization, id, hand.reach, hand.now)?.state == "accepted" {
        AppError::new(Kind::Conflict, "invitation-accepted", "This invitation has been accepted already.")
    } else {
        AppError::new(Kind::Conflict, "invitation-withdrawn", "This invitation was withdrawn. Invite them again.")
    })
}

fn letter(row: OpenRow, expires_at: Option<DateTime<Utc>>) -> Letter {
    let email = Email { shown: row.email, key: row.email_key };
    Letter { invitation: row.id, email, name: row.display_name, locale: row.locale, expires_at: expires_at.unwrap_or(row.expires_at) }
}
