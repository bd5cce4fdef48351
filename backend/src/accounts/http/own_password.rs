//! `/me/password` and `/me/changes`: another password, and what changed about my account.

use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use crate::accounts::caller::{Caller, SignedIn};
use crate::accounts::store::changes;
use crate::accounts::{passwords, store};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

pub fn routes(config: &mut ServiceConfig) {
    config.service(change_my_password).service(list_my_changes);
}

/// The password I have, and the one I want.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    #[schema(example = "a quiet morning")]
    #[validate(length(max = 200, code = "too-long"))]
    current_password: String,
    #[schema(example = "a loud evening")]
    #[validate(length(min = 10, max = 200, code = "password-length", message = "A password has 10 to 200 characters. Three words do."))]
    password: String,
}

/// Change my password.
///
/// Every other session ends, and links in my mailbox open nothing any more. Wrong passwords are counted,
/// together with those of signing in.
#[utoipa::path(tag = "accounts", responses(
    (status = 204, description = "Changed"),
    (status = 409, description = "`password-missing`"),
    (status = 422, description = "`password-wrong`, `password-breached`, or invalid fields"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/me/password")]
async fn change_my_password(context: Data<Context>, caller: Caller<SignedIn>, body: Json<PasswordChange>) -> Result<Answer, AppError> {
    let Json(PasswordChange { current_password, password }) = body;
    let before = own_hash(&context, &caller, current_password.into(), "/current_password").await?;
    let (account, chosen) = (caller.account, password.clone());
    context.db.read(move |conn| passwords::refuse_weak(conn, account, &chosen)).await?;
    // Like the one before, and so like the others of the address: see claims.rs.
    let after = context.passwords.hash(password.into(), Some(before.clone())).await?;
    let (house, who) = (context.clone(), (caller.account, caller.session));
    context.db.transact(move |conn| passwords::change(conn, &house.public_url, who, (&before, &after), caller.now)).await?;
    Ok(Answer::no_content())
}

/// The hash of the password that somebody signed in typed again, if it is theirs.
///
/// # Errors
/// `password-wrong` at `pointer`, `too-many-attempts`.
pub(super) async fn own_hash(context: &Context, caller: &Caller<SignedIn>, typed: SecretString, pointer: &str) -> Result<String, AppError> {
    let account = caller.account;
    let person = context.db.read(move |conn| store::person(conn, account)).await?;
    // As signing in counts them.
    let key = person.email_key.or(person.username).unwrap_or_else(|| account.to_string());
    let hash = person.password_hash.ok_or_else(passwords::password_missing)?;
    context.throttles.passwords.admit(&key, caller.now)?;
    if !context.passwords.check(typed, Some(hash.clone())).await? {
        return Err(passwords::password_wrong(pointer));
    }
    context.throttles.passwords.forgive(&key);
    Ok(hash)
}

/// Something that changed about my account.
#[derive(Debug, Serialize, ToSchema)]
struct AccountChange {
    /// The change.
    id: Uuid,
    /// `password-changed`, `password-reset`, `address-changed`, `address-restored`, `second-factor-on`,
    /// `second-factor-off`, `second-factor-reset`, `recovery-code-used`, `recovery-codes-renewed`.
    #[schema(example = "address-changed")]
    kind: String,
    /// The address it was changed to, where it was one.
    detail: Option<String>,
    /// When.
    occurred_at: DateTime<Utc>,
}

/// What changed about my account, and when.
#[utoipa::path(tag = "accounts", params(PageQuery), responses((status = 200, description = "Newest first", body = Page<AccountChange>)))]
#[get("/me/changes")]
async fn list_my_changes(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let (after, wanted) = (query.start::<Uuid>()?, query.rows());
    let rows = context.db.read(move |conn| Ok(changes::events(conn, caller.account, after, wanted)?)).await?;
    let show = |row: changes::EventRow| AccountChange { id: row.id, kind: row.kind, detail: row.detail, occurred_at: row.occurred_at };
    Page::of(&query, rows, |row| row.id, show).answer(&request)
}
