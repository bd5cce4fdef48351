//! `/organizations/{id}/code-batches`: many codes at once.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::edit::{Changes, Edit};
use super::exposure::Situation;
use super::issue::NewCode;
use super::store::batches::{self, BatchFilter, BatchRow};
use super::store::{self, CodeRow, Filter};
use super::wire::{BatchRequest, Code, CodeClassroom, CodePatch, Exposure};
use super::{guard, issue_many, sheet};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::clock::day_in;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query, contains};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_code_batches)
        .service(create_code_batch)
        .service(show_code_batch)
        .service(change_code_batch)
        .service(delete_code_batch)
        .service(export_code_batch);
}

/// Codes made at once.
#[derive(Debug, Serialize, ToSchema)]
struct CodeBatch {
    /// Its id.
    id: Uuid,
    /// What its codes begin with; empty: nothing.
    #[schema(example = "MHS-PTA")]
    prefix: String,
    /// How many codes were made.
    #[schema(example = 30)]
    count: i32,
    /// Where they lead; null: into the organization, without a classroom.
    classroom: Option<CodeClassroom>,
    /// A note for staff.
    note: String,
    /// Whether any of them is switched on.
    enabled: bool,
    /// `active` while any of them is, else what most keeps them from it: `outside-window`, `scheduled`,
    /// `paused`, `exhausted`, `expired` or `deleted`.
    #[schema(example = "active")]
    state: String,
    /// How many of them somebody used.
    #[schema(example = 12)]
    used: i64,
    /// How often they were used, all in all.
    #[schema(example = 12)]
    redemptions: i64,
    /// How many are neither used up nor deleted.
    #[schema(example = 18)]
    left: i64,
    /// What they could burn together if all of them leaked right now.
    exposure: Exposure,
    /// One of them, for the rules that they share.
    sample: Code,
    /// When they were made.
    created_at: DateTime<Utc>,
    /// When they were last changed together.
    updated_at: DateTime<Utc>,
}

impl CodeBatch {
    fn show(row: BatchRow, sample: CodeRow, public_url: &str) -> CodeBatch {
        let places = row.open_places.map(|places| i32::try_from(places).unwrap_or(i32::MAX));
        let together = Situation { state: row.state.clone(), redeemed: 0, cap: places, ..Situation::from(&sample) };
        CodeBatch {
            exposure: Exposure::now(&together),
            id: row.id,
            prefix: row.prefix,
            count: row.made,
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| CodeClassroom { id, name }),
            note: row.note,
            enabled: row.enabled,
            state: row.state,
            used: row.used,
            redemptions: row.redeemed,
            left: row.left,
            sample: Code::show(sample, public_url),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Each batch with one of its codes: one more statement, however many they are.
fn with_samples(conn: &mut PgConnection, caller: &Caller<Teacher>, rows: Vec<BatchRow>) -> Result<Vec<(BatchRow, CodeRow)>, AppError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.sample_id).collect();
    let wanted = i64::try_from(ids.len()).map_err(AppError::internal)?;
    let filter = Filter { only: Some(ids), reach: caller.place.reach(), ..Filter::default() };
    let samples = store::list(conn, caller.place.organization, &filter, caller.now, None, wanted)?;
    let sample = |row: &BatchRow| samples.iter().find(|code| code.id == row.sample_id).cloned();
    Ok(rows.into_iter().filter_map(|row| sample(&row).map(|code| (row, code))).collect())
}

fn answer(conn: &mut PgConnection, context: &Context, caller: &Caller<Teacher>, id: Uuid, created: bool) -> Result<Answer, AppError> {
    let row = batches::one(conn, caller.place.organization, id, caller.place.reach(), caller.now)?;
    let (row, sample) = with_samples(conn, caller, vec![row])?.pop().ok_or_else(AppError::not_found)?;
    let version = row.version;
    let shown = CodeBatch::show(row, sample, &context.public_url);
    let answer = if created { Answer::created(&shown) } else { Answer::ok(&shown) };
    Ok(answer?.version(version))
}

/// The path of a batch.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct BatchPath {
    /// The organization.
    #[allow(dead_code)]
    organization_id: Uuid,
    /// The batch.
    batch_id: Uuid,
}

/// Which batches are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BatchQuery {
    /// Those of one classroom.
    classroom_id: Option<Uuid>,
    /// Part of the prefix, the note or the classroom's name.
    q: Option<String>,
}

/// The batches that are not deleted, newest first; for a teacher those of their classrooms.
#[utoipa::path(tag = "codes", params(BatchQuery, PageQuery), responses((status = 200, description = "A page of batches", body = Page<CodeBatch>)))]
#[get("/organizations/{organization_id}/code-batches")]
async fn list_code_batches(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<BatchQuery>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let filter =
        BatchFilter { only: None, reach: caller.place.reach(), classroom: filter.classroom_id, search: filter.q.as_deref().map(contains) };
    let rows = context.db.read(move |conn| {
        let rows = batches::list(conn, caller.place.organization, &filter, caller.now, after, wanted)?;
        with_samples(conn, &caller, rows)
    });
    Page::of(&query, rows.await?, |(row, _)| row.id, |(row, sample)| CodeBatch::show(row, sample, &context.public_url)).answer(&request)
}

/// Make many codes at once.
///
/// Up to 5,000, all of them or none, each with a text that is made up: the prefix and 51 random bits.
/// Unless told otherwise each works once, for one person.
#[utoipa::path(tag = "codes", request_body = BatchRequest, responses(
    (status = 201, description = "Made", body = CodeBatch),
    (status = 422, description = "`prefix-length`, `code-not-ascii`, `code-characters`, `count-range`, `single-use-capped`, `domain-invalid`, `dates-reversed`, `window-reversed`, `network-invalid`, `classroom-required`, `classroom-unknown`, `course-unknown`, `staff-unknown`, or invalid fields")))]
#[post("/organizations/{organization_id}/code-batches")]
async fn create_code_batch(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<BatchRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let new = NewCode { max_redemptions: body.cap()?, ..body.described(caller.account, caller.now)? };
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let id = issue_many::create(conn, caller.place.organization, caller.place.reach(), &body.prefix, body.count, &new)?;
            answer(conn, &house, &caller, id, true)
        })
    };
    context.db.transact(work).await
}

/// One batch with its figures, deleted or not.
#[utoipa::path(tag = "codes", params(BatchPath), responses((status = 200, description = "The batch", body = CodeBatch)))]
#[get("/organizations/{organization_id}/code-batches/{batch_id}")]
async fn show_code_batch(context: Data<Context>, caller: Caller<Teacher>, path: Path<BatchPath>) -> Result<Answer, AppError> {
    let house = context.clone();
    context.db.read(move |conn| answer(conn, &house, &caller, path.batch_id, false)).await
}

/// Change every code of a batch at once, such as to switch them off.
///
/// Codes of it that are deleted stay as they are.
#[utoipa::path(tag = "codes", params(BatchPath), request_body = CodePatch, responses(
    (status = 200, description = "Changed", body = CodeBatch),
    (status = 409, description = "`code-deleted`: all of them"),
    (status = 422, description = "`cap-below-used`, `domain-invalid`, `dates-reversed`, `window-reversed`, `network-invalid`, `course-unknown`, `staff-unknown`, or invalid fields")))]
#[patch("/organizations/{organization_id}/code-batches/{batch_id}")]
async fn change_code_batch(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<BatchPath>,
    if_match: IfMatch,
    body: Json<CodePatch>,
) -> Result<Answer, AppError> {
    let changes = Changes::try_from(body.0)?;
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let codes = issue_many::change(conn, &Edit::by(&caller, path.batch_id, if_match), &changes)?;
        if let Some(on) = changes.enabled {
            guard::switched(conn, &codes, on, caller.account, caller.now)?;
        }
        answer(conn, &house, &caller, path.batch_id, false)
    });
    done.await
}

/// Delete every code of a batch.
///
/// Who came in by them stays; their texts stay with the organization forever.
#[utoipa::path(tag = "codes", params(BatchPath), responses((status = 204, description = "Deleted")))]
#[delete("/organizations/{organization_id}/code-batches/{batch_id}")]
async fn delete_code_batch(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<BatchPath>,
    if_match: IfMatch,
) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| issue_many::delete(conn, &Edit::by(&caller, path.batch_id, if_match)));
    done.await?;
    Ok(Answer::no_content())
}

/// Every code of a batch as a spreadsheet: its text, its link, and who has used it when.
#[utoipa::path(tag = "codes", params(BatchPath), responses(
    (status = 200, description = "CSV with a heading, for saving", body = String, content_type = "text/csv; charset=utf-8")))]
#[get("/organizations/{organization_id}/code-batches/{batch_id}/codes.csv")]
async fn export_code_batch(context: Data<Context>, caller: Caller<Teacher>, path: Path<BatchPath>) -> Result<Answer, AppError> {
    let house = context.clone();
    let done = context.db.read(move |conn| {
        let batch = batches::one(conn, caller.place.organization, path.batch_id, caller.place.reach(), caller.now)?;
        let lines = batches::lines(conn, batch.id, caller.now)?;
        let zone = &caller.place.time_zone;
        let made = day_in(zone, batch.created_at);
        let name = ["codes", &batch.prefix, &made.to_string()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        Ok(Answer::file(sheet::KIND, &format!("{name}.csv"), sheet::csv(&lines, zone, &house.public_url)?))
    });
    done.await
}
