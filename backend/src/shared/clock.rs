//! Time as a value: handlers ask the clock once and hand the answer on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::error::AppError;

/// The wall clock, which tests may move.
#[derive(Clone, Default)]
pub struct Clock {
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// The present instant, to the microsecond that Postgres keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now() + TimeDelta::microseconds(self.ahead.load(Ordering::Relaxed));
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// Moves the clock by so much, for tests.
    pub fn advance(&self, by: TimeDelta) {
        self.ahead.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }
}

/// The calendar day of an instant in a zone (an IANA name, checked when it was stored).
pub fn day_in(zone: &str, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone.parse::<Tz>().unwrap_or(Tz::UTC)).date_naive()
}

/// The first instant of a calendar day in a zone. (Where clocks go forward at midnight, the day begins later.)
pub fn start_of(zone: &str, day: NaiveDate) -> DateTime<Utc> {
    let zone = zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let hour = |hour| day.and_hms_opt(hour, 0, 0).and_then(|time| time.and_local_timezone(zone).earliest());
    (0..24).find_map(hour).map_or_else(|| day.and_time(chrono::NaiveTime::MIN).and_utc(), |at| at.to_utc())
}

/// Whether this is the IANA name of a time zone.
pub fn is_time_zone(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// Refuses a last day before the first; `last_at` points at the field with the last day.
///
/// # Errors
/// `dates-reversed`.
pub fn dates_in_order(first: Option<NaiveDate>, last: Option<NaiveDate>, last_at: &str) -> Result<(), AppError> {
    match first.zip(last) {
        Some((first, last)) if first > last => Err(dates_reversed(last_at)),
        _ => Ok(()),
    }
}

/// `dates-reversed`, of the field with the last day.
pub fn dates_reversed(last_at: &str) -> AppError {
    AppError::field(last_at, "dates-reversed", "The last day cannot be before the first.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_belongs_to_its_zone() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        // New York leaves daylight saving on 2026-11-01 at 06:00 UTC.
        for (instant, zone, day) in [
            ("2026-11-01T03:59:59Z", "America/New_York", "2026-10-31"),
            ("2026-11-01T04:00:00Z", "America/New_York", "2026-11-01"),
            ("2026-11-02T04:59:59Z", "America/New_York", "2026-11-01"),
            ("2026-11-02T05:00:00Z", "America/New_York", "2026-11-02"),
            ("2026-11-01T14:00:00Z", "Pacific/Kiritimati", "2026-11-02"),
        ] {
            assert_eq!(day_in(zone, at(instant)).to_string(), day, "{instant} in {zone}");
        }
        let first = |zone, day: &str| start_of(zone, day.parse().expect("a day"));
        assert_eq!(first("America/New_York", "2026-11-01"), at("2026-11-01T04:00:00Z"));
        // Cuba's clocks go from 00:00 to 01:00.
        assert_eq!(first("America/Havana", "2026-03-08"), at("2026-03-08T05:00:00Z"));
    }
}
