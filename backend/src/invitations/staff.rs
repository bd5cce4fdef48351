//! Several people onto the staff at once, with the classrooms they are assigned to.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::addresses::{Pasted, read};
use super::store;
use crate::classrooms;
use crate::organizations::{self, NewStaff, show_staff};
use crate::shared::error::AppError;

/// How many people may be put on the staff at once.
const MOST: usize = 100;

/// Who is put on the staff.
#[derive(Debug, Clone)]
pub struct Team {
    pub organization: Uuid,
    pub addresses: String,
    /// `admin` or `teacher`.
    pub role: String,
    pub title: String,
    pub classrooms: Vec<Uuid>,
    pub by: Uuid,
    pub day: NaiveDate,
    pub now: DateTime<Utc>,
}

/// A pasted address, and what it came to.
pub struct Line {
    pub pasted: Pasted,
    /// `invited` with a link, `added` with the account they have, `already` on the staff, `repeated`, `invalid`.
    pub outcome: &'static str,
    pub staff_id: Option<Uuid>,
}

/// Puts everybody on the staff who can be, and assigns them, also those who are on it already.
///
/// # Errors
/// `addresses-none`, `too-many`, `classroom-unknown`, `too-many-invitations`.
pub fn invite(conn: &mut PgConnection, public_url: &str, team: &Team) -> Result<Vec<Line>, AppError> {
    let pasted = read(&team.addresses);
    if pasted.is_empty() {
        return Err(AppError::field("/addresses", "addresses-none", "Enter at least one email address."));
    }
    if pasted.len() > MOST {
        return Err(AppError::field(
            "/addresses",
            "too-many",
            format!("Invite at most {MOST} people at once. These are {}.", pasted.len()),
        ));
    }
    for classroom in &team.classrooms {
        classrooms::reachable(conn, team.organization, *classroom, None)
            .map_err(|_| AppError::field("/classroom_ids", "classroom-unknown", "There is no such classroom."))?;
    }
    store::lock_day(conn, team.organization, team.day)?;
    let mut seen = HashSet::new();
    let mut lines = Vec::with_capacity(pasted.len());
    for one in pasted {
        let repeated = one.email.as_ref().is_some_and(|email| !seen.insert(email.key.clone()));
        lines.push(if repeated { Line { pasted: one, outcome: "repeated", staff_id: None } } else { put(conn, public_url, team, one)? });
    }
    let mails = lines.iter().filter(|line| matches!(line.outcome, "invited" | "added")).count();
    store::count_mails(conn, team.organization, team.day, mails)?;
    Ok(lines)
}

fn put(conn: &mut PgConnection, public_url: &str, team: &Team, pasted: Pasted) -> Result<Line, AppError> {
    let Some(email) = &pasted.email else { return Ok(Line { pasted, outcome: "invalid", staff_id: None }) };
    let new = NewStaff {
        email: email.shown.clone(),
        display_name: Some(pasted.name.clone()),
        role: team.role.clone(),
        title: team.title.clone(),
        by: Some(team.by),
        now: team.now,
    };
    // A savepoint: who is on the staff already gets no mail, and keeps nobody from theirs.
    let put = conn.transaction(|conn| organizations::put_on_staff(conn, public_url, team.organization, &new));
    let (id, already) = match put {
        Ok(id) => (Some(id), false),
        Err(error) if error.code() == "staff-already" => (organizations::staff_with_address(conn, team.organization, &email.key)?, true),
        Err(error) => return Err(error),
    };
    let Some(id) = id else { return Ok(Line { pasted, outcome: "already", staff_id: None }) };
    for classroom in &team.classrooms {
        classrooms::assign_staff(conn, team.organization, *classroom, id, team.now)?;
    }
    let ready = show_staff(conn, team.organization, id)?.0.account_ready;
    let outcome = if already {
        "already"
    } else if ready {
        "added"
    } else {
        "invited"
    };
    Ok(Line { pasted, outcome, staff_id: Some(id) })
}
