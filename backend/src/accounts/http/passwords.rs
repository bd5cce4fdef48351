//! `/auth/password-reset`: links to set a password. (Using one proves the address, which may let go codes
//! that wait for it, so that is in `signup`.)

use std::time::Instant;

use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use crate::accounts::password_links;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::{floor, peer, throttle};

pub fn routes(config: &mut ServiceConfig) {
    config.service(request_password_reset).service(look_up_password_link);
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
    let (arrived, now) = (Instant::now(), context.clock.now());
    let Json(ResetRequest { email }) = body;
    let key = Email::parse(&email).map_or_else(|| email.trim().to_lowercase(), |email| email.key);
    context.throttles.mails.admit(&key, now)?;
    let house = context.clone();
    context.db.transact(move |conn| password_links::send_reset(conn, &house.public_url, &email, now)).await?;
    // To write a mail takes longer than to write none.
    floor::wait(arrived).await;
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
    (status = 410, description = "`link-expired`: used, old, or never given out"),
    (status = 429, description = "`too-many-attempts`: links that nobody was sent are counted per network")))]
#[post("/auth/password-reset/lookup")]
async fn look_up_password_link(request: HttpRequest, context: Data<Context>, body: Json<LinkSecret>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let network = throttle::address_key(peer::address(&request, &context.trusted_proxies));
    context.throttles.addresses.admit(&network, now)?;
    let link = context.db.transact(move |conn| password_links::look_up(conn, &body.0.token, now)).await?;
    context.throttles.addresses.forgive(&network);
    Answer::ok(&PasswordLink { email: link.email, display_name: link.display_name, purpose: link.purpose })
}
