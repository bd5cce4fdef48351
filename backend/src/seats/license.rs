//! Granting a license.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, Entry};
use crate::shared::clock::dates_in_order;
use crate::shared::error::{AppError, Kind};

/// The most seats an organization may be granted in all.
const MOST_SEATS: i64 = 100_000_000;

/// A license about to be granted.
pub struct NewLicense {
    /// How many.
    pub seats: i32,
    /// First day, in the organization's zone.
    pub starts_on: NaiveDate,
    /// Last day, inclusive.
    pub ends_on: NaiveDate,
    /// For the operator's own records.
    pub note: String,
    /// Who grants it.
    pub by: Option<Uuid>,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// Grants a license; its seats are free from now on, and new students can join while a term runs.
///
/// # Errors
/// `not-found`, `dates-reversed`, `too-many-seats`.
pub fn grant(conn: &mut PgConnection, organization: Uuid, new: &NewLicense) -> Result<Uuid, AppError> {
    dates_in_order(Some(new.starts_on), Some(new.ends_on), "/ends_on")?;
    let balance = store::lock(conn, organization)?;
    if i64::from(balance.granted) + i64::from(new.seats) > MOST_SEATS {
        return Err(AppError::new(Kind::Invalid, "too-many-seats", "That is more seats than an organization can have.").at("/seats"));
    }
    let id = Uuid::now_v7();
    store::insert_license(conn, id, organization, new.seats, new.starts_on, new.ends_on, &new.note, new.by, new.now)?;
    let entry = Entry {
        organization,
        kind: "granted",
        granted: new.seats,
        held: 0,
        license: Some(id),
        classroom: None,
        actor: new.by,
        now: new.now,
    };
    store::post(conn, &entry)?;
    Ok(id)
}
