//! What the guard would have done: the same judge over hours that are past.
//!
//! A pause is thought to last an hour, until somebody resumes the code; whoever came meanwhile would
//! have met a paused code. What was resumed is taken for ordinary for six hours, as in life.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::judge::{Hour, Reason, Thresholds, Verdict, judge};
use super::store::{self, BusyRow, HourRow};
use super::{ACCEPTED, HISTORY};
use crate::shared::error::AppError;

/// A pause that would have been.
#[derive(Debug, Clone)]
pub struct Pause {
    pub code: Uuid,
    pub since: DateTime<Utc>,
    pub hour: Hour,
    pub verdict: Verdict,
    /// Students who would have met a paused code.
    pub met: i64,
}

/// What would have happened in an organization, newest first, and the codes that it would have happened to.
///
/// # Errors
/// When the database refuses.
pub fn rehearse(
    conn: &mut PgConnection,
    organization: Uuid,
    thresholds: &Thresholds,
    days: i64,
    now: DateTime<Utc>,
) -> Result<(Vec<Pause>, HashMap<Uuid, BusyRow>), AppError> {
    let since = now - TimeDelta::days(days);
    // Fewer cannot be too many, whatever the reason.
    let Thresholds { burst_at_least, first_use_at_most, new_domains_at_most, refused_at_most, .. } = *thresholds;
    let floor = burst_at_least.min(first_use_at_most).min(new_domains_at_most).min(refused_at_most);
    let busy = store::busy(conn, organization, since, now, floor)?;
    let codes: Vec<Uuid> = busy.iter().map(|row| row.code_id).collect();
    let busy: HashMap<Uuid, BusyRow> = busy.into_iter().map(|row| (row.code_id, row)).collect();
    let wanted = i32::try_from(days * 24).unwrap_or(i32::MAX);
    let hours = store::hours(conn, &codes, since - HISTORY, now, wanted, floor)?;
    let expected = |code: &Uuid| busy.get(code).and_then(|row| row.expected);
    let hours: Vec<(i32, PastHour)> = hours.iter().map(|row| (row.back, PastHour::from(row, expected(&row.code_id)))).collect();
    Ok((replay(&hours, thresholds), busy))
}

/// An hour that is past.
#[derive(Debug, Clone, Copy)]
pub struct PastHour {
    pub code: Uuid,
    pub since: DateTime<Utc>,
    pub hour: Hour,
    pub redeemed_next: i64,
}

impl PastHour {
    fn from(row: &HourRow, expected: Option<i32>) -> PastHour {
        PastHour { code: row.code_id, since: row.first_at, hour: row.hour(expected), redeemed_next: row.redeemed_next }
    }
}

/// The pauses that follow from hours, each with how many hours ago it ended, oldest first. Newest first.
fn replay(hours: &[(i32, PastHour)], thresholds: &Thresholds) -> Vec<Pause> {
    let accepted = i32::try_from(ACCEPTED.num_hours()).unwrap_or(i32::MAX);
    let mut paused: HashMap<Uuid, i32> = HashMap::new();
    let mut found = Vec::new();
    for (back, past) in hours {
        if paused.get(&past.code).is_some_and(|before| before - back <= accepted) {
            continue;
        }
        if let Some(verdict) = judge(&past.hour, thresholds) {
            paused.insert(past.code, *back);
            found.push(Pause { code: past.code, since: past.since, hour: past.hour, verdict, met: met(past, verdict) });
        }
    }
    found.reverse();
    found
}

/// The rest of that hour, where it is known how many came before the pause, and the hour after.
fn met(past: &PastHour, verdict: Verdict) -> i64 {
    let rest = match verdict.reason {
        Reason::Burst | Reason::FirstUse => past.hour.redeemed - verdict.allowed - 1,
        Reason::Domains | Reason::Refused => 0,
    };
    rest + past.redeemed_next
}

#[cfg(test)]
mod tests {
    use super::super::judge::DEFAULTS;
    use super::*;

    fn past(code: u128, redeemed: i64, busiest_before: i64, redeemed_next: i64) -> PastHour {
        let hour = Hour { redeemed, busiest_before, hours_before: 20, ..Hour::default() };
        PastHour { code: Uuid::from_u128(code), since: DateTime::UNIX_EPOCH, hour, redeemed_next }
    }

    fn told(hours: &[(i32, PastHour)]) -> Vec<(u128, i64)> {
        replay(hours, &DEFAULTS).iter().map(|pause| (pause.code.as_u128(), pause.met)).collect()
    }

    #[test]
    fn who_came_later_would_have_met_a_paused_code() {
        assert_eq!(told(&[(5, past(1, 90, 3, 12))]), [(1, 90 - 41 + 12)]);
        assert_eq!(told(&[(5, past(1, 40, 3, 12))]), [], "nothing outside the pattern");
    }

    #[test]
    fn what_was_resumed_is_ordinary_for_six_hours() {
        let busy = |redeemed| past(1, redeemed, 3, 0);
        let other = past(2, 41, 3, 0);
        let hours = [(20, busy(50)), (19, other), (18, busy(60)), (14, busy(70)), (13, busy(80))];
        assert_eq!(told(&hours), [(1, 39), (2, 0), (1, 9)]);
    }
}
