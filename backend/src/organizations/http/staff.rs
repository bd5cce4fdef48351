//! `/organizations/{id}/staff`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::accounts::{Admin, Caller};
use crate::organizations::staff::{self, NewStaff, StaffMember};
use crate::organizations::store;
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_null};
use crate::shared::paging::{Page, PageQuery, Query};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_staff)
        .service(add_staff)
        .service(change_staff)
        .service(remove_staff)
        .service(resend_staff_invitation)
        .service(reset_staff_second_factor);
}

/// The path of a member of staff.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct StaffPath {
    /// The organization.
    organization_id: Uuid,
    /// The place in its staff.
    staff_id: Uuid,
}

/// The staff, by name.
#[utoipa::path(tag = "staff", params(PageQuery), responses((status = 200, description = "A page of staff", body = Page<StaffMember>)))]
#[get("/organizations/{organization_id}/staff")]
async fn list_staff(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(String, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(store::staff(conn, caller.place.organization, None, None, after.clone(), wanted)?)).await?;
    Page::of(&query, rows, |row| (row.display_name.clone(), row.id), StaffMember::from).answer(&request)
}

/// Somebody to be put on the staff.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffRequest {
    #[schema(example = "ana@hamiltonschools.org")]
    #[validate(length(max = 254, code = "too-long"))]
    email: String,
    #[validate(length(max = 100, code = "display-name-length", message = "A name has 1 to 100 characters."))]
    display_name: Option<String>,
    /// `admin` or `teacher`.
    #[schema(example = "teacher")]
    #[validate(custom(function = known_role))]
    role: String,
    #[serde(default)]
    #[schema(example = "Counselor")]
    #[validate(length(max = 100, code = "too-long"))]
    title: String,
}

fn known_role(value: &str) -> Result<(), ValidationError> {
    match value {
        "admin" | "teacher" => Ok(()),
        _ => Err(ValidationError::new("role-unknown").with_message("A member of staff is an admin or a teacher.".into())),
    }
}

fn answer_staff(conn: &mut PgConnection, organization: Uuid, staff_id: Uuid, created: bool) -> Result<Answer, AppError> {
    let (member, version) = staff::show(conn, organization, staff_id)?;
    let answer = if created { Answer::created(&member) } else { Answer::ok(&member) };
    Ok(answer?.version(version))
}

/// Put somebody on the staff.
///
/// Without an account they are mailed a single-use link to choose a password.
#[utoipa::path(tag = "staff", request_body = StaffRequest, responses(
    (status = 201, description = "Added", body = StaffMember),
    (status = 409, description = "`staff-already`")))]
#[post("/organizations/{organization_id}/staff")]
async fn add_staff(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<StaffRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let new = NewStaff {
                email: body.email.clone(),
                display_name: body.display_name.clone(),
                role: body.role.clone(),
                title: body.title.trim().to_owned(),
                by: Some(caller.account),
                now: caller.now,
            };
            let id = staff::add(conn, &house.public_url, caller.place.organization, &new)?;
            answer_staff(conn, caller.place.organization, id, true)
        })
    };
    context.db.transact(work).await
}

/// A changed role or title.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffPatch {
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_role))]
    role: Option<String>,
    #[serde(default, deserialize_with = "not_null")]
    #[validate(length(max = 100, code = "too-long"))]
    title: Option<String>,
}

/// Change a member of staff.
#[utoipa::path(tag = "staff", params(StaffPath), request_body = StaffPatch, responses(
    (status = 200, description = "Changed", body = StaffMember),
    (status = 409, description = "`last-admin`")))]
#[patch("/organizations/{organization_id}/staff/{staff_id}")]
async fn change_staff(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<StaffPath>,
    if_match: IfMatch,
    body: Json<StaffPatch>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let done = context.db.transact(move |conn| {
        staff::change(conn, path.organization_id, path.staff_id, body.role.as_deref(), body.title.as_deref(), &if_match)?;
        answer_staff(conn, caller.place.organization, path.staff_id, false)
    });
    done.await
}

/// Take somebody off the staff.
///
/// Their reach ends at their next request; their account stays.
#[utoipa::path(tag = "staff", params(StaffPath), responses(
    (status = 204, description = "Taken off"),
    (status = 409, description = "`last-admin`")))]
#[delete("/organizations/{organization_id}/staff/{staff_id}")]
async fn remove_staff(context: Data<Context>, caller: Caller<Admin>, path: Path<StaffPath>, if_match: IfMatch) -> Result<Answer, AppError> {
    context.db.transact(move |conn| staff::remove(conn, caller.place.organization, path.staff_id, &if_match, caller.now)).await?;
    Ok(Answer::no_content())
}

/// Mail the link again to somebody who has not accepted.
///
/// The link in older mail ends.
#[utoipa::path(tag = "staff", params(StaffPath), responses(
    (status = 200, description = "Sent", body = StaffMember),
    (status = 409, description = "`invitation-accepted`"),
    (status = 429, description = "`too-many-attempts`: mail to one address is counted")))]
#[post("/organizations/{organization_id}/staff/{staff_id}/resend")]
async fn resend_staff_invitation(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<StaffPath>,
    once: Idempotency,
) -> Result<Answer, AppError> {
    context.throttles.mails.admit(&path.staff_id.to_string(), caller.now)?;
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &path.staff_id, |conn| {
            staff::invite_again(conn, &house.public_url, caller.place.organization, path.staff_id, caller.now)?;
            answer_staff(conn, caller.place.organization, path.staff_id, false)
        })
    };
    context.db.transact(work).await
}

/// Take the second factor from a member of staff who lost it.
///
/// Every session of theirs ends, and they are told by mail. Only for who works for this organization and no
/// other: a second factor that others rely on is reset by the operator's command line.
#[utoipa::path(tag = "staff", params(StaffPath), responses(
    (status = 204, description = "Taken away"),
    (status = 409, description = "`second-factor-off`, `second-factor-own`, `second-factor-elsewhere`")))]
#[delete("/organizations/{organization_id}/staff/{staff_id}/second-factor")]
async fn reset_staff_second_factor(context: Data<Context>, caller: Caller<Admin>, path: Path<StaffPath>) -> Result<Answer, AppError> {
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        let organization = caller.place.organization;
        staff::reset_second_factor(conn, &house.public_url, organization, path.staff_id, caller.account, caller.now)
    };
    context.db.transact(work).await?;
    Ok(Answer::no_content())
}
