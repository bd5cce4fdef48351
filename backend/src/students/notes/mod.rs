//! What staff write down about a student.
//!
//! * Staff who reach the student read every note about them; the student never sees one on a screen. What
//!   an organization keeps about a person is exported on request, and notes are part of that.
//! * A note is changed and deleted by whoever wrote it, and by admins.

pub mod http;
mod store;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

pub use store::{NoteRow, insert, list};

use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind};

/// A note about to be changed, and by whom.
#[derive(Debug)]
pub struct Change<'a> {
    pub student: Uuid,
    pub note: Uuid,
    pub by: Uuid,
    /// May change what others wrote.
    pub admin: bool,
    pub if_match: &'a IfMatch,
}

/// Locks a note that may be changed.
fn open(conn: &mut PgConnection, change: &Change<'_>) -> Result<(), AppError> {
    let note = store::lock(conn, change.student, change.note)?.ok_or_else(AppError::not_found)?;
    if !change.admin && note.written_by != change.by {
        let detail = "Somebody else wrote this note. They can change it, and so can an admin.";
        return Err(AppError::new(Kind::Forbidden, "note-of-another", detail));
    }
    change.if_match.check(note.version)
}

/// Writes it anew, if there is a new text.
///
/// # Errors
/// `not-found`, `note-of-another`, `stale`.
pub fn rewrite(conn: &mut PgConnection, change: &Change<'_>, text: Option<&str>, now: DateTime<Utc>) -> Result<(), AppError> {
    open(conn, change)?;
    if let Some(text) = text {
        store::rewrite(conn, change.note, text, now)?;
    }
    Ok(())
}

/// Deletes it.
///
/// # Errors
/// `not-found`, `note-of-another`, `stale`.
pub fn delete(conn: &mut PgConnection, change: &Change<'_>) -> Result<(), AppError> {
    open(conn, change)?;
    store::delete(conn, change.note)?;
    Ok(())
}
