//! What a rollover looks like on the wire.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::UNDO_DAYS;
use super::plan::{Action, Choice, CloneOrder, Exception, Plan, Room, RoomOrder, Step, Target};
use super::store::listing::{RolloverRow, RoomRow, StudentRow};
use crate::shared::error::AppError;
use crate::shared::json::{day_on_paper, not_blank};
use crate::shared::paging::Page;

/// Where students are promoted to: one of the two.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolloverTarget {
    /// A classroom that is there and goes on.
    pub classroom_id: Option<Uuid>,
    /// The new classroom after this one, which is made anew in the same rollover.
    pub clone_of: Option<Uuid>,
}

/// A student for whom something else is chosen than for the rest.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolloverException {
    /// The student, who is in the classroom now.
    pub student_id: Uuid,
    /// `keep`, `promote` or `leave`.
    #[schema(example = "keep")]
    #[validate(custom(function = known_choice))]
    pub choice: String,
    /// With `promote`: where to.
    pub into: Option<RolloverTarget>,
}

/// What becomes of the students of a classroom.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolloverStudents {
    /// Of everybody who is not an exception: `keep` (into the new classroom; where they are, if theirs stays),
    /// `promote` (into another) or `leave`.
    #[schema(example = "promote")]
    #[validate(custom(function = known_choice))]
    pub default: String,
    /// With `promote`: where to.
    pub into: Option<RolloverTarget>,
    /// Who goes another way, at most 1,000.
    #[serde(default)]
    #[validate(nested, length(max = 1000, code = "too-many", message = "At most 1,000 exceptions in one classroom."))]
    pub exceptions: Vec<RolloverException>,
}

/// What becomes of one classroom.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolloverClassroom {
    /// The classroom.
    pub classroom_id: Uuid,
    /// `keep` (it goes on), `close`, or `clone` (it closes, and there is a new one after it).
    #[schema(example = "clone")]
    #[validate(custom(function = known_action))]
    pub action: String,
    /// With `clone`: the name of the new one.
    #[schema(example = "Grade 9 2027-28")]
    #[validate(custom(function = not_blank), length(max = 120, code = "name-length", message = "A name has 1 to 120 characters."))]
    pub new_name: Option<String>,
    /// With `clone`: its school year.
    #[schema(example = "2027-28")]
    #[validate(length(max = 20, code = "too-long", message = "A school year has at most 20 characters."))]
    pub school_year: Option<String>,
    /// With `clone`: its first day.
    #[validate(custom(function = day_on_paper))]
    pub starts_on: Option<NaiveDate>,
    /// With `clone`: its last day.
    #[validate(custom(function = day_on_paper))]
    pub ends_on: Option<NaiveDate>,
    /// With `clone`: `new` makes a code with the same rules for each code of the old one (one, if it has none),
    /// `none` makes none.
    #[serde(default = "new_codes")]
    #[validate(custom(function = known_codes))]
    pub codes: String,
    /// With new codes: whoever types an old one is told the new one.
    #[serde(default = "told")]
    #[schema(default = true)]
    pub old_codes_lead_on: bool,
    /// Its students.
    #[validate(nested)]
    pub students: RolloverStudents,
}

fn new_codes() -> String {
    "new".to_owned()
}

fn told() -> bool {
    true
}

/// A year rollover: shown, or carried out as it was shown.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolloverRequest {
    /// True: nothing happens, the plan is shown.
    pub dry_run: bool,
    /// The `mark` of a plan that was shown: it is carried out only if it is still what was shown.
    #[validate(length(max = 8000, code = "too-long"))]
    pub mark: Option<String>,
    /// The classrooms, each once, at most 200 with 20,000 students.
    #[validate(nested)]
    pub classrooms: Vec<RolloverClassroom>,
}

fn one_of(value: &str, known: &[&str], code: &'static str) -> Result<(), ValidationError> {
    if known.contains(&value) {
        return Ok(());
    }
    Err(ValidationError::new(code).with_message(format!("Choose one of: {}.", known.join(", ")).into()))
}
fn known_action(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["keep", "close", "clone"], "action-unknown")
}
fn known_choice(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["keep", "promote", "leave"], "choice-unknown")
}
fn known_codes(value: &str) -> Result<(), ValidationError> {
    one_of(value, &["new", "none"], "codes-unknown")
}

/// A choice that was checked.
fn choice(value: &str) -> Choice {
    match value {
        "promote" => Choice::Promote,
        "leave" => Choice::Leave,
        _ => Choice::Keep,
    }
}

fn target(into: Option<&RolloverTarget>, at: &str) -> Result<Option<Target>, AppError> {
    match into {
        None => Ok(None),
        Some(RolloverTarget { classroom_id: Some(id), clone_of: None }) => Ok(Some(Target::Classroom(*id))),
        Some(RolloverTarget { classroom_id: None, clone_of: Some(id) }) => Ok(Some(Target::CloneOf(*id))),
        Some(_) => Err(AppError::field(at, "target-unclear", "Name a classroom_id, or the classroom whose new one is meant.")),
    }
}

impl RolloverClassroom {
    fn order(&self, index: usize) -> Result<RoomOrder, AppError> {
        let at = format!("/classrooms/{index}");
        let action = match self.action.as_str() {
            "close" => Action::Close,
            "clone" => Action::Clone,
            _ => Action::Keep,
        };
        let clone = match (action, &self.new_name) {
            (Action::Clone, None) => {
                return Err(AppError::field(&format!("{at}/new_name"), "name-required", "Give the new classroom a name."));
            }
            (Action::Clone, Some(name)) => Some(CloneOrder {
                name: name.trim().to_owned(),
                school_year: self.school_year.clone(),
                starts_on: self.starts_on,
                ends_on: self.ends_on,
                new_codes: self.codes == "new",
                codes_lead_on: self.old_codes_lead_on,
            }),
            _ => None,
        };
        let exceptions = self.students.exceptions.iter().enumerate().map(|(number, one)| {
            let into = target(one.into.as_ref(), &format!("{at}/students/exceptions/{number}/into"))?;
            Ok(Exception { student: one.student_id, choice: choice(&one.choice), into })
        });
        Ok(RoomOrder {
            classroom: self.classroom_id,
            action,
            clone,
            choice: choice(&self.students.default),
            into: target(self.students.into.as_ref(), &format!("{at}/students/into"))?,
            exceptions: exceptions.collect::<Result<_, AppError>>()?,
        })
    }
}

impl RolloverRequest {
    /// What is wanted, in order.
    ///
    /// # Errors
    /// `name-required`, `target-unclear`.
    pub fn orders(&self) -> Result<Vec<RoomOrder>, AppError> {
        self.classrooms.iter().enumerate().map(|(index, room)| room.order(index)).collect()
    }
}

/// A classroom in the plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedClassroom {
    classroom_id: Uuid,
    name: String,
    /// `keep`, `close` or `clone`.
    #[schema(example = "clone")]
    action: String,
    /// The name of the new one.
    new_name: Option<String>,
    /// Who is in it now.
    students: usize,
    /// Who goes into its new one.
    kept: usize,
    /// Who goes into another.
    promoted: usize,
    /// Who leaves it.
    leaving: usize,
    /// Who stays where they are, because it goes on.
    staying: usize,
    /// Who stays behind because they are blocked where they are to go.
    blocked: usize,
    /// Codes that stop.
    codes_stopped: i64,
    /// Codes that are made.
    codes_made: i64,
    /// Held seats that it gives back.
    seats_returned: i32,
}

impl PlannedClassroom {
    fn of(room: &Room) -> PlannedClassroom {
        let count = |wanted: &dyn Fn(&&Step) -> bool| room.steps.iter().filter(|step| !step.blocked).filter(wanted).count();
        let (closes, codes) = (room.order.closes(), room.order.clone.as_ref().is_some_and(|clone| clone.new_codes));
        PlannedClassroom {
            classroom_id: room.now.id,
            name: room.now.name.clone(),
            action: room.order.action.name().to_owned(),
            new_name: room.order.clone.as_ref().map(|clone| clone.name.clone()),
            students: room.steps.len(),
            kept: count(&|step| step.choice == Choice::Keep && step.target.is_some()),
            promoted: count(&|step| step.choice == Choice::Promote),
            leaving: count(&|step| step.choice == Choice::Leave),
            staying: count(&|step| step.choice == Choice::Keep && step.target.is_none()),
            blocked: room.steps.iter().filter(|step| step.blocked).count(),
            codes_stopped: if closes { room.now.codes } else { 0 },
            codes_made: if codes { room.now.single_codes.max(1) } else { 0 },
            seats_returned: if closes { room.now.seats_held } else { 0 },
        }
    }
}

/// A student in the plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedStudent {
    student_id: Uuid,
    display_name: String,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
    /// The classroom they are in.
    from_id: Uuid,
    /// Its name.
    from: String,
    /// The classroom they go into; null: they leave, or stay.
    to: Option<String>,
    /// `kept`, `promoted`, `leaves`, `stays`, or `blocked` where they are to go.
    #[schema(example = "promoted")]
    change: String,
}

/// The plan in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolloverTotals {
    /// Classrooms that close.
    classrooms_closed: usize,
    /// New classrooms.
    classrooms_made: usize,
    /// Codes that stop.
    codes_stopped: i64,
    /// Codes that are made.
    codes_made: i64,
    /// Students in the classrooms now; who is in two counts twice.
    students: usize,
    /// Who goes into the new classroom of theirs.
    kept: usize,
    /// Who goes into another.
    promoted: usize,
    /// Who leaves.
    leaving: usize,
    /// Who stays where they are.
    staying: usize,
    /// Who stays behind because they are blocked where they are to go.
    blocked: usize,
    /// Seats that it spends: none, ever. Everybody in it has theirs.
    #[schema(example = 0)]
    seats_spent: i32,
    /// Held seats that come back to the free ones.
    seats_returned: i64,
}

/// What a rollover would do; nothing has happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolloverPlan {
    /// Give it back to carry out exactly this.
    mark: String,
    /// In numbers.
    totals: RolloverTotals,
    /// Each classroom, in the order in which they were named.
    classrooms: Vec<PlannedClassroom>,
    /// A page of the students, by classroom and name; the next one by `cursor`.
    students: Page<PlannedStudent>,
}

/// Which students of a plan are shown; its numbers are always those of all.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlanFilter {
    /// A part of their name; case does not matter.
    pub q: Option<String>,
    /// Only those who are in this classroom now.
    pub classroom_id: Option<Uuid>,
}

impl PlanFilter {
    /// Whether a student of a classroom is among them.
    fn takes(&self, room: &Room, step: &Step) -> bool {
        let named = self.q.as_ref().is_none_or(|text| step.name.to_lowercase().contains(&text.trim().to_lowercase()));
        named && self.classroom_id.is_none_or(|id| id == room.now.id)
    }
}

/// A student's place in the plan: their classroom's, and their own.
pub type PlanKey = (usize, usize);

impl RolloverPlan {
    /// Shows a plan, and so many of its students from there.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn show(
        plan: &Plan,
        page: impl FnOnce(Vec<(PlanKey, PlannedStudent)>) -> Page<PlannedStudent>,
        filter: &PlanFilter,
        after: Option<PlanKey>,
        wanted: usize,
    ) -> Result<RolloverPlan, AppError> {
        let classrooms: Vec<PlannedClassroom> = plan.rooms.iter().map(PlannedClassroom::of).collect();
        let sum = |of: fn(&PlannedClassroom) -> usize| classrooms.iter().map(of).sum::<usize>();
        let totals = RolloverTotals {
            classrooms_closed: plan.rooms.iter().filter(|room| room.order.closes()).count(),
            classrooms_made: plan.rooms.iter().filter(|room| room.order.clone.is_some()).count(),
            codes_stopped: classrooms.iter().map(|room| room.codes_stopped).sum(),
            codes_made: classrooms.iter().map(|room| room.codes_made).sum(),
            students: sum(|room| room.students),
            kept: sum(|room| room.kept),
            promoted: sum(|room| room.promoted),
            leaving: sum(|room| room.leaving),
            staying: sum(|room| room.staying),
            blocked: sum(|room| room.blocked),
            seats_spent: 0,
            seats_returned: classrooms.iter().map(|room| i64::from(room.seats_returned)).sum(),
        };
        Ok(RolloverPlan { mark: plan.mark()?, totals, students: page(rows(plan, filter, after, wanted)), classrooms })
    }
}

fn rows(plan: &Plan, filter: &PlanFilter, after: Option<PlanKey>, wanted: usize) -> Vec<(PlanKey, PlannedStudent)> {
    let clones: HashMap<Uuid, &str> =
        plan.rooms.iter().filter_map(|room| room.order.clone.as_ref().map(|clone| (room.now.id, clone.name.as_str()))).collect();
    let all =
        plan.rooms.iter().enumerate().flat_map(|(at, room)| room.steps.iter().enumerate().map(move |(n, step)| ((at, n), room, step)));
    let wanted = all.filter(|(key, room, step)| after.is_none_or(|after| *key > after) && filter.takes(room, step)).take(wanted);
    let shown = wanted.map(|(key, room, step)| {
        let to = match step.target {
            Some(Target::Classroom(id)) => plan.others.get(&id).cloned(),
            Some(Target::CloneOf(id)) => clones.get(&id).map(|name| (*name).to_owned()),
            None => None,
        };
        let change = match (step.blocked, step.choice, step.target) {
            (true, ..) => "blocked",
            (_, Choice::Leave, _) => "leaves",
            (_, Choice::Promote, _) => "promoted",
            (_, Choice::Keep, Some(_)) => "kept",
            (_, Choice::Keep, None) => "stays",
        };
        let shown = PlannedStudent {
            student_id: step.student,
            display_name: step.name.clone(),
            deleted: step.deleted,
            from_id: room.now.id,
            from: room.now.name.clone(),
            to,
            change: change.to_owned(),
        };
        (key, shown)
    });
    shown.collect()
}

/// The path of a rollover.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RolloverPath {
    /// The organization.
    pub organization_id: Uuid,
    /// The rollover.
    pub rollover_id: Uuid,
}

/// A year rollover, under way or over.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rollover {
    /// Its id.
    id: Uuid,
    /// `running`, `done`, `undoing` or `undone`.
    #[schema(example = "done")]
    status: String,
    /// How many pieces there are to do, or to take back.
    pieces: i64,
    /// How many of them are done.
    pieces_done: i64,
    /// Classrooms it is about.
    classrooms: i64,
    /// Of them, closed.
    classrooms_closed: i64,
    /// New classrooms.
    classrooms_made: i64,
    /// New codes.
    codes_made: i64,
    /// Students who were to go somewhere.
    students_planned: i64,
    /// Who went into the new classroom of theirs.
    kept: i64,
    /// Who went into another.
    promoted: i64,
    /// Who left.
    left: i64,
    /// Who stayed behind because they are blocked where they were to go.
    blocked: i64,
    /// Who had gone by themselves before their turn.
    gone: i64,
    /// Seats that it spent.
    #[schema(example = 0)]
    seats_spent: i32,
    /// Classrooms with which nothing was done, because something stood against it.
    problems: i64,
    /// When it was started.
    made_at: DateTime<Utc>,
    /// By whom.
    made_by: String,
    /// When it was through.
    finished_at: Option<DateTime<Utc>>,
    /// When it was asked to be undone.
    undo_at: Option<DateTime<Utc>>,
    /// By whom.
    undo_by: Option<String>,
    /// When everything was back.
    undone_at: Option<DateTime<Utc>>,
    /// After an undo: the students who went back; the others had changed since.
    put_back: Option<i64>,
    /// After an undo: who was in the new classrooms, by a new code, when they were deleted.
    left_in_new: Option<i64>,
    /// After an undo: classrooms that could not be put back in full.
    undo_problems: i64,
    /// Until when it can be undone.
    undo_until: DateTime<Utc>,
    /// Whether it can be undone now.
    may_undo: bool,
}

impl Rollover {
    /// Shows a row as of now.
    pub fn show(row: RolloverRow, now: DateTime<Utc>) -> Rollover {
        let undo_until = row.made_at + TimeDelta::days(UNDO_DAYS);
        let back = row.undo_at.is_some();
        Rollover {
            pieces: if back { row.undo_pieces } else { row.pieces },
            pieces_done: if back { row.undo_pieces_done } else { row.pieces_done },
            may_undo: !back && now <= undo_until,
            put_back: back.then_some(row.put_back),
            left_in_new: back.then_some(row.left_in_clones),
            id: row.id,
            status: row.status,
            classrooms: row.classrooms,
            classrooms_closed: row.closed,
            classrooms_made: row.cloned,
            codes_made: row.codes_made,
            students_planned: row.planned,
            kept: row.kept,
            promoted: row.promoted,
            left: row.went,
            blocked: row.blocked,
            gone: row.gone,
            seats_spent: 0,
            problems: row.problems,
            made_at: row.made_at,
            made_by: row.made_by,
            finished_at: row.finished_at,
            undo_at: row.undo_at,
            undo_by: row.undo_by,
            undone_at: row.undone_at,
            undo_problems: row.undo_problems,
            undo_until,
        }
    }
}

/// A classroom of a rollover, with what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolledClassroom {
    /// The classroom.
    classroom_id: Uuid,
    /// Its name.
    name: String,
    /// `keep`, `close` or `clone`.
    #[schema(example = "clone")]
    action: String,
    /// The new one.
    new_classroom_id: Option<Uuid>,
    /// Its name.
    new_name: Option<String>,
    /// Its first day.
    starts_on: Option<NaiveDate>,
    /// Its last day.
    ends_on: Option<NaiveDate>,
    /// Its codes.
    codes: Vec<String>,
    /// How many students went somewhere.
    students: i64,
    /// Whether its turn is over.
    done: bool,
    /// Whether it was put back.
    undone: bool,
    /// Why nothing was done with it: the code of a problem, such as `classroom-deleted`.
    problem: Option<String>,
    /// What could not be put back, such as `seats-not-enough` for its allotment.
    undo_problem: Option<String>,
    /// Who was in the new one when it was deleted.
    left_in_new: Option<i32>,
}

impl From<RoomRow> for RolledClassroom {
    fn from(row: RoomRow) -> Self {
        RolledClassroom {
            classroom_id: row.classroom_id,
            name: row.name,
            action: row.action,
            new_classroom_id: row.new_id,
            new_name: row.new_name,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            codes: row.codes,
            students: row.students,
            done: row.done,
            undone: row.undone,
            problem: row.problem,
            undo_problem: row.undo_problem,
            left_in_new: row.left_in_new,
        }
    }
}

/// A student of a rollover, with what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolledStudent {
    student_id: Uuid,
    display_name: String,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
    /// The classroom they were in.
    from_id: Uuid,
    /// Its name.
    from: String,
    /// The classroom they were to go into.
    to_id: Option<Uuid>,
    /// Its name.
    to: Option<String>,
    /// `keep`, `promote` or `leave`.
    #[schema(example = "promote")]
    choice: String,
    /// `moved`, `removed`, `already-there`, `blocked` or `gone`; null before their turn, and for who stays.
    outcome: Option<String>,
    /// After an undo: `put-back`, or `changed` for who was left as they were by then.
    undo: Option<String>,
}

impl From<StudentRow> for RolledStudent {
    fn from(row: StudentRow) -> Self {
        RolledStudent {
            student_id: row.student_id,
            display_name: row.display_name,
            deleted: row.deleted,
            from_id: row.from_id,
            from: row.from_name,
            to_id: row.to_id,
            to: row.to_name,
            choice: row.choice,
            outcome: row.outcome,
            undo: row.undo,
        }
    }
}
