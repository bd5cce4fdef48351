//! A school has an account deleted that it keeps: the student has no address to ask for it with.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::departures;
use super::store::held::{self, HeldRow, PlannedRow};
use crate::shared::error::{AppError, Kind};
use crate::{accounts, students};

/// A student, and who asks.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The school.
    pub organization: Uuid,
    /// Its student.
    pub student: Uuid,
    /// The account of the admin.
    pub by: Uuid,
}

/// Why a school may not delete an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It is deleted already.
    Gone,
    /// It has an address, or works somewhere: its owner deletes it.
    NotKept,
    /// It is used at another organization too.
    Shared,
}

impl Obstacle {
    /// How the API calls it.
    pub fn code(self) -> &'static str {
        match self {
            Obstacle::Gone => "student-deleted",
            Obstacle::NotKept => "account-not-kept",
            Obstacle::Shared => "account-shared",
        }
    }

    fn refusal(self) -> AppError {
        let says = match self {
            Obstacle::Gone => "This account is deleted already. What is left has no name.",
            Obstacle::NotKept => {
                "This account is in its owner's hands. They get a copy of their data, and delete it, on their own account page."
            }
            Obstacle::Shared => {
                "The student uses this account at another organization too. With an email address on it they can get a copy of their data and delete it themselves."
            }
        };
        AppError::new(Kind::Conflict, self.code(), says)
    }
}

/// How it stands with a student's account.
#[derive(Debug)]
pub struct Standing {
    /// What is in the way; nothing, when the school may.
    pub obstacle: Option<Obstacle>,
    /// When it goes, if that is planned.
    pub due: Option<DateTime<Utc>>,
    /// Whether the school planned that.
    pub by_school: bool,
    accounts: Vec<Uuid>,
}

/// How it stands.
///
/// # Errors
/// `not-found` for a student of another organization.
pub fn standing(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> Result<Standing, AppError> {
    let student = students::known(conn, organization, student)?;
    let held = held::read(conn, organization, student)?;
    judge(conn, &held)
}

/// The accounts of a student whose whole record is the school's.
///
/// # Errors
/// `not-found`; the [`Obstacle`]s.
pub fn whole_record(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> Result<Vec<Uuid>, AppError> {
    let standing = standing(conn, organization, student)?;
    standing.obstacle.map_or(Ok(standing.accounts), |obstacle| Err(obstacle.refusal()))
}

/// Plans the deletion and signs the student out; when it is due. Asked twice it is planned once.
///
/// # Errors
/// `not-found`; the [`Obstacle`]s; `deletion-by-owner` when the student asked for it themselves.
pub fn ask(conn: &mut PgConnection, public_url: &str, asked: Asked, now: DateTime<Utc>) -> Result<DateTime<Utc>, AppError> {
    let standing = locked(conn, asked)?;
    match (standing.due, standing.obstacle) {
        (Some(due), _) if standing.by_school => return Ok(due),
        (Some(_), _) => return Err(by_owner()),
        (None, Some(obstacle)) => return Err(obstacle.refusal()),
        (None, None) => {}
    }
    let due = accounts::plan_deletion_by_school(conn, &standing.accounts, now)?;
    departures::plan(conn, public_url, &standing.accounts, Some(asked.by), now, due)?;
    Ok(due)
}

/// The student stays. Twice is harmless.
///
/// # Errors
/// `not-found`; `deletion-by-owner` when it was not the school that asked.
pub fn take_back(conn: &mut PgConnection, public_url: &str, asked: Asked, now: DateTime<Utc>) -> Result<(), AppError> {
    let standing = locked(conn, asked)?;
    match standing.due {
        None => Ok(()),
        Some(_) if standing.by_school => drop_plan(conn, public_url, &standing.accounts, Some(asked.by), now),
        Some(_) => Err(by_owner()),
    }
}

/// Whether a school planned the deletion of this account, and may still have it.
///
/// # Errors
/// When the database is away.
pub fn decides(conn: &mut PgConnection, account: Uuid) -> Result<bool, AppError> {
    let all = accounts::all_of_person(conn, account)?;
    Ok(match held::planned(conn, &all)? {
        Some(plan) => obstacle(&rows(conn, &plan)?).is_none(),
        None => false,
    })
}

/// Drops the plan of a school for an account that came into its owner's hands, or to another school, since;
/// whether it did.
///
/// # Errors
/// When the database refuses.
pub fn lapse(conn: &mut PgConnection, public_url: &str, account: Uuid, now: DateTime<Utc>) -> Result<bool, AppError> {
    let all = accounts::all_of_person(conn, account)?;
    let Some(plan) = held::planned(conn, &all)? else { return Ok(false) };
    let held = rows(conn, &plan)?;
    if obstacle(&held).is_none() {
        return Ok(false);
    }
    let theirs: Vec<Uuid> = held.iter().map(|row| row.account_id).collect();
    drop_plan(conn, public_url, &theirs, None, now)?;
    Ok(true)
}

fn drop_plan(conn: &mut PgConnection, public_url: &str, theirs: &[Uuid], by: Option<Uuid>, now: DateTime<Utc>) -> Result<(), AppError> {
    for account in theirs {
        accounts::take_back_deletion(conn, public_url, *account)?;
    }
    departures::take_back(conn, public_url, theirs, by, now)
}

fn rows(conn: &mut PgConnection, plan: &PlannedRow) -> Result<Vec<HeldRow>, AppError> {
    Ok(held::read(conn, plan.organization_id, plan.student_id)?)
}

fn locked(conn: &mut PgConnection, asked: Asked) -> Result<Standing, AppError> {
    let student = students::known(conn, asked.organization, asked.student)?;
    let held = held::lock(conn, asked.organization, student)?;
    judge(conn, &held)
}

fn judge(conn: &mut PgConnection, held: &[HeldRow]) -> Result<Standing, AppError> {
    let accounts: Vec<Uuid> = held.iter().map(|row| row.account_id).collect();
    let due = held.iter().filter_map(|row| row.deletion_due_at).min();
    let by_school = due.is_some() && held::planned(conn, &accounts)?.is_some();
    Ok(Standing { obstacle: obstacle(held), due, by_school, accounts })
}

/// What is in the way of a school, for any of the accounts that are one student.
fn obstacle(held: &[HeldRow]) -> Option<Obstacle> {
    if held.iter().all(|row| row.erased) {
        return Some(Obstacle::Gone);
    }
    let mut left = held.iter().filter(|row| !row.erased);
    left.find_map(|row| match (row.kept, row.elsewhere) {
        (false, _) => Some(Obstacle::NotKept),
        (true, true) => Some(Obstacle::Shared),
        (true, false) => None,
    })
}

fn by_owner() -> AppError {
    AppError::new(Kind::Conflict, "deletion-by-owner", "The student asked for this deletion. Only they can take it back, by signing in.")
}
