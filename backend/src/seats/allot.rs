//! Holding seats back for a classroom, and letting them go.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, Balance, Entry};
use crate::shared::error::{AppError, Kind};

/// A change to what one classroom holds back.
#[derive(Debug, Clone, Copy)]
pub struct Hold {
    /// The organization, whose seat account the caller has locked.
    pub organization: Uuid,
    /// The classroom.
    pub classroom: Uuid,
    /// Its allotment until now.
    pub before: Option<i32>,
    /// Its allotment from now on; `None` gives back what it holds.
    pub after: Option<i32>,
    /// Seats spent through it so far.
    pub spent: i32,
    /// Who changes it.
    pub actor: Option<Uuid>,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// Writes the ledger's side of a changed allotment. The caller holds the seat account's lock
/// ([`store::lock`]) and writes the allotment into the classroom in the same transaction.
///
/// # Errors
/// `allotment-below-spent`, `seats-not-enough`.
pub fn change_hold(conn: &mut PgConnection, balance: &Balance, hold: &Hold) -> Result<(), AppError> {
    let held = held_after(balance, hold)?;
    if held == 0 {
        return Ok(());
    }
    let entry = Entry {
        organization: hold.organization,
        kind: if held > 0 { "held" } else { "released" },
        granted: 0,
        held,
        license: None,
        classroom: Some(hold.classroom),
        actor: hold.actor,
        now: hold.now,
    };
    store::post(conn, &entry)?;
    Ok(())
}

fn held(allotment: Option<i32>, spent: i32) -> i32 {
    (allotment.unwrap_or(0) - spent).max(0)
}

/// The rule: how many more seats are held afterwards (fewer: negative).
fn held_after(balance: &Balance, hold: &Hold) -> Result<i32, AppError> {
    if let Some(after) = hold.after
        && hold.before != hold.after
        && after < hold.spent
    {
        let detail = format!("{} seats are spent through this classroom already; its allotment cannot be lower.", hold.spent);
        return Err(AppError::field("/seat_allotment", "allotment-below-spent", detail));
    }
    let change = held(hold.after, hold.spent) - held(hold.before, hold.spent);
    if change > balance.free() {
        let most = i64::from(held(hold.before, hold.spent)) + i64::from(hold.spent) + i64::from(balance.free());
        let detail = format!("Only {} seats are free, so this classroom can be given {most} at most.", balance.free());
        return Err(AppError::new(Kind::Conflict, "seats-not-enough", detail).at("/seat_allotment"));
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allotment_stays_between_what_is_spent_and_what_is_free() {
        let balance = Balance { granted: 100, spent: 30, held: 20 };
        for (before, after, spent, expected) in [
            (None, Some(50), 0, Ok(50)),
            (None, Some(51), 0, Err("seats-not-enough")),
            (None, Some(10), 10, Ok(0)),
            (None, Some(9), 10, Err("allotment-below-spent")),
            (Some(20), Some(70), 0, Ok(50)),
            (Some(20), Some(71), 0, Err("seats-not-enough")),
            (Some(20), None, 5, Ok(-15)),
            (Some(20), Some(20), 25, Ok(0)),
            (Some(20), Some(25), 25, Ok(0)),
            (Some(20), Some(22), 25, Err("allotment-below-spent")),
        ] {
            let hold = Hold { organization: Uuid::nil(), classroom: Uuid::nil(), before, after, spent, actor: None, now: Utc::now() };
            assert_eq!(held_after(&balance, &hold).map_err(|error| error.code()), expected, "{before:?} {after:?} {spent}");
        }
    }
}
