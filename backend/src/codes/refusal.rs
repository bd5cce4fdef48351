//! Why somebody does not come in, and what they are told to do next.

use chrono::NaiveDate;

use crate::seats::Shortage;
use crate::shared::error::{AppError, Kind};

/// Why somebody does not come in.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Unknown,
    Suspended,
    Deleted,
    Paused,
    NotYetValid(NaiveDate),
    Expired(NaiveDate),
    OutsideWindow(Hours),
    ConfirmLearner,
    DomainNotAllowed,
    NetworkNotAllowed,
    Blocked,
    Removed,
    Exhausted,
    LicenseInactive,
    ClassroomFull,
    NoSeatsLeft,
}

/// What to say to somebody who comes at the wrong hour; minutes of the local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// It opens later today.
    OpensAt(i32),
    /// It was open today, for the last time until then.
    ClosedAt(i32),
    /// It is not open on this day of the week.
    NotToday,
}

impl From<Shortage> for Refusal {
    fn from(shortage: Shortage) -> Refusal {
        match shortage {
            Shortage::LicenseInactive => Refusal::LicenseInactive,
            Shortage::ClassroomFull => Refusal::ClassroomFull,
            Shortage::NoSeatsLeft => Refusal::NoSeatsLeft,
        }
    }
}

/// A minute of the day as people write it.
fn clock(minute: i32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> AppError {
        let day = |day: NaiveDate| day.format("%B %-d, %Y");
        let (kind, code, detail) = match refusal {
            Refusal::Unknown => (Kind::NotFound, "code-unknown", "No open code reads like this. Check the spelling, or ask whoever gave it to you.".to_owned()),
            Refusal::Suspended => (Kind::Conflict, "organization-suspended", "This organization is not taking anybody in right now. Ask the person who gave you the code.".to_owned()),
            Refusal::Deleted => (Kind::Conflict, "code-deleted", "This code is no longer used. Ask your teacher for the new one.".to_owned()),
            Refusal::Paused => (Kind::Conflict, "code-paused", "This code is switched off right now. Ask your teacher to switch it on.".to_owned()),
            Refusal::NotYetValid(first) => (Kind::Conflict, "code-not-yet-valid", format!("This code opens on {}. Come back then.", day(first))),
            Refusal::Expired(last) => (Kind::Conflict, "code-expired", format!("This code closed after {}. Ask your teacher to extend it.", day(last))),
            Refusal::OutsideWindow(hours) => (
                Kind::Conflict,
                "code-outside-window",
                match hours {
                    Hours::OpensAt(minute) => format!("This code opens at {} today. Come back then.", clock(minute)),
                    Hours::ClosedAt(minute) => format!("This code closed at {} today. Ask your teacher to reopen it.", clock(minute)),
                    Hours::NotToday => "This code is not open on this day of the week. Ask your teacher when it is.".to_owned(),
                },
            ),
            Refusal::NetworkNotAllowed => (
                Kind::Forbidden,
                "ip-not-allowed",
                "This code works in certain places only, such as at school. Try again there.".to_owned(),
            ),
            Refusal::ConfirmLearner => (Kind::Conflict, "confirm-learner", "You are on the staff here. Send the code again with confirm_learner: true to become a learner as well; it may spend a seat.".to_owned()),
            Refusal::DomainNotAllowed => (Kind::Forbidden, "domain-not-allowed", "This code is only for certain school addresses. Sign in with yours, or ask your teacher.".to_owned()),
            Refusal::Blocked => (Kind::Forbidden, "member-blocked", "You cannot join this classroom. Talk to your teacher.".to_owned()),
            Refusal::Removed => (Kind::Forbidden, "member-removed", "You were taken out of this classroom. Ask your teacher to let you back in.".to_owned()),
            Refusal::Exhausted => (Kind::Conflict, "code-exhausted", "This code has been used as often as it may be. Ask your teacher for another.".to_owned()),
            Refusal::LicenseInactive => (Kind::Conflict, "license-inactive", "This organization has no running license, so nobody new can join. Ask the person who gave you the code.".to_owned()),
            Refusal::ClassroomFull => (Kind::Conflict, "classroom-full", "This classroom has no seats left. Ask your teacher to make room.".to_owned()),
            Refusal::NoSeatsLeft => (Kind::Conflict, "no-seats-left", "This organization has no seats left. Ask your teacher; your account stays.".to_owned()),
        };
        AppError::new(kind, code, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_when_to_come_back() {
        assert_eq!(clock(485), "8:05");
        let told = AppError::from(Refusal::OutsideWindow(Hours::OpensAt(485))).problem("");
        assert_eq!(told.detail, "This code opens at 8:05 today. Come back then.");
        let told = AppError::from(Refusal::NotYetValid("2026-09-01".parse().expect("a day"))).problem("");
        assert_eq!(told.detail, "This code opens on September 1, 2026. Come back then.");
    }
}
