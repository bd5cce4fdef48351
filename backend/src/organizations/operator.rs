//! What the operator does with organizations: create one with its first admin, suspend, reactivate.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::staff::{self, NewStaff};
use super::store::{self, NewOrganization};
use crate::seats;
use crate::shared::error::AppError;

/// Creates an organization with an empty seat account and its first admin, who is mailed a link.
pub fn create(
    conn: &mut PgConnection,
    public_url: &str,
    new: &NewOrganization,
    admin_email: &str,
    admin_name: Option<String>,
    by: Option<Uuid>,
) -> Result<Uuid, AppError> {
    let id = store::insert(conn, new)?;
    seats::open_account(conn, id)?;
    let admin = NewStaff {
        email: admin_email.to_owned(),
        display_name: admin_name,
        role: "admin".to_owned(),
        title: String::new(),
        by,
        now: new.now,
    };
    staff::add(conn, public_url, id, &admin).map_err(|error| {
        if error.code() == "email-invalid" {
            AppError::field("/admin_email", "email-invalid", "This does not look like an email address.")
        } else {
            error
        }
    })?;
    Ok(id)
}

/// One organization as the operator sees it.
pub fn show(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<store::OperatorRow, AppError> {
    store::for_operator(conn, Some(id), None, now, None, 1)?.pop().ok_or_else(AppError::not_found)
}
