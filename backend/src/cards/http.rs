//! `/organizations/{id}/sign-in-cards`, a student's password, and signing in with a card.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, post};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::issue::{self, New};
use super::store::{self, KeptRow, Whose};
use crate::accounts::{self, Caller, Session, Teacher};
use crate::classrooms;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::shared::tokens::hash_secret;
use crate::shared::{peer, throttle};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_sign_in_cards).service(make_sign_in_cards).service(revoke_sign_in_card);
    config.service(reset_student_password).service(sign_in_with_card);
}

/// A card that is out there.
#[derive(Debug, Serialize, ToSchema)]
struct CardState {
    /// When it was made.
    issued_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    last_used_at: Option<DateTime<Utc>>,
}

/// A student who signs in with a username, and their card.
#[derive(Debug, Serialize, ToSchema)]
struct CardOwner {
    /// The student.
    student_id: Uuid,
    /// How they are called.
    #[schema(example = "Maya Lopez")]
    display_name: String,
    /// What they sign in with.
    #[schema(example = "maya.lopez")]
    username: String,
    /// Whether they have a password.
    has_password: bool,
    /// Their card, if they have one.
    card: Option<CardState>,
}

impl From<KeptRow> for CardOwner {
    fn from(row: KeptRow) -> Self {
        CardOwner {
            student_id: row.student_id,
            display_name: row.display_name,
            username: row.username,
            has_password: row.has_password,
            card: row.issued_at.map(|issued_at| CardState { issued_at, last_used_at: row.last_used_at }),
        }
    }
}

/// Whose cards.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CardFilter {
    /// Only of this classroom's members.
    classroom_id: Option<Uuid>,
    /// Only this student.
    student_id: Option<Uuid>,
    /// Only those whom this import registered.
    import_id: Option<Uuid>,
}

/// The students who may have a card, first those without one, by name; for a teacher those in their classrooms.
///
/// These are the students who sign in with a username that this organization gave them, without an email
/// address and with no role anywhere.
#[utoipa::path(tag = "students", params(CardFilter, PageQuery), responses((status = 200, description = "A page of students", body = Page<CardOwner>)))]
#[get("/organizations/{organization_id}/sign-in-cards")]
async fn list_sign_in_cards(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<CardFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let whose = Whose { classroom: filter.classroom_id, student: filter.student_id, import: filter.import_id };
    let after = query.start::<(bool, String, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        let (organization, reach) = (caller.place.organization, caller.place.reach());
        if let Some(classroom) = whose.classroom {
            classrooms::reachable(conn, organization, classroom, reach)?;
        }
        let own = reach.map(|_| caller.account);
        if let Some(import) = whose.import
            && !store::import_exists(conn, organization, import, own)?
        {
            return Err(AppError::not_found());
        }
        Ok(store::kept(conn, organization, reach, whose, after.clone(), wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.issued_at.is_some(), row.display_name.clone(), row.student_id), CardOwner::from)
        .answer(&request)
}

/// For whom.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct CardRequest {
    /// 1 to 200 students.
    #[validate(length(min = 1, max = 200, code = "student-count", message = "Name 1 to 200 students."))]
    student_ids: Vec<Uuid>,
}

/// A card to print.
#[derive(Debug, Serialize, ToSchema)]
struct NewCard {
    /// The student.
    student_id: Uuid,
    /// How they are called.
    #[schema(example = "Maya Lopez")]
    display_name: String,
    /// What they sign in with.
    #[schema(example = "maya.lopez")]
    username: String,
    /// What the QR code says: opened, it signs this student in.
    #[schema(example = "https://homeroom.example.org/card#mF3k..")]
    link: String,
}

/// Cards to print, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
struct NewCards {
    /// The cards.
    cards: Vec<NewCard>,
}

/// Make sign-in cards.
///
/// The cards these students had no longer work, and what was opened with them ends. The links are shown
/// here and never again, so a lost answer is asked for anew: what counts is the newest card. (That is why
/// this takes no `Idempotency-Key`: the first answer is kept nowhere.)
#[utoipa::path(tag = "students", request_body = CardRequest, responses(
    (status = 200, description = "The cards", body = NewCards),
    (status = 409, description = "`account-not-kept`, `account-kept-elsewhere`"),
    (status = 422, description = "`student-unknown`, `student-count`")))]
#[post("/organizations/{organization_id}/sign-in-cards")]
async fn make_sign_in_cards(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    body: Json<CardRequest>,
) -> Result<Answer, AppError> {
    let Json(CardRequest { student_ids }) = body;
    let house = context.clone();
    let made = context.db.transact(move |conn| {
        let reach = caller.place.reach();
        issue::issue(conn, caller.place.organization, reach, &student_ids, caller.account, caller.now)
    });
    let show = |New { owner, secret }: New| NewCard {
        student_id: owner.student_id,
        display_name: owner.display_name,
        username: owner.username,
        link: format!("{}/card#{secret}", house.public_url),
    };
    Answer::ok(&NewCards { cards: made.await?.into_iter().map(show).collect() })
}

/// The path of a student's card.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OwnerPath {
    /// The organization.
    organization_id: Uuid,
    /// The student.
    student_id: Uuid,
}

/// Take a student's card back. It no longer works, and what was opened with it ends.
#[utoipa::path(tag = "students", params(OwnerPath), responses(
    (status = 204, description = "There is no card"),
    (status = 409, description = "`account-not-kept`, `account-kept-elsewhere`")))]
#[delete("/organizations/{organization_id}/sign-in-cards/{student_id}")]
async fn revoke_sign_in_card(context: Data<Context>, caller: Caller<Teacher>, path: Path<OwnerPath>) -> Result<Answer, AppError> {
    let done =
        context.db.transact(move |conn| issue::revoke(conn, path.organization_id, caller.place.reach(), path.student_id, caller.now));
    done.await?;
    Ok(Answer::no_content())
}

/// A password, to be handed to its student.
#[derive(Debug, Serialize, ToSchema)]
struct GivenPassword {
    /// What the student signs in with.
    #[schema(example = "maya.lopez")]
    username: String,
    /// The password. Nobody can tell it again.
    #[schema(example = "maple-otter-cloud-47")]
    password: String,
}

/// Set a new password for a student without an email address.
///
/// It is shown here and never again. The student is signed out everywhere, and their card no longer works.
#[utoipa::path(tag = "students", params(OwnerPath), responses(
    (status = 200, description = "The new password", body = GivenPassword),
    (status = 409, description = "`account-not-kept`, `account-kept-elsewhere`")))]
#[post("/organizations/{organization_id}/students/{student_id}/password")]
async fn reset_student_password(context: Data<Context>, caller: Caller<Teacher>, path: Path<OwnerPath>) -> Result<Answer, AppError> {
    let password = accounts::new_first_password();
    let hash = context.passwords.hash(SecretString::from(password.clone()), None).await?;
    let owner = context
        .db
        .transact(move |conn| issue::set_password(conn, path.organization_id, caller.place.reach(), path.student_id, &hash, caller.now));
    Answer::ok(&GivenPassword { username: owner.await?.username, password })
}

/// What stands behind the `#` of a card's link.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct CardSecret {
    #[validate(length(max = 100, code = "too-long"))]
    secret: String,
}

/// Sign in with a card.
///
/// Secrets that are none are counted per network.
#[utoipa::path(tag = "accounts", security(()), responses(
    (status = 200, description = "Signed in", body = Session),
    (status = 401, description = "`card-void`: replaced, taken back, or no card of ours"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/auth/card")]
async fn sign_in_with_card(request: HttpRequest, context: Data<Context>, body: Json<CardSecret>) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let network = throttle::address_key(peer::address(&request, &context.trusted_proxies));
    context.throttles.addresses.admit(&network, now)?;
    let (agent, house) = (accounts::user_agent(&request), context.clone());
    let done = context.db.transact(move |conn| {
        let account = store::open(conn, &hash_secret(&body.0.secret), now)?.ok_or_else(card_void)?;
        let opened = accounts::open_session_by_card(conn, account, &agent, now)?;
        let (session, cookie) = accounts::show_session(conn, &house, &opened, now)?;
        Ok(Answer::ok(&session)?.header(header::SET_COOKIE, cookie))
    });
    let answer = done.await?;
    context.throttles.addresses.forgive(&network);
    Ok(answer)
}

fn card_void() -> AppError {
    AppError::new(Kind::Unauthenticated, "card-void", "This card no longer works. Ask your teacher for a new one.")
}
