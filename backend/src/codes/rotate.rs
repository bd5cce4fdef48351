//! Giving a code another text, because the old one got out or is worn.

use diesel::PgConnection;
use diesel::prelude::*;
use diesel::result::Error;
use serde_json::Value;
use uuid::Uuid;

use super::edit::Edit;
use super::history::{Difference, What, record};
use super::store::{self, texts};
use super::text;
use crate::shared::error::{AppError, Kind, breaks};

/// How a code is to be rotated.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// Chosen text; without it one is made up.
    pub text: Option<String>,
    /// Whether a stranger who types the old text is told the new one. Not when it got out.
    pub name_successor: bool,
}

/// Gives a code another text. Its classroom, rules, figures and redemptions stay; the old text is
/// retired with this organization forever.
///
/// # Errors
/// `not-found`, `stale`, `code-deleted`, those of the text, `code-taken`, `code-looks-alike`.
pub fn rotate(conn: &mut PgConnection, edit: &Edit, rotation: &Rotation) -> Result<(), AppError> {
    let text = rotation.text.as_deref().map_or_else(|| Ok(text::generated("")), text::chosen)?;
    let before = edit.begin(conn, None)?;
    if before.state == "deleted" {
        return Err(AppError::new(Kind::Conflict, "code-deleted", "This code is deleted. Make a new one instead."));
    }
    let written = conn.transaction(|conn| {
        texts::retire(conn, edit.of, rotation.name_successor, edit.now)?;
        texts::change(conn, edit.of, &text)
    });
    if let Err(error) = written {
        return Err(text_refusal(conn, error, edit.organization, edit.reach, &text.1));
    }
    store::touch(conn, &[edit.of], edit.now)?;
    let differences = [Difference::of("code", before.text, text.0), Difference::of("name_successor", Value::Null, rotation.name_successor)];
    record(conn, &[edit.of], What::Rotated, &differences, Some(edit.by), edit.now)?;
    Ok(())
}

/// The text belongs to a code, or once did, whosever.
pub fn taken() -> AppError {
    AppError::new(Kind::Conflict, "code-taken", "This code is taken. Add something to it, such as the year.").at("/code")
}

/// Whether a text could not be written because it was another's, or looks like another's.
pub fn is_of_another(error: &Error) -> bool {
    ["codes_text_unique", "code_texts_unique", "code_texts_look_alike"].iter().any(|constraint| breaks(error, constraint))
}

/// What stands against a text, after the savepoint in which it was written is taken back: it belongs or
/// belonged to a code, or looks like one that does.
pub fn text_refusal(conn: &mut PgConnection, error: Error, organization: Uuid, reach: Option<Uuid>, key: &str) -> AppError {
    if breaks(&error, "codes_text_unique") || breaks(&error, "code_texts_unique") {
        return taken();
    }
    if !breaks(&error, "code_texts_look_alike") {
        return error.into();
    }
    let whom = match texts::alike(conn, organization, reach, key) {
        Ok(Some(text)) => text,
        Ok(None) => "another code".to_owned(),
        Err(error) => return error.into(),
    };
    let detail = format!("This reads like {whom}: O and 0 look alike, and so do I, L and 1. Choose something nobody can mistake.");
    AppError::new(Kind::Conflict, "code-looks-alike", detail).at("/code")
}
