//! `/organizations/{id}/students`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::accounts::{Caller, Teacher};
use crate::classrooms;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::day_on_paper;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::students::store::finding::{self, Order, Wanted};
use crate::students::store::stays::{StayRow, stays};
use crate::students::store::{self, SeatRow, StudentRow};

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
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
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
            deleted: row.deleted,
            registered_at: row.registered_at,
            classrooms: classrooms.map(|(id, name)| StudentClassroom { id, name }).collect(),
        }
    }
}

/// Whom to look for. All of it has to be true of a student.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StudentFilter {
    /// The beginnings of words in a name, address or username, in any order; accents and case do not matter.
    #[param(example = "jose gar")]
    q: Option<String>,
    /// In this classroom now.
    classroom_id: Option<Uuid>,
    /// `true`: in no classroom now. `false`: in one at least.
    without_classroom: Option<bool>,
    /// In a classroom for `students`, `staff`, `parents` or the `public` now.
    audience: Option<String>,
    /// Came in by this code, first or later.
    code_id: Option<Uuid>,
    /// Whether the address is confirmed.
    email_verified: Option<bool>,
    /// Registered on this day or later, in the organization's time zone.
    registered_since: Option<NaiveDate>,
    /// `registered_at` (newest first, the default) or `display_name`.
    sort: Option<String>,
}

/// What was typed, if anything was.
pub(super) fn typed(q: Option<String>) -> Option<String> {
    q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty())
}

/// The students, newest first or by name; for a teacher those in their classrooms.
///
/// Quick enough to ask at every letter that somebody types.
#[utoipa::path(tag = "students", params(StudentFilter, PageQuery), responses((status = 200, description = "A page of students", body = Page<Student>)))]
#[get("/organizations/{organization_id}/students")]
async fn list_students(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<StudentFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    if filter.registered_since.is_some_and(|day| day_on_paper(&day).is_err()) {
        return Err(AppError::new(Kind::Malformed, "query-invalid", "registered_since is a day of the years 1900 to 9999."));
    }
    let order = match filter.sort.as_deref() {
        None | Some("registered_at") => Order::Newest(query.start()?),
        Some("display_name") => Order::ByName(query.start()?),
        Some(_) => return Err(AppError::new(Kind::Malformed, "sort-unknown", "Students can be sorted by registered_at or display_name.")),
    };
    let by_name = matches!(order, Order::ByName(_));
    let rows = query.rows();
    let wanted = Wanted {
        organization: caller.place.organization,
        reach: caller.place.reach(),
        typed: typed(filter.q),
        classroom: filter.classroom_id,
        placed: filter.without_classroom.map(|without| !without),
        audience: filter.audience.map(classrooms::wanted_audience).transpose()?,
        code: filter.code_id,
        verified: filter.email_verified,
        since: filter.registered_since,
    };
    let found = context.db.read(move |conn| {
        if let Some(classroom) = wanted.classroom {
            classrooms::reachable(conn, wanted.organization, classroom, wanted.reach)?;
        }
        Ok(finding::find(conn, &wanted, &order, rows)?)
    });
    let found = found.await?;
    if by_name {
        Page::of(&query, found, |row| (row.name_key.clone(), row.id), Student::from).answer(&request)
    } else {
        Page::of(&query, found, |row| (row.registered_at, row.id), Student::from).answer(&request)
    }
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

impl From<SeatRow> for SpentSeat {
    fn from(row: SeatRow) -> Self {
        SpentSeat { spent_at: row.occurred_at, code: row.code, classroom: classroom_of(row.classroom_id, row.classroom_name) }
    }
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

/// A stay in a classroom, present or past.
#[derive(Debug, Serialize, ToSchema)]
struct StudentStay {
    classroom: StudentClassroom,
    classroom_deleted: bool,
    joined_at: DateTime<Utc>,
    /// `code`, `staff`, `invitation`, `import`, `transfer`, `rollover` or `merge`.
    #[schema(example = "code")]
    joined_by: String,
    /// By which code.
    code: Option<String>,
    /// Who of the staff added them.
    added_by: Option<String>,
    left_at: Option<DateTime<Utc>>,
    /// `left` (by themselves), `removed`, `transferred`, `rollover`, `merged` or `undone`.
    left_how: Option<String>,
    /// Who of the staff took them out.
    removed_by: Option<String>,
    /// Kept out of it now.
    blocked: bool,
}

impl From<StayRow> for StudentStay {
    fn from(row: StayRow) -> Self {
        StudentStay {
            classroom: StudentClassroom { id: row.classroom_id, name: row.classroom_name },
            classroom_deleted: row.classroom_deleted,
            joined_at: row.joined_at,
            joined_by: row.joined_by,
            code: row.code,
            added_by: row.added_by,
            left_at: row.left_at,
            left_how: row.left_how,
            removed_by: row.removed_by,
            blocked: row.blocked,
        }
    }
}

/// A student's page.
#[derive(Debug, Serialize, ToSchema)]
struct StudentPage {
    /// Who.
    #[serde(flatten)]
    student: Student,
    /// Their seat; null for teachers.
    seat: Option<SpentSeat>,
    /// The seats of profiles that became part of this one: they stay spent. Empty for teachers.
    seats_of_merged: Vec<SpentSeat>,
    /// The codes they used, newest first.
    redemptions: Vec<UsedCode>,
    /// The newest 200 stays in classrooms, present ones first; for a teacher, of theirs.
    stays: Vec<StudentStay>,
    /// The newest 200 courses they are enrolled in; for a teacher, of theirs.
    enrollments: Vec<EnrolledCourse>,
}

fn classroom_of(id: Option<Uuid>, name: Option<String>) -> Option<StudentClassroom> {
    id.zip(name).map(|(id, name)| StudentClassroom { id, name })
}

/// The path of a student.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::students) struct StudentPath {
    /// The organization.
    pub organization_id: Uuid,
    /// The student.
    pub student_id: Uuid,
}

/// One student. Of a profile that became part of another, the other one.
#[utoipa::path(tag = "students", params(StudentPath), responses((status = 200, description = "The student", body = StudentPage)))]
#[get("/organizations/{organization_id}/students/{student_id}")]
async fn show_student(context: Data<Context>, caller: Caller<Teacher>, path: Path<StudentPath>) -> Result<Answer, AppError> {
    let page = context.db.read(move |conn| {
        let reach = caller.place.reach();
        let shown = store::known(conn, path.organization_id, path.student_id)?;
        let row = finding::one(conn, path.organization_id, shown, reach)?.ok_or_else(AppError::not_found)?;
        let mut seats = if reach.is_none() { store::seats(conn, row.id)? } else { Vec::new() }.into_iter().map(SpentSeat::from);
        let used = store::used_codes(conn, row.id, reach)?.into_iter().map(|used| UsedCode {
            code: used.code,
            classroom: classroom_of(used.classroom_id, used.classroom_name),
            redeemed_at: used.redeemed_at,
            seat_spent: used.seat_spent,
        });
        let enrolled = store::enrollments(conn, Some(row.id), None, reach, None, 200)?.into_iter();
        Ok(StudentPage {
            redemptions: used.collect(),
            stays: stays(conn, row.id, reach)?.into_iter().map(StudentStay::from).collect(),
            enrollments: enrolled.map(|row| EnrolledCourse { course_id: row.course_id, title: row.title }).collect(),
            seat: seats.next(),
            seats_of_merged: seats.collect(),
            student: row.into(),
        })
    });
    Answer::ok(&page.await?)
}
