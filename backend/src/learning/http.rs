//! `/me/courses`: taking the courses I am enrolled in.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::quizzes::{self, Sent, Sitting};
use super::store::{self, taking};
use super::taking::{Course, Report, report};
use super::wire::{Answered, OpenLesson, TakenCourse, TakenCoursePage, TakenQuiz};
use crate::accounts::{Caller, SignedIn};
use crate::courses::{Given, lesson_html};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_my_courses).service(show_my_course).service(open_my_lesson).service(report_my_progress).service(answer_my_quiz);
}

/// The courses I am enrolled in and how far I am in each, newest enrollment first.
#[utoipa::path(tag = "learning", params(PageQuery), responses((status = 200, description = "A page of courses", body = Page<TakenCourse>)))]
#[get("/me/courses")]
async fn list_my_courses(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(store::taken(conn, caller.account, None, after, wanted, caller.now)?)).await?;
    Page::of(&query, rows, |row| row.id, |row| TakenCourse::from(&Course::of(row))).answer(&request)
}

/// One course I am enrolled in, with its lessons.
#[utoipa::path(tag = "learning", responses((status = 200, description = "The course", body = TakenCoursePage)))]
#[get("/me/courses/{enrollment_id}")]
async fn show_my_course(context: Data<Context>, caller: Caller<SignedIn>, path: Path<Uuid>) -> Result<Answer, AppError> {
    let enrollment = path.into_inner();
    let row = context.db.read(move |conn| store::one(conn, caller.account, enrollment, caller.now)).await?;
    Answer::ok(&TakenCoursePage::from(&Course::of(row)))
}

/// The path of a lesson.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct LessonPath {
    /// The enrollment.
    enrollment_id: Uuid,
    /// The lesson's place, from 1.
    position: usize,
}

/// Open a lesson: its text, its quiz without the right answers, and where I was.
#[utoipa::path(tag = "learning", params(LessonPath), responses(
    (status = 200, description = "The lesson", body = OpenLesson),
    (status = 409, description = "`course-not-open-yet`, `course-closed`, `course-not-offered`, `lesson-locked`"),
))]
#[get("/me/courses/{enrollment_id}/lessons/{position}")]
async fn open_my_lesson(context: Data<Context>, caller: Caller<SignedIn>, path: Path<LessonPath>) -> Result<Answer, AppError> {
    let opened = context.db.read(move |conn| {
        let course = Course::of(store::one(conn, caller.account, path.enrollment_id, caller.now)?);
        let state = course.readable(path.position)?;
        let lesson = store::lesson(conn, state.id, path.enrollment_id)?;
        let attempts = if state.quiz { taking::attempts(conn, path.enrollment_id, state.key)? } else { Vec::new() };
        Ok(OpenLesson {
            course: TakenCourse::from(&course),
            position: path.position,
            title: state.title.clone(),
            minutes: state.minutes,
            finished: state.finished,
            place: state.place,
            seconds: state.seconds,
            quiz: Sitting::of(&lesson, attempts).as_ref().map(TakenQuiz::from),
            html: lesson_html(lesson.html, &lesson.body),
        })
    });
    Answer::ok(&opened.await?)
}

/// Where I am in a lesson.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct LessonProgress {
    /// How far down I am, in thousandths of the text; left out, it stays.
    #[validate(range(min = 0, max = 1000, code = "place-range", message = "The place is 0 to 1000."))]
    #[serde(default)]
    place: Option<i16>,
    /// How many seconds I spent in it, all in all. The largest figure ever reported counts.
    #[validate(range(min = 0, max = 360000, code = "seconds-range", message = "The time is 0 to 360,000 seconds."))]
    #[serde(default)]
    seconds: i32,
    /// Whether I read it to its end. A finished lesson stays finished.
    #[serde(default)]
    finished: bool,
    /// How many seconds ago this was so, if the device could not tell at once: what is newer stays.
    #[validate(range(min = 0, max = 2592000, code = "seconds-range", message = "That is 0 to 2,592,000 seconds ago."))]
    #[serde(default)]
    seconds_ago: i32,
}

/// Save where I am in a lesson.
///
/// Reports may be repeated and may arrive late: nothing is counted twice and nothing is taken back. The first
/// one begins the course. A lesson with a quiz is finished by passing it (`quiz-first`).
#[utoipa::path(tag = "learning", params(LessonPath), responses(
    (status = 200, description = "Saved", body = TakenCourse),
    (status = 409, description = "`course-not-open-yet`, `course-closed`, `course-not-offered`, `lesson-locked`, `quiz-first`"),
))]
#[put("/me/courses/{enrollment_id}/lessons/{position}/progress")]
async fn report_my_progress(
    context: Data<Context>,
    caller: Caller<SignedIn>,
    path: Path<LessonPath>,
    body: Json<LessonProgress>,
) -> Result<Answer, AppError> {
    let Json(LessonProgress { place, seconds, finished, seconds_ago }) = body;
    let saved = context.db.transact(move |conn| {
        let told = Report { place, seconds, finished, seconds_ago };
        report(conn, caller.account, path.enrollment_id, path.position, &told, caller.now)?;
        Ok(Course::of(store::one(conn, caller.account, path.enrollment_id, caller.now)?))
    });
    Answer::ok(&TakenCourse::from(&saved.await?))
}

/// The path of an answer.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct AnswerPath {
    /// The enrollment.
    enrollment_id: Uuid,
    /// The lesson's place, from 1.
    position: usize,
    /// The number of the attempt under way, or of the next to begin it.
    attempt: i32,
    /// The question.
    question_id: String,
}

/// An answer to a question.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct QuizAnswer {
    /// The answer.
    answer: Given,
}

/// Answer a question of a lesson's quiz, and be told at once whether it is right and why.
///
/// The first answer to a question in an attempt stands: sent again, it is told again, and another answer
/// changes nothing. The last question ends the attempt; passing finishes the lesson.
#[utoipa::path(tag = "learning", params(AnswerPath), responses(
    (status = 200, description = "The verdict", body = Answered),
    (status = 409, description = "`course-not-open-yet`, `course-closed`, `course-not-offered`, `lesson-locked`, `attempt-over`, `no-attempts-left`"),
))]
#[put("/me/courses/{enrollment_id}/lessons/{position}/attempts/{attempt}/answers/{question_id}")]
async fn answer_my_quiz(
    context: Data<Context>,
    caller: Caller<SignedIn>,
    path: Path<AnswerPath>,
    body: Json<QuizAnswer>,
) -> Result<Answer, AppError> {
    let Json(QuizAnswer { answer }) = body;
    let answered = context.db.transact(move |conn| {
        let sent = Sent { attempt: path.attempt, question: path.question_id.clone(), given: answer.clone() };
        let sitting = quizzes::answer(conn, caller.account, path.enrollment_id, path.position, &sent, caller.now)?;
        let course = Course::of(store::one(conn, caller.account, path.enrollment_id, caller.now)?);
        let lesson_finished = course.lessons.get(path.position.saturating_sub(1)).is_some_and(|lesson| lesson.finished);
        Ok(Answered { lesson_finished, quiz: TakenQuiz::from(&sitting), course: TakenCourse::from(&course) })
    });
    Answer::ok(&answered.await?)
}
