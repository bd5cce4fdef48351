//! `/organizations/{id}/seats`; its ledger and the operator's licenses below.

mod ledger;
mod licenses;

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::licenses::License;
use super::forecast::{self, Forecast};
use super::store::{self, AllotmentRow};
use crate::accounts::{Admin, Caller};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_seats);
    ledger::routes(config);
    licenses::routes(config);
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
    /// The last day that licenses cover without a gap from today on.
    pub license_ends_on: Option<NaiveDate>,
    /// When the free seats run out.
    pub forecast: SeatForecast,
}

/// An estimate of the day on which the free seats run out, from the pace of the last days.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatForecast {
    /// Seats spent per week, to a tenth.
    #[schema(example = 14.5)]
    pub seats_per_week: f64,
    /// How many of them were free until then; the others were held by the student's classroom.
    #[schema(example = 12.0)]
    pub free_per_week: f64,
    /// How many days that pace was taken from; 28, or as many as there have been students.
    #[schema(example = 28)]
    pub basis_days: i64,
    /// About the day; only with the verdict `runs-out`.
    pub runs_out_on: Option<NaiveDate>,
    /// `runs-out`, `outlasts-license` (free seats are left when it ends), `quiet` (no free seat was taken
    /// lately), `too-early` (less than a week of history), `used-up` (none is free) or `no-license` (none
    /// runs today).
    #[schema(example = "runs-out")]
    pub verdict: &'static str,
}

impl From<Forecast> for SeatForecast {
    fn from(forecast: Forecast) -> Self {
        let Forecast { seats_per_week, free_per_week, basis_days, runs_out_on, verdict } = forecast;
        SeatForecast { seats_per_week, free_per_week, basis_days, runs_out_on, verdict }
    }
}

/// The balance of an organization whose today this is.
///
/// # Errors
/// When the database is away.
pub fn totals(conn: &mut PgConnection, organization: Uuid, today: NaiveDate, now: DateTime<Utc>) -> Result<SeatTotals, AppError> {
    let row = store::totals(conn, organization, today)?;
    let forecast = forecast::estimate(conn, organization, &row, today, now)?.into();
    Ok(SeatTotals {
        granted: row.granted,
        spent: row.spent,
        held: row.held,
        free: row.free(),
        license_active: row.license_ends_on.is_some(),
        license_ends_on: row.license_ends_on,
        forecast,
    })
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
    let seats = context.db.snapshot(move |conn| {
        let organization = caller.place.organization;
        Ok(Seats {
            totals: totals(conn, organization, caller.place.day(caller.now), caller.now)?,
            licenses: store::licenses(conn, organization, caller.now, None, 50)?.into_iter().map(License::from).collect(),
            allotments: store::allotments(conn, organization)?.into_iter().map(Allotment::from).collect(),
        })
    });
    Answer::ok(&seats.await?)
}
