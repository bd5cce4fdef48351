//! `/organizations`; their staff and the operator's side of them below.

mod operator;
mod staff;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::store::{self, OrganizationChanges, OrganizationRow};
use crate::accounts::{self, Admin, Caller, SignedIn, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::clock::is_time_zone;
use crate::shared::context::Context;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::{Json, not_blank, not_null, present};
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_my_organizations).service(show_organization).service(change_organization);
    staff::routes(config);
    operator::routes(config);
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
    /// Whether its staff need a second factor.
    requires_second_factor: bool,
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
            requires_second_factor: row.requires_second_factor,
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
    /// Whether staff need a second factor. Who turns this on has one.
    #[serde(default, deserialize_with = "not_null")]
    requires_second_factor: Option<bool>,
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

fn second_factor_first() -> AppError {
    AppError::new(
        Kind::Conflict,
        "second-factor-first",
        "Turn on the second step for your own account first. Then you can ask it of your staff.",
    )
}

/// Change name, time zone, contact, or whether staff need a second factor.
#[utoipa::path(tag = "organizations", request_body = OrganizationPatch, responses(
    (status = 200, description = "Changed", body = Organization),
    (status = 409, description = "`second-factor-first`")))]
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
        requires_second_factor: body.requires_second_factor,
        status: None,
    };
    let done = context.db.transact(move |conn| {
        let organization = caller.place.organization;
        if_match.check(store::locked(conn, organization)?)?;
        // So that nobody shuts themself out, and there is an admin who is not.
        if changes.requires_second_factor == Some(true) && !accounts::has_second_factor(conn, caller.account)? {
            return Err(second_factor_first());
        }
        store::update(conn, organization, &changes)?;
        answer_organization(conn, organization, caller.account)
    });
    done.await
}
