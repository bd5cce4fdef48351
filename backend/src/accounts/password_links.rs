//! Single-use links to set a password: an invitation for new staff, or a forgotten password.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::mails;
use super::store::{self, LinkRow, NewAccount, Person};
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::shared::tokens::{hash_secret, new_secret};

const INVITATION_LIFE: TimeDelta = TimeDelta::days(14);
const RESET_LIFE: TimeDelta = TimeDelta::hours(1);

/// The account with this address; without one it is made. Unless the address is proven, its owner is
/// mailed a link to set a password. `into` names what they are invited to.
///
/// # Errors
/// `email-invalid`.
pub fn find_or_invite(
    conn: &mut PgConnection,
    public_url: &str,
    email: &str,
    display_name: Option<&str>,
    into: &str,
    now: DateTime<Utc>,
) -> Result<Uuid, AppError> {
    let email =
        Email::parse(email).ok_or_else(|| AppError::field("/email", "email-invalid", "This does not look like an email address."))?;
    let person = match store::person_by_email(conn, &email.key)? {
        Some(person) if person.email_verified => {
            mail::queue(conn, &mails::added(person.locale.as_str().into(), &email.shown, &person.display_name, into, public_url))?;
            return Ok(person.id);
        }
        // Anybody can sign up with somebody else's address: the link decides whose it is.
        Some(person) => person,
        None => first_to_write(conn, &stranger(&email, display_name, now), &email)?,
    };
    let (secret, hash) = new_secret();
    store::insert_link(conn, &hash, person.id, "invitation", now, now + INVITATION_LIFE)?;
    let link = format!("{public_url}/invite/{secret}");
    mail::queue(conn, &mails::invitation(person.locale.as_str().into(), &email.shown, &person.display_name, into, &link))?;
    Ok(person.id)
}

/// Makes the account, unless somebody else invites the same person in this very moment.
fn first_to_write(conn: &mut PgConnection, new: &NewAccount, email: &Email) -> Result<Person, AppError> {
    match conn.transaction(|conn| store::insert(conn, new)) {
        Ok(id) => store::person(conn, id),
        Err(error) if error.code() == "email-taken" => store::person_by_email(conn, &email.key)?.ok_or(error),
        Err(error) => Err(error),
    }
}

fn stranger(email: &Email, display_name: Option<&str>, now: DateTime<Utc>) -> NewAccount {
    let name = display_name.map(str::trim).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| email.shown.split('@').next().unwrap_or(""));
    NewAccount {
        email: Some(email.clone()),
        email_verified_at: None,
        password_hash: None,
        display_name: name.chars().take(100).collect(),
        locale: "en".to_owned(),
        operator: false,
        now,
    }
}

/// Mails a link to whoever has this address; silent when nobody does.
///
/// # Errors
/// When the database refuses.
pub fn send_reset(conn: &mut PgConnection, public_url: &str, email: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let Some(email) = Email::parse(email) else { return Ok(()) };
    let Some(person) = store::person_by_email(conn, &email.key)? else { return Ok(()) };
    // To the address as its owner wrote it: another spelling may be another mailbox.
    let Some(address) = &person.email else { return Ok(()) };
    let (secret, hash) = new_secret();
    store::insert_link(conn, &hash, person.id, "reset", now, now + RESET_LIFE)?;
    let link = format!("{public_url}/reset/{secret}");
    mail::queue(conn, &mails::reset(person.locale.as_str().into(), address, &person.display_name, &link))?;
    Ok(())
}

/// Whose link that is.
///
/// # Errors
/// `link-expired` when it is unknown, used or old.
pub fn look_up(conn: &mut PgConnection, token: &str, now: DateTime<Utc>) -> Result<LinkRow, AppError> {
    let link = store::lock_link(conn, &hash_secret(token))?;
    link.filter(|link| link.used_at.is_none() && link.expires_at > now).ok_or_else(|| {
        AppError::new(Kind::Gone, "link-expired", "This link has been used or has run out. Ask for a new one on the sign-in page.")
    })
}

/// Sets the password, proves the address (the link came by mail), ends every other session.
///
/// # Errors
/// `link-expired`.
pub fn redeem(conn: &mut PgConnection, token: &str, password_hash: &str, now: DateTime<Utc>) -> Result<Uuid, AppError> {
    let link = look_up(conn, token, now)?;
    store::use_links(conn, link.account_id, now)?;
    store::set_password(conn, link.account_id, password_hash)?;
    store::mark_verified(conn, link.account_id, now)?;
    store::end_all_sessions(conn, link.account_id, "password-changed", now)?;
    Ok(link.account_id)
}
