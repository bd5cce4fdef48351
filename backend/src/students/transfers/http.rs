//! `/organizations/{id}/classrooms/{id}/transfers` and `/organizations/{id}/transfers`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use diesel::PgConnection;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::selection::Selection;
use super::wire::{Transfer, TransferPath, TransferRequest, TransferredStudent};
use super::{How, Kind, MOST, NewTransfer, store};
use crate::accounts::{Caller, Teacher};
use crate::classrooms::{self, ClassroomPath};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind as ErrorKind};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts it.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_classroom_transfers)
        .service(transfer_members)
        .service(show_transfer)
        .service(list_transferred_students)
        .service(undo_transfer);
}

/// The transfers that touched a classroom, newest first.
#[utoipa::path(tag = "students", params(ClassroomPath, PageQuery), responses((status = 200, description = "A page of transfers", body = Page<Transfer>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/transfers")]
async fn list_classroom_transfers(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let now = caller.now;
    let rows = context.db.read(move |conn| {
        let (organization, reach) = (caller.place.organization, caller.place.reach());
        classrooms::reachable(conn, organization, path.classroom_id, reach)?;
        Ok(store::list(conn, organization, reach, None, Some(path.classroom_id), after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, |row| Transfer::show(row, now)).answer(&request)
}

/// Where they are to go: each classroom once, and within reach.
fn targets(conn: &mut PgConnection, caller: &Caller<Teacher>, body: &TransferRequest) -> Result<Vec<Uuid>, AppError> {
    let mut to = body.to_classroom_ids.clone();
    to.sort_unstable();
    to.dedup();
    if to.is_empty() != (body.kind() == Kind::Remove) {
        let detail = "Choose where to move or copy them; removing leads nowhere.";
        return Err(AppError::field("/to_classroom_ids", "targets-unclear", detail));
    }
    for classroom in &to {
        classrooms::reachable(conn, caller.place.organization, *classroom, caller.place.reach()).map_err(|_| {
            AppError::field("/to_classroom_ids", "classroom-unknown", "One of these classrooms is not there, or not yours.")
        })?;
    }
    Ok(to)
}

/// Move, copy or remove many students at once, up to 5,000.
///
/// All of it happens, or none. Spends no seat; every record stays, and so do their other classrooms. Who is
/// blocked in a target is left where they are, who is there already stays as they are. A code that a student
/// came in by does not let them back into a classroom they were moved out of. Can be undone for 30 days.
#[utoipa::path(tag = "students", params(ClassroomPath), request_body = TransferRequest, responses(
    (status = 201, description = "Done", body = Transfer),
    (status = 409, description = "`classroom-deleted`"),
    (status = 422, description = "`selection-unclear`, `nobody-chosen`, `too-many-students`, `student-unknown`, `targets-unclear`, `classroom-unknown`, `same-classroom`")))]
#[post("/organizations/{organization_id}/classrooms/{classroom_id}/transfers")]
async fn transfer_members(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    once: Idempotency,
    body: Json<TransferRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            classrooms::reachable(conn, caller.place.organization, path.classroom_id, caller.place.reach())?;
            let new = NewTransfer {
                organization: caller.place.organization,
                kind: body.kind(),
                how: How::Transfer,
                from: path.classroom_id,
                to: targets(conn, &caller, &body)?,
                who: Selection::from(&body.students).who()?,
                most: Some(MOST),
                by: caller.account,
                now: caller.now,
            };
            let id = super::transfer(conn, &new)?;
            Answer::created(&Transfer::show(one(conn, &caller, id)?, caller.now))
        })
    };
    context.db.transact(work).await
}

fn one(conn: &mut PgConnection, caller: &Caller<Teacher>, id: Uuid) -> Result<store::TransferRow, AppError> {
    super::one(conn, caller.place.organization, caller.place.reach(), id)
}

/// One transfer; for a teacher, one that touched a classroom of theirs.
#[utoipa::path(tag = "students", params(TransferPath), responses((status = 200, description = "The transfer", body = Transfer)))]
#[get("/organizations/{organization_id}/transfers/{transfer_id}")]
async fn show_transfer(context: Data<Context>, caller: Caller<Teacher>, path: Path<TransferPath>) -> Result<Answer, AppError> {
    let now = caller.now;
    let row = context.db.read(move |conn| one(conn, &caller, path.transfer_id)).await?;
    Answer::ok(&Transfer::show(row, now))
}

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OutcomeFilter {
    /// `moved`, `copied`, `removed`, `already-there`, `blocked` or `gone`; after an undo also `put-back` or `changed`.
    outcome: Option<String>,
}

/// The students who were chosen for a transfer, by name, and what came of each.
#[utoipa::path(tag = "students", params(TransferPath, OutcomeFilter, PageQuery), responses((status = 200, description = "A page of students", body = Page<TransferredStudent>)))]
#[get("/organizations/{organization_id}/transfers/{transfer_id}/students")]
async fn list_transferred_students(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<TransferPath>,
    filter: Query<OutcomeFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<(String, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        one(conn, &caller, path.transfer_id)?;
        Ok(store::students(conn, path.transfer_id, filter.outcome.as_deref(), after.clone(), wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.display_name.clone(), row.student_id), TransferredStudent::from).answer(&request)
}

/// Undo a transfer.
///
/// Puts each student back as they were, unless something has happened to them since: who has left, was
/// removed, blocked or moved on, or has come back, stays as they are. Doing it twice is harmless. A teacher
/// may undo what touched only classrooms of theirs.
#[utoipa::path(tag = "students", params(TransferPath), responses(
    (status = 200, description = "Undone", body = Transfer),
    (status = 403, description = "`role-required`"),
    (status = 409, description = "`undo-too-late`, `classroom-deleted`, `part-of-rollover`")))]
#[post("/organizations/{organization_id}/transfers/{transfer_id}/undo")]
async fn undo_transfer(context: Data<Context>, caller: Caller<Teacher>, path: Path<TransferPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        let row = one(conn, &caller, path.transfer_id)?;
        if row.out_of_reach > 0 {
            let detail = "This touched a classroom that is not yours. Ask an admin of your organization.";
            return Err(AppError::new(ErrorKind::Forbidden, "role-required", detail));
        }
        if row.how != How::Transfer.name() {
            let detail = "This is part of a year rollover. Undo the rollover as a whole.";
            return Err(AppError::new(ErrorKind::Conflict, "part-of-rollover", detail));
        }
        super::undo(conn, path.organization_id, path.transfer_id, caller.account, caller.now)?;
        Answer::ok(&Transfer::show(one(conn, &caller, path.transfer_id)?, caller.now))
    });
    done.await
}
