//! What a rollover would do, worked out without doing any of it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::PgConnection;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store::reading::{self, MemberNow, RoomNow};
use super::{MOST_CLASSROOMS, MOST_STUDENTS};
use crate::shared::clock::dates_in_order;
use crate::shared::error::AppError;

/// What becomes of a classroom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Action {
    /// It goes on as it is.
    Keep,
    /// It ends.
    Close,
    /// It ends, and there is a new one after it.
    Clone,
}

impl Action {
    pub fn name(self) -> &'static str {
        match self {
            Action::Keep => "keep",
            Action::Close => "close",
            Action::Clone => "clone",
        }
    }
}

/// What becomes of a student of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Choice {
    Keep,
    Promote,
    Leave,
}

impl Choice {
    pub fn name(self) -> &'static str {
        match self {
            Choice::Keep => "keep",
            Choice::Promote => "promote",
            Choice::Leave => "leave",
        }
    }
}

/// Where somebody goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Target {
    /// A classroom that is there.
    Classroom(Uuid),
    /// The new one after that classroom.
    CloneOf(Uuid),
}

impl Target {
    /// As two columns.
    pub fn columns(target: Option<Target>) -> (Option<Uuid>, Option<Uuid>) {
        match target {
            None => (None, None),
            Some(Target::Classroom(id)) => (Some(id), None),
            Some(Target::CloneOf(id)) => (None, Some(id)),
        }
    }
}

/// The classroom of the next year.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct CloneOrder {
    pub name: String,
    pub school_year: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub new_codes: bool,
    pub codes_lead_on: bool,
}

/// A student with a choice of their own.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct Exception {
    pub student: Uuid,
    pub choice: Choice,
    pub into: Option<Target>,
}

/// What is wanted of one classroom.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct RoomOrder {
    pub classroom: Uuid,
    pub action: Action,
    pub clone: Option<CloneOrder>,
    pub choice: Choice,
    pub into: Option<Target>,
    pub exceptions: Vec<Exception>,
}

impl RoomOrder {
    /// Whether it is closed.
    pub fn closes(&self) -> bool {
        self.action != Action::Keep
    }

    /// Where a choice leads from here; `None` for who leaves, and for who stays where they are.
    fn target(&self, choice: Choice, into: Option<Target>) -> Option<Target> {
        match (choice, self.action) {
            (Choice::Promote, _) => into,
            (Choice::Keep, Action::Clone) => Some(Target::CloneOf(self.classroom)),
            _ => None,
        }
    }

    /// Where everybody goes who is not named.
    pub fn default_target(&self) -> Option<Target> {
        self.target(self.choice, self.into)
    }

    /// Whether whoever is not named stays where they are.
    pub fn stays(&self) -> bool {
        self.choice == Choice::Keep && self.action == Action::Keep
    }
}

/// A student in the plan.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Step {
    pub student: Uuid,
    pub name: String,
    pub deleted: bool,
    pub choice: Choice,
    /// None: they leave, or stay where they are.
    pub target: Option<Target>,
    /// A block in the target keeps them where they are.
    pub blocked: bool,
}

/// A classroom in the plan.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Room {
    pub order: RoomOrder,
    pub now: RoomNow,
    pub steps: Vec<Step>,
}

impl Room {
    /// Whether a student changes places at all.
    pub fn moves(&self, step: &Step) -> bool {
        !step.blocked && (step.target.is_some() || step.choice == Choice::Leave)
    }
}

/// The whole.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Plan {
    pub rooms: Vec<Room>,
    /// Names of the classrooms that are led to and that are not part of it.
    pub others: HashMap<Uuid, String>,
}

/// Works out what these orders come to now.
///
/// # Errors
/// `nothing-chosen`, `too-many`, `classroom-unknown`, `classroom-twice`, `target-unknown`, `target-closes`, `target-required`,
/// `choice-unfit`, `student-unknown`, `dates-reversed`, `too-many-students`, `nothing-to-do`.
pub fn plan(conn: &mut PgConnection, organization: Uuid, orders: Vec<RoomOrder>) -> Result<Plan, AppError> {
    if orders.is_empty() {
        return Err(AppError::field("/classrooms", "nothing-chosen", "Choose at least one classroom."));
    }
    if orders.len() > MOST_CLASSROOMS {
        return Err(AppError::field("/classrooms", "too-many", "At most 200 classrooms in one rollover."));
    }
    let mut named: Vec<Uuid> = orders.iter().map(|order| order.classroom).collect();
    named.extend(orders.iter().flat_map(targets).filter_map(|target| match target {
        Target::Classroom(id) => Some(id),
        Target::CloneOf(_) => None,
    }));
    named.sort_unstable();
    named.dedup();
    let known: HashMap<Uuid, RoomNow> = reading::rooms(conn, organization, &named)?.into_iter().map(|room| (room.id, room)).collect();
    check(&orders, &known)?;
    let chosen: Vec<Uuid> = orders.iter().map(|order| order.classroom).collect();
    let mut members: HashMap<Uuid, Vec<MemberNow>> = HashMap::new();
    let mut count = 0;
    for member in reading::members(conn, &chosen, MOST_STUDENTS + 1)? {
        count += 1;
        members.entry(member.classroom_id).or_default().push(member);
    }
    if count > MOST_STUDENTS {
        return Err(AppError::field("/classrooms", "too-many-students", "At most 20,000 students in one rollover. Take fewer classrooms."));
    }
    let blocks: HashSet<(Uuid, Uuid)> = reading::blocks(conn, &named)?.into_iter().map(|row| (row.classroom_id, row.student_id)).collect();
    let mut rooms = Vec::with_capacity(orders.len());
    for (index, order) in orders.into_iter().enumerate() {
        let Some(now) = known.get(&order.classroom).cloned() else { continue };
        let steps = steps(&order, members.remove(&order.classroom).unwrap_or_default(), &blocks, index)?;
        rooms.push(Room { order, now, steps });
    }
    if rooms.iter().all(|room| !room.order.closes() && !room.steps.iter().any(|step| room.moves(step))) {
        return Err(AppError::field(
            "/classrooms",
            "nothing-to-do",
            "Nothing would change. Choose what to close, to make anew or to promote.",
        ));
    }
    let others = known.into_iter().map(|(id, room)| (id, room.name)).collect();
    Ok(Plan { rooms, others })
}

fn targets(order: &RoomOrder) -> Vec<Target> {
    order.into.into_iter().chain(order.exceptions.iter().filter_map(|one| one.into)).collect()
}

/// What was ordered can be done, as far as classrooms go.
fn check(orders: &[RoomOrder], known: &HashMap<Uuid, RoomNow>) -> Result<(), AppError> {
    let mut seen: HashMap<Uuid, &RoomOrder> = HashMap::new();
    for (index, order) in orders.iter().enumerate() {
        let at = |rest: &str| format!("/classrooms/{index}/{rest}");
        if known.get(&order.classroom).is_none_or(|room| room.deleted) {
            return Err(AppError::field(&at("classroom_id"), "classroom-unknown", "There is no such classroom, or it is closed already."));
        }
        if seen.insert(order.classroom, order).is_some() {
            return Err(AppError::field(&at("classroom_id"), "classroom-twice", "This classroom is named twice."));
        }
        if let Some(clone) = &order.clone {
            dates_in_order(clone.starts_on, clone.ends_on, &at("ends_on"))?;
        }
    }
    for (index, order) in orders.iter().enumerate() {
        let choices = std::iter::once((order.choice, order.into, format!("/classrooms/{index}/students")));
        let exceptions = order.exceptions.iter().enumerate();
        let exceptions = exceptions.map(|(at, one)| (one.choice, one.into, format!("/classrooms/{index}/students/exceptions/{at}")));
        for (choice, into, at) in choices.chain(exceptions) {
            check_choice(order, choice, into, &at, &seen, known)?;
        }
    }
    Ok(())
}

fn check_choice(
    order: &RoomOrder,
    choice: Choice,
    into: Option<Target>,
    at: &str,
    orders: &HashMap<Uuid, &RoomOrder>,
    known: &HashMap<Uuid, RoomNow>,
) -> Result<(), AppError> {
    let refuse = |code, detail: &'static str| Err(AppError::field(&format!("{at}/into"), code, detail));
    match (choice, into) {
        (Choice::Keep, _) if order.action == Action::Close => {
            let detail = "This classroom closes. Promote its students into another, or let them leave.";
            Err(AppError::field(at, "choice-unfit", detail))
        }
        (Choice::Keep | Choice::Leave, Some(_)) => refuse("choice-unfit", "Only who is promoted goes into another classroom."),
        (Choice::Keep | Choice::Leave, None) => Ok(()),
        (Choice::Promote, None) => refuse("target-required", "Choose the classroom that they are promoted into."),
        (Choice::Promote, Some(Target::CloneOf(id))) => match orders.get(&id) {
            Some(other) if other.action == Action::Clone => Ok(()),
            _ => refuse("target-unknown", "That classroom is not made anew in this rollover."),
        },
        (Choice::Promote, Some(Target::Classroom(id))) => {
            if id == order.classroom || known.get(&id).is_none_or(|room| room.deleted) {
                return refuse("target-unknown", "Choose another of your classrooms, one that is open.");
            }
            if orders.get(&id).is_some_and(|other| other.closes()) {
                return refuse("target-closes", "That classroom closes in this rollover. Choose the new one after it.");
            }
            Ok(())
        }
    }
}

/// What becomes of each student who is in it now.
fn steps(order: &RoomOrder, members: Vec<MemberNow>, blocks: &HashSet<(Uuid, Uuid)>, index: usize) -> Result<Vec<Step>, AppError> {
    let mut own: HashMap<Uuid, &Exception> = HashMap::new();
    let here: HashSet<Uuid> = members.iter().map(|member| member.student_id).collect();
    for (at, one) in order.exceptions.iter().enumerate() {
        if !here.contains(&one.student) || own.insert(one.student, one).is_some() {
            let pointer = format!("/classrooms/{index}/students/exceptions/{at}/student_id");
            return Err(AppError::field(&pointer, "student-unknown", "This student is not in this classroom now, or is named twice."));
        }
    }
    let steps = members.into_iter().map(|member| {
        let (choice, into) = own.get(&member.student_id).map_or((order.choice, order.into), |one| (one.choice, one.into));
        let target = order.target(choice, into);
        let blocked = matches!(target, Some(Target::Classroom(id)) if blocks.contains(&(id, member.student_id)));
        Step { student: member.student_id, name: member.display_name, deleted: member.deleted, choice, target, blocked }
    });
    Ok(steps.collect())
}

impl Plan {
    /// The mark of what was shown: a part for each classroom, in the order in which they were named.
    ///
    /// # Errors
    /// When an order cannot be written down.
    pub fn mark(&self) -> Result<String, AppError> {
        let parts = self.rooms.iter().map(|room| {
            let mut hash = Sha256::new();
            hash.update(serde_json::to_vec(&room.order).map_err(AppError::internal)?);
            hash.update(format!("{}/{}/{:?}", room.now.version, room.now.codes, room.now.seat_allotment));
            for step in &room.steps {
                hash.update(step.student.as_bytes());
                hash.update([u8::from(step.blocked)]);
            }
            let print: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            Ok::<_, AppError>(format!("{}-{print}", room.steps.len()))
        });
        Ok(parts.collect::<Result<Vec<_>, _>>()?.join("."))
    }

    /// In words, what is not as a mark has it; `None` when all is.
    ///
    /// # Errors
    /// When an order cannot be written down.
    pub fn differs_from(&self, shown: &str) -> Result<Option<String>, AppError> {
        let now = self.mark()?;
        if now == shown {
            return Ok(None);
        }
        let (now, shown): (Vec<&str>, Vec<&str>) = (now.split('.').collect(), shown.split('.').collect());
        if now.len() != shown.len() {
            return Ok(Some("Other classrooms are chosen than were shown.".to_owned()));
        }
        let changed = self.rooms.iter().zip(now.iter().zip(&shown)).filter(|(_, (now, shown))| now != shown);
        let told: Vec<String> = changed.map(|(room, (_, shown))| difference(room, shown)).collect();
        let more = if told.len() > 3 { format!(" And {} more.", told.len() - 3) } else { String::new() };
        Ok(Some(format!("{}{more}", told.into_iter().take(3).collect::<Vec<_>>().join(" "))))
    }
}

fn difference(room: &Room, shown: &str) -> String {
    let before: Option<usize> = shown.split('-').next().and_then(|count| count.parse().ok());
    match before {
        Some(before) if before != room.steps.len() => {
            format!("{} had {before} students and has {} now.", room.now.name, room.steps.len())
        }
        _ => format!("{} has changed.", room.now.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(action: Action, choice: Choice, into: Option<Target>) -> RoomOrder {
        RoomOrder { classroom: Uuid::from_u128(1), action, clone: None, choice, into, exceptions: Vec::new() }
    }

    #[test]
    fn where_a_choice_leads() {
        let other = Some(Target::Classroom(Uuid::from_u128(2)));
        let own = Some(Target::CloneOf(Uuid::from_u128(1)));
        for (action, choice, into, leads, stays) in [
            (Action::Clone, Choice::Keep, None, own, false),
            (Action::Clone, Choice::Promote, other, other, false),
            (Action::Clone, Choice::Leave, None, None, false),
            (Action::Keep, Choice::Keep, None, None, true),
            (Action::Keep, Choice::Promote, other, other, false),
            (Action::Close, Choice::Leave, None, None, false),
        ] {
            let order = order(action, choice, into);
            assert_eq!((order.default_target(), order.stays()), (leads, stays), "{action:?} {choice:?}");
        }
    }
}
