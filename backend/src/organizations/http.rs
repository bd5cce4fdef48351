//! `/organizations`, their staff, and `/operator/organizations`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::operator;
use super::staff::{self, NewStaff, StaffMember};
use super::store::{self, NewOrganization, OperatorRow, OrganizationChanges, OrganizationRow};
use crate::accounts::{Admin, Caller, Operator, SignedIn, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::clock::is_time_zone;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_blank, not_null, present};
use crate::shared::paging::{Page, PageQuery, Query, contains};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_my_organizations)
        .service(show_organization)
        .service(change_organization)
        .service(list_staff)
        .service(add_staff)
        .service(change_staff)
        .service(remove_staff)
        .service(list_organizations)
        .service(create_organization)
        .service(show_operator_organization)
        .service(change_operator_organization);
}

/// The path of a member of staff.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct StaffPath {
    /// The organization.
    pub organization_id: Uuid,
    /// The place in its staff.
    pub staff_id: Uuid,
}

/// An organization in which I have a role.
#[derive(Debug, Serialize, ToSchema)]
struct Organization {
    /// Its id.
    id: Uuid,
    /// Its name.
    #[schema(example = "Hamilton Schools")]
    name: String,
    /// Its short name.
    #[schema(example = "hamilton-schools")]
    slug: String,
    /// IANA time zone in which its days are counted.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// Whom to ask.
    contact_email: Option<String>,
    /// `active` or `suspended`.
    #[schema(example = "active")]
    status: String,
    /// My role in it.
    #[schema(example = "admin")]
    role: Option<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<OrganizationRow> for Organization {
    fn from(row: OrganizationRow) -> Self {
        Organization {
            id: row.id,
            name: row.name,
            slug: row.slug,
            time_zone: row.time_zone,
            contact_email: row.contact_email,
            status: row.status,
            role: row.role,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// The organizations I belong to, by name.
#[utoipa::path(tag = "organizations", params(PageQuery), responses((status = 200, description = "A page of organizations", body = Page<Organization>)))]
#[get("/organizations")]
async fn list_my_organizations(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(String, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(store::of_account(conn, caller.account, after.clone(), wanted)?)).await?;
    Page::of(&query, rows, |row| (row.name.clone(), row.id), Organization::from).answer(&request)
}

fn answer_organization(conn: &mut PgConnection, id: Uuid, account: Uuid) -> Result<Answer, AppError> {
    let row = store::one(conn, id, account)?;
    let version = row.version;
    Ok(Answer::ok(&Organization::from(row))?.version(version))
}

/// One organization of mine.
#[utoipa::path(tag = "organizations", responses((status = 200, description = "The organization", body = Organization)))]
#[get("/organizations/{organization_id}")]
async fn show_organization(context: Data<Context>, caller: Caller<Teacher>, _path: Path<Uuid>) -> Result<Answer, AppError> {
    context.db.read(move |conn| answer_organization(conn, caller.place.organization, caller.account)).await
}

/// What an admin may change about the organization.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganizationPatch {
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    name: Option<String>,
    /// IANA name.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_time_zone))]
    time_zone: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    contact_email: Option<Option<String>>,
}

fn known_time_zone(value: &str) -> Result<(), ValidationError> {
    if is_time_zone(value) {
        return Ok(());
    }
    Err(ValidationError::new("time-zone-unknown").with_message("Use the name of a time zone, such as America/New_York.".into()))
}

fn contact(value: Option<Option<String>>) -> Result<Option<Option<String>>, AppError> {
    match value {
        Some(Some(email)) => match Email::parse(&email) {
            Some(email) => Ok(Some(Some(email.shown))),
            None => Err(AppError::field("/contact_email", "email-invalid", "This does not look like an email address.")),
        },
        other => Ok(other),
    }
}

/// Change name, time zone or contact.
#[utoipa::path(tag = "organizations", request_body = OrganizationPatch, responses((status = 200, description = "Changed", body = Organization)))]
#[patch("/organizations/{organization_id}")]
async fn change_organization(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    if_match: IfMatch,
    body: Json<OrganizationPatch>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let changes = OrganizationChanges {
        name: body.name.map(|name| name.trim().to_owned()),
        time_zone: body.time_zone,
        contact_email: contact(body.contact_email)?,
        status: None,
    };
    let done = context.db.transact(move |conn| {
        let organization = caller.place.organization;
        if_match.check(store::locked(conn, organization)?)?;
        store::update(conn, organization, &changes)?;
        answer_organization(conn, organization, caller.account)
    });
    done.await
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
async fn remove_staff(context: Data<Context>, caller: Caller<Admin>, path: Path<StaffPath>) -> Result<Answer, AppError> {
    context.db.transact(move |conn| staff::remove(conn, caller.place.organization, path.staff_id)).await?;
    Ok(Answer::no_content())
}

/// An admin, for the operator.
#[derive(Debug, Serialize, ToSchema)]
struct AdminContact {
    /// How they are called.
    display_name: String,
    /// Their address.
    email: String,
}

/// Seats, for the operator.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorSeats {
    granted: i32,
    spent: i32,
    held: i32,
    free: i32,
}

/// An organization as the operator sees it. Nothing of its people but the admins.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorOrganization {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
    /// Its short name.
    slug: String,
    /// IANA time zone.
    time_zone: String,
    /// `active` or `suspended`.
    status: String,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// Its balance.
    seats: OperatorSeats,
    /// How many licenses it was granted.
    licenses: i64,
    /// Whether one of them covers today.
    license_active: bool,
    /// Its admins.
    admins: Vec<AdminContact>,
}

impl From<OperatorRow> for OperatorOrganization {
    fn from(row: OperatorRow) -> Self {
        let admins = row.admin_names.into_iter().zip(row.admin_emails);
        OperatorOrganization {
            id: row.id,
            name: row.name,
            slug: row.slug,
            time_zone: row.time_zone,
            status: row.status,
            created_at: row.created_at,
            seats: OperatorSeats { granted: row.granted, spent: row.spent, held: row.held, free: row.granted - row.spent - row.held },
            licenses: row.licenses,
            license_active: row.license_active,
            admins: admins.map(|(display_name, email)| AdminContact { display_name, email }).collect(),
        }
    }
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Part of a name.
    q: Option<String>,
}

/// Every organization, newest first.
#[utoipa::path(tag = "operator", params(Search, PageQuery), responses((status = 200, description = "A page of organizations", body = Page<OperatorOrganization>)))]
#[get("/operator/organizations")]
async fn list_organizations(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Operator>,
    search: Query<Search>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(search), Query(query)) = (search, query);
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let pattern = search.q.as_deref().map(contains);
    let rows = context.db.read(move |conn| Ok(store::for_operator(conn, None, pattern.as_deref(), caller.now, after, wanted)?)).await?;
    Page::of(&query, rows, |row| row.id, OperatorOrganization::from).answer(&request)
}

/// An organization to create.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganizationRequest {
    #[schema(example = "Hamilton Schools")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    name: String,
    #[schema(example = "hamilton-schools")]
    #[validate(custom(function = slug_form))]
    slug: String,
    #[schema(example = "America/New_York")]
    #[validate(custom(function = known_time_zone))]
    time_zone: String,
    #[schema(example = "principal@hamiltonschools.org")]
    #[validate(length(max = 254, code = "too-long"))]
    admin_email: String,
    #[validate(length(max = 100, code = "display-name-length", message = "A name has 1 to 100 characters."))]
    admin_name: Option<String>,
}

fn slug_form(value: &str) -> Result<(), ValidationError> {
    let fits = (1..=62).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !value.starts_with('-')
        && !value.ends_with('-');
    if fits {
        return Ok(());
    }
    Err(ValidationError::new("slug-form")
        .with_message("A short name has lower-case letters, digits and hyphens, and neither begins nor ends with a hyphen.".into()))
}

fn answer_operator(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>, created: bool) -> Result<Answer, AppError> {
    let row = operator::show(conn, id, now)?;
    let version = row.version;
    let shown = OperatorOrganization::from(row);
    let answer = if created { Answer::created(&shown) } else { Answer::ok(&shown) };
    Ok(answer?.version(version))
}

/// Create an organization with its first admin.
///
/// The admin is mailed a single-use link to choose a password.
#[utoipa::path(tag = "operator", request_body = OrganizationRequest, responses(
    (status = 201, description = "Created", body = OperatorOrganization),
    (status = 409, description = "`slug-taken`")))]
#[post("/operator/organizations")]
async fn create_organization(
    context: Data<Context>,
    caller: Caller<Operator>,
    once: Idempotency,
    body: Json<OrganizationRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let new = NewOrganization {
                name: body.name.trim().to_owned(),
                slug: body.slug.clone(),
                time_zone: body.time_zone.clone(),
                now: caller.now,
            };
            let id = operator::create(conn, &house.public_url, &new, &body.admin_email, body.admin_name.clone(), Some(caller.account))?;
            answer_operator(conn, id, caller.now, true)
        })
    };
    context.db.transact(work).await
}

/// One organization.
#[utoipa::path(tag = "operator", responses((status = 200, description = "The organization", body = OperatorOrganization)))]
#[get("/operator/organizations/{organization_id}")]
async fn show_operator_organization(context: Data<Context>, caller: Caller<Operator>, path: Path<Uuid>) -> Result<Answer, AppError> {
    let id = path.into_inner();
    context.db.read(move |conn| answer_operator(conn, id, caller.now, false)).await
}

/// What the operator may change.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct OperatorPatch {
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    name: Option<String>,
    /// `active` or `suspended`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_status))]
    status: Option<String>,
}

fn known_status(value: &str) -> Result<(), ValidationError> {
    match value {
        "active" | "suspended" => Ok(()),
        _ => Err(ValidationError::new("status-unknown").with_message("An organization is active or suspended.".into())),
    }
}

/// Rename, suspend or reactivate an organization.
#[utoipa::path(tag = "operator", request_body = OperatorPatch, responses((status = 200, description = "Changed", body = OperatorOrganization)))]
#[patch("/operator/organizations/{organization_id}")]
async fn change_operator_organization(
    context: Data<Context>,
    caller: Caller<Operator>,
    path: Path<Uuid>,
    if_match: IfMatch,
    body: Json<OperatorPatch>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let id = path.into_inner();
    let done = context.db.transact(move |conn| {
        if_match.check(store::locked(conn, id)?)?;
        let changes = OrganizationChanges { name: body.name.map(|name| name.trim().to_owned()), status: body.status, ..Default::default() };
        store::update(conn, id, &changes)?;
        answer_operator(conn, id, caller.now, false)
    });
    done.await
}
