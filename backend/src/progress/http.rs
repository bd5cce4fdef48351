//! `/organizations/{id}/classrooms/{id}/courses/{id}/progress` and what can be done about it.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use diesel::PgConnection;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::nudges::{self, Moment};
use super::sheet;
use super::store::{self, OfferRow, helping, questions};
use super::watched::{Key, Watched, count, watch};
use super::wire::{CourseFigures, CourseStudent, ExtraAttempt, ExtraAttemptRequest, MissedQuestion, NudgeRequest, Nudges, WatchPath, whom};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::shared::sheet::KIND;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_course_progress)
        .service(list_course_students)
        .service(export_course_progress)
        .service(list_missed_questions)
        .service(plan_nudges)
        .service(nudge_students)
        .service(list_extra_attempts)
        .service(give_extra_attempt);
}

fn offer(conn: &mut PgConnection, caller: &Caller<Teacher>, path: &WatchPath) -> Result<OfferRow, AppError> {
    store::offer(conn, path.organization_id, path.classroom_id, path.course_id, caller.place.reach())
}

fn moment(caller: &Caller<Teacher>) -> Moment {
    Moment { now: caller.now, today: caller.place.day(caller.now) }
}

fn all(conn: &mut PgConnection, caller: &Caller<Teacher>, offer: &OfferRow) -> Result<Vec<Watched>, AppError> {
    let at = moment(caller);
    watch(conn, offer, None, at.now, at.today)
}

/// How far a classroom is in a course: how many have not begun, are in the middle, are stuck, have finished.
#[utoipa::path(tag = "progress", params(WatchPath), responses((status = 200, description = "The figures", body = CourseFigures)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/progress")]
async fn show_course_progress(context: Data<Context>, caller: Caller<Teacher>, path: Path<WatchPath>) -> Result<Answer, AppError> {
    let shown = context.db.read(move |conn| {
        let offer = offer(conn, &caller, &path)?;
        let counted = count(&all(conn, &caller, &offer)?);
        Ok(CourseFigures::show(offer, counted))
    });
    Answer::ok(&shown.await?)
}

/// Which students are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CourseStudentFilter {
    /// `not-begun`, `underway`, `stuck` or `finished`. Without it: all.
    state: Option<String>,
    /// Part of a name.
    q: Option<String>,
}

impl CourseStudentFilter {
    fn check(&self) -> Result<(), AppError> {
        match self.state.as_deref() {
            None | Some("not-begun" | "underway" | "stuck" | "finished") => Ok(()),
            Some(_) => Err(AppError::new(Kind::Malformed, "query-invalid", "A state is not-begun, underway, stuck or finished.")),
        }
    }

    fn fits(&self, one: &Watched) -> bool {
        let name = || one.row.display_name.to_lowercase();
        self.state.as_deref().is_none_or(|state| one.standing.name() == state)
            && self.q.as_deref().is_none_or(|q| name().contains(q.trim().to_lowercase().as_str()))
    }
}

/// Where each student of a classroom is in a course: who is stuck first, then who is in the middle, who has
/// not begun, and who finished; by name.
#[utoipa::path(tag = "progress", params(WatchPath, CourseStudentFilter, PageQuery), responses(
    (status = 200, description = "A page of students", body = Page<CourseStudent>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/progress/students")]
async fn list_course_students(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<WatchPath>,
    filter: Query<CourseStudentFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    filter.check()?;
    let after = query.start::<Key>()?;
    let wanted = usize::try_from(query.rows()).unwrap_or(usize::MAX);
    let rows = context.db.read(move |conn| {
        let offer = offer(conn, &caller, &path)?;
        let later = |one: &Watched| after.as_ref().is_none_or(|after| one.key() > *after);
        let rows = all(conn, &caller, &offer)?.into_iter().filter(|one| filter.fits(one) && later(one));
        Ok(rows.take(wanted).collect::<Vec<_>>())
    });
    Page::of(&query, rows.await?, Watched::key, CourseStudent::from).answer(&request)
}

/// Where each student of a classroom is in a course, as a spreadsheet.
#[utoipa::path(tag = "progress", params(WatchPath), responses(
    (status = 200, description = "CSV with a heading, for saving", body = String, content_type = "text/csv; charset=utf-8")))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/progress.csv")]
async fn export_course_progress(context: Data<Context>, caller: Caller<Teacher>, path: Path<WatchPath>) -> Result<Answer, AppError> {
    let done = context.db.read(move |conn| {
        let offer = offer(conn, &caller, &path)?;
        let watched = all(conn, &caller, &offer)?;
        let name = format!("progress-{}.csv", caller.place.day(caller.now));
        Ok(Answer::file(KIND, &name, sheet::print(&watched, &caller.place.time_zone)?))
    });
    done.await
}

/// The questions of a course that the classroom answered, the most missed first.
///
/// Counted is the first answer of each student's first attempt.
#[utoipa::path(tag = "progress", params(WatchPath, PageQuery), responses(
    (status = 200, description = "A page of questions", body = Page<MissedQuestion>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/progress/questions")]
async fn list_missed_questions(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<WatchPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<questions::After>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        let offer = offer(conn, &caller, &path)?;
        Ok(questions::questions(conn, offer.classroom_id, offer.course_id, after.clone(), wanted)?)
    });
    Page::of(&query, rows.await?, |row| (row.rate, row.lesson_id, row.question.clone()), MissedQuestion::from).answer(&request)
}

/// Whom the nudge is for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct NudgeFilter {
    /// `not-begun` or `stuck`. Without it: who has not begun.
    who: Option<String>,
}

/// See how many mails a nudge would send now, and who gets none; nothing is sent.
#[utoipa::path(tag = "progress", params(WatchPath, NudgeFilter), responses(
    (status = 200, description = "What would come of it", body = Nudges),
    (status = 409, description = "`classroom-deleted`, `course-not-open`"),
    (status = 422, description = "`nudge-whom`")))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/nudges")]
async fn plan_nudges(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<WatchPath>,
    filter: Query<NudgeFilter>,
) -> Result<Answer, AppError> {
    let whom = whom(filter.0.who.as_deref().unwrap_or("not-begun"))?;
    let plan = context.db.read(move |conn| {
        let offer = offer(conn, &caller, &path)?;
        nudges::plan(conn, &offer, &whom, moment(&caller))
    });
    Answer::ok(&Nudges::from(plan.await?))
}

/// Remind students of a course by mail.
///
/// Only who has not begun or is stuck; one mail to a student about a course within 24 hours. Who gets none
/// is named with the reason.
#[utoipa::path(tag = "progress", params(WatchPath), request_body = NudgeRequest, responses(
    (status = 200, description = "What came of it", body = Nudges),
    (status = 409, description = "`classroom-deleted`, `course-not-open`"),
    (status = 422, description = "`nudge-whom`, `student-unknown`")))]
#[post("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/nudges")]
async fn nudge_students(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<WatchPath>,
    once: Idempotency,
    body: Json<NudgeRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let whom = body.whom()?;
    let public_url = context.public_url.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let offer = offer(conn, &caller, &path)?;
            Answer::ok(&Nudges::from(nudges::send(conn, &offer, &whom, caller.account, moment(&caller), &public_url)?))
        })
    };
    context.db.transact(work).await
}

/// The attempts that staff gave in a classroom on top of what quizzes allow, newest first.
#[utoipa::path(tag = "progress", params(WatchPath, PageQuery), responses(
    (status = 200, description = "A page of attempts", body = Page<ExtraAttempt>)))]
#[get("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/extra-attempts")]
async fn list_extra_attempts(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<WatchPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        let offer = offer(conn, &caller, &path)?;
        Ok(helping::grants(conn, offer.classroom_id, offer.course_id, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, ExtraAttempt::from).answer(&request)
}

/// Give a student one more attempt at a quiz whose attempts are used up.
///
/// They can go on at once, and are told by mail where there is an address.
#[utoipa::path(tag = "progress", params(WatchPath), request_body = ExtraAttemptRequest, responses(
    (status = 201, description = "Given", body = CourseStudent),
    (status = 409, description = "`attempts-left`, `quiz-passed`, `classroom-deleted`, `course-not-open`")))]
#[post("/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}/extra-attempts")]
async fn give_extra_attempt(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<WatchPath>,
    once: Idempotency,
    body: Json<ExtraAttemptRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let public_url = context.public_url.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let offer = offer(conn, &caller, &path)?;
            let whose = (body.student_id, body.lesson_key);
            let given = nudges::give_attempt(conn, &offer, whose, caller.account, moment(&caller), &public_url)?;
            Answer::created(&CourseStudent::from(given))
        })
    };
    context.db.transact(work).await
}
