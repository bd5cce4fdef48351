//! Tables: second_factors, recovery_codes.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A second factor; not in force before it is confirmed.
    pub struct SecondFactorRow {
        secret: Vec<u8>,
        begun_at: DateTime<Utc>,
        confirmed_at: Option<DateTime<Utc>>,
        last_step: i64,
    }
}

/// Locks it: of two uses of the same digits at once, one is the second.
pub fn lock(conn: &mut PgConnection, account: Uuid) -> QueryResult<Option<SecondFactorRow>> {
    sql("SELECT secret, begun_at, confirmed_at, last_step FROM second_factors WHERE account_id = $1 FOR UPDATE").bind(account).first(conn)
}

row! {
    /// What its owner sees of it.
    pub struct Standing {
        confirmed_at: Option<DateTime<Utc>>,
        codes_left: i64,
    }
}

pub fn standing(conn: &mut PgConnection, account: Uuid) -> QueryResult<Option<Standing>> {
    sql("SELECT f.confirmed_at, (SELECT count(*) FROM recovery_codes c WHERE c.account_id = f.account_id AND c.used_at IS NULL) AS codes_left
         FROM second_factors f WHERE f.account_id = $1 AND f.confirmed_at IS NOT NULL")
    .bind(account)
    .first(conn)
}

/// Puts a new secret in the place of one that nobody confirmed; 0 when one is in force.
pub fn begin(conn: &mut PgConnection, account: Uuid, secret: &[u8], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO second_factors (account_id, secret, begun_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at
         WHERE second_factors.confirmed_at IS NULL")
    .bind(account)
    .bind(secret.to_vec())
    .bind(now)
    .run(conn)
}

pub fn mark_confirmed(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE second_factors SET confirmed_at = $2 WHERE account_id = $1").bind(account).bind(now).run(conn)
}

/// Uses up a step; puts the secret under another seal, if there is one.
pub fn use_step(conn: &mut PgConnection, account: Uuid, step: i64, sealed: Option<Vec<u8>>) -> QueryResult<usize> {
    sql("UPDATE second_factors SET last_step = $2, secret = coalesce($3, secret) WHERE account_id = $1")
        .bind(account)
        .bind(step)
        .bind(sealed)
        .run(conn)
}

/// Puts these codes in the place of the ones before.
pub fn replace_codes(conn: &mut PgConnection, account: Uuid, hashes: Vec<Vec<u8>>) -> QueryResult<usize> {
    sql("DELETE FROM recovery_codes WHERE account_id = $1").bind(account).run(conn)?;
    sql("INSERT INTO recovery_codes (account_id, code_hash) SELECT $1, unnest($2)").bind(account).bind(hashes).run(conn)
}

/// Uses up a code; 0 when it is none of theirs, or used.
pub fn use_code(conn: &mut PgConnection, account: Uuid, hash: &[u8], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE recovery_codes SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL")
        .bind(account)
        .bind(hash.to_vec())
        .bind(now)
        .run(conn)
}

pub fn delete(conn: &mut PgConnection, account: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM second_factors WHERE account_id = $1").bind(account).run(conn)
}

/// Takes away one that was set up since then.
pub fn delete_since(conn: &mut PgConnection, account: Uuid, since: DateTime<Utc>) -> QueryResult<usize> {
    sql("DELETE FROM second_factors WHERE account_id = $1 AND begun_at >= $2").bind(account).bind(since).run(conn)
}

/// Whether one is in force.
pub fn is_on(conn: &mut PgConnection, account: Uuid) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM second_factors WHERE account_id = $1 AND confirmed_at IS NOT NULL) AS value").bind(account).scalar(conn)
}

row! {
    /// A session that waits for the second factor.
    pub struct DueRow {
        created_at: DateTime<Utc>,
    }
}

/// The session, if it waits for the second factor; locked.
pub fn lock_due_session(conn: &mut PgConnection, account: Uuid, session: Uuid) -> QueryResult<Option<DueRow>> {
    sql("SELECT created_at FROM sessions WHERE id = $2 AND account_id = $1 AND ended_at IS NULL AND second_factor_due FOR UPDATE")
        .bind(account)
        .bind(session)
        .first(conn)
}

/// The second factor was given in it.
pub fn complete_session(conn: &mut PgConnection, session: Uuid) -> QueryResult<usize> {
    sql("UPDATE sessions SET second_factor_due = false WHERE id = $1").bind(session).run(conn)
}
