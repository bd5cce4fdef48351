//! Many codes at once: making, changing and deleting a batch, all of it or nothing.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::issue::{self, Changes, NewCode};
use super::store::batches::{self, BatchEntry};
use super::{store, text};
use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind};

/// Makes `count` codes with one set of rules and texts that begin with `prefix`. `reach` limits a
/// teacher to their classrooms.
///
/// # Errors
/// Those of the prefix, and of [`issue::create`] but those of a chosen text.
pub fn create(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    prefix: &str,
    count: u16,
    new: &NewCode,
) -> Result<Uuid, AppError> {
    let prefix = text::prefix(prefix)?;
    let domains = issue::checked(conn, organization, reach, new)?;
    let id = Uuid::now_v7();
    let entry = BatchEntry {
        id,
        organization,
        classroom: new.classroom_id,
        prefix: &prefix,
        made: count.into(),
        note: &new.note,
        by: new.by,
        now: new.now,
    };
    batches::insert(conn, &entry)?;
    let made = issue::insert_generated(conn, organization, Some(id), &prefix, count.into(), new)?;
    issue::put_rules(conn, &made, new, &domains)?;
    Ok(id)
}

/// Changes every code of a batch that is not deleted; which they are.
///
/// # Errors
/// Those of [`issue::change`].
pub fn change(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    id: Uuid,
    changes: &Changes,
    if_match: &IfMatch,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, AppError> {
    let codes = locked(conn, organization, reach, id, if_match, now)?;
    if codes.is_empty() {
        return Err(AppError::new(Kind::Conflict, "code-deleted", "These codes are deleted. Make new ones instead."));
    }
    issue::apply(conn, organization, &codes, changes, now)?;
    batches::update(conn, id, changes.note.as_deref(), false, now)?;
    Ok(codes)
}

/// Deletes every code of a batch. Doing it twice is harmless.
///
/// # Errors
/// `not-found`, `stale`.
pub fn delete(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    id: Uuid,
    if_match: &IfMatch,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let codes = locked(conn, organization, reach, id, if_match, now)?;
    store::delete(conn, &codes, now)?;
    batches::update(conn, id, None, true, now)?;
    Ok(())
}

/// Locks a batch and its codes; the codes.
fn locked(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    id: Uuid,
    if_match: &IfMatch,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, AppError> {
    batches::lock(conn, organization, id)?;
    let batch = batches::one(conn, organization, id, reach, now)?;
    if_match.check(batch.version - 1)?;
    Ok(batches::lock_codes(conn, id, batch.classroom_id)?)
}
