//! `Idempotency-Key`: the same write sent twice happens once. The first answer is kept in the
//! transaction of the write itself, so that neither can exist without the other.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};
use uuid::Uuid;

use super::answer::Answer;
use super::error::{AppError, Kind};
use super::sql::sql;
use crate::row;

/// How long a first answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// The `Idempotency-Key` of a request, if it has one, with the method and path it was sent to.
#[derive(Debug, Clone)]
pub struct Idempotency {
    key: Option<String>,
    target: String,
}

impl Idempotency {
    /// Whether the caller wants the write to be remembered.
    pub fn wanted(&self) -> bool {
        self.key.is_some()
    }

    /// The key itself: what tells a second try of a refused write, which is not kept, from a new one.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Carries out `work` unless this account did it before with this key; then the first answer.
    /// To be called inside a transaction. Only successes are kept: a refusal changed nothing, so
    /// trying again is harmless.
    ///
    /// # Errors
    /// `idempotency-key-reused` for another request under the same key, `request-in-progress` while
    /// the first is still running, and those of `work`.
    pub fn once(
        &self,
        conn: &mut PgConnection,
        account_id: Uuid,
        now: DateTime<Utc>,
        request: &impl Serialize,
        work: impl FnOnce(&mut PgConnection) -> Result<Answer, AppError>,
    ) -> Result<Answer, AppError> {
        let Some(key) = &self.key else { return work(conn) };
        let print = self.fingerprint(request)?;
        if let Some(kept) = claim(conn, account_id, key, now)? {
            return kept.answer(&print);
        }
        let answer = work(conn)?;
        sql("INSERT INTO idempotency_keys (account_id, key, fingerprint, status, headers, body, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (account_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,
                 status = excluded.status, headers = excluded.headers, body = excluded.body, created_at = excluded.created_at")
        .bind(account_id)
        .bind(key.as_str())
        .bind(print)
        .bind(i16::try_from(answer.status.as_u16()).unwrap_or(200))
        .bind(serde_json::json!(answer.headers))
        .bind(answer.body.as_ref().map(|body| serde_json::json!(body)))
        .bind(now)
        .run(conn)?;
        Ok(answer)
    }

    fn fingerprint(&self, request: &impl Serialize) -> Result<Vec<u8>, AppError> {
        let mut hash = Sha256::new();
        hash.update(self.target.as_bytes());
        hash.update([0]);
        hash.update(serde_json::to_vec(request).map_err(AppError::internal)?);
        Ok(hash.finalize().to_vec())
    }
}

row! {
    struct Claim {
        fingerprint: Vec<u8>,
        status: i16,
        headers: serde_json::Value,
        body: Option<serde_json::Value>,
    }
}

/// Takes the key for this transaction; what was kept under it, if anything.
fn claim(conn: &mut PgConnection, account_id: Uuid, key: &str, now: DateTime<Utc>) -> Result<Option<Claim>, AppError> {
    let lock = format!("{account_id}/{key}");
    // Two statements: what the first holder commits must be visible to the reading that follows the lock.
    let alone = sql("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS value").bind(lock).scalar::<bool>(conn)?;
    if !alone {
        return Err(AppError::new(
            Kind::Conflict,
            "request-in-progress",
            "The first request with this Idempotency-Key is still running. Ask again in a moment.",
        )
        .retry_after(1));
    }
    let kept = sql("SELECT fingerprint, status, headers, body FROM idempotency_keys
         WHERE account_id = $1 AND key = $2 AND created_at > $3")
    .bind(account_id)
    .bind(key)
    .bind(now - KEPT)
    .first::<Claim>(conn)?;
    Ok(kept)
}

impl Claim {
    fn answer(self, print: &[u8]) -> Result<Answer, AppError> {
        if self.fingerprint != print {
            return Err(AppError::new(
                Kind::Invalid,
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request. Use a new one for a new request.",
            ));
        }
        let status = u16::try_from(self.status).ok().and_then(|s| StatusCode::from_u16(s).ok());
        Ok(Answer {
            status: status.unwrap_or(StatusCode::OK),
            headers: serde_json::from_value(self.headers).unwrap_or_default(),
            body: self.body.and_then(|b| b.as_str().map(str::to_owned)),
        })
    }
}

/// Forgets answers that are older than their day.
///
/// # Errors
/// When the database is away.
pub fn forget_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize, AppError> {
    Ok(sql("DELETE FROM idempotency_keys WHERE created_at <= $1").bind(now - KEPT).run(conn)?)
}

/// Forgets every kept answer of these accounts.
///
/// # Errors
/// When the database is away.
pub fn forget_of(conn: &mut PgConnection, accounts: &[Uuid]) -> Result<usize, AppError> {
    Ok(sql("DELETE FROM idempotency_keys WHERE account_id = ANY($1)").bind(accounts.to_vec()).run(conn)?)
}

impl FromRequest for Idempotency {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = request.headers().get("idempotency-key").map(|value| value.to_str().unwrap_or("").to_owned());
        ready(match key {
            Some(key) if key.is_empty() || key.len() > 200 => {
                Err(AppError::new(Kind::Malformed, "idempotency-key-invalid", "An Idempotency-Key is 1 to 200 printable ASCII characters."))
            }
            key => Ok(Idempotency { key, target: format!("{} {}", request.method(), request.path()) }),
        })
    }
}
