//! `/organizations/{id}/codes`: what staff do with codes.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::edit::{self, Changes, Edit};
use super::guard;
use super::issue::{self, NewCode};
use super::store::{self, Filter, RedemptionRow};
use super::text;
use super::wire::{Code, CodePatch, CodePath, CodeRequest};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query, contains};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_codes)
        .service(create_code)
        .service(show_code)
        .service(change_code)
        .service(delete_code)
        .service(list_code_redemptions);
    super::approvals::routes(config);
    super::batches::routes(config);
    super::check::routes(config);
    super::exposure::routes(config);
    super::guard::routes(config);
    super::life::routes(config);
    super::learner::routes(config);
    super::lookup::routes(config);
}

/// A code as it is now, with its version.
pub fn answer(conn: &mut PgConnection, context: &Context, caller: &Caller<Teacher>, id: Uuid, created: bool) -> Result<Answer, AppError> {
    let row = store::one(conn, caller.place.organization, id, caller.place.reach(), caller.now)?;
    let version = row.version;
    let shown = Code::show(row, &context.public_url);
    let answer = if created { Answer::created(&shown) } else { Answer::ok(&shown) };
    Ok(answer?.version(version))
}

/// Which codes are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CodeFilter {
    /// Those of one classroom.
    classroom_id: Option<Uuid>,
    /// `scheduled`, `active`, `paused`, `outside-window`, `expired`, `exhausted` or `deleted`; without it all but the deleted.
    state: Option<String>,
    /// Those of one batch.
    batch_id: Option<Uuid>,
    /// Part of the text, also of a retired one, or of the classroom's name; of a code in a batch, all of its text.
    q: Option<String>,
}

/// The codes, newest first; for a teacher those of their classrooms.
///
/// Those that were made in a batch are listed by `batch_id`, or found one by one.
#[utoipa::path(tag = "codes", params(CodeFilter, PageQuery), responses((status = 200, description = "A page of codes", body = Page<Code>)))]
#[get("/organizations/{organization_id}/codes")]
async fn list_codes(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<CodeFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let filter = Filter {
        only: None,
        batch: filter.batch_id,
        key: filter.q.as_deref().and_then(text::key),
        reach: caller.place.reach(),
        classroom: filter.classroom_id,
        state: filter.state,
        search: filter.q.as_deref().map(contains),
        letters: filter.q.as_deref().and_then(text::letters).filter(|letters| !letters.is_empty()).map(|letters| contains(&letters)),
    };
    let rows = context.db.read(move |conn| Ok(store::list(conn, caller.place.organization, &filter, caller.now, after, wanted)?)).await?;
    Page::of(&query, rows, |row| row.id, |row| Code::show(row, &context.public_url)).answer(&request)
}

/// Make a code.
///
/// Each new student who redeems it spends a seat of the license, which cannot be undone. A domain, a
/// limit and dates keep strangers out.
#[utoipa::path(tag = "codes", request_body = CodeRequest, responses(
    (status = 201, description = "Made", body = Code),
    (status = 409, description = "`code-taken`, by whomever; `code-looks-alike`"),
    (status = 422, description = "`code-not-ascii`, `code-length`, `code-characters`, `domain-invalid`, `dates-reversed`, `window-reversed`, `network-invalid`, `classroom-required`, `classroom-unknown`, `course-unknown`, `staff-unknown`, or invalid fields")))]
#[post("/organizations/{organization_id}/codes")]
async fn create_code(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<CodeRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let new = NewCode { text: body.code.clone(), ..body.described(caller.account, caller.now)? };
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let id = issue::create(conn, caller.place.organization, caller.place.reach(), &new)?;
            answer(conn, &house, &caller, id, true)
        })
    };
    context.db.transact(work).await
}

/// One code, deleted or not.
#[utoipa::path(tag = "codes", params(CodePath), responses((status = 200, description = "The code", body = Code)))]
#[get("/organizations/{organization_id}/codes/{code_id}")]
async fn show_code(context: Data<Context>, caller: Caller<Teacher>, path: Path<CodePath>) -> Result<Answer, AppError> {
    let house = context.clone();
    context.db.read(move |conn| answer(conn, &house, &caller, path.code_id, false)).await
}

impl Edit {
    /// An edit of this code or batch by whoever calls.
    pub fn by(caller: &Caller<Teacher>, of: Uuid, if_match: IfMatch) -> Edit {
        let place = &caller.place;
        Edit { organization: place.organization, reach: place.reach(), of, if_match, by: caller.account, now: caller.now }
    }
}

/// Change a code, at any time.
///
/// A deleted one can only be given another successor. What changes nothing leaves no trace.
#[utoipa::path(tag = "codes", params(CodePath), request_body = CodePatch, responses(
    (status = 200, description = "Changed", body = Code),
    (status = 409, description = "`code-deleted`"),
    (status = 422, description = "`cap-below-used`, `successor-unknown`, `code-not-deleted`, `domain-invalid`, `dates-reversed`, `window-reversed`, `network-invalid`, `course-unknown`, `staff-unknown`, or invalid fields")))]
#[patch("/organizations/{organization_id}/codes/{code_id}")]
async fn change_code(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<CodePath>,
    if_match: IfMatch,
    body: Json<CodePatch>,
) -> Result<Answer, AppError> {
    let changes = Changes::try_from(body.0)?;
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        edit::change(conn, &Edit::by(&caller, path.code_id, if_match), &changes)?;
        if let Some(on) = changes.enabled {
            guard::switched(conn, &[path.code_id], on, caller.account, caller.now)?;
        }
        answer(conn, &house, &caller, path.code_id, false)
    });
    done.await
}

/// What a code leads to instead.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Successor {
    /// Another code of the organization, named to whoever types the deleted one.
    successor_id: Option<Uuid>,
}

/// Delete a code.
///
/// Who came in by it stays; its text stays with the organization forever.
#[utoipa::path(tag = "codes", params(CodePath, Successor), responses(
    (status = 204, description = "Deleted"),
    (status = 422, description = "`successor-unknown`")))]
#[delete("/organizations/{organization_id}/codes/{code_id}")]
async fn delete_code(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<CodePath>,
    if_match: IfMatch,
    query: Query<Successor>,
) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| edit::delete(conn, &Edit::by(&caller, path.code_id, if_match), query.0.successor_id));
    done.await?;
    Ok(Answer::no_content())
}

/// A student by name.
#[derive(Debug, Serialize, ToSchema)]
struct RedemptionStudent {
    id: Uuid,
    display_name: String,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
}

/// Somebody came in by this code.
#[derive(Debug, Serialize, ToSchema)]
struct CodeRedemption {
    /// The redemption.
    id: Uuid,
    /// Who.
    student: RedemptionStudent,
    /// The verified address that satisfied the domain rule, as it was then.
    email_used: Option<String>,
    /// Whether it spent a seat.
    seat_spent: bool,
    /// When.
    redeemed_at: DateTime<Utc>,
}

impl From<RedemptionRow> for CodeRedemption {
    fn from(row: RedemptionRow) -> Self {
        CodeRedemption {
            id: row.id,
            student: RedemptionStudent { id: row.student_id, display_name: row.display_name, deleted: row.deleted },
            email_used: row.email_used,
            seat_spent: row.seat_spent,
            redeemed_at: row.redeemed_at,
        }
    }
}

/// Who is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RedemptionFilter {
    /// Who came at this instant or later, such as in a burst that an alert tells of.
    since: Option<DateTime<Utc>>,
}

/// Who came in by a code, newest first.
#[utoipa::path(tag = "codes", params(CodePath, RedemptionFilter, PageQuery), responses((status = 200, description = "A page of redemptions", body = Page<CodeRedemption>)))]
#[get("/organizations/{organization_id}/codes/{code_id}/redemptions")]
async fn list_code_redemptions(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<CodePath>,
    filter: Query<RedemptionFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        store::one(conn, caller.place.organization, path.code_id, caller.place.reach(), caller.now)?;
        Ok(store::redemptions(conn, path.code_id, filter.since, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.redeemed_at, row.id), CodeRedemption::from).answer(&request)
}
