//! `/operator/organizations`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::known_time_zone;
use crate::accounts::{Caller, Operator};
use crate::organizations::operator;
use crate::organizations::store::{self, NewOrganization, OperatorRow, OrganizationChanges};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_blank, not_null};
use crate::shared::paging::{Page, PageQuery, Query, contains};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_organizations)
        .service(create_organization)
        .service(show_operator_organization)
        .service(change_operator_organization);
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
