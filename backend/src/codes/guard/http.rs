//! `/organizations/{id}/leak-guard`, `/alerts`, and what staff decide about a paused code.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use diesel::PgConnection;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::alerts::{self, Decision};
use super::rehearsal::{self, Pause};
use super::store::{self, AlertFilter};
use super::wire::{CodeAlert, GuardRehearsal, LeakGuard, LeakGuardPatch, RehearsalQuery, RehearsedPause};
use crate::accounts::{Admin, Caller, Teacher};
use crate::codes::store as codes;
use crate::codes::wire::{Code, CodePath};
use crate::organizations;
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// The most pauses that a rehearsal tells one by one.
const TOLD: usize = 100;

/// Mounts the guard.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_leak_guard)
        .service(change_leak_guard)
        .service(rehearse_leak_guard)
        .service(list_alerts)
        .service(resume_code)
        .service(keep_code_off);
}

/// How this organization's codes are watched.
#[utoipa::path(tag = "codes", responses((status = 200, description = "Mode and thresholds", body = LeakGuard)))]
#[get("/organizations/{organization_id}/leak-guard")]
async fn show_leak_guard(context: Data<Context>, caller: Caller<Admin>, _path: Path<Uuid>) -> Result<Answer, AppError> {
    let row = context.db.read(move |conn| Ok(store::settings(conn, caller.place.organization)?)).await?;
    Ok(Answer::ok(&LeakGuard::from(&row))?.version(row.version))
}

/// Change how they are watched: `on`, `rehearse`, `off`, and what is far outside a pattern.
#[utoipa::path(tag = "codes", request_body = LeakGuardPatch, responses((status = 200, description = "Changed", body = LeakGuard)))]
#[patch("/organizations/{organization_id}/leak-guard")]
async fn change_leak_guard(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    if_match: IfMatch,
    body: Json<LeakGuardPatch>,
) -> Result<Answer, AppError> {
    let Json(patch) = body;
    let done = context.db.transact(move |conn| {
        let organization = caller.place.organization;
        organizations::lock_organization(conn, organization)?;
        let before = store::settings(conn, organization)?;
        if_match.check(before.version)?;
        store::write_settings(conn, organization, &patch.over(before), caller.account, caller.now)?;
        let row = store::settings(conn, organization)?;
        Ok(Answer::ok(&LeakGuard::from(&row))?.version(row.version))
    });
    done.await
}

/// What the guard would have done: which codes it would have paused, why, and how many students would
/// have met a paused code. Nothing is changed; other thresholds may be tried.
#[utoipa::path(tag = "codes", params(RehearsalQuery), responses((status = 200, description = "What would have happened", body = GuardRehearsal)))]
#[get("/organizations/{organization_id}/leak-guard/rehearsal")]
async fn rehearse_leak_guard(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    past: Query<RehearsalQuery>,
) -> Result<Answer, AppError> {
    let Query(past) = past;
    let tried = past.tried();
    if past.validate().is_err() || tried.validate().is_err() {
        return Err(AppError::new(Kind::Malformed, "query-invalid", "Ask for 1 to 90 days, with thresholds as the guard takes them."));
    }
    let work = move |conn: &mut PgConnection| {
        let organization = caller.place.organization;
        let thresholds = tried.over(store::settings(conn, organization)?).thresholds();
        let (pauses, codes) = rehearsal::rehearse(conn, organization, &thresholds, past.days, caller.now)?;
        let show = |pause: &Pause| codes.get(&pause.code).map(|row| RehearsedPause::show(pause, row));
        Answer::ok(&GuardRehearsal {
            days: past.days,
            thresholds: thresholds.into(),
            pauses: i64::try_from(pauses.len()).unwrap_or(i64::MAX),
            students_met: pauses.iter().map(|pause| pause.met).sum(),
            newest: pauses.iter().take(TOLD).filter_map(show).collect(),
        })
    };
    context.db.read(work).await
}

/// Which alerts are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AlertQuery {
    /// Those about one code.
    code_id: Option<Uuid>,
    /// True: those that wait for a decision; false: the others, rehearsals among them.
    open: Option<bool>,
}

/// Codes that were used far outside their pattern, newest first; for a teacher those of their classrooms.
#[utoipa::path(tag = "codes", params(AlertQuery, PageQuery), responses((status = 200, description = "A page of alerts", body = Page<CodeAlert>)))]
#[get("/organizations/{organization_id}/alerts")]
async fn list_alerts(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<AlertQuery>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let filter = AlertFilter { code: filter.code_id, open: filter.open, reach: caller.place.reach() };
    let rows = context.db.read(move |conn| Ok(store::alerts(conn, caller.place.organization, &filter, after, wanted)?)).await?;
    Page::of(&query, rows, |row| row.id, CodeAlert::from).answer(&request)
}

/// Let a code that the guard paused go on.
///
/// What happened is taken for ordinary from now on: the guard does not pause it again within six hours.
#[utoipa::path(tag = "codes", params(CodePath), responses((status = 200, description = "On again", body = Code), (status = 409, description = "`code-deleted`")))]
#[post("/organizations/{organization_id}/codes/{code_id}/resume")]
async fn resume_code(context: Data<Context>, caller: Caller<Teacher>, path: Path<CodePath>) -> Result<Answer, AppError> {
    decide(context, caller, path.into_inner().code_id, Decision::Resume).await
}

/// Leave a code that the guard paused off.
#[utoipa::path(tag = "codes", params(CodePath), responses((status = 200, description = "Off", body = Code), (status = 409, description = "`code-deleted`")))]
#[post("/organizations/{organization_id}/codes/{code_id}/keep-off")]
async fn keep_code_off(context: Data<Context>, caller: Caller<Teacher>, path: Path<CodePath>) -> Result<Answer, AppError> {
    decide(context, caller, path.into_inner().code_id, Decision::KeepOff).await
}

async fn decide(context: Data<Context>, caller: Caller<Teacher>, code: Uuid, decision: Decision) -> Result<Answer, AppError> {
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        let (organization, reach) = (caller.place.organization, caller.place.reach());
        alerts::decide(conn, organization, reach, code, decision, caller.account, caller.now)?;
        let row = codes::one(conn, organization, code, reach, caller.now)?;
        let version = row.version;
        Ok(Answer::ok(&Code::show(row, &house.public_url))?.version(version))
    };
    context.db.transact(work).await
}
