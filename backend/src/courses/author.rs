//! Writing a course: what was written becomes a draft with its HTML made, and a draft becomes a version.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::bundle::Draft;
use super::markdown;
use super::store::writing::{self, Front, NewLesson};
use crate::shared::error::{AppError, Kind};

/// What a picture is, told by its first bytes: never by its name.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => {
            let text = std::str::from_utf8(&bytes[..bytes.len().min(1024)]).ok()?.trim_start_matches('\u{feff}').trim_start();
            let drawn = text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"));
            drawn.then_some("image/svg+xml")
        }
    }
}

/// Where a picture is shown.
pub fn address(file: Uuid) -> String {
    format!("/api/v1/course-files/{file}")
}

/// Makes HTML of a text of the course.
pub fn html(text: &str, files: &BTreeMap<String, Uuid>) -> String {
    markdown::render(text, &|name| files.get(name).map(|file| address(*file))).0
}

/// A new course with its first draft, of all that was written.
///
/// # Errors
/// `picture-unknown` when a file in `images/` is no picture; when the database refuses.
pub fn create(
    conn: &mut PgConnection,
    organization: Option<Uuid>,
    draft: &Draft,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid, AppError> {
    let course = writing::add_course(conn, organization, &draft.title, now)?;
    for (name, bytes) in &draft.pictures {
        let kind = media_type(bytes).ok_or_else(|| not_a_picture(name))?;
        writing::add_file(conn, course, name, kind, bytes.clone(), now)?;
    }
    let files = writing::files(conn, course)?;
    let about_html = html(&draft.about, &files);
    let front = Front {
        title: &draft.title,
        summary: &draft.summary,
        topic: &draft.topic,
        about: &draft.about,
        about_html: &about_html,
        language: &draft.language,
        ages: draft.ages.map(|ages| (ages.from, ages.to)),
    };
    let version = writing::add_draft(conn, course, &front, by, now)?;
    for (position, lesson) in (1..).zip(&draft.lessons) {
        let html = html(&lesson.body, &files);
        let (title, minutes, body) = (lesson.title.as_str(), lesson.minutes, lesson.body.as_str());
        let new = NewLesson { key: Uuid::now_v7(), position, title, minutes, body, html: &html, quiz: lesson.quiz.as_ref() };
        writing::add_lesson(conn, course, version, &new)?;
    }
    Ok(course)
}

fn not_a_picture(name: &str) -> AppError {
    let detail = format!("{name} is no picture that browsers show. Use PNG, JPEG, GIF, WebP or SVG.");
    AppError::new(Kind::Invalid, "picture-unknown", detail)
}

/// The HTML of a lesson that may have been written before HTML was kept.
pub fn lesson_html(kept: String, body: &str) -> String {
    if kept.is_empty() && !body.is_empty() { html(body, &BTreeMap::new()) } else { kept }
}
