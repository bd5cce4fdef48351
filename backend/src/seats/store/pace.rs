//! How fast seats go, read off the ledger's balances: two places in it and the few entries between that
//! are not spent seats, however many of those there are.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// What was spent since an instant.
    pub struct PaceRow {
        /// When the first seat of all was spent.
        first_spent_at: Option<DateTime<Utc>>,
        /// Seats spent since.
        spent: i32,
        /// How many of them a classroom had held.
        from_held: i32,
    }
}

/// What was spent since an instant. Held seats go two ways, given back (an entry of its own) or spent; so
/// what is missing and was not given back was spent.
pub fn pace(conn: &mut PgConnection, organization: Uuid, since: DateTime<Utc>) -> QueryResult<PaceRow> {
    sql("SELECT f.registered_at AS first_spent_at, a.spent - coalesce(b.spent, 0) AS spent,
                (coalesce(b.held, 0) + m.held - a.held)::integer AS from_held
         FROM seat_accounts a
         LEFT JOIN LATERAL (
             SELECT s.registered_at FROM students s WHERE s.organization_id = a.organization_id ORDER BY s.registered_at, s.id LIMIT 1
         ) f ON true
         LEFT JOIN LATERAL (
             SELECT s.id FROM students s WHERE s.organization_id = a.organization_id AND s.registered_at < $2
             ORDER BY s.registered_at DESC, s.id DESC LIMIT 1
         ) l ON true
         LEFT JOIN seat_entries b ON b.student_id = l.id AND b.kind = 'spent'
         CROSS JOIN LATERAL (
             SELECT coalesce(sum(e.held_change), 0) AS held FROM seat_entries e
             WHERE e.organization_id = a.organization_id AND e.kind <> 'spent' AND e.sequence > coalesce(b.sequence, 0)
         ) m
         WHERE a.organization_id = $1")
    .bind(organization)
    .bind(since)
    .one(conn)
}
