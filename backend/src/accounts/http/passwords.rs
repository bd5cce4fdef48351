//! `/auth/password-reset`: links to set a password.

use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use super::{Session, answer_session, user_agent};
use crate::accounts::{password_links, sessions};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::json::Json;

pub fn routes(config: &mut ServiceConfig) {
    config.service(request_password_reset).service(look_up_password_link).service(set_password);
}

/// An address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResetRequest {
    #[schema(example = "ana@hamiltonschools.org")]
    #[validate(length(max = 254, code = "too-long"))]
    email: String,
}

/// Ask for a link to set a new password.
///
/// The answer is the same whether or not somebody has this address.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 202, description = "If there is such an account, its owner has mail"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/auth/password-reset")]
async fn request_password_reset(context: Data<Context>, body: Json<ResetRequest>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let Json(ResetRequest { email }) = body;
    let key = Email::parse(&email).map_or_else(|| email.trim().to_lowercase(), |email| email.key);
    context.throttles.mails.admit(&key, now)?;
    let house = context.clone();
    context.db.transact(move |conn| password_links::send_reset(conn, &house.public_url, &email, now)).await?;
    Ok(Answer::taken())
}

/// The secret from a link.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkSecret {
    #[validate(length(max = 100, code = "too-long"))]
    token: String,
}

/// Whose link it is, and what for.
#[derive(Debug, Serialize, ToSchema)]
struct PasswordLink {
    /// The address it was mailed to.
    #[schema(example = "ana@hamiltonschools.org")]
    email: Option<String>,
    /// Whom it greets.
    #[schema(example = "Ana Ruiz")]
    display_name: String,
    /// `invitation` or `reset`.
    #[schema(example = "invitation")]
    purpose: String,
}

/// See whose link to set a password this is.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "The link is good", body = PasswordLink),
    (status = 410, description = "`link-expired`: used, old, or never given out")))]
#[post("/auth/password-reset/lookup")]
async fn look_up_password_link(context: Data<Context>, body: Json<LinkSecret>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let link = context.db.transact(move |conn| password_links::look_up(conn, &body.0.token, now)).await?;
    Answer::ok(&PasswordLink { email: link.email, display_name: link.display_name, purpose: link.purpose })
}

/// The secret from a link, and the new password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    #[validate(length(max = 100, code = "too-long"))]
    token: String,
    #[schema(example = "a quiet morning")]
    #[validate(length(min = 10, max = 200, code = "password-length", message = "A password has 10 to 200 characters. Three words do."))]
    password: String,
}

/// Set a password by a link, and sign in.
///
/// The address counts as confirmed, since the link came by mail. Other sessions end.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "Set, and signed in", body = Session),
    (status = 410, description = "`link-expired`")))]
#[post("/auth/password-reset/confirm")]
async fn set_password(request: HttpRequest, context: Data<Context>, body: Json<NewPassword>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let Json(NewPassword { token, password }) = body;
    let secret = token.clone();
    // Hashing is dear; a dead link is told so before it.
    context.db.transact(move |conn| password_links::look_up(conn, &secret, now)).await?;
    let hash = context.passwords.hash(password.into()).await?;
    let agent = user_agent(&request);
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let account = password_links::redeem(conn, &token, &hash, now)?;
        let opened = sessions::open(conn, account, &agent, now)?;
        answer_session(conn, &house, &opened, now)
    });
    done.await
}
