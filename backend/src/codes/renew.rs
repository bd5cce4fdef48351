//! New codes for the classroom of the next year, after those of the old one.

use chrono::{DateTime, Months, NaiveDate, Utc};
use diesel::PgConnection;
use ipnet::IpNet;
use uuid::Uuid;

use super::edit::Edit;
use super::issue::{self, NewCode, Window};
use super::store::{self, CodeRow, Filter};
use crate::courses;
use crate::shared::answer::IfMatch;
use crate::shared::error::AppError;

/// An old code, if there was one, and the new one made after it.
#[derive(Debug, Clone, Copy)]
pub struct Renewal {
    /// The code of the old classroom.
    pub old: Option<Uuid>,
    /// The code of the new one.
    pub new: Uuid,
}

/// From which classroom to which, by whom, when.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Renew {
    pub organization: Uuid,
    pub from: Uuid,
    pub to: Uuid,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// First and last days of the old classroom and of the new one: by how much the days of its codes move.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Years {
    pub was: (Option<NaiveDate>, Option<NaiveDate>),
    pub is: (Option<NaiveDate>, Option<NaiveDate>),
}

impl Years {
    /// A day in the new year. The classroom's own first and last day stay that; others move as its first day
    /// does, or a year where that is not known.
    fn moved(&self, day: NaiveDate) -> Option<NaiveDate> {
        for (was, is) in [(self.was.0, self.is.0), (self.was.1, self.is.1)] {
            if was == Some(day) && is.is_some() {
                return is;
            }
        }
        match (self.was.0, self.is.0) {
            (Some(was), Some(is)) => day.checked_add_signed(is - was),
            _ => day.checked_add_months(Months::new(12)),
        }
    }
}

/// Makes a code into the new classroom after each code of the old one: the same rules, another text, days of
/// the new year. Where the old one has none, one plain code. Batches are not made anew.
///
/// # Errors
/// Those of making a code.
pub fn renew(conn: &mut PgConnection, renew: &Renew, years: &Years) -> Result<Vec<Renewal>, AppError> {
    let filter = Filter { classroom: Some(renew.from), ..Filter::default() };
    let codes = store::list(conn, renew.organization, &filter, renew.now, None, i64::MAX)?;
    if codes.is_empty() {
        let new = issue::create(conn, renew.organization, None, &plain(renew))?;
        return Ok(vec![Renewal { old: None, new }]);
    }
    // What the classroom no longer offers, a code cannot narrow it to.
    let offered = courses::offerable_of(conn, renew.organization, renew.to)?;
    let made = codes.iter().map(|code| {
        let new = issue::create(conn, renew.organization, None, &after(code, renew, years, &offered))?;
        Ok(Renewal { old: Some(code.id), new })
    });
    made.collect()
}

fn plain(renew: &Renew) -> NewCode {
    NewCode {
        text: None,
        classroom_id: Some(renew.to),
        enabled: true,
        valid_from: None,
        valid_till: None,
        max_redemptions: None,
        email_domains: Vec::new(),
        weekly_windows: Vec::new(),
        networks: Vec::new(),
        needs_approval: false,
        course_ids: None,
        assigned_staff_id: None,
        channel: None,
        note: String::new(),
        by: renew.by,
        now: renew.now,
    }
}

fn after(code: &CodeRow, renew: &Renew, years: &Years, offered: &[Uuid]) -> NewCode {
    let windows = code.weekdays.iter().zip(&code.opens).zip(&code.closes);
    let till = code.valid_till.and_then(|day| years.moved(day));
    let from = code.valid_from.and_then(|day| years.moved(day));
    let wide = |name: &String| code.domains_with_subdomains.contains(name);
    NewCode {
        enabled: code.enabled,
        // Never in reverse, however the days were chosen.
        valid_from: from.map(|from| till.map_or(from, |till| from.min(till))),
        valid_till: till,
        max_redemptions: code.max_redemptions,
        email_domains: code.domains.iter().map(|name| (name.clone(), wide(name))).collect(),
        weekly_windows: windows.map(|((weekday, opens), closes)| Window { weekday: *weekday, opens: *opens, closes: *closes }).collect(),
        networks: code.networks.iter().filter_map(|text| text.parse::<IpNet>().ok()).collect(),
        needs_approval: code.needs_approval,
        course_ids: code.narrows_courses.then(|| code.course_ids.iter().copied().filter(|id| offered.contains(id)).collect()),
        assigned_staff_id: code.assigned_staff_id,
        channel: code.channel.clone(),
        note: code.note.clone(),
        ..plain(renew)
    }
}

fn olds(pairs: &[Renewal]) -> Vec<Uuid> {
    pairs.iter().filter_map(|pair| pair.old).collect()
}

/// Deletes the old codes in favor of the new ones: who types an old text is told the new one.
///
/// # Errors
/// When the database refuses.
pub fn lead_on(conn: &mut PgConnection, renew: &Renew, pairs: &[Renewal]) -> Result<(), AppError> {
    let both: Vec<Uuid> = olds(pairs).into_iter().chain(pairs.iter().map(|pair| pair.new)).collect();
    store::lock(conn, renew.organization, &both)?;
    let before: Vec<CodeRow> = store::these(conn, renew.organization, &olds(pairs), renew.now)?;
    let news = store::these(conn, renew.organization, &pairs.iter().map(|pair| pair.new).collect::<Vec<_>>(), renew.now)?;
    for pair in pairs {
        let Some(old) = before.iter().find(|code| Some(code.id) == pair.old && !code.deleted) else { continue };
        if news.iter().any(|code| code.id == pair.new && !code.deleted) {
            store::delete(conn, &[old.id], renew.now)?;
            store::succeed(conn, old.id, Some(pair.new), renew.now)?;
        }
    }
    edit(renew).finish(conn, &before)
}

/// Takes that back: the old codes are as they were, unless somebody named another successor since.
///
/// # Errors
/// When the database refuses.
pub fn lead_back(conn: &mut PgConnection, renew: &Renew, pairs: &[Renewal]) -> Result<(), AppError> {
    store::lock(conn, renew.organization, &olds(pairs))?;
    let before = store::these(conn, renew.organization, &olds(pairs), renew.now)?;
    for pair in pairs {
        if let Some(old) = pair.old {
            store::bring_back(conn, old, pair.new)?;
        }
    }
    edit(renew).finish(conn, &before)
}

fn edit(renew: &Renew) -> Edit {
    Edit { organization: renew.organization, reach: None, of: renew.from, if_match: IfMatch::default(), by: renew.by, now: renew.now }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn days_move_with_the_classroom() {
        let dated = Years { was: (day("2026-08-24"), day("2027-06-11")), is: (day("2027-08-23"), day("2028-06-09")) };
        let undated = Years { was: (None, None), is: (day("2027-08-23"), None) };
        for (years, was, is) in [
            (&dated, "2026-08-24", "2027-08-23"),
            (&dated, "2027-06-11", "2028-06-09"),
            (&dated, "2026-09-01", "2027-08-31"),
            (&undated, "2026-09-01", "2027-09-01"),
            (&undated, "2028-02-29", "2029-02-28"),
        ] {
            assert_eq!(day(was).and_then(|was| years.moved(was)), day(is), "{was}");
        }
    }
}
