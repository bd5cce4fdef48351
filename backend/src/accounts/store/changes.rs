//! Tables: address_changes, address_notices, account_events.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::email::Email;
use crate::shared::error::{AppError, OnConstraint};
use crate::shared::sql::sql;

row! {
    /// An open change of address.
    pub struct AddressChangeRow {
        email: String,
        email_key: String,
        password_hash: String,
        code_hash: Vec<u8>,
        attempts_left: i32,
        expires_at: DateTime<Utc>,
    }
}

/// A change of address about to be asked for.
pub struct NewAddressChange<'a> {
    pub account: Uuid,
    pub email: &'a Email,
    /// The password, hashed like the others of the new address.
    pub password_hash: &'a str,
    /// The account's hash at that time.
    pub asked_with: &'a str,
    pub code_hash: Vec<u8>,
    pub tries: i32,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub fn put(conn: &mut PgConnection, new: &NewAddressChange) -> QueryResult<usize> {
    sql("INSERT INTO address_changes (account_id, email, email_key, password_hash, asked_with, code_hash, attempts_left, sent_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (account_id) DO UPDATE SET email = excluded.email, email_key = excluded.email_key,
             password_hash = excluded.password_hash, asked_with = excluded.asked_with, code_hash = excluded.code_hash,
             attempts_left = excluded.attempts_left, sent_at = excluded.sent_at, expires_at = excluded.expires_at")
    .bind(new.account)
    .bind(new.email.shown.as_str())
    .bind(new.email.key.as_str())
    .bind(new.password_hash)
    .bind(new.asked_with)
    .bind(new.code_hash.clone())
    .bind(new.tries)
    .bind(new.now)
    .bind(new.expires_at)
    .run(conn)
}

/// The open change; none when the account has another password since it was asked for.
pub fn waiting(conn: &mut PgConnection, account: Uuid) -> QueryResult<Option<AddressChangeRow>> {
    sql("SELECT c.email, c.email_key, c.password_hash, c.code_hash, c.attempts_left, c.expires_at
         FROM address_changes c JOIN accounts a ON a.id = c.account_id AND a.password_hash = c.asked_with
         WHERE c.account_id = $1")
    .bind(account)
    .first(conn)
}

pub fn spend_try(conn: &mut PgConnection, account: Uuid) -> QueryResult<usize> {
    sql("UPDATE address_changes SET attempts_left = attempts_left - 1 WHERE account_id = $1").bind(account).run(conn)
}

pub fn withdraw(conn: &mut PgConnection, account: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM address_changes WHERE account_id = $1").bind(account).run(conn)
}

/// Other accounts for which six digits were mailed to this address since then.
pub fn others_asked_since(conn: &mut PgConnection, key: &str, account: Uuid, since: DateTime<Utc>) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM address_changes WHERE email_key = $1 AND account_id <> $2 AND sent_at > $3")
        .bind(key)
        .bind(account)
        .bind(since)
        .scalar(conn)
}

/// The account has another address from now on, which is proven.
///
/// # Errors
/// `email-held` (made by `refusal`) when it is another account's.
pub fn move_to(
    conn: &mut PgConnection,
    account: Uuid,
    (email, key): (&str, &str),
    password_hash: Option<&str>,
    now: DateTime<Utc>,
    refusal: impl FnOnce() -> AppError,
) -> Result<(), AppError> {
    sql("UPDATE accounts SET email = $2, email_key = $3, email_verified_at = $4, password_hash = $5 WHERE id = $1")
        .bind(account)
        .bind(email)
        .bind(key)
        .bind(now)
        .bind(password_hash)
        .run(conn)
        .map(drop)
        .on_constraint("accounts_verified_email_unique", refusal)
}

pub fn insert_notice(
    conn: &mut PgConnection,
    hash: &[u8],
    account: Uuid,
    (email, key): (&str, &str),
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO address_notices (token_hash, account_id, email, email_key, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(hash.to_vec())
        .bind(account)
        .bind(email)
        .bind(key)
        .bind(now)
        .bind(expires_at)
        .run(conn)
}

row! {
    /// The link of a notice, with the address to put back.
    pub struct NoticeRow {
        account_id: Uuid,
        email: String,
        email_key: String,
        created_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
        used_at: Option<DateTime<Utc>>,
    }
}

pub fn lock_notice(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<NoticeRow>> {
    sql("SELECT account_id, email, email_key, created_at, expires_at, used_at FROM address_notices WHERE token_hash = $1 FOR UPDATE")
        .bind(hash.to_vec())
        .first(conn)
}

/// Uses up the link at hand, and those of the account that were mailed after it: they would lead back
/// to where whoever took the account had got by then.
pub fn use_notices(conn: &mut PgConnection, account: Uuid, since: DateTime<Utc>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE address_notices SET used_at = $3 WHERE account_id = $1 AND created_at >= $2 AND used_at IS NULL")
        .bind(account)
        .bind(since)
        .bind(now)
        .run(conn)
}

/// Forgets links that have run out.
pub fn forget_old_notices(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("DELETE FROM address_notices WHERE expires_at < $1").bind(now).run(conn)
}

row! {
    /// Something that changed about an account.
    pub struct EventRow {
        id: Uuid,
        kind: String,
        detail: Option<String>,
        occurred_at: DateTime<Utc>,
    }
}

pub fn insert_event(conn: &mut PgConnection, account: Uuid, kind: &str, detail: Option<&str>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO account_events (id, account_id, kind, detail, occurred_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(Uuid::now_v7())
        .bind(account)
        .bind(kind)
        .bind(detail)
        .bind(now)
        .run(conn)
}

/// What changed about an account, newest first.
pub fn events(conn: &mut PgConnection, account: Uuid, after: Option<Uuid>, rows: i64) -> QueryResult<Vec<EventRow>> {
    sql("SELECT id, kind, detail, occurred_at FROM account_events
         WHERE account_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3")
    .bind(account)
    .bind(after)
    .bind(rows)
    .all(conn)
}
