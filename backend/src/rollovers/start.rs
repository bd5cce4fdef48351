//! Writing a plan down, which starts it.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::plan::{Plan, RoomOrder, plan};
use super::store::{self, NewRollover};
use crate::shared::error::{AppError, Kind, OnConstraint};

/// Who starts what.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Start {
    pub organization: Uuid,
    pub orders: Vec<RoomOrder>,
    /// The mark of the plan that was shown; without it, whatever the orders come to now.
    pub mark: Option<String>,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// Starts exactly the plan that was shown, if one was; its id. It is carried out by [`super::work`].
///
/// # Errors
/// Those of a plan; `plan-changed` when it is no longer what was shown; `rollover-running`.
pub fn start(conn: &mut PgConnection, start: Start) -> Result<Uuid, AppError> {
    let Start { organization, orders, mark, by, now } = start;
    let plan: Plan = plan(conn, organization, orders)?;
    if let Some(shown) = mark
        && let Some(difference) = plan.differs_from(&shown)?
    {
        let detail = format!("Something changed since you looked. {difference} Look at the plan again.");
        return Err(AppError::new(Kind::Conflict, "plan-changed", detail));
    }
    let new = NewRollover { id: Uuid::now_v7(), organization, by, now };
    store::insert(conn, &new).on_constraint("rollovers_one_at_a_time", running)?;
    for (position, room) in plan.rooms.iter().enumerate() {
        store::insert_room(conn, &new, i32::try_from(position).unwrap_or(i32::MAX), room)?;
        store::insert_students(conn, &new, room)?;
    }
    Ok(new.id)
}

/// Another one is under way.
pub(super) fn running() -> AppError {
    AppError::new(Kind::Conflict, "rollover-running", "A rollover is under way. Wait until it is through.")
}
