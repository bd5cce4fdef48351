//! `/organizations/{id}/imports`.

mod lines;
mod upload;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use diesel::PgConnection;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::change::{self, Changes, Hand};
use super::store::{self, rows};
use super::wire::{Import, ImportDecision, ImportPatch, ImportPath, ImportPreview, ImportSeats};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_imports)
        .service(show_import)
        .service(preview_import)
        .service(change_import)
        .service(decide_import)
        .service(run_import)
        .service(cancel_import)
        .service(delete_import);
    upload::routes(config);
    lines::routes(config);
}

/// What the caller may do to an import.
fn hand(caller: &Caller<Teacher>, import: Uuid) -> Hand {
    Hand { organization: caller.place.organization, by: own(caller), reach: caller.place.reach(), import, now: caller.now }
}

/// Whose imports they see: null everybody's.
fn own(caller: &Caller<Teacher>) -> Option<Uuid> {
    caller.place.reach().map(|_| caller.account)
}

fn shown(conn: &mut PgConnection, hand: &Hand) -> Result<(Import, i32), AppError> {
    let row = store::one(conn, hand.organization, hand.import, hand.by)?;
    let (figures, version) = (store::figures(conn, &[row.id])?, row.version);
    Ok((Import::show(row, &figures), version))
}

fn answer(conn: &mut PgConnection, hand: &Hand) -> Result<Answer, AppError> {
    let (import, version) = shown(conn, hand)?;
    Ok(Answer::ok(&import)?.version(version))
}

/// Imports with their figures, newest first; a teacher's own.
#[utoipa::path(tag = "imports", params(PageQuery), responses((status = 200, description = "A page of imports", body = Page<Import>)))]
#[get("/organizations/{organization_id}/imports")]
async fn list_imports(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let read = context.db.read(move |conn| {
        let rows = store::list(conn, caller.place.organization, own(&caller), after, wanted)?;
        let figures = store::figures(conn, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
        Ok((rows, figures))
    });
    let (rows, figures) = read.await?;
    Page::of(&query, rows, |row| row.id, |row| Import::show(row, &figures)).answer(&request)
}

/// One import with its figures.
#[utoipa::path(tag = "imports", params(ImportPath), responses((status = 200, description = "The import", body = Import)))]
#[get("/organizations/{organization_id}/imports/{import_id}")]
async fn show_import(context: Data<Context>, caller: Caller<Teacher>, path: Path<ImportPath>) -> Result<Answer, AppError> {
    let hand = hand(&caller, path.import_id);
    context.db.read(move |conn| answer(conn, &hand)).await
}

/// What an import would spend, against what is free, and which classrooms it names that are not there.
#[utoipa::path(tag = "imports", params(ImportPath), responses((status = 200, description = "What it would do", body = ImportPreview)))]
#[get("/organizations/{organization_id}/imports/{import_id}/preview")]
async fn preview_import(context: Data<Context>, caller: Caller<Teacher>, path: Path<ImportPath>) -> Result<Answer, AppError> {
    let hand = hand(&caller, path.import_id);
    let done = context.db.read(move |conn| {
        store::one(conn, hand.organization, hand.import, hand.by)?;
        let sample = rows::sample(conn, hand.import, 5)?;
        let seats = store::seats(conn, hand.organization, hand.import, hand.now)?;
        let missing = store::new_rooms(conn, hand.import)?;
        Answer::ok(&ImportPreview {
            sample: sample.into_iter().map(|row| serde_json::from_value(row.cells).unwrap_or_default()).collect(),
            seats: ImportSeats::show(&seats, hand.reach.is_none()),
            missing_classrooms: missing.into_iter().map(Into::into).collect(),
        })
    });
    done.await
}

/// Change how an import is read and what it does, before it is run.
///
/// Its rows are checked again where that makes a difference.
#[utoipa::path(tag = "imports", params(ImportPath), request_body = ImportPatch, responses(
    (status = 200, description = "Changed", body = Import),
    (status = 403, description = "`role-required`: only admins make classrooms and add staff"),
    (status = 409, description = "`import-started`"),
    (status = 422, description = "`classroom-unknown`, `column-unknown`, `encoding-unknown`, `separator-unknown`, `file-empty`, `too-many-rows`, `too-many-columns`, `quote-open`, or invalid fields")))]
#[patch("/organizations/{organization_id}/imports/{import_id}")]
async fn change_import(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ImportPath>,
    if_match: IfMatch,
    body: Json<ImportPatch>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let changes = Changes {
        encoding: body.encoding,
        separator: body.separator,
        has_heading: body.has_heading,
        columns: body.columns.map(Into::into),
        classroom: body.classroom_id,
        make_classrooms: body.make_classrooms,
        add_teachers: body.add_teachers,
        give_usernames: body.give_usernames,
        send_mail: body.send_mail,
    };
    let hand = hand(&caller, path.import_id);
    let done = context.db.transact(move |conn| {
        change::change(conn, &hand, &changes, &if_match)?;
        answer(conn, &hand)
    });
    done.await
}

/// Give every row that asks the same answer.
#[utoipa::path(tag = "imports", params(ImportPath), request_body = ImportDecision, responses(
    (status = 200, description = "Answered; the rows are checked again", body = Import),
    (status = 409, description = "`import-busy`"),
    (status = 422, description = "`decision-unknown`, or invalid fields")))]
#[post("/organizations/{organization_id}/imports/{import_id}/decisions")]
async fn decide_import(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ImportPath>,
    body: Json<ImportDecision>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let hand = hand(&caller, path.import_id);
    let done = context.db.transact(move |conn| {
        change::decide_all(conn, &hand, &body.decision)?;
        answer(conn, &hand)
    });
    done.await
}

/// Run an import, or what is left of it.
///
/// It goes on in the background; look at it again to follow it. What is done stays done: what was refused
/// or left out is tried again.
#[utoipa::path(tag = "imports", params(ImportPath), responses(
    (status = 202, description = "Under way", body = Import),
    (status = 409, description = "`import-busy`: its rows are still being checked")))]
#[post("/organizations/{organization_id}/imports/{import_id}/run")]
async fn run_import(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ImportPath>,
    once: Idempotency,
) -> Result<Answer, AppError> {
    let hand = hand(&caller, path.import_id);
    let done = context.db.transact(move |conn| {
        once.once(conn, caller.account, caller.now, &hand.import, |conn| {
            change::run(conn, &hand)?;
            let (import, version) = shown(conn, &hand)?;
            Ok(Answer::accepted(&import)?.version(version))
        })
    });
    done.await
}

/// Stop an import that is running.
///
/// The piece at hand is finished; what is done stays done, and it can be run again.
#[utoipa::path(tag = "imports", params(ImportPath), responses(
    (status = 200, description = "Stopped", body = Import),
    (status = 409, description = "`import-not-running`")))]
#[post("/organizations/{organization_id}/imports/{import_id}/cancel")]
async fn cancel_import(context: Data<Context>, caller: Caller<Teacher>, path: Path<ImportPath>) -> Result<Answer, AppError> {
    let hand = hand(&caller, path.import_id);
    let done = context.db.transact(move |conn| {
        change::cancel(conn, &hand)?;
        answer(conn, &hand)
    });
    done.await
}

/// Throw an import away that has not been run.
#[utoipa::path(tag = "imports", params(ImportPath), responses(
    (status = 204, description = "Gone"),
    (status = 409, description = "`import-started`: it stays on record")))]
#[delete("/organizations/{organization_id}/imports/{import_id}")]
async fn delete_import(context: Data<Context>, caller: Caller<Teacher>, path: Path<ImportPath>) -> Result<Answer, AppError> {
    let hand = hand(&caller, path.import_id);
    context.db.transact(move |conn| change::discard(conn, &hand)).await?;
    Ok(Answer::no_content())
}
