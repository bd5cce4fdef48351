//! Reading where each member of a classroom is in a course, in one statement.

pub mod helping;
pub mod questions;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// A course as a classroom offers it.
    pub struct OfferRow {
        classroom_id: Uuid,
        classroom_name: String,
        classroom_deleted: bool,
        organization_name: String,
        course_id: Uuid,
        /// The version that newcomers begin.
        version_id: Option<Uuid>,
        title: String,
        lessons: i32,
        minutes: i32,
        opens_on: Option<NaiveDate>,
        due_on: Option<NaiveDate>,
        closes_on: Option<NaiveDate>,
    }
}

/// The course in a classroom within reach.
///
/// # Errors
/// `not-found`, also for a course that is offered neither there nor to everyone.
pub fn offer(
    conn: &mut PgConnection,
    organization: Uuid,
    classroom: Uuid,
    course: Uuid,
    reach: Option<Uuid>,
) -> Result<OfferRow, AppError> {
    sql("SELECT k.id AS classroom_id, k.name AS classroom_name, k.deleted_at IS NOT NULL AS classroom_deleted,
                o.name AS organization_name, c.id AS course_id, c.current_version_id AS version_id, coalesce(v.title, c.title) AS title,
                c.lesson_count AS lessons, c.total_minutes AS minutes, y.opens_on, y.due_on, y.closes_on
         FROM classrooms k JOIN organizations o ON o.id = k.organization_id JOIN courses c ON c.id = $3
         LEFT JOIN course_versions v ON v.id = c.current_version_id
         LEFT JOIN classroom_courses y ON y.classroom_id = k.id AND y.course_id = c.id
         WHERE k.organization_id = $1 AND k.id = $2
           AND ($4::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $4))
           AND (y.course_id IS NOT NULL
                OR EXISTS (SELECT FROM organization_courses z WHERE z.organization_id = k.organization_id AND z.course_id = c.id))")
    .bind(organization)
    .bind(classroom)
    .bind(course)
    .bind(reach)
    .first(conn)?
    .ok_or_else(AppError::not_found)
}

row! {
    /// A member of a classroom in a course.
    pub struct StudentRow {
        student_id: Uuid,
        enrollment_id: Uuid,
        display_name: String,
        email: Option<String>,
        email_verified: bool,
        username: Option<String>,
        deleted: bool,
        locale: String,
        lessons: i64,
        lessons_finished: i64,
        begun_at: Option<DateTime<Utc>>,
        seen_at: Option<DateTime<Utc>>,
        completed_at: Option<DateTime<Utc>>,
        /// The lesson where they were last.
        position: Option<i32>,
        lesson: Option<String>,
        /// Attempts at all quizzes that are over.
        attempts: i64,
        /// The best of them, in percent.
        best: Option<i32>,
        certificate: Option<String>,
        nudged_at: Option<DateTime<Utc>>,
        /// The quiz that holds them up most, if they failed one and have not passed it.
        quiz_key: Option<Uuid>,
        quiz_position: Option<i32>,
        quiz_lesson: Option<String>,
        /// How often they failed it since staff last gave an attempt.
        quiz_failed: i64,
        /// Attempts at it that are over.
        quiz_attempts: i64,
        /// Whether none is left.
        quiz_used_up: bool,
    }
}

/// The present members of a classroom that are enrolled in a course; all, or some.
///
/// Every lookup goes by the key of what it looks up, so it costs the same for each member.
pub fn students(conn: &mut PgConnection, offer: &OfferRow, only: Option<&[Uuid]>) -> QueryResult<Vec<StudentRow>> {
    sql("WITH sizes AS (SELECT version_id, count(*) AS lessons FROM lessons WHERE course_id = $2 GROUP BY version_id)
         SELECT s.id AS student_id, e.id AS enrollment_id, a.display_name, a.email, a.email_verified_at IS NOT NULL AS email_verified,
                a.username, a.erased_at IS NOT NULL AS deleted, a.locale, coalesce(z.lessons, 0) AS lessons,
                coalesce(done.lessons, 0) AS lessons_finished, r.begun_at, r.seen_at, r.completed_at, l.position, l.title AS lesson,
                coalesce(tried.attempts, 0) AS attempts, tried.best, t.code AS certificate, n.nudged_at,
                held.key AS quiz_key, held.position AS quiz_position, held.title AS quiz_lesson,
                coalesce(held.failed_since, 0) AS quiz_failed, coalesce(held.attempts, 0) AS quiz_attempts,
                coalesce(held.used_up, false) AS quiz_used_up
         FROM memberships m JOIN students s ON s.id = m.student_id JOIN accounts a ON a.id = s.account_id
         JOIN enrollments e ON e.student_id = s.id AND e.course_id = $2
         LEFT JOIN course_records r ON r.enrollment_id = e.id
         LEFT JOIN sizes z ON z.version_id = coalesce(r.version_id, $3)
         LEFT JOIN lessons l ON l.version_id = r.version_id AND l.key = r.lesson_key
         LEFT JOIN certificates t ON t.enrollment_id = e.id
         LEFT JOIN course_nudges n ON n.enrollment_id = e.id
         LEFT JOIN LATERAL (
             SELECT count(*) AS lessons FROM lesson_records d JOIN lessons x ON x.version_id = r.version_id AND x.key = d.lesson_key
             WHERE d.enrollment_id = r.enrollment_id AND d.finished_at IS NOT NULL
         ) done ON true
         LEFT JOIN LATERAL (
             SELECT count(*) AS attempts, max(q.correct * 100 / q.questions) AS best
             FROM quiz_attempts q WHERE q.enrollment_id = r.enrollment_id AND q.finished_at IS NOT NULL
         ) tried ON true
         LEFT JOIN LATERAL (
             SELECT x.key, x.position, x.title, w.attempts, w.failed_since,
                    NOT w.open AND (x.quiz ->> 'attempts')::int > 0 AND w.attempts >= (x.quiz ->> 'attempts')::int + d.extra_attempts AS used_up
             FROM (
                 SELECT q.lesson_key, count(*) AS attempts, bool_or(q.finished_at IS NULL) AS open, bool_or(q.passed) AS passed,
                        count(*) FILTER (WHERE q.finished_at > coalesce(g.granted_at, '-infinity')) AS failed_since
                 FROM quiz_attempts q LEFT JOIN LATERAL (
                     SELECT max(h.granted_at) AS granted_at FROM attempt_grants h
                     WHERE h.enrollment_id = q.enrollment_id AND h.lesson_key = q.lesson_key
                 ) g ON true
                 WHERE q.enrollment_id = r.enrollment_id GROUP BY q.lesson_key
             ) w JOIN lessons x ON x.version_id = r.version_id AND x.key = w.lesson_key AND x.quiz IS NOT NULL
             JOIN lesson_records d ON d.enrollment_id = r.enrollment_id AND d.lesson_key = w.lesson_key AND d.finished_at IS NULL
             WHERE NOT w.passed ORDER BY used_up DESC, w.failed_since DESC, x.position LIMIT 1
         ) held ON true
         WHERE m.classroom_id = $1 AND m.left_at IS NULL AND ($4::uuid[] IS NULL OR s.id = ANY ($4))")
    .bind(offer.classroom_id)
    .bind(offer.course_id)
    .bind(offer.version_id)
    .bind(only.map(<[Uuid]>::to_vec))
    .all(conn)
}
