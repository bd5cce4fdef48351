//! What becomes of somebody who types a text that is no longer used.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::decide::{Assent, Decision, Facts, decide};
use super::refusal::Refusal;
use super::store::{redeeming, texts};
use crate::shared::error::{AppError, Kind};

/// The facts about what was typed. Of a retired text they are those of the code that once had it, as if
/// deleted: who came in by that code is in by it, and nobody else comes in.
pub fn facts(conn: &mut PgConnection, key: &str, account: Uuid, address: Option<IpAddr>, now: DateTime<Utc>) -> QueryResult<Option<Facts>> {
    if let Some(facts) = redeeming::facts(conn, key, account, address, now)? {
        return Ok(Some(facts));
    }
    let Some(current) = texts::key_now(conn, key)? else { return Ok(None) };
    let facts = redeeming::facts(conn, &current, account, address, now)?;
    Ok(facts.map(|facts| Facts { deleted: true, ..facts }))
}

/// Decides; whoever types what is no longer used is told what took its place, if they may know.
///
/// # Errors
/// The refusals of [`decide`].
pub fn judge(conn: &mut PgConnection, key: &str, facts: &Facts, assent: Assent) -> Result<Decision, AppError> {
    match decide(facts, assent) {
        Err(Refusal::Deleted) => {
            let insider = facts.staff || facts.student_id.is_some();
            Err(no_longer_used(texts::successor(conn, key, insider)?))
        }
        done => Ok(done?),
    }
}

fn no_longer_used(successor: Option<String>) -> AppError {
    match successor {
        Some(text) => AppError::new(Kind::Conflict, "code-deleted", format!("This code is no longer used. Use {text}.")).instead(text),
        None => Refusal::Deleted.into(),
    }
}
