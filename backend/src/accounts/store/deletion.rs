//! Accounts that are to be deleted, and scrubbing them.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    struct Due { deletion_due_at: Option<DateTime<Utc>> }
}
row! {
    struct Found { id: Uuid }
}
row! {
    struct Words { value: String }
}

pub fn due(conn: &mut PgConnection, account: Uuid) -> QueryResult<Option<DateTime<Utc>>> {
    let found = sql("SELECT deletion_due_at FROM accounts WHERE id = $1").bind(account).first::<Due>(conn)?;
    Ok(found.and_then(|row| row.deletion_due_at))
}

pub fn plan(conn: &mut PgConnection, account: Uuid, due: Option<DateTime<Utc>>) -> QueryResult<usize> {
    sql("UPDATE accounts SET deletion_due_at = $2 WHERE id = $1 AND erased_at IS NULL").bind(account).bind(due).run(conn)
}

/// Locks one whose time has come. Whoever became the last admin of an organization meanwhile stays until
/// there is another. Reads `staff`, which another slice writes.
pub fn next_due(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Option<Uuid>> {
    let found = sql("SELECT a.id FROM accounts a WHERE a.deletion_due_at <= $1 AND NOT a.operator AND NOT EXISTS (
             SELECT FROM staff f WHERE f.account_id = a.id AND f.role = 'admin' AND NOT EXISTS (
                 SELECT FROM staff g JOIN accounts b ON b.id = g.account_id
                 WHERE g.organization_id = f.organization_id AND g.role = 'admin' AND g.account_id <> a.id AND b.email_verified_at IS NOT NULL))
         ORDER BY a.deletion_due_at LIMIT 1 FOR UPDATE OF a SKIP LOCKED")
    .bind(now)
    .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}

pub fn all_of(conn: &mut PgConnection, account: Uuid) -> QueryResult<Vec<Uuid>> {
    let all = sql("WITH RECURSIVE mine AS (
             SELECT id FROM accounts WHERE id = $1 UNION SELECT a.id FROM accounts a JOIN mine m ON a.folded_into = m.id
         ) SELECT id FROM mine ORDER BY id")
    .bind(account)
    .all::<Found>(conn)?;
    Ok(all.into_iter().map(|row| row.id).collect())
}

row! {
    /// An address that an account has or had.
    pub struct AddressRow {
        value: String,
        proven: bool,
    }
}

/// Every address that these accounts have or had, in every form in which it is kept; not those that are
/// proven to be somebody else's by now.
pub fn addresses(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<Vec<AddressRow>> {
    sql("SELECT FROM accounts WHERE id = ANY($1) ORDER BY id FOR UPDATE").bind(accounts.to_vec()).run(conn)?;
    sql("SELECT value, bool_or(proven) AS proven FROM (
             SELECT email, email_key, email_verified_at IS NOT NULL AS proven FROM accounts WHERE id = ANY($1)
             UNION ALL SELECT email, email_key, false FROM address_changes WHERE account_id = ANY($1)
             UNION ALL SELECT email, email_key, true FROM address_notices WHERE account_id = ANY($1)
             UNION ALL SELECT detail, lower(detail), true FROM account_events WHERE account_id = ANY($1) AND detail LIKE '%@%'
         ) every CROSS JOIN LATERAL unnest(ARRAY[every.email, every.email_key]) AS value
         WHERE value IS NOT NULL AND NOT EXISTS (
             SELECT FROM accounts o WHERE o.email_key = every.email_key AND o.email_verified_at IS NOT NULL AND o.id <> ALL($1))
         GROUP BY value")
    .bind(accounts.to_vec())
    .all(conn)
}

pub fn names(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<Vec<String>> {
    let found = sql("SELECT DISTINCT display_name AS value FROM accounts WHERE id = ANY($1)").bind(accounts.to_vec()).all::<Words>(conn)?;
    Ok(found.into_iter().map(|row| row.value).collect())
}

/// The name says only what they were. Reads `students`, which another slice writes.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid], now: DateTime<Utc>) -> QueryResult<()> {
    let of = || accounts.to_vec();
    sql("DELETE FROM sessions WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("DELETE FROM email_verifications WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("DELETE FROM password_links WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("DELETE FROM address_changes WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("DELETE FROM address_notices WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("DELETE FROM account_events WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("DELETE FROM second_factors WHERE account_id = ANY($1)").bind(of()).run(conn)?;
    sql("UPDATE accounts a SET email = NULL, email_key = NULL, email_verified_at = NULL, username = NULL, password_hash = NULL,
             locale = 'en', deletion_due_at = NULL, erased_at = $2,
             display_name = CASE WHEN EXISTS (SELECT FROM students s WHERE s.account_id = a.id) THEN 'Deleted student' ELSE 'Deleted person' END
         WHERE a.id = ANY($1)")
    .bind(of())
    .bind(now)
    .run(conn)
    .map(drop)
}
