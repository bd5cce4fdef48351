//! All that is kept about a person.

use diesel::PgConnection;
use serde_json::Value;
use uuid::Uuid;

use super::store::sections::{self, SECTIONS};
use crate::accounts;
use crate::shared::error::AppError;

/// One kind of thing that is kept, and each that there is of it.
pub struct Kept {
    /// The kind.
    pub name: &'static str,
    /// What it is, for whoever reads the file.
    pub about: &'static str,
    /// Each one.
    pub rows: Vec<Value>,
}

/// Reads it.
///
/// # Errors
/// When the database is away.
pub fn gather(conn: &mut PgConnection, account: Uuid) -> Result<Vec<Kept>, AppError> {
    let all = accounts::all_of_person(conn, account)?;
    let kept = SECTIONS.iter().map(|section| {
        let rows = sections::read(conn, section, &all)?;
        Ok(Kept { name: section.name, about: section.about, rows })
    });
    kept.collect()
}
