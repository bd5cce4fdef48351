//! Telling admins in time, by mail: when seats become few, and when licenses end.
//!
//! * Seats in use are those spent and those held, as on the overview: nobody else can have either.
//! * Three levels: 75, 90 and 100 per cent. Each is told once for a number of seats granted; who jumps
//!   over one hears of the higher only. What is in use may sink and rise again: it was told.
//! * More seats make a new number. Levels that the use does not reach any more are told again when it
//!   does; one that it is above even so, and that was told, is not.
//! * A license is told of 30 and 7 days before the last day that licenses cover without a gap, and once
//!   that day is over.
//! * Whoever is admin at that moment, with a proven address, gets the mail. What is told is a row in the
//!   transaction of the mail ([`store::note`]), unique whatever happens at once.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::forecast::estimate;
use super::mails;
use super::store::{self, About, CrossingRow, EndingRow};
use crate::shared::clock::day_in;
use crate::shared::error::AppError;
use crate::shared::mail;

/// The levels, highest first: per cent in use, and the alert's name.
const LEVELS: [(i64, &str); 3] = [(100, "seats-100"), (90, "seats-90"), (75, "seats-75")];

/// The names of the levels that this use has reached, highest first. `granted` is more than zero.
fn reached(used: i32, granted: i32) -> impl Iterator<Item = (i64, &'static str)> {
    LEVELS.into_iter().filter(move |(level, _)| i64::from(used) * 100 >= level * i64::from(granted))
}

/// The alert about an organization's use of its seats, if there is one: for the highest level reached.
pub fn level(used: i32, granted: i32) -> Option<&'static str> {
    reached(used, granted).next().filter(|_| granted > 0).map(|(_, kind)| kind)
}

/// The alert about the end of a license that runs, if it is near.
pub fn ending(days_left: i64) -> Option<&'static str> {
    match days_left {
        0..=7 => Some("license-ends-7"),
        8..=30 => Some("license-ends-30"),
        _ => None,
    }
}

/// Tells of every level that was crossed and not told of.
///
/// # Errors
/// When the database is away.
pub fn tell_of_few_seats(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str) -> Result<(), AppError> {
    store::crossings(conn)?.iter().try_for_each(|crossing| tell_crossing(conn, now, public_url, crossing))
}

/// Tells of every license that ends, or has ended, and was not told of.
///
/// # Errors
/// When the database is away.
pub fn tell_of_license_ends(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str) -> Result<(), AppError> {
    store::endings(conn, now)?.iter().try_for_each(|end| tell_ending(conn, now, public_url, end))
}

/// Whether the highest level reached is news, given what was in use at the newest license and what was
/// told before it.
fn is_news(crossing: &CrossingRow, level: i64) -> bool {
    let was_above = i64::from(crossing.used_at_grant) * 100 >= level * i64::from(crossing.granted);
    !(was_above && i64::from(crossing.told_before) >= level)
}

fn tell_crossing(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str, crossing: &CrossingRow) -> Result<(), AppError> {
    let about = About::Granted(crossing.granted);
    let admins = store::admins(conn, crossing.organization_id)?;
    for (place, (level, kind)) in reached(crossing.spent + crossing.held, crossing.granted).enumerate() {
        let told = if place == 0 && is_news(crossing, level) { &admins[..] } else { &[] };
        if !store::note(conn, crossing.organization_id, kind, about, told.len(), now)? || told.is_empty() {
            continue;
        }
        let today = day_in(&crossing.time_zone, now);
        let totals = store::totals(conn, crossing.organization_id, today)?;
        let forecast = estimate(conn, crossing.organization_id, &totals, today, now)?;
        for admin in told {
            mail::queue(conn, &mails::few_seats(admin, crossing, level, &forecast, public_url))?;
        }
    }
    Ok(())
}

/// Whether this end is to be told by mail. Whoever was sold a short license knows how short it is.
fn is_told(end: &EndingRow, kind: &str) -> bool {
    let term = (end.ends_on - end.granted_on).num_days();
    match kind {
        "license-ends-30" => term > 30,
        "license-ends-7" => term > 7,
        _ => true,
    }
}

fn tell_ending(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str, end: &EndingRow) -> Result<(), AppError> {
    let kind = ending((end.ends_on - end.today).num_days()).unwrap_or("license-ended");
    let told = if is_told(end, kind) { store::admins(conn, end.organization_id)? } else { Vec::new() };
    if store::note(conn, end.organization_id, kind, About::End(end.ends_on), told.len(), now)? {
        for admin in &told {
            mail::queue(conn, &mails::license_ends(admin, end, public_url))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_level_is_reached_by_the_seat_that_makes_it_full() {
        for (used, granted, expected) in [
            (0, 0, None),
            (0, 100, None),
            (74, 100, None),
            (75, 100, Some("seats-75")),
            (89, 100, Some("seats-75")),
            (90, 100, Some("seats-90")),
            (99, 100, Some("seats-90")),
            (100, 100, Some("seats-100")),
            // Of three seats two are less than three quarters.
            (2, 3, None),
            (3, 3, Some("seats-100")),
            (1, 1, Some("seats-100")),
            (i32::MAX, i32::MAX, Some("seats-100")),
        ] {
            assert_eq!(level(used, granted), expected, "{used} of {granted}");
        }
    }

    #[test]
    fn more_seats_arm_the_levels_below_which_they_bring_the_use() {
        let crossing = |granted, used_at_grant, told_before| CrossingRow {
            organization_id: Uuid::nil(),
            name: String::new(),
            slug: String::new(),
            time_zone: String::new(),
            granted,
            spent: granted,
            held: 0,
            used_at_grant,
            told_before,
        };
        for (used_at_grant, told_before, level, expected) in [
            (0, 0, 75, true),
            // Above it even after the new license, and told before it.
            (80, 75, 75, false),
            (95, 90, 90, false),
            (95, 100, 90, false),
            // Above it, but never told: the server was down.
            (95, 75, 90, true),
            // Below it after the new license.
            (60, 100, 75, true),
            (99, 100, 100, true),
        ] {
            assert_eq!(is_news(&crossing(100, used_at_grant, told_before), level), expected, "{used_at_grant} {told_before} {level}");
        }
    }

    #[test]
    fn an_end_is_near_for_a_month() {
        for (days, expected) in [
            (31, None),
            (30, Some("license-ends-30")),
            (8, Some("license-ends-30")),
            (7, Some("license-ends-7")),
            (0, Some("license-ends-7")),
            (-1, None),
        ] {
            assert_eq!(ending(days), expected, "{days}");
        }
    }
}
