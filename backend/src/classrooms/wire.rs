//! What a classroom looks like on the wire, and what may be sent about it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::rooms::Changes;
use super::store::ClassroomRow;
use crate::shared::error::{AppError, Kind};
use crate::shared::json::{day_on_paper, not_blank, not_null, present};

/// The path of a classroom.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ClassroomPath {
    /// The organization.
    pub organization_id: Uuid,
    /// The classroom.
    pub classroom_id: Uuid,
}

/// What a classroom holds and has spent; admins only.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassroomSeats {
    /// Its quota; null: it draws on the free seats.
    allotment: Option<i32>,
    /// Seats first spent through it.
    spent: i32,
    /// What is left of the quota.
    held: i32,
    /// What happens to a new student when nothing is left of the quota: `refuse` or `borrow`.
    overflow: String,
}

/// Somebody assigned.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignedStaff {
    /// Their place in the staff.
    staff_id: Uuid,
    /// How they are called.
    display_name: String,
}

/// A classroom or campaign.
#[derive(Debug, Serialize, ToSchema)]
pub struct Classroom {
    /// Its id.
    id: Uuid,
    /// Its name.
    #[schema(example = "Health One: 3rd Period")]
    name: String,
    /// `classroom` or `campaign`.
    #[schema(example = "classroom")]
    kind: String,
    /// What it is for.
    description: String,
    /// `students`, `staff`, `parents` or `public`.
    #[schema(example = "students")]
    audience: String,
    /// `email`, `social`, `flyer`, `event` or `other`.
    channel: Option<String>,
    /// The school year.
    #[schema(example = "2026-27")]
    school_year: Option<String>,
    /// `teal`, `sunflower`, `coral`, `sky`, `violet`, `moss` or `slate`.
    #[schema(example = "teal")]
    color: String,
    /// First day.
    starts_on: Option<NaiveDate>,
    /// Last day.
    ends_on: Option<NaiveDate>,
    /// Present members.
    members: i64,
    /// Codes that lead into it.
    codes: i64,
    /// Courses it offers.
    courses: i64,
    /// Staff assigned to it.
    staff: Vec<AssignedStaff>,
    /// Its seats; null for teachers.
    seats: Option<ClassroomSeats>,
    /// When it was deleted.
    deleted_at: Option<DateTime<Utc>>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl Classroom {
    /// Shows a row; seats only to whom they concern.
    pub fn show(row: ClassroomRow, with_seats: bool) -> Classroom {
        let staff = row.staff_ids.into_iter().zip(row.staff_names);
        Classroom {
            id: row.id,
            name: row.name,
            kind: row.kind,
            description: row.description,
            audience: row.audience,
            channel: row.channel,
            school_year: row.school_year,
            color: row.color,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            members: row.members,
            codes: row.codes,
            courses: row.courses,
            staff: staff.map(|(staff_id, display_name)| AssignedStaff { staff_id, display_name }).collect(),
            seats: with_seats.then_some(ClassroomSeats {
                allotment: row.seat_allotment,
                spent: row.seats_spent,
                held: row.seats_held,
                overflow: row.seat_overflow,
            }),
            deleted_at: row.deleted_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A classroom to make.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassroomRequest {
    #[schema(example = "Health One: 3rd Period")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    pub name: String,
    /// `classroom` or `campaign`.
    #[serde(default = "classroom")]
    #[validate(custom(function = known_kind))]
    pub kind: String,
    /// `students`, `staff`, `parents` or `public`.
    #[serde(default = "students")]
    #[validate(custom(function = known_audience))]
    pub audience: String,
    #[serde(default)]
    #[validate(length(max = 2000, code = "too-long", message = "A description has at most 2,000 characters."))]
    pub description: String,
    /// `email`, `social`, `flyer`, `event` or `other`.
    #[validate(custom(function = known_channel))]
    pub channel: Option<String>,
    #[schema(example = "2026-27")]
    #[validate(length(max = 20, code = "too-long"))]
    pub school_year: Option<String>,
    /// `teal`, `sunflower`, `coral`, `sky`, `violet`, `moss` or `slate`.
    #[serde(default = "teal")]
    #[validate(custom(function = known_color))]
    pub color: String,
    #[validate(custom(function = day_on_paper))]
    pub starts_on: Option<NaiveDate>,
    #[validate(custom(function = day_on_paper))]
    pub ends_on: Option<NaiveDate>,
    /// Seats it holds back from the license; null: it draws on the free ones.
    #[schema(example = 30)]
    #[validate(range(min = 0, max = 10_000_000, code = "allotment-range", message = "An allotment is 0 to 10,000,000 seats."))]
    pub seat_allotment: Option<i32>,
    /// `refuse` or `borrow`.
    #[serde(default = "refuse")]
    #[validate(custom(function = known_overflow))]
    pub seat_overflow: String,
    /// Courses it offers, in order.
    #[serde(default)]
    #[validate(length(max = 200, code = "too-many", message = "A classroom offers at most 200 courses."))]
    pub course_ids: Vec<Uuid>,
    /// Staff assigned to it.
    #[serde(default)]
    #[validate(length(max = 200, code = "too-many", message = "At most 200 people can be assigned."))]
    pub staff_ids: Vec<Uuid>,
}

fn classroom() -> String {
    "classroom".to_owned()
}
fn students() -> String {
    "students".to_owned()
}
fn teal() -> String {
    "teal".to_owned()
}
fn refuse() -> String {
    "refuse".to_owned()
}

fn one_of(value: &str, known: &[&str], code: &'static str) -> Result<(), ValidationError> {
    if known.contains(&value) {
        return Ok(());
    }
    Err(ValidationError::new(code).with_message(format!("Choose one of: {}.", known.join(", ")).into()))
}

fn known_kind(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["classroom", "campaign"], "kind-unknown")
}
fn known_audience(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["students", "staff", "parents", "public"], "audience-unknown")
}
/// Checks the audience of a filter.
///
/// # Errors
/// `audience-unknown`.
pub fn wanted_audience(value: String) -> Result<String, AppError> {
    match known_audience(&value) {
        Ok(()) => Ok(value),
        Err(_) => Err(AppError::new(Kind::Malformed, "audience-unknown", "An audience is students, staff, parents or public.")),
    }
}
/// Checks a channel.
pub fn known_channel(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["email", "social", "flyer", "event", "other"], "channel-unknown")
}
fn known_color(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["teal", "sunflower", "coral", "sky", "violet", "moss", "slate"], "color-unknown")
}
fn known_overflow(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["refuse", "borrow"], "overflow-unknown")
}

/// What an admin may change about a classroom.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassroomPatch {
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    name: Option<String>,
    /// `classroom` or `campaign`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_kind))]
    kind: Option<String>,
    #[serde(default, deserialize_with = "not_null")]
    #[validate(length(max = 2000, code = "too-long", message = "A description has at most 2,000 characters."))]
    description: Option<String>,
    /// `students`, `staff`, `parents` or `public`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_audience))]
    audience: Option<String>,
    /// `email`, `social`, `flyer`, `event` or `other`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    #[validate(custom(function = known_channel))]
    channel: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    #[validate(length(max = 20, code = "too-long"))]
    school_year: Option<Option<String>>,
    /// `teal`, `sunflower`, `coral`, `sky`, `violet`, `moss` or `slate`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_color))]
    color: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    starts_on: Option<Option<NaiveDate>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    ends_on: Option<Option<NaiveDate>>,
    /// Not below what was spent through it, not more than is free; null gives back what it holds.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i32>)]
    #[validate(range(min = 0, max = 10_000_000, code = "allotment-range", message = "An allotment is 0 to 10,000,000 seats."))]
    seat_allotment: Option<Option<i32>>,
    /// `refuse` or `borrow`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_overflow))]
    seat_overflow: Option<String>,
}

impl From<ClassroomPatch> for Changes {
    fn from(patch: ClassroomPatch) -> Changes {
        Changes {
            name: patch.name.map(|name| name.trim().to_owned()),
            kind: patch.kind,
            description: patch.description,
            audience: patch.audience,
            channel: patch.channel,
            school_year: patch.school_year,
            color: patch.color,
            starts_on: patch.starts_on,
            ends_on: patch.ends_on,
            seat_allotment: patch.seat_allotment,
            seat_overflow: patch.seat_overflow,
        }
    }
}
