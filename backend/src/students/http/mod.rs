//! The members of a classroom; the courses offered to them and their profiles below.

mod blocks;
mod offers;
mod profiles;
mod terms;

pub(super) use profiles::StudentPath;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::members;
use super::store::{self, After, MemberRow, finding};
use crate::accounts::{Caller, Teacher};
use crate::classrooms::{self, ClassroomPath};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, day_on_paper};
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_members).service(add_member).service(remove_member);
    blocks::routes(config);
    offers::routes(config);
    terms::routes(config);
    profiles::routes(config);
    super::notes::http::routes(config);
    super::mine::routes(config);
    super::cohorts::routes(config);
    super::transfers::routes(config);
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
    /// What they sign in with when they have no address.
    #[schema(example = "maya.lopez")]
    username: Option<String>,
    /// Whether the address is confirmed.
    email_verified: bool,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
    /// Since when they are in it.
    joined_at: DateTime<Utc>,
    /// `code`, `staff`, `invitation`, `import`, `transfer` (moved or copied from another classroom),
    /// `rollover` (a new school year) or `merge`.
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
            username: row.username,
            email_verified: row.email_verified,
            deleted: row.deleted,
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
    /// The beginnings of words in a name, address or username, in any order; accents and case do not matter.
    q: Option<String>,
    /// `joined_at` (newest first, the default) or `display_name`.
    sort: Option<String>,
    /// The cohort as it stood when this day was over, in the organization's zone; otherwise who is in it now.
    on: Option<NaiveDate>,
}

impl MemberFilter {
    fn day(&self) -> Result<Option<NaiveDate>, AppError> {
        match self.on {
            Some(day) if day_on_paper(&day).is_err() => {
                Err(AppError::new(Kind::Malformed, "date-range", "A day is between 1900-01-01 and 9999-12-30."))
            }
            day => Ok(day),
        }
    }
}

/// The roster of a classroom, now or as it stood on a day.
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
    let day = filter.day()?;
    let search = profiles::typed(filter.q);
    let classroom = path.classroom_id;
    let within_reach =
        move |conn: &mut PgConnection| classrooms::reachable(conn, caller.place.organization, classroom, caller.place.reach());
    match filter.sort.as_deref() {
        None | Some("joined_at") => {
            let after = query.start::<(DateTime<Utc>, Uuid)>()?;
            let rows = context.db.read(move |conn| {
                within_reach(conn)?;
                Ok(match day {
                    None => store::newest_members(conn, classroom, search.as_deref(), after, wanted)?,
                    Some(day) => store::members_on(conn, classroom, day, search.as_deref(), After::Joined(after), wanted)?,
                })
            });
            Page::of(&query, rows.await?, |row| (row.joined_at, row.membership_id), Member::from).answer(&request)
        }
        Some("display_name") => {
            let after = query.start::<(String, Uuid)>()?;
            let rows = context.db.read(move |conn| {
                within_reach(conn)?;
                Ok(match day {
                    None => store::members_by_name(conn, classroom, search.as_deref(), after.clone(), wanted)?,
                    Some(day) => store::members_on(conn, classroom, day, search.as_deref(), After::Name(after.clone()), wanted)?,
                })
            });
            Page::of(&query, rows.await?, |row| (row.name_key.clone(), row.membership_id), Member::from).answer(&request)
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
            if reach.is_some() && finding::one(conn, organization, body.student_id, reach)?.is_none() {
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
pub(super) struct MemberPath {
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
