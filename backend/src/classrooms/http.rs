//! `/organizations/{id}/classrooms`: the classrooms themselves and the staff assigned to them. (Members
//! and the courses of a classroom are in `students`, since both enroll.)

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post, put};
use diesel::PgConnection;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::rooms::{self, Edit, NewClassroom};
use super::store::{self, Filter};
use super::wire::{Classroom, ClassroomPatch, ClassroomPath, ClassroomRequest, wanted_audience};
use crate::accounts::{Admin, Caller, Place, StaffRole, Teacher};
use crate::organizations::{StaffMember, list_staff_rows, show_staff};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query, contains};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_classrooms)
        .service(create_classroom)
        .service(show_classroom)
        .service(change_classroom)
        .service(delete_classroom)
        .service(restore_classroom)
        .service(list_classroom_staff)
        .service(assign_classroom_staff)
        .service(unassign_classroom_staff);
}

fn answer(conn: &mut PgConnection, place: &Place, id: Uuid, created: bool) -> Result<Answer, AppError> {
    let row = store::one(conn, place.organization, id, place.reach())?;
    let version = row.version;
    let shown = Classroom::show(row, place.role == StaffRole::Admin);
    let answer = if created { Answer::created(&shown) } else { Answer::ok(&shown) };
    Ok(answer?.version(version))
}

/// Which classrooms are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ClassroomFilter {
    /// Part of a name.
    q: Option<String>,
    /// `classroom` or `campaign`.
    kind: Option<String>,
    /// `students`, `staff`, `parents` or `public`.
    audience: Option<String>,
    /// True: the deleted ones. Otherwise those that are not.
    #[serde(default)]
    deleted: bool,
}

/// The classrooms, newest first; for a teacher those assigned to them.
#[utoipa::path(tag = "classrooms", params(ClassroomFilter, PageQuery), responses((status = 200, description = "A page of classrooms", body = Page<Classroom>)))]
#[get("/organizations/{organization_id}/classrooms")]
async fn list_classrooms(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<ClassroomFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let filter = Filter {
        only: None,
        reach: caller.place.reach(),
        search: filter.q.as_deref().map(contains),
        kind: filter.kind,
        audience: filter.audience.map(wanted_audience).transpose()?,
        deleted: Some(filter.deleted),
    };
    let with_seats = caller.place.role == StaffRole::Admin;
    let rows = context.db.read(move |conn| Ok(store::list(conn, caller.place.organization, &filter, after, wanted)?)).await?;
    Page::of(&query, rows, |row| row.id, |row| Classroom::show(row, with_seats)).answer(&request)
}

/// Make a classroom.
///
/// An allotment is taken from the free seats at once.
#[utoipa::path(tag = "classrooms", request_body = ClassroomRequest, responses(
    (status = 201, description = "Made", body = Classroom),
    (status = 409, description = "`seats-not-enough`"),
    (status = 422, description = "`dates-reversed`, `course-unknown`, `staff-unknown`, or invalid fields")))]
#[post("/organizations/{organization_id}/classrooms")]
async fn create_classroom(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<ClassroomRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let new = NewClassroom {
                name: body.name.trim().to_owned(),
                kind: body.kind.clone(),
                description: body.description.clone(),
                audience: body.audience.clone(),
                channel: body.channel.clone(),
                school_year: body.school_year.clone(),
                color: body.color.clone(),
                starts_on: body.starts_on,
                ends_on: body.ends_on,
                seat_allotment: body.seat_allotment,
                seat_overflow: body.seat_overflow.clone(),
                course_ids: body.course_ids.clone(),
                staff_ids: body.staff_ids.clone(),
                by: caller.account,
                now: caller.now,
            };
            let id = rooms::create(conn, caller.place.organization, &new)?;
            answer(conn, &caller.place, id, true)
        })
    };
    context.db.transact(work).await
}

/// One classroom, deleted or not.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), responses((status = 200, description = "The classroom", body = Classroom)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}")]
async fn show_classroom(context: Data<Context>, caller: Caller<Teacher>, path: Path<ClassroomPath>) -> Result<Answer, AppError> {
    context.db.read(move |conn| answer(conn, &caller.place, path.classroom_id, false)).await
}

fn edit<'a>(caller: &Caller<Admin>, classroom: Uuid, if_match: &'a IfMatch) -> Edit<'a> {
    Edit { organization: caller.place.organization, classroom, by: caller.account, now: caller.now, if_match }
}

/// Change a classroom.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), request_body = ClassroomPatch, responses(
    (status = 200, description = "Changed", body = Classroom),
    (status = 409, description = "`seats-not-enough`, `classroom-deleted`"),
    (status = 422, description = "`allotment-below-spent`, `dates-reversed`, or invalid fields")))]
#[patch("/organizations/{organization_id}/classrooms/{classroom_id}")]
async fn change_classroom(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<ClassroomPath>,
    if_match: IfMatch,
    body: Json<ClassroomPatch>,
) -> Result<Answer, AppError> {
    let changes = body.0.into();
    let done = context.db.transact(move |conn| {
        rooms::change(conn, &edit(&caller, path.classroom_id, &if_match), &changes)?;
        answer(conn, &caller.place, path.classroom_id, false)
    });
    done.await
}

/// Delete a classroom.
///
/// Its codes stop and its held seats return; its students and all their records stay.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), responses((status = 204, description = "Deleted")))]
#[delete("/organizations/{organization_id}/classrooms/{classroom_id}")]
async fn delete_classroom(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<ClassroomPath>,
    if_match: IfMatch,
) -> Result<Answer, AppError> {
    context.db.transact(move |conn| rooms::delete(conn, &edit(&caller, path.classroom_id, &if_match))).await?;
    Ok(Answer::no_content())
}

/// Restore a deleted classroom, without its allotment.
#[utoipa::path(tag = "classrooms", params(ClassroomPath), responses((status = 200, description = "Restored", body = Classroom)))]
#[post("/organizations/{organization_id}/classrooms/{classroom_id}/restore")]
async fn restore_classroom(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<ClassroomPath>,
    if_match: IfMatch,
) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        rooms::restore(conn, &edit(&caller, path.classroom_id, &if_match))?;
        answer(conn, &caller.place, path.classroom_id, false)
    });
    done.await
}

/// The path of an assignment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct AssignmentPath {
    /// The organization.
    organization_id: Uuid,
    /// The classroom.
    classroom_id: Uuid,
    /// The place in the staff.
    staff_id: Uuid,
}

/// The staff assigned to a classroom, by name.
#[utoipa::path(tag = "classrooms", params(ClassroomPath, PageQuery), responses((status = 200, description = "A page of staff", body = Page<StaffMember>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/staff")]
async fn list_classroom_staff(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ClassroomPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(String, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        store::reachable(conn, caller.place.organization, path.classroom_id, caller.place.reach())?;
        Ok(list_staff_rows(conn, caller.place.organization, Some(path.classroom_id), None, after.clone(), wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.display_name.clone(), row.id), StaffMember::from).answer(&request)
}

/// Assign a member of staff. Doing it twice is harmless.
#[utoipa::path(tag = "classrooms", params(AssignmentPath), responses((status = 200, description = "Assigned", body = StaffMember)))]
#[put("/organizations/{organization_id}/classrooms/{classroom_id}/staff/{staff_id}")]
async fn assign_classroom_staff(context: Data<Context>, caller: Caller<Admin>, path: Path<AssignmentPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        let organization = path.organization_id;
        store::reachable(conn, organization, path.classroom_id, None)?;
        show_staff(conn, organization, path.staff_id)?;
        store::assign_staff(conn, organization, path.classroom_id, path.staff_id, caller.now)?;
        Answer::ok(&show_staff(conn, organization, path.staff_id)?.0)
    });
    done.await
}

/// Take a member of staff off a classroom. Their reach ends at their next request.
#[utoipa::path(tag = "classrooms", params(AssignmentPath), responses((status = 204, description = "Taken off")))]
#[delete("/organizations/{organization_id}/classrooms/{classroom_id}/staff/{staff_id}")]
async fn unassign_classroom_staff(context: Data<Context>, _caller: Caller<Admin>, path: Path<AssignmentPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        store::reachable(conn, path.organization_id, path.classroom_id, None)?;
        Ok(store::unassign_staff(conn, path.classroom_id, path.staff_id)?)
    });
    done.await?;
    Ok(Answer::no_content())
}
