//! `/me/redemptions`: a learner types a code.

use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::guess::Guess;
use super::redeem::{Attempt, Entered, redeem, redeem_in};
use super::refused::{self, Refused};
use super::store::redeeming;
use crate::accounts::{Bearer, Caller, SignedIn};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::shared::peer;

pub fn routes(config: &mut ServiceConfig) {
    config.service(redeem_code).service(list_my_redemptions);
}

/// An organization or classroom by name.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Place {
    id: Uuid,
    name: String,
}

/// A course that came with a code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RedeemedCourse {
    course_id: Uuid,
    title: String,
}

/// What came of a code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Redemption {
    /// The redemption, or what waits in its place.
    id: Uuid,
    /// `redeemed`, `already_redeemed`, `pending_email` or `pending_approval`.
    #[schema(example = "redeemed")]
    status: String,
    /// The code.
    #[schema(example = "MHS-PTA-2027")]
    code: String,
    /// When the student came in; null while it waits.
    redeemed_at: Option<DateTime<Utc>>,
    /// Whether it spent a seat of the license.
    seat_spent: bool,
    /// With whom the student is registered.
    organization: Place,
    /// Where they are.
    classroom: Option<Place>,
    /// What they are enrolled in by it.
    enrollments: Vec<RedeemedCourse>,
}

fn courses(ids: Vec<Uuid>, titles: Vec<String>) -> Vec<RedeemedCourse> {
    ids.into_iter().zip(titles).map(|(course_id, title)| RedeemedCourse { course_id, title }).collect()
}

fn place(id: Option<Uuid>, name: Option<String>) -> Option<Place> {
    id.zip(name).map(|(id, name)| Place { id, name })
}

impl From<Entered> for Redemption {
    fn from(entered: Entered) -> Self {
        let facts = entered.facts;
        let waits = entered.redeemed_at.is_none();
        Redemption {
            id: entered.id,
            status: entered.status.to_owned(),
            code: facts.code_text,
            redeemed_at: entered.redeemed_at,
            seat_spent: entered.seat_spent,
            organization: Place { id: facts.organization_id, name: facts.organization_name },
            classroom: place(facts.classroom_id, facts.classroom_name),
            enrollments: if waits { Vec::new() } else { courses(facts.course_ids, facts.course_titles) },
        }
    }
}

/// A typed code.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct TypedCode {
    /// However it is typed: case, spaces, underscores and dashes do not matter.
    #[schema(example = "mhs pta 2027")]
    #[validate(length(max = 200, code = "too-long"))]
    code: String,
    /// A member of staff of this organization says: yes, I want to be a learner here.
    #[serde(default)]
    confirm_learner: bool,
}

fn answer(entered: Entered) -> Result<Answer, AppError> {
    match entered.status {
        "redeemed" => Answer::created(&Redemption::from(entered)),
        "already_redeemed" => Answer::ok(&Redemption::from(entered)),
        _ => Answer::accepted(&Redemption::from(entered)),
    }
}

/// Redeem a code.
///
/// In one step I am registered with the organization (a new student spends one of its seats), in the
/// classroom, enrolled in its courses and visible to its staff. Doing it again is harmless.
#[utoipa::path(tag = "me", request_body = TypedCode, responses(
    (status = 201, description = "Redeemed", body = Redemption),
    (status = 200, description = "Was redeemed already", body = Redemption),
    (status = 202, description = "Waits until the address is verified (a 6-digit code is on its way) or staff approve", body = Redemption),
    (status = 403, description = "`domain-not-allowed`, `ip-not-allowed`, `member-blocked`, `member-removed`"),
    (status = 404, description = "`code-unknown`"),
    (status = 409, description = "`code-deleted`, `code-paused`, `code-not-yet-valid`, `code-expired`, `code-outside-window`, `code-exhausted`, `confirm-learner`, `license-inactive`, `no-seats-left`, `classroom-full`, `organization-suspended`"),
    (status = 429, description = "`too-many-attempts`: only unknown codes are counted")))]
#[post("/me/redemptions")]
async fn redeem_code(
    request: HttpRequest,
    context: Data<Context>,
    bearer: Bearer,
    once: Idempotency,
    body: Json<TypedCode>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let (account, now) = (bearer.account, bearer.now);
    let guess = Guess::begin(&context, &request, Some(account), now)?;
    let address = Some(peer::address(&request, &context.trusted_proxies));
    let attempt = Attempt { address, confirmed: body.confirm_learner, ..Attempt::new(account, &body.code, now) };
    let (typed, key) = (body.code.clone(), once.key().map(str::to_owned));
    let done = if once.wanted() {
        let work = move |conn: &mut PgConnection| {
            bearer.prove(conn)?;
            once.once(conn, account, now, &body, |conn| answer(redeem_in(conn, &attempt)?))
        };
        context.db.transact(work).await
    } else {
        let work = move |conn: &mut PgConnection| {
            bearer.prove(conn)?;
            answer(redeem(conn, &attempt)?)
        };
        context.db.statement(work).await
    };
    guess.end(&context, &done);
    if let Err(refusal) = &done {
        refused::note(&context, Refused { account, typed, reason: refusal.code(), key, now }).await;
    }
    done
}

/// My redemptions, newest first; those that wait among them.
#[utoipa::path(tag = "me", params(PageQuery), responses((status = 200, description = "A page of redemptions", body = Page<Redemption>)))]
#[get("/me/redemptions")]
async fn list_my_redemptions(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(redeeming::mine(conn, caller.account, after, wanted)?)).await?;
    let page = Page::of(
        &query,
        rows,
        |row| (row.sorted_by, row.id),
        |row| Redemption {
            id: row.id,
            status: row.status,
            code: row.code,
            redeemed_at: row.redeemed_at,
            seat_spent: row.seat_spent,
            organization: Place { id: row.organization_id, name: row.organization_name },
            classroom: place(row.classroom_id, row.classroom_name),
            enrollments: courses(row.course_ids, row.course_titles),
        },
    );
    page.answer(&request)
}
