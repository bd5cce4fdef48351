//! Table: import_pieces.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::shared::sql::sql;

pub fn insert(conn: &mut PgConnection, import: Uuid, place: i32, bytes: &[u8]) -> QueryResult<usize> {
    sql("INSERT INTO import_pieces (import_id, place, bytes) VALUES ($1, $2, $3)").bind(import).bind(place).bind(bytes.to_vec()).run(conn)
}

/// How many bytes the file has.
pub fn length(conn: &mut PgConnection, import: Uuid) -> QueryResult<i64> {
    sql("SELECT coalesce(sum(octet_length(bytes)), 0)::bigint AS value FROM import_pieces WHERE import_id = $1").bind(import).scalar(conn)
}

pub fn one(conn: &mut PgConnection, import: Uuid, place: i32) -> QueryResult<Vec<u8>> {
    sql("SELECT bytes AS value FROM import_pieces WHERE import_id = $1 AND place = $2").bind(import).bind(place).scalar(conn)
}

/// The file is not needed any more.
pub fn forget(conn: &mut PgConnection, import: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM import_pieces WHERE import_id = $1").bind(import).run(conn)
}
