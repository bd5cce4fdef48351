//! Staff add a student by hand.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::admit::{Admission, Way, admit};
use super::store;
use crate::accounts;
use crate::seats;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::students::{self, Newcomer};

/// Somebody whom staff want to have in.
#[derive(Debug, Clone)]
pub struct NewStudent {
    pub organization: Uuid,
    /// Of the member of staff.
    pub reach: Option<Uuid>,
    pub classroom: Option<Uuid>,
    pub name: String,
    pub email: Option<String>,
    /// Wanted by who has no address; else the next that is free.
    pub username: Option<String>,
    /// Staff have looked: it is not the student who looks like the same person.
    pub somebody_new: bool,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// Who is in now.
#[derive(Debug, Clone, Copy)]
pub struct Added {
    pub account: Uuid,
    pub student: Uuid,
    pub seat_spent: bool,
    pub joined: bool,
}

/// Finds or makes the account, admits it, and writes to its address if it has one.
///
/// # Errors
/// `email-invalid`, `username-with-email`, `username-invalid`, `username-taken`, `student-probably-here`,
/// and those of [`admit`].
pub fn add(conn: &mut PgConnection, public_url: &str, new: &NewStudent) -> Result<Added, AppError> {
    let email = address(new)?;
    let alike = if new.somebody_new { None } else { alike(conn, new, email.as_ref())? };
    let account = account(conn, new, email.as_ref())?;
    let NewStudent { organization, classroom, by, now, .. } = *new;
    let admitted = admit(conn, &Admission { organization, classroom, account, way: Way::Staff, by: Some(by), now })?;
    if let (true, Some(twin)) = (admitted.seat_spent, alike) {
        return Err(probably_here(conn, new, twin)?);
    }
    if email.is_some() && (admitted.seat_spent || admitted.joined) {
        let school = store::organization_name(conn, organization)?;
        accounts::welcome_student(conn, public_url, account, &school, now)?;
    }
    Ok(Added { account, student: admitted.student, seat_spent: admitted.seat_spent, joined: admitted.joined })
}

fn address(new: &NewStudent) -> Result<Option<Email>, AppError> {
    let Some(typed) = new.email.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    if new.username.is_some() {
        return Err(AppError::field(
            "/username",
            "username-with-email",
            "Who has an email address signs in with it. Leave one of them out.",
        ));
    }
    let email = Email::parse(typed).ok_or_else(|| {
        AppError::field("/email", "email-invalid", "This does not look like an email address. Check it, letter by letter.")
    })?;
    Ok(Some(email))
}

/// The student who is probably the same person.
fn alike(conn: &mut PgConnection, new: &NewStudent, email: Option<&Email>) -> Result<Option<Uuid>, AppError> {
    let newcomer = Newcomer { email_key: email.map(|email| email.key.clone()), name: new.name.clone(), classroom: new.classroom };
    let found = students::find_alike(conn, new.organization, &[newcomer])?.pop().flatten();
    Ok(found.map(|alike| alike.student))
}

fn account(conn: &mut PgConnection, new: &NewStudent, email: Option<&Email>) -> Result<Uuid, AppError> {
    match email {
        Some(email) => Ok(accounts::for_student(conn, email, &new.name, new.now)?.account),
        None => {
            // Before the username: whoever brings in many holds the seats while they take usernames.
            seats::lock(conn, new.organization)?;
            Ok(accounts::create_with_username(conn, &new.name, new.username.as_deref(), new.now)?.account)
        }
    }
}

/// Asked before a seat is spent; a student beyond a teacher's reach is not shown to them.
fn probably_here(conn: &mut PgConnection, new: &NewStudent, twin: Uuid) -> Result<AppError, AppError> {
    let refuse = |detail: String| AppError::new(Kind::Conflict, "student-probably-here", detail);
    Ok(match store::name_within_reach(conn, new.organization, twin, new.reach)? {
        Some(name) => refuse(format!("{name} is here already and is probably the same person. Look first, or say that it is somebody new."))
            .instead(twin.to_string()),
        None => refuse(
            "Somebody who is probably the same person is in your school already, in a classroom that is not yours. Ask an admin, or say that it is somebody new."
                .to_owned(),
        ),
    })
}
