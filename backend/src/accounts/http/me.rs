//! `/me`: who I am, my sessions, and proving my address.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::{User, show_user};
use crate::accounts::caller::{Caller, SignedIn};
use crate::accounts::{sessions, store, verify};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(request_email_verification)
        .service(show_me)
        .service(change_me)
        .service(list_my_sessions)
        .service(end_my_session)
        .service(end_my_other_sessions);
}

/// Digits are on their way.
#[derive(Debug, Serialize, ToSchema)]
struct VerificationSent {
    /// Seconds for which they are good.
    #[schema(example = 900)]
    expires_in: i64,
}

/// Mail six digits to my address, to confirm it.
#[utoipa::path(tag = "accounts", responses(
    (status = 202, description = "Sent", body = VerificationSent),
    (status = 409, description = "`email-already-verified`, `email-missing`"),
    (status = 429, description = "`too-many-attempts`: the mail before is less than half a minute old, or ten went out within the hour")))]
#[post("/auth/email-verification")]
async fn request_email_verification(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    // Each mail is five more guesses, and lands in a mailbox that may be somebody else's.
    let key = caller.account.to_string();
    context.throttles.mails.admit(&key, caller.now)?;
    let sent = context.db.transact(move |conn| verify::send(conn, caller.account, caller.now)).await;
    Answer::accepted(&VerificationSent { expires_in: sent.inspect_err(|_| context.throttles.mails.forgive(&key))? })
}

/// Who I am.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The signed-in person", body = User)))]
#[get("/me")]
async fn show_me(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    let house = context.clone();
    let user = context.db.read(move |conn| show_user(conn, &house, caller.account)).await?;
    Answer::ok(&user)
}

/// What I may change about myself.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct MyChanges {
    #[serde(default, deserialize_with = "crate::shared::json::not_null")]
    #[validate(custom(function = crate::shared::json::not_blank), length(max = 100, code = "display-name-length", message = "A name has 1 to 100 characters."))]
    display_name: Option<String>,
    /// `en` or `es`.
    #[serde(default, deserialize_with = "crate::shared::json::not_null")]
    #[validate(custom(function = known_locale))]
    locale: Option<String>,
}

/// Rule for a language: one that Homeroom speaks.
///
/// # Errors
/// `locale-unknown`.
pub fn known_locale(value: &str) -> Result<(), validator::ValidationError> {
    match value {
        "en" | "es" => Ok(()),
        _ => Err(validator::ValidationError::new("locale-unknown").with_message("Homeroom speaks en and es.".into())),
    }
}

/// Change my name or language.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "Changed", body = User)))]
#[patch("/me")]
async fn change_me(context: Data<Context>, caller: Caller<SignedIn>, body: Json<MyChanges>) -> Result<Answer, AppError> {
    let Json(MyChanges { display_name, locale }) = body;
    let house = context.clone();
    let user = context.db.transact(move |conn| {
        let name = display_name.as_deref().map(str::trim);
        store::update_profile(conn, caller.account, name, locale.as_deref())?;
        show_user(conn, &house, caller.account)
    });
    Answer::ok(&user.await?)
}

/// An open session of mine.
#[derive(Debug, Serialize, ToSchema)]
struct MySession {
    /// The session.
    id: Uuid,
    /// When it was opened.
    created_at: DateTime<Utc>,
    /// When it was last refreshed.
    last_used_at: DateTime<Utc>,
    /// The browser, as it names itself.
    user_agent: String,
    /// Whether this very request comes from it.
    current: bool,
}

/// Where I am signed in.
#[utoipa::path(tag = "accounts", params(PageQuery), responses((status = 200, description = "Open sessions, newest first", body = Page<MySession>)))]
#[get("/me/sessions")]
async fn list_my_sessions(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(store::sessions(conn, caller.account, after, wanted)?)).await?;
    let page = Page::of(
        &query,
        rows,
        |row| row.id,
        |row| MySession {
            current: row.id == caller.session,
            id: row.id,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            user_agent: row.user_agent,
        },
    );
    page.answer(&request)
}

/// End one of my sessions.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "Ended"), (status = 404, description = "`not-found`")))]
#[delete("/me/sessions/{session_id}")]
async fn end_my_session(context: Data<Context>, caller: Caller<SignedIn>, path: Path<Uuid>) -> Result<Answer, AppError> {
    let session = path.into_inner();
    context.db.transact(move |conn| sessions::end(conn, caller.account, session, caller.now)).await?;
    Ok(Answer::no_content())
}

/// End all my sessions but the one this request comes from.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "Ended, or there was none")))]
#[delete("/me/sessions")]
async fn end_my_other_sessions(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    let work =
        move |conn: &mut PgConnection| Ok(store::end_other_sessions(conn, caller.account, caller.session, "ended-by-owner", caller.now)?);
    context.db.transact(work).await?;
    Ok(Answer::no_content())
}
