//! `/me/classrooms` and `/me/enrollments`: what a learner sees of their own.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, EnrollmentRow, MyClassroomRow};
use crate::accounts::{Caller, SignedIn};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts what is under `/me`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_my_classrooms).service(leave_my_classroom).service(list_my_enrollments);
}

/// An organization by name.
#[derive(Debug, Serialize, ToSchema)]
struct MyOrganization {
    id: Uuid,
    name: String,
}

/// A course in a classroom of mine.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct MyCourse {
    course_id: Uuid,
    title: String,
    summary: String,
    topic: String,
    /// How many lessons it has.
    lessons: i64,
    /// How many minutes it takes.
    minutes: i64,
}

/// A classroom I am in.
#[derive(Debug, Serialize, ToSchema)]
struct MyClassroom {
    id: Uuid,
    name: String,
    /// `classroom` or `campaign`.
    kind: String,
    description: String,
    color: String,
    organization: MyOrganization,
    joined_at: DateTime<Utc>,
    /// What I am enrolled in there, in the classroom's order.
    courses: Vec<MyCourse>,
}

impl From<MyClassroomRow> for MyClassroom {
    fn from(row: MyClassroomRow) -> Self {
        MyClassroom {
            id: row.id,
            name: row.name,
            kind: row.kind,
            description: row.description,
            color: row.color,
            organization: MyOrganization { id: row.organization_id, name: row.organization_name },
            joined_at: row.joined_at,
            courses: serde_json::from_value(row.courses).unwrap_or_default(),
        }
    }
}

/// The classrooms I am in, newest first.
#[utoipa::path(tag = "me", params(PageQuery), responses((status = 200, description = "A page of classrooms", body = Page<MyClassroom>)))]
#[get("/me/classrooms")]
async fn list_my_classrooms(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(store::my_classrooms(conn, caller.account, after, wanted)?)).await?;
    Page::of(&query, rows, |row| row.membership_id, MyClassroom::from).answer(&request)
}

/// Leave a classroom.
///
/// My enrollments and records stay, and its code lets me back in.
#[utoipa::path(tag = "me", responses((status = 204, description = "Left")))]
#[delete("/me/classrooms/{classroom_id}")]
async fn leave_my_classroom(context: Data<Context>, caller: Caller<SignedIn>, path: Path<Uuid>) -> Result<Answer, AppError> {
    let classroom = path.into_inner();
    let done = context.db.transact(move |conn| match store::leave(conn, caller.account, classroom, caller.now)? {
        0 => Err(AppError::not_found()),
        _ => Ok(()),
    });
    done.await?;
    Ok(Answer::no_content())
}

/// A course in a list.
#[derive(Debug, Serialize, ToSchema)]
struct EnrollmentCourse {
    id: Uuid,
    title: String,
    summary: String,
    topic: String,
    /// How many lessons it has.
    lessons: i64,
    /// How many minutes it takes.
    minutes: i64,
}

/// A course I am enrolled in.
#[derive(Debug, Serialize, ToSchema)]
struct MyEnrollment {
    id: Uuid,
    course: EnrollmentCourse,
    organization: MyOrganization,
    enrolled_at: DateTime<Utc>,
}

impl From<EnrollmentRow> for MyEnrollment {
    fn from(row: EnrollmentRow) -> Self {
        MyEnrollment {
            id: row.id,
            course: EnrollmentCourse {
                id: row.course_id,
                title: row.title,
                summary: row.summary,
                topic: row.topic,
                lessons: row.lessons,
                minutes: row.minutes,
            },
            organization: MyOrganization { id: row.organization_id, name: row.organization_name },
            enrolled_at: row.enrolled_at,
        }
    }
}

/// What I am enrolled in, newest first.
#[utoipa::path(tag = "me", params(PageQuery), responses((status = 200, description = "A page of enrollments", body = Page<MyEnrollment>)))]
#[get("/me/enrollments")]
async fn list_my_enrollments(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(store::enrollments(conn, None, Some(caller.account), None, after, wanted)?)).await?;
    Page::of(&query, rows, |row| (row.enrolled_at, row.id), MyEnrollment::from).answer(&request)
}
