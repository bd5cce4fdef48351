//! `/organizations/{id}/courses`. (Offering a course to everyone also enrolls, so it is in `students`.)

mod files;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::accounts::{Admin, Caller, Teacher};
use crate::courses::store::{self, CourseRow};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::{Page, PageQuery, Query, contains};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_courses).service(show_course).service(stop_offering_course).service(files::show_course_file);
}

/// A course.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Course {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    #[schema(example = "Safer social media")]
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Its topic.
    #[schema(example = "Digital life")]
    pub topic: String,
    /// How many lessons it has.
    pub lessons: i64,
    /// How many minutes it takes.
    pub minutes: i64,
    /// Whether it comes from the catalog; otherwise it is the organization's own.
    pub catalog: bool,
    /// Whether the organization offers it to everyone.
    pub offered_to_everyone: bool,
}

impl From<CourseRow> for Course {
    fn from(row: CourseRow) -> Self {
        Course {
            id: row.id,
            title: row.title,
            summary: row.summary,
            topic: row.topic,
            lessons: row.lessons,
            minutes: row.minutes,
            catalog: row.catalog,
            offered_to_everyone: row.offered_to_everyone,
        }
    }
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CourseSearch {
    /// Part of a title or topic.
    q: Option<String>,
}

/// The courses the organization may offer, by title: the catalog and its own.
#[utoipa::path(tag = "courses", params(CourseSearch, PageQuery), responses((status = 200, description = "A page of courses", body = Page<Course>)))]
#[get("/organizations/{organization_id}/courses")]
async fn list_courses(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    search: Query<CourseSearch>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(search), Query(query)) = (search, query);
    let after = query.start::<(String, Uuid)>()?;
    let wanted = query.rows();
    let pattern = search.q.as_deref().map(contains);
    let rows = context.db.read(move |conn| Ok(store::list(conn, caller.place.organization, pattern.as_deref(), after.clone(), wanted)?));
    Page::of(&query, rows.await?, |row| (row.title.clone(), row.id), Course::from).answer(&request)
}

/// A lesson, without its text.
#[derive(Debug, Serialize, ToSchema)]
struct LessonInList {
    /// Its place, from 1.
    position: i32,
    /// Its title.
    title: String,
    /// How long it takes.
    minutes: i32,
}

/// A course with its lessons.
#[derive(Debug, Serialize, ToSchema)]
struct CourseWithLessons {
    /// The course.
    #[serde(flatten)]
    course: Course,
    /// Its lessons, in order.
    lessons_list: Vec<LessonInList>,
}

/// The path of a course.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct CoursePath {
    /// The organization.
    organization_id: Uuid,
    /// The course.
    course_id: Uuid,
}

/// One course with its lessons.
#[utoipa::path(tag = "courses", params(CoursePath), responses((status = 200, description = "The course", body = CourseWithLessons)))]
#[get("/organizations/{organization_id}/courses/{course_id}")]
async fn show_course(context: Data<Context>, _caller: Caller<Teacher>, path: Path<CoursePath>) -> Result<Answer, AppError> {
    let shown = context.db.read(move |conn| {
        let course = store::one(conn, path.organization_id, path.course_id)?.into();
        let lessons = store::lessons(conn, path.course_id)?.into_iter();
        let lessons_list = lessons.map(|row| LessonInList { position: row.position, title: row.title, minutes: row.minutes });
        Ok(CourseWithLessons { course, lessons_list: lessons_list.collect() })
    });
    Answer::ok(&shown.await?)
}

/// Stop offering a course to everyone. Who is enrolled stays enrolled.
#[utoipa::path(tag = "courses", params(CoursePath), responses((status = 204, description = "No longer offered to everyone")))]
#[delete("/organizations/{organization_id}/courses/{course_id}/everyone")]
async fn stop_offering_course(context: Data<Context>, _caller: Caller<Admin>, path: Path<CoursePath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        store::one(conn, path.organization_id, path.course_id)?;
        Ok(store::stop_offering(conn, path.organization_id, path.course_id)?)
    });
    done.await?;
    Ok(Answer::no_content())
}
