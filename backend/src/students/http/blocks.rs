//! Who is kept out of a classroom.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, put};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::MemberPath;
use crate::accounts::{Caller, Teacher};
use crate::classrooms::{self, ClassroomPath};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::students::members;
use crate::students::store::{self, BlockRow};

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_blocks).service(block_member).service(unblock_member);
}

/// A student who is kept out of a classroom.
#[derive(Debug, Serialize, ToSchema)]
struct Block {
    /// The student.
    student_id: Uuid,
    /// How they are called.
    display_name: String,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
    /// Their address, if they have one.
    email: Option<String>,
    /// What they sign in with when they have no address.
    #[schema(example = "maya.lopez")]
    username: Option<String>,
    /// Since when.
    blocked_at: DateTime<Utc>,
    /// By whom.
    blocked_by: Option<String>,
}

impl From<BlockRow> for Block {
    fn from(row: BlockRow) -> Self {
        Block {
            student_id: row.student_id,
            display_name: row.display_name,
            deleted: row.deleted,
            email: row.email,
            username: row.username,
            blocked_at: row.blocked_at,
            blocked_by: row.blocked_by,
        }
    }
}

/// Who is kept out of a classroom, newest first.
#[utoipa::path(tag = "students", params(ClassroomPath, PageQuery), responses((status = 200, description = "A page of blocks", body = Page<Block>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/blocks")]
async fn list_blocks(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        classrooms::reachable(conn, caller.place.organization, path.classroom_id, caller.place.reach())?;
        Ok(store::blocks(conn, path.classroom_id, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.blocked_at, row.student_id), Block::from).answer(&request)
}

/// Keep a student out of a classroom.
///
/// They leave it, if they are in it; no code lets them back in until the block is lifted. Their records
/// and their other classrooms stay.
#[utoipa::path(tag = "students", params(MemberPath), responses((status = 204, description = "Kept out")))]
#[put("/organizations/{organization_id}/classrooms/{classroom_id}/members/{student_id}/block")]
async fn block_member(context: Data<Context>, caller: Caller<Teacher>, path: Path<MemberPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, caller.place.reach())?;
        members::block(conn, path.organization_id, path.classroom_id, path.student_id, caller.account, caller.now)
    });
    done.await?;
    Ok(Answer::no_content())
}

/// Lift a block.
///
/// The student may come in again by another code, or be added; they are not put back by this.
#[utoipa::path(tag = "students", params(MemberPath), responses((status = 204, description = "Lifted")))]
#[delete("/organizations/{organization_id}/classrooms/{classroom_id}/members/{student_id}/block")]
async fn unblock_member(context: Data<Context>, caller: Caller<Teacher>, path: Path<MemberPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, caller.place.reach())?;
        members::unblock(conn, path.classroom_id, path.student_id)
    });
    done.await?;
    Ok(Answer::no_content())
}
