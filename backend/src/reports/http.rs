//! `/organizations/{id}/overview`.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::store::{self, CountsRow, RecentRow};
use crate::accounts::{Caller, StaffRole, Teacher};
use crate::codes;
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
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
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
            student: RecentStudent { id: row.student_id, display_name: row.student_name, deleted: row.deleted },
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
    /// `codes-paused-by-guard`, `imports-wait`, `invitations-wait-for-seats`, `license-inactive`, `license-ends-7`, `license-ends-30`, `seats-100`, `seats-90`, `seats-75`, `no-courses`,
    /// `no-classrooms` or `no-codes`.
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
    /// Students who were refused and ask for help.
    asking_for_help: i64,
    /// The balance; null for teachers.
    seats: Option<SeatTotals>,
    /// The ten newest redemptions.
    recent: Vec<RecentRedemption>,
    /// What to look at, most urgent first.
    needs_attention: Vec<NeedsAttention>,
}

/// What needs attention. Admins get mail about seats and licenses too, by the same rules.
fn needs_attention(counts: &CountsRow, seats: Option<&SeatTotals>, today: NaiveDate) -> Vec<NeedsAttention> {
    let mut found = Vec::new();
    if counts.paused_by_guard > 0 {
        found.push("codes-paused-by-guard");
    }
    if counts.waiting_imports > 0 {
        found.push("imports-wait");
    }
    if counts.waiting_invitations > 0 {
        found.push("invitations-wait-for-seats");
    }
    if let Some(seats) = seats {
        match seats.license_ends_on {
            None => found.push("license-inactive"),
            Some(last_day) => found.extend(seats::ending_alert((last_day - today).num_days())),
        }
        found.extend(seats::use_alert(seats.spent + seats.held, seats.granted));
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
        let today = caller.place.day(caller.now);
        let seats = admin.then(|| seats::totals(conn, organization, today, caller.now)).transpose()?;
        Ok(Overview {
            needs_attention: needs_attention(&counts, seats.as_ref(), today),
            recent: store::recent(conn, organization, reach)?.into_iter().map(RecentRedemption::from).collect(),
            students: counts.students,
            joined_this_week: counts.joined_this_week,
            classrooms: counts.classrooms,
            active_codes: counts.active_codes,
            asking_for_help: codes::asking(conn, organization, reach)?,
            seats,
        })
    });
    Answer::ok(&overview.await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seats::SeatForecast;

    #[test]
    fn attention_by_level_and_by_the_license() {
        let counts = CountsRow {
            students: 1,
            joined_this_week: 1,
            classrooms: 1,
            active_codes: 1,
            codes: 1,
            offered_courses: 1,
            paused_by_guard: 0,
            waiting_imports: 0,
            waiting_invitations: 0,
        };
        let today: NaiveDate = "2026-12-01".parse().expect("a day");
        for (spent, held, days_left, expected) in [
            (74, 0, Some(31), vec![]),
            (70, 5, Some(31), vec!["seats-75"]),
            (90, 0, Some(30), vec!["license-ends-30", "seats-90"]),
            (60, 40, Some(0), vec!["license-ends-7", "seats-100"]),
            (60, 40, None, vec!["license-inactive", "seats-100"]),
        ] {
            let license_ends_on = days_left.map(|days| today + TimeDelta::days(days));
            let forecast = SeatForecast { seats_per_week: 0.0, free_per_week: 0.0, basis_days: 0, runs_out_on: None, verdict: "too-early" };
            let free = 100 - spent - held;
            let seats = SeatTotals { granted: 100, spent, held, free, license_active: days_left.is_some(), license_ends_on, forecast };
            let found: Vec<_> = needs_attention(&counts, Some(&seats), today).into_iter().map(|one| one.kind).collect();
            assert_eq!(found, expected, "{spent} spent, {held} held, {days_left:?} days left");
        }
        let paused = CountsRow { paused_by_guard: 1, ..counts.clone() };
        assert_eq!(needs_attention(&paused, None, today), [NeedsAttention { kind: "codes-paused-by-guard" }]);
        assert!(needs_attention(&counts, None, today).is_empty(), "teachers see nothing of seats");
    }
}
