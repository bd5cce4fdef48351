//! `/operator/organizations/{id}/licenses`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use crate::accounts::{Caller, Operator};
use crate::seats::license::{self, NewLicense};
use crate::seats::store::{self, LicenseRow};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, day_on_paper};
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts what the operator does.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_licenses).service(grant_license);
}

/// A license.
#[derive(Debug, Serialize, ToSchema)]
pub struct License {
    /// Its id.
    id: Uuid,
    /// How many seats it granted.
    #[schema(example = 500)]
    seats: i32,
    /// First day, in the organization's zone.
    starts_on: NaiveDate,
    /// Last day, inclusive.
    ends_on: NaiveDate,
    /// The operator's note.
    note: String,
    /// `upcoming`, `active` or `ended`, as of today in the organization's zone.
    #[schema(example = "active")]
    status: &'static str,
    /// When it was granted.
    created_at: DateTime<Utc>,
}

impl From<LicenseRow> for License {
    fn from(row: LicenseRow) -> Self {
        let status = match row.today {
            today if today < row.starts_on => "upcoming",
            today if today > row.ends_on => "ended",
            _ => "active",
        };
        License {
            id: row.id,
            seats: row.seats,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            note: row.note,
            status,
            created_at: row.created_at,
        }
    }
}

/// A license to grant.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct LicenseRequest {
    #[schema(example = 500, minimum = 1, maximum = 10_000_000)]
    #[validate(range(min = 1, max = 10_000_000, code = "seats-range", message = "A license has 1 to 10,000,000 seats."))]
    seats: i32,
    #[schema(example = "2026-08-01")]
    #[validate(custom(function = day_on_paper))]
    starts_on: NaiveDate,
    #[schema(example = "2027-07-31")]
    #[validate(custom(function = day_on_paper))]
    ends_on: NaiveDate,
    #[serde(default)]
    #[validate(length(max = 1000, code = "too-long"))]
    note: String,
}

/// The licenses of an organization.
#[utoipa::path(tag = "operator", params(PageQuery), responses((status = 200, description = "Licenses, newest first", body = Page<License>)))]
#[get("/operator/organizations/{organization_id}/licenses")]
async fn list_licenses(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Operator>,
    path: Path<Uuid>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let organization = path.into_inner();
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        if !store::organization_exists(conn, organization)? {
            return Err(AppError::not_found());
        }
        Ok(store::licenses(conn, organization, caller.now, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, License::from).answer(&request)
}

/// Grant a license.
///
/// Its seats add to all granted before. New students can join while the term of a license runs.
#[utoipa::path(tag = "operator", request_body = LicenseRequest, responses(
    (status = 201, description = "Granted", body = License),
    (status = 422, description = "`dates-reversed`, `too-many-seats`, or invalid fields")))]
#[post("/operator/organizations/{organization_id}/licenses")]
async fn grant_license(
    context: Data<Context>,
    caller: Caller<Operator>,
    path: Path<Uuid>,
    once: Idempotency,
    body: Json<LicenseRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let organization = path.into_inner();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let new = NewLicense {
                seats: body.seats,
                starts_on: body.starts_on,
                ends_on: body.ends_on,
                note: body.note.trim().to_owned(),
                by: Some(caller.account),
                now: caller.now,
            };
            license::grant(conn, organization, &new)?;
            let row = store::licenses(conn, organization, caller.now, None, 1)?.pop().ok_or_else(AppError::not_found)?;
            Answer::created(&License::from(row))
        })
    };
    context.db.transact(work).await
}
