//! `/organizations/{id}/students`, the members and the courses of a classroom.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, post, put};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::members;
use super::store::{self, MemberRow, StudentRow};
use crate::accounts::{Admin, Caller, Teacher};
use crate::classrooms::{self, ClassroomPath};
use crate::courses::{self, Course};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query, contains};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_members)
        .service(add_member)
        .service(remove_member)
        .service(list_classroom_courses)
        .service(add_classroom_course)
        .service(remove_classroom_course)
        .service(offer_course_to_everyone)
        .service(list_students)
        .service(show_student);
}

/// A student in a classroom.
#[derive(Debug, Serialize, ToSchema)]
struct Member {
    /// The student.
    student_id: Uuid,
    /// How they are called.
    display_name: String,
    /// Their address, if they have one.
    email: Option<String>,
    /// Whether the address is confirmed.
    email_verified: bool,
    /// Since when they are in it.
    joined_at: DateTime<Utc>,
    /// `code` or `staff`.
    joined_by: String,
    /// By which code.
    code: Option<String>,
    /// In how many courses they are enrolled.
    enrollments: i64,
    /// Whether their seat was spent through this classroom.
    seat_spent: bool,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        Member {
            student_id: row.student_id,
            display_name: row.display_name,
            email: row.email,
            email_verified: row.email_verified,
            joined_at: row.joined_at,
            joined_by: row.joined_by,
            code: row.code,
            enrollments: row.enrollments,
            seat_spent: row.seat_spent,
        }
    }
}

/// Which members, in what order.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MemberFilter {
    /// Part of a name or address.
    q: Option<String>,
    /// `joined_at` (newest first, the default) or `display_name`.
    sort: Option<String>,
}

/// The roster of a classroom.
#[utoipa::path(tag = "students", params(ClassroomPath, MemberFilter, PageQuery), responses((status = 200, description = "A page of members", body = Page<Member>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/members")]
async fn list_members(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    filter: Query<MemberFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let wanted = query.rows();
    let search = filter.q.as_deref().map(contains);
    let classroom = path.classroom_id;
    let within_reach =
        move |conn: &mut PgConnection| classrooms::reachable(conn, caller.place.organization, classroom, caller.place.reach());
    match filter.sort.as_deref() {
        None | Some("joined_at") => {
            let after = query.start::<(DateTime<Utc>, Uuid)>()?;
            let rows = context.db.read(move |conn| {
                within_reach(conn)?;
                Ok(store::newest_members(conn, classroom, search.as_deref(), after, wanted)?)
            });
            Page::of(&query, rows.await?, |row| (row.joined_at, row.membership_id), Member::from).answer(&request)
        }
        Some("display_name") => {
            let after = query.start::<(String, Uuid)>()?;
            let rows = context.db.read(move |conn| {
                within_reach(conn)?;
                Ok(store::members_by_name(conn, classroom, search.as_deref(), after.clone(), wanted)?)
            });
            Page::of(&query, rows.await?, |row| (row.display_name.clone(), row.membership_id), Member::from).answer(&request)
        }
        Some(_) => Err(AppError::new(Kind::Malformed, "sort-unknown", "Members can be sorted by joined_at or display_name.")),
    }
}

/// Whom to add.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberRequest {
    student_id: Uuid,
}

/// Add a student of the organization to a classroom.
///
/// Spends no seat. It re-admits a student who was removed, and lifts a block.
#[utoipa::path(tag = "students", params(ClassroomPath), request_body = MemberRequest, responses(
    (status = 201, description = "In the classroom", body = Member),
    (status = 409, description = "`classroom-deleted`"),
    (status = 422, description = "`student-unknown`")))]
#[post("/organizations/{organization_id}/classrooms/{classroom_id}/members")]
async fn add_member(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    once: Idempotency,
    body: Json<MemberRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let organization = caller.place.organization;
            let reach = caller.place.reach();
            classrooms::reachable(conn, organization, path.classroom_id, reach)?;
            // A teacher may add whom they can see; the organization's other students are not theirs.
            if reach.is_some() && store::students(conn, organization, Some(body.student_id), reach, None, None, 1)?.is_empty() {
                return Err(AppError::field("/student_id", "student-unknown", "There is no such student in your classrooms."));
            }
            let row = members::add(conn, organization, path.classroom_id, body.student_id, caller.account, caller.now)?;
            Answer::created(&Member::from(row))
        })
    };
    context.db.transact(work).await
}

/// The path of a member.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct MemberPath {
    /// The organization.
    organization_id: Uuid,
    /// The classroom.
    classroom_id: Uuid,
    /// The student.
    student_id: Uuid,
}

/// Remove a student from a classroom.
///
/// Their records and their other classrooms stay. The code they came in by does not let them back in.
#[utoipa::path(tag = "students", params(MemberPath), responses((status = 204, description = "Removed")))]
#[delete("/organizations/{organization_id}/classrooms/{classroom_id}/members/{student_id}")]
async fn remove_member(context: Data<Context>, caller: Caller<Teacher>, path: Path<MemberPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, caller.place.reach())?;
        members::remove(conn, path.classroom_id, path.student_id, caller.account, caller.now)
    });
    done.await?;
    Ok(Answer::no_content())
}

/// The courses of a classroom, in its order.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), responses((status = 200, description = "Its courses, 200 at most", body = Page<Course>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses")]
async fn list_classroom_courses(context: Data<Context>, caller: Caller<Teacher>, path: Path<ClassroomPath>) -> Result<Answer, AppError> {
    let rows = context.db.read(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, caller.place.reach())?;
        Ok(courses::of_classroom(conn, path.organization_id, path.classroom_id)?)
    });
    Answer::ok(&Page { items: rows.await?.into_iter().map(Course::from).collect(), next_cursor: None })
}

/// The path of a classroom's course.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct ClassroomCoursePath {
    /// The organization.
    organization_id: Uuid,
    /// The classroom.
    classroom_id: Uuid,
    /// The course.
    course_id: Uuid,
}

/// A course now offered, and whom that enrolled.
#[derive(Debug, Serialize, ToSchema)]
struct OfferedCourse {
    /// The course.
    course: Course,
    /// How many students it enrolled just now.
    students_enrolled: usize,
}

/// Offer a course in a classroom.
///
/// Enrolls its present members. Doing it twice is harmless.
#[utoipa::path(tag = "classrooms", params(ClassroomCoursePath), responses((status = 200, description = "Offered", body = OfferedCourse)))]
#[put("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}")]
async fn add_classroom_course(context: Data<Context>, caller: Caller<Admin>, path: Path<ClassroomCoursePath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, None)?;
        let course = courses::one(conn, path.organization_id, path.course_id)?;
        classrooms::add_course(conn, path.classroom_id, path.course_id, caller.now)?;
        let students_enrolled = store::enroll_members(conn, path.classroom_id, path.course_id, caller.now)?;
        Answer::ok(&OfferedCourse { course: course.into(), students_enrolled })
    });
    done.await
}

/// Stop offering a course in a classroom. Who is enrolled stays enrolled.
#[utoipa::path(tag = "classrooms", params(ClassroomCoursePath), responses((status = 204, description = "No longer offered")))]
#[delete("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}")]
async fn remove_classroom_course(
    context: Data<Context>,
    _caller: Caller<Admin>,
    path: Path<ClassroomCoursePath>,
) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        classrooms::reachable(conn, path.organization_id, path.classroom_id, None)?;
        Ok(classrooms::remove_course(conn, path.classroom_id, path.course_id)?)
    });
    done.await?;
    Ok(Answer::no_content())
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
        courses::offer_to_everyone(conn, path.organization_id, path.course_id, caller.now)?;
        let students_enrolled = store::enroll_everyone(conn, path.organization_id, path.course_id, caller.now)?;
        let course = courses::one(conn, path.organization_id, path.course_id)?.into();
        Answer::ok(&OfferedCourse { course, students_enrolled })
    });
    done.await
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
    /// Part of a name or address.
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
    /// The courses they are enrolled in.
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
        let enrolled = store::enrollments(conn, Some(row.id), None, None, 200)?.into_iter();
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
