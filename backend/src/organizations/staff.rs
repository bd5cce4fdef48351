//! Who works for an organization: adding, changing, taking off.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, StaffRow};
use crate::accounts;
use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind};

/// A classroom by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MayLead {
    /// The classroom.
    pub id: Uuid,
    /// Its name.
    #[schema(example = "Health One: 3rd Period")]
    pub name: String,
}

/// A mail that invited somebody to the staff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffInvitation {
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// How long its link works.
    pub expires_at: DateTime<Utc>,
}

/// A member of staff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffMember {
    /// Their place in the staff.
    pub staff_id: Uuid,
    /// How the person is called.
    #[schema(example = "Ana Ruiz")]
    pub display_name: String,
    /// The address.
    #[schema(example = "ana@hamiltonschools.org")]
    pub email: Option<String>,
    /// `admin` or `teacher`.
    #[schema(example = "teacher")]
    pub role: String,
    /// What they are called at school.
    #[schema(example = "Counselor")]
    pub title: String,
    /// Whether they have chosen a password.
    pub account_ready: bool,
    /// `invited` until they do, then `accepted`.
    #[schema(example = "accepted")]
    pub state: &'static str,
    /// The newest mail that invited them; null once they have accepted.
    pub invitation: Option<StaffInvitation>,
    /// Whether signing in asks them for a second factor.
    pub second_factor: bool,
    /// The classrooms assigned to them.
    pub classrooms: Vec<MayLead>,
    /// Since when.
    pub added_at: DateTime<Utc>,
}

impl From<StaffRow> for StaffMember {
    fn from(row: StaffRow) -> Self {
        let classrooms = row.classroom_ids.into_iter().zip(row.classroom_names).map(|(id, name)| MayLead { id, name });
        StaffMember {
            staff_id: row.id,
            display_name: row.display_name,
            email: row.email,
            role: row.role,
            title: row.title,
            account_ready: row.account_ready,
            state: if row.account_ready { "accepted" } else { "invited" },
            invitation: row.invited_at.zip(row.link_expires_at).map(|(sent_at, expires_at)| StaffInvitation { sent_at, expires_at }),
            second_factor: row.second_factor,
            classrooms: classrooms.collect(),
            added_at: row.added_at,
        }
    }
}

/// Somebody to be put on the staff.
pub struct NewStaff {
    /// The address.
    pub email: String,
    /// How to call them until they say so themselves.
    pub display_name: Option<String>,
    /// `admin` or `teacher`.
    pub role: String,
    /// What they are called at school.
    pub title: String,
    /// Who puts them there.
    pub by: Option<Uuid>,
    /// When.
    pub now: DateTime<Utc>,
}

/// Puts somebody on the staff; without an account they are mailed a link to make one.
///
/// # Errors
/// `email-invalid`, `staff-already`.
pub fn add(conn: &mut PgConnection, public_url: &str, organization: Uuid, new: &NewStaff) -> Result<Uuid, AppError> {
    let name = store::one(conn, organization, Uuid::nil())?.name;
    let account = accounts::find_or_invite(conn, public_url, &new.email, new.display_name.as_deref(), &name, new.now)?;
    store::insert_staff(conn, organization, account, &new.role, &new.title, new.by, new.now)
}

/// One member of staff, with their version.
///
/// # Errors
/// `not-found`.
pub fn show(conn: &mut PgConnection, organization: Uuid, staff_id: Uuid) -> Result<(StaffMember, i32), AppError> {
    let row = one(conn, organization, staff_id)?;
    let version = row.version;
    Ok((row.into(), version))
}

/// Changes role or title.
pub fn change(
    conn: &mut PgConnection,
    organization: Uuid,
    staff_id: Uuid,
    role: Option<&str>,
    title: Option<&str>,
    if_match: &IfMatch,
) -> Result<(), AppError> {
    // Two admins who demote each other at the same time must not both succeed.
    store::locked(conn, organization)?;
    let (before, version) = show(conn, organization, staff_id)?;
    if_match.check(version)?;
    if before.role == "admin" && role.is_some_and(|role| role != "admin") {
        keep_an_admin(conn, organization)?;
    }
    store::update_staff(conn, staff_id, role, title)?;
    Ok(())
}

/// Takes somebody off the staff.
/// The link that invited them ends with it, unless it opens the door to another organization too.
pub fn remove(conn: &mut PgConnection, organization: Uuid, staff_id: Uuid, if_match: &IfMatch, now: DateTime<Utc>) -> Result<(), AppError> {
    store::locked(conn, organization)?;
    let row = one(conn, organization, staff_id)?;
    if_match.check(row.version)?;
    if row.role == "admin" {
        keep_an_admin(conn, organization)?;
    }
    store::delete_staff(conn, staff_id)?;
    if store::places(conn, row.account_id)? == 0 {
        accounts::withdraw_invitation(conn, row.account_id, now)?;
    }
    Ok(())
}

/// Mails the link of an invitation to the staff once more; the old one ends.
///
/// # Errors
/// `not-found`, `invitation-accepted`.
pub fn invite_again(
    conn: &mut PgConnection,
    public_url: &str,
    organization: Uuid,
    staff_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = one(conn, organization, staff_id)?;
    let name = store::one(conn, organization, Uuid::nil())?.name;
    accounts::invite_again(conn, public_url, row.account_id, &name, now)
}

fn one(conn: &mut PgConnection, organization: Uuid, staff_id: Uuid) -> Result<StaffRow, AppError> {
    store::staff(conn, organization, None, Some(staff_id), None, 1)?.pop().ok_or_else(AppError::not_found)
}

/// Takes the second factor from a member of staff who lost it. Only where nobody else relies on it: whoever is
/// on another staff, too, or runs the installation, is helped by the operator's command line. Not from
/// oneself, who can turn it off.
///
/// # Errors
/// `not-found`, `second-factor-own`, `second-factor-elsewhere`, `second-factor-off`.
pub fn reset_second_factor(
    conn: &mut PgConnection,
    public_url: &str,
    organization: Uuid,
    staff_id: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = one(conn, organization, staff_id)?;
    if row.account_id == by {
        return Err(AppError::new(Kind::Conflict, "second-factor-own", "This is your own. Turn it off on your account page."));
    }
    if store::is_more_than_staff_here(conn, organization, row.account_id)? {
        return Err(AppError::new(
            Kind::Conflict,
            "second-factor-elsewhere",
            "This person works for another organization, too, which relies on it. Ask the operator to reset it.",
        ));
    }
    accounts::reset_second_factor(conn, public_url, row.account_id, now)
}

fn keep_an_admin(conn: &mut PgConnection, organization: Uuid) -> Result<(), AppError> {
    if store::admins(conn, organization)? > 1 {
        return Ok(());
    }
    Err(AppError::new(Kind::Conflict, "last-admin", "This is the last admin of the organization. Make somebody else an admin first."))
}
