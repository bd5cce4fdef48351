//! Changing a password while signed in, and the notice of it.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::mails;
use super::store::{self, changes};
use crate::shared::error::{AppError, Kind};
use crate::shared::{mail, weak_passwords};

/// Sets another password, if the account still has the one that was typed; every session but this one ends.
///
/// # Errors
/// `password-wrong` when somebody else changed it in this very moment.
pub fn change(
    conn: &mut PgConnection,
    public_url: &str,
    (account, session): (Uuid, Uuid),
    (before, after): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if store::replace_password(conn, account, before, after)? == 0 {
        return Err(password_wrong("/current_password"));
    }
    store::end_other_sessions(conn, account, session, "password-changed", now)?;
    store::use_links(conn, account, now)?;
    note(conn, public_url, account, "password-changed", now)
}

/// Keeps that the password is another one, and tells the owner where their address is proven.
///
/// # Errors
/// When the database refuses.
pub fn note(conn: &mut PgConnection, public_url: &str, account: Uuid, kind: &'static str, now: DateTime<Utc>) -> Result<(), AppError> {
    changes::insert_event(conn, account, kind, None, now)?;
    let person = store::person(conn, account)?;
    if let (Some(email), true) = (&person.email, person.email_verified) {
        mail::queue(conn, &mails::password_changed(person.locale.as_str().into(), email, &person.display_name, public_url))?;
    }
    Ok(())
}

/// The password that somebody signed in typed is not theirs.
pub fn password_wrong(pointer: &str) -> AppError {
    AppError::field(pointer, "password-wrong", "This is not your password. Check it and try again.")
}

/// Somebody who came in by a card has none.
pub fn password_missing() -> AppError {
    AppError::new(Kind::Conflict, "password-missing", "This account has no password yet. Ask your teacher to set one.")
}

/// Refuses a password that is known to thieves, or made of what everybody can know of the person: their
/// address, username and name, and the schools that they belong to.
///
/// # Errors
/// `password-breached`.
pub fn refuse_weak(conn: &mut PgConnection, account: Uuid, password: &str) -> Result<(), AppError> {
    let person = store::person(conn, account)?;
    let schools = store::roles(conn, account)?;
    let mut own: Vec<&str> = schools.iter().map(|role| role.organization_name.as_str()).collect();
    own.extend([person.email.as_deref(), person.username.as_deref(), Some(&person.display_name)].into_iter().flatten());
    weak_passwords::refuse(password, &own)
}
