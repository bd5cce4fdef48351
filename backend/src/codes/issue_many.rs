//! Many codes at once: making, changing and deleting a batch, all of it or nothing.

use diesel::PgConnection;
use uuid::Uuid;

use super::edit::{Changes, Edit, apply, not_deleted};
use super::history::{What, record};
use super::issue::{self, NewCode};
use super::store::batches::{self, BatchEntry};
use super::{store, text};
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
/// Those of changing one code.
pub fn change(conn: &mut PgConnection, edit: &Edit, changes: &Changes) -> Result<Vec<Uuid>, AppError> {
    let codes = locked(conn, edit)?;
    if codes.is_empty() {
        return Err(AppError::new(Kind::Conflict, "code-deleted", "These codes are deleted. Make new ones instead."));
    }
    if changes.successor_id.flatten().is_some() {
        return Err(not_deleted());
    }
    let before = store::these(conn, edit.organization, &codes, edit.now)?;
    apply(conn, edit.organization, &codes, changes)?;
    edit.finish(conn, &before)?;
    batches::update(conn, edit.of, changes.note.as_deref(), false, edit.now)?;
    Ok(codes)
}

/// Deletes every code of a batch. Doing it twice is harmless.
///
/// # Errors
/// `not-found`, `stale`.
pub fn delete(conn: &mut PgConnection, edit: &Edit) -> Result<(), AppError> {
    let codes = locked(conn, edit)?;
    store::delete(conn, &codes, edit.now)?;
    store::touch(conn, &codes, edit.now)?;
    record(conn, &codes, What::Deleted, &[], Some(edit.by), edit.now)?;
    batches::update(conn, edit.of, None, true, edit.now)?;
    Ok(())
}

/// Locks a batch and its codes; the codes.
fn locked(conn: &mut PgConnection, edit: &Edit) -> Result<Vec<Uuid>, AppError> {
    batches::lock(conn, edit.organization, edit.of)?;
    let batch = batches::one(conn, edit.organization, edit.of, edit.reach, edit.now)?;
    edit.if_match.check(batch.version - 1)?;
    Ok(batches::lock_codes(conn, edit.of, batch.classroom_id)?)
}
