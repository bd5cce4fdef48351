//! `/organizations/{id}/seats/ledger`, and the proof that it adds up.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Named, named};
use crate::accounts::{Admin, Caller};
use crate::seats::store::{self, EntryRow, ProofRow};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the ledger.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_seat_ledger).service(prove_seats);
}

/// A person by name.
#[derive(Debug, Serialize, ToSchema)]
struct NamedPerson {
    /// Their id.
    id: Uuid,
    /// How they are called.
    display_name: String,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
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
    /// The student whose profile theirs became part of later. The seat stays spent.
    student_merged_into: Option<Uuid>,
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
            student: row.student_id.zip(row.student_name).map(|(id, display_name)| NamedPerson {
                id,
                display_name,
                deleted: row.student_deleted,
            }),
            student_merged_into: row.student_merged_into,
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

/// What the ledger's entries come to.
#[derive(Debug, Serialize, ToSchema)]
struct LedgerSums {
    /// How many entries there are.
    #[schema(example = 312)]
    entries: i64,
    /// The seats of all grants.
    granted: i64,
    /// The seats of all spends.
    spent: i64,
    /// The seats of all holds, less those released or spent.
    held: i64,
}

/// The same, counted where it is kept for other reasons.
#[derive(Debug, Serialize, ToSchema)]
struct SeatsCounted {
    /// The seats of all licenses.
    licenses: i64,
    /// Students ever registered.
    students: i64,
    /// What classrooms hold, one by one.
    classrooms_held: i64,
}

/// Three accounts of the same seats.
#[derive(Debug, Serialize, ToSchema)]
struct SeatProof {
    /// Whether all of them say the same, the ledger has no gap, and nothing is oversold.
    adds_up: bool,
    /// The balance, `granted = spent + held + free`.
    balance: SeatBalance,
    /// What every entry of the ledger comes to, added up now.
    ledger: LedgerSums,
    /// What is counted elsewhere.
    counted: SeatsCounted,
}

impl From<ProofRow> for SeatProof {
    fn from(row: ProofRow) -> Self {
        let balance = [row.granted, row.spent, row.held].map(i64::from);
        let free = row.granted - row.spent - row.held;
        SeatProof {
            adds_up: free >= 0
                && balance == [row.entries_granted, row.entries_spent, row.entries_held]
                && balance == [row.licenses, row.students, row.classrooms_held]
                && row.entries == row.last_sequence,
            balance: SeatBalance { granted: row.granted, spent: row.spent, held: row.held, free },
            ledger: LedgerSums { entries: row.entries, granted: row.entries_granted, spent: row.entries_spent, held: row.entries_held },
            counted: SeatsCounted { licenses: row.licenses, students: row.students, classrooms_held: row.classrooms_held },
        }
    }
}

/// Prove that the seats add up.
///
/// Adds up every entry of the ledger anew, and counts licenses, students and what classrooms hold.
#[utoipa::path(tag = "seats", responses((status = 200, description = "The sums, all of one moment", body = SeatProof)))]
#[get("/organizations/{organization_id}/seats/proof")]
async fn prove_seats(context: Data<Context>, caller: Caller<Admin>, _path: Path<Uuid>) -> Result<Answer, AppError> {
    let row = context.db.read(move |conn| Ok(store::proof(conn, caller.place.organization)?)).await?;
    Answer::ok(&SeatProof::from(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_fails_when_any_account_differs() {
        let good = ProofRow {
            granted: 120,
            spent: 34,
            held: 18,
            entries: 40,
            last_sequence: 40,
            entries_granted: 120,
            entries_spent: 34,
            entries_held: 18,
            licenses: 120,
            students: 34,
            classrooms_held: 18,
        };
        assert!(SeatProof::from(good.clone()).adds_up);
        for (what, broken) in [
            ("a grant without a license", ProofRow { licenses: 119, ..good.clone() }),
            ("a student without a seat", ProofRow { students: 35, ..good.clone() }),
            ("a hold without a classroom", ProofRow { classrooms_held: 17, ..good.clone() }),
            ("an entry that is missing", ProofRow { entries: 39, ..good.clone() }),
            ("a balance that was changed alone", ProofRow { spent: 33, students: 33, ..good.clone() }),
            ("a ledger that sums up to less", ProofRow { entries_held: 17, ..good.clone() }),
            ("oversold", ProofRow { granted: 50, entries_granted: 50, licenses: 50, ..good }),
        ] {
            assert!(!SeatProof::from(broken).adds_up, "{what}");
        }
    }
}
