//! `/organizations/{id}/students/{id}/deletion` and `/export`: for students whose account their school keeps.

use actix_web::web::{Data, Path};
use actix_web::{delete, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{MyData, as_file};
use crate::accounts::{Admin, Caller};
use crate::leaving::by_school::{self, Asked};
use crate::leaving::export;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(show_student_deletion).service(delete_student).service(keep_student).service(export_student);
}

/// The path of a student.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct LeaverPath {
    /// The organization.
    #[allow(dead_code)] // The caller's place says it, and that they are an admin there.
    organization_id: Uuid,
    /// The student.
    student_id: Uuid,
}

impl LeaverPath {
    fn asked(&self, caller: &Caller<Admin>) -> Asked {
        Asked { organization: caller.place.organization, student: self.student_id, by: caller.account }
    }
}

/// How it stands with the deletion of a student's account.
#[derive(Debug, Serialize, ToSchema)]
struct StudentDeletion {
    /// When the account will be deleted; null when nobody asked for that.
    due_at: Option<DateTime<Utc>>,
    /// Whether the school asked for it, and so can take it back.
    by_school: bool,
    /// Why the school cannot have the account deleted: `account-not-kept`, `account-shared`, `student-deleted`;
    /// null when it can.
    #[schema(example = "account-not-kept")]
    obstacle: Option<String>,
}

fn show(conn: &mut PgConnection, asked: Asked) -> Result<StudentDeletion, AppError> {
    let standing = by_school::standing(conn, asked.organization, asked.student)?;
    let obstacle = standing.obstacle.map(|obstacle| obstacle.code().to_owned());
    Ok(StudentDeletion { due_at: standing.due, by_school: standing.by_school, obstacle })
}

/// See whether a student's account will be deleted, and whether the school can have that done.
#[utoipa::path(tag = "leaving", params(LeaverPath), responses((status = 200, description = "How it stands", body = StudentDeletion)))]
#[get("/organizations/{organization_id}/students/{student_id}/deletion")]
async fn show_student_deletion(context: Data<Context>, caller: Caller<Admin>, path: Path<LeaverPath>) -> Result<Answer, AppError> {
    Answer::ok(&context.db.read(move |conn| show(conn, path.asked(&caller))).await?)
}

/// Have the account and the records of a student without an email address deleted, 14 days from now.
///
/// The student is signed out, and every admin is told by mail. Then name, username and every way in are
/// scrubbed, for good. The seat stays spent, and what is counted stays, without a name. Asked twice, it is
/// planned once.
#[utoipa::path(tag = "leaving", params(LeaverPath), responses(
    (status = 202, description = "Planned", body = StudentDeletion),
    (status = 409, description = "`account-not-kept` for who has an address or works somewhere, `account-shared` for who is at \
        another organization too, `student-deleted`, `deletion-by-owner` when the student asked for it")))]
#[post("/organizations/{organization_id}/students/{student_id}/deletion")]
async fn delete_student(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<LeaverPath>,
    once: Idempotency,
) -> Result<Answer, AppError> {
    let house = context.clone();
    let asked = path.asked(&caller);
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &(), |conn| {
            by_school::ask(conn, &house.public_url, asked, caller.now)?;
            Answer::accepted(&show(conn, asked)?)
        })
    };
    context.db.transact(work).await
}

/// Keep a student's account that the school wanted deleted.
#[utoipa::path(tag = "leaving", params(LeaverPath), responses(
    (status = 204, description = "It stays; or nobody wanted to delete it"),
    (status = 409, description = "`deletion-by-owner`: the student asked for it")))]
#[delete("/organizations/{organization_id}/students/{student_id}/deletion")]
async fn keep_student(context: Data<Context>, caller: Caller<Admin>, path: Path<LeaverPath>) -> Result<Answer, AppError> {
    let house = context.clone();
    let work = move |conn: &mut PgConnection| by_school::take_back(conn, &house.public_url, path.asked(&caller), caller.now);
    context.db.transact(work).await?;
    Ok(Answer::no_content())
}

/// Have a copy of all that is kept about a student without an email address: for a parent who asks.
///
/// It is the file that the student has of themselves, and like it has nobody else in it.
#[utoipa::path(tag = "leaving", params(LeaverPath), responses(
    (status = 200, description = "A file to hand out", body = MyData),
    (status = 409, description = "`account-not-kept`, `account-shared`, `student-deleted`")))]
#[get("/organizations/{organization_id}/students/{student_id}/export")]
async fn export_student(context: Data<Context>, caller: Caller<Admin>, path: Path<LeaverPath>) -> Result<Answer, AppError> {
    let (organization, now) = (caller.place.organization, caller.now);
    let kept = context.db.read(move |conn| export::for_school(conn, organization, path.student_id)).await?;
    as_file(kept, now, "homeroom-student-record.json")
}
