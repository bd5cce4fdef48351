//! Accepting an invitation: who it is, that they have proven the address, and the door.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::store::{self, AcceptRow, LinkRow, PreviewRow};
use crate::accounts::{self, NewAccount};
use crate::admissions::{self, Admission, Way};
use crate::codes::Refusal;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::shared::tokens::hash_secret;
use crate::signup;

/// How long an invitation that found no seat stays good at least.
const WAITS: TimeDelta = TimeDelta::days(14);

/// Refusals that a seat would lift.
const FOR_WANT_OF_A_SEAT: [&str; 3] = ["no-seats-left", "classroom-full", "license-inactive"];

/// A link that somebody follows.
#[derive(Debug, Clone)]
pub struct Following {
    pub token: String,
    /// A member of staff means to be a learner.
    pub learner: bool,
    pub address: IpAddr,
    pub now: DateTime<Utc>,
}

/// What came of it.
pub struct Accepted {
    /// Who they are now: perhaps the account they had.
    pub account: Uuid,
    pub organization: Uuid,
    pub classroom: Option<Uuid>,
    /// Whether a seat was spent; or why they were not let in.
    pub entered: Result<bool, AppError>,
}

/// The invitation of a link.
///
/// # Errors
/// `invitation-unknown`.
pub fn find(conn: &mut PgConnection, token: &str) -> Result<LinkRow, AppError> {
    store::look_up(conn, &hash_secret(token))?.ok_or_else(|| {
        AppError::new(Kind::NotFound, "invitation-unknown", "This is not one of our links. Open it from the email once more, whole.")
    })
}

/// What the page of a link says of it: `open`, or why it is not.
pub fn state(link: &LinkRow, seen: &PreviewRow) -> &'static str {
    match seen.state.as_str() {
        "accepted" => "accepted",
        "withdrawn" => "withdrawn",
        "closed" => "closed",
        _ if link.replaced => "replaced",
        "expired" => "expired",
        _ => "open",
    }
}

/// Refuses a link that is over.
///
/// # Errors
/// `invitation-used`, `invitation-withdrawn`, `invitation-closed`, `invitation-replaced`, `invitation-expired`.
pub fn refuse_unless_open(link: &LinkRow, seen: &PreviewRow) -> Result<(), AppError> {
    let (kind, code, detail) = match state(link, seen) {
        "accepted" => (Kind::Gone, "invitation-used", "This invitation was accepted already. Sign in to go on."),
        "withdrawn" => (Kind::Gone, "invitation-withdrawn", "This invitation was taken back. Ask whoever sent it."),
        "closed" => (Kind::Conflict, "invitation-closed", "Nobody can join there right now. Ask whoever invited you."),
        "replaced" => (Kind::Gone, "invitation-replaced", "You were sent a newer invitation. Open the link in the newest email."),
        "expired" => (Kind::Gone, "invitation-expired", "This invitation has run out. Ask whoever sent it for a new one."),
        _ => return Ok(()),
    };
    Err(AppError::new(kind, code, detail))
}

/// Accepts as who is signed in. Doing it twice is harmless.
///
/// # Errors
/// Those of the link; `email-held`; `address-not-proven` and `invitation-for-another` for somebody with
/// another address; `confirm-learner`. Why the door stays shut is told in the outcome, so that what was
/// proven stays proven.
pub fn as_account(conn: &mut PgConnection, account: Uuid, following: &Following) -> Result<Accepted, AppError> {
    let now = following.now;
    let link = find(conn, &following.token)?;
    accounts::wait_turn_at_address(conn, &link.email_key)?;
    let row = store::lock_for_acceptance(conn, link.invitation_id)?;
    let mut seen = store::invited(conn, row.id, account, now)?;
    if seen.i_accepted {
        return Ok(Accepted { account, organization: row.organization_id, classroom: row.classroom_id, entered: Ok(false) });
    }
    refuse_unless_open(&link, &seen)?;
    let account = if seen.mine { prove(conn, account, following)? } else { as_another(&seen).map(|()| account)? };
    seen = store::invited(conn, row.id, account, now)?;
    if seen.i_am_staff && !seen.i_am_student && !following.learner {
        return Err(Refusal::ConfirmLearner.into());
    }
    enter(conn, &row, account, now)
}

/// Whether somebody with another address may accept.
///
/// # Errors
/// `address-not-proven`, `invitation-for-another`.
pub fn as_another(seen: &PreviewRow) -> Result<(), AppError> {
    if !seen.i_am_proven {
        return Err(AppError::new(
            Kind::Conflict,
            "address-not-proven",
            "This invitation was sent to another address than yours. Confirm your own address first, or sign out and join with the invited one.",
        ));
    }
    if seen.student && !seen.i_am_student {
        return Err(AppError::new(
            Kind::Conflict,
            "invitation-for-another",
            "The school knows the invited address as a student already. Sign in with that address, so that nobody is counted twice.",
        ));
    }
    Ok(())
}

/// The link came by mail, so the address is proven; whose it is now.
fn prove(conn: &mut PgConnection, account: Uuid, following: &Following) -> Result<Uuid, AppError> {
    let proven = accounts::prove(conn, account, following.now)?;
    signup::settle(conn, &proven, following.address, following.now)?;
    Ok(proven.account)
}

/// A new person, from one form.
#[derive(Debug, Clone)]
pub struct Newcomer {
    pub display_name: String,
    pub locale: String,
    /// Hashed like the others of the address.
    pub password_hash: String,
}

/// Accepts as somebody new: makes their account, proves the address, and lets them in.
///
/// # Errors
/// Those of the link; `account-exists` when the address has an account.
pub fn as_newcomer(conn: &mut PgConnection, newcomer: &Newcomer, following: &Following) -> Result<Accepted, AppError> {
    let now = following.now;
    let link = find(conn, &following.token)?;
    let row = store::lock_for_acceptance(conn, link.invitation_id)?;
    refuse_unless_open(&link, &store::invited(conn, row.id, Uuid::nil(), now)?)?;
    refuse_if_known(conn, &row.email_key)?;
    let new = NewAccount {
        email: Some(Email { shown: row.email.clone(), key: row.email_key.clone() }),
        email_verified_at: None,
        password_hash: Some(newcomer.password_hash.clone()),
        display_name: newcomer.display_name.clone(),
        locale: newcomer.locale.clone(),
        operator: false,
        now,
    };
    let claim = accounts::create(conn, &new)?;
    let account = prove(conn, claim, following)?;
    enter(conn, &row, account, now)
}

/// Refuses an address that somebody has proven: they sign in.
///
/// # Errors
/// `account-exists`.
pub fn refuse_if_known(conn: &mut PgConnection, email_key: &str) -> Result<(), AppError> {
    match accounts::holder(conn, email_key)? {
        Some(_) => Err(AppError::new(Kind::Conflict, "account-exists", "You have an account with this address. Sign in with it to join.")),
        None => Ok(()),
    }
}

fn enter(conn: &mut PgConnection, row: &AcceptRow, account: Uuid, now: DateTime<Utc>) -> Result<Accepted, AppError> {
    let admission = Admission {
        organization: row.organization_id,
        classroom: row.classroom_id,
        account,
        way: Way::Invitation,
        by: row.invited_by,
        now,
    };
    // A savepoint: a closed door must not undo what was proven.
    let entered = match conn.transaction(|conn| admissions::admit(conn, &admission)) {
        Ok(admitted) => {
            store::accept(conn, row.id, admitted.student, admitted.seat_spent, now)?;
            Ok(admitted.seat_spent)
        }
        Err(error) if error.is_refusal() => {
            if FOR_WANT_OF_A_SEAT.contains(&error.code()) {
                store::wait_for_seat(conn, row.id, now, now + WAITS)?;
            }
            Err(to_a_learner(error))
        }
        Err(error) => return Err(error),
    };
    Ok(Accepted { account, organization: row.organization_id, classroom: row.classroom_id, entered })
}

/// The door speaks to staff; here somebody stands before it who is none.
fn to_a_learner(error: AppError) -> AppError {
    match error.code() {
        "member-blocked" => Refusal::Blocked.into(),
        "license-inactive" => Refusal::LicenseInactive.into(),
        "classroom-full" => Refusal::ClassroomFull.into(),
        "no-seats-left" => Refusal::NoSeatsLeft.into(),
        _ => error,
    }
}
