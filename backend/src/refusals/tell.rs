//! Tell my teacher: somebody who is refused asks for help.

use chrono::TimeDelta;
use diesel::PgConnection;

use super::{mails, store};
use crate::accounts;
use crate::codes::{self, Assent, Attempt, Facts, OwnCase, decide};
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;

/// How long a crowd at one code is one mail.
const QUIET: TimeDelta = TimeDelta::hours(1);

/// Puts the person's case on top of the desk, and writes to staff unless they just were. Doing it twice
/// is harmless.
///
/// # Errors
/// `code-unknown`; `code-open` for who is not refused; `already-in` for who is in the classroom.
pub fn tell(conn: &mut PgConnection, attempt: &Attempt, public_url: &str) -> Result<OwnCase, AppError> {
    let facts = codes::facts(conn, attempt)?;
    let reason = match decide(&facts, Assent { learner: true, ..Assent::default() }) {
        Err(refusal) if !facts.member => AppError::from(refusal),
        Ok(_) if !facts.member => return Err(AppError::new(Kind::Conflict, "code-open", "This code is open for you. Type it to join.")),
        _ => return Err(AppError::new(Kind::Conflict, "already-in", "You are in this classroom already.")),
    };
    let case = codes::tell(conn, facts.code_id, attempt.account, reason.code(), attempt.now)?;
    if case.told_at == Some(attempt.now) && store::may_write(conn, facts.code_id, attempt.now - QUIET, attempt.now)? {
        write(conn, attempt, &facts, public_url)?;
    }
    Ok(case)
}

fn write(conn: &mut PgConnection, attempt: &Attempt, facts: &Facts, public_url: &str) -> Result<(), AppError> {
    let who = accounts::person(conn, attempt.account)?.display_name;
    for to in store::recipients(conn, facts.code_id)? {
        mail::queue(conn, &mails::asks_for_help(&to, &who, facts, public_url))?;
    }
    Ok(())
}
