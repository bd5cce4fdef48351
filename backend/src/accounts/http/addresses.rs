//! `/me/address`: another address, and the way back from it. (Typing the digits may let go codes that wait
//! for an address, so that is in `signup`.)

use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use super::own_password::own_hash;
use crate::accounts::addresses::{self, Asking};
use crate::accounts::caller::{Caller, SignedIn};
use crate::accounts::claims;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::{peer, throttle};

pub fn routes(config: &mut ServiceConfig) {
    config.service(show_my_address_change).service(change_my_address).service(take_back_address);
}

/// A new address, and my password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddressRequest {
    #[schema(example = "maya@hamiltonschools.org")]
    #[validate(length(max = 254, code = "too-long"))]
    email: String,
    #[schema(example = "a quiet morning")]
    #[validate(length(max = 200, code = "too-long"))]
    password: String,
}

/// Digits are on their way to the new address.
#[derive(Debug, Serialize, ToSchema)]
struct AddressDigitsSent {
    /// Seconds for which they are good.
    #[schema(example = 900)]
    expires_in: i64,
}

/// Ask for another address, or for a first one.
///
/// Six digits go to it; until they are typed the old one stays in force. The old one, where it is proven, is
/// sent a link that for 72 hours puts it back and ends every session. The answer is the same whether or not
/// somebody else has the new address; the mail to it tells.
#[utoipa::path(tag = "accounts", request_body = AddressRequest, responses(
    (status = 202, description = "Sent", body = AddressDigitsSent),
    (status = 409, description = "`password-missing`"),
    (status = 422, description = "`email-invalid`, `email-unchanged`, `password-wrong`"),
    (status = 429, description = "`too-many-attempts`: wrong passwords are counted, and ten mails may go out within an hour")))]
#[post("/me/address")]
async fn change_my_address(context: Data<Context>, caller: Caller<SignedIn>, body: Json<AddressRequest>) -> Result<Answer, AppError> {
    let Json(AddressRequest { email, password }) = body;
    let email = Email::parse(&email).ok_or_else(|| {
        AppError::field("/email", "email-invalid", "This does not look like an email address. Check it, letter by letter.")
    })?;
    let password = SecretString::from(password);
    let own = own_hash(&context, &caller, password.clone(), "/password").await?;
    // Each mail is five more guesses, and lands in a mailbox that may be somebody else's.
    let mails = caller.account.to_string();
    context.throttles.mails.admit(&mails, caller.now)?;
    let sent = ask_hashed(&context, &caller, email, password, own).await;
    Answer::accepted(&AddressDigitsSent { expires_in: sent.inspect_err(|_| context.throttles.mails.forgive(&mails))? })
}

/// Hashes the password like the others of the new address. Asks again when that was claimed for the first
/// time in this very moment.
async fn ask_hashed(
    context: &Data<Context>,
    caller: &Caller<SignedIn>,
    email: Email,
    password: SecretString,
    own_hash: String,
) -> Result<i64, AppError> {
    let (key, account, now) = (email.key.clone(), caller.account, caller.now);
    let mut model = context.db.read(move |conn| claims::password_model(conn, &key)).await?;
    loop {
        let password_hash = context.passwords.hash(password.clone(), model.take()).await?;
        let asking = Asking { account, email: email.clone(), password_hash, own_hash: own_hash.clone(), now };
        let house = context.clone();
        let done = context.db.transact(move |conn| match claims::take_turn(conn, &asking.email.key, &asking.password_hash)? {
            Some(other) => Ok(Err(other)),
            None => addresses::ask(conn, &house.public_url, &asking).map(Ok),
        });
        match done.await? {
            Ok(seconds) => return Ok(seconds),
            Err(other) => model = Some(other),
        }
    }
}

/// An address that waits for its digits.
#[derive(Debug, Serialize, ToSchema)]
struct WaitingAddress {
    /// The address; null when none waits.
    #[schema(example = "maya@hamiltonschools.org")]
    email: Option<String>,
    /// Until when the digits are good.
    expires_at: Option<DateTime<Utc>>,
}

/// See which address of mine waits for its digits.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The new address, if one waits", body = WaitingAddress)))]
#[get("/me/address")]
async fn show_my_address_change(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    let waiting = context.db.read(move |conn| addresses::waiting(conn, caller.account, caller.now)).await?;
    let (email, expires_at) = waiting.map(|open| (open.email, open.expires_at)).unzip();
    Answer::ok(&WaitingAddress { email, expires_at })
}

/// The secret from a notice.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoticeSecret {
    #[validate(length(max = 100, code = "too-long"))]
    token: String,
}

/// The address is back.
#[derive(Debug, Serialize, ToSchema)]
struct AddressRestored {
    /// The secret of a link to choose another password; the old one counts no longer.
    token: String,
}

/// "This was not me": put the old address back.
///
/// Every session ends, and the password counts no longer: whoever asked for the change knew it.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "Put back", body = AddressRestored),
    (status = 409, description = "`email-held`: another account has proven the old address meanwhile"),
    (status = 410, description = "`link-expired`"),
    (status = 429, description = "`too-many-attempts`: links that nobody was sent are counted per network")))]
#[post("/auth/address/take-back")]
async fn take_back_address(request: HttpRequest, context: Data<Context>, body: Json<NoticeSecret>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let network = throttle::address_key(peer::address(&request, &context.trusted_proxies));
    context.throttles.addresses.admit(&network, now)?;
    let token = context.db.transact(move |conn| addresses::take_back(conn, &body.0.token, now)).await?;
    context.throttles.addresses.forgive(&network);
    Answer::ok(&AddressRestored { token })
}
