//! Students whose account is in the hands of one school. Reads `students`, `accounts`, `staff` and `departures`.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// One of the accounts that are a student: their own, and those of profiles that became part of theirs.
    pub struct HeldRow {
        account_id: Uuid,
        kept: bool,
        elsewhere: bool,
        erased: bool,
        deletion_due_at: Option<DateTime<Utc>>,
    }
}

/// The accounts of a student of the organization, held until the transaction ends.
pub fn lock(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> QueryResult<Vec<HeldRow>> {
    let accounts: Vec<Uuid> = read(conn, organization, student)?.into_iter().map(|row| row.account_id).collect();
    sql("SELECT FROM accounts WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE").bind(accounts).run(conn)?;
    read(conn, organization, student)
}

/// The accounts of a student of the organization, and what stands in the way of deleting each.
pub fn read(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> QueryResult<Vec<HeldRow>> {
    sql("WITH RECURSIVE theirs AS (
             SELECT id, account_id FROM students WHERE organization_id = $1 AND id = $2
             UNION SELECT s.id, s.account_id FROM students s JOIN theirs t ON s.merged_into = t.id
         )
         SELECT a.id AS account_id, a.erased_at IS NOT NULL AS erased, a.deletion_due_at,
                a.username IS NOT NULL AND a.email_verified_at IS NULL AND NOT a.operator
                    AND NOT EXISTS (SELECT FROM staff f WHERE f.account_id = a.id) AS kept,
                EXISTS (SELECT FROM students e WHERE e.account_id = a.id AND e.organization_id <> $1) AS elsewhere
         FROM accounts a WHERE a.id IN (SELECT account_id FROM theirs) ORDER BY a.id")
    .bind(organization)
    .bind(student)
    .all(conn)
}

row! {
    /// What a school planned.
    pub struct PlannedRow {
        organization_id: Uuid,
        student_id: Uuid,
    }
}

/// The deletion that a school planned for the student whom these accounts are.
pub fn planned(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<Option<PlannedRow>> {
    sql("WITH RECURSIVE up AS (
             SELECT id, merged_into FROM students WHERE account_id = ANY($1)
             UNION SELECT s.id, s.merged_into FROM students s JOIN up ON s.id = up.merged_into
         )
         SELECT d.organization_id, d.student_id FROM departures d JOIN up ON up.id = d.student_id
         WHERE d.asked_by IS NOT NULL AND d.taken_back_at IS NULL AND d.done_at IS NULL LIMIT 1")
    .bind(accounts.to_vec())
    .first(conn)
}
