//! Pausing a code, and what staff do about it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::mails;
use super::store::{self, NewAlert};
use crate::accounts::Language;
use crate::codes::history::{What, record};
use crate::codes::store as codes;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;

/// Switches a code off and tells its owner. Redemptions under way are judged again: they find another
/// version of the code.
///
/// # Errors
/// When the database refuses.
pub fn pause(conn: &mut PgConnection, alert: &NewAlert, public_url: &str) -> Result<(), AppError> {
    if codes::switch(conn, alert.code, false, alert.now)? == 0 {
        return Ok(());
    }
    record(conn, &[alert.code], What::PausedByGuard, &[], None, alert.now)?;
    store::raise(conn, alert)?;
    let code = store::named(conn, alert.code)?;
    let link = format!("{public_url}/o/{}/codes?code={}", code.slug, alert.code);
    for owner in store::owners(conn, alert.code)? {
        let language = Language::from(owner.locale.as_str());
        mail::queue(conn, &mails::paused(language, &owner.email, &owner.display_name, &code, alert, &link))?;
    }
    Ok(())
}

/// What staff decide about a code that the guard paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It was right: go on, and take this for ordinary.
    Resume,
    /// It stays off.
    KeepOff,
}

/// Carries out what staff decided. Deciding the same twice is harmless.
///
/// # Errors
/// `not-found`, `code-deleted`.
pub fn decide(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    code: Uuid,
    decision: Decision,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    codes::lock(conn, organization, &[code])?;
    if codes::one(conn, organization, code, reach, now)?.state == "deleted" {
        return Err(AppError::new(Kind::Conflict, "code-deleted", "This code is deleted. Make a new one instead."));
    }
    let on = decision == Decision::Resume;
    if codes::switch(conn, code, on, now)? > 0 {
        let what = if on { What::SwitchedOn } else { What::SwitchedOff };
        record(conn, &[code], what, &[], Some(by), now)?;
    }
    switched(conn, &[code], on, by, now)
}

/// Somebody switched codes on or off: whatever was open about them is settled.
///
/// # Errors
/// When the database refuses.
pub fn switched(conn: &mut PgConnection, codes: &[Uuid], on: bool, by: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    store::settle(conn, codes, by, if on { "resumed" } else { "kept-off" }, now)?;
    Ok(())
}

/// Over how many minutes a burst went, at least one.
pub fn minutes(since: DateTime<Utc>, raised_at: DateTime<Utc>) -> i64 {
    let span = raised_at - since + TimeDelta::seconds(59);
    span.num_minutes().max(1)
}
