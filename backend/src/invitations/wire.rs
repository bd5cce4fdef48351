//! What invitations look like on the wire, and what may be sent about them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::invite::{Line, Outcome};
use super::staff;
use super::store::{FiguresRow, Filter, InvitationRow};
use crate::accounts::{Place, known_locale};
use crate::shared::error::AppError;
use crate::shared::json::not_blank;
use crate::shared::paging::contains;

/// A classroom by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationClassroom {
    pub id: Uuid,
    #[schema(example = "Health One: 3rd Period")]
    pub name: String,
}

/// Who accepted.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitedStudent {
    /// The student's profile.
    pub id: Uuid,
    #[schema(example = "Maya Chen")]
    pub display_name: String,
}

/// An invitation as staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    id: Uuid,
    /// To whom.
    #[schema(example = "maya@example.com")]
    email: String,
    /// How they are called, as whoever invited them wrote; empty when they did not.
    display_name: String,
    /// Into what; null: into the organization, without a classroom.
    classroom: Option<InvitationClassroom>,
    /// `sent`, `opened`, `accepted`, `expired`, `withdrawn`, or `bounced`: there is no such mailbox.
    #[schema(example = "sent")]
    state: String,
    /// Somebody accepted it and found no seat: since when. They can accept it again.
    waits_for_seat_since: Option<DateTime<Utc>>,
    /// Who invited them.
    invited_by: Option<String>,
    created_at: DateTime<Utc>,
    /// When the newest mail about it was sent.
    mailed_at: DateTime<Utc>,
    /// How many mails about it were sent.
    mails: i32,
    /// When its link stops working.
    expires_at: DateTime<Utc>,
    opened_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
    /// Who accepted it.
    student: Option<InvitedStudent>,
    /// Whether accepting it spent a seat; null for teachers, and while nobody has.
    seat_spent: Option<bool>,
}

impl Invitation {
    /// Shows a row; seats only to whom they concern.
    pub fn show(row: InvitationRow, with_seats: bool) -> Invitation {
        let waits = matches!(row.state.as_str(), "sent" | "opened");
        Invitation {
            id: row.id,
            email: row.email,
            display_name: row.display_name,
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| InvitationClassroom { id, name }),
            state: row.state,
            waits_for_seat_since: row.waits_since.filter(|_| waits),
            invited_by: row.invited_by,
            created_at: row.created_at,
            mailed_at: row.mailed_at,
            mails: row.mails,
            expires_at: row.expires_at,
            opened_at: row.opened_at,
            accepted_at: row.accepted_at,
            withdrawn_at: row.withdrawn_at,
            student: row.student_id.zip(row.student_name).map(|(id, display_name)| InvitedStudent { id, display_name }),
            seat_spent: row.seat_spent.filter(|_| with_seats),
        }
    }
}

/// Which invitations are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvitationFilter {
    /// Only those into this classroom.
    classroom_id: Option<Uuid>,
    /// True: only those into the organization, without a classroom.
    #[serde(default)]
    without_classroom: bool,
    /// `sent`, `opened`, `accepted`, `expired`, `withdrawn`, `bounced`; `waiting`: those that wait for a seat.
    state: Option<String>,
    /// Part of a name or address.
    q: Option<String>,
}

impl InvitationFilter {
    /// As the store knows it, within the caller's reach.
    ///
    /// # Errors
    /// `state-unknown`.
    pub fn within(&self, place: &Place) -> Result<Filter, AppError> {
        let known = ["sent", "opened", "accepted", "expired", "withdrawn", "bounced", "waiting"];
        if self.state.as_deref().is_some_and(|state| !known.contains(&state)) {
            return Err(AppError::new(
                crate::shared::error::Kind::Malformed,
                "state-unknown",
                format!("An invitation is one of: {}.", known.join(", ")),
            ));
        }
        Ok(Filter {
            only: None,
            reach: place.reach(),
            classroom: self.classroom_id,
            without_classroom: self.without_classroom,
            state: self.state.clone(),
            search: self.q.as_deref().map(contains),
        })
    }
}

/// Which place's figures are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiguresFilter {
    /// Only those into this classroom.
    pub classroom_id: Option<Uuid>,
    /// True: only those into the organization, without a classroom.
    #[serde(default)]
    pub without_classroom: bool,
}

impl FiguresFilter {
    pub fn within(&self, place: &Place) -> Filter {
        Filter { reach: place.reach(), classroom: self.classroom_id, without_classroom: self.without_classroom, ..Filter::default() }
    }
}

/// What became of a place's invitations.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationFigures {
    /// How many were ever sent.
    #[schema(example = 30)]
    invited: i64,
    /// How many of them were ever opened.
    opened: i64,
    accepted: i64,
    /// Sent or opened, and still good.
    unanswered: i64,
    expired: i64,
    withdrawn: i64,
    bounced: i64,
    /// Of the unanswered: somebody accepted and found no seat.
    waiting_for_seat: i64,
    /// Of the unanswered: had no mail about it today, so can be reminded.
    to_remind: i64,
    /// The seats that are spent if all the unanswered are accepted; null for teachers.
    seats_if_all: Option<i64>,
    /// How many new students still fit; null for teachers.
    room: Option<i64>,
}

impl InvitationFigures {
    pub fn show(row: &FiguresRow, room: Option<i64>) -> InvitationFigures {
        InvitationFigures {
            invited: row.invited,
            opened: row.opened,
            accepted: row.accepted,
            unanswered: row.unanswered,
            expired: row.expired,
            withdrawn: row.withdrawn,
            bounced: row.bounced,
            waiting_for_seat: row.waiting,
            to_remind: row.to_remind,
            seats_if_all: room.map(|_| row.seats_if_all),
            room,
        }
    }
}

/// Addresses as they were pasted, and where they are invited to.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PastedAddresses {
    /// Up to 500, separated by lines, commas, semicolons or blanks; each alone or with a name.
    #[schema(example = "Maya Chen <maya@example.com>, liam@example.com")]
    #[validate(length(
        max = 100_000,
        code = "too-long",
        message = "This is too long to read at once. Invite at most 500 people at a time."
    ))]
    pub addresses: String,
    /// The classroom; null: the organization, which admins may invite to.
    pub classroom_id: Option<Uuid>,
}

/// Invitations to send.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// Up to 500, separated by lines, commas, semicolons or blanks; each alone or with a name.
    #[schema(example = "Maya Chen <maya@example.com>, liam@example.com")]
    #[validate(length(
        max = 100_000,
        code = "too-long",
        message = "This is too long to read at once. Invite at most 500 people at a time."
    ))]
    pub addresses: String,
    /// The classroom; null: the organization, which admins may invite to.
    pub classroom_id: Option<Uuid>,
    /// For how many days the links work, 1 to 60.
    #[serde(default = "fourteen")]
    #[schema(example = 14)]
    #[validate(custom(function = days_in_range))]
    pub days: i64,
    /// The language of mail to people who have no account: `en` (the default) or `es`.
    #[serde(default = "english")]
    #[validate(custom(function = known_locale))]
    pub locale: String,
}

fn fourteen() -> i64 {
    14
}

fn english() -> String {
    "en".to_owned()
}

fn days_in_range(value: i64) -> Result<(), ValidationError> {
    if (1..=60).contains(&value) {
        return Ok(());
    }
    Err(ValidationError::new("days-range").with_message("A link works for 1 to 60 days.".into()))
}

/// How long a new link works.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResendRequest {
    /// For how many days, 1 to 60.
    #[serde(default = "fourteen")]
    #[schema(example = 14)]
    #[validate(custom(function = days_in_range))]
    pub days: i64,
}

/// Whom to remind.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReminderRequest {
    /// Those invited to this classroom; null: those invited to the organization.
    pub classroom_id: Option<Uuid>,
}

/// How many were reminded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reminded {
    /// Everybody who has not answered and had no mail about it today.
    #[schema(example = 12)]
    pub reminded: usize,
}

/// A pasted address, and what it comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationLine {
    /// As it was pasted.
    #[schema(example = "Maya Chen <maya@example.com>")]
    text: String,
    /// The address in it; null when there is none.
    #[schema(example = "maya@example.com")]
    email: Option<String>,
    /// The name beside it.
    #[schema(example = "Maya Chen")]
    display_name: String,
    /// `new`: is invited; `again`: was invited before, and is sent a new link. To the others nothing is sent:
    /// `just-sent`: was sent a link minutes ago; `member`: is there already; `blocked`: is kept out of the
    /// classroom; `repeated`: stands further up; `invalid`: is no address.
    #[schema(example = "new")]
    outcome: &'static str,
    /// Whether a seat is spent when it is accepted; null for teachers, and where nothing is sent.
    spends_seat: Option<bool>,
    /// The invitation, once there is one.
    invitation_id: Option<Uuid>,
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::New => "new",
        Outcome::Again => "again",
        Outcome::JustSent => "just-sent",
        Outcome::Member => "member",
        Outcome::Blocked => "blocked",
        Outcome::Repeated => "repeated",
        Outcome::Invalid => "invalid",
    }
}

/// What pasted addresses come to.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationPlan {
    /// Each address, in order.
    lines: Vec<InvitationLine>,
    /// How many are mailed.
    #[schema(example = 2)]
    mailed: usize,
    /// The seats that are spent if all of those accept; null for teachers.
    #[schema(example = 2)]
    seats_if_all: Option<usize>,
    /// How many new students still fit; null for teachers.
    #[schema(example = 96)]
    room: Option<i64>,
}

impl InvitationPlan {
    /// Shows lines; with `room`, which is an admin's to see, the seats too.
    pub fn show(lines: Vec<Line>, room: Option<i64>) -> InvitationPlan {
        let mailed = |line: &Line| matches!(line.outcome, Outcome::New | Outcome::Again);
        InvitationPlan {
            mailed: lines.iter().filter(|line| mailed(line)).count(),
            seats_if_all: room.map(|_| lines.iter().filter(|line| mailed(line) && !line.student).count()),
            room,
            lines: lines
                .into_iter()
                .map(|line| InvitationLine {
                    spends_seat: room.filter(|_| mailed(&line)).map(|_| !line.student),
                    outcome: word(line.outcome),
                    invitation_id: line.invitation,
                    email: line.pasted.email.map(|email| email.shown),
                    display_name: line.pasted.name,
                    text: line.pasted.text,
                })
                .collect(),
        }
    }
}

/// People for the staff.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamRequest {
    /// Up to 100, separated by lines, commas, semicolons or blanks; each alone or with a name.
    #[schema(example = "Ana Ruiz <ana@hamiltonschools.org>, sam@hamiltonschools.org")]
    #[validate(custom(function = not_blank), length(max = 20_000, code = "too-long", message = "Invite at most 100 people at a time."))]
    pub addresses: String,
    /// `admin` or `teacher`.
    #[schema(example = "teacher")]
    #[validate(custom(function = known_role))]
    pub role: String,
    #[serde(default)]
    #[schema(example = "Counselor")]
    #[validate(length(max = 100, code = "too-long"))]
    pub title: String,
    /// The classrooms they are assigned to.
    #[serde(default)]
    #[validate(length(max = 200, code = "too-many", message = "At most 200 classrooms at once."))]
    pub classroom_ids: Vec<Uuid>,
}

fn known_role(value: &str) -> Result<(), ValidationError> {
    match value {
        "admin" | "teacher" => Ok(()),
        _ => Err(ValidationError::new("role-unknown").with_message("A member of staff is an admin or a teacher.".into())),
    }
}

/// A pasted address, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamLine {
    /// As it was pasted.
    text: String,
    /// The address in it; null when there is none.
    #[schema(example = "ana@hamiltonschools.org")]
    email: Option<String>,
    /// `invited`: on the staff, and mailed a link to choose a password; `added`: on the staff, with the
    /// account they have; `already` on it, and assigned; `repeated`; `invalid`: no address.
    #[schema(example = "invited")]
    outcome: &'static str,
    /// Their place in the staff.
    staff_id: Option<Uuid>,
}

/// What came of everybody.
#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    /// Each address, in order.
    lines: Vec<TeamLine>,
}

impl From<Vec<staff::Line>> for Team {
    fn from(lines: Vec<staff::Line>) -> Team {
        let show = |line: staff::Line| TeamLine {
            text: line.pasted.text,
            email: line.pasted.email.map(|email| email.shown),
            outcome: line.outcome,
            staff_id: line.staff_id,
        };
        Team { lines: lines.into_iter().map(show).collect() }
    }
}
