//! When the free seats run out: an estimate from the pace of the last four weeks.
//!
//! What runs out is `free`: classrooms that hold seats have theirs, all others draw on it. So the pace is
//! that of the seats that new students took from `free`; seats they took from what a classroom holds
//! change nothing about it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::store::{self, TotalsRow};

/// How many days the pace is taken from.
const BASIS: i64 = 28;

/// Fewer days than this tell nothing: a first day is a rush, and a first weekend is none.
const LEAST_BASIS: i64 = 7;

/// How fast seats went lately.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// Seats spent within the basis.
    spent: i32,
    /// How many of them came out of `free`.
    from_free: i32,
    /// How many days that took; less than [`BASIS`] when the first seat was spent lately.
    days: i64,
}

/// What can be said about the day on which the free seats run out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Seats spent per week, to a tenth.
    pub seats_per_week: f64,
    /// How many of them were free until then.
    pub free_per_week: f64,
    /// How many days that pace was taken from.
    pub basis_days: i64,
    /// About the day; only with the verdict `runs-out`.
    pub runs_out_on: Option<NaiveDate>,
    /// In a word.
    pub verdict: &'static str,
}

/// The estimate for an organization with these totals, whose today this is.
///
/// # Errors
/// When the database is away.
pub fn estimate(
    conn: &mut PgConnection,
    organization: Uuid,
    totals: &TotalsRow,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> QueryResult<Forecast> {
    let row = store::pace(conn, organization, now - TimeDelta::days(BASIS))?;
    let days = row.first_spent_at.map_or(0, |first| (now - first).num_days());
    let pace = Pace { spent: row.spent, from_free: row.spent - row.from_held, days: days.clamp(0, BASIS) };
    Ok(forecast(pace, totals.free(), today, totals.license_ends_on))
}

/// The estimate. `licensed_until` is the last day that licenses cover without a gap from today on.
fn forecast(pace: Pace, free: i32, today: NaiveDate, licensed_until: Option<NaiveDate>) -> Forecast {
    let (verdict, runs_out_on) = judge(pace, free, today, licensed_until);
    Forecast {
        seats_per_week: per_week(pace.spent, pace.days),
        free_per_week: per_week(pace.from_free, pace.days),
        basis_days: pace.days,
        runs_out_on,
        verdict,
    }
}

fn judge(pace: Pace, free: i32, today: NaiveDate, licensed_until: Option<NaiveDate>) -> (&'static str, Option<NaiveDate>) {
    let Some(last_day) = licensed_until else { return ("no-license", None) };
    if free == 0 {
        return ("used-up", None);
    }
    if pace.days < LEAST_BASIS {
        return ("too-early", None);
    }
    if pace.from_free <= 0 {
        return ("quiet", None);
    }
    let days = i64::from(free) * pace.days / i64::from(pace.from_free);
    match today.checked_add_days(Days::new(days.unsigned_abs())).filter(|day| *day <= last_day) {
        Some(day) => ("runs-out", Some(day)),
        None => ("outlasts-license", None),
    }
}

/// To a tenth, as people say it.
fn per_week(seats: i32, days: i64) -> f64 {
    let tenths = i64::from(seats.max(0)) * 70 / days.max(1);
    f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_day_follows_from_the_pace_of_what_was_free() {
        let runs_out = |on: &str| ("runs-out", Some(day(on)));
        for (spent, from_free, days, free, expected) in [
            // Four a day, 40 left.
            (112, 112, 28, 40, runs_out("2026-12-11")),
            // Half of them took seats that were held: those 40 last twice as long.
            (112, 56, 28, 40, runs_out("2026-12-21")),
            // Part of a day is not a day: it may run out on it.
            (3, 3, 28, 1, runs_out("2026-12-10")),
            (28, 28, 28, 1, runs_out("2026-12-02")),
            // A thousand in a day, and one left: today.
            (28_000, 28_000, 28, 1, runs_out("2026-12-01")),
            // A shorter history, a faster pace.
            (70, 70, 7, 20, runs_out("2026-12-03")),
            (69, 69, 6, 20, ("too-early", None)),
            (0, 0, 0, 20, ("too-early", None)),
            // The last day of the license still counts; the one after does not.
            (28, 28, 28, 242, runs_out("2027-07-31")),
            (28, 28, 28, 243, ("outlasts-license", None)),
            (1, 1, 28, i32::MAX, ("outlasts-license", None)),
            // Lately nobody took a free seat, be it that all took held ones.
            (0, 0, 28, 40, ("quiet", None)),
            (30, 0, 28, 40, ("quiet", None)),
            (112, 112, 28, 0, ("used-up", None)),
            (0, 0, 0, 0, ("used-up", None)),
        ] {
            let found = judge(Pace { spent, from_free, days }, free, day("2026-12-01"), Some(day("2027-07-31")));
            assert_eq!(found, expected, "{spent} spent, {from_free} of them free, in {days} days; {free} left");
        }
        let pace = Pace { spent: 112, from_free: 112, days: 28 };
        assert_eq!(judge(pace, 40, day("2026-12-01"), None), ("no-license", None));
    }

    #[test]
    fn a_pace_is_told_by_the_week_to_a_tenth() {
        for (seats, days, expected) in [(112, 28, 28.0), (1, 28, 0.2), (10, 9, 7.7), (0, 0, 0.0), (5, 0, 35.0)] {
            assert!((per_week(seats, days) - expected).abs() < 1e-9, "{seats} in {days} days: {}", per_week(seats, days));
        }
    }
}
