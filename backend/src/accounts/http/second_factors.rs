//! `/me/second-factor` and `/auth/second-factor`: turning it on and off, and giving it.

use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::own_password::own_hash;
use super::{Session, show_whole};
use crate::accounts::caller::{Caller, SignedIn, read_half};
use crate::accounts::second_factors::{self, digits_in};
use crate::accounts::store::second_factors as rows;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(give_second_factor)
        .service(show_my_second_factor)
        .service(begin_second_factor)
        .service(confirm_second_factor)
        .service(renew_recovery_codes)
        .service(turn_off_second_factor);
}

/// A code: six digits from the phone, or a recovery code.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct FactorCode {
    #[schema(example = "402917")]
    #[validate(length(max = 40, code = "too-long"))]
    code: String,
}

/// A code, and my password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordAndCode {
    #[schema(example = "a quiet morning")]
    #[validate(length(max = 200, code = "too-long"))]
    password: String,
    /// Six digits from the phone, or a recovery code.
    #[schema(example = "402917")]
    #[validate(length(max = 40, code = "too-long"))]
    code: String,
}

/// My password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct MyPassword {
    #[schema(example = "a quiet morning")]
    #[validate(length(max = 200, code = "too-long"))]
    password: String,
}

/// A guess at a code, which counts as a wrong one until it proves to be none. Recovery codes are counted
/// apart: who guesses digits does not keep the owner from them.
struct Guess {
    account: Uuid,
    digits: bool,
}

impl Guess {
    /// # Errors
    /// `too-many-attempts`.
    fn begin(context: &Context, account: Uuid, typed: &str, now: DateTime<Utc>) -> Result<Guess, AppError> {
        let (guess, throttles) = (Guess { account, digits: digits_in(typed).is_some() }, &context.throttles);
        if !guess.digits {
            throttles.recovery_codes.admit(&account, now)?;
            return Ok(guess);
        }
        throttles.second_factors.admit(&account, now)?;
        throttles.second_factors_a_day.admit(&account, now).inspect_err(|_| throttles.second_factors.forgive(&account))?;
        Ok(guess)
    }

    fn end<T>(self, context: &Context, done: &Result<T, AppError>) {
        let throttles = &context.throttles;
        match done {
            Err(error) if error.code() == "second-factor-wrong" => {}
            _ if self.digits => {
                throttles.second_factors.forgive(&self.account);
                throttles.second_factors_a_day.forgive(&self.account);
            }
            _ => throttles.recovery_codes.forgive(&self.account),
        }
    }
}

/// Somebody signed in proves once more that it is them: by the password, and by the second factor where it is on.
///
/// # Errors
/// `password-wrong`, `password-missing`, `second-factor-wrong`, `too-many-attempts`.
pub async fn prove_again(
    context: &Data<Context>,
    caller: &Caller<SignedIn>,
    password: SecretString,
    code: Option<String>,
) -> Result<(), AppError> {
    own_hash(context, caller, password, "/password").await?;
    let (account, now) = (caller.account, caller.now);
    if !context.db.read(move |conn| Ok(rows::is_on(conn, account)?)).await? {
        return Ok(());
    }
    let code = code.filter(|code| !code.trim().is_empty());
    let code = code.ok_or_else(|| AppError::field("/code", "second-factor-wrong", "Type the code from your phone as well."))?;
    let guess = Guess::begin(context, account, &code, now)?;
    let house = context.clone();
    let done = context.db.transact(move |conn| second_factors::spend(conn, &house, account, &code, now)).await;
    guess.end(context, &done);
    done
}

/// Give the second factor, and be signed in.
///
/// Takes the token of a session that waits for it (`second_factor_due`), for 15 minutes. Six digits work
/// once. Wrong ones are counted per account; recovery codes are counted apart.
#[utoipa::path(tag = "accounts", responses(
    (status = 200, description = "Signed in", body = Session),
    (status = 401, description = "`session-ended`: sign in again; `token-invalid`: not the token of such a session"),
    (status = 409, description = "`second-factor-off`: it was taken away meanwhile; sign in again"),
    (status = 422, description = "`second-factor-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/auth/second-factor")]
async fn give_second_factor(request: HttpRequest, context: Data<Context>, body: Json<FactorCode>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let (account, session) = read_half(&request, &context, now)?;
    let guess = Guess::begin(&context, account, &body.0.code, now)?;
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        second_factors::give(conn, &house, (account, session), &body.0.code, now)?;
        Answer::ok(&show_whole(conn, &house, (account, session), now)?)
    });
    let done = done.await;
    guess.end(&context, &done);
    done
}

/// How my second factor stands.
#[derive(Debug, Serialize, ToSchema)]
struct MySecondFactor {
    /// Since when it is asked for; null when it is off.
    on_since: Option<DateTime<Utc>>,
    /// Recovery codes that were not used.
    #[schema(example = 10)]
    recovery_codes_left: i64,
}

/// See whether signing in asks me for a second factor.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "How it stands", body = MySecondFactor)))]
#[get("/me/second-factor")]
async fn show_my_second_factor(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    let standing = context.db.read(move |conn| Ok(rows::standing(conn, caller.account)?)).await?;
    let (on_since, left) = standing.map_or((None, 0), |standing| (standing.confirmed_at, standing.codes_left));
    Answer::ok(&MySecondFactor { on_since, recovery_codes_left: left })
}

/// A secret for a phone. It is shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct FactorSecret {
    /// For typing, in groups of four.
    #[schema(example = "JBSW Y3DP EHPK 3PXP")]
    secret: String,
    /// For scanning, as a QR code.
    uri: String,
}

/// Begin to set up a second factor.
///
/// Nothing changes until the first digits from the phone confirm it, within 15 minutes.
#[utoipa::path(tag = "accounts", responses(
    (status = 200, description = "What the phone needs", body = FactorSecret),
    (status = 409, description = "`second-factor-on`, `password-missing`"),
    (status = 422, description = "`password-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/me/second-factor")]
async fn begin_second_factor(context: Data<Context>, caller: Caller<SignedIn>, body: Json<MyPassword>) -> Result<Answer, AppError> {
    own_hash(&context, &caller, body.0.password.into(), "/password").await?;
    let house = context.clone();
    let begun = context.db.transact(move |conn| second_factors::begin(conn, house.keys.seals(), caller.account, caller.now));
    let secret = begun.await?;
    Answer::ok(&FactorSecret { secret: secret.text, uri: secret.uri })
}

/// Codes for a lost phone. They are shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct RecoveryCodes {
    /// Each works once.
    recovery_codes: Vec<String>,
}

/// Turn my second factor on by the first digits from the phone.
///
/// Every other session ends.
#[utoipa::path(tag = "accounts", responses(
    (status = 200, description = "On", body = RecoveryCodes),
    (status = 409, description = "`second-factor-on`, `second-factor-not-begun`"),
    (status = 422, description = "`second-factor-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/me/second-factor/confirm")]
async fn confirm_second_factor(context: Data<Context>, caller: Caller<SignedIn>, body: Json<FactorCode>) -> Result<Answer, AppError> {
    let guess = Guess::begin(&context, caller.account, &body.0.code, caller.now)?;
    let (house, who) = (context.clone(), (caller.account, caller.session));
    let done = context.db.transact(move |conn| second_factors::confirm(conn, &house, who, &body.0.code, caller.now)).await;
    guess.end(&context, &done);
    Answer::ok(&RecoveryCodes { recovery_codes: done? })
}

/// Get ten other recovery codes; the ones before work no longer.
#[utoipa::path(tag = "accounts", responses(
    (status = 200, description = "The new ones", body = RecoveryCodes),
    (status = 409, description = "`second-factor-off`, `password-missing`"),
    (status = 422, description = "`password-wrong`, `second-factor-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/me/second-factor/recovery-codes")]
async fn renew_recovery_codes(context: Data<Context>, caller: Caller<SignedIn>, body: Json<PasswordAndCode>) -> Result<Answer, AppError> {
    let Json(PasswordAndCode { password, code }) = body;
    own_hash(&context, &caller, password.into(), "/password").await?;
    let guess = Guess::begin(&context, caller.account, &code, caller.now)?;
    let house = context.clone();
    let done = context.db.transact(move |conn| second_factors::renew_codes(conn, &house, caller.account, &code, caller.now)).await;
    guess.end(&context, &done);
    Answer::ok(&RecoveryCodes { recovery_codes: done? })
}

/// Turn my second factor off.
///
/// Every other session ends. What requires it stays shut until it is on again.
#[utoipa::path(tag = "accounts", responses(
    (status = 204, description = "Off"),
    (status = 409, description = "`second-factor-off`, `password-missing`"),
    (status = 422, description = "`password-wrong`, `second-factor-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/me/second-factor/off")]
async fn turn_off_second_factor(context: Data<Context>, caller: Caller<SignedIn>, body: Json<PasswordAndCode>) -> Result<Answer, AppError> {
    let Json(PasswordAndCode { password, code }) = body;
    own_hash(&context, &caller, password.into(), "/password").await?;
    let guess = Guess::begin(&context, caller.account, &code, caller.now)?;
    let (house, who) = (context.clone(), (caller.account, caller.session));
    let done = context.db.transact(move |conn| second_factors::turn_off(conn, &house, who, &code, caller.now)).await;
    guess.end(&context, &done);
    done.map(|()| Answer::no_content())
}
