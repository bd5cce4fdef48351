//! `/organizations/{id}/seats`, its ledger, and the operator's licenses.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::license::{self, NewLicense};
use super::store::{self, AllotmentRow, EntryRow, LicenseRow};
use crate::accounts::{Admin, Caller, Operator};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts what an organization sees.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_seats).service(list_seat_ledger);
}

/// Mounts what the operator does.
pub fn license_routes(config: &mut ServiceConfig) {
    config.service(list_licenses).service(grant_license);
}

/// The balance: `granted = spent + held + free`.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatTotals {
    /// The sum of all seats ever granted.
    #[schema(example = 500)]
    pub granted: i32,
    /// Seats spent on students; they never come back.
    #[schema(example = 212)]
    pub spent: i32,
    /// Seats that classrooms hold back.
    #[schema(example = 88)]
    pub held: i32,
    /// What is left.
    #[schema(example = 200)]
    pub free: i32,
    /// Whether a license covers today; without one no new student can join.
    pub license_active: bool,
    /// The last day of the license that lasts longest, of those that cover today.
    pub license_ends_on: Option<NaiveDate>,
}

/// The balance of an organization on a day.
///
/// # Errors
/// When the database is away.
pub fn totals(conn: &mut PgConnection, organization: Uuid, today: NaiveDate) -> Result<SeatTotals, AppError> {
    let row = store::totals(conn, organization, today)?;
    Ok(SeatTotals {
        granted: row.granted,
        spent: row.spent,
        held: row.held,
        free: row.granted - row.spent - row.held,
        license_active: row.license_ends_on.is_some(),
        license_ends_on: row.license_ends_on,
    })
}

/// A license.
#[derive(Debug, Serialize, ToSchema)]
struct License {
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

/// Something by name.
#[derive(Debug, Serialize, ToSchema)]
struct Named {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
}

fn named(id: Option<Uuid>, name: Option<String>) -> Option<Named> {
    id.zip(name).map(|(id, name)| Named { id, name })
}

/// A person by name.
#[derive(Debug, Serialize, ToSchema)]
struct NamedPerson {
    /// Their id.
    id: Uuid,
    /// How they are called.
    display_name: String,
}

/// What a classroom holds back.
#[derive(Debug, Serialize, ToSchema)]
struct Allotment {
    /// The classroom.
    classroom: Named,
    /// Its quota.
    allotment: i32,
    /// Seats first spent through it.
    spent: i32,
    /// What is left of the quota.
    held: i32,
    /// `refuse` or `borrow`: what happens to a new student when nothing is left.
    overflow: String,
}

impl From<AllotmentRow> for Allotment {
    fn from(row: AllotmentRow) -> Self {
        Allotment {
            classroom: Named { id: row.id, name: row.name },
            allotment: row.seat_allotment,
            spent: row.seats_spent,
            held: row.seats_held,
            overflow: row.seat_overflow,
        }
    }
}

/// The seats page.
#[derive(Debug, Serialize, ToSchema)]
struct Seats {
    /// The balance.
    #[serde(flatten)]
    totals: SeatTotals,
    /// The newest 50 licenses.
    licenses: Vec<License>,
    /// Classrooms that hold seats back.
    allotments: Vec<Allotment>,
}

/// The seats of an organization.
#[utoipa::path(tag = "seats", responses((status = 200, description = "The balance, its licenses and allotments", body = Seats)))]
#[get("/organizations/{organization_id}/seats")]
async fn show_seats(context: Data<Context>, caller: Caller<Admin>, _path: Path<Uuid>) -> Result<Answer, AppError> {
    let seats = context.db.transact(move |conn| {
        let organization = caller.place.organization;
        Ok(Seats {
            totals: totals(conn, organization, caller.place.day(caller.now))?,
            licenses: store::licenses(conn, organization, caller.now, None, 50)?.into_iter().map(License::from).collect(),
            allotments: store::allotments(conn, organization)?.into_iter().map(Allotment::from).collect(),
        })
    });
    Answer::ok(&seats.await?)
}

/// Numbers of an entry.
#[derive(Debug, Serialize, ToSchema)]
struct SeatChange {
    granted: i32,
    spent: i32,
    held: i32,
}

/// The balance after an entry.
#[derive(Debug, Serialize, ToSchema)]
struct SeatBalance {
    granted: i32,
    spent: i32,
    held: i32,
    free: i32,
}

/// A code by its text.
#[derive(Debug, Serialize, ToSchema)]
struct NamedCode {
    id: Uuid,
    #[schema(example = "MHS-PTA-2027")]
    code: String,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
struct Actor {
    display_name: String,
}

/// One event in the life of the seats.
#[derive(Debug, Serialize, ToSchema)]
struct LedgerEntry {
    /// Its id.
    id: Uuid,
    /// Its number; without gaps within an organization.
    sequence: i64,
    /// `granted`, `spent`, `held` or `released`.
    #[schema(example = "spent")]
    kind: String,
    /// How many seats it is about.
    seats: i32,
    /// What it changed.
    change: SeatChange,
    /// The balance it left behind.
    balance: SeatBalance,
    /// On whom a seat was spent.
    student: Option<NamedPerson>,
    /// Through which classroom.
    classroom: Option<Named>,
    /// By which code.
    code: Option<NamedCode>,
    /// Which license granted.
    license_id: Option<Uuid>,
    /// Who did it.
    actor: Option<Actor>,
    /// When.
    occurred_at: DateTime<Utc>,
}

impl From<EntryRow> for LedgerEntry {
    fn from(row: EntryRow) -> Self {
        let seats = if row.spent_change != 0 { row.spent_change } else { row.granted_change.abs() + row.held_change.abs() };
        LedgerEntry {
            id: row.id,
            sequence: row.sequence,
            kind: row.kind,
            seats,
            change: SeatChange { granted: row.granted_change, spent: row.spent_change, held: row.held_change },
            balance: SeatBalance { granted: row.granted, spent: row.spent, held: row.held, free: row.granted - row.spent - row.held },
            student: row.student_id.zip(row.student_name).map(|(id, display_name)| NamedPerson { id, display_name }),
            classroom: named(row.classroom_id, row.classroom_name),
            code: row.code_id.zip(row.code_text).map(|(id, code)| NamedCode { id, code }),
            license_id: row.license_id,
            actor: row.actor_name.map(|display_name| Actor { display_name }),
            occurred_at: row.occurred_at,
        }
    }
}

/// Which entries are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LedgerFilter {
    /// The story of one student's seat.
    student_id: Option<Uuid>,
    /// `granted`, `spent`, `held` or `released`.
    kind: Option<String>,
}

/// The ledger, newest first.
#[utoipa::path(tag = "seats", params(LedgerFilter, PageQuery), responses((status = 200, description = "A page of entries", body = Page<LedgerEntry>)))]
#[get("/organizations/{organization_id}/seats/ledger")]
async fn list_seat_ledger(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    filter: Query<LedgerFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let before = query.start::<i64>()?;
    let wanted = query.rows();
    let rows = context
        .db
        .read(move |conn| Ok(store::entries(conn, caller.place.organization, filter.student_id, filter.kind.as_deref(), before, wanted)?));
    Page::of(&query, rows.await?, |row| row.sequence, LedgerEntry::from).answer(&request)
}

/// A license to grant.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct LicenseRequest {
    #[schema(example = 500, minimum = 1, maximum = 10_000_000)]
    #[validate(range(min = 1, max = 10_000_000, code = "seats-range", message = "A license has 1 to 10,000,000 seats."))]
    seats: i32,
    #[schema(example = "2026-08-01")]
    starts_on: NaiveDate,
    #[schema(example = "2027-07-31")]
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
