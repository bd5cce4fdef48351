//! Whether a course is open to a student, and which of its lessons. Pure.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

/// How one classroom of the student's offers the course. Dates are whole days in the organization's zone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Offer {
    /// The classroom.
    pub classroom_id: Uuid,
    /// The first day.
    pub opens_on: Option<NaiveDate>,
    /// The day by which it is to be done.
    pub due_on: Option<NaiveDate>,
    /// The last day.
    pub closes_on: Option<NaiveDate>,
    /// Whether it is to be done.
    pub required: bool,
    /// Whether its lessons come one after the other.
    pub sequential: bool,
}

/// What all offers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It can be taken.
    Open,
    /// It opens on this day.
    NotYet(NaiveDate),
    /// It closed after this day.
    Closed(NaiveDate),
    /// Nobody offers it to this student any more.
    NotOffered,
}

/// The terms on which a student takes a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Whether it is open.
    pub access: Access,
    /// By when it is to be done: the earliest day that any open offer asks for.
    pub due_on: Option<NaiveDate>,
    /// After which day it closes, unless some offer leaves it open.
    pub closes_on: Option<NaiveDate>,
    /// Whether any offer asks for it.
    pub required: bool,
    /// Whether lessons come one after the other, as every open offer must ask.
    pub sequential: bool,
}

/// Judges the offers of a student's classrooms, and whether the organization offers the course to everyone.
pub fn terms(offers: &[Offer], everyone: bool, today: NaiveDate) -> Terms {
    let open: Vec<&Offer> = offers.iter().filter(|offer| is_open(offer, today)).collect();
    let access = if everyone || !open.is_empty() {
        Access::Open
    } else if let Some(day) = offers.iter().filter_map(|offer| offer.opens_on).filter(|day| *day > today).min() {
        Access::NotYet(day)
    } else if let Some(day) = offers.iter().filter_map(|offer| offer.closes_on).max() {
        Access::Closed(day)
    } else {
        Access::NotOffered
    };
    let stays_open = everyone || open.iter().any(|offer| offer.closes_on.is_none());
    Terms {
        access,
        due_on: open.iter().filter_map(|offer| offer.due_on).min(),
        closes_on: open.iter().filter_map(|offer| offer.closes_on).max().filter(|_| !stays_open),
        required: offers.iter().any(|offer| offer.required),
        sequential: !everyone && !open.is_empty() && open.iter().all(|offer| offer.sequential),
    }
}

fn is_open(offer: &Offer, today: NaiveDate) -> bool {
    offer.opens_on.is_none_or(|day| day <= today) && offer.closes_on.is_none_or(|day| today <= day)
}

/// Where the student goes next: the first unfinished lesson from where they were last, else the first
/// unfinished one at all; lessons are given by whether they are finished.
pub fn next_lesson(finished: &[bool], last: Option<usize>) -> Option<usize> {
    let unfinished = |place: &usize| !finished[*place];
    (last.unwrap_or(0)..finished.len()).find(unfinished).or_else(|| (0..finished.len()).find(unfinished))
}

/// Whether a lesson has to wait for those before it.
pub fn is_locked(finished: &[bool], place: usize, sequential: bool) -> bool {
    sequential && !finished[place] && finished[..place].iter().any(|done| !done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).expect("a day")
    }

    fn offer(opens: Option<u32>, due: Option<u32>, closes: Option<u32>) -> Offer {
        let classroom_id = Uuid::nil();
        Offer { classroom_id, opens_on: opens.map(day), due_on: due.map(day), closes_on: closes.map(day), required: true, sequential: true }
    }

    #[test]
    fn first_and_last_day_belong_to_it() {
        let offers = [offer(Some(10), None, Some(20))];
        for (today, access) in [(9, Access::NotYet(day(10))), (10, Access::Open), (20, Access::Open), (21, Access::Closed(day(20)))] {
            assert_eq!(terms(&offers, false, day(today)).access, access, "on the {today}th");
        }
        assert_eq!(terms(&[], false, day(1)).access, Access::NotOffered);
        assert_eq!(terms(&offers, true, day(1)).access, Access::Open, "offered to everyone");
    }

    #[test]
    fn the_kindest_offer_counts() {
        let free = Offer { required: false, sequential: false, ..offer(None, Some(15), None) };
        let both = terms(&[offer(Some(1), Some(12), Some(14)), free.clone()], false, day(10));
        assert_eq!((both.access, both.due_on, both.closes_on), (Access::Open, Some(day(12)), None));
        assert!(both.required && !both.sequential);
        let later = terms(&[offer(Some(1), Some(12), Some(14)), free], false, day(15));
        assert_eq!((later.access, later.due_on), (Access::Open, Some(day(15))));
        let two = terms(&[offer(None, None, Some(14)), offer(None, None, Some(16))], false, day(15));
        assert_eq!((two.access, two.closes_on, two.sequential), (Access::Open, Some(day(16)), true));
        let opens_again = terms(&[offer(None, None, Some(5)), offer(Some(20), None, None)], false, day(10));
        assert_eq!(opens_again.access, Access::NotYet(day(20)));
    }

    #[test]
    fn one_goes_on_where_one_was() {
        assert_eq!(next_lesson(&[false, false, false], None), Some(0));
        assert_eq!(next_lesson(&[true, false, false], Some(2)), Some(2));
        assert_eq!(next_lesson(&[false, true, true], Some(2)), Some(0));
        assert_eq!(next_lesson(&[true, true], Some(1)), None);
    }

    #[test]
    fn a_sequence_opens_lesson_by_lesson() {
        let finished = [true, false, false, true];
        let locked: Vec<bool> = (0..4).map(|place| is_locked(&finished, place, true)).collect();
        assert_eq!(locked, [false, false, true, false], "what is finished stays open");
        assert!((0..4).all(|place| !is_locked(&finished, place, false)));
    }
}
