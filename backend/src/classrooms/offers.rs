//! On which terms a classroom offers a course: its days, whether it is to be done, the order of its lessons.

use chrono::NaiveDate;
use diesel::PgConnection;
use uuid::Uuid;

use super::store;
use super::store::offers::TermsRow;
use crate::shared::error::{AppError, FieldError, Kind};

/// What may change about an offer; `None` stays.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct TermsChanges {
    pub opens_on: Option<Option<NaiveDate>>,
    pub due_on: Option<Option<NaiveDate>>,
    pub closes_on: Option<Option<NaiveDate>>,
    pub required: Option<bool>,
    pub sequential: Option<bool>,
}

impl TermsChanges {
    fn over(&self, terms: &TermsRow) -> TermsRow {
        TermsRow {
            opens_on: self.opens_on.unwrap_or(terms.opens_on),
            due_on: self.due_on.unwrap_or(terms.due_on),
            closes_on: self.closes_on.unwrap_or(terms.closes_on),
            required: self.required.unwrap_or(terms.required),
            sequential: self.sequential.unwrap_or(terms.sequential),
        }
    }
}

/// Names every day that comes before one it has to follow. Any of the three may be open.
fn out_of_order(terms: &TermsRow) -> Vec<FieldError> {
    let reversed = |first: Option<NaiveDate>, last: Option<NaiveDate>| first.zip(last).is_some_and(|(first, last)| first > last);
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, detail: &str| {
        faults.push(FieldError { pointer: pointer.to_owned(), code: "dates-reversed".into(), detail: detail.to_owned() });
    };
    if reversed(terms.opens_on, terms.due_on) {
        fault("/due_on", "It cannot be due before it opens.");
    }
    if reversed(terms.due_on, terms.closes_on) {
        fault("/closes_on", "It cannot close before it is due.");
    } else if reversed(terms.opens_on, terms.closes_on) {
        fault("/closes_on", "It cannot close before it opens.");
    }
    faults
}

/// Changes the terms of an offer. The classroom is held still, so that days judged together are kept together.
///
/// # Errors
/// `not-found` when the classroom does not offer it; `invalid` with `dates-reversed` at each day out of order.
pub fn change_terms(conn: &mut PgConnection, classroom: Uuid, course: Uuid, changes: &TermsChanges) -> Result<(), AppError> {
    store::hold_still(conn, classroom)?;
    let terms = store::offers::terms(conn, classroom, course)?.ok_or_else(AppError::not_found)?;
    let terms = changes.over(&terms);
    let faults = out_of_order(&terms);
    if !faults.is_empty() {
        return Err(AppError::invalid(faults));
    }
    store::offers::set_terms(conn, classroom, course, &terms)?;
    Ok(())
}

/// Puts the courses of a classroom into an order, which names each of them once.
///
/// # Errors
/// `courses-changed` when these are not the courses that it offers: somebody offered or stopped one meanwhile.
pub fn put_in_order(conn: &mut PgConnection, classroom: Uuid, courses: &[Uuid]) -> Result<(), AppError> {
    store::hold_still(conn, classroom)?;
    let (mut offered, mut wanted) = (store::offers::course_ids(conn, classroom)?, courses.to_vec());
    offered.sort_unstable();
    wanted.sort_unstable();
    if offered != wanted {
        let detail = "The courses of this classroom changed in the meantime. Load them again and repeat your change.";
        return Err(AppError::new(Kind::Conflict, "courses-changed", detail));
    }
    store::offers::put_in_order(conn, classroom, courses)?;
    Ok(())
}

/// Where the days of an offer go when the first day of one of the two classrooms is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// They are left open: those of the old classroom may be over.
    LeaveOpen,
    /// A year later.
    NextYear,
}

/// Gives the courses of a new classroom the terms that an older one offers them on. Its days move along with
/// the first day of the classroom.
///
/// # Errors
/// When the database refuses.
pub fn carry_terms(
    conn: &mut PgConnection,
    (from, old_start): (Uuid, Option<NaiveDate>),
    (to, new_start): (Uuid, Option<NaiveDate>),
    otherwise: Unknown,
) -> Result<(), AppError> {
    let later = match (old_start.zip(new_start), otherwise) {
        (Some((old, new)), _) => Some(format!("{} days", (new - old).num_days())),
        (None, Unknown::NextYear) => Some("1 year".to_owned()),
        (None, Unknown::LeaveOpen) => None,
    };
    store::offers::carry_terms(conn, from, to, later)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(opens: u32, due: u32, closes: u32) -> TermsRow {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 9, day);
        TermsRow { opens_on: day(opens), due_on: day(due), closes_on: day(closes), required: true, sequential: false }
    }

    #[test]
    fn each_day_out_of_order_is_named() {
        // A day 0 is an open one.
        for (days, faults) in [
            ((1, 2, 3), vec![]),
            ((5, 5, 5), vec![]),
            ((0, 0, 0), vec![]),
            ((9, 0, 0), vec![]),
            ((9, 5, 0), vec!["/due_on"]),
            ((0, 9, 5), vec!["/closes_on"]),
            ((9, 0, 5), vec!["/closes_on"]),
            ((9, 5, 3), vec!["/due_on", "/closes_on"]),
            ((9, 5, 7), vec!["/due_on", "/closes_on"]),
        ] {
            let named: Vec<String> = out_of_order(&terms(days.0, days.1, days.2)).into_iter().map(|fault| fault.pointer).collect();
            assert_eq!(named, faults, "{days:?}");
        }
    }
}
