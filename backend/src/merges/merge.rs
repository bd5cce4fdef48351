//! Merging, and undoing it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, What};
use crate::shared::error::{AppError, Kind};
use crate::{classrooms, codes, seats, students};

/// For how long a merge can be undone.
pub const UNDONE_WITHIN: TimeDelta = TimeDelta::days(30);

/// Whom to merge into whom.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub organization: Uuid,
    /// The profile that stays.
    pub kept: Uuid,
    /// The one that becomes part of it.
    pub merged: Uuid,
}

/// Checks that these are two students of the organization, neither part of another, and neither deleted.
///
/// # Errors
/// `not-found` for the kept one, `student-unknown` for the other, `same-student`, `student-deleted`.
pub fn check(conn: &mut PgConnection, pair: Pair) -> Result<(), AppError> {
    if pair.kept == pair.merged {
        return Err(AppError::field("/student_id", "same-student", "This is the same profile. Choose the other one."));
    }
    students::present(conn, pair.organization, pair.kept)?;
    students::present(conn, pair.organization, pair.merged)
        .map_err(|_| AppError::field("/student_id", "student-unknown", "There is no such student in your organization."))?;
    if store::erased(conn, pair)? {
        return Err(AppError::field(
            "/student_id",
            "student-deleted",
            "The account of one of these students is deleted. Nothing says who they were.",
        ));
    }
    Ok(())
}

/// Takes every lock in the fixed order (seat account, classrooms, profiles): nobody registers, joins or is
/// moved while the records change hands.
fn lock(conn: &mut PgConnection, pair: Pair) -> Result<(), AppError> {
    seats::lock(conn, pair.organization)?;
    let rooms = students::classrooms_of(conn, pair.kept, pair.merged)?;
    classrooms::lock_many(conn, pair.organization, &rooms)?;
    students::lock_profiles(conn, pair.organization, &[pair.kept, pair.merged])?;
    Ok(())
}

/// Makes two profiles one; the merge's id, by which it can be undone.
///
/// # Errors
/// Those of [`check`].
pub fn merge(conn: &mut PgConnection, pair: Pair, by: Uuid, now: DateTime<Utc>) -> Result<Uuid, AppError> {
    lock(conn, pair)?;
    check(conn, pair)?;
    let what = What {
        redemptions: codes::hand_over(conn, pair.merged, pair.kept)?,
        records: students::move_records(conn, pair.merged, pair.kept, by, now)?,
    };
    Ok(store::insert(conn, pair, &what, by, now)?)
}

/// Takes a merge back.
///
/// # Errors
/// `not-found`; `merge-undone` when it was before; `merge-too-old`; `merge-not-newest` when one of the two was
/// merged again since.
pub fn undo(conn: &mut PgConnection, organization: Uuid, id: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let found = store::one(conn, organization, id)?.ok_or_else(AppError::not_found)?;
    let pair = Pair { organization, kept: found.kept_id, merged: found.merged_id };
    lock(conn, pair)?;
    // Read again under the locks.
    let found = store::one(conn, organization, id)?.ok_or_else(AppError::not_found)?;
    if found.undone_at.is_some() {
        return Err(AppError::new(Kind::Conflict, "merge-undone", "This merge was undone already."));
    }
    if now - found.merged_at > UNDONE_WITHIN {
        return Err(AppError::new(Kind::Conflict, "merge-too-old", "A merge can be undone for 30 days. This one is older."));
    }
    if !found.newest {
        let detail = "The kept profile was merged again since. Undo the later merge first.";
        return Err(AppError::new(Kind::Conflict, "merge-not-newest", detail));
    }
    let what = serde_json::from_value::<What>(found.moved).map_err(AppError::internal)?;
    codes::hand_back(conn, pair.kept, pair.merged, &what.redemptions)?;
    students::move_back(conn, pair.merged, pair.kept, &what.records, now)?;
    store::mark_undone(conn, id, by, now)?;
    Ok(())
}
