//! All that is kept about a person.

use diesel::PgConnection;
use serde_json::Value;
use uuid::Uuid;

use super::by_school;
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

/// All that is kept about a person, in every organization.
///
/// # Errors
/// When the database is away.
pub fn gather(conn: &mut PgConnection, account: Uuid) -> Result<Vec<Kept>, AppError> {
    let all = accounts::all_of_person(conn, account)?;
    read(conn, &all, None)
}

/// The same about a student whose account is a school's, for the school; what another organization refused
/// them is not its business.
///
/// # Errors
/// `not-found`, and what [`by_school::whole_record`] has against it.
pub fn for_school(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> Result<Vec<Kept>, AppError> {
    let all = by_school::whole_record(conn, organization, student)?;
    read(conn, &all, Some(organization))
}

fn read(conn: &mut PgConnection, all: &[Uuid], within: Option<Uuid>) -> Result<Vec<Kept>, AppError> {
    let kept = SECTIONS.iter().map(|section| {
        let rows = sections::read(conn, section, all, within)?;
        Ok(Kept { name: section.name, about: section.about, rows })
    });
    kept.collect()
}
