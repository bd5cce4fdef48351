//! Accounts without an address.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// One after the other, each till the end of the transaction.
pub fn lock(conn: &mut PgConnection) -> QueryResult<()> {
    sql("SELECT pg_advisory_xact_lock(hashtextextended('usernames', 0))").run(conn).map(drop)
}

/// Makes an account with this username; none when somebody has it.
pub fn insert(conn: &mut PgConnection, name: &str, username: &str, now: DateTime<Utc>) -> QueryResult<Option<Uuid>> {
    row! { struct Made { id: Uuid } }
    let made = sql("INSERT INTO accounts (id, username, display_name, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (username) DO NOTHING RETURNING id")
    .bind(Uuid::now_v7())
    .bind(username)
    .bind(name)
    .bind(now)
    .first::<Made>(conn)?;
    Ok(made.map(|row| row.id))
}

/// The highest number at the end of a username of this stem, 1 for the stem itself; none when nobody has one.
pub fn last_number(conn: &mut PgConnection, stem: &str) -> QueryResult<Option<i64>> {
    sql("SELECT max(coalesce(nullif(substr(username, length($1) + 1), '')::bigint, 1)) AS value FROM accounts
         WHERE username >= $1 AND username < $1 || ':' AND substr(username, length($1) + 1) ~ '^[0-9]{0,6}\\Z'")
    .bind(stem)
    .scalar::<Option<i64>>(conn)
}

/// Unless they have an address, or a session was ever opened.
pub fn set_first_password(conn: &mut PgConnection, account: Uuid, hash: &str) -> QueryResult<usize> {
    sql("UPDATE accounts SET password_hash = $2 WHERE id = $1 AND username IS NOT NULL AND email_key IS NULL
         AND NOT EXISTS (SELECT FROM sessions s WHERE s.account_id = $1)")
    .bind(account)
    .bind(hash)
    .run(conn)
}
