//! `/organizations/{id}/overview`.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, CountsRow, RecentRow};
use crate::accounts::{Caller, StaffRole, Teacher};
use crate::seats::{self, SeatTotals};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_overview);
}

/// A student by name.
#[derive(Debug, Serialize, ToSchema)]
struct RecentStudent {
    id: Uuid,
    display_name: String,
}

/// A classroom by name.
#[derive(Debug, Serialize, ToSchema)]
struct RecentClassroom {
    id: Uuid,
    name: String,
}

/// Somebody who came in lately.
#[derive(Debug, Serialize, ToSchema)]
struct RecentRedemption {
    student: RecentStudent,
    classroom: Option<RecentClassroom>,
    code: String,
    seat_spent: bool,
    redeemed_at: DateTime<Utc>,
}

impl From<RecentRow> for RecentRedemption {
    fn from(row: RecentRow) -> Self {
        RecentRedemption {
            student: RecentStudent { id: row.student_id, display_name: row.student_name },
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| RecentClassroom { id, name }),
            code: row.code,
            seat_spent: row.seat_spent,
            redeemed_at: row.redeemed_at,
        }
    }
}

/// Something that somebody should look at.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
struct NeedsAttention {
    /// `codes-paused-by-guard`, `license-inactive`, `seats-75`, `seats-90`, `seats-100`, `no-classrooms`, `no-codes` or `no-courses`.
    #[schema(example = "seats-90")]
    kind: &'static str,
}

/// The home of an organization.
#[derive(Debug, Serialize, ToSchema)]
struct Overview {
    /// Students; for a teacher, in their classrooms.
    students: i64,
    /// How many of them came within the last seven days.
    joined_this_week: i64,
    /// Classrooms and campaigns.
    classrooms: i64,
    /// Codes that work right now.
    active_codes: i64,
    /// The balance; null for teachers.
    seats: Option<SeatTotals>,
    /// The ten newest redemptions.
    recent: Vec<RecentRedemption>,
    /// What to look at, most urgent first.
    needs_attention: Vec<NeedsAttention>,
}

/// What needs attention. Seats in use count as spent or held: nobody else can have them.
fn needs_attention(counts: &CountsRow, seats: Option<&SeatTotals>) -> Vec<NeedsAttention> {
    let mut found = Vec::new();
    if counts.paused_by_guard > 0 {
        found.push("codes-paused-by-guard");
    }
    if let Some(seats) = seats {
        if !seats.license_active {
            found.push("license-inactive");
        }
        let used = i64::from(seats.spent + seats.held) * 100;
        let granted = i64::from(seats.granted);
        match [(100, "seats-100"), (90, "seats-90"), (75, "seats-75")].into_iter().find(|(level, _)| used >= level * granted) {
            Some((_, kind)) if granted > 0 => found.push(kind),
            _ => {}
        }
        if counts.offered_courses == 0 {
            found.push("no-courses");
        }
    }
    if counts.classrooms == 0 {
        found.push("no-classrooms");
    }
    if counts.codes == 0 {
        found.push("no-codes");
    }
    found.into_iter().map(|kind| NeedsAttention { kind }).collect()
}

/// The overview of an organization; for a teacher, of their classrooms.
#[utoipa::path(tag = "reports", responses((status = 200, description = "Numbers, newcomers, and what needs attention", body = Overview)))]
#[get("/organizations/{organization_id}/overview")]
async fn show_overview(context: Data<Context>, caller: Caller<Teacher>, _path: Path<Uuid>) -> Result<Answer, AppError> {
    let overview = context.db.read(move |conn| {
        let (organization, reach) = (caller.place.organization, caller.place.reach());
        let counts = store::counts(conn, organization, reach, caller.now, caller.now - TimeDelta::days(7))?;
        let admin = caller.place.role == StaffRole::Admin;
        let seats = admin.then(|| seats::totals(conn, organization, caller.place.day(caller.now))).transpose()?;
        Ok(Overview {
            needs_attention: needs_attention(&counts, seats.as_ref()),
            recent: store::recent(conn, organization, reach)?.into_iter().map(RecentRedemption::from).collect(),
            students: counts.students,
            joined_this_week: counts.joined_this_week,
            classrooms: counts.classrooms,
            active_codes: counts.active_codes,
            seats,
        })
    });
    Answer::ok(&overview.await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_by_level() {
        let counts = CountsRow {
            students: 1,
            joined_this_week: 1,
            classrooms: 1,
            active_codes: 1,
            codes: 1,
            offered_courses: 1,
            paused_by_guard: 0,
        };
        for (spent, held, active, expected) in [
            (74, 0, true, vec![]),
            (70, 5, true, vec!["seats-75"]),
            (90, 0, true, vec!["seats-90"]),
            (60, 40, false, vec!["license-inactive", "seats-100"]),
        ] {
            let seats = SeatTotals { granted: 100, spent, held, free: 100 - spent - held, license_active: active, license_ends_on: None };
            let found: Vec<_> = needs_attention(&counts, Some(&seats)).into_iter().map(|one| one.kind).collect();
            assert_eq!(found, expected, "{spent} spent, {held} held");
        }
        let paused = CountsRow { paused_by_guard: 1, ..counts.clone() };
        assert_eq!(needs_attention(&paused, None), [NeedsAttention { kind: "codes-paused-by-guard" }]);
        assert!(needs_attention(&counts, None).is_empty(), "teachers see nothing of seats");
    }
}
