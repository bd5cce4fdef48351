//! `/auth/register` and the confirmation of an address, by digits or by a link: where accounts meet codes.

use std::net::IpAddr;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use crate::accounts::{self, Caller, Confirmation, NewAccount, Session, SignedIn, User};
use crate::codes::{self, Attempt, Redemption, Refused};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Problem};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_blank};
use crate::shared::{peer, throttle};
use tracing_actix_web::RequestId;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(register).service(confirm_email).service(set_password);
}

/// A new person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    #[schema(example = "maya@hamiltonschools.org")]
    #[validate(length(max = 254, code = "too-long"))]
    email: String,
    #[schema(example = "a quiet morning")]
    #[validate(length(min = 10, max = 200, code = "password-length", message = "A password has 10 to 200 characters. Three words do."))]
    password: String,
    #[schema(example = "Maya Chen")]
    #[validate(custom(function = not_blank), length(max = 100, code = "display-name-length", message = "A name has 1 to 100 characters."))]
    display_name: String,
    /// `en` (the default) or `es`.
    #[serde(default = "english")]
    #[validate(custom(function = accounts::known_locale))]
    locale: String,
    /// A code to redeem at once.
    #[schema(example = "MHS-PTA-2027")]
    #[validate(length(max = 200, code = "too-long"))]
    code: Option<String>,
}

fn english() -> String {
    "en".to_owned()
}

/// A new person, signed in, and what came of the code.
#[derive(Debug, Serialize, ToSchema)]
struct Registered {
    /// The session.
    #[serde(flatten)]
    session: Session,
    /// What came of the code; null without one, or when it was refused.
    redemption: Option<Redemption>,
    /// Why the code was refused; the account was made all the same.
    refusal: Option<Problem>,
}

/// Sign up, with or without a code.
///
/// One form, one request: the account is made, signed in, and the code redeemed. When the code is
/// refused the account stays and `refusal` says why.
#[utoipa::path(tag = "accounts", security(()), request_body = Registration, responses(
    (status = 201, description = "Signed up and in", body = Registered),
    (status = 401, description = "`credentials-wrong`: the key was used before, with another password"),
    (status = 409, description = "`email-taken`"),
    (status = 422, description = "`email-invalid`, or invalid fields"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/auth/register")]
async fn register(
    request: HttpRequest,
    id: RequestId,
    context: Data<Context>,
    once: Idempotency,
    body: Json<Registration>,
) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let Json(body) = body;
    let email = Email::parse(&body.email).ok_or_else(|| {
        AppError::field("/email", "email-invalid", "This does not look like an email address. Check it, letter by letter.")
    })?;
    let address = throttle::address_key(peer::address(&request, &context.trusted_proxies));
    context.throttles.addresses.admit(&address, now)?;
    let password = SecretString::from(body.password.clone());
    let hash = context.passwords.hash(password.clone()).await?;
    let from = peer::address(&request, &context.trusted_proxies);
    let newcomer =
        Newcomer { body, email, hash, address: from, once, agent: accounts::user_agent(&request), request_id: id.to_string(), now };
    let house = context.clone();
    let done = context.db.transact(move |conn| sign_up(conn, &house, newcomer)).await;
    let guessed = matches!(&done, Ok(done) if done.outcome.refusal.as_ref().is_some_and(|refusal| refusal.code == "code-unknown"));
    if !guessed {
        context.throttles.addresses.forgive(&address);
    }
    match done? {
        SignedUp { answer: Some(answer), .. } => Ok(answer),
        SignedUp { answer: None, outcome } => answer_again(&context, outcome, password, accounts::user_agent(&request), now).await,
    }
}

/// Somebody who signs up.
struct Newcomer {
    body: Registration,
    email: Email,
    hash: String,
    address: IpAddr,
    once: Idempotency,
    agent: String,
    request_id: String,
    now: DateTime<Utc>,
}

/// What came of a sign-up, without its secrets: what an `Idempotency-Key` keeps.
#[derive(Debug, Serialize, Deserialize)]
struct Outcome {
    account: Uuid,
    redemption: Option<Redemption>,
    refusal: Option<Problem>,
}

/// A sign-up; without an answer when it happened before, under the same key.
struct SignedUp {
    answer: Option<Answer>,
    outcome: Outcome,
}

fn sign_up(conn: &mut PgConnection, house: &Context, newcomer: Newcomer) -> Result<SignedUp, AppError> {
    let Newcomer { body, email, hash, address, once, agent, request_id, now } = newcomer;
    let print = serde_json::json!([email.key, body.display_name, body.locale, body.code]);
    let mut fresh = false;
    // Nobody is signed in yet, so such keys belong to no account.
    let kept = once.once(conn, Uuid::nil(), now, &print, |conn| {
        fresh = true;
        let new = NewAccount {
            email: Some(email),
            email_verified_at: None,
            password_hash: Some(hash),
            display_name: body.display_name.trim().to_owned(),
            locale: body.locale.clone(),
            operator: false,
            now,
        };
        let account = accounts::create(conn, &new)?;
        let (redemption, refusal) = match body.code.as_deref().map(|typed| redeem_first(conn, account, typed, address, now)).transpose()? {
            Some(Ok(redemption)) => (Some(redemption), None),
            Some(Err(refused)) => (None, Some(refused.problem(&request_id))),
            None => (None, None),
        };
        Answer::created(&Outcome { account, redemption, refusal })
    })?;
    let outcome: Outcome = kept.read()?;
    if !fresh {
        return Ok(SignedUp { answer: None, outcome });
    }
    let opened = accounts::open_session(conn, outcome.account, &agent, now)?;
    let (session, cookie) = accounts::show_session(conn, house, &opened, now)?;
    let body = Registered { session, redemption: outcome.redemption.clone(), refusal: outcome.refusal.clone() };
    Ok(SignedUp { answer: Some(Answer::created(&body)?.header(header::SET_COOKIE, cookie)), outcome })
}

/// The first answer again, in a new session. A key can be guessed, so the password is asked for.
async fn answer_again(
    context: &Data<Context>,
    outcome: Outcome,
    password: SecretString,
    agent: String,
    now: DateTime<Utc>,
) -> Result<Answer, AppError> {
    let account = outcome.account;
    let hash = context.db.read(move |conn| Ok(accounts::person(conn, account)?.password_hash)).await?;
    if !context.passwords.check(password, hash).await? {
        return Err(accounts::credentials_wrong());
    }
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        let opened = accounts::open_session(conn, account, &agent, now)?;
        let (session, cookie) = accounts::show_session(conn, &house, &opened, now)?;
        let body = Registered { session, redemption: outcome.redemption, refusal: outcome.refusal };
        Ok(Answer::created(&body)?.header(header::SET_COOKIE, cookie))
    };
    context.db.transact(work).await
}

/// Redeems in a savepoint, so that a refusal leaves the account as it is. The outer error is ours.
fn redeem_first(
    conn: &mut PgConnection,
    account: Uuid,
    typed: &str,
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<Result<Redemption, AppError>, AppError> {
    let attempt = Attempt { address: Some(address), ..Attempt::new(account, typed, now) };
    match conn.transaction(|conn| codes::redeem_in(conn, &attempt)) {
        Ok(entered) => Ok(Ok(entered.into())),
        Err(error) if error.is_refusal() => {
            codes::note_refusal(conn, &Refused { account, typed: typed.to_owned(), reason: error.code(), key: None, now });
            Ok(Err(error))
        }
        Err(error) => Err(error),
    }
}

/// The six digits.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SixDigits {
    #[schema(example = "402917")]
    #[validate(length(max = 40, code = "too-long"))]
    code: String,
}

/// A confirmed address, and what came of the codes that waited for it.
#[derive(Debug, Serialize, ToSchema)]
struct Confirmed {
    /// The person.
    user: User,
    /// Codes that went through.
    redemptions: Vec<Redemption>,
    /// Codes that were refused now.
    refusals: Vec<Problem>,
}

/// Confirm my address with the six digits from the mail.
///
/// What waited for it goes through now, judged again.
#[utoipa::path(tag = "accounts", request_body = SixDigits, responses(
    (status = 200, description = "Confirmed", body = Confirmed),
    (status = 422, description = "`verification-code-wrong`, `verification-code-expired`")))]
#[post("/auth/email-verification/confirm")]
async fn confirm_email(
    request: HttpRequest,
    id: RequestId,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    body: Json<SixDigits>,
) -> Result<Answer, AppError> {
    let address = peer::address(&request, &context.trusted_proxies);
    let done = context.db.transact(move |conn| {
        // A wrong try is counted, so the transaction commits either way.
        if let Confirmation::Refused(refused) = accounts::confirm_email(conn, caller.account, &body.0.code, caller.now)? {
            return Ok(Err(refused));
        }
        let (redemptions, refusals) = let_go(conn, caller.account, address, &id, caller.now)?;
        let user = accounts::show_user(conn, caller.account)?;
        Answer::ok(&Confirmed { user, redemptions, refusals }).map(Ok)
    });
    done.await?
}

/// Judges again what waited for the address: what went through, and what was refused.
fn let_go(
    conn: &mut PgConnection,
    account: Uuid,
    address: IpAddr,
    id: &RequestId,
    now: DateTime<Utc>,
) -> Result<(Vec<Redemption>, Vec<Problem>), AppError> {
    let (mut redemptions, mut refusals) = (Vec::new(), Vec::new());
    for result in codes::resume_pending(conn, account, Some(address), now)? {
        match result {
            Ok(entered) => redemptions.push(entered.into()),
            Err(error) if error.is_refusal() => refusals.push(error.problem(&id.to_string())),
            Err(error) => return Err(error),
        }
    }
    Ok((redemptions, refusals))
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
/// The address counts as confirmed, since the link came by mail, and what waited for it goes through.
/// Other sessions end.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "Set, and signed in", body = Session),
    (status = 410, description = "`link-expired`")))]
#[post("/auth/password-reset/confirm")]
async fn set_password(request: HttpRequest, id: RequestId, context: Data<Context>, body: Json<NewPassword>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let Json(NewPassword { token, password }) = body;
    let secret = token.clone();
    // Hashing is dear; a dead link is told so before it.
    context.db.transact(move |conn| accounts::look_up_password_link(conn, &secret, now)).await?;
    let hash = context.passwords.hash(password.into()).await?;
    let agent = accounts::user_agent(&request);
    let address = peer::address(&request, &context.trusted_proxies);
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let account = accounts::set_password(conn, &token, &hash, now)?;
        let_go(conn, account, address, &id, now)?;
        let opened = accounts::open_session(conn, account, &agent, now)?;
        let (session, cookie) = accounts::show_session(conn, &house, &opened, now)?;
        Ok(Answer::ok(&session)?.header(header::SET_COOKIE, cookie))
    });
    done.await
}
