//! Progress on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::nudges::{Plan, Whom};
use super::store::OfferRow;
use super::store::helping::GrantRow;
use super::store::questions::QuestionRow;
use super::watched::{Count, Watched};
use crate::courses::{Given, Question, QuestionKind, render_line};
use crate::shared::error::AppError;

/// The path of a classroom's course.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct WatchPath {
    /// The organization.
    pub organization_id: Uuid,
    /// The classroom.
    pub classroom_id: Uuid,
    /// The course.
    pub course_id: Uuid,
}

/// A lesson, and how many are in it now.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonCrowd {
    /// Its place, from 1.
    #[schema(example = 3)]
    position: i32,
    /// Its title.
    title: String,
    /// How many are there, in the middle of the course or stuck.
    students: usize,
}

/// How far a classroom is in a course.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseFigures {
    /// The course.
    title: String,
    /// How many lessons it has.
    lessons: i32,
    /// Its first day in this classroom.
    opens_on: Option<NaiveDate>,
    /// The day by which it is to be done.
    due_on: Option<NaiveDate>,
    /// Its last day in this classroom.
    closes_on: Option<NaiveDate>,
    /// Members who are enrolled in it: the sum of the next four.
    enrolled: usize,
    /// Who has not begun.
    not_begun: usize,
    /// Who is in the middle.
    underway: usize,
    /// Who began and needs somebody.
    stuck: usize,
    /// Who finished it.
    finished: usize,
    /// Where those in the middle are, by lesson; lessons without anybody are left out.
    places: Vec<LessonCrowd>,
}

impl CourseFigures {
    /// Shows it.
    pub fn show(offer: OfferRow, count: Count) -> CourseFigures {
        let crowd = |(position, (title, students))| LessonCrowd { position, title, students };
        CourseFigures {
            title: offer.title,
            lessons: offer.lessons,
            opens_on: offer.opens_on,
            due_on: offer.due_on,
            closes_on: offer.closes_on,
            enrolled: count.not_begun + count.underway + count.stuck + count.finished,
            not_begun: count.not_begun,
            underway: count.underway,
            stuck: count.stuck,
            finished: count.finished,
            places: count.lessons.into_iter().map(crowd).collect(),
        }
    }
}

/// The quiz that holds a student up.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldUpBy {
    /// Its lesson, through all versions: names it where an attempt is given.
    lesson_key: Uuid,
    /// The lesson's place, from 1.
    position: i32,
    /// The lesson's title.
    title: String,
    /// How often it was tried.
    attempts: i64,
    /// Whether no attempt is left.
    used_up: bool,
}

/// A student in a course.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseStudent {
    /// The student.
    student_id: Uuid,
    /// Their name.
    display_name: String,
    /// Their address.
    email: Option<String>,
    /// Their username.
    username: Option<String>,
    /// Whether their account is deleted.
    deleted: bool,
    /// `not-begun`, `underway`, `stuck` or `finished`.
    #[schema(example = "stuck")]
    state: &'static str,
    /// Why they are stuck: `out-of-attempts`, `failed-often` or `still`.
    #[schema(example = "out-of-attempts")]
    reason: Option<&'static str>,
    /// How many lessons the course has, in their version.
    lessons: i64,
    /// How many they finished.
    lessons_finished: i64,
    /// The place of the lesson where they were last, from 1.
    position: Option<i32>,
    /// Its title.
    lesson: Option<String>,
    /// When they began.
    begun_at: Option<DateTime<Utc>>,
    /// When they were last in it.
    seen_at: Option<DateTime<Utc>>,
    /// When they finished.
    completed_at: Option<DateTime<Utc>>,
    /// Attempts at quizzes that are over.
    attempts: i64,
    /// The best of them, in percent.
    best: Option<i32>,
    /// The code of their certificate.
    certificate: Option<String>,
    /// The quiz that they tried and have not passed.
    held_up_by: Option<HeldUpBy>,
    /// Whether a mail can reach them.
    can_be_mailed: bool,
    /// When they were last reminded of the course by mail.
    nudged_at: Option<DateTime<Utc>>,
}

impl From<Watched> for CourseStudent {
    fn from(watched: Watched) -> Self {
        let can_be_mailed = watched.address().is_some();
        let Watched { row, standing } = watched;
        let held_up_by = match (row.quiz_key, row.quiz_position, row.quiz_lesson) {
            (Some(lesson_key), Some(position), Some(title)) => {
                Some(HeldUpBy { lesson_key, position, title, attempts: row.quiz_attempts, used_up: row.quiz_used_up })
            }
            _ => None,
        };
        CourseStudent {
            student_id: row.student_id,
            display_name: row.display_name,
            email: row.email,
            username: row.username,
            deleted: row.deleted,
            state: standing.name(),
            reason: standing.reason(),
            lessons: row.lessons,
            lessons_finished: row.lessons_finished,
            position: row.position,
            lesson: row.lesson,
            begun_at: row.begun_at,
            seen_at: row.seen_at,
            completed_at: row.completed_at,
            attempts: row.attempts,
            best: row.best,
            certificate: row.certificate,
            held_up_by,
            can_be_mailed,
            nudged_at: row.nudged_at,
        }
    }
}

/// A question, by the first answers of a classroom to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissedQuestion {
    /// The lesson, in the version that was taken.
    lesson_id: Uuid,
    /// The lesson's place, from 1.
    position: i32,
    /// The lesson's title.
    lesson: String,
    /// The question's name in the quiz.
    question_id: String,
    /// How it is answered.
    kind: Option<QuestionKind>,
    /// What is asked, as sanitized HTML.
    prompt_html: String,
    /// How many answered it.
    answered: i64,
    /// How many of them missed it.
    missed: i64,
    /// The wrong answer that was given most.
    wrong: Option<WrongAnswer>,
}

/// A wrong answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrongAnswer {
    /// How many gave it.
    students: i64,
    /// The answer.
    answer: Given,
    /// The options that were chosen, as sanitized HTML.
    options_html: Vec<String>,
}

impl From<QuestionRow> for MissedQuestion {
    fn from(row: QuestionRow) -> Self {
        let asked: Option<Question> = row.asked.and_then(|asked| serde_json::from_value(asked).ok());
        let given: Option<Given> = row.wrong.and_then(|wrong| serde_json::from_value(wrong).ok());
        let chosen = |answer: &Given| match (answer, &asked) {
            (Given::Choices(places), Some(asked)) => {
                places.iter().filter_map(|place| asked.options.get(*place)).map(|option| render_line(&option.text)).collect()
            }
            _ => Vec::new(),
        };
        let wrong = given.map(|answer| WrongAnswer { students: row.wrong_count, options_html: chosen(&answer), answer });
        MissedQuestion {
            lesson_id: row.lesson_id,
            position: row.position,
            lesson: row.lesson,
            question_id: row.question,
            kind: asked.as_ref().map(|asked| asked.kind),
            prompt_html: asked.as_ref().map(|asked| render_line(&asked.prompt)).unwrap_or_default(),
            answered: row.answered,
            missed: row.missed,
            wrong,
        }
    }
}

/// Whom to remind: everybody in a state, or these students.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NudgeRequest {
    /// `not-begun` or `stuck`: everybody who is.
    #[serde(default)]
    #[schema(example = "not-begun")]
    who: Option<String>,
    /// Instead of it: these, 5,000 at most.
    #[serde(default)]
    student_ids: Option<Vec<Uuid>>,
}

/// Reads `not-begun` or `stuck`.
///
/// # Errors
/// `nudge-whom`.
pub fn whom(who: &str) -> Result<Whom, AppError> {
    match who {
        "not-begun" => Ok(Whom::NotBegun),
        "stuck" => Ok(Whom::Stuck),
        _ => Err(AppError::field("/who", "nudge-whom", "Say not-begun or stuck, or choose students.")),
    }
}

impl NudgeRequest {
    /// Whom it means.
    ///
    /// # Errors
    /// `nudge-whom`.
    pub fn whom(&self) -> Result<Whom, AppError> {
        match (&self.who, &self.student_ids) {
            (Some(who), None) => whom(who),
            (None, Some(ids)) if (1..=5000).contains(&ids.len()) => Ok(Whom::Chosen(ids.clone())),
            _ => Err(AppError::field("/who", "nudge-whom", "Say not-begun or stuck, or choose 1 to 5,000 students.")),
        }
    }
}

/// Somebody who gets no mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotNudged {
    /// The student.
    student_id: Uuid,
    /// Their name.
    display_name: String,
    /// `no-address`, `nudged-lately`, `already-begun` or `finished`.
    #[schema(example = "no-address")]
    reason: &'static str,
}

/// Who gets a mail, and who does not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Nudges {
    /// How many mails go out.
    #[schema(example = 12)]
    mails: usize,
    /// How many are left out.
    left_out_count: usize,
    /// The first 200 of them by name, who has no address before the others.
    left_out: Vec<NotNudged>,
}

impl From<Plan> for Nudges {
    fn from(mut plan: Plan) -> Self {
        plan.left_out.sort_by_key(|(one, reason)| (reason.name() != "no-address", one.row.display_name.to_lowercase()));
        let left_out_count = plan.left_out.len();
        let shown = plan.left_out.into_iter().take(200).map(|(one, reason)| NotNudged {
            student_id: one.row.student_id,
            display_name: one.row.display_name,
            reason: reason.name(),
        });
        Nudges { mails: plan.to.len(), left_out_count, left_out: shown.collect() }
    }
}

/// One more attempt for a student.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtraAttemptRequest {
    /// The student.
    pub student_id: Uuid,
    /// The lesson whose quiz it is: the `lesson_key` of what holds them up.
    pub lesson_key: Uuid,
}

/// An attempt that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExtraAttempt {
    /// Its id.
    id: Uuid,
    /// The student.
    student_id: Uuid,
    /// Their name.
    display_name: String,
    /// The place of the lesson, from 1.
    position: Option<i32>,
    /// Its title.
    lesson: Option<String>,
    /// When it was given.
    granted_at: DateTime<Utc>,
    /// Who gave it, by name.
    granted_by: String,
}

impl From<GrantRow> for ExtraAttempt {
    fn from(row: GrantRow) -> Self {
        let GrantRow { id, student_id, display_name, position, lesson, granted_at, granted_by } = row;
        ExtraAttempt { id, student_id, display_name, position, lesson, granted_at, granted_by }
    }
}
