//! Opening a session, keeping it alive, ending it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::caller::session_ended;
use super::second_factors::PATIENCE;
use super::store;
use crate::shared::error::AppError;
use crate::shared::tokens::{hash_secret, new_secret};

/// How long a refresh token waits to be used.
pub const REFRESH_LIFE: TimeDelta = TimeDelta::days(30);

/// An open session, with the secret that keeps it alive.
pub struct Opened {
    /// The account.
    pub account: Uuid,
    /// The session.
    pub session: Uuid,
    /// The refresh token, to be shown once.
    pub refresh: String,
    /// It is good for nothing but giving the second factor.
    pub second_factor_due: bool,
}

/// Opens a session; of an account with a second factor, one that waits for it.
///
/// # Errors
/// When the database refuses.
pub fn open(conn: &mut PgConnection, account: Uuid, user_agent: &str, now: DateTime<Utc>) -> Result<Opened, AppError> {
    begin(conn, account, user_agent, false, now)
}

/// Opens a session for somebody who showed their card; it ends with the card.
///
/// # Errors
/// When the database refuses.
pub fn open_by_card(conn: &mut PgConnection, account: Uuid, user_agent: &str, now: DateTime<Utc>) -> Result<Opened, AppError> {
    begin(conn, account, user_agent, true, now)
}

fn begin(conn: &mut PgConnection, account: Uuid, user_agent: &str, by_card: bool, now: DateTime<Utc>) -> Result<Opened, AppError> {
    let session = Uuid::now_v7();
    let agent: String = user_agent.chars().take(300).collect();
    let second_factor_due = store::insert_session(conn, session, account, &agent, by_card, now)?;
    let refresh = issue(conn, session, now)?;
    Ok(Opened { account, session, refresh, second_factor_due })
}

/// What a refresh token was worth.
pub enum Refreshed {
    /// The session goes on, under a new token.
    Goes(Opened),
    /// The token is unknown, old, or of an ended session.
    Refused,
    /// The token was used before: somebody has a copy, so the session is over for both.
    Replayed,
}

/// Exchanges a refresh token for the next one. The caller must commit even a [`Refreshed::Replayed`].
///
/// # Errors
/// When the database refuses.
pub fn refresh(conn: &mut PgConnection, secret: &str, now: DateTime<Utc>) -> Result<Refreshed, AppError> {
    let hash = hash_secret(secret);
    let Some(token) = store::lock_refresh_token(conn, &hash)? else { return Ok(Refreshed::Refused) };
    let too_late = token.second_factor_due && now - token.created_at >= PATIENCE;
    if token.ended || too_late || token.expires_at <= now {
        return Ok(Refreshed::Refused);
    }
    if token.used_at.is_some() {
        store::end_session(conn, token.account_id, token.session_id, "token-replayed", now)?;
        return Ok(Refreshed::Replayed);
    }
    store::use_refresh_token(conn, &hash, token.session_id, now)?;
    let refresh = issue(conn, token.session_id, now)?;
    let (account, session, second_factor_due) = (token.account_id, token.session_id, token.second_factor_due);
    Ok(Refreshed::Goes(Opened { account, session, refresh, second_factor_due }))
}

/// Ends the session behind a refresh token, if it is one.
///
/// # Errors
/// When the database refuses.
pub fn sign_out(conn: &mut PgConnection, secret: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    if let Some(token) = store::lock_refresh_token(conn, &hash_secret(secret))? {
        store::end_session(conn, token.account_id, token.session_id, "signed-out", now)?;
    }
    Ok(())
}

/// Ends one of the account's own sessions.
///
/// # Errors
/// `not-found` when it is not theirs or not open.
pub fn end(conn: &mut PgConnection, account: Uuid, session: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    match store::end_session(conn, account, session, "ended-by-owner", now)? {
        0 => Err(AppError::not_found()),
        _ => Ok(()),
    }
}

impl Refreshed {
    /// The open session.
    ///
    /// # Errors
    /// `session-ended`.
    pub fn into_open(self) -> Result<Opened, AppError> {
        match self {
            Refreshed::Goes(opened) => Ok(opened),
            Refreshed::Refused | Refreshed::Replayed => Err(session_ended()),
        }
    }
}

fn issue(conn: &mut PgConnection, session: Uuid, now: DateTime<Utc>) -> Result<String, AppError> {
    let (secret, hash) = new_secret();
    store::insert_refresh_token(conn, &hash, session, now, now + REFRESH_LIFE)?;
    Ok(secret)
}
