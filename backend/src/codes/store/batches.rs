//! Tables: code_batches, and the codes that belong to them.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// Codes made at once, and what became of them.
    pub struct BatchRow {
        id: Uuid,
        prefix: String,
        made: i32,
        note: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        /// That of the liveliest of its codes.
        state: String,
        /// Some of its codes are on.
        enabled: bool,
        /// Codes that somebody used.
        used: i64,
        /// How often, all in all.
        redeemed: i64,
        /// Codes that are not deleted and not used up.
        left: i64,
        /// How often those open now may still be used; null: without end.
        open_places: Option<i64>,
        /// A code of it, for the rules and the seats.
        sample_id: Uuid,
        version: i32,
        created_at: DateTime<Utc>,
        updated_at: DateTime<Utc>,
    }
}

/// Which batches are wanted.
#[derive(Clone, Default)]
pub struct BatchFilter {
    pub only: Option<Uuid>,
    pub reach: Option<Uuid>,
    pub classroom: Option<Uuid>,
    /// A pattern for the prefix, the note or the classroom's name.
    pub search: Option<String>,
}

/// Batches, newest first. Deleted ones only when asked for by id.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    filter: &BatchFilter,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<BatchRow>> {
    sql(concat!(
        "SELECT b.id, b.prefix, b.made, b.note, b.classroom_id, k.name AS classroom_name, f.state, f.enabled, f.used, f.redeemed, f.left,
                CASE WHEN NOT f.unlimited THEN f.open_places END AS open_places,
                f.sample_id, b.version, b.created_at, b.updated_at
         FROM code_batches b JOIN organizations o ON o.id = b.organization_id
         LEFT JOIN classrooms k ON k.id = b.classroom_id
         CROSS JOIN LATERAL (SELECT ($4 AT TIME ZONE o.time_zone)::date AS today, $4 AT TIME ZONE o.time_zone AS clock) z
         CROSS JOIN LATERAL (
             SELECT (array_agg(t.state ORDER BY array_position(
                        '{active,outside-window,scheduled,paused,exhausted,expired,deleted}', t.state)))[1] AS state,
                    bool_or(c.enabled AND c.deleted_at IS NULL) AS enabled,
                    count(*) FILTER (WHERE c.redeemed > 0) AS used,
                    sum(c.redeemed) AS redeemed,
                    count(*) FILTER (WHERE t.state <> 'deleted' AND (c.max_redemptions IS NULL OR c.redeemed < c.max_redemptions)) AS left,
                    coalesce(sum(c.max_redemptions - c.redeemed) FILTER (WHERE t.state = 'active'), 0) AS open_places,
                    coalesce(bool_or(c.max_redemptions IS NULL) FILTER (WHERE t.state = 'active'), false) AS unlimited,
                    (array_agg(c.id ORDER BY c.deleted_at IS NOT NULL, c.id))[1] AS sample_id
             FROM codes c CROSS JOIN LATERAL (SELECT ",
        state!(),
        " AS state) t
             WHERE c.batch_id = b.id
         ) f
         WHERE b.organization_id = $1
           AND CASE WHEN $2::uuid IS NOT NULL THEN b.id = $2 ELSE b.deleted_at IS NULL END
           AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff x WHERE x.classroom_id = b.classroom_id AND x.staff_id = $3))
           AND ($5::uuid IS NULL OR b.classroom_id = $5)
           AND ($6::text IS NULL OR b.prefix ILIKE $6 OR b.note ILIKE $6 OR k.name ILIKE $6)
           AND ($7::uuid IS NULL OR b.id < $7)
         ORDER BY b.id DESC LIMIT $8"
    ))
    .bind(organization)
    .bind(filter.only)
    .bind(filter.reach)
    .bind(now)
    .bind(filter.classroom)
    .bind(filter.search.clone())
    .bind(after)
    .bind(rows)
    .all(conn)
}

/// One batch within reach, deleted or not.
pub fn one(conn: &mut PgConnection, organization: Uuid, id: Uuid, reach: Option<Uuid>, now: DateTime<Utc>) -> Result<BatchRow, AppError> {
    let filter = BatchFilter { only: Some(id), reach, ..BatchFilter::default() };
    list(conn, organization, &filter, now, None, 1)?.pop().ok_or_else(AppError::not_found)
}

/// What is written of a batch itself.
pub struct BatchEntry<'a> {
    pub id: Uuid,
    pub organization: Uuid,
    pub classroom: Option<Uuid>,
    pub prefix: &'a str,
    pub made: i32,
    pub note: &'a str,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

pub fn insert(conn: &mut PgConnection, entry: &BatchEntry<'_>) -> QueryResult<usize> {
    sql("INSERT INTO code_batches (id, organization_id, classroom_id, prefix, made, note, created_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)")
    .bind(entry.id)
    .bind(entry.organization)
    .bind(entry.classroom)
    .bind(entry.prefix)
    .bind(entry.made)
    .bind(entry.note)
    .bind(entry.by)
    .bind(entry.now)
    .run(conn)
}

/// Locks a batch for an edit and counts its version up.
pub fn lock(conn: &mut PgConnection, organization: Uuid, id: Uuid) -> Result<(), AppError> {
    let found = sql("UPDATE code_batches SET version = version + 1 WHERE organization_id = $1 AND id = $2")
        .bind(organization)
        .bind(id)
        .run(conn)?;
    if found == 1 { Ok(()) } else { Err(AppError::not_found()) }
}

row! {
    struct CodeId {
        id: Uuid,
    }
}

/// Locks the codes of a batch that are not deleted, in the order of locking (classroom, codes).
pub fn lock_codes(conn: &mut PgConnection, batch: Uuid, classroom: Option<Uuid>) -> QueryResult<Vec<Uuid>> {
    sql("SELECT FROM classrooms WHERE id = $1 FOR NO KEY UPDATE").bind(classroom).run(conn)?;
    let locked =
        sql("SELECT id FROM codes WHERE batch_id = $1 AND deleted_at IS NULL ORDER BY id FOR UPDATE").bind(batch).all::<CodeId>(conn)?;
    Ok(locked.into_iter().map(|row| row.id).collect())
}

/// Writes what is known of the batch itself; what is `None` stays.
pub fn update(conn: &mut PgConnection, id: Uuid, note: Option<&str>, deleted: bool, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE code_batches SET note = coalesce($2, note), deleted_at = coalesce(deleted_at, CASE WHEN $3 THEN $4 END), updated_at = $4
         WHERE id = $1")
    .bind(id)
    .bind(note)
    .bind(deleted)
    .bind(now)
    .run(conn)
}

row! {
    /// A code as a line of a file.
    pub struct LineRow {
        text: String,
        classroom_name: Option<String>,
        valid_from: Option<chrono::NaiveDate>,
        valid_till: Option<chrono::NaiveDate>,
        state: String,
        redeemed: i32,
        /// When it was last used.
        redeemed_at: Option<DateTime<Utc>>,
    }
}

/// Every code of a batch, in the order in which they were made; at most 5,000.
pub fn lines(conn: &mut PgConnection, batch: Uuid, now: DateTime<Utc>) -> QueryResult<Vec<LineRow>> {
    sql(concat!(
        "SELECT c.text, k.name AS classroom_name, c.valid_from, c.valid_till, ",
        state!(),
        " AS state, c.redeemed,
                (SELECT max(r.redeemed_at) FROM redemptions r WHERE r.code_id = c.id) AS redeemed_at
         FROM codes c JOIN organizations o ON o.id = c.organization_id LEFT JOIN classrooms k ON k.id = c.classroom_id
         CROSS JOIN LATERAL (SELECT ($2 AT TIME ZONE o.time_zone)::date AS today, $2 AT TIME ZONE o.time_zone AS clock) z
         WHERE c.batch_id = $1 ORDER BY c.id"
    ))
    .bind(batch)
    .bind(now)
    .all(conn)
}
