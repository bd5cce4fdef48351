//! Tables: courses, organization_courses; and what `writing.rs` writes.

pub mod writing;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// A course, as an organization sees it.
    pub struct CourseRow {
        /// Its id.
        id: Uuid,
        /// Its title.
        title: String,
        /// What it is about.
        summary: String,
        /// Its topic.
        topic: String,
        /// How many lessons.
        lessons: i64,
        /// How long it takes.
        minutes: i64,
        /// Whether it is the operator's.
        catalog: bool,
        /// Whether the organization offers it to everyone.
        offered_to_everyone: bool,
    }
}

/// The courses an organization may offer, by title.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    search: Option<&str>,
    after: Option<(String, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<CourseRow>> {
    let (title, id) = after.unzip();
    sql("SELECT c.id, c.title, c.summary, c.topic, c.lesson_count::bigint AS lessons, c.total_minutes::bigint AS minutes,
                c.organization_id IS NULL AS catalog, o.course_id IS NOT NULL AS offered_to_everyone
         FROM courses c
         LEFT JOIN organization_courses o ON o.course_id = c.id AND o.organization_id = $1
         WHERE c.published AND (c.organization_id IS NULL OR c.organization_id = $1)
           AND ($2::text IS NULL OR c.title ILIKE $2 OR c.topic ILIKE $2)
           AND ($3::text IS NULL OR (c.title, c.id) > ($3, $4::uuid)) ORDER BY c.title, c.id LIMIT $5")
    .bind(organization)
    .bind(search)
    .bind(title)
    .bind(id)
    .bind(rows)
    .all(conn)
}

/// One course that the organization may offer; one that was withdrawn only where it is offered already.
///
/// # Errors
/// `not-found`.
pub fn one(conn: &mut PgConnection, organization: Uuid, course: Uuid) -> Result<CourseRow, AppError> {
    let found = sql("SELECT c.id, c.title, c.summary, c.topic, c.lesson_count::bigint AS lessons, c.total_minutes::bigint AS minutes,
                c.organization_id IS NULL AS catalog, o.course_id IS NOT NULL AS offered_to_everyone
         FROM courses c
         LEFT JOIN organization_courses o ON o.course_id = c.id AND o.organization_id = $1
         WHERE c.id = $2 AND (c.organization_id IS NULL OR c.organization_id = $1)
           AND (c.published OR o.course_id IS NOT NULL OR EXISTS (
               SELECT FROM classroom_courses x JOIN classrooms k ON k.id = x.classroom_id
               WHERE x.course_id = c.id AND k.organization_id = $1))")
    .bind(organization)
    .bind(course)
    .first(conn)?;
    found.ok_or_else(AppError::not_found)
}

row! {
    struct OfferableRow { id: Uuid }
}

/// The courses that a classroom offers and another may offer as well, in its order.
///
/// # Errors
/// When the database is away.
pub fn offerable_of(conn: &mut PgConnection, organization: Uuid, classroom: Uuid) -> QueryResult<Vec<Uuid>> {
    let rows = sql("SELECT c.id FROM classroom_courses k JOIN courses c ON c.id = k.course_id
         WHERE k.classroom_id = $2 AND c.published AND (c.organization_id IS NULL OR c.organization_id = $1)
         ORDER BY k.position, c.title, c.id LIMIT 200")
    .bind(organization)
    .bind(classroom)
    .all::<OfferableRow>(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Whether the organization may offer every one of these.
///
/// # Errors
/// When the database is away.
pub fn may_offer(conn: &mut PgConnection, organization: Uuid, courses: &[Uuid]) -> QueryResult<bool> {
    sql("SELECT count(*) = cardinality($2::uuid[]) AS value FROM courses
         WHERE id = ANY ($2) AND published AND (organization_id IS NULL OR organization_id = $1)")
    .bind(organization)
    .bind(courses.to_vec())
    .scalar(conn)
}

row! {
    /// A lesson in a list.
    pub struct LessonRow {
        position: i32,
        title: String,
        minutes: i32,
    }
}

pub fn lessons(conn: &mut PgConnection, course: Uuid) -> QueryResult<Vec<LessonRow>> {
    sql("SELECT l.position, l.title, l.minutes FROM courses c JOIN lessons l ON l.version_id = c.current_version_id
         WHERE c.id = $1 ORDER BY l.position LIMIT 500")
    .bind(course)
    .all(conn)
}

/// Offers a course to everyone, and enrolls who is there.
pub fn offer_to_everyone(conn: &mut PgConnection, organization: Uuid, course: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO organization_courses (organization_id, course_id, offered_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(organization)
        .bind(course)
        .bind(now)
        .run(conn)
}

pub fn stop_offering(conn: &mut PgConnection, organization: Uuid, course: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM organization_courses WHERE organization_id = $1 AND course_id = $2").bind(organization).bind(course).run(conn)
}

/// Whether the operator has no course yet.
///
/// # Errors
/// When the database is away.
pub fn catalog_is_empty(conn: &mut PgConnection) -> QueryResult<bool> {
    sql("SELECT NOT EXISTS (SELECT FROM courses WHERE organization_id IS NULL) AS value").scalar(conn)
}
