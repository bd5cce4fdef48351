//! A classroom's people over time, and a new classroom out of them.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, Filter};
use super::wire::{Cohort, ReconstituteRequest, Reconstituted, Stay};
use crate::accounts::{Admin, Caller, StaffRole, Teacher};
use crate::classrooms::{self, Classroom, ClassroomPath, NewClassroom, Unknown};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind as ErrorKind};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::students::transfers::{self, How, Kind, MOST, NewTransfer, Selection, Transfer};

/// Mounts it.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_stays).service(show_cohort).service(reconstitute_classroom);
}

/// Which stays, of whom.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StayFilter {
    /// Part of a name, address or username.
    q: Option<String>,
    /// `all` (the default), `present` or `former`.
    who: Option<String>,
}

/// The people of a classroom over time, who came last first: each stay with its beginning and its end.
#[utoipa::path(tag = "students", params(ClassroomPath, StayFilter, PageQuery), responses((status = 200, description = "A page of stays", body = Page<Stay>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/stays")]
async fn list_stays(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    filter: Query<StayFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let (present, former) = match filter.who.as_deref() {
        None | Some("all") => (true, true),
        Some("present") => (true, false),
        Some("former") => (false, true),
        Some(_) => return Err(AppError::new(ErrorKind::Malformed, "who-unknown", "Ask for all, present or former.")),
    };
    let filter =
        Filter { reach: caller.place.reach(), search: filter.q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty()), present, former };
    let rows = context.db.read(move |conn| {
        classrooms::reachable(conn, caller.place.organization, path.classroom_id, caller.place.reach())?;
        Ok(store::stays(conn, path.classroom_id, &filter, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.joined_at, row.id), Stay::from).answer(&request)
}

/// A classroom's people over time, in numbers.
#[utoipa::path(tag = "students", params(ClassroomPath), responses((status = 200, description = "The numbers", body = Cohort)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/cohort")]
async fn show_cohort(context: Data<Context>, caller: Caller<Teacher>, path: Path<ClassroomPath>) -> Result<Answer, AppError> {
    let with_seats = caller.place.role == StaffRole::Admin;
    let row = context.db.read(move |conn| {
        classrooms::reachable(conn, caller.place.organization, path.classroom_id, caller.place.reach())?;
        Ok(store::figures(conn, path.classroom_id)?)
    });
    Answer::ok(&Cohort::show(&row.await?, with_seats))
}

/// Make a new classroom out of the cohort of another, which may be deleted.
///
/// Its kind, audience and color are those of the old one; its courses and staff if wished. Courses are offered on
/// the same terms; their days move along with the first day, and are left open where a classroom has none. Spends no seat, and
/// changes nothing in the old one. At most 5,000 students.
#[utoipa::path(tag = "students", params(ClassroomPath), request_body = ReconstituteRequest, responses(
    (status = 201, description = "Made", body = Reconstituted),
    (status = 409, description = "`seats-not-enough`"),
    (status = 422, description = "`selection-unclear`, `nobody-chosen`, `too-many-students`, `student-unknown`, `dates-reversed`, or invalid fields")))]
#[post("/organizations/{organization_id}/classrooms/{classroom_id}/reconstitute")]
async fn reconstitute_classroom(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<ClassroomPath>,
    once: Idempotency,
    body: Json<ReconstituteRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let (organization, by, now) = (path.organization_id, caller.account, caller.now);
            let old = classrooms::one(conn, organization, path.classroom_id, None)?;
            let pattern = classrooms::after(conn, organization, &old, (body.with_courses, body.with_staff), by, now)?;
            let new = NewClassroom {
                name: body.name.trim().to_owned(),
                school_year: body.school_year.clone(),
                starts_on: body.starts_on,
                ends_on: body.ends_on,
                seat_allotment: body.seat_allotment,
                ..pattern
            };
            let classroom = classrooms::create(conn, organization, &new)?;
            classrooms::carry_terms(conn, (old.id, old.starts_on), (classroom, new.starts_on), Unknown::LeaveOpen)?;
            let cohort = NewTransfer {
                organization,
                kind: Kind::Copy,
                how: How::Transfer,
                from: old.id,
                to: vec![classroom],
                who: Selection::from(&body.students).who()?,
                most: Some(MOST),
                by,
                now,
            };
            let transfer = transfers::transfer(conn, &cohort)?;
            Answer::created(&Reconstituted {
                classroom: Classroom::show(classrooms::one(conn, organization, classroom, None)?, true),
                transfer: Transfer::show(transfers::one(conn, organization, None, transfer)?, now),
            })
        })
    };
    context.db.transact(work).await
}
