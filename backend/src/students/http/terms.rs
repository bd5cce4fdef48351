//! On which terms a classroom offers its courses, and in which order.

use actix_web::web::{Data, Path};
use actix_web::{patch, put};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use crate::accounts::{Caller, Place, Teacher};
use crate::classrooms::{self, ClassroomPath, TermsChanges};
use crate::courses::Course;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::{Json, day_on_paper, not_null, present};
use crate::shared::paging::Page;
use crate::students::store::offers::{self, OfferRow};

pub fn routes(config: &mut ServiceConfig) {
    config.service(change_classroom_course).service(order_classroom_courses);
}

/// A course that a classroom offers, on its terms. Days are whole ones in the organization's zone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassroomCourse {
    /// The course.
    #[serde(flatten)]
    course: Course,
    /// The first day on which it can be taken; null: from the start.
    opens_on: Option<NaiveDate>,
    /// The day by which it is to be done; null: at any time.
    due_on: Option<NaiveDate>,
    /// The last day on which it can be taken; null: it stays open. Who finished it can read it for ever.
    closes_on: Option<NaiveDate>,
    /// Whether it is to be done; otherwise it may be.
    required: bool,
    /// Whether its lessons come one after the other; otherwise in any order.
    sequential: bool,
    /// What its days come to today: `not-yet`, `open` or `closed`.
    #[schema(example = "open")]
    state: &'static str,
    /// Present members who are enrolled in it.
    students: i64,
    /// How many of these began it.
    begun: i64,
    /// How many of these finished it.
    finished: i64,
}

impl From<OfferRow> for ClassroomCourse {
    fn from(row: OfferRow) -> Self {
        let state = match (row.opens_on, row.closes_on) {
            (Some(first), _) if row.today < first => "not-yet",
            (_, Some(last)) if last < row.today => "closed",
            _ => "open",
        };
        ClassroomCourse {
            course: Course {
                id: row.id,
                title: row.title,
                summary: row.summary,
                topic: row.topic,
                lessons: row.lessons,
                minutes: row.minutes,
                catalog: row.catalog,
                offered_to_everyone: row.offered_to_everyone,
            },
            opens_on: row.opens_on,
            due_on: row.due_on,
            closes_on: row.closes_on,
            required: row.required,
            sequential: row.sequential,
            state,
            students: row.students,
            begun: row.begun,
            finished: row.finished,
        }
    }
}

/// All that a classroom offers, in its order.
pub fn listed(conn: &mut PgConnection, classroom: Uuid, now: DateTime<Utc>) -> Result<Page<ClassroomCourse>, AppError> {
    let items = offers::offers(conn, classroom, None, now)?.into_iter().map(ClassroomCourse::from).collect();
    Ok(Page { items, next_cursor: None })
}

/// One course that a classroom offers.
///
/// # Errors
/// `not-found`.
pub fn shown(conn: &mut PgConnection, classroom: Uuid, course: Uuid, now: DateTime<Utc>) -> Result<ClassroomCourse, AppError> {
    Ok(offers::offers(conn, classroom, Some(course), now)?.pop().ok_or_else(AppError::not_found)?.into())
}

/// Refuses a classroom that is not there, not within reach, or deleted.
///
/// # Errors
/// `not-found`, `classroom-deleted`.
pub fn changeable(conn: &mut PgConnection, place: &Place, classroom: Uuid) -> Result<(), AppError> {
    match classrooms::one(conn, place.organization, classroom, place.reach())?.deleted_at {
        None => Ok(()),
        Some(_) => Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you change it.")),
    }
}

/// The path of a classroom's course.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ClassroomCoursePath {
    /// The organization.
    pub organization_id: Uuid,
    /// The classroom.
    pub classroom_id: Uuid,
    /// The course.
    pub course_id: Uuid,
}

/// What may change about an offer; what is left out stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct TermsPatch {
    /// The first day; null: from the start.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    opens_on: Option<Option<NaiveDate>>,
    /// The day by which it is to be done; null: at any time.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    due_on: Option<Option<NaiveDate>>,
    /// The last day; null: it stays open.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    closes_on: Option<Option<NaiveDate>>,
    /// Whether it is to be done.
    #[serde(default, deserialize_with = "not_null")]
    required: Option<bool>,
    /// Whether its lessons come one after the other.
    #[serde(default, deserialize_with = "not_null")]
    sequential: Option<bool>,
}

/// Change the terms on which a classroom offers a course: its days, whether it is to be done, how lessons follow.
#[utoipa::path(tag = "classrooms", params(ClassroomCoursePath), request_body = TermsPatch, responses(
    (status = 200, description = "Changed", body = ClassroomCourse),
    (status = 409, description = "`classroom-deleted`"),
    (status = 422, description = "`dates-reversed` at a day that comes before one it has to follow, or invalid fields")))]
#[patch("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}")]
async fn change_classroom_course(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomCoursePath>,
    body: Json<TermsPatch>,
) -> Result<Answer, AppError> {
    let Json(TermsPatch { opens_on, due_on, closes_on, required, sequential }) = body;
    let changes = TermsChanges { opens_on, due_on, closes_on, required, sequential };
    let done = context.db.transact(move |conn| {
        changeable(conn, &caller.place, path.classroom_id)?;
        classrooms::change_terms(conn, path.classroom_id, path.course_id, &changes)?;
        shown(conn, path.classroom_id, path.course_id, caller.now)
    });
    Answer::ok(&done.await?)
}

/// An order for the courses of a classroom.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct CourseOrder {
    /// Every course that it offers, each once.
    #[validate(length(max = 200, code = "too-many", message = "A classroom offers at most 200 courses."))]
    course_ids: Vec<Uuid>,
}

/// Put the courses of a classroom into an order.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), request_body = CourseOrder, responses(
    (status = 200, description = "The courses, in that order", body = Page<ClassroomCourse>),
    (status = 409, description = "`courses-changed` when these are not the courses it offers; `classroom-deleted`")))]
#[put("/organizations/{organization_id}/classrooms/{classroom_id}/course-order")]
async fn order_classroom_courses(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    body: Json<CourseOrder>,
) -> Result<Answer, AppError> {
    let Json(CourseOrder { course_ids }) = body;
    let done = context.db.transact(move |conn| {
        changeable(conn, &caller.place, path.classroom_id)?;
        classrooms::put_in_order(conn, path.classroom_id, &course_ids)?;
        listed(conn, path.classroom_id, caller.now)
    });
    Answer::ok(&done.await?)
}
