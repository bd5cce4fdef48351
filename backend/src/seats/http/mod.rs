//! `/organizations/{id}/seats` and its ledger; the operator's licenses below.

mod licenses;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::licenses::License;
use super::store::{self, AllotmentRow, EntryRow};
use crate::accounts::{Admin, Caller};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_seats).service(list_seat_ledger);
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
