//! Tables: imports, and in their own files import_pieces, import_roster_lines, import_rows.

pub mod facts;
pub mod pieces;
pub mod roster;
pub mod rows;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::columns::Columns;
use super::read::{Reading, Source};
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// An import with its figures.
    pub struct ImportRow {
        id: Uuid,
        source: String,
        file_name: String,
        state: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        encoding: String,
        separator: String,
        has_heading: bool,
        headings: serde_json::Value,
        columns: serde_json::Value,
        make_classrooms: bool,
        add_teachers: bool,
        give_usernames: bool,
        send_mail: bool,
        row_count: i32,
        left_out: i32,
        created_by: Uuid,
        created_by_name: String,
        version: i32,
        created_at: DateTime<Utc>,
        started_at: Option<DateTime<Utc>>,
        finished_at: Option<DateTime<Utc>>,
        organization_name: String,
    }
}

impl ImportRow {
    /// Which column is what.
    pub fn columns(&self) -> Columns {
        serde_json::from_value(self.columns.clone()).unwrap_or_default()
    }
}

macro_rules! imports {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.source, i.file_name, i.state, i.classroom_id, k.name AS classroom_name, i.encoding, i.separator, i.has_heading,
                    i.headings, i.columns, i.make_classrooms, i.add_teachers, i.give_usernames, i.send_mail, i.row_count, i.left_out,
                    i.created_by, a.display_name AS created_by_name, i.version, i.created_at, i.started_at, i.finished_at, o.name AS organization_name
             FROM imports i JOIN accounts a ON a.id = i.created_by JOIN organizations o ON o.id = i.organization_id
             LEFT JOIN classrooms k ON k.id = i.classroom_id ",
            $rest
        )
    };
}

/// Imports that were sent whole, newest first; of one person where `by` names one.
pub fn list(conn: &mut PgConnection, organization: Uuid, by: Option<Uuid>, after: Option<Uuid>, rows: i64) -> QueryResult<Vec<ImportRow>> {
    sql(imports!(
        "WHERE i.organization_id = $1 AND ($2::uuid IS NULL OR i.created_by = $2) AND ($3::uuid IS NULL OR i.id < $3)
           AND i.state <> 'uploading' ORDER BY i.id DESC LIMIT $4"
    ))
    .bind(organization)
    .bind(by)
    .bind(after)
    .bind(rows)
    .all(conn)
}

/// One import.
///
/// # Errors
/// `not-found`.
pub fn one(conn: &mut PgConnection, organization: Uuid, id: Uuid, by: Option<Uuid>) -> Result<ImportRow, AppError> {
    let found =
        sql(imports!("WHERE i.organization_id = $1 AND i.id = $2 AND ($3::uuid IS NULL OR i.created_by = $3) AND i.state <> 'uploading'"))
            .bind(organization)
            .bind(id)
            .bind(by)
            .first(conn)?;
    found.ok_or_else(AppError::not_found)
}

/// Locks an import: whoever works on it, and whoever changes it, takes turns.
///
/// # Errors
/// When the database refuses.
pub fn lock(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("SELECT FROM imports WHERE id = $1 FOR UPDATE").bind(id).run(conn)
}

/// An import whose file is on its way.
#[derive(Debug, Clone)]
pub struct NewImport {
    pub id: Uuid,
    pub organization: Uuid,
    pub source: Source,
    pub file_name: String,
    pub classroom: Option<Uuid>,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

pub fn insert(conn: &mut PgConnection, new: &NewImport) -> QueryResult<usize> {
    sql("INSERT INTO imports (id, organization_id, classroom_id, source, file_name, state, created_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'uploading', $6, $7, $7)")
    .bind(new.id)
    .bind(new.organization)
    .bind(new.classroom)
    .bind(new.source.name())
    .bind(new.file_name.as_str())
    .bind(new.by)
    .bind(new.now)
    .run(conn)
}

/// Forgets an import with everything that belongs to it.
pub fn delete(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM imports WHERE id = $1").bind(id).run(conn)
}

/// Forgets an upload that came to nothing.
pub fn forget_upload(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM imports WHERE id = $1 AND state = 'uploading'").bind(id).run(conn)
}

/// Forgets uploads that broke off.
pub fn forget_broken_off(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    sql("DELETE FROM imports WHERE state = 'uploading' AND created_at < $1").bind(before).run(conn)
}

/// Keeps how the file was read; its rows are to be checked now.
pub fn read(conn: &mut PgConnection, id: Uuid, reading: &Reading, now: DateTime<Utc>) -> Result<(), AppError> {
    sql("UPDATE imports SET state = 'checking', source = $2, encoding = $3, separator = $4, has_heading = $5, headings = $6, columns = $7,
             row_count = $8, left_out = $9, give_usernames = $10, version = version + 1, updated_at = $11 WHERE id = $1")
    .bind(id)
    .bind(reading.source.name())
    .bind(reading.encoding)
    .bind(reading.separator.as_str())
    .bind(reading.has_heading)
    .bind(serde_json::json!(reading.headings))
    .bind(serde_json::to_value(&reading.columns).map_err(AppError::internal)?)
    .bind(i32::try_from(reading.count).map_err(AppError::internal)?)
    .bind(reading.left_out)
    .bind(reading.columns.email.is_none())
    .bind(now)
    .run(conn)?;
    Ok(())
}

/// What is chosen about an import.
pub struct Choices {
    pub columns: Columns,
    pub classroom: Option<Uuid>,
    pub make_classrooms: bool,
    pub add_teachers: bool,
    pub give_usernames: bool,
    pub send_mail: bool,
}

pub fn choose(conn: &mut PgConnection, id: Uuid, choices: &Choices, now: DateTime<Utc>) -> Result<(), AppError> {
    sql("UPDATE imports SET columns = $2, classroom_id = $3, make_classrooms = $4, add_teachers = $5, send_mail = $6, give_usernames = $7,
             version = version + 1, updated_at = $8 WHERE id = $1")
    .bind(id)
    .bind(serde_json::to_value(&choices.columns).map_err(AppError::internal)?)
    .bind(choices.classroom)
    .bind(choices.make_classrooms)
    .bind(choices.add_teachers)
    .bind(choices.send_mail)
    .bind(choices.give_usernames)
    .bind(now)
    .run(conn)?;
    Ok(())
}

/// Moves an import on. It starts when it first runs, and finishes when nothing is left to be done.
pub fn move_to(conn: &mut PgConnection, id: Uuid, state: &'static str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE imports SET state = $2, version = version + 1, updated_at = $3,
             started_at = CASE WHEN $2 = 'running' THEN coalesce(started_at, $3) ELSE started_at END,
             finished_at = CASE WHEN $2 IN ('done', 'cancelled') THEN $3 END WHERE id = $1")
    .bind(id)
    .bind(state)
    .bind(now)
    .run(conn)
}

row! {
    /// An import that there is work on.
    pub struct AtWorkRow {
        id: Uuid,
        organization_id: Uuid,
        /// The place in the staff of who sent it, if they still have one.
        staff_id: Option<Uuid>,
        role: Option<String>,
        suspended: bool,
    }
}

/// The import that waited longest for its next piece of work, locked.
pub fn next_at_work(conn: &mut PgConnection) -> QueryResult<Option<AtWorkRow>> {
    sql("SELECT i.id, i.organization_id, f.id AS staff_id, f.role, o.status = 'suspended' AS suspended
         FROM imports i JOIN organizations o ON o.id = i.organization_id
         LEFT JOIN staff f ON f.organization_id = i.organization_id AND f.account_id = i.created_by
         WHERE i.state IN ('checking', 'running') ORDER BY i.updated_at, i.id LIMIT 1 FOR UPDATE OF i")
    .first(conn)
}

/// It had its turn.
pub fn had_its_turn(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE imports SET updated_at = $2 WHERE id = $1").bind(id).bind(now).run(conn)
}

row! {
    /// How many rows of an import have an outcome, or a result.
    pub struct FigureRow {
        import_id: Uuid,
        outcome: Option<String>,
        result: Option<String>,
        /// Why it was refused.
        refusal: Option<String>,
        rows: i64,
        undecided: i64,
        /// Refused or left out, and not because somebody wanted it so.
        left: i64,
        /// Registered without an address.
        with_usernames: i64,
    }
}

/// The figures of these imports.
pub fn figures(conn: &mut PgConnection, imports: &[Uuid]) -> QueryResult<Vec<FigureRow>> {
    sql("SELECT import_id, outcome, result, CASE WHEN result = 'refused' THEN result_reason END AS refusal, count(*) AS rows,
                count(*) FILTER (WHERE outcome = 'asks') AS undecided,
                count(*) FILTER (WHERE result = 'refused' OR result = 'left-out' AND outcome NOT IN ('skipped', 'duplicate')) AS left,
                count(*) FILTER (WHERE result = 'registered' AND email = '') AS with_usernames
         FROM import_rows WHERE import_id = ANY ($1) GROUP BY 1, 2, 3, 4")
    .bind(imports.to_vec())
    .all(conn)
}

row! {
    /// What the rows that are yet to be carried out will take, beside what there is.
    pub struct SeatsRow {
        granted: i32,
        spent: i32,
        held: i32,
        spends: i64,
        from_held: i64,
        short: i64,
        license_active: bool,
    }
}

/// What an import will spend: of the seats that classrooms hold first, then of the free ones.
pub fn seats(conn: &mut PgConnection, organization: Uuid, import: Uuid, now: DateTime<Utc>) -> QueryResult<SeatsRow> {
    sql("WITH wanted AS (
             SELECT r.classroom_id, count(*) AS rows FROM import_rows r
             WHERE r.import_id = $2 AND r.spends AND coalesce(r.result, 'refused') = 'refused' GROUP BY 1
         ), taken AS (
             SELECT w.rows, least(w.rows, coalesce(k.seats_held, 0)) AS from_held,
                    k.seat_allotment IS NULL OR k.seat_overflow = 'borrow' AS borrows
             FROM wanted w LEFT JOIN classrooms k ON k.id = w.classroom_id
         ), sums AS (
             SELECT coalesce(sum(rows), 0)::bigint AS spends, coalesce(sum(from_held), 0)::bigint AS from_held,
                    coalesce(sum(rows - from_held) FILTER (WHERE borrows), 0)::bigint AS from_free,
                    coalesce(sum(rows - from_held) FILTER (WHERE NOT borrows), 0)::bigint AS refused
             FROM taken
         )
         SELECT b.granted, b.spent, b.held, s.spends, s.from_held,
                s.refused + greatest(0, s.from_free - (b.granted - b.spent - b.held)) AS short,
                EXISTS (SELECT FROM licenses l WHERE l.organization_id = o.id
                        AND ($3 AT TIME ZONE o.time_zone)::date BETWEEN l.starts_on AND l.ends_on) AS license_active
         FROM sums s, organizations o JOIN seat_accounts b ON b.organization_id = o.id WHERE o.id = $1")
    .bind(organization)
    .bind(import)
    .bind(now)
    .one(conn)
}

row! {
    /// A classroom that is yet to be made.
    pub struct NewRoomRow {
        name: String,
        rows: i64,
    }
}

/// Names of classrooms that rows lead to and that are not there, the most named first.
pub fn new_rooms(conn: &mut PgConnection, import: Uuid) -> QueryResult<Vec<NewRoomRow>> {
    sql("SELECT min(classroom_name) AS name, count(*) AS rows FROM import_rows
         WHERE import_id = $1 AND classroom_id IS NULL AND classroom_name <> ''
           AND outcome IN ('new', 'joins', 'asks', 'staff', 'classroom-unknown') AND reason <> 'ambiguous'
         GROUP BY lower(classroom_name) ORDER BY 2 DESC, 1 LIMIT 100")
    .bind(import)
    .all(conn)
}
