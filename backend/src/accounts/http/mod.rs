//! `/auth`: signing in and out. (Signing up and confirming an address may redeem a code, so they live
//! in `signup`.)

mod addresses;
mod me;
mod own_password;
mod passwords;
mod second_factors;

pub use me::known_locale;
pub use second_factors::prove_again;

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::caller::MaybeCaller;
use super::usernames::sign_in_key;
use super::{claims, sessions, store};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::Json;
use crate::shared::tokens::{ACCESS_TOKEN_LIFE, KeySet, RoleClaim};
use crate::shared::{peer, throttle};

/// The refresh token's cookie.
const COOKIE: &str = "homeroom_refresh";

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(sign_in).service(refresh_session).service(sign_out);
    passwords::routes(config);
    me::routes(config);
    own_password::routes(config);
    addresses::routes(config);
    second_factors::routes(config);
}

/// A role in one organization.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserRole {
    /// The organization.
    pub organization_id: Uuid,
    /// Its name.
    #[schema(example = "Hamilton Schools")]
    pub organization_name: String,
    /// `admin`, `teacher` or `student`.
    #[schema(example = "teacher")]
    pub role: String,
    /// The organization wants a second factor of its staff and there is none: it stays shut till then.
    pub second_factor_missing: bool,
}

/// The person who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    /// The account.
    pub id: Uuid,
    /// The address, if there is one.
    #[schema(example = "ana@hamiltonschools.org")]
    pub email: Option<String>,
    /// What they sign in with when they have no address.
    #[schema(example = "maya.lopez")]
    pub username: Option<String>,
    /// Whether the address is confirmed.
    pub email_verified: bool,
    /// How the person is called.
    #[schema(example = "Ana Ruiz")]
    pub display_name: String,
    /// `en` or `es`.
    #[schema(example = "en")]
    pub locale: String,
    /// Whether they run the installation.
    pub operator: bool,
    /// The installation wants a second factor of its operators and there is none: what is theirs stays shut till then.
    pub operator_second_factor_missing: bool,
    /// Whether signing in asks for a second factor.
    pub second_factor: bool,
    /// What they are, organization by organization.
    pub roles: Vec<UserRole>,
}

/// A person with a fresh access token. The refresh token travels in an HttpOnly cookie.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Who.
    pub user: User,
    /// The access token, for `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds until it expires.
    #[schema(example = 900)]
    pub expires_in: i64,
    /// The account has a second factor, so this is half a session: `user` says nothing, and the token is good
    /// for `/auth/second-factor` and nothing else.
    pub second_factor_due: bool,
}

/// Reads a person for the wire.
///
/// # Errors
/// When there is no such account.
pub fn show_user(conn: &mut PgConnection, context: &Context, account: Uuid) -> Result<User, AppError> {
    let person = store::person(conn, account)?;
    let roles = store::roles(conn, account)?;
    let second_factor = store::second_factors::is_on(conn, account)?;
    Ok(User {
        id: person.id,
        email: person.email,
        username: person.username,
        email_verified: person.email_verified,
        display_name: person.display_name,
        locale: person.locale,
        operator: person.operator,
        operator_second_factor_missing: person.operator && context.operators_need_second_factor && !second_factor,
        second_factor,
        roles: roles
            .into_iter()
            .map(|row| UserRole {
                organization_id: row.organization_id,
                organization_name: row.organization_name,
                role: row.role,
                second_factor_missing: row.wants_second_factor && !second_factor,
            })
            .collect(),
    })
}

/// An open session for the wire, and its refresh cookie.
///
/// # Errors
/// When signing fails.
pub fn show_session(
    conn: &mut PgConnection,
    context: &Context,
    opened: &sessions::Opened,
    now: DateTime<Utc>,
) -> Result<(Session, String), AppError> {
    let session = match opened.second_factor_due {
        true => show_half(context, opened, now)?,
        false => show_whole(conn, context, (opened.account, opened.session), now)?,
    };
    Ok((session, cookie(context, &opened.refresh, sessions::REFRESH_LIFE.num_seconds())))
}

fn show_whole(
    conn: &mut PgConnection,
    context: &Context,
    (account, session): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<Session, AppError> {
    let user = show_user(conn, context, account)?;
    let roles = user.roles.iter().map(|role| RoleClaim { organization_id: role.organization_id, role: role.role.clone() });
    let access_token = context.keys.issue(user.id, session, user.operator, roles.collect(), now)?;
    Ok(Session { user, access_token, expires_in: ACCESS_TOKEN_LIFE.num_seconds(), second_factor_due: false })
}

/// Whoever has only the first factor learns nothing of the person.
fn show_half(context: &Context, opened: &sessions::Opened, now: DateTime<Utc>) -> Result<Session, AppError> {
    let user = User {
        id: opened.account,
        email: None,
        username: None,
        email_verified: false,
        display_name: String::new(),
        locale: "en".to_owned(),
        operator: false,
        operator_second_factor_missing: false,
        second_factor: true,
        roles: Vec::new(),
    };
    let access_token = context.keys.issue_half(opened.account, opened.session, now)?;
    Ok(Session { user, access_token, expires_in: ACCESS_TOKEN_LIFE.num_seconds(), second_factor_due: true })
}

fn cookie(context: &Context, secret: &str, seconds: i64) -> String {
    Cookie::build(COOKIE, secret)
        .path("/api/v1/auth")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(context.public_url.starts_with("https://"))
        .max_age(time::Duration::seconds(seconds))
        .finish()
        .to_string()
}

fn answer_session(conn: &mut PgConnection, context: &Context, opened: &sessions::Opened, now: DateTime<Utc>) -> Result<Answer, AppError> {
    let (session, cookie) = show_session(conn, context, opened, now)?;
    Ok(Answer::ok(&session)?.header(header::SET_COOKIE, cookie))
}

/// The `User-Agent` of a request.
pub fn user_agent(request: &HttpRequest) -> String {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    agent.unwrap_or("").to_owned()
}

/// The same for a wrong address and a wrong password.
pub fn credentials_wrong() -> AppError {
    AppError::new(
        Kind::Unauthenticated,
        "credentials-wrong",
        "This name and password do not fit together. Check both, or set a new password.",
    )
}

/// Address or username, and password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// An email address, or the username of somebody who has none: a username never has an @, so one is
    /// not taken for the other.
    #[schema(example = "ana@hamiltonschools.org")]
    #[validate(length(max = 254, code = "too-long"))]
    email: String,
    #[schema(example = "a quiet morning")]
    #[validate(length(max = 200, code = "too-long"))]
    password: String,
}

/// Sign in.
///
/// `email` takes an address or a username. Wrong passwords are counted per address or username; a wrong
/// one of these and a wrong password look the same. Where the account has a second factor, the session that
/// opens (`second_factor_due`) is good for giving it at `/auth/second-factor`, and for nothing else.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "Signed in", body = Session),
    (status = 401, description = "`credentials-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/auth/login")]
async fn sign_in(request: HttpRequest, context: Data<Context>, body: Json<Credentials>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let Json(Credentials { email, password }) = body;
    let key = sign_in_key(&email);
    let address = throttle::address_key(peer::address(&request, &context.trusted_proxies));
    context.throttles.addresses.admit(&address, now)?;
    context.throttles.passwords.admit(&key, now)?;
    let account = who_has(&context, &key, password.into()).await?.ok_or_else(credentials_wrong)?;
    context.throttles.passwords.forgive(&key);
    context.throttles.addresses.forgive(&address);
    let agent = user_agent(&request);
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let opened = sessions::open(conn, account, &agent, now)?;
        answer_session(conn, &house, &opened, now)
    });
    done.await
}

/// Whose address (or username) and password these are. Two readings and one hash, whether nobody claims the address or
/// a hundred do: time does not tell.
async fn who_has(context: &Context, key: &str, password: SecretString) -> Result<Option<Uuid>, AppError> {
    let (for_model, wanted) = (key.to_owned(), key.to_owned());
    let model = context.db.read(move |conn| claims::password_model(conn, &for_model)).await?;
    let hash = context.passwords.hash_to_compare(password, model).await?;
    context.db.read(move |conn| claims::with_password(conn, &wanted, Some(&hash))).await
}

/// Exchange the refresh cookie for a fresh access token.
///
/// The cookie is replaced by the next one. One that is used twice ends its session.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "The session goes on", body = Session),
    (status = 401, description = "`session-ended`")))]
#[post("/auth/refresh")]
async fn refresh_session(request: HttpRequest, context: Data<Context>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let secret = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let house = context.clone();
    // A replay must end its session for good, so refusing it is not an error of the transaction.
    let done = context.db.transact(move |conn| match sessions::refresh(conn, &secret, now)?.into_open() {
        Ok(opened) => answer_session(conn, &house, &opened, now).map(Ok),
        Err(refused) => Ok(Err(refused)),
    });
    done.await?
}

/// Sign out: the session ends, with its refresh and access tokens. One that has run out is no reason to stay.
#[utoipa::path(tag = "accounts", security(()), responses((status = 204, description = "Signed out, or was not signed in")))]
#[post("/auth/logout")]
async fn sign_out(request: HttpRequest, context: Data<Context>, caller: Result<MaybeCaller, AppError>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let secret = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
    let done = context.db.transact(move |conn| {
        if let Some(secret) = secret {
            sessions::sign_out(conn, &secret, now)?;
        }
        if let Some(caller) = caller.ok().and_then(|caller| caller.0) {
            store::end_session(conn, caller.account, caller.session, "signed-out", now)?;
        }
        Ok(())
    });
    done.await?;
    Ok(Answer::no_content().header(header::SET_COOKIE, cookie(&context, "", 0)))
}

/// The public keys that verify access tokens (RFC 7517).
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "accounts", security(()), responses((status = 200, description = "The keys", body = KeySet)))]
#[get("/.well-known/jwks.json")]
pub async fn show_public_keys(context: Data<Context>) -> Result<Answer, AppError> {
    Answer::ok(&context.keys.public())
}
