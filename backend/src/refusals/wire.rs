//! The refusal desk on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::remedies::{Offer, Remedy, obstacle, offers, whom_to_ask};
use super::settle::{Order, Outcome};
use super::words;
use crate::codes::{Case, Facts, OwnCase, Refusal};
use crate::shared::error::{AppError, Problem};
use crate::shared::json::day_on_paper;

/// Somebody who was refused.
#[derive(Debug, Serialize, ToSchema)]
struct RefusedPerson {
    #[schema(example = "Maya Chen")]
    display_name: String,
    email: Option<String>,
    email_verified: bool,
    /// Their profile, if they are a student of the organization.
    student_id: Option<Uuid>,
}

/// The code that refused them.
#[derive(Debug, Serialize, ToSchema)]
struct RefusingCode {
    id: Uuid,
    #[schema(example = "HEALTH-3RD-2027")]
    code: String,
    /// First day, inclusive.
    valid_from: Option<NaiveDate>,
    /// Last day, inclusive.
    valid_till: Option<NaiveDate>,
}

/// Where it leads.
#[derive(Debug, Serialize, ToSchema)]
struct RefusingClassroom {
    id: Uuid,
    #[schema(example = "Health One")]
    name: String,
}

/// What can be done about it, in one click.
#[derive(Debug, Serialize, ToSchema)]
struct RemedyOffer {
    /// `extend-date`, `open-today`, `switch-on`, `remove-hours`, `add-domain`, `raise-limit`, `lend-seats`,
    /// `borrow`, `restore-classroom`, `unblock`, `re-admit`, `let-in` or `dismiss`.
    #[schema(example = "extend-date")]
    remedy: &'static str,
    /// `extend-date`: the new last day.
    valid_till: Option<NaiveDate>,
    /// `add-domain`: of whose addresses.
    domain: Option<String>,
    /// `raise-limit`: the new limit.
    max_redemptions: Option<i32>,
    /// `lend-seats`: the new allotment of the classroom.
    seat_allotment: Option<i32>,
    /// Why the person would be refused even so; null when it lets them in.
    still_refused: Option<String>,
}

impl From<Offer> for RemedyOffer {
    fn from(offer: Offer) -> Self {
        let mut shown = RemedyOffer {
            remedy: offer.remedy.name(),
            valid_till: None,
            domain: None,
            max_redemptions: None,
            seat_allotment: None,
            still_refused: offer.still.map(code_of),
        };
        match offer.remedy {
            Remedy::ExtendDate(day) => shown.valid_till = Some(day),
            Remedy::AddDomain(domain) => shown.domain = Some(domain),
            Remedy::RaiseLimit(most) => shown.max_redemptions = Some(most),
            Remedy::LendSeats(most) => shown.seat_allotment = Some(most),
            _ => {}
        }
        shown
    }
}

fn code_of(refusal: Refusal) -> String {
    AppError::from(refusal).code().to_owned()
}

/// How a case ended.
#[derive(Debug, Serialize, ToSchema)]
struct RefusalEnd {
    /// When staff settled it.
    at: DateTime<Utc>,
    /// Who of them.
    by: Option<String>,
    /// The remedy.
    remedy: String,
}

/// Somebody at a code that did not let them in: one case, however often they tried.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusalCase {
    id: Uuid,
    /// Who.
    person: RefusedPerson,
    /// By which code.
    code: RefusingCode,
    /// Into which classroom.
    classroom: Option<RefusingClassroom>,
    /// Why, at the last attempt: the code of the problem that the person was shown.
    #[schema(example = "code-expired")]
    reason: String,
    /// The same for people.
    #[schema(example = "Maya Chen could not join Health One: code HEALTH-3RD-2027 closed after November 20, 2026.")]
    detail: String,
    /// What stands in the way now; null when nothing does, or the case is over.
    #[schema(example = "code-expired")]
    obstacle: Option<String>,
    /// How often they tried.
    #[schema(example = 3)]
    attempts: i32,
    first_at: DateTime<Utc>,
    last_at: DateTime<Utc>,
    /// When they asked for help.
    told_at: Option<DateTime<Utc>>,
    /// `open`, `settled` by staff, or `joined`: they got in meanwhile.
    #[schema(example = "open")]
    state: &'static str,
    /// How staff settled it.
    settled: Option<RefusalEnd>,
    /// Whether letting them in spends a seat of the license.
    spends_seat: bool,
    /// What can be done, the likeliest first.
    remedies: Vec<RemedyOffer>,
    /// Who can do what the caller cannot: `admin` or `operator`.
    ask: Option<&'static str>,
    /// How many open cases this code has for this reason.
    #[schema(example = 23)]
    waiting: i64,
}

impl RefusalCase {
    /// Shows a case to staff.
    pub fn show((case, facts): (Case, Facts), admin: bool) -> RefusalCase {
        let state = match (case.settled_at, case.joined) {
            (Some(_), _) => "settled",
            (None, true) => "joined",
            (None, false) => "open",
        };
        let is_open = state == "open";
        RefusalCase {
            detail: words::sentence(&case, &facts),
            obstacle: if is_open { obstacle(&case, &facts).map(code_of) } else { None },
            remedies: offers(&case, &facts, admin).into_iter().map(RemedyOffer::from).collect(),
            ask: if is_open { whom_to_ask(&case, &facts, admin) } else { None },
            spends_seat: is_open && facts.student_id.is_none(),
            id: case.refusal_id,
            person: RefusedPerson {
                display_name: case.display_name,
                email: case.email,
                email_verified: facts.email_verified,
                student_id: facts.student_id,
            },
            code: RefusingCode { id: facts.code_id, code: facts.code_text, valid_from: facts.valid_from, valid_till: facts.valid_till },
            classroom: facts.classroom_id.zip(facts.classroom_name).map(|(id, name)| RefusingClassroom { id, name }),
            reason: case.reason,
            attempts: case.attempts,
            first_at: case.first_at,
            last_at: case.last_at,
            told_at: case.told_at,
            settled: case.settled_at.zip(case.settled_how).map(|(at, remedy)| RefusalEnd { at, by: case.settled_by_name, remedy }),
            state,
            waiting: case.waiting,
        }
    }
}

/// What is to be done about a case.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// One of the remedies beside the case.
    #[schema(example = "extend-date")]
    #[validate(length(max = 40, code = "too-long"))]
    remedy: String,
    /// `extend-date`: another last day than the one offered.
    #[validate(custom(function = day_on_paper))]
    valid_till: Option<NaiveDate>,
    /// `raise-limit`: another limit.
    #[validate(range(min = 1, max = 10_000_000, code = "cap-range", message = "A limit is at least 1."))]
    max_redemptions: Option<i32>,
    /// `lend-seats`: another allotment.
    #[validate(range(min = 0, max = 10_000_000, code = "allotment-range", message = "An allotment is 0 or more."))]
    seat_allotment: Option<i32>,
}

impl From<Settlement> for Order {
    fn from(body: Settlement) -> Order {
        Order {
            remedy: body.remedy,
            valid_till: body.valid_till,
            max_redemptions: body.max_redemptions,
            seat_allotment: body.seat_allotment,
        }
    }
}

/// The same for many cases of one code.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settlements {
    /// At most 200 at a time.
    #[validate(length(min = 1, max = 200, code = "choice-size", message = "Choose 1 to 200 cases."))]
    pub ids: Vec<Uuid>,
    /// One of the remedies beside them. Once the first of them has opened the code, the others come in as they are.
    #[schema(example = "extend-date")]
    #[validate(length(max = 40, code = "too-long"))]
    remedy: String,
    /// `extend-date`: another last day than the one offered.
    #[validate(custom(function = day_on_paper))]
    valid_till: Option<NaiveDate>,
    /// `raise-limit`: another limit; without it one more for each.
    #[validate(range(min = 1, max = 10_000_000, code = "cap-range", message = "A limit is at least 1."))]
    max_redemptions: Option<i32>,
    /// `lend-seats`: another allotment; without it one more for each.
    #[validate(range(min = 0, max = 10_000_000, code = "allotment-range", message = "An allotment is 0 or more."))]
    seat_allotment: Option<i32>,
}

impl Settlements {
    /// What is to be done about each.
    pub fn order(&self) -> Order {
        Order {
            remedy: self.remedy.clone(),
            valid_till: self.valid_till,
            max_redemptions: self.max_redemptions,
            seat_allotment: self.seat_allotment,
        }
    }
}

/// A case that is settled.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettledRefusal {
    id: Uuid,
    /// `redeemed`, `already_redeemed`, or `pending_email` while they have to confirm their address; null
    /// when they were not let in.
    #[schema(example = "redeemed")]
    status: Option<&'static str>,
    /// Whether letting them in spent a seat.
    seat_spent: bool,
}

impl SettledRefusal {
    /// Shows what came of it.
    pub fn show(id: Uuid, outcome: Outcome) -> SettledRefusal {
        SettledRefusal { id, status: outcome.status, seat_spent: outcome.seat_spent }
    }
}

/// A case that stays open.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnsettledRefusal {
    /// The case.
    pub id: Uuid,
    /// Why.
    pub problem: Problem,
}

/// What came of many.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SettlementResult {
    /// Those that are settled.
    pub done: Vec<SettledRefusal>,
    /// Those that are not, each with the reason.
    pub refused: Vec<UnsettledRefusal>,
}

/// The code that did not let me in.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusedCode {
    /// However it is typed.
    #[schema(example = "mhs pta 2027")]
    #[validate(length(max = 200, code = "too-long"))]
    pub code: String,
}

/// My case at a code that did not let me in.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyRefusal {
    id: Uuid,
    /// The code as it is written.
    #[schema(example = "MHS-PTA-2027")]
    code: String,
    /// Why, as it was at the last attempt.
    #[schema(example = "code-expired")]
    reason: String,
    /// When I asked for help; null: not yet.
    told_at: Option<DateTime<Utc>>,
    /// When I tried last.
    last_at: DateTime<Utc>,
}

impl From<OwnCase> for MyRefusal {
    fn from(case: OwnCase) -> Self {
        MyRefusal { id: case.id, code: case.code, reason: case.reason, told_at: case.told_at, last_at: case.last_at }
    }
}

/// The path of a case.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RefusalPath {
    /// The organization.
    #[allow(dead_code)]
    pub organization_id: Uuid,
    /// The case.
    pub refusal_id: Uuid,
}
