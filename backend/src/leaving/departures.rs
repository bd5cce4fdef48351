//! Telling schools that a student leaves: asked, taken back, done.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::mails;
use super::store::departures::{self as rows, AdminRow, Departing};
use crate::shared::clock::day_in;
use crate::shared::error::AppError;
use crate::shared::mail::{self, Mail};

/// Writes down, in each school of the person, that they asked, or that the admin `by` did for them; once,
/// however often they do.
///
/// # Errors
/// When the database refuses.
pub fn plan(
    conn: &mut PgConnection,
    public_url: &str,
    accounts: &[Uuid],
    by: Option<Uuid>,
    now: DateTime<Utc>,
    due: DateTime<Utc>,
) -> Result<(), AppError> {
    let planned = rows::plan(conn, accounts, by, now, due)?;
    tell(conn, &planned, accounts, |admin, leaves| mails::asked(admin, leaves, day_in(&leaves.time_zone, leaves.due_at), public_url))
}

/// The person stays: they took it back, or the admin `by` did; or it is not the school's any more to ask for it.
///
/// # Errors
/// When the database refuses.
pub fn take_back(
    conn: &mut PgConnection,
    public_url: &str,
    accounts: &[Uuid],
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let stayed = rows::take_back(conn, accounts, by, now)?;
    tell(conn, &stayed, accounts, |admin, leaves| mails::stays(admin, leaves, public_url))
}

/// The person is scrubbed; nobody is told who it was.
///
/// # Errors
/// When the database refuses.
pub fn finish(conn: &mut PgConnection, public_url: &str, accounts: &[Uuid], now: DateTime<Utc>) -> Result<(), AppError> {
    let gone = rows::finish(conn, accounts, now)?;
    tell(conn, &gone, accounts, |admin, left| mails::gone(admin, left, day_in(&left.time_zone, left.asked_at), public_url))
}

/// Writes to the admins of each school, the person not among them.
fn tell(
    conn: &mut PgConnection,
    departing: &[Departing],
    accounts: &[Uuid],
    letter: impl Fn(&AdminRow, &Departing) -> Mail,
) -> Result<(), AppError> {
    for one in departing {
        let admins = rows::admins(conn, one.organization_id, accounts)?;
        let letters: Vec<Mail> = admins.iter().map(|admin| letter(admin, one)).collect();
        mail::queue_many(conn, &letters)?;
    }
    Ok(())
}
