//! Table: departures.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A student on their way out of one organization.
    pub struct Departing {
        organization_id: Uuid,
        organization: String,
        slug: String,
        time_zone: String,
        student_id: Uuid,
        display_name: String,
        asked_at: DateTime<Utc>,
        due_at: DateTime<Utc>,
        by: Option<String>,
        back_by: Option<String>,
    }
}

/// What to tell of the departures that `$change` touches, one by one.
macro_rules! departing {
    ($change:literal) => {
        concat!(
            "WITH told AS (",
            $change,
            " RETURNING organization_id, student_id, asked_at, due_at, asked_by, taken_back_by)
             SELECT t.organization_id, o.name AS organization, o.slug, o.time_zone, t.student_id, a.display_name, t.asked_at, t.due_at,
                    b.display_name AS by, k.display_name AS back_by
             FROM told t JOIN organizations o ON o.id = t.organization_id
             JOIN students s ON s.id = t.student_id JOIN accounts a ON a.id = s.account_id
             LEFT JOIN accounts b ON b.id = t.asked_by LEFT JOIN accounts k ON k.id = t.taken_back_by ORDER BY t.student_id"
        )
    };
}

/// Writes it down for every profile of these accounts for which nothing is planned.
pub fn plan(
    conn: &mut PgConnection,
    accounts: &[Uuid],
    by: Option<Uuid>,
    now: DateTime<Utc>,
    due: DateTime<Utc>,
) -> QueryResult<Vec<Departing>> {
    sql(departing!(
        "INSERT INTO departures (id, organization_id, student_id, asked_at, due_at, asked_by)
         SELECT new_id(), organization_id, id, $2, $3, $4 FROM students WHERE account_id = ANY($1) AND merged_into IS NULL
         ON CONFLICT (student_id) WHERE taken_back_at IS NULL AND done_at IS NULL DO NOTHING"
    ))
    .bind(accounts.to_vec())
    .bind(now)
    .bind(due)
    .bind(by)
    .all(conn)
}

pub fn take_back(conn: &mut PgConnection, accounts: &[Uuid], by: Option<Uuid>, now: DateTime<Utc>) -> QueryResult<Vec<Departing>> {
    sql(departing!(
        "UPDATE departures SET taken_back_at = $2, taken_back_by = CASE WHEN asked_by IS NOT NULL THEN $3 END
         WHERE student_id IN (SELECT id FROM students WHERE account_id = ANY($1)) AND taken_back_at IS NULL AND done_at IS NULL"
    ))
    .bind(accounts.to_vec())
    .bind(now)
    .bind(by)
    .all(conn)
}

pub fn finish(conn: &mut PgConnection, accounts: &[Uuid], now: DateTime<Utc>) -> QueryResult<Vec<Departing>> {
    sql(departing!(
        "UPDATE departures SET done_at = $2 WHERE student_id IN (SELECT id FROM students WHERE account_id = ANY($1))
             AND taken_back_at IS NULL AND done_at IS NULL"
    ))
    .bind(accounts.to_vec())
    .bind(now)
    .all(conn)
}

row! {
    /// Whom to write to.
    pub struct AdminRow {
        email: String,
        display_name: String,
        locale: String,
    }
}

/// The admins with a proven address who are none of these. Reads `staff`, which another slice writes.
pub fn admins(conn: &mut PgConnection, organization: Uuid, others_than: &[Uuid]) -> QueryResult<Vec<AdminRow>> {
    sql("SELECT a.email, a.display_name, a.locale FROM staff f JOIN accounts a ON a.id = f.account_id
         WHERE f.organization_id = $1 AND f.role = 'admin' AND a.email_verified_at IS NOT NULL AND a.email IS NOT NULL
           AND a.id <> ALL($2) ORDER BY f.id")
    .bind(organization)
    .bind(others_than.to_vec())
    .all(conn)
}

row! {
    /// A departure as admins see it.
    pub struct DepartureRow {
        id: Uuid,
        student_id: Uuid,
        display_name: String,
        asked_at: DateTime<Utc>,
        due_at: DateTime<Utc>,
        asked_by: Option<String>,
        taken_back_at: Option<DateTime<Utc>>,
        taken_back_by: Option<String>,
        done_at: Option<DateTime<Utc>>,
    }
}

/// The departures of an organization, or of one student there, newest first.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    student: Option<Uuid>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<DepartureRow>> {
    sql("SELECT d.id, d.student_id, a.display_name, d.asked_at, d.due_at, b.display_name AS asked_by,
                d.taken_back_at, k.display_name AS taken_back_by, d.done_at
         FROM departures d JOIN students s ON s.id = d.student_id JOIN accounts a ON a.id = s.account_id
         LEFT JOIN accounts b ON b.id = d.asked_by LEFT JOIN accounts k ON k.id = d.taken_back_by
         WHERE d.organization_id = $1 AND ($2::uuid IS NULL OR d.student_id = $2) AND ($3::uuid IS NULL OR d.id < $3)
         ORDER BY d.id DESC LIMIT $4")
    .bind(organization)
    .bind(student)
    .bind(after)
    .bind(rows)
    .all(conn)
}
