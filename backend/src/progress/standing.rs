//! Where a student stands in a course, and what stuck means. Pure.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Without a step for so long, and the day near by which it is to be done, a student has come to a halt.
const STILL: TimeDelta = TimeDelta::days(7);

/// A day is near when it is at most so many days ahead.
const NEAR: i64 = 7;

/// The same where no day is near: a longer pause is nobody's trouble.
const STILL_WITHOUT_HURRY: TimeDelta = TimeDelta::days(21);

/// So many failed attempts at one quiz, and somebody should look at it together with the student.
const FAILED_OFTEN: i64 = 2;

/// What is known about a student in a course.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts {
    /// When they were last in it; none while they have not begun.
    pub seen_at: Option<DateTime<Utc>>,
    /// Whether they finished it.
    pub finished: bool,
    /// Whether every attempt is used up at a quiz that they have not passed.
    pub out_of_attempts: bool,
    /// How often they failed such a quiz, since staff last gave an attempt.
    pub failed: i64,
    /// By when it is to be done.
    pub due_on: Option<NaiveDate>,
}

/// Where a student stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// They need somebody. (First, so that lists begin with them.)
    Stuck(Reason),
    /// They are in the middle of it.
    Underway,
    /// They have not begun.
    NotBegun,
    /// They finished it.
    Finished,
}

/// Why a student is stuck; the first that holds, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Every attempt at a quiz is used up: they cannot go on by themselves.
    OutOfAttempts,
    /// They failed the same quiz at least twice.
    FailedOften,
    /// They began and came to a halt: no step for 7 days while it is due within 7 days or overdue, or for 21
    /// days otherwise.
    Still,
}

/// Judges where a student stands.
pub fn standing(facts: &Facts, now: DateTime<Utc>, today: NaiveDate) -> Standing {
    let Some(seen_at) = facts.seen_at else { return Standing::NotBegun };
    let hurry = facts.due_on.is_some_and(|due| (due - today).num_days() <= NEAR);
    if facts.finished {
        Standing::Finished
    } else if facts.out_of_attempts {
        Standing::Stuck(Reason::OutOfAttempts)
    } else if facts.failed >= FAILED_OFTEN {
        Standing::Stuck(Reason::FailedOften)
    } else if now - seen_at >= if hurry { STILL } else { STILL_WITHOUT_HURRY } {
        Standing::Stuck(Reason::Still)
    } else {
        Standing::Underway
    }
}

impl Standing {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Stuck(_) => "stuck",
            Standing::Underway => "underway",
            Standing::NotBegun => "not-begun",
            Standing::Finished => "finished",
        }
    }

    /// Why they are stuck, by its name on the wire.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Standing::Stuck(Reason::OutOfAttempts) => Some("out-of-attempts"),
            Standing::Stuck(Reason::FailedOften) => Some("failed-often"),
            Standing::Stuck(Reason::Still) => Some("still"),
            _ => None,
        }
    }

    /// Its place in lists.
    pub fn rank(self) -> u8 {
        match self {
            Standing::Stuck(reason) => reason as u8,
            Standing::Underway => 10,
            Standing::NotBegun => 11,
            Standing::Finished => 12,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(facts: Facts) -> Standing {
        let now = "2026-09-20T12:00:00Z".parse().expect("an instant");
        standing(&facts, now, NaiveDate::from_ymd_opt(2026, 9, 20).expect("a day"))
    }

    fn seen(days_ago: u32) -> Facts {
        let at = format!("2026-09-{:02}T12:00:00Z", 20 - days_ago);
        Facts { seen_at: Some(at.parse().expect("an instant")), ..Facts::default() }
    }

    fn due(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 9, day)
    }

    #[test]
    fn one_begins_goes_on_and_ends() {
        assert_eq!(judged(Facts::default()), Standing::NotBegun);
        assert_eq!(judged(seen(0)), Standing::Underway);
        assert_eq!(judged(Facts { finished: true, out_of_attempts: true, failed: 5, ..seen(19) }), Standing::Finished);
    }

    #[test]
    fn a_quiz_can_stop_somebody() {
        assert_eq!(judged(Facts { failed: 1, ..seen(0) }), Standing::Underway);
        assert_eq!(judged(Facts { failed: 2, ..seen(0) }), Standing::Stuck(Reason::FailedOften));
        assert_eq!(judged(Facts { failed: 3, out_of_attempts: true, ..seen(0) }), Standing::Stuck(Reason::OutOfAttempts));
        assert_eq!(judged(Facts { failed: 1, out_of_attempts: true, ..seen(0) }), Standing::Stuck(Reason::OutOfAttempts));
    }

    #[test]
    fn a_pause_is_trouble_when_the_day_is_near() {
        let still = Standing::Stuck(Reason::Still);
        for (days_ago, due_on, expected) in [
            (6, due(21), Standing::Underway),
            (7, due(21), still),
            (7, due(27), still),
            (7, due(28), Standing::Underway),
            (7, due(1), still),
            (19, None, Standing::Underway),
        ] {
            assert_eq!(judged(Facts { due_on, ..seen(days_ago) }), expected, "{days_ago} days ago, due {due_on:?}");
        }
        let august = "2026-08-30T12:00:00Z".parse().ok();
        assert_eq!(judged(Facts { seen_at: august, ..Facts::default() }), still);
    }
}
