//! Tables: course_versions, lessons, course_files; and what a course takes over from the version in use.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::courses::quiz::Quiz;
use crate::row;
use crate::shared::sql::sql;

/// A course that nobody may take yet.
///
/// # Errors
/// When the database refuses.
pub fn add_course(conn: &mut PgConnection, organization: Option<Uuid>, title: &str, now: DateTime<Utc>) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    sql("INSERT INTO courses (id, organization_id, title, published, created_at) VALUES ($1, $2, $3, false, $4)")
        .bind(id)
        .bind(organization)
        .bind(title)
        .bind(now)
        .run(conn)?;
    Ok(id)
}

/// What a version says of the course as a whole.
pub struct Front<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it is about.
    pub summary: &'a str,
    /// Its topic.
    pub topic: &'a str,
    /// Its page, as Markdown.
    pub about: &'a str,
    /// The same as sanitized HTML.
    pub about_html: &'a str,
    /// Its language (ISO 639-1).
    pub language: &'a str,
    /// The youngest and the oldest it is for.
    pub ages: Option<(i32, i32)>,
}

/// Begins a draft. The caller has seen that there is none.
///
/// # Errors
/// When the database refuses.
pub fn add_draft(conn: &mut PgConnection, course: Uuid, front: &Front<'_>, by: Option<Uuid>, now: DateTime<Utc>) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    let (age_from, age_to) = front.ages.unzip();
    sql("INSERT INTO course_versions (id, course_id, title, summary, topic, about, about_html, language, age_from, age_to, edited_at, edited_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind(id)
        .bind(course)
        .bind(front.title)
        .bind(front.summary)
        .bind(front.topic)
        .bind(front.about)
        .bind(front.about_html)
        .bind(front.language)
        .bind(age_from)
        .bind(age_to)
        .bind(now)
        .bind(by)
        .run(conn)?;
    Ok(id)
}

/// A lesson to be written.
pub struct NewLesson<'a> {
    /// The same through all versions.
    pub key: Uuid,
    /// Its place, from 1.
    pub position: i32,
    /// Its title.
    pub title: &'a str,
    /// How long it takes.
    pub minutes: i32,
    /// Its text, as Markdown.
    pub body: &'a str,
    /// The same as sanitized HTML.
    pub html: &'a str,
    /// Its quiz.
    pub quiz: Option<&'a Quiz>,
}

/// Adds a lesson to a draft.
///
/// # Errors
/// When the database refuses.
pub fn add_lesson(conn: &mut PgConnection, course: Uuid, version: Uuid, lesson: &NewLesson<'_>) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    // A quiz is names, text and numbers, which JSON takes.
    let quiz: Option<Value> = lesson.quiz.map(|quiz| serde_json::to_value(quiz).unwrap_or_default());
    sql("INSERT INTO lessons (id, course_id, version_id, key, position, title, minutes, body, html, quiz)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(id)
    .bind(course)
    .bind(version)
    .bind(lesson.key)
    .bind(lesson.position)
    .bind(lesson.title)
    .bind(lesson.minutes)
    .bind(lesson.body)
    .bind(lesson.html)
    .bind(quiz)
    .run(conn)?;
    Ok(id)
}

/// Gives the draft the next number, for good; newcomers begin it from now on.
///
/// # Errors
/// When the database refuses.
pub fn publish(conn: &mut PgConnection, course: Uuid, by: Option<Uuid>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("WITH published AS (
             UPDATE course_versions v SET published_at = $2, published_by = $3,
                 number = 1 + (SELECT coalesce(max(o.number), 0) FROM course_versions o WHERE o.course_id = $1)
             WHERE v.course_id = $1 AND v.number IS NULL RETURNING v.*
         )
         UPDATE courses c SET published = true, current_version_id = v.id, title = v.title, summary = v.summary, topic = v.topic,
             language = v.language, age_from = v.age_from, age_to = v.age_to,
             lesson_count = (SELECT count(*) FROM lessons l WHERE l.version_id = v.id),
             total_minutes = (SELECT coalesce(sum(l.minutes), 0) FROM lessons l WHERE l.version_id = v.id)
         FROM published v WHERE c.id = $1")
    .bind(course)
    .bind(now)
    .bind(by)
    .run(conn)
}

/// A picture under a name of its own; what had the name before stays where it was published.
///
/// # Errors
/// When the database refuses.
pub fn add_file(
    conn: &mut PgConnection,
    course: Uuid,
    name: &str,
    media_type: &str,
    bytes: Vec<u8>,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    sql("UPDATE course_files SET replaced_at = $3 WHERE course_id = $1 AND name = $2 AND replaced_at IS NULL")
        .bind(course)
        .bind(name)
        .bind(now)
        .run(conn)?;
    let id = Uuid::now_v7();
    sql("INSERT INTO course_files (id, course_id, name, media_type, bytes, added_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(course)
        .bind(name)
        .bind(media_type)
        .bind(bytes)
        .bind(now)
        .run(conn)?;
    Ok(id)
}

row! {
    struct NamedFileRow { id: Uuid, name: String }
}

/// The pictures of a course by name, as a text may show them.
///
/// # Errors
/// When the database is away.
pub fn files(conn: &mut PgConnection, course: Uuid) -> QueryResult<BTreeMap<String, Uuid>> {
    let rows = sql("SELECT id, name FROM course_files WHERE course_id = $1 AND replaced_at IS NULL ORDER BY name LIMIT 500")
        .bind(course)
        .all::<NamedFileRow>(conn)?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

row! {
    /// A picture.
    pub struct FileRow {
        /// What it is.
        media_type: String,
        /// What is in it.
        bytes: Vec<u8>,
    }
}

/// One picture.
///
/// # Errors
/// When the database is away.
pub fn file(conn: &mut PgConnection, id: Uuid) -> QueryResult<Option<FileRow>> {
    sql("SELECT media_type, bytes FROM course_files WHERE id = $1").bind(id).first(conn)
}
