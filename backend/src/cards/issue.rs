//! Making cards, taking them back, setting passwords.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, KeptRow};
use crate::accounts;
use crate::shared::error::{AppError, Kind};
use crate::shared::tokens::new_secret;

/// A card that was just made.
pub struct New {
    /// Whose it is.
    pub owner: KeptRow,
    /// What signs them in; nobody can tell it again.
    pub secret: String,
}

/// Makes a card for each of these students; the cards before are void, and the sessions they opened end.
///
/// # Errors
/// `student-unknown` when one is out of reach, `account-not-kept`, `account-kept-elsewhere` when one is not in the school's hands.
pub fn issue(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    students: &[Uuid],
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<New>, AppError> {
    let owners = kept(conn, organization, reach, students)?;
    let accounts: Vec<Uuid> = owners.iter().map(|owner| owner.account_id).collect();
    let (secrets, hashes): (Vec<_>, Vec<_>) = owners.iter().map(|_| new_secret()).unzip();
    store::put(conn, &accounts, hashes, by, now)?;
    accounts::end_card_sessions(conn, &accounts, now)?;
    let mut cards: Vec<New> = owners.into_iter().zip(secrets).map(|(owner, secret)| New { owner, secret }).collect();
    // In the order in which they were asked for: a teacher hands them out along a list.
    cards.sort_by_key(|card| students.iter().position(|student| *student == card.owner.student_id));
    Ok(cards)
}

/// Takes a student's card back. Twice is harmless.
///
/// # Errors
/// `not-found` when the student is out of reach, `account-not-kept`, `account-kept-elsewhere`.
pub fn revoke(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, student: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let owner = one_kept(conn, organization, reach, student)?;
    store::delete(conn, owner.account_id)?;
    accounts::end_card_sessions(conn, &[owner.account_id], now)
}

/// Sets a student's password, ends their sessions, voids their card.
///
/// # Errors
/// `not-found` when the student is out of reach, `account-not-kept`, `account-kept-elsewhere`.
pub fn set_password(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    student: Uuid,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<KeptRow, AppError> {
    let owner = one_kept(conn, organization, reach, student)?;
    accounts::give_password(conn, owner.account_id, password_hash, now)?;
    store::delete(conn, owner.account_id)?;
    Ok(owner)
}

fn one_kept(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, student: Uuid) -> Result<KeptRow, AppError> {
    if store::within_reach(conn, organization, reach, &[student])? == 0 {
        return Err(AppError::not_found());
    }
    kept(conn, organization, reach, &[student])?.pop().ok_or_else(AppError::not_found)
}

fn kept(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, students: &[Uuid]) -> Result<Vec<KeptRow>, AppError> {
    let found = store::lock_kept(conn, organization, reach, students)?;
    if found.len() == students.len() {
        return Ok(found);
    }
    let reached = usize::try_from(store::within_reach(conn, organization, reach, students)?).unwrap_or(0);
    if reached < students.len() {
        return Err(AppError::field("/student_ids", "student-unknown", "One of these is no student of yours, or is named twice."));
    }
    Err(if store::kept_elsewhere(conn, organization, students)? { kept_elsewhere() } else { not_kept() })
}

fn kept_elsewhere() -> AppError {
    AppError::new(
        Kind::Conflict,
        "account-kept-elsewhere",
        "Another school made this account, and only its staff set its password and make its card. The student asks them.",
    )
}

fn not_kept() -> AppError {
    AppError::new(
        Kind::Conflict,
        "account-not-kept",
        "This account is in its owner's hands: it has an email address, or works somewhere. They set a new password by \"Forgot your password\" on the sign-in page.",
    )
}
