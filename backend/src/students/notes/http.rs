//! `/organizations/{id}/students/{id}/notes`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::{Change, NoteRow};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_blank, not_null};
use crate::shared::paging::{Page, PageQuery, Query};
use crate::students::http::StudentPath;
use crate::students::store::{self, finding};

/// Mounts it.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_student_notes).service(write_student_note).service(change_student_note).service(delete_student_note);
}

/// What somebody of the staff wrote down about a student.
#[derive(Debug, Serialize, ToSchema)]
struct StudentNote {
    id: Uuid,
    text: String,
    /// Who wrote it.
    author: String,
    /// Whether you may change and delete it: your own, and every one for admins.
    may_change: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A note to write.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoteRequest {
    #[schema(example = "Prefers to be called in the afternoon.")]
    #[validate(custom(function = not_blank), length(max = 2000, code = "too-long", message = "A note has at most 2,000 characters."))]
    text: String,
}

/// A change of a note (JSON Merge Patch).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NotePatch {
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = not_blank), length(max = 2000, code = "too-long", message = "A note has at most 2,000 characters."))]
    text: Option<String>,
}

fn show(row: NoteRow, caller: &Caller<Teacher>) -> StudentNote {
    StudentNote {
        may_change: caller.place.reach().is_none() || row.written_by == caller.account,
        id: row.id,
        text: row.text,
        author: row.author,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// The student, if the caller reaches them; locked, so that nobody merges them away meanwhile.
fn reached(conn: &mut PgConnection, caller: &Caller<Teacher>, student: Uuid) -> Result<(), AppError> {
    store::of_organization(conn, caller.place.organization, student)?;
    finding::one(conn, caller.place.organization, student, caller.place.reach())?.map(drop).ok_or_else(AppError::not_found)
}

fn answer(conn: &mut PgConnection, caller: &Caller<Teacher>, student: Uuid, note: Uuid, created: bool) -> Result<Answer, AppError> {
    let row = super::list(conn, student, Some(note), None, 1)?.pop().ok_or_else(AppError::not_found)?;
    let version = row.version;
    let note = show(row, caller);
    Ok(if created { Answer::created(&note)? } else { Answer::ok(&note)? }.version(version))
}

/// The notes about a student, newest first.
///
/// Staff who reach the student see them; the student does not. They are part of what is exported on request.
#[utoipa::path(tag = "students", params(StudentPath, PageQuery), responses((status = 200, description = "A page of notes", body = Page<StudentNote>)))]
#[get("/organizations/{organization_id}/students/{student_id}/notes")]
async fn list_student_notes(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<StudentPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let reader = caller.clone();
    let rows = context.db.read(move |conn| {
        reached(conn, &reader, path.student_id)?;
        Ok(super::list(conn, path.student_id, None, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, |row| show(row, &caller)).answer(&request)
}

/// Write a note about a student.
#[utoipa::path(tag = "students", params(StudentPath), request_body = NoteRequest, responses((status = 201, description = "Written", body = StudentNote)))]
#[post("/organizations/{organization_id}/students/{student_id}/notes")]
async fn write_student_note(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<StudentPath>,
    once: Idempotency,
    body: Json<NoteRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            reached(conn, &caller, path.student_id)?;
            let id = super::insert(conn, caller.place.organization, path.student_id, body.text.trim(), caller.account, caller.now)?;
            answer(conn, &caller, path.student_id, id, true)
        })
    };
    context.db.transact(work).await
}

/// The path of a note.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct NotePath {
    /// The organization.
    #[allow(dead_code)] // The caller's place says it, and what they are there.
    organization_id: Uuid,
    /// The student.
    student_id: Uuid,
    /// The note.
    note_id: Uuid,
}

fn change<'a>(caller: &Caller<Teacher>, path: &NotePath, if_match: &'a IfMatch) -> Change<'a> {
    let admin = caller.place.reach().is_none();
    Change { student: path.student_id, note: path.note_id, by: caller.account, admin, if_match }
}

/// Change a note: your own, or as an admin any.
#[utoipa::path(tag = "students", params(NotePath), request_body = NotePatch, responses(
    (status = 200, description = "Changed", body = StudentNote),
    (status = 403, description = "`note-of-another`")))]
#[patch("/organizations/{organization_id}/students/{student_id}/notes/{note_id}")]
async fn change_student_note(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<NotePath>,
    if_match: IfMatch,
    body: Json<NotePatch>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        reached(conn, &caller, path.student_id)?;
        super::rewrite(conn, &change(&caller, &path, &if_match), body.text.as_deref().map(str::trim), caller.now)?;
        answer(conn, &caller, path.student_id, path.note_id, false)
    };
    context.db.transact(work).await
}

/// Delete a note: your own, or as an admin any.
#[utoipa::path(tag = "students", params(NotePath), responses(
    (status = 204, description = "Deleted"),
    (status = 403, description = "`note-of-another`")))]
#[delete("/organizations/{organization_id}/students/{student_id}/notes/{note_id}")]
async fn delete_student_note(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<NotePath>,
    if_match: IfMatch,
) -> Result<Answer, AppError> {
    let work = move |conn: &mut PgConnection| {
        reached(conn, &caller, path.student_id)?;
        super::delete(conn, &change(&caller, &path, &if_match))
    };
    context.db.transact(work).await?;
    Ok(Answer::no_content())
}
