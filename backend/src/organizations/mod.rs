//! Organizations: schools, districts, non-profits; and the staff who work in them.
//!
//! * An organization is created by the operator, with its first admin, who is mailed a link. It has a
//!   slug that is its own, an IANA time zone in which its days are counted, and is active or suspended.
//! * Suspended: everything stays readable to its staff, nothing can be changed, nobody can join.
//! * Staff are admins or teachers. An organization never loses its last admin.
//! * Taking somebody off the staff takes effect at their next request.

mod http;
mod operator;
mod staff;
mod store;

pub use http::routes;
pub use operator::create;
pub use staff::{MayLead, NewStaff, StaffMember, add as put_on_staff, show as show_staff};
pub use store::{
    NewOrganization, OrganizationRow, StaffRow, locked as lock_organization, scrub, staff as list_staff_rows, staff_with_address,
};

/// Gives the places of one account to another, which is the same person.
///
/// # Errors
/// When the database refuses.
pub fn hand_over_staff(conn: &mut diesel::PgConnection, from: uuid::Uuid, into: uuid::Uuid) -> Result<(), crate::shared::error::AppError> {
    store::move_staff(conn, from, into)?;
    Ok(())
}

/// Puts somebody on the staff; without an account they are mailed a link to make one.
///
/// # Errors
/// `email-invalid`, `staff-already`.
#[allow(clippy::too_many_arguments)]
pub fn add_staff(
    conn: &mut diesel::PgConnection,
    public_url: &str,
    organization: uuid::Uuid,
    email: &str,
    role: &str,
    title: &str,
    by: uuid::Uuid,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<uuid::Uuid, crate::shared::error::AppError> {
    let new =
        staff::NewStaff { email: email.to_owned(), display_name: None, role: role.to_owned(), title: title.to_owned(), by: Some(by), now };
    staff::add(conn, public_url, organization, &new)
}
