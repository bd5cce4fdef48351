//! Scrubbing a person from every slice.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::{by_school, departures, store};
use crate::shared::error::{AppError, Kind};
use crate::shared::mail::Forgotten;
use crate::shared::{idempotency, mail};
use crate::{accounts, cards, certificates, codes, imports, invitations, organizations, students};

/// How many are scrubbed in one turn.
const AT_ONCE: usize = 20;

/// Asks for the deletion of the person's own account; when it is due.
///
/// # Errors
/// `last-admin`, and those of [`accounts::ask_for_deletion`].
pub fn ask(conn: &mut PgConnection, public_url: &str, account: Uuid, now: DateTime<Utc>) -> Result<DateTime<Utc>, AppError> {
    let alone = store::sole_admin_of(conn, account)?;
    if !alone.is_empty() {
        return Err(AppError::new(
            Kind::Conflict,
            "last-admin",
            format!("You are the only admin of {}. Make somebody else an admin there first.", alone.join(", ")),
        ));
    }
    let due = accounts::ask_for_deletion(conn, public_url, account, now)?;
    let all = accounts::all_of_person(conn, account)?;
    departures::plan(conn, public_url, &all, None, now, due)?;
    Ok(due)
}

/// Keeps the person's account after all.
///
/// # Errors
/// `deletion-by-school` when it was their school that asked, and that has the account still.
pub fn take_back(conn: &mut PgConnection, public_url: &str, account: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    if by_school::decides(conn, account)? {
        return Err(AppError::new(
            Kind::Conflict,
            "deletion-by-school",
            "Your school asked for this deletion. Ask your teacher to keep your account.",
        ));
    }
    if by_school::lapse(conn, public_url, account, now)? {
        return Ok(());
    }
    accounts::take_back_deletion(conn, public_url, account)?;
    let all = accounts::all_of_person(conn, account)?;
    departures::take_back(conn, public_url, &all, None, now)
}

/// Scrubs whoever is due; not who came out of the hands of the school that asked for it.
///
/// # Errors
/// When the database refuses.
pub fn erase_due(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str) -> Result<(), AppError> {
    for _ in 0..AT_ONCE {
        let Some(account) = accounts::next_deletion_due(conn, now)? else { return Ok(()) };
        if !by_school::lapse(conn, public_url, account, now)? {
            erase(conn, account, now, public_url)?;
        }
    }
    Ok(())
}

/// Scrubs a person, with all their accounts, for good. Seats stay spent, and the ledger is not touched.
/// Whoever calls it has made sure that the person may go.
///
/// # Errors
/// When the database refuses.
pub fn erase(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>, public_url: &str) -> Result<(), AppError> {
    let all = accounts::all_of_person(conn, account)?;
    let traces = accounts::traces(conn, &all)?;
    invitations::scrub(conn, &all, &traces.addresses, now)?;
    imports::scrub(conn, &all, &traces.addresses)?;
    codes::scrub(conn, &all)?;
    cards::scrub(conn, &all)?;
    certificates::scrub(conn, &all)?;
    students::scrub(conn, &all)?;
    organizations::scrub(conn, &all, &traces.addresses)?;
    accounts::scrub(conn, &all, now)?;
    idempotency::forget_of(conn, &all)?;
    departures::finish(conn, public_url, &all, now)?;
    mail::forget(conn, Forgotten { theirs: &traces.addresses, typed: &traces.typed, names: &traces.names })?;
    Ok(())
}
