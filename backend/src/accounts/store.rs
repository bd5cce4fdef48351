//! Tables: accounts, sessions, refresh_tokens, email_verifications, password_links.

pub mod changes;
pub mod claims;
pub mod deletion;
pub mod second_factors;
pub mod usernames;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind, OnConstraint};
use crate::shared::sql::sql;

/// An account about to be made.
pub struct NewAccount {
    /// The address, if the person has one.
    pub email: Option<Email>,
    /// Whether the address is already proven.
    pub email_verified_at: Option<DateTime<Utc>>,
    /// PHC string; none until the person sets a password.
    pub password_hash: Option<String>,
    /// How the person is called.
    pub display_name: String,
    /// `en` or `es`.
    pub locale: String,
    /// Whether they run the installation.
    pub operator: bool,
    /// The instant it is made.
    pub now: DateTime<Utc>,
}

row! {
    /// A person, as other slices may know them.
    pub struct Person {
        /// The account.
        id: Uuid,
        /// As typed.
        email: Option<String>,
        /// As compared.
        email_key: Option<String>,
        /// What they sign in with instead, or too.
        username: Option<String>,
        /// Whether the address is proven.
        email_verified: bool,
        /// How the person is called.
        display_name: String,
        /// `en` or `es`.
        locale: String,
        /// Whether they run the installation.
        operator: bool,
        /// PHC string.
        password_hash: Option<String>,
    }
}

row! {
    /// A role that somebody holds.
    pub struct RoleRow {
        organization_id: Uuid,
        organization_name: String,
        role: String,
        /// The organization wants a second factor of its staff.
        wants_second_factor: bool,
    }
}

pub fn insert(conn: &mut PgConnection, new: &NewAccount) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    sql("INSERT INTO accounts (id, email, email_key, email_verified_at, password_hash, display_name, locale, operator, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(new.email.as_ref().map(|email| email.shown.as_str()))
    .bind(new.email.as_ref().map(|email| email.key.as_str()))
    .bind(new.email_verified_at)
    .bind(new.password_hash.clone())
    .bind(new.display_name.as_str())
    .bind(new.locale.as_str())
    .bind(new.operator)
    .bind(new.now)
    .run(conn)
    .on_constraint("accounts_verified_email_unique", || {
        AppError::new(Kind::Conflict, "email-taken", "Somebody has proven this address to be theirs already.").at("/email")
    })?;
    Ok(id)
}

pub fn person(conn: &mut PgConnection, id: Uuid) -> Result<Person, AppError> {
    let found =
        sql("SELECT id, email, email_key, username, email_verified_at IS NOT NULL AS email_verified, display_name, locale, operator, password_hash
         FROM accounts WHERE id = $1")
        .bind(id)
        .first(conn)?;
    found.ok_or_else(AppError::not_found)
}

/// The person, locked: what is decided about their account stays true till the end of the transaction.
pub fn lock_person(conn: &mut PgConnection, id: Uuid) -> Result<Person, AppError> {
    sql("SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE").bind(id).run(conn)?;
    person(conn, id)
}

pub fn update_profile(conn: &mut PgConnection, id: Uuid, display_name: Option<&str>, locale: Option<&str>) -> QueryResult<usize> {
    sql("UPDATE accounts SET display_name = coalesce($2, display_name), locale = coalesce($3, locale) WHERE id = $1")
        .bind(id)
        .bind(display_name)
        .bind(locale)
        .run(conn)
}

pub fn set_password(conn: &mut PgConnection, id: Uuid, hash: &str) -> QueryResult<usize> {
    sql("UPDATE accounts SET password_hash = $2 WHERE id = $1").bind(id).bind(hash).run(conn)
}

/// Sets another password if the account has this one still; 1, else 0.
pub fn replace_password(conn: &mut PgConnection, id: Uuid, before: &str, after: &str) -> QueryResult<usize> {
    sql("UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2").bind(id).bind(before).bind(after).run(conn)
}

pub fn mark_verified(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE accounts SET email_verified_at = coalesce(email_verified_at, $2) WHERE id = $1").bind(id).bind(now).run(conn)
}

/// Roles in organizations, staff first, which count once the address is proven. Reads `staff` and `students`, which other slices write.
pub fn roles(conn: &mut PgConnection, account_id: Uuid) -> QueryResult<Vec<RoleRow>> {
    sql("SELECT o.id AS organization_id, o.name AS organization_name, r.role,
                r.rank = 1 AND o.requires_second_factor AS wants_second_factor FROM (
             SELECT f.organization_id, f.role, 1 AS rank FROM staff f JOIN accounts a ON a.id = f.account_id
             WHERE f.account_id = $1 AND a.email_verified_at IS NOT NULL
             UNION ALL SELECT organization_id, 'student', 2 FROM students WHERE account_id = $1
         ) r JOIN organizations o ON o.id = r.organization_id ORDER BY r.rank, o.name, o.id")
    .bind(account_id)
    .all(conn)
}

row! {
    /// A session as its owner sees it.
    pub struct SessionRow {
        id: Uuid,
        user_agent: String,
        created_at: DateTime<Utc>,
        last_used_at: DateTime<Utc>,
    }
}

/// Opens a session; whether it waits for a second factor.
pub fn insert_session(
    conn: &mut PgConnection,
    id: Uuid,
    account_id: Uuid,
    user_agent: &str,
    by_card: bool,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    sql("INSERT INTO sessions (id, account_id, user_agent, created_at, last_used_at, by_card, second_factor_due)
         VALUES ($1, $2, $3, $4, $4, $5, EXISTS (SELECT FROM second_factors WHERE account_id = $2 AND confirmed_at IS NOT NULL))
         RETURNING second_factor_due AS value")
    .bind(id)
    .bind(account_id)
    .bind(user_agent)
    .bind(now)
    .bind(by_card)
    .scalar(conn)
}

pub fn insert_refresh_token(
    conn: &mut PgConnection,
    hash: &[u8],
    session: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO refresh_tokens (token_hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(hash.to_vec())
        .bind(session)
        .bind(now)
        .bind(expires_at)
        .run(conn)
}

row! {
    /// A refresh token with its session.
    pub struct RefreshRow {
        session_id: Uuid,
        account_id: Uuid,
        used_at: Option<DateTime<Utc>>,
        expires_at: DateTime<Utc>,
        ended: bool,
        created_at: DateTime<Utc>,
        second_factor_due: bool,
    }
}

/// Locks the token, so that of two uses at once one is the second.
pub fn lock_refresh_token(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<RefreshRow>> {
    sql("SELECT t.session_id, s.account_id, t.used_at, t.expires_at, s.ended_at IS NOT NULL AS ended, s.created_at, s.second_factor_due
         FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.token_hash = $1 FOR UPDATE OF t")
    .bind(hash.to_vec())
    .first(conn)
}

pub fn use_refresh_token(conn: &mut PgConnection, hash: &[u8], session: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("WITH used AS (UPDATE refresh_tokens SET used_at = $3 WHERE token_hash = $1)
         UPDATE sessions SET last_used_at = $3 WHERE id = $2")
    .bind(hash.to_vec())
    .bind(session)
    .bind(now)
    .run(conn)
}

pub fn end_session(conn: &mut PgConnection, account_id: Uuid, session: Uuid, because: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE sessions SET ended_at = $4, ended_because = $3 WHERE id = $2 AND account_id = $1 AND ended_at IS NULL")
        .bind(account_id)
        .bind(session)
        .bind(because)
        .bind(now)
        .run(conn)
}

pub fn end_all_sessions(conn: &mut PgConnection, account_id: Uuid, because: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE sessions SET ended_at = $3, ended_because = $2 WHERE account_id = $1 AND ended_at IS NULL")
        .bind(account_id)
        .bind(because)
        .bind(now)
        .run(conn)
}

/// Ends the sessions that a card opened; the way in was changed, as with a password.
pub fn end_card_sessions(conn: &mut PgConnection, accounts: &[Uuid], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE sessions SET ended_at = $2, ended_because = 'password-changed'
         WHERE account_id = ANY($1) AND by_card AND ended_at IS NULL")
    .bind(accounts.to_vec())
    .bind(now)
    .run(conn)
}

/// Ends every open session of the account but one.
pub fn end_other_sessions(conn: &mut PgConnection, account_id: Uuid, but: Uuid, because: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE sessions SET ended_at = $4, ended_because = $3 WHERE account_id = $1 AND id <> $2 AND ended_at IS NULL")
        .bind(account_id)
        .bind(but)
        .bind(because)
        .bind(now)
        .run(conn)
}

pub fn sessions(conn: &mut PgConnection, account_id: Uuid, after: Option<Uuid>, rows: i64) -> QueryResult<Vec<SessionRow>> {
    sql("SELECT id, user_agent, created_at, last_used_at FROM sessions
         WHERE account_id = $1 AND ended_at IS NULL AND NOT second_factor_due AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3")
    .bind(account_id)
    .bind(after)
    .bind(rows)
    .all(conn)
}

row! {
    /// An open verification.
    pub struct VerificationRow {
        email_key: String,
        code_hash: Vec<u8>,
        attempts_left: i32,
        sent_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    }
}

pub fn lock_verification(conn: &mut PgConnection, account_id: Uuid) -> QueryResult<Option<VerificationRow>> {
    sql("SELECT email_key, code_hash, attempts_left, sent_at, expires_at FROM email_verifications WHERE account_id = $1 FOR UPDATE")
        .bind(account_id)
        .first(conn)
}

pub fn put_verification(
    conn: &mut PgConnection,
    account_id: Uuid,
    email_key: &str,
    code_hash: &[u8],
    attempts: i32,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO email_verifications (account_id, email_key, code_hash, attempts_left, sent_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account_id) DO UPDATE SET email_key = excluded.email_key, code_hash = excluded.code_hash,
             attempts_left = excluded.attempts_left, sent_at = excluded.sent_at, expires_at = excluded.expires_at")
    .bind(account_id)
    .bind(email_key)
    .bind(code_hash.to_vec())
    .bind(attempts)
    .bind(now)
    .bind(expires_at)
    .run(conn)
}

pub fn spend_verification_attempt(conn: &mut PgConnection, account_id: Uuid) -> QueryResult<usize> {
    sql("UPDATE email_verifications SET attempts_left = attempts_left - 1 WHERE account_id = $1").bind(account_id).run(conn)
}

pub fn delete_verification(conn: &mut PgConnection, account_id: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM email_verifications WHERE account_id = $1").bind(account_id).run(conn)
}

row! {
    /// A link to set a password, with whose it is.
    pub struct LinkRow {
        account_id: Uuid,
        purpose: String,
        expires_at: DateTime<Utc>,
        used_at: Option<DateTime<Utc>>,
        email: Option<String>,
        email_key: Option<String>,
        display_name: String,
    }
}

pub fn insert_link(
    conn: &mut PgConnection,
    hash: &[u8],
    account_id: Uuid,
    purpose: &str,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO password_links (token_hash, account_id, purpose, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(hash.to_vec())
        .bind(account_id)
        .bind(purpose)
        .bind(now)
        .bind(expires_at)
        .run(conn)
}

pub fn lock_link(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<LinkRow>> {
    sql("SELECT l.account_id, l.purpose, l.expires_at, l.used_at, a.email, a.email_key, a.display_name
         FROM password_links l JOIN accounts a ON a.id = l.account_id WHERE l.token_hash = $1 FOR UPDATE OF l")
    .bind(hash.to_vec())
    .first(conn)
}

/// Uses up every open link of the account: the one at hand, and older ones in the mailbox.
pub fn use_links(conn: &mut PgConnection, account_id: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE password_links SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL").bind(account_id).bind(now).run(conn)
}

row! {
    /// Who a request comes from, and what they are in the organization it is about.
    pub struct CallerRow {
        operator: bool,
        time_zone: Option<String>,
        status: Option<String>,
        staff_id: Option<Uuid>,
        role: Option<String>,
        student: bool,
        /// The organization wants a second factor of its staff, and there is none.
        staff_without_factor: bool,
        /// The installation wants one of its operators, and there is none.
        operator_without_factor: bool,
    }
}

/// One statement per request decides who is there: the session still open, the roles as they are now.
/// A second factor is looked for only where one is wanted.
pub fn caller(
    conn: &mut PgConnection,
    account_id: Uuid,
    session: Uuid,
    organization: Option<Uuid>,
    of_operators: bool,
) -> QueryResult<Option<CallerRow>> {
    sql("SELECT a.operator, o.time_zone, o.status, f.id AS staff_id, f.role,
                EXISTS (SELECT FROM students t WHERE t.organization_id = $3 AND t.account_id = a.id) AS student,
                coalesce(o.requires_second_factor, false) AND f.id IS NOT NULL
                    AND NOT EXISTS (SELECT FROM second_factors x WHERE x.account_id = a.id AND x.confirmed_at IS NOT NULL) AS staff_without_factor,
                a.operator AND $4
                    AND NOT EXISTS (SELECT FROM second_factors x WHERE x.account_id = a.id AND x.confirmed_at IS NOT NULL) AS operator_without_factor
         FROM sessions s JOIN accounts a ON a.id = s.account_id
         LEFT JOIN organizations o ON o.id = $3
         LEFT JOIN staff f ON f.organization_id = o.id AND f.account_id = a.id AND a.email_verified_at IS NOT NULL
         WHERE s.id = $2 AND s.account_id = $1 AND s.ended_at IS NULL AND NOT s.second_factor_due")
    .bind(account_id)
    .bind(session)
    .bind(organization)
    .bind(of_operators)
    .first(conn)
}

/// The private keys kept in the database, newest first.
pub fn signing_keys(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
    row! { struct Pem { private_pem: String } }
    let keys = sql("SELECT private_pem FROM signing_keys ORDER BY created_at DESC").all::<Pem>(conn)?;
    Ok(keys.into_iter().map(|key| key.private_pem).collect())
}

/// Keeps a key, unless another server that started at the same time was first.
pub fn insert_first_signing_key(conn: &mut PgConnection, pem: &str) -> QueryResult<usize> {
    sql("INSERT INTO signing_keys (kid, private_pem) SELECT 'first', $1 ON CONFLICT (kid) DO NOTHING").bind(pem).run(conn)
}
