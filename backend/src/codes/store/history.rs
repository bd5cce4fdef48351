//! Table: code_changes.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// Keeps one change of each of these codes, under the version that it made. The codes are locked.
pub fn keep(
    conn: &mut PgConnection,
    codes: &[Uuid],
    kind: &'static str,
    fields: Value,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    sql("INSERT INTO code_changes (id, code_id, version, kind, fields, actor_account_id, occurred_at)
         SELECT x.id, c.id, c.version, $3, $4::jsonb, $5::uuid, $6::timestamptz
         FROM unnest($1::uuid[], $2::uuid[]) AS x (id, code_id) JOIN codes c ON c.id = x.code_id")
    .bind(codes.iter().map(|_| Uuid::now_v7()).collect::<Vec<Uuid>>())
    .bind(codes.to_vec())
    .bind(kind)
    .bind(fields)
    .bind(by)
    .bind(now)
    .run(conn)
    .map(drop)
}

row! {
    /// A change of a code.
    pub struct ChangeRow {
        id: Uuid,
        version: i32,
        kind: String,
        fields: Value,
        actor_name: Option<String>,
        occurred_at: DateTime<Utc>,
    }
}

/// The changes of a code, newest first.
pub fn changes(conn: &mut PgConnection, code: Uuid, after: Option<(i32, Uuid)>, rows: i64) -> QueryResult<Vec<ChangeRow>> {
    let (version, id) = after.unzip();
    sql("SELECT h.id, h.version, h.kind, h.fields, a.display_name AS actor_name, h.occurred_at
         FROM code_changes h LEFT JOIN accounts a ON a.id = h.actor_account_id
         WHERE h.code_id = $1 AND ($2::integer IS NULL OR (h.version, h.id) < ($2, $3::uuid))
         ORDER BY h.version DESC, h.id DESC LIMIT $4")
    .bind(code)
    .bind(version)
    .bind(id)
    .bind(rows)
    .all(conn)
}

row! {
    /// What something is called.
    pub struct NameRow {
        id: Uuid,
        name: String,
    }
}

/// What these are called: classrooms, courses, staff and codes that changes of a code refer to.
pub fn names(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<NameRow>> {
    sql("SELECT id, name FROM classrooms WHERE id = ANY ($1)
         UNION ALL SELECT id, title FROM courses WHERE id = ANY ($1)
         UNION ALL SELECT id, text FROM codes WHERE id = ANY ($1)
         UNION ALL SELECT f.id, a.display_name FROM staff f JOIN accounts a ON a.id = f.account_id WHERE f.id = ANY ($1)")
    .bind(ids.to_vec())
    .all(conn)
}
