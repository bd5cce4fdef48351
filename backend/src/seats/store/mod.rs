//! Tables: licenses, seat_accounts, seat_entries; seat_alerts in its own file. (A redemption spends in one
//! statement with all else that it writes: `codes::store`.)

mod alerts;
mod pace;
mod proof;
mod spend;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

pub use alerts::{About, AdminRow, CrossingRow, EndingRow, admins, crossings, endings, note};
pub use pace::pace;
pub use proof::{ProofRow, proof};
pub use spend::{Spend, spend};

use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

/// Opens the seat account of a new organization.
///
/// # Errors
/// When the database refuses.
pub fn open_account(conn: &mut PgConnection, organization: Uuid) -> Result<(), AppError> {
    sql("INSERT INTO seat_accounts (organization_id) VALUES ($1)").bind(organization).run(conn)?;
    Ok(())
}

row! {
    /// A balance.
    pub struct Balance {
        granted: i32,
        spent: i32,
        held: i32,
    }
}

impl Balance {
    /// What nobody holds and nobody spent.
    pub fn free(&self) -> i32 {
        self.granted - self.spent - self.held
    }
}

/// Locks the seat account: the first lock of whoever changes seats.
///
/// # Errors
/// `not-found` when there is no such organization.
pub fn lock(conn: &mut PgConnection, organization: Uuid) -> Result<Balance, AppError> {
    let found =
        sql("SELECT granted, spent, held FROM seat_accounts WHERE organization_id = $1 FOR UPDATE").bind(organization).first(conn)?;
    found.ok_or_else(AppError::not_found)
}

/// Says that what every newcomer gets is changing: who registers at that moment waits, and looks again.
///
/// # Errors
/// When the database refuses.
pub fn newcomers_get_more(conn: &mut PgConnection, organization: Uuid) -> QueryResult<usize> {
    sql("UPDATE seat_accounts SET version = version + 1 WHERE organization_id = $1").bind(organization).run(conn)
}

row! {
    /// A balance, and whether a license covers today.
    pub struct TotalsRow {
        granted: i32,
        spent: i32,
        held: i32,
        /// The last day from today on that licenses cover without a gap.
        license_ends_on: Option<NaiveDate>,
    }
}

impl TotalsRow {
    /// What nobody holds and nobody spent.
    pub fn free(&self) -> i32 {
        self.granted - self.spent - self.held
    }
}

pub fn totals(conn: &mut PgConnection, organization: Uuid, today: NaiveDate) -> QueryResult<TotalsRow> {
    sql("SELECT a.granted, a.spent, a.held,
                (SELECT CASE WHEN bool_or($2 BETWEEN l.starts_on AND l.ends_on) THEN min(l.ends_on) FILTER (
                            WHERE l.ends_on >= $2 AND NOT EXISTS (
                                SELECT FROM licenses n WHERE n.organization_id = l.organization_id
                                  AND n.starts_on <= l.ends_on + 1 AND n.ends_on > l.ends_on)) END
                 FROM licenses l WHERE l.organization_id = a.organization_id) AS license_ends_on
         FROM seat_accounts a WHERE a.organization_id = $1")
    .bind(organization)
    .bind(today)
    .one(conn)
}

row! {
    /// A license.
    pub struct LicenseRow {
        id: Uuid,
        seats: i32,
        starts_on: NaiveDate,
        ends_on: NaiveDate,
        note: String,
        created_at: DateTime<Utc>,
        today: NaiveDate,
    }
}

pub fn licenses(
    conn: &mut PgConnection,
    organization: Uuid,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<LicenseRow>> {
    sql("SELECT l.id, l.seats, l.starts_on, l.ends_on, l.note, l.created_at, ($2 AT TIME ZONE o.time_zone)::date AS today
         FROM licenses l JOIN organizations o ON o.id = l.organization_id
         WHERE l.organization_id = $1 AND ($3::uuid IS NULL OR l.id < $3) ORDER BY l.id DESC LIMIT $4")
    .bind(organization)
    .bind(now)
    .bind(after)
    .bind(rows)
    .all(conn)
}

pub fn organization_exists(conn: &mut PgConnection, organization: Uuid) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM seat_accounts WHERE organization_id = $1) AS value").bind(organization).scalar(conn)
}

#[allow(clippy::too_many_arguments)]
pub fn insert_license(
    conn: &mut PgConnection,
    id: Uuid,
    organization: Uuid,
    seats: i32,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    note: &str,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO licenses (id, organization_id, seats, starts_on, ends_on, note, granted_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(organization)
    .bind(seats)
    .bind(starts_on)
    .bind(ends_on)
    .bind(note)
    .bind(by)
    .bind(now)
    .run(conn)
}

/// What an entry says, apart from who is meant.
pub struct Entry {
    pub organization: Uuid,
    pub kind: &'static str,
    pub granted: i32,
    pub held: i32,
    pub license: Option<Uuid>,
    pub classroom: Option<Uuid>,
    pub actor: Option<Uuid>,
    pub now: DateTime<Utc>,
}

/// Changes the balance and writes the entry that says so, in one statement: neither exists without
/// the other. `seats_within_license` stands behind it.
pub fn post(conn: &mut PgConnection, entry: &Entry) -> QueryResult<usize> {
    sql("WITH balance AS (
             UPDATE seat_accounts SET granted = granted + $2, held = held + $3, sequence = sequence + 1
             WHERE organization_id = $1 RETURNING granted, spent, held, sequence
         )
         INSERT INTO seat_entries (id, organization_id, sequence, kind, granted_change, held_change, granted, spent, held,
                                   license_id, classroom_id, actor_account_id, occurred_at)
         SELECT $4, $1, sequence, $5, $2, $3, granted, spent, held, $6, $7, $8, $9 FROM balance")
    .bind(entry.organization)
    .bind(entry.granted)
    .bind(entry.held)
    .bind(Uuid::now_v7())
    .bind(entry.kind)
    .bind(entry.license)
    .bind(entry.classroom)
    .bind(entry.actor)
    .bind(entry.now)
    .run(conn)
}

row! {
    /// A classroom that holds seats back.
    pub struct AllotmentRow {
        id: Uuid,
        name: String,
        seat_allotment: i32,
        seats_spent: i32,
        seats_held: i32,
        seat_overflow: String,
    }
}

/// The classrooms with an allotment. There are at most as many as seats were granted; the first 200.
pub fn allotments(conn: &mut PgConnection, organization: Uuid) -> QueryResult<Vec<AllotmentRow>> {
    sql("SELECT id, name, seat_allotment, seats_spent, seats_held, seat_overflow FROM classrooms
         WHERE organization_id = $1 AND deleted_at IS NULL AND seat_allotment IS NOT NULL ORDER BY name, id LIMIT 200")
    .bind(organization)
    .all(conn)
}

row! {
    /// An entry of the ledger, with the names of those it speaks of.
    pub struct EntryRow {
        id: Uuid,
        sequence: i64,
        kind: String,
        granted_change: i32,
        spent_change: i32,
        held_change: i32,
        granted: i32,
        spent: i32,
        held: i32,
        license_id: Option<Uuid>,
        student_id: Option<Uuid>,
        student_name: Option<String>,
        student_deleted: bool,
        student_merged_into: Option<Uuid>,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        code_id: Option<Uuid>,
        code_text: Option<String>,
        actor_name: Option<String>,
        occurred_at: DateTime<Utc>,
    }
}

pub fn entries(
    conn: &mut PgConnection,
    organization: Uuid,
    student: Option<Uuid>,
    kind: Option<&str>,
    before: Option<i64>,
    rows: i64,
) -> QueryResult<Vec<EntryRow>> {
    sql("SELECT e.id, e.sequence, e.kind, e.granted_change, e.spent_change, e.held_change, e.granted, e.spent, e.held, e.license_id,
                e.student_id, p.display_name AS student_name,
                p.erased_at IS NOT NULL AS student_deleted, s.merged_into AS student_merged_into, e.classroom_id, k.name AS classroom_name,
                e.code_id, c.text AS code_text, a.display_name AS actor_name, e.occurred_at
         FROM seat_entries e
         LEFT JOIN students s ON s.id = e.student_id
         LEFT JOIN accounts p ON p.id = s.account_id
         LEFT JOIN classrooms k ON k.id = e.classroom_id
         LEFT JOIN codes c ON c.id = e.code_id
         LEFT JOIN accounts a ON a.id = e.actor_account_id
         WHERE e.organization_id = $1 AND ($2::uuid IS NULL OR e.student_id = $2 OR s.merged_into = $2)
           AND ($3::text IS NULL OR e.kind = $3) AND ($4::bigint IS NULL OR e.sequence < $4)
         ORDER BY e.sequence DESC LIMIT $5")
    .bind(organization)
    .bind(student)
    .bind(kind)
    .bind(before)
    .bind(rows)
    .all(conn)
}
