//! The courses that Homeroom comes with: folders in `starter/`, in the form in which any course is imported.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use rust_embed::RustEmbed;

use super::store::writing;
use super::{author, bundle, store};
use crate::shared::error::AppError;

#[derive(RustEmbed)]
#[folder = "src/courses/starter/"]
struct Starter;

/// Publishes them in an empty catalog, once, inside the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub fn publish_starter_catalog(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), AppError> {
    if !store::catalog_is_empty(conn)? {
        return Ok(());
    }
    for files in folders().values() {
        let draft = bundle::read(files).map_err(|faults| AppError::internal(format!("{faults:?}")))?;
        let course = author::create(conn, None, &draft, None, now)?;
        writing::publish(conn, course, None, now)?;
    }
    Ok(())
}

/// The files of each course.
fn folders() -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let mut folders: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    for path in Starter::iter() {
        if let (Some((folder, name)), Some(file)) = (path.split_once('/'), Starter::get(&path)) {
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), file.data.into_owned());
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_course_is_whole() {
        let folders = folders();
        assert!(folders.len() >= 3);
        for (folder, files) in &folders {
            let draft = bundle::read(files).unwrap_or_else(|faults| panic!("{folder}: {faults:?}"));
            assert!(draft.lessons.len() >= 6 && draft.lessons.iter().all(|lesson| lesson.quiz.is_some()), "{folder}");
            for lesson in &draft.lessons {
                let has = |name: &str| draft.pictures.contains_key(name).then(String::new);
                let (_, missing) = crate::courses::markdown::render(&lesson.body, &has);
                assert!(missing.is_empty(), "{folder}, {}: {missing:?}", lesson.title);
            }
            assert!(draft.pictures.values().all(|bytes| author::media_type(bytes).is_some()), "{folder}");
        }
    }
}
