//! Proving an address, by digits or by a link, and what that lets go.

use std::net::IpAddr;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tracing_actix_web::RequestId;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use crate::accounts::{self, Caller, Confirmation, Proven, Session, SignedIn, User};
use crate::codes::Redemption;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Problem};
use crate::shared::json::Json;
use crate::shared::{peer, throttle};

pub fn routes(config: &mut ServiceConfig) {
    config.service(confirm_email).service(confirm_my_address).service(set_password);
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
    /// The person had an account with this address already and is in it now: the session this request
    /// came by has ended, and this one takes its place. Null when nothing of the kind happened.
    session: Option<Session>,
}

/// Confirm my address with the six digits from the mail.
///
/// What waited for it goes through now, judged again. When the address belongs to an account that the
/// person has already, the two become one: what waited is judged there, the password of this one replaces
/// the old one, other sessions end, and `session` goes on in that account.
#[utoipa::path(tag = "accounts", request_body = SixDigits, responses(
    (status = 200, description = "Confirmed", body = Confirmed),
    (status = 409, description = "`email-held`: it is another account's, and this one has classrooms of its own; both stay"),
    (status = 422, description = "`verification-code-wrong`, `verification-code-expired`"),
    (status = 429, description = "`too-many-attempts`: wrong digits are counted per address to prove, and per network")))]
#[post("/auth/email-verification/confirm")]
async fn confirm_email(
    request: HttpRequest,
    id: RequestId,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    body: Json<SixDigits>,
) -> Result<Answer, AppError> {
    let address = peer::address(&request, &context.trusted_proxies);
    let key = context.db.read(move |conn| Ok(accounts::person(conn, caller.account)?.email_key)).await?;
    let tries = Tries::begin(&context, key.unwrap_or_default(), address, caller.now)?;
    let (house, agent) = (context.clone(), accounts::user_agent(&request));
    let done = context.db.transact(move |conn| {
        // A wrong try is counted, so the transaction commits either way.
        let proven = match accounts::confirm_email(conn, caller.account, &body.0.code, caller.now)? {
            Confirmation::Refused(refused) => return Ok(Err(refused)),
            Confirmation::Confirmed(proven) => proven,
        };
        let (redemptions, refusals) = settle(conn, &proven, address, &id, caller.now)?;
        let (user, session) = (accounts::show_user(conn, &house, proven.account)?, None);
        let confirmed = Confirmed { user, redemptions, refusals, session };
        if proven.account == caller.account {
            return Answer::ok(&confirmed).map(Ok);
        }
        let opened = accounts::open_session(conn, proven.account, &agent, caller.now)?;
        let (session, cookie) = accounts::show_session(conn, &house, &opened, caller.now)?;
        let confirmed = Confirmed { session: Some(session), ..confirmed };
        Ok(Ok(Answer::ok(&confirmed)?.header(header::SET_COOKIE, cookie)))
    });
    let done = done.await?;
    tries.end(&context, &done);
    done
}

/// Take the new address with the six digits from the mail to it.
///
/// It is the account's from now on, and confirmed: what codes ask of an address is asked of this one, and
/// what waited for it goes through.
#[utoipa::path(tag = "accounts", request_body = SixDigits, responses(
    (status = 200, description = "Taken", body = Confirmed),
    (status = 409, description = "`email-held`: another account has proven it meanwhile"),
    (status = 422, description = "`verification-code-wrong`, `verification-code-expired`"),
    (status = 429, description = "`too-many-attempts`: wrong digits are counted per address to prove, and per network")))]
#[post("/me/address/confirm")]
async fn confirm_my_address(
    request: HttpRequest,
    id: RequestId,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    body: Json<SixDigits>,
) -> Result<Answer, AppError> {
    let address = peer::address(&request, &context.trusted_proxies);
    let key = context.db.read(move |conn| accounts::address_to_prove(conn, caller.account)).await?;
    let tries = Tries::begin(&context, key.unwrap_or_default(), address, caller.now)?;
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let proven = match accounts::confirm_new_address(conn, caller.account, &body.0.code, caller.now)? {
            Confirmation::Refused(refused) => return Ok(Err(refused)),
            Confirmation::Confirmed(proven) => proven,
        };
        let (redemptions, refusals) = settle(conn, &proven, address, &id, caller.now)?;
        let user = accounts::show_user(conn, &house, proven.account)?;
        Answer::ok(&Confirmed { user, redemptions, refusals, session: None }).map(Ok)
    });
    let done = done.await?;
    tries.end(&context, &done);
    done
}

/// A try of six digits, which counts as a wrong one until it proves to be none.
///
/// Anybody may claim an address as often as they like, and each claim has five tries; so they are counted
/// by the address, not by the claim: at a hundred a day from everywhere, guessing one number in a million
/// takes years. Per network it is less, so that one who guesses does not keep the owner waiting; a link to
/// set a password is open to them in any case.
struct Tries {
    key: String,
    network: IpAddr,
}

impl Tries {
    /// # Errors
    /// `too-many-attempts`.
    fn begin(context: &Context, key: String, address: IpAddr, now: DateTime<Utc>) -> Result<Tries, AppError> {
        let tries = Tries { key, network: throttle::address_key(address) };
        let throttles = &context.throttles;
        throttles.addresses.admit(&tries.network, now)?;
        let here = throttles.digits.admit(&(tries.key.clone(), tries.network), now);
        let anywhere = here.and_then(|()| {
            let admitted = throttles.digits_anywhere.admit(&tries.key, now);
            admitted.inspect_err(|_| throttles.digits.forgive(&(tries.key.clone(), tries.network)))
        });
        anywhere.inspect_err(|_| throttles.addresses.forgive(&tries.network))?;
        Ok(tries)
    }

    /// Only wrong digits are a guess.
    fn end<T>(self, context: &Context, done: &Result<T, AppError>) {
        if matches!(done, Err(error) if error.code() == "verification-code-wrong") {
            return;
        }
        context.throttles.addresses.forgive(&self.network);
        context.throttles.digits_anywhere.forgive(&self.key);
        context.throttles.digits.forgive(&(self.key, self.network));
    }
}

/// Brings together what belongs to whoever proved the address, and judges again what waited for it: what
/// went through, and what was refused.
fn settle(
    conn: &mut PgConnection,
    proven: &Proven,
    address: IpAddr,
    id: &RequestId,
    now: DateTime<Utc>,
) -> Result<(Vec<Redemption>, Vec<Problem>), AppError> {
    let (mut redemptions, mut refusals) = (Vec::new(), Vec::new());
    for result in super::super::settle(conn, proven, address, now)? {
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
    (status = 409, description = "`email-held`: the address was confirmed for another account meanwhile"),
    (status = 410, description = "`link-expired`"),
    (status = 422, description = "`password-breached`, or invalid fields"),
    (status = 429, description = "`too-many-attempts`: links that nobody was sent are counted per network")))]
#[post("/auth/password-reset/confirm")]
async fn set_password(request: HttpRequest, id: RequestId, context: Data<Context>, body: Json<NewPassword>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let Json(NewPassword { token, password }) = body;
    let (secret, chosen) = (token.clone(), password.clone());
    let address = peer::address(&request, &context.trusted_proxies);
    let network = throttle::address_key(address);
    context.throttles.addresses.admit(&network, now)?;
    // Hashing is dear; a dead link is told so before it.
    let looked = context.db.transact(move |conn| {
        let link = accounts::look_up_password_link(conn, &secret, now)?;
        accounts::refuse_weak_password(conn, link.account_id, &chosen)?;
        accounts::password_model(conn, link.email_key.as_deref().unwrap_or_default())
    });
    let model = looked.await?;
    context.throttles.addresses.forgive(&network);
    let hash = context.passwords.hash(password.into(), model).await?;
    let agent = accounts::user_agent(&request);
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let proven = accounts::set_password(conn, &house.public_url, &token, &hash, now)?;
        settle(conn, &proven, address, &id, now)?;
        let opened = accounts::open_session(conn, proven.account, &agent, now)?;
        let (session, cookie) = accounts::show_session(conn, &house, &opened, now)?;
        Ok(Answer::ok(&session)?.header(header::SET_COOKIE, cookie))
    });
    done.await
}
