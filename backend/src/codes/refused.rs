//! Keeping what was refused: who, by which code, and why.
//!
//! * A person at a code is one case: attempts are counted, the newest reason stays. What staff settled
//!   is opened again by the next attempt.
//! * It is written after the refused transaction is gone, by a statement of its own; a record that
//!   fails leaves the refusal as it is.
//! * A text that is no code belongs to nobody and is kept nowhere.
//! * Cases are forgotten after 30 days without an attempt.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection, PgConnection};
use uuid::Uuid;

use super::store::refused;
pub use super::store::refused::{
    After, Case, CaseFilter, OwnCase, asking, list as cases, lock as lock_cases, of_person as own_cases, settle as settle_case, tell,
};
use super::text;
use crate::shared::context::Context;
use crate::shared::error::AppError;

/// Refusals that staff can do something about, or should know of. The others are a question
/// (`confirm-learner`), or lead to no organization (`code-unknown`).
const KEPT: [&str; 14] = [
    "organization-suspended",
    "code-deleted",
    "code-paused",
    "code-not-yet-valid",
    "code-expired",
    "code-outside-window",
    "code-exhausted",
    "domain-not-allowed",
    "ip-not-allowed",
    "member-blocked",
    "member-removed",
    "license-inactive",
    "classroom-full",
    "no-seats-left",
];

/// How long a case is kept after the last attempt.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// An attempt that was refused.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Who.
    pub account: Uuid,
    /// What they typed.
    pub typed: String,
    /// The stable code of the problem they were shown.
    pub reason: &'static str,
    /// The `Idempotency-Key` of their request: sent again, it is counted once.
    pub key: Option<String>,
    /// When.
    pub now: DateTime<Utc>,
}

impl Refused {
    /// The text's key, if this is a refusal to keep.
    fn to_keep(&self) -> Option<String> {
        if KEPT.contains(&self.reason) { text::key(&self.typed) } else { None }
    }
}

/// Keeps a refusal, on a connection of its own.
pub async fn note(context: &Context, refused: Refused) {
    let Some(key) = refused.to_keep() else { return };
    let kept = context.db.statement(move |conn| Ok(refused::record(conn, &key, &refused)?)).await;
    if let Err(error) = kept {
        tracing::warn!(cause = error.cause(), "a refusal could not be recorded");
    }
}

/// Keeps a refusal within a transaction that goes on, in a savepoint, so that it cannot spoil it.
pub fn note_in(conn: &mut PgConnection, refused: &Refused) {
    let Some(key) = refused.to_keep() else { return };
    if let Err(error) = conn.transaction(|conn| refused::record(conn, &key, refused)) {
        tracing::warn!(%error, "a refusal could not be recorded");
    }
}

/// The cases of one account become another's, which is the same person.
///
/// # Errors
/// When the database refuses.
pub fn hand_over(conn: &mut PgConnection, from: Uuid, into: Uuid) -> Result<(), AppError> {
    refused::hand_over(conn, from, into)?;
    Ok(())
}

/// Forgets cases that nobody has touched for 30 days.
///
/// # Errors
/// When the database is away.
pub fn forget_old_refusals(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize, AppError> {
    Ok(refused::forget(conn, now - REMEMBERED)?)
}
