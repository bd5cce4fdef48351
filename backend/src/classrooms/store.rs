//! Tables: classrooms, classroom_staff; and classroom_courses, which `offers.rs` writes.

pub mod offers;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::rooms::{Changes, NewClassroom};
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// A classroom with what is counted about it.
    pub struct ClassroomRow {
        /// Its id.
        id: Uuid,
        /// Its name.
        name: String,
        /// `classroom` or `campaign`.
        kind: String,
        /// What it is for.
        description: String,
        /// For whom.
        audience: String,
        /// How it is made known.
        channel: Option<String>,
        /// Such as `2026-27`.
        school_year: Option<String>,
        /// Its color.
        color: String,
        /// First day.
        starts_on: Option<NaiveDate>,
        /// Last day.
        ends_on: Option<NaiveDate>,
        /// Its quota.
        seat_allotment: Option<i32>,
        /// `refuse` or `borrow`.
        seat_overflow: String,
        /// Seats first spent through it.
        seats_spent: i32,
        /// What is left of the quota.
        seats_held: i32,
        /// Counts edits.
        version: i32,
        /// When it was deleted.
        deleted_at: Option<DateTime<Utc>>,
        /// When it was made.
        created_at: DateTime<Utc>,
        /// When it was last changed.
        updated_at: DateTime<Utc>,
        /// Present members.
        members: i64,
        /// Codes that lead into it.
        codes: i64,
        /// Courses it offers.
        courses: i64,
        /// Staff assigned to it.
        staff_ids: Vec<Uuid>,
        /// Their names.
        staff_names: Vec<String>,
    }
}

/// Which classrooms are wanted.
#[derive(Clone, Default)]
pub struct Filter {
    pub only: Option<Uuid>,
    pub reach: Option<Uuid>,
    pub search: Option<String>,
    pub kind: Option<String>,
    pub audience: Option<String>,
    /// Null: whether or not deleted.
    pub deleted: Option<bool>,
}

/// Classrooms, newest first.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    filter: &Filter,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<ClassroomRow>> {
    sql("SELECT k.id, k.name, k.kind, k.description, k.audience, k.channel, k.school_year, k.color, k.starts_on, k.ends_on,
                k.seat_allotment, k.seat_overflow, k.seats_spent, k.seats_held, k.version, k.deleted_at, k.created_at, k.updated_at,
                (SELECT count(*) FROM memberships m WHERE m.classroom_id = k.id AND m.left_at IS NULL) AS members,
                (SELECT count(*) FROM codes c WHERE c.classroom_id = k.id AND c.deleted_at IS NULL AND c.batch_id IS NULL)
                    + (SELECT count(*) FROM code_batches c WHERE c.classroom_id = k.id AND c.deleted_at IS NULL) AS codes,
                (SELECT count(*) FROM classroom_courses c WHERE c.classroom_id = k.id) AS courses,
                coalesce(s.ids, '{}') AS staff_ids, coalesce(s.names, '{}') AS staff_names
         FROM classrooms k
         LEFT JOIN LATERAL (
             SELECT array_agg(f.id ORDER BY p.display_name, f.id) AS ids, array_agg(p.display_name ORDER BY p.display_name, f.id) AS names
             FROM classroom_staff a JOIN staff f ON f.id = a.staff_id JOIN accounts p ON p.id = f.account_id WHERE a.classroom_id = k.id
         ) s ON true
         WHERE k.organization_id = $1
           AND ($2::uuid IS NULL OR k.id = $2)
           AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $3))
           AND ($4::text IS NULL OR k.name ILIKE $4)
           AND ($5::text IS NULL OR k.kind = $5)
           AND ($6::bool IS NULL OR (k.deleted_at IS NOT NULL) = $6)
           AND ($7::uuid IS NULL OR k.id < $7)
           AND ($9::text IS NULL OR k.audience = $9)
         ORDER BY k.id DESC LIMIT $8")
    .bind(organization)
    .bind(filter.only)
    .bind(filter.reach)
    .bind(filter.search.clone())
    .bind(filter.kind.clone())
    .bind(filter.deleted)
    .bind(after)
    .bind(rows)
    .bind(filter.audience.clone())
    .all(conn)
}

/// One classroom within reach, deleted or not.
///
/// # Errors
/// `not-found`.
pub fn one(conn: &mut PgConnection, organization: Uuid, id: Uuid, reach: Option<Uuid>) -> Result<ClassroomRow, AppError> {
    let filter = Filter { only: Some(id), reach, ..Filter::default() };
    list(conn, organization, &filter, None, 1)?.pop().ok_or_else(AppError::not_found)
}

/// Refuses a classroom that is not there, or not within reach. Deleted ones are readable.
///
/// # Errors
/// `not-found`.
pub fn reachable(conn: &mut PgConnection, organization: Uuid, id: Uuid, reach: Option<Uuid>) -> Result<(), AppError> {
    let found: bool = sql("SELECT EXISTS (SELECT FROM classrooms k WHERE k.organization_id = $1 AND k.id = $2
             AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $3))) AS value")
    .bind(organization)
    .bind(id)
    .bind(reach)
    .scalar(conn)?;
    if found { Ok(()) } else { Err(AppError::not_found()) }
}

/// Locks a classroom for an edit. A redemption under way finds that it has changed, and looks again.
///
/// # Errors
/// `not-found`.
pub fn lock(conn: &mut PgConnection, organization: Uuid, id: Uuid) -> Result<(), AppError> {
    let found =
        sql("UPDATE classrooms SET version = version + 1 WHERE organization_id = $1 AND id = $2").bind(organization).bind(id).run(conn)?;
    if found == 1 { Ok(()) } else { Err(AppError::not_found()) }
}

/// Locks several classrooms for an edit, in the order in which everybody locks several: by id.
///
/// # Errors
/// `not-found` when one of them is not there. `ids` name each once.
pub fn lock_many(conn: &mut PgConnection, organization: Uuid, ids: &[Uuid]) -> Result<(), AppError> {
    let found = sql("WITH room AS MATERIALIZED (
             SELECT id FROM classrooms WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE
         )
         UPDATE classrooms SET version = version + 1 WHERE id IN (SELECT id FROM room)")
    .bind(organization)
    .bind(ids.to_vec())
    .run(conn)?;
    if found == ids.len() { Ok(()) } else { Err(AppError::not_found()) }
}

/// Keeps a classroom as it is until the transaction ends, without changing it.
///
/// # Errors
/// When the database refuses.
pub fn hold_still(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("SELECT FROM classrooms WHERE id = $1 FOR NO KEY UPDATE").bind(id).run(conn)
}

/// Counts a seat that is spent through it; what it held goes first.
///
/// # Errors
/// When the database refuses.
pub fn count_seat(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("UPDATE classrooms SET seats_spent = seats_spent + 1 WHERE id = $1").bind(id).run(conn)
}

pub fn insert(conn: &mut PgConnection, id: Uuid, organization: Uuid, new: &NewClassroom) -> QueryResult<usize> {
    sql("INSERT INTO classrooms (id, organization_id, name, kind, description, audience, channel, school_year, color, starts_on, ends_on,
                                 seat_allotment, seat_overflow, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)")
    .bind(id)
    .bind(organization)
    .bind(new.name.as_str())
    .bind(new.kind.as_str())
    .bind(new.description.as_str())
    .bind(new.audience.as_str())
    .bind(new.channel.clone())
    .bind(new.school_year.clone())
    .bind(new.color.as_str())
    .bind(new.starts_on)
    .bind(new.ends_on)
    .bind(new.seat_allotment)
    .bind(new.seat_overflow.as_str())
    .bind(new.now)
    .run(conn)
}

/// Writes changed fields; what is `None` stays. The version was counted up by [`lock`].
pub fn update(conn: &mut PgConnection, id: Uuid, changes: &Changes, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE classrooms SET name = coalesce($2, name), kind = coalesce($3, kind), description = coalesce($4, description),
             audience = coalesce($5, audience), channel = CASE WHEN $6 THEN $7 ELSE channel END,
             school_year = CASE WHEN $8 THEN $9 ELSE school_year END, color = coalesce($10, color),
             starts_on = CASE WHEN $11 THEN $12 ELSE starts_on END, ends_on = CASE WHEN $13 THEN $14 ELSE ends_on END,
             seat_allotment = CASE WHEN $15 THEN $16 ELSE seat_allotment END, seat_overflow = coalesce($17, seat_overflow),
             updated_at = $18
         WHERE id = $1")
    .bind(id)
    .bind(changes.name.clone())
    .bind(changes.kind.clone())
    .bind(changes.description.clone())
    .bind(changes.audience.clone())
    .bind(changes.channel.is_some())
    .bind(changes.channel.clone().flatten())
    .bind(changes.school_year.is_some())
    .bind(changes.school_year.clone().flatten())
    .bind(changes.color.clone())
    .bind(changes.starts_on.is_some())
    .bind(changes.starts_on.flatten())
    .bind(changes.ends_on.is_some())
    .bind(changes.ends_on.flatten())
    .bind(changes.seat_allotment.is_some())
    .bind(changes.seat_allotment.flatten())
    .bind(changes.seat_overflow.clone())
    .bind(now)
    .run(conn)
}

/// Deletes softly: without an allotment there is nothing held.
pub fn delete(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE classrooms SET deleted_at = $2, updated_at = $2, seat_allotment = NULL WHERE id = $1").bind(id).bind(now).run(conn)
}

pub fn restore(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE classrooms SET deleted_at = NULL, updated_at = $2 WHERE id = $1").bind(id).bind(now).run(conn)
}

/// Assigns a member of staff; nothing happens when they are not of this organization or already assigned.
///
/// # Errors
/// When the database refuses.
pub fn assign_staff(conn: &mut PgConnection, organization: Uuid, classroom: Uuid, staff: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO classroom_staff (classroom_id, staff_id, organization_id, assigned_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(classroom)
        .bind(staff)
        .bind(organization)
        .bind(now)
        .run(conn)
}

pub fn unassign_staff(conn: &mut PgConnection, classroom: Uuid, staff: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM classroom_staff WHERE classroom_id = $1 AND staff_id = $2").bind(classroom).bind(staff).run(conn)
}

/// How many of these are staff of the organization.
pub fn count_staff(conn: &mut PgConnection, organization: Uuid, staff: &[Uuid]) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM staff WHERE organization_id = $1 AND id = ANY ($2)")
        .bind(organization)
        .bind(staff.to_vec())
        .scalar(conn)
}
