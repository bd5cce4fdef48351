//! Table: refusals.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::codes::refused::Refused;
use crate::shared::sql::sql;

/// Opens a case, or counts one more attempt; a case that staff settled begins anew.
pub fn record(conn: &mut PgConnection, key: &str, refused: &Refused) -> QueryResult<usize> {
    sql("INSERT INTO refusals AS r (id, organization_id, code_id, account_id, reason, first_at, last_at, last_key)
         SELECT $1, c.organization_id, c.id, $3, $4, $5, $5, $6 FROM codes c WHERE c.text_key = $2
         ON CONFLICT (code_id, account_id) DO UPDATE SET
             reason = excluded.reason,
             attempts = CASE WHEN r.settled_at IS NOT NULL THEN 1 WHEN excluded.last_key = r.last_key THEN r.attempts ELSE r.attempts + 1 END,
             first_at = CASE WHEN r.settled_at IS NOT NULL THEN excluded.first_at ELSE least(r.first_at, excluded.first_at) END,
             last_at = greatest(r.last_at, excluded.last_at),
             last_key = coalesce(excluded.last_key, r.last_key),
             told_at = CASE WHEN r.settled_at IS NULL THEN r.told_at END,
             settled_at = NULL, settled_by = NULL, settled_how = NULL")
    .bind(Uuid::now_v7())
    .bind(key)
    .bind(refused.account)
    .bind(refused.reason)
    .bind(refused.now)
    .bind(refused.key.as_deref())
    .run(conn)
}

/// Cases go to another account; where that one has a case with the code, it has it already.
pub fn hand_over(conn: &mut PgConnection, from: Uuid, into: Uuid) -> QueryResult<usize> {
    sql("UPDATE refusals r SET account_id = $2
         WHERE r.account_id = $1 AND NOT EXISTS (SELECT FROM refusals s WHERE s.account_id = $2 AND s.code_id = r.code_id)")
    .bind(from)
    .bind(into)
    .run(conn)?;
    sql("DELETE FROM refusals WHERE account_id = $1").bind(from).run(conn)
}

/// Forgets cases whose last attempt was before then.
pub fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    sql("DELETE FROM refusals WHERE last_at <= $1").bind(before).run(conn)
}
