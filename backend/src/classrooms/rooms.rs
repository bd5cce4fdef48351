//! Making, changing, deleting and restoring a classroom, with what that does to seats.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, ClassroomRow};
use crate::courses;
use crate::seats::{self, Hold};
use crate::shared::answer::IfMatch;
use crate::shared::clock::dates_in_order;
use crate::shared::error::{AppError, Kind};

/// A classroom about to be made.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewClassroom {
    pub name: String,
    pub kind: String,
    pub description: String,
    pub audience: String,
    pub channel: Option<String>,
    pub school_year: Option<String>,
    pub color: String,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub seat_allotment: Option<i32>,
    pub seat_overflow: String,
    pub course_ids: Vec<Uuid>,
    pub staff_ids: Vec<Uuid>,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// A classroom about to be made after another, without its dates, its school year and its allotment; with its courses, as far as they may be offered, and its staff, if wished.
///
/// # Errors
/// When the database is away.
pub fn after(
    conn: &mut PgConnection,
    organization: Uuid,
    room: &ClassroomRow,
    (courses, staff): (bool, bool),
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<NewClassroom, AppError> {
    Ok(NewClassroom {
        name: room.name.clone(),
        kind: room.kind.clone(),
        description: room.description.clone(),
        audience: room.audience.clone(),
        channel: room.channel.clone(),
        school_year: None,
        color: room.color.clone(),
        starts_on: None,
        ends_on: None,
        seat_allotment: None,
        seat_overflow: room.seat_overflow.clone(),
        course_ids: if courses { courses::offerable_of(conn, organization, room.id)? } else { Vec::new() },
        staff_ids: if staff { room.staff_ids.clone() } else { Vec::new() },
        by,
        now,
    })
}

/// What may change; `None` stays.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Changes {
    pub name: Option<String>,
    pub kind: Option<String>,
    pub description: Option<String>,
    pub audience: Option<String>,
    pub channel: Option<Option<String>>,
    pub school_year: Option<Option<String>>,
    pub color: Option<String>,
    pub starts_on: Option<Option<NaiveDate>>,
    pub ends_on: Option<Option<NaiveDate>>,
    pub seat_allotment: Option<Option<i32>>,
    pub seat_overflow: Option<String>,
}

/// Makes a classroom with its courses and staff, holding back its allotment.
///
/// # Errors
/// `dates-reversed`, `course-unknown`, `staff-unknown`, `seats-not-enough`.
pub fn create(conn: &mut PgConnection, organization: Uuid, new: &NewClassroom) -> Result<Uuid, AppError> {
    dates_in_order(new.starts_on, new.ends_on, "/ends_on")?;
    let mut course_ids = new.course_ids.clone();
    course_ids.sort_unstable();
    course_ids.dedup();
    if !courses::may_offer(conn, organization, &course_ids)? {
        return Err(AppError::field("/course_ids", "course-unknown", "One of these courses is not there to be offered."));
    }
    let mut staff_ids = new.staff_ids.clone();
    staff_ids.sort_unstable();
    staff_ids.dedup();
    if store::count_staff(conn, organization, &staff_ids)? != i64::try_from(staff_ids.len()).unwrap_or(-1) {
        return Err(AppError::field("/staff_ids", "staff-unknown", "One of these people is not on your staff."));
    }
    let id = Uuid::now_v7();
    // The seat account is locked before the classroom exists; the entry names a classroom that does.
    let balance = new.seat_allotment.map(|_| seats::lock(conn, organization)).transpose()?;
    store::insert(conn, id, organization, new)?;
    if let Some(balance) = balance {
        let hold =
            Hold { organization, classroom: id, before: None, after: new.seat_allotment, spent: 0, actor: Some(new.by), now: new.now };
        seats::change_hold(conn, &balance, &hold)?;
    }
    for course in &new.course_ids {
        store::offers::add_course(conn, id, *course, new.now)?;
    }
    for staff in &staff_ids {
        store::assign_staff(conn, organization, id, *staff, new.now)?;
    }
    Ok(id)
}

/// Who changes what, when.
#[allow(missing_docs)]
pub struct Edit<'a> {
    pub organization: Uuid,
    pub classroom: Uuid,
    pub by: Uuid,
    pub now: DateTime<Utc>,
    pub if_match: &'a IfMatch,
}

/// Takes the locks of an edit and reads the classroom again under them.
fn begin(conn: &mut PgConnection, edit: &Edit<'_>) -> Result<ClassroomRow, AppError> {
    store::lock(conn, edit.organization, edit.classroom)?;
    let room = store::one(conn, edit.organization, edit.classroom, None)?;
    edit.if_match.check(room.version - 1)?;
    Ok(room)
}

fn hold(edit: &Edit<'_>, room: &ClassroomRow, after: Option<i32>) -> Hold {
    Hold {
        organization: edit.organization,
        classroom: edit.classroom,
        before: room.seat_allotment,
        after,
        spent: room.seats_spent,
        actor: Some(edit.by),
        now: edit.now,
    }
}

/// Changes a classroom.
pub fn change(conn: &mut PgConnection, edit: &Edit<'_>, changes: &Changes) -> Result<(), AppError> {
    let balance = changes.seat_allotment.map(|_| seats::lock(conn, edit.organization)).transpose()?;
    let room = begin(conn, edit)?;
    if room.deleted_at.is_some() {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you change it."));
    }
    dates_in_order(changes.starts_on.unwrap_or(room.starts_on), changes.ends_on.unwrap_or(room.ends_on), "/ends_on")?;
    if let (Some(balance), Some(after)) = (balance, changes.seat_allotment) {
        seats::change_hold(conn, &balance, &hold(edit, &room, after))?;
    }
    store::update(conn, edit.classroom, changes, edit.now)?;
    Ok(())
}

/// Deletes a classroom: its codes stop, its held seats return. Doing it twice is harmless.
pub fn delete(conn: &mut PgConnection, edit: &Edit<'_>) -> Result<(), AppError> {
    let balance = seats::lock(conn, edit.organization)?;
    let room = begin(conn, edit)?;
    if room.deleted_at.is_none() {
        seats::change_hold(conn, &balance, &hold(edit, &room, None))?;
        store::delete(conn, edit.classroom, edit.now)?;
    }
    Ok(())
}

/// Brings a deleted classroom back, without its allotment.
pub fn restore(conn: &mut PgConnection, edit: &Edit<'_>) -> Result<(), AppError> {
    begin(conn, edit)?;
    store::restore(conn, edit.classroom, edit.now)?;
    Ok(())
}
