//! The guard's rounds: what codes did in the hour that ends now.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::judge::judge;
use super::store::{self, HourRow, NewAlert, WatchedRow};
use super::{ACCEPTED, HISTORY, alerts};
use crate::shared::error::AppError;

/// Codes that nobody touched for so long are not looked at: longer than a server takes to start again.
const LATELY: TimeDelta = TimeDelta::minutes(5);

/// Looks at every code that was used lately, in organizations that want it, and pauses what is far
/// outside its pattern, or notes it where the guard rehearses. One statement when nothing is to be
/// looked at, two when there is; more only for a code that is paused.
///
/// # Errors
/// When the database refuses.
pub fn watch_codes(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str) -> Result<(), AppError> {
    let watched = store::worth_a_look(conn, now, now - LATELY, now - TimeDelta::hours(1), now - ACCEPTED)?;
    if watched.is_empty() {
        return Ok(());
    }
    let codes: Vec<_> = watched.iter().map(|code| code.code_id).collect();
    let hours = store::hours(conn, &codes, now - HISTORY, now, 1, 0)?;
    for code in &watched {
        let Some(alert) = hours.iter().find(|hour| hour.code_id == code.code_id).and_then(|hour| alert(code, hour, now)) else { continue };
        if alert.rehearsed {
            store::raise(conn, &alert)?;
        } else {
            alerts::pause(conn, &alert, public_url)?;
        }
    }
    Ok(())
}

fn alert(code: &WatchedRow, row: &HourRow, now: DateTime<Utc>) -> Option<NewAlert> {
    let hour = row.hour(code.expected);
    let verdict = judge(&hour, &code.thresholds())?;
    Some(NewAlert {
        organization: code.organization_id,
        code: code.code_id,
        rehearsed: code.mode == "rehearse",
        reason: verdict.reason.name(),
        since: row.first_at,
        hour,
        allowed: verdict.allowed,
        now,
    })
}
