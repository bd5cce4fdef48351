//! Reading what a student takes: one row per enrollment, with the offers and the lessons in it.

pub mod taking;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::access::Offer;
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// An enrollment as its student sees it, in the version that they began or would begin.
    pub struct TakenRow {
        id: Uuid,
        organization_id: Uuid,
        organization_name: String,
        course_id: Uuid,
        /// None while the course was never published.
        version_id: Option<Uuid>,
        title: String,
        summary: String,
        topic: String,
        language: String,
        about_html: String,
        /// Today, in the organization's zone.
        today: NaiveDate,
        everyone: bool,
        /// [`Offer`]s, as JSON.
        offers: Value,
        /// [`LessonState`]s in order, as JSON.
        lessons: Value,
        begun_at: Option<DateTime<Utc>>,
        seen_at: Option<DateTime<Utc>>,
        lesson_key: Option<Uuid>,
        completed_at: Option<DateTime<Utc>>,
        certificate: Option<String>,
    }
}

/// A lesson, and how far the student is in it.
#[derive(Debug, Clone, Deserialize)]
pub struct LessonState {
    /// Its id, in this version.
    pub id: Uuid,
    /// Its id through all versions.
    pub key: Uuid,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Whether it ends in a quiz.
    pub quiz: bool,
    /// Whether it was opened.
    pub opened: bool,
    /// Whether it is finished.
    pub finished: bool,
    /// How far down the student was, in thousandths.
    pub place: i16,
    /// Time spent.
    pub seconds: i32,
}

impl TakenRow {
    /// How the student's classrooms offer it.
    pub fn offers(&self) -> Vec<Offer> {
        serde_json::from_value(self.offers.clone()).unwrap_or_default()
    }

    /// Its lessons, in order.
    pub fn lessons(&self) -> Vec<LessonState> {
        serde_json::from_value(self.lessons.clone()).unwrap_or_default()
    }
}

/// What a person is enrolled in, newest first: all of it, or one enrollment. A profile that became part of
/// another counts as the other.
pub fn taken(
    conn: &mut PgConnection,
    account: Uuid,
    enrollment: Option<Uuid>,
    after: Option<Uuid>,
    rows: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<TakenRow>> {
    sql("SELECT e.id, o.id AS organization_id, o.name AS organization_name, c.id AS course_id, v.id AS version_id,
                coalesce(v.title, c.title) AS title, coalesce(v.summary, c.summary) AS summary, coalesce(v.topic, c.topic) AS topic,
                coalesce(v.language, c.language) AS language, coalesce(v.about_html, '') AS about_html,
                ($5 AT TIME ZONE o.time_zone)::date AS today,
                EXISTS (SELECT FROM organization_courses y WHERE y.organization_id = o.id AND y.course_id = c.id) AS everyone,
                coalesce(offers.list, '[]') AS offers, coalesce(lessons.list, '[]') AS lessons,
                r.begun_at, r.seen_at, r.lesson_key, r.completed_at, t.code AS certificate
         FROM students x JOIN students s ON s.id = coalesce(x.merged_into, x.id)
         JOIN enrollments e ON e.student_id = s.id JOIN courses c ON c.id = e.course_id JOIN organizations o ON o.id = e.organization_id
         LEFT JOIN course_records r ON r.enrollment_id = e.id
         LEFT JOIN course_versions v ON v.id = coalesce(r.version_id, c.current_version_id)
         LEFT JOIN certificates t ON t.enrollment_id = e.id
         LEFT JOIN LATERAL (
             SELECT jsonb_agg(jsonb_build_object('classroom_id', y.classroom_id, 'opens_on', y.opens_on, 'due_on', y.due_on,
                        'closes_on', y.closes_on, 'required', y.required, 'sequential', y.sequential)) AS list
             FROM memberships m JOIN classroom_courses y ON y.classroom_id = m.classroom_id AND y.course_id = c.id
             JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL
             WHERE m.student_id = s.id AND m.left_at IS NULL
         ) offers ON true
         LEFT JOIN LATERAL (
             SELECT jsonb_agg(jsonb_build_object('id', l.id, 'key', l.key, 'title', l.title, 'minutes', l.minutes, 'quiz', l.quiz IS NOT NULL,
                        'opened', d.enrollment_id IS NOT NULL, 'finished', d.finished_at IS NOT NULL,
                        'place', coalesce(d.place, 0), 'seconds', coalesce(d.seconds, 0)) ORDER BY l.position) AS list
             FROM lessons l LEFT JOIN lesson_records d ON d.enrollment_id = e.id AND d.lesson_key = l.key
             WHERE l.version_id = v.id
         ) lessons ON true
         WHERE x.account_id = $1 AND ($2::uuid IS NULL OR e.id = $2) AND ($3::uuid IS NULL OR e.id < $3)
         ORDER BY e.id DESC LIMIT $4")
    .bind(account)
    .bind(enrollment)
    .bind(after)
    .bind(rows)
    .bind(now)
    .all(conn)
}

/// One enrollment of this person's.
///
/// # Errors
/// `not-found`.
pub fn one(conn: &mut PgConnection, account: Uuid, enrollment: Uuid, now: DateTime<Utc>) -> Result<TakenRow, AppError> {
    taken(conn, account, Some(enrollment), None, 1, now)?.pop().ok_or_else(AppError::not_found)
}

row! {
    /// What is in a lesson.
    pub struct LessonRow {
        body: String,
        html: String,
        quiz: Option<Value>,
        /// Attempts that staff gave this student on top.
        extra_attempts: i32,
    }
}

/// A lesson's text and quiz, and what staff gave the student who takes it.
pub fn lesson(conn: &mut PgConnection, lesson: Uuid, enrollment: Uuid) -> QueryResult<LessonRow> {
    sql("SELECT l.body, l.html, l.quiz, coalesce(d.extra_attempts, 0) AS extra_attempts
         FROM lessons l LEFT JOIN lesson_records d ON d.enrollment_id = $2 AND d.lesson_key = l.key WHERE l.id = $1")
    .bind(lesson)
    .bind(enrollment)
    .one(conn)
}
