//! Adding somebody to a classroom by hand, and taking them out.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, MemberRow};
use crate::classrooms;
use crate::shared::error::{AppError, Kind};

/// Puts a student of the organization into a classroom and its courses. Spends nothing: they have their
/// seat. It lifts a block, and re-admits who was removed. Doing it twice is harmless.
///
/// # Errors
/// `not-found` for a classroom; `student-unknown`; `classroom-deleted`.
pub fn add(
    conn: &mut PgConnection,
    organization: Uuid,
    classroom: Uuid,
    student: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<MemberRow, AppError> {
    let room = classrooms::one(conn, organization, classroom, None)?;
    if room.deleted_at.is_some() {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you add anybody."));
    }
    store::of_organization(conn, organization, student)
        .map_err(|_| AppError::field("/student_id", "student-unknown", "There is no such student in your organization."))?;
    store::unblock(conn, classroom, student)?;
    store::join(conn, organization, classroom, student, "staff", Some(by), now)?;
    store::enroll(conn, Some(classroom), student, now)?;
    store::member(conn, classroom, student)?.ok_or_else(AppError::not_found)
}

/// Keeps a student out of a classroom: they leave it, if they are in it, and no code lets them back in
/// until the block is lifted. Their records and their other classrooms stay. Twice is harmless.
///
/// # Errors
/// `not-found` when they were never in it.
pub fn block(
    conn: &mut PgConnection,
    organization: Uuid,
    classroom: Uuid,
    student: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if !store::was_ever_in(conn, classroom, student)? {
        return Err(AppError::not_found());
    }
    // A redemption under way is through before this, and its stay is ended here; or it finds that the
    // classroom has changed, looks again, and meets the block.
    classrooms::lock(conn, organization, classroom)?;
    store::of_organization(conn, organization, student)?;
    store::block(conn, classroom, student, by, now)?;
    store::remove(conn, classroom, student, by, now)?;
    Ok(())
}

/// Lifts a block, without putting the student back. Twice is harmless.
///
/// # Errors
/// `not-found` when they were never in it.
pub fn unblock(conn: &mut PgConnection, classroom: Uuid, student: Uuid) -> Result<(), AppError> {
    if !store::was_ever_in(conn, classroom, student)? {
        return Err(AppError::not_found());
    }
    store::unblock(conn, classroom, student)?;
    Ok(())
}

/// Takes a student out of a classroom; their records and their other classrooms stay.
///
/// # Errors
/// `not-found` when they are not in it.
pub fn remove(conn: &mut PgConnection, classroom: Uuid, student: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    match store::remove(conn, classroom, student, by, now)? {
        0 => Err(AppError::not_found()),
        _ => Ok(()),
    }
}
