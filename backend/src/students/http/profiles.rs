//! `/organizations/{id}/students`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::accounts::{Caller, Teacher};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::{Page, PageQuery, Query, contains};
use crate::students::store::{self, StudentRow};

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_students).service(show_student);
}

/// A classroom by name.
#[derive(Debug, Serialize, ToSchema)]
struct StudentClassroom {
    id: Uuid,
    name: String,
}

/// A student.
#[derive(Debug, Serialize, ToSchema)]
struct Student {
    /// The student's profile.
    id: Uuid,
    /// How they are called.
    #[schema(example = "Maya Chen")]
    display_name: String,
    /// Their address, if they have one.
    email: Option<String>,
    /// What they sign in with when they have no address.
    #[schema(example = "maya.lopez")]
    username: Option<String>,
    /// Whether the address is confirmed.
    email_verified: bool,
    /// Since when they are registered with the organization.
    registered_at: DateTime<Utc>,
    /// The classrooms they are in now; for a teacher, of theirs.
    classrooms: Vec<StudentClassroom>,
}

impl From<StudentRow> for Student {
    fn from(row: StudentRow) -> Self {
        let classrooms = row.classroom_ids.into_iter().zip(row.classroom_names);
        Student {
            id: row.id,
            display_name: row.display_name,
            email: row.email,
            username: row.username,
            email_verified: row.email_verified,
            registered_at: row.registered_at,
            classrooms: classrooms.map(|(id, name)| StudentClassroom { id, name }).collect(),
        }
    }
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StudentSearch {
    /// Part of a name, address or username.
    q: Option<String>,
}

/// The students, newest first; for a teacher those in their classrooms.
#[utoipa::path(tag = "students", params(StudentSearch, PageQuery), responses((status = 200, description = "A page of students", body = Page<Student>)))]
#[get("/organizations/{organization_id}/students")]
async fn list_students(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    search: Query<StudentSearch>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(search), Query(query)) = (search, query);
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let pattern = search.q.as_deref().map(contains);
    let rows = context.db.read(move |conn| {
        Ok(store::students(conn, caller.place.organization, None, caller.place.reach(), pattern.as_deref(), after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.registered_at, row.id), Student::from).answer(&request)
}

/// Where a seat went.
#[derive(Debug, Serialize, ToSchema)]
struct SpentSeat {
    /// When it was spent.
    spent_at: DateTime<Utc>,
    /// By which code.
    code: Option<String>,
    /// Through which classroom.
    classroom: Option<StudentClassroom>,
}

/// A code the student came in by.
#[derive(Debug, Serialize, ToSchema)]
struct UsedCode {
    code: String,
    classroom: Option<StudentClassroom>,
    redeemed_at: DateTime<Utc>,
    seat_spent: bool,
}

/// A course the student is enrolled in.
#[derive(Debug, Serialize, ToSchema)]
struct EnrolledCourse {
    course_id: Uuid,
    title: String,
}

/// A student's page.
#[derive(Debug, Serialize, ToSchema)]
struct StudentPage {
    /// Who.
    #[serde(flatten)]
    student: Student,
    /// Their seat; null for teachers.
    seat: Option<SpentSeat>,
    /// The codes they used, newest first.
    redemptions: Vec<UsedCode>,
    /// The newest 200 courses they are enrolled in; for a teacher, of theirs.
    enrollments: Vec<EnrolledCourse>,
}

fn classroom_of(id: Option<Uuid>, name: Option<String>) -> Option<StudentClassroom> {
    id.zip(name).map(|(id, name)| StudentClassroom { id, name })
}

/// The path of a student.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct StudentPath {
    /// The organization.
    organization_id: Uuid,
    /// The student.
    student_id: Uuid,
}

/// One student.
#[utoipa::path(tag = "students", params(StudentPath), responses((status = 200, description = "The student", body = StudentPage)))]
#[get("/organizations/{organization_id}/students/{student_id}")]
async fn show_student(context: Data<Context>, caller: Caller<Teacher>, path: Path<StudentPath>) -> Result<Answer, AppError> {
    let page = context.db.read(move |conn| {
        let reach = caller.place.reach();
        let row = store::students(conn, path.organization_id, Some(path.student_id), reach, None, None, 1)?.pop();
        let row = row.ok_or_else(AppError::not_found)?;
        let seat = if reach.is_none() { store::seat(conn, row.id)? } else { None };
        let used = store::used_codes(conn, row.id, reach)?.into_iter().map(|used| UsedCode {
            code: used.code,
            classroom: classroom_of(used.classroom_id, used.classroom_name),
            redeemed_at: used.redeemed_at,
            seat_spent: used.seat_spent,
        });
        let enrolled = store::enrollments(conn, Some(row.id), None, reach, None, 200)?.into_iter();
        Ok(StudentPage {
            redemptions: used.collect(),
            enrollments: enrolled.map(|row| EnrolledCourse { course_id: row.course_id, title: row.title }).collect(),
            seat: seat.map(|seat| SpentSeat {
                spent_at: seat.occurred_at,
                code: seat.code,
                classroom: classroom_of(seat.classroom_id, seat.classroom_name),
            }),
            student: row.into(),
        })
    });
    Answer::ok(&page.await?)
}
