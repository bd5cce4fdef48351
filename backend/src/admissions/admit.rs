//! Letting somebody in without a code.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;
use uuid::Uuid;

use super::store::{self, Facts};
use crate::seats::{Purse, Seat, Shortage, Spend};
use crate::shared::error::{AppError, Kind};
use crate::{classrooms, seats, students};

/// By which way somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Staff add them by hand.
    Staff,
    /// They accept an invitation.
    Invitation,
    /// They stand in a list that staff import.
    Import,
}

impl Way {
    /// As `memberships.joined_by` has it.
    fn name(self) -> &'static str {
        match self {
            Way::Staff => "staff",
            Way::Invitation => "invitation",
            Way::Import => "import",
        }
    }
}

/// Somebody who is to be let in.
#[derive(Debug, Clone, Copy)]
pub struct Admission {
    /// Into which organization.
    pub organization: Uuid,
    /// Into which of its classrooms; none: into the organization and what it offers to everyone.
    pub classroom: Option<Uuid>,
    /// Who.
    pub account: Uuid,
    /// How.
    pub way: Way,
    /// By whom.
    pub by: Option<Uuid>,
    /// When.
    pub now: DateTime<Utc>,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// Their profile.
    pub student: Uuid,
    /// Whether it spent a seat: they are new to the organization.
    pub seat_spent: bool,
    /// Whether they were not in the classroom before.
    pub joined: bool,
}

/// Lets somebody in, inside the caller's transaction: takes the locks in the fixed order (seat account,
/// classroom), registers who is new, puts them in the classroom and enrolls them. Twice is harmless.
///
/// # Errors
/// `not-found` for an organization or classroom that is not there; `organization-suspended`,
/// `classroom-deleted`, `member-blocked`; for who is new `license-inactive`, `classroom-full`,
/// `no-seats-left`.
pub fn admit(conn: &mut PgConnection, admission: &Admission) -> Result<Admitted, AppError> {
    let facts = look(conn, admission)?;
    if facts.suspended {
        return Err(AppError::new(Kind::Conflict, "organization-suspended", "This organization is suspended. Nobody can join it now."));
    }
    if facts.deleted {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you add anybody."));
    }
    if facts.blocked && admission.way != Way::Staff {
        return Err(AppError::new(Kind::Forbidden, "member-blocked", "This student is blocked from the classroom. Lift the block first."));
    }
    if let (true, Some(classroom), Some(student)) = (facts.blocked, admission.classroom, facts.student_id) {
        students::unblock(conn, classroom, student)?;
    }
    let (student, seat_spent) = match facts.student_id {
        Some(student) => (student, false),
        None => (register(conn, admission, &facts)?, true),
    };
    let joined = place(conn, admission, student)?;
    if joined || seat_spent {
        let about =
            json!({ "student_id": student, "classroom_id": admission.classroom, "way": admission.way.name(), "seat_spent": seat_spent });
        store::note(conn, admission.organization, &about, admission.now)?;
    }
    Ok(Admitted { student, seat_spent, joined })
}

/// How many new students a classroom, or the organization without one, has seats for now.
///
/// # Errors
/// `not-found`.
pub fn room(conn: &mut PgConnection, organization: Uuid, classroom: Option<Uuid>, now: DateTime<Utc>) -> Result<i32, AppError> {
    let facts = store::facts(conn, organization, classroom, None, now)?.ok_or_else(AppError::not_found)?;
    Ok(purse(&facts).room())
}

/// Reads what is known, under the locks that keep it true.
fn look(conn: &mut PgConnection, admission: &Admission) -> Result<Facts, AppError> {
    let read = |conn: &mut PgConnection| {
        let known = store::facts(conn, admission.organization, admission.classroom, Some(admission.account), admission.now)?;
        known.ok_or_else(AppError::not_found)
    };
    if read(conn)?.student_id.is_none() {
        seats::lock(conn, admission.organization)?;
    }
    if let Some(classroom) = admission.classroom {
        classrooms::hold_still(conn, classroom)?;
    }
    let facts = read(conn)?;
    // Who was merged into another student in this very moment is that one.
    match facts.student_id {
        Some(student) if students::present(conn, admission.organization, student).is_err() => read(conn),
        _ => Ok(facts),
    }
}

fn purse(facts: &Facts) -> Purse {
    Purse {
        license_active: facts.license_active,
        allotment: facts.seat_allotment,
        held: facts.seats_held,
        borrows: facts.borrows,
        free: facts.free_seats,
    }
}

/// Makes the profile, and spends its seat.
fn register(conn: &mut PgConnection, admission: &Admission, facts: &Facts) -> Result<Uuid, AppError> {
    let seat = purse(facts).next().map_err(told)?;
    let Admission { organization, classroom, now, .. } = *admission;
    let student = students::register(conn, organization, admission.account, facts.unproven_email.as_deref(), now)?;
    spend(conn, admission, student, seat)?;
    if let Some(classroom) = classroom {
        classrooms::count_seat(conn, classroom)?;
    }
    Ok(student)
}

fn spend(conn: &mut PgConnection, admission: &Admission, student: Uuid, seat: Seat) -> Result<(), AppError> {
    let Admission { organization, classroom, by: actor, now, .. } = *admission;
    Ok(seats::spend(conn, &Spend { organization, student, classroom, seat, actor, now })?)
}

/// Puts a student into the classroom and its courses; whether they were not in it.
fn place(conn: &mut PgConnection, admission: &Admission, student: Uuid) -> Result<bool, AppError> {
    let mut joined = 0;
    if let Some(classroom) = admission.classroom {
        joined = students::join(conn, admission.organization, classroom, student, admission.way.name(), admission.by, admission.now)?;
    }
    students::enroll(conn, admission.classroom, student, admission.now)?;
    Ok(joined > 0)
}

/// What staff are told to do next.
fn told(shortage: Shortage) -> AppError {
    let (code, detail) = match shortage {
        Shortage::LicenseInactive => ("license-inactive", "No license runs today, so nobody new can join. Renew it first."),
        Shortage::ClassroomFull => {
            ("classroom-full", "This classroom has no seats left. Raise its allotment, or let it borrow free seats.")
        }
        Shortage::NoSeatsLeft => ("no-seats-left", "No seats are left. Students who are here already can still join any classroom."),
    };
    AppError::new(Kind::Conflict, code, detail)
}
