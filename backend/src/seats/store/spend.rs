//! Spending a seat by any way but a code.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::seats::source::Seat;
use crate::shared::sql::sql;

/// A seat about to be spent.
#[derive(Debug, Clone, Copy)]
pub struct Spend {
    /// The organization, whose seat account the caller has locked.
    pub organization: Uuid,
    /// The new student's profile.
    pub student: Uuid,
    /// The classroom through which they come, if any; the caller has locked it too, and counts the seat there.
    pub classroom: Option<Uuid>,
    /// Whence.
    pub seat: Seat,
    /// Who let them in.
    pub actor: Option<Uuid>,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// Changes the balance and writes the entry that says so, in one statement. `seats_within_license` and
/// `seat_entries_one_seat_per_student` stand behind it.
///
/// # Errors
/// When one of them is broken.
pub fn spend(conn: &mut PgConnection, spend: &Spend) -> QueryResult<()> {
    sql("WITH balance AS (
             UPDATE seat_accounts SET spent = spent + 1, held = held - $2::bool::int, sequence = sequence + 1
             WHERE organization_id = $1 RETURNING granted, spent, held, sequence
         )
         INSERT INTO seat_entries (id, organization_id, sequence, kind, spent_change, held_change, granted, spent, held,
                                   classroom_id, student_id, actor_account_id, occurred_at)
         SELECT $3, $1, sequence, 'spent', 1, - $2::bool::int, granted, spent, held, $4, $5, $6, $7 FROM balance")
    .bind(spend.organization)
    .bind(spend.seat == Seat::Held)
    .bind(Uuid::now_v7())
    .bind(spend.classroom)
    .bind(spend.student)
    .bind(spend.actor)
    .bind(spend.now)
    .run(conn)
    .map(drop)
}
