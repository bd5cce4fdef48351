//! `/organizations/{id}/rollovers`. Admins only.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::start::{Start, start};
use super::store::listing;
use super::wire::{PlanFilter, PlanKey, RolledClassroom, RolledStudent, Rollover, RolloverPath, RolloverPlan, RolloverRequest};
use super::{plan, undo};
use crate::accounts::{Admin, Caller};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_rollovers)
        .service(roll_over)
        .service(show_rollover)
        .service(list_rolled_classrooms)
        .service(list_rolled_students)
        .service(undo_rollover);
}

fn one(conn: &mut PgConnection, organization: Uuid, id: Uuid, now: DateTime<Utc>) -> Result<Rollover, AppError> {
    let row = listing::rollovers(conn, organization, Some(id), None, 1)?.pop().ok_or_else(AppError::not_found)?;
    Ok(Rollover::show(row, now))
}

/// The rollovers of an organization, newest first.
#[utoipa::path(tag = "rollovers", params(PageQuery), responses((status = 200, description = "A page of rollovers", body = Page<Rollover>)))]
#[get("/organizations/{organization_id}/rollovers")]
async fn list_rollovers(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let (after, wanted, now) = (query.start::<Uuid>()?, query.rows(), caller.now);
    let rows = context.db.read(move |conn| Ok(listing::rollovers(conn, caller.place.organization, None, after, wanted)?));
    Page::of(&query, rows.await?, |row| row.id, |row| Rollover::show(row, now)).answer(&request)
}

/// Bring classrooms and their students into the next year.
///
/// With `dry_run` nothing happens, and the plan is shown with its `mark`; `limit` and `cursor` page through its
/// students, `q` and `classroom_id` pick some of them. Without it, the plan is carried out behind this answer; with
/// the `mark` of a plan that was shown, only if nothing has changed since. Who comes into one of the classrooms
/// meanwhile goes with the rest of it. It spends no seat, and can be undone for 30 days. One at a time.
#[utoipa::path(tag = "rollovers", params(PlanFilter, PageQuery), request_body = RolloverRequest, responses(
    (status = 200, description = "The plan of a dry run", body = RolloverPlan),
    (status = 201, description = "Started", body = Rollover),
    (status = 409, description = "`plan-changed`, `rollover-running`"),
    (status = 422, description = "`nothing-chosen`, `nothing-to-do`, `too-many`, `too-many-students`, `classroom-unknown`, `classroom-twice`, `target-required`, `target-unclear`, `target-unknown`, `target-closes`, `choice-unfit`, `student-unknown`, `name-required`, `dates-reversed`, or invalid fields")))]
#[post("/organizations/{organization_id}/rollovers")]
async fn roll_over(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    query: Query<PageQuery>,
    filter: Query<PlanFilter>,
    once: Idempotency,
    body: Json<RolloverRequest>,
) -> Result<Answer, AppError> {
    let (Query(query), Query(filter), Json(body)) = (query, filter, body);
    if body.dry_run {
        return dry_run(&context, &caller, query, &filter, &body).await;
    }
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let organization = caller.place.organization;
            let id =
                start(conn, Start { organization, orders: body.orders()?, mark: body.mark.clone(), by: caller.account, now: caller.now })?;
            Answer::created(&one(conn, organization, id, caller.now)?)
        })
    };
    context.db.transact(work).await
}

async fn dry_run(
    context: &Context,
    caller: &Caller<Admin>,
    query: PageQuery,
    filter: &PlanFilter,
    body: &RolloverRequest,
) -> Result<Answer, AppError> {
    let (after, orders, organization) = (query.start::<PlanKey>()?, body.orders()?, caller.place.organization);
    let plan = context.db.read(move |conn| plan::plan(conn, organization, orders.clone())).await?;
    let wanted = usize::try_from(query.rows()).unwrap_or_default();
    let page = |rows| Page::of(&query, rows, |(key, _)| *key, |(_, student)| student);
    Answer::ok(&RolloverPlan::show(&plan, page, filter, after, wanted)?)
}

/// One rollover, with how far it is.
#[utoipa::path(tag = "rollovers", params(RolloverPath), responses((status = 200, description = "The rollover", body = Rollover)))]
#[get("/organizations/{organization_id}/rollovers/{rollover_id}")]
async fn show_rollover(context: Data<Context>, caller: Caller<Admin>, path: Path<RolloverPath>) -> Result<Answer, AppError> {
    let shown = context.db.read(move |conn| one(conn, path.organization_id, path.rollover_id, caller.now)).await?;
    Answer::ok(&shown)
}

/// The classrooms of a rollover, with what came of each.
#[utoipa::path(tag = "rollovers", params(RolloverPath, PageQuery), responses((status = 200, description = "A page of classrooms", body = Page<RolledClassroom>)))]
#[get("/organizations/{organization_id}/rollovers/{rollover_id}/classrooms")]
async fn list_rolled_classrooms(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<RolloverPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let (after, wanted) = (query.start::<i32>()?, query.rows());
    let rows = context.db.read(move |conn| {
        one(conn, path.organization_id, path.rollover_id, caller.now)?;
        Ok(listing::rooms(conn, path.rollover_id, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.position, RolledClassroom::from).answer(&request)
}

/// The students of a rollover by name, with what came of each.
#[utoipa::path(tag = "rollovers", params(RolloverPath, PageQuery), responses((status = 200, description = "A page of students", body = Page<RolledStudent>)))]
#[get("/organizations/{organization_id}/rollovers/{rollover_id}/students")]
async fn list_rolled_students(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<RolloverPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let (after, wanted) = (query.start::<(String, Uuid, Uuid)>()?, query.rows());
    let rows = context.db.read(move |conn| {
        one(conn, path.organization_id, path.rollover_id, caller.now)?;
        Ok(listing::students(conn, path.rollover_id, after.clone(), wanted)?)
    });
    let key = |row: &listing::StudentRow| (row.display_name.clone(), row.student_id, row.from_id);
    Page::of(&query, rows.await?, key, RolledStudent::from).answer(&request)
}

/// Undo a rollover, also one that still runs.
///
/// Closed classrooms come back with their codes and, where free seats cover it, their allotments; students
/// go back unless something has happened to them since; the new classrooms are deleted, with whoever came in
/// by a new code on their record. Asking twice is harmless. It is carried out behind this answer.
#[utoipa::path(tag = "rollovers", params(RolloverPath), responses(
    (status = 202, description = "Under way", body = Rollover),
    (status = 409, description = "`undo-too-late`, `rollover-running`")))]
#[post("/organizations/{organization_id}/rollovers/{rollover_id}/undo")]
async fn undo_rollover(context: Data<Context>, caller: Caller<Admin>, path: Path<RolloverPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        undo::ask(conn, path.organization_id, path.rollover_id, caller.account, caller.now)?;
        Answer::accepted(&one(conn, path.organization_id, path.rollover_id, caller.now)?)
    });
    done.await
}
