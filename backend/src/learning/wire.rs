//! What a student gets to see of a course, a lesson and a quiz.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::Access;
use super::quizzes::Sitting;
use super::store::taking::{AnswerState, AttemptRow};
use super::taking::Course;
use crate::courses::{Given, Question, QuestionKind, Solution, render_line};

/// The organization that enrolled me.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnersOrganization {
    /// Its id.
    id: Uuid,
    /// Its name.
    name: String,
}

/// A lesson by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextLesson {
    /// Its place, from 1.
    position: usize,
    /// Its title.
    title: String,
    /// How long it takes.
    minutes: i32,
}

/// Whether a course can be taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CourseAccess {
    /// It can.
    Open,
    /// It opens on `opens_on`.
    NotYet,
    /// It closed after `closes_on`.
    Closed,
    /// Nobody offers it to me any more.
    NotOffered,
}

/// A course I am enrolled in, and how far I am.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenCourse {
    /// The enrollment: names this course in every path below `/me/courses`.
    enrollment_id: Uuid,
    /// The course.
    course_id: Uuid,
    /// Its title.
    title: String,
    /// What it is about.
    summary: String,
    /// Its topic.
    topic: String,
    /// Its language (ISO 639-1).
    #[schema(example = "en")]
    language: String,
    /// Who enrolled me.
    organization: LearnersOrganization,
    /// My classrooms that offer it.
    classroom_ids: Vec<Uuid>,
    /// Whether it can be taken now. What I finished I can read for ever.
    access: CourseAccess,
    /// When it opens, with `not-yet`.
    opens_on: Option<NaiveDate>,
    /// By when it is to be done.
    due_on: Option<NaiveDate>,
    /// After which day it closes, or closed.
    closes_on: Option<NaiveDate>,
    /// Whether any classroom of mine asks for it.
    required: bool,
    /// How many lessons it has.
    lessons: usize,
    /// How many I finished.
    lessons_finished: usize,
    /// How long the lessons take that I have not finished.
    minutes_left: i32,
    /// The lesson to go on with; none when all are finished.
    next: Option<NextLesson>,
    /// When I opened the first lesson.
    begun_at: Option<DateTime<Utc>>,
    /// When I was last there.
    seen_at: Option<DateTime<Utc>>,
    /// When I finished it.
    completed_at: Option<DateTime<Utc>>,
    /// The code of my certificate.
    certificate: Option<String>,
}

impl From<&Course> for TakenCourse {
    fn from(course: &Course) -> Self {
        let (row, terms) = (&course.row, course.terms);
        let (access, opens_on, closed_on) = match terms.access {
            Access::Open => (CourseAccess::Open, None, None),
            Access::NotYet(day) => (CourseAccess::NotYet, Some(day), None),
            Access::Closed(day) => (CourseAccess::Closed, None, Some(day)),
            Access::NotOffered => (CourseAccess::NotOffered, None, None),
        };
        let next = course.next().map(|place| (place, &course.lessons[place]));
        let left = course.lessons.iter().filter(|lesson| !lesson.finished);
        TakenCourse {
            enrollment_id: row.id,
            course_id: row.course_id,
            title: row.title.clone(),
            summary: row.summary.clone(),
            topic: row.topic.clone(),
            language: row.language.clone(),
            organization: LearnersOrganization { id: row.organization_id, name: row.organization_name.clone() },
            classroom_ids: row.offers().iter().map(|offer| offer.classroom_id).collect(),
            access,
            opens_on,
            due_on: terms.due_on,
            closes_on: closed_on.or(terms.closes_on),
            required: terms.required,
            lessons: course.lessons.len(),
            lessons_finished: course.lessons.iter().filter(|lesson| lesson.finished).count(),
            minutes_left: left.map(|lesson| lesson.minutes).sum(),
            next: next.map(|(place, lesson)| NextLesson { position: place + 1, title: lesson.title.clone(), minutes: lesson.minutes }),
            begun_at: row.begun_at,
            seen_at: row.seen_at,
            completed_at: row.completed_at,
            certificate: row.certificate.clone(),
        }
    }
}

/// A lesson in my course.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenLesson {
    /// Its place, from 1.
    position: usize,
    /// Its title.
    title: String,
    /// How long it takes.
    minutes: i32,
    /// Whether it ends in a quiz.
    has_quiz: bool,
    /// Whether I opened it.
    opened: bool,
    /// Whether I finished it.
    finished: bool,
    /// Whether it waits for the lessons before it.
    locked: bool,
}

/// A course I am enrolled in, with its page and its lessons.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenCoursePage {
    /// The course.
    #[serde(flatten)]
    course: TakenCourse,
    /// What its authors say of it, as sanitized HTML.
    about_html: String,
    /// Its lessons, in order.
    lessons_list: Vec<TakenLesson>,
}

impl From<&Course> for TakenCoursePage {
    fn from(course: &Course) -> Self {
        let lessons = course.lessons.iter().enumerate().map(|(place, lesson)| TakenLesson {
            position: place + 1,
            title: lesson.title.clone(),
            minutes: lesson.minutes,
            has_quiz: lesson.quiz,
            opened: lesson.opened,
            finished: lesson.finished,
            locked: course.locked(place),
        });
        TakenCoursePage { course: course.into(), about_html: course.row.about_html.clone(), lessons_list: lessons.collect() }
    }
}

/// A question, before it is answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedQuestion {
    /// Names it within the quiz.
    id: String,
    /// How it is answered.
    kind: QuestionKind,
    /// What is asked, as sanitized HTML of one line.
    prompt_html: String,
    /// What may be chosen, as sanitized HTML of one line each; answered by their places from 0.
    options_html: Vec<String>,
    /// What a number counts.
    unit: Option<String>,
}

impl From<&Question> for AskedQuestion {
    fn from(question: &Question) -> Self {
        AskedQuestion {
            id: question.id.clone(),
            kind: question.kind,
            prompt_html: render_line(&question.prompt),
            options_html: question.options.iter().map(|option| render_line(&option.text)).collect(),
            unit: question.unit.clone(),
        }
    }
}

/// What came of an answer: told only for questions that were answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// The question.
    question_id: String,
    /// What I answered.
    answer: Given,
    /// Whether it is right.
    correct: bool,
    /// The right options by their places, for `one` and `several`.
    right_options: Vec<usize>,
    /// The right answer to a statement, a number or a short text.
    right_answer: Option<String>,
    /// What is said of each option, in their order, as sanitized HTML; empty where nothing is.
    options_why_html: Vec<String>,
    /// The point of it, as sanitized HTML.
    why_html: String,
}

fn verdict(question: &Question, state: &AnswerState) -> Verdict {
    let right_answer = match question.answer {
        Some(Solution::Fact(fact)) => Some(fact.to_string()),
        Some(Solution::Number(number)) => Some(number.to_string()),
        None => question.accept.first().cloned(),
    };
    Verdict {
        question_id: question.id.clone(),
        answer: state.answer.clone(),
        correct: state.correct,
        right_options: question.right_options(),
        right_answer,
        options_why_html: question.options.iter().map(|option| render_line(&option.why)).collect(),
        why_html: render_line(&question.why),
    }
}

/// An attempt that is over.
#[derive(Debug, Serialize, ToSchema)]
pub struct FinishedAttempt {
    /// Its number, from 1.
    number: i32,
    /// How many questions it had.
    questions: i32,
    /// How many answers were right.
    correct: i32,
    /// Whether it passed.
    passed: bool,
    /// What came of each answer.
    verdicts: Vec<Verdict>,
}

/// A lesson's quiz, and how far I am with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenQuiz {
    /// Percent of the questions that must be right.
    pass: u32,
    /// Whether I passed it.
    passed: bool,
    /// How often I may still begin it; none when as often as I like.
    attempts_left: Option<u32>,
    /// The number of the attempt that is under way, or of the next.
    attempt: i32,
    /// What came of each answer in the attempt under way.
    verdicts: Vec<Verdict>,
    /// The last attempt that is over.
    last: Option<FinishedAttempt>,
    /// The questions, in order.
    questions: Vec<AskedQuestion>,
}

impl From<&Sitting> for TakenQuiz {
    fn from(sitting: &Sitting) -> Self {
        let verdicts = |attempt: &AttemptRow| -> Vec<Verdict> {
            let answers = attempt.answers().into_iter();
            answers.filter_map(|state| sitting.quiz.question(&state.question).map(|question| verdict(question, &state))).collect()
        };
        TakenQuiz {
            pass: sitting.quiz.pass,
            passed: sitting.passed(),
            attempts_left: sitting.attempts_left(),
            attempt: sitting.number(),
            verdicts: sitting.open().map(verdicts).unwrap_or_default(),
            last: sitting.last().map(|attempt| FinishedAttempt {
                number: attempt.number,
                questions: attempt.questions,
                correct: attempt.correct,
                passed: attempt.passed,
                verdicts: verdicts(attempt),
            }),
            questions: sitting.quiz.questions.iter().map(AskedQuestion::from).collect(),
        }
    }
}

/// A lesson to read.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenLesson {
    /// Its course, and how far I am.
    pub course: TakenCourse,
    /// Its place, from 1.
    pub position: usize,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Its text, as sanitized HTML.
    pub html: String,
    /// Whether I finished it.
    pub finished: bool,
    /// How far down I was, in thousandths of the text.
    pub place: i16,
    /// How many seconds I spent in it.
    pub seconds: i32,
    /// Its quiz.
    pub quiz: Option<TakenQuiz>,
}

/// What came of an answer, and of the attempt, the lesson and the course with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answered {
    /// Whether the lesson is finished.
    pub lesson_finished: bool,
    /// The quiz with the verdict in it.
    pub quiz: TakenQuiz,
    /// The course, and how far I am.
    pub course: TakenCourse,
}
