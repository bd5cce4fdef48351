//! `/auth/register`: where accounts meet codes.

mod proof;

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

use crate::accounts::{self, NewAccount, Session};
use crate::codes::{self, Attempt, Redemption, Refused};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Problem};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_blank};
use crate::shared::{peer, throttle, weak_passwords};
use tracing_actix_web::RequestId;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(register);
    proof::routes(config);
}

/// A new person.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
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
///
/// Whether somebody has an account with this address makes no difference here: an address belongs to
/// whoever proves it. Who signs up again with the password they have is signed in to the account they
/// have; with another one, they are taken there once they confirm the address.
#[utoipa::path(tag = "accounts", security(()), request_body = Registration, responses(
    (status = 201, description = "Signed up and in", body = Registered),
    (status = 401, description = "`credentials-wrong`: the key was used before, with another password"),
    (status = 422, description = "`email-invalid`, `password-breached`, or invalid fields"),
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
    let code = body.code.as_deref().unwrap_or_default();
    weak_passwords::refuse(&body.password, &[&body.email, &body.display_name, code])?;
    let from = peer::address(&request, &context.trusted_proxies);
    let address = throttle::address_key(from);
    context.throttles.addresses.admit(&address, now)?;
    // A sign-up with the password of an account is a sign-in to it, and so a guess at it. When there were
    // too many of those it is a sign-up and nothing else; nobody is kept from signing up.
    let (key, password) = (email.key.clone(), SecretString::from(body.password.clone()));
    let may_be_known = context.throttles.signups.admit(&key, now).is_ok();
    let (agent, request_id) = (accounts::user_agent(&request), id.to_string());
    let newcomer = Newcomer { body, email, may_be_known, address: from, once, agent, request_id, now };
    let done = sign_up_hashed(&context, newcomer, password.clone()).await;
    if may_be_known && matches!(&done, Ok(done) if done.known) {
        context.throttles.signups.forgive(&key);
    }
    let guessed = matches!(&done, Ok(done) if done.outcome.refusal.as_ref().is_some_and(|refusal| refusal.code == "code-unknown"));
    if !guessed {
        context.throttles.addresses.forgive(&address);
    }
    match done? {
        SignedUp { answer: Some(answer), .. } => Ok(answer),
        SignedUp { answer: None, outcome, .. } => answer_again(&context, outcome, password, accounts::user_agent(&request), now).await,
    }
}

/// Hashes the password like the others of the address, and signs up. Asks again when the address was
/// claimed for the first time in this very moment.
async fn sign_up_hashed(context: &Data<Context>, newcomer: Newcomer, password: SecretString) -> Result<SignedUp, AppError> {
    let key = newcomer.email.key.clone();
    let mut model = context.db.read(move |conn| accounts::password_model(conn, &key)).await?;
    loop {
        let hash = context.passwords.hash(password.clone(), model.take()).await?;
        let (house, newcomer) = (context.clone(), newcomer.clone());
        let done = context.db.transact(move |conn| match accounts::take_turn_at_address(conn, &newcomer.email.key, &hash)? {
            Some(other) => Ok(Err(other)),
            None => sign_up(conn, &house, newcomer, hash).map(Ok),
        });
        match done.await? {
            Ok(done) => return Ok(done),
            Err(other) => model = Some(other),
        }
    }
}

/// Somebody who signs up.
#[derive(Clone)]
struct Newcomer {
    body: Registration,
    email: Email,
    /// Whether the password may turn out to be that of an account they have.
    may_be_known: bool,
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
    /// The password was that of an account they had.
    known: bool,
}

fn sign_up(conn: &mut PgConnection, house: &Context, newcomer: Newcomer, hash: String) -> Result<SignedUp, AppError> {
    let Newcomer { body, email, may_be_known, address, once, agent, request_id, now } = newcomer;
    let print = serde_json::json!([email.key, body.display_name, body.locale, body.code]);
    let (mut fresh, mut known) = (false, true);
    // Nobody is signed in yet, so such keys belong to no account.
    let kept = once.once(conn, Uuid::nil(), now, &print, |conn| {
        fresh = true;
        let theirs = accounts::account_with_password(conn, &email.key, may_be_known.then_some(&hash))?;
        known = theirs.is_some();
        let new = NewAccount {
            email: Some(email),
            email_verified_at: None,
            password_hash: Some(hash),
            display_name: body.display_name.trim().to_owned(),
            locale: body.locale.clone(),
            operator: false,
            now,
        };
        let account = theirs.map_or_else(|| accounts::create(conn, &new), Ok)?;
        let (redemption, refusal) = match body.code.as_deref().map(|typed| redeem_first(conn, account, typed, address, now)).transpose()? {
            Some(Ok(redemption)) => (Some(redemption), None),
            Some(Err(refused)) => (None, Some(refused.problem(&request_id))),
            None => (None, None),
        };
        Answer::created(&Outcome { account, redemption, refusal })
    })?;
    let outcome: Outcome = kept.read()?;
    if !fresh {
        return Ok(SignedUp { answer: None, outcome, known });
    }
    let opened = accounts::open_session(conn, outcome.account, &agent, now)?;
    let (session, cookie) = accounts::show_session(conn, house, &opened, now)?;
    let body = Registered { session, redemption: outcome.redemption.clone(), refusal: outcome.refusal.clone() };
    Ok(SignedUp { answer: Some(Answer::created(&body)?.header(header::SET_COOKIE, cookie)), outcome, known })
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
