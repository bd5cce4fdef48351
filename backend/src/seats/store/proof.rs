//! The proof that the seats add up, counted anew: over every entry of the ledger, and against everything
//! else that keeps the same numbers.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// The same numbers, told by everyone who keeps them.
    pub struct ProofRow {
        granted: i32,
        spent: i32,
        held: i32,
        entries: i64,
        last_sequence: i64,
        entries_granted: i64,
        entries_spent: i64,
        entries_held: i64,
        licenses: i64,
        students: i64,
        classrooms_held: i64,
    }
}

/// Counts. One statement, so one moment: what is written meanwhile is in all of its sums or in none.
pub fn proof(conn: &mut PgConnection, organization: Uuid) -> QueryResult<ProofRow> {
    sql("SELECT a.granted, a.spent, a.held, e.entries, e.last_sequence, e.entries_granted, e.entries_spent, e.entries_held,
                (SELECT coalesce(sum(l.seats), 0) FROM licenses l WHERE l.organization_id = a.organization_id) AS licenses,
                (SELECT count(*) FROM students s WHERE s.organization_id = a.organization_id) AS students,
                (SELECT coalesce(sum(k.seats_held), 0) FROM classrooms k WHERE k.organization_id = a.organization_id) AS classrooms_held
         FROM seat_accounts a
         CROSS JOIN LATERAL (
             SELECT count(*) AS entries, coalesce(max(sequence), 0) AS last_sequence, coalesce(sum(granted_change), 0) AS entries_granted,
                    coalesce(sum(spent_change), 0) AS entries_spent, coalesce(sum(held_change), 0) AS entries_held
             FROM seat_entries WHERE organization_id = a.organization_id
         ) e
         WHERE a.organization_id = $1")
    .bind(organization)
    .one(conn)
}
