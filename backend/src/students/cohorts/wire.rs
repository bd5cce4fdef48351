//! What stays and cohorts look like on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::store::{CohortRow, StayRow};
use crate::classrooms::Classroom;
use crate::shared::json::{day_on_paper, not_blank};
use crate::students::transfers::{SelectionRequest, Transfer, TransferPlace};

/// A stay: somebody who is or was in a classroom, from when till when.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stay {
    /// Its id; who came back has more than one.
    id: Uuid,
    /// The student.
    student_id: Uuid,
    /// How they are called.
    display_name: String,
    /// Their address, if they have one.
    email: Option<String>,
    /// What they sign in with when they have no address.
    username: Option<String>,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
    /// When they came.
    joined_at: DateTime<Utc>,
    /// How: `code`, `staff`, `invitation`, `import`, `transfer`, `rollover` or `merge`.
    #[schema(example = "code")]
    joined_by: String,
    /// By which code.
    code: Option<String>,
    /// Who put them in.
    added_by: Option<String>,
    /// The transfer that brought them.
    begun_in: Option<Uuid>,
    /// From which classroom, if it is the reader's to see.
    came_from: Option<TransferPlace>,
    /// When they left; null: they are there.
    left_at: Option<DateTime<Utc>>,
    /// How: `left`, `removed`, `transferred`, `rollover`, `merged`, or `undone` with the transfer that brought them.
    left_how: Option<String>,
    /// Who took them out.
    removed_by: Option<String>,
    /// The transfer that took them out.
    ended_in: Option<Uuid>,
    /// To which classrooms, of those that are the reader's to see.
    went_to: Vec<TransferPlace>,
}

impl From<StayRow> for Stay {
    fn from(row: StayRow) -> Self {
        let place = |(id, name)| TransferPlace { id, name };
        Stay {
            id: row.id,
            student_id: row.student_id,
            display_name: row.display_name,
            email: row.email,
            username: row.username,
            deleted: row.deleted,
            joined_at: row.joined_at,
            joined_by: row.joined_by,
            code: row.code,
            added_by: row.added_by,
            begun_in: row.begun_in,
            came_from: row.came_from_id.zip(row.came_from_name).map(place),
            left_at: row.left_at,
            left_how: row.left_how,
            removed_by: row.removed_by,
            ended_in: row.ended_in,
            went_to: row.went_to_ids.into_iter().zip(row.went_to_names).map(place).collect(),
        }
    }
}

/// A classroom's people over time, in numbers: each counted once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cohort {
    /// Who is in it; of a deleted classroom, who was when it was deleted.
    present: i64,
    /// Who ever was.
    ever: i64,
    /// Who first came by a code.
    by_code: i64,
    /// Who was first added by hand.
    by_staff: i64,
    /// Who was first moved or copied into it.
    by_transfer: i64,
    /// Who first came in another way.
    otherwise: i64,
    /// Who left by themselves.
    left: i64,
    /// Who was removed.
    removed: i64,
    /// Who was moved on.
    moved_on: i64,
    /// Who is blocked.
    blocked: i64,
    /// Seats first spent through it; null for teachers.
    seats_spent: Option<i64>,
}

impl Cohort {
    /// Shows the numbers; seats only to whom they concern.
    pub fn show(row: &CohortRow, with_seats: bool) -> Cohort {
        Cohort {
            present: row.present,
            ever: row.ever,
            by_code: row.by_code,
            by_staff: row.by_staff,
            by_transfer: row.by_transfer,
            otherwise: row.otherwise,
            left: row.left,
            removed: row.removed,
            moved_on: row.moved_on,
            blocked: row.blocked,
            seats_spent: with_seats.then_some(row.seats_spent),
        }
    }
}

/// A new classroom out of the cohort of another.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReconstituteRequest {
    #[schema(example = "Health Two: 3rd Period")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    pub name: String,
    #[schema(example = "2027-28")]
    #[validate(length(max = 20, code = "too-long"))]
    pub school_year: Option<String>,
    #[validate(custom(function = day_on_paper))]
    pub starts_on: Option<NaiveDate>,
    #[validate(custom(function = day_on_paper))]
    pub ends_on: Option<NaiveDate>,
    /// Offers the same courses, as far as they may still be offered.
    #[serde(default = "yes")]
    pub with_courses: bool,
    /// Assigns the same staff.
    #[serde(default = "yes")]
    pub with_staff: bool,
    /// Seats to hold back for it, from the free ones; null: none. The cohort itself needs none.
    #[validate(range(min = 0, max = 10_000_000, code = "allotment-range", message = "An allotment is 0 to 10,000,000 seats."))]
    pub seat_allotment: Option<i32>,
    /// Whom to bring.
    #[validate(nested)]
    pub students: SelectionRequest,
}

fn yes() -> bool {
    true
}

/// The new classroom, and the transfer that brought the cohort.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reconstituted {
    /// The classroom.
    pub classroom: Classroom,
    /// Who came, and who did not.
    pub transfer: Transfer,
}
