//! Table: import_rows.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::imports::table::Line;
use crate::row;
use crate::shared::sql::sql;

pub fn insert(conn: &mut PgConnection, import: Uuid, lines: &[Line]) -> QueryResult<usize> {
    sql("INSERT INTO import_rows (import_id, number, cells)
         SELECT $1, x.number, x.cells FROM unnest($2::int[], $3::jsonb[]) AS x (number, cells)")
    .bind(import)
    .bind(lines.iter().map(|line| line.number).collect::<Vec<_>>())
    .bind(lines.iter().map(|line| serde_json::json!(line.cells)).collect::<Vec<_>>())
    .run(conn)
}

/// Forgets every row, for the file is read again.
pub fn forget(conn: &mut PgConnection, import: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM import_rows WHERE import_id = $1").bind(import).run(conn)
}

row! {
    /// A row as it stands in the file, with what staff said about it.
    pub struct RawRow {
        number: i32,
        cells: Value,
        mended_email: Option<String>,
        decision: Option<String>,
    }
}

/// The next rows to be checked.
pub fn unchecked(conn: &mut PgConnection, import: Uuid, most: i64) -> QueryResult<Vec<RawRow>> {
    sql("SELECT number, cells, mended_email, decision FROM import_rows WHERE import_id = $1 AND outcome IS NULL ORDER BY number LIMIT $2")
        .bind(import)
        .bind(most)
        .all(conn)
}

/// The next rows to be carried out.
pub fn undone(conn: &mut PgConnection, import: Uuid, most: i64) -> QueryResult<Vec<RawRow>> {
    sql("SELECT number, cells, mended_email, decision FROM import_rows WHERE import_id = $1 AND result IS NULL ORDER BY number LIMIT $2")
        .bind(import)
        .bind(most)
        .all(conn)
}

/// The first of them that are about the same person as this row, in this place or another, and those that
/// resemble it: what is decided about one may change the others. The row itself is among them.
pub fn kin(conn: &mut PgConnection, import: Uuid, number: i32) -> QueryResult<Vec<RawRow>> {
    sql("SELECT o.number, o.cells, o.mended_email, o.decision FROM import_rows r JOIN import_rows o ON o.import_id = r.import_id
         WHERE r.import_id = $1 AND r.number = $2 AND (o.number = r.number OR r.identity <> '' AND o.identity = r.identity
             OR r.mailbox <> '' AND o.mailbox = r.mailbox OR r.name <> '' AND name_stem(o.name) = name_stem(r.name)) ORDER BY o.number LIMIT 200")
    .bind(import)
    .bind(number)
    .all(conn)
}

/// Everything is to be checked again.
pub fn uncheck(conn: &mut PgConnection, import: Uuid) -> QueryResult<usize> {
    sql("UPDATE import_rows SET outcome = NULL, reason = '', spends = false, identity = '', mailbox = '', room = '', classroom_id = NULL,
             alike_student_id = NULL, alike_number = NULL WHERE import_id = $1 AND outcome IS NOT NULL")
    .bind(import)
    .run(conn)
}

/// Writes what rows say and what they will do, each an object with the columns' names.
pub fn judged(conn: &mut PgConnection, import: Uuid, verdicts: Vec<Value>) -> QueryResult<usize> {
    sql("UPDATE import_rows r SET email = x.email, name = x.name, username = x.username, classroom_name = x.classroom_name,
             identity = x.identity, mailbox = x.mailbox, room = x.room, classroom_id = x.classroom_id, outcome = x.outcome, reason = x.reason,
             spends = x.spends, alike_student_id = x.alike_student_id, alike_number = x.alike_number
         FROM jsonb_to_recordset($2) AS x (number int, email text, name text, username text, classroom_name text, identity text, mailbox text,
             room text, classroom_id uuid, outcome text, reason text, spends bool, alike_student_id uuid, alike_number int)
         WHERE r.import_id = $1 AND r.number = x.number")
    .bind(import)
    .bind(Value::Array(verdicts))
    .run(conn)
}

/// What became of a row.
pub struct Done {
    pub number: i32,
    pub result: &'static str,
    pub reason: String,
    pub student: Option<Uuid>,
}

/// Writes what became of rows.
pub fn done(conn: &mut PgConnection, import: Uuid, rows: &[Done], now: DateTime<Utc>) -> QueryResult<usize> {
    let rows = rows
        .iter()
        .map(|row| serde_json::json!({ "number": row.number, "result": row.result, "reason": row.reason, "student": row.student }));
    sql("UPDATE import_rows r SET result = x.result, result_reason = x.reason, student_id = x.student, done_at = $3
         FROM jsonb_to_recordset($2) AS x (number int, result text, reason text, student uuid)
         WHERE r.import_id = $1 AND r.number = x.number")
    .bind(import)
    .bind(Value::Array(rows.collect()))
    .bind(now)
    .run(conn)
}

/// What is left is to be done again; how many rows those are.
pub fn take_up_again(conn: &mut PgConnection, import: Uuid) -> QueryResult<usize> {
    sql("UPDATE import_rows SET result = NULL, result_reason = '', done_at = NULL
         WHERE import_id = $1 AND (result = 'refused' OR result = 'left-out' AND outcome NOT IN ('skipped', 'duplicate'))")
    .bind(import)
    .run(conn)
}

/// Corrects the address of a row.
pub fn mend(conn: &mut PgConnection, import: Uuid, number: i32, email: &str) -> QueryResult<usize> {
    sql("UPDATE import_rows SET mended_email = $3 WHERE import_id = $1 AND number = $2").bind(import).bind(number).bind(email).run(conn)
}

/// Keeps what staff said about a row; null: nothing any more.
pub fn decide(conn: &mut PgConnection, import: Uuid, number: i32, decision: Option<&str>) -> QueryResult<usize> {
    sql("UPDATE import_rows SET decision = $3 WHERE import_id = $1 AND number = $2").bind(import).bind(number).bind(decision).run(conn)
}

/// Decides every row that asks, and has it checked again.
pub fn decide_all(conn: &mut PgConnection, import: Uuid, decision: &str) -> QueryResult<usize> {
    sql("UPDATE import_rows SET decision = $2, outcome = NULL WHERE import_id = $1 AND outcome = 'asks'
           AND (result IS NULL OR result = 'left-out')")
    .bind(import)
    .bind(decision)
    .run(conn)
}

row! {
    /// A row as staff see it.
    pub struct RowRow {
        number: i32,
        cells: Value,
        email: String,
        name: String,
        username: String,
        classroom_name: String,
        classroom_id: Option<Uuid>,
        room_name: Option<String>,
        outcome: Option<String>,
        reason: String,
        spends: bool,
        decision: Option<String>,
        alike_number: Option<i32>,
        alike_student_id: Option<Uuid>,
        alike_name: Option<String>,
        alike_email: Option<String>,
        result: Option<String>,
        result_reason: String,
        student_id: Option<Uuid>,
    }
}

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub struct RowFilter {
    pub only: Option<i32>,
    pub outcomes: Option<Vec<String>>,
    pub results: Option<Vec<String>>,
    pub search: Option<String>,
}

/// Rows in their order. Who a teacher does not reach is not named: a double shows only that there is one.
pub fn list(
    conn: &mut PgConnection,
    import: Uuid,
    filter: &RowFilter,
    reach: Option<Uuid>,
    after: Option<i32>,
    rows: i64,
) -> QueryResult<Vec<RowRow>> {
    sql("SELECT r.number, r.cells, r.email, r.name, coalesce(CASE WHEN r.email = '' THEN a.username END, r.username) AS username, r.classroom_name, r.classroom_id, k.name AS room_name, r.outcome, r.reason,
                r.spends, r.decision, r.alike_number,
                CASE WHEN d.seen THEN r.alike_student_id END AS alike_student_id,
                coalesce(CASE WHEN d.seen THEN d.display_name END, o.name) AS alike_name,
                coalesce(CASE WHEN d.seen THEN d.email END, o.email) AS alike_email,
                r.result, r.result_reason, r.student_id
         FROM import_rows r LEFT JOIN classrooms k ON k.id = r.classroom_id
         LEFT JOIN students s ON s.id = r.student_id LEFT JOIN accounts a ON a.id = s.account_id
         LEFT JOIN import_rows o ON o.import_id = r.import_id AND o.number = r.alike_number
         LEFT JOIN LATERAL (
             SELECT a.display_name, a.email, $6::uuid IS NULL OR EXISTS (
                        SELECT FROM memberships m JOIN classroom_staff f ON f.classroom_id = m.classroom_id
                        WHERE m.student_id = s.id AND m.left_at IS NULL AND f.staff_id = $6) AS seen
             FROM students s JOIN accounts a ON a.id = s.account_id WHERE s.id = r.alike_student_id
         ) d ON true
         WHERE r.import_id = $1 AND ($2::int IS NULL OR r.number = $2)
           AND ($3::text[] IS NULL OR r.outcome = ANY ($3)) AND ($4::text[] IS NULL OR r.result = ANY ($4))
           AND ($5::text IS NULL OR r.email ILIKE $5 OR r.name ILIKE $5 OR r.username ILIKE $5 OR r.email = '' AND a.username ILIKE $5 OR r.classroom_name ILIKE $5)
           AND ($7::int IS NULL OR r.number > $7) ORDER BY r.number LIMIT $8")
    .bind(import)
    .bind(filter.only)
    .bind(filter.outcomes.clone())
    .bind(filter.results.clone())
    .bind(filter.search.clone())
    .bind(reach)
    .bind(after)
    .bind(rows)
    .all(conn)
}

/// The first rows, as they stand in the file.
pub fn sample(conn: &mut PgConnection, import: Uuid, rows: i64) -> QueryResult<Vec<RawRow>> {
    sql("SELECT number, cells, mended_email, decision FROM import_rows WHERE import_id = $1 ORDER BY number LIMIT $2")
        .bind(import)
        .bind(rows)
        .all(conn)
}

/// How many cells the widest row has.
pub fn width(conn: &mut PgConnection, import: Uuid) -> QueryResult<i32> {
    sql("SELECT coalesce(max(jsonb_array_length(cells)), 0) AS value FROM import_rows WHERE import_id = $1").bind(import).scalar(conn)
}

/// Forgets what lists said about these accounts, and about whoever has one of these addresses. What came of
/// each row stays.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid], addresses: &[String]) -> QueryResult<usize> {
    sql("UPDATE import_rows SET cells = '[]', mended_email = NULL, email = '', name = '', username = '', identity = '', mailbox = ''
         WHERE student_id IN (SELECT id FROM students WHERE account_id = ANY($1)) OR lower(email) = ANY($2) OR email = ANY($2)")
    .bind(accounts.to_vec())
    .bind(addresses.to_vec())
    .run(conn)
}
