//! Making, changing and deleting codes.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use ipnet::IpNet;
use uuid::Uuid;

use super::history::{What, record};
use super::rotate::{is_of_another, taken, text_refusal};
use super::{store, text};
use crate::courses;
use crate::shared::clock::dates_in_order;
use crate::shared::email::domain_key;
use crate::shared::error::AppError;

/// A time of the week at which a code works: a weekday (1 is Monday), and minutes of the local day from
/// which and until just before which it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Window {
    pub weekday: i32,
    pub opens: i32,
    pub closes: i32,
}

/// A code about to be made.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewCode {
    /// Chosen text; without it one is made up.
    pub text: Option<String>,
    pub classroom_id: Option<Uuid>,
    pub enabled: bool,
    pub valid_from: Option<NaiveDate>,
    pub valid_till: Option<NaiveDate>,
    pub max_redemptions: Option<i32>,
    /// Each with whether it includes subdomains.
    pub email_domains: Vec<(String, bool)>,
    /// When in the week it works; empty: always.
    pub weekly_windows: Vec<Window>,
    /// From where it works; empty: anywhere.
    pub networks: Vec<IpNet>,
    /// Whether staff look at each request first.
    pub needs_approval: bool,
    /// The only courses it enrolls in; `None`: all of the classroom.
    pub course_ids: Option<Vec<Uuid>>,
    pub assigned_staff_id: Option<Uuid>,
    pub channel: Option<String>,
    pub note: String,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// How often texts are made up anew for those that happen to be taken.
const TRIES: usize = 8;

/// Makes a code. `reach` limits a teacher to their classrooms, and then a classroom is required.
///
/// # Errors
/// Those of the text, `code-taken`, `code-looks-alike`, `classroom-required`, `classroom-unknown`, `course-unknown`,
/// `staff-unknown`, `domain-invalid`, `dates-reversed`.
pub fn create(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, new: &NewCode) -> Result<Uuid, AppError> {
    let chosen = new.text.as_deref().map(text::chosen).transpose()?;
    let domains = checked(conn, organization, reach, new)?;
    let made = match chosen {
        Some(text) => insert_chosen(conn, organization, reach, text, new)?,
        None => insert_generated(conn, organization, None, "", 1, new)?,
    };
    let id = *made.first().ok_or_else(taken)?;
    put_rules(conn, &made, new, &domains)?;
    Ok(id)
}

/// What a new code refers to is there, and its dates are in order. Its domains as they are compared.
pub(super) fn checked(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    new: &NewCode,
) -> Result<Vec<(String, bool)>, AppError> {
    dates_in_order(new.valid_from, new.valid_till, "/valid_till")?;
    let domains = domains(&new.email_domains)?;
    match new.classroom_id {
        None if reach.is_some() => {
            return Err(AppError::field("/classroom_id", "classroom-required", "Choose one of your classrooms."));
        }
        Some(classroom) if !store::may_use_classroom(conn, organization, classroom, reach)? => {
            return Err(AppError::field("/classroom_id", "classroom-unknown", "There is no such classroom."));
        }
        _ => {}
    }
    known_courses(conn, organization, new.course_ids.as_deref())?;
    known_staff(conn, organization, new.assigned_staff_id)?;
    Ok(domains)
}

fn insert_chosen(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    text: (String, String),
    new: &NewCode,
) -> Result<Vec<Uuid>, AppError> {
    let texts = [text];
    match conn.transaction(|conn| store::insert(conn, organization, None, &texts, new)) {
        Ok(made) => Ok(made),
        Err(error) => Err(text_refusal(conn, error, organization, reach, &texts[0].1)),
    }
}

/// Writes so many codes with texts that are made up; those that happen to be taken are made up anew.
pub(super) fn insert_generated(
    conn: &mut PgConnection,
    organization: Uuid,
    batch: Option<Uuid>,
    prefix: &str,
    count: usize,
    new: &NewCode,
) -> Result<Vec<Uuid>, AppError> {
    let mut made = Vec::with_capacity(count);
    for _ in 0..TRIES {
        let texts: Vec<_> = (made.len()..count).map(|_| text::generated(prefix)).collect();
        match conn.transaction(|conn| store::insert(conn, organization, batch, &texts, new)) {
            Ok(more) => made.extend(more),
            // One of them was somebody's once, or looks like somebody's.
            Err(error) if is_of_another(&error) => {}
            Err(error) => return Err(error.into()),
        }
        if made.len() == count {
            return Ok(made);
        }
    }
    Err(AppError::internal("texts that are made up go on being taken"))
}

/// Writes the rules that have tables of their own, and that the codes were made.
pub(super) fn put_rules(conn: &mut PgConnection, codes: &[Uuid], new: &NewCode, domains: &[(String, bool)]) -> Result<(), AppError> {
    store::put_domains(conn, codes, domains)?;
    store::put_windows(conn, codes, &merged(&new.weekly_windows))?;
    store::put_networks(conn, codes, &new.networks)?;
    store::put_courses(conn, codes, new.course_ids.as_deref().unwrap_or(&[]))?;
    record(conn, codes, What::Made, &[], Some(new.by), new.now)?;
    Ok(())
}

/// Windows in order, with those that touch or overlap made one.
pub fn merged(windows: &[Window]) -> Vec<Window> {
    let mut sorted = windows.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<Window> = Vec::new();
    for window in sorted {
        match merged.last_mut() {
            Some(last) if last.weekday == window.weekday && window.opens <= last.closes => last.closes = last.closes.max(window.closes),
            _ => merged.push(window),
        }
    }
    merged
}

pub fn domains(list: &[(String, bool)]) -> Result<Vec<(String, bool)>, AppError> {
    let read = list.iter().enumerate().map(|(index, (name, wide))| {
        let key = domain_key(name.trim().trim_start_matches('@')).map(|key| (key, *wide));
        key.ok_or_else(|| {
            AppError::field(
                &format!("/email_domains/{index}/domain"),
                "domain-invalid",
                "Write the part after the @, such as hamiltonschools.org.",
            )
        })
    });
    read.collect()
}

pub fn known_courses(conn: &mut PgConnection, organization: Uuid, courses: Option<&[Uuid]>) -> Result<(), AppError> {
    let mut ids = courses.unwrap_or(&[]).to_vec();
    ids.sort_unstable();
    ids.dedup();
    if courses::may_offer(conn, organization, &ids)? {
        return Ok(());
    }
    Err(AppError::field("/course_ids", "course-unknown", "One of these courses is not there to be offered."))
}

pub fn known_staff(conn: &mut PgConnection, organization: Uuid, staff: Option<Uuid>) -> Result<(), AppError> {
    match staff {
        Some(staff) if !store::is_staff(conn, organization, staff)? => {
            Err(AppError::field("/assigned_staff_id", "staff-unknown", "This person is not on your staff."))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_that_touch_are_one() {
        let window = |weekday, opens, closes| Window { weekday, opens, closes };
        let given = [window(2, 480, 900), window(1, 780, 900), window(1, 480, 720), window(1, 700, 780)];
        assert_eq!(merged(&given), vec![window(1, 480, 900), window(2, 480, 900)]);
    }
}
