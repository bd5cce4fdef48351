//! The courses of a classroom, and those for everyone: offering one enrolls who is there.

use actix_web::web::{Data, Path};
use actix_web::{delete, get, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::accounts::{Admin, Caller, Teacher};
use crate::classrooms::{self, ClassroomPath};
use crate::courses::{self, Course};
use crate::seats;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::Page;
use crate::students::http::terms::{ClassroomCourse, ClassroomCoursePath, changeable, listed, shown};
use crate::students::store;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_classroom_courses).service(add_classroom_course).service(remove_classroom_course).service(offer_course_to_everyone);
}

/// The courses of a classroom, in its order, on their terms.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), responses((status = 200, description = "Its courses, 200 at most", body = Page<ClassroomCourse>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses")]
async fn list_classroom_courses(context: Data<Context>, caller: Caller<Teacher>, path: Path<ClassroomPath>) -> Result<Answer, AppError> {
    let page = context.db.read(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, caller.place.reach())?;
        listed(conn, path.classroom_id, caller.now)
    });
    Answer::ok(&page.await?)
}

/// A course that a classroom now offers, and whom that enrolled.
#[derive(Debug, Serialize, ToSchema)]
struct OfferedInClassroom {
    /// The course, on its terms.
    course: ClassroomCourse,
    /// How many students it enrolled just now.
    students_enrolled: usize,
}

/// Offer a course in a classroom, open from the start and without an end; it is to be done.
///
/// Enrolls its present members. Doing it twice is harmless, and leaves the terms as they are.
#[utoipa::path(tag = "classrooms", params(ClassroomCoursePath), responses(
    (status = 200, description = "Offered", body = OfferedInClassroom),
    (status = 409, description = "`classroom-deleted`")))]
#[put("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}")]
async fn add_classroom_course(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomCoursePath>,
) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        changeable(conn, &caller.place, path.classroom_id)?;
        courses::one(conn, path.organization_id, path.course_id)?;
        classrooms::add_course(conn, path.classroom_id, path.course_id, caller.now)?;
        let students_enrolled = store::enroll_members(conn, path.classroom_id, path.course_id, caller.now)?;
        let course = shown(conn, path.classroom_id, path.course_id, caller.now)?;
        Answer::ok(&OfferedInClassroom { course, students_enrolled })
    });
    done.await
}

/// Stop offering a course in a classroom.
///
/// Who is enrolled stays enrolled with all they did, and reads what they finished; the terms are forgotten.
#[utoipa::path(tag = "classrooms", params(ClassroomCoursePath), responses((status = 204, description = "No longer offered")))]
#[delete("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}")]
async fn remove_classroom_course(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomCoursePath>,
) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, caller.place.reach())?;
        Ok(classrooms::remove_course(conn, path.classroom_id, path.course_id)?)
    });
    done.await?;
    Ok(Answer::no_content())
}

/// A course now offered to everyone, and whom that enrolled.
#[derive(Debug, Serialize, ToSchema)]
struct OfferedCourse {
    /// The course.
    course: Course,
    /// How many students it enrolled just now.
    students_enrolled: usize,
}

/// The path of a course.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct EveryonePath {
    /// The organization.
    organization_id: Uuid,
    /// The course.
    course_id: Uuid,
}

/// Offer a course to everyone in the organization, now and later.
#[utoipa::path(tag = "courses", params(EveryonePath), responses((status = 200, description = "Offered", body = OfferedCourse)))]
#[put("/organizations/{organization_id}/courses/{course_id}/everyone")]
async fn offer_course_to_everyone(context: Data<Context>, caller: Caller<Admin>, path: Path<EveryonePath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        courses::one(conn, path.organization_id, path.course_id)?;
        seats::newcomers_get_more(conn, path.organization_id)?;
        courses::offer_to_everyone(conn, path.organization_id, path.course_id, caller.now)?;
        let students_enrolled = store::enroll_everyone(conn, path.organization_id, path.course_id, caller.now)?;
        let course = courses::one(conn, path.organization_id, path.course_id)?.into();
        Answer::ok(&OfferedCourse { course, students_enrolled })
    });
    done.await
}
