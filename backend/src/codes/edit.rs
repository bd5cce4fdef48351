//! Changing and deleting a code.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use ipnet::IpNet;
use uuid::Uuid;

use super::history::{record, stories};
use super::issue::{Window, domains, known_courses, known_staff, merged};
use super::store::{self, CodeRow};
use crate::shared::answer::IfMatch;
use crate::shared::clock::{dates_in_order, dates_reversed};
use crate::shared::error::{AppError, Kind, breaks};

/// Somebody changes a code.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Edit {
    pub organization: Uuid,
    /// Limits a teacher to their classrooms.
    pub reach: Option<Uuid>,
    /// The code, or the batch of codes.
    pub of: Uuid,
    /// The version they read, if they say.
    pub if_match: IfMatch,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

impl Edit {
    /// Locks the code, with another that the edit refers to, and reads it as it is.
    ///
    /// # Errors
    /// `not-found`, `stale`.
    pub fn begin(&self, conn: &mut PgConnection, other: Option<Uuid>) -> Result<CodeRow, AppError> {
        let both: Vec<Uuid> = std::iter::once(self.of).chain(other).collect();
        store::lock(conn, self.organization, &both)?;
        let code = self.read(conn)?;
        self.if_match.check(code.version)?;
        Ok(code)
    }

    /// The code as it is now.
    ///
    /// # Errors
    /// `not-found`.
    pub fn read(&self, conn: &mut PgConnection) -> Result<CodeRow, AppError> {
        store::one(conn, self.organization, self.of, self.reach, self.now)
    }

    /// Counts up the versions of those codes that are not as they were, and writes into the history of
    /// each what differs.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn finish(&self, conn: &mut PgConnection, before: &[CodeRow]) -> Result<(), AppError> {
        let ids: Vec<Uuid> = before.iter().map(|code| code.id).collect();
        let after = store::these(conn, self.organization, &ids, self.now)?;
        let stories = stories(before, &after);
        let changed: BTreeSet<Uuid> = stories.iter().flat_map(|story| &story.codes).copied().collect();
        store::touch(conn, &changed.into_iter().collect::<Vec<_>>(), self.now)?;
        for story in stories {
            record(conn, &story.codes, story.what, &story.differences, Some(self.by), self.now)?;
        }
        Ok(())
    }
}

/// What may change; `None` stays. The text changes by rotation.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Changes {
    pub enabled: Option<bool>,
    pub valid_from: Option<Option<NaiveDate>>,
    pub valid_till: Option<Option<NaiveDate>>,
    pub max_redemptions: Option<Option<i32>>,
    pub email_domains: Option<Vec<(String, bool)>>,
    pub weekly_windows: Option<Vec<Window>>,
    pub networks: Option<Vec<IpNet>>,
    pub needs_approval: Option<bool>,
    pub course_ids: Option<Option<Vec<Uuid>>>,
    pub assigned_staff_id: Option<Option<Uuid>>,
    pub channel: Option<Option<String>>,
    pub note: Option<String>,
    /// What a deleted code leads to instead.
    pub successor_id: Option<Option<Uuid>>,
}

impl Changes {
    /// Whether it changes nothing but what becomes of a deleted code.
    fn are_for_the_deleted(&self) -> bool {
        Changes { successor_id: None, ..self.clone() } == Changes::default()
    }
}

/// Changes a code. What changes nothing leaves no trace.
///
/// # Errors
/// Those of making one that fit, and `cap-below-used`, `code-deleted`, `code-not-deleted`,
/// `successor-unknown`, `stale`.
pub fn change(conn: &mut PgConnection, edit: &Edit, changes: &Changes) -> Result<(), AppError> {
    let code = edit.begin(conn, changes.successor_id.flatten())?;
    if code.deleted && changes.are_for_the_deleted() {
        if let Some(successor) = changes.successor_id {
            succeed(conn, edit, successor)?;
        }
        return edit.finish(conn, &[code]);
    }
    if code.state == "deleted" {
        return Err(AppError::new(Kind::Conflict, "code-deleted", "This code is deleted. Make a new one instead."));
    }
    if changes.successor_id.flatten().is_some() {
        return Err(not_deleted());
    }
    check(&code, changes)?;
    apply(conn, edit.organization, &[edit.of], changes)?;
    edit.finish(conn, &[code])
}

/// Only what is deleted has a successor.
pub fn not_deleted() -> AppError {
    let detail = "Only a deleted code has a successor. Rotate this one, or delete it and name the other.";
    AppError::field("/successor_id", "code-not-deleted", detail)
}

fn check(code: &CodeRow, changes: &Changes) -> Result<(), AppError> {
    dates_in_order(changes.valid_from.unwrap_or(code.valid_from), changes.valid_till.unwrap_or(code.valid_till), "/valid_till")?;
    if let Some(Some(most)) = changes.max_redemptions
        && most < code.redeemed
    {
        let detail = format!("{} people have used this code already; its limit cannot be lower.", code.redeemed);
        return Err(AppError::field("/max_redemptions", "cap-below-used", detail));
    }
    Ok(())
}

/// Writes changes to codes that are locked.
///
/// # Errors
/// `dates-reversed`, `cap-below-used`, `course-unknown`, `staff-unknown`, `domain-invalid`.
pub fn apply(conn: &mut PgConnection, organization: Uuid, codes: &[Uuid], changes: &Changes) -> Result<(), AppError> {
    known_staff(conn, organization, changes.assigned_staff_id.flatten())?;
    if let Some(list) = &changes.email_domains {
        store::put_domains(conn, codes, &domains(list)?)?;
    }
    if let Some(list) = &changes.weekly_windows {
        store::put_windows(conn, codes, &merged(list))?;
    }
    if let Some(list) = &changes.networks {
        store::put_networks(conn, codes, list)?;
    }
    if let Some(list) = &changes.course_ids {
        known_courses(conn, organization, list.as_deref())?;
        store::put_courses(conn, codes, list.as_deref().unwrap_or(&[]))?;
    }
    match store::update(conn, codes, changes) {
        Err(error) if breaks(&error, "codes_within_cap") => Err(AppError::field(
            "/max_redemptions",
            "cap-below-used",
            "Some of these codes were used more often already; the limit cannot be lower.",
        )),
        Err(error) if breaks(&error, "codes_dates_in_order") => Err(dates_reversed("/valid_till")),
        done => Ok(done.map(drop)?),
    }
}

/// Names what a deleted code leads to instead. The other is a code that is not deleted at this moment,
/// which both locks keep true, so that no way of successors ever comes back to where it began.
fn succeed(conn: &mut PgConnection, edit: &Edit, successor: Option<Uuid>) -> Result<(), AppError> {
    let unknown = || AppError::field("/successor_id", "successor-unknown", "Choose another of your codes, one that is not deleted.");
    if let Some(other) = successor {
        let other = store::one(conn, edit.organization, other, edit.reach, edit.now).map_err(|_| unknown())?;
        if other.id == edit.of || other.state == "deleted" {
            return Err(unknown());
        }
    }
    store::succeed(conn, edit.of, successor, edit.now)?;
    Ok(())
}

/// Deletes a code, naming its successor if it has one. Its text stays with the organization; doing it
/// twice is harmless.
///
/// # Errors
/// `not-found`, `stale`, `successor-unknown`.
pub fn delete(conn: &mut PgConnection, edit: &Edit, successor: Option<Uuid>) -> Result<(), AppError> {
    let code = edit.begin(conn, successor)?;
    store::delete(conn, &[edit.of], edit.now)?;
    if successor.is_some() {
        succeed(conn, edit, successor)?;
    }
    edit.finish(conn, &[code])
}
