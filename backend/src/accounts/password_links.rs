//! Single-use links to set a password: an invitation for new staff, or a forgotten password.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::claims::{Proven, prove};
use super::store::{self, LinkRow, NewAccount, claims};
use super::{mails, passwords};
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::shared::tokens::{hash_secret, new_secret};

/// How long the first link of somebody new works.
pub(super) const INVITATION_LIFE: TimeDelta = TimeDelta::days(14);
const RESET_LIFE: TimeDelta = TimeDelta::hours(1);

/// The account that holds this address. When nobody does, an account is made that nobody can sign in to,
/// whoever else claims the address (anybody can sign up with somebody else's), and the mailbox is sent a
/// link to open it. `into` names what they are invited to.
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
    // Two who invite the same person in this very moment make one account.
    claims::lock_address(conn, &email.key)?;
    if let Some(person) = claims::holder(conn, &email.key)? {
        mail::queue(conn, &mails::added(person.locale.as_str().into(), &email.shown, &person.display_name, into, public_url))?;
        return Ok(person.id);
    }
    let id = match claims::invitation(conn, &email.key)? {
        Some(id) => id,
        None => store::insert(conn, &stranger(&email, display_name, now))?,
    };
    send_invitation(conn, public_url, id, into, now)?;
    Ok(id)
}

fn send_invitation(conn: &mut PgConnection, public_url: &str, account: Uuid, into: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let person = store::person(conn, account)?;
    let address = person.email.as_deref().unwrap_or_default();
    let (secret, hash) = new_secret();
    store::insert_link(conn, &hash, person.id, "invitation", now, now + INVITATION_LIFE)?;
    let link = format!("{public_url}/invite/{secret}");
    mail::queue(conn, &mails::invitation(person.locale.as_str().into(), address, &person.display_name, into, &link))?;
    Ok(())
}

/// Mails the link of an invitation that nobody has opened once more: a new one, which ends the old ones.
///
/// # Errors
/// `invitation-accepted` when the person has set a password or proven the address.
pub fn invite_again(conn: &mut PgConnection, public_url: &str, account: Uuid, into: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    if !is_invitation(conn, account)? {
        return Err(AppError::new(Kind::Conflict, "invitation-accepted", "They have accepted already and can sign in."));
    }
    store::use_links(conn, account, now)?;
    send_invitation(conn, public_url, account, into, now)
}

/// Ends the links of an invitation that nobody has opened; other accounts stay as they are.
///
/// # Errors
/// When the database refuses.
pub fn withdraw_invitation(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    if is_invitation(conn, account)? {
        store::use_links(conn, account, now)?;
    }
    Ok(())
}

fn is_invitation(conn: &mut PgConnection, account: Uuid) -> Result<bool, AppError> {
    let person = store::person(conn, account)?;
    Ok(person.email.is_some() && person.password_hash.is_none() && !person.email_verified)
}

/// Somebody who has no account yet; called after their mailbox where nobody says how.
pub(super) fn stranger(email: &Email, display_name: Option<&str>, now: DateTime<Utc>) -> NewAccount {
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
    let Some(id) = claims::spokesman(conn, &email.key)? else { return Ok(()) };
    let person = store::person(conn, id)?;
    // To the address as its owner wrote it: another spelling may be another mailbox.
    let Some(address) = &person.email else { return Ok(()) };
    let secret = insert_reset(conn, person.id, now)?;
    let link = format!("{public_url}/reset/{secret}");
    mail::queue(conn, &mails::reset(person.locale.as_str().into(), address, &person.display_name, &link))?;
    Ok(())
}

/// A link to set another password, not mailed; its secret.
///
/// # Errors
/// When the database refuses.
pub(super) fn insert_reset(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>) -> QueryResult<String> {
    let (secret, hash) = new_secret();
    store::insert_link(conn, &hash, account, "reset", now, now + RESET_LIFE)?;
    Ok(secret)
}

/// Whose link that is.
///
/// # Errors
/// `link-expired` when it is unknown, used or old.
pub fn look_up(conn: &mut PgConnection, token: &str, now: DateTime<Utc>) -> Result<LinkRow, AppError> {
    let link = store::lock_link(conn, &hash_secret(token))?;
    link.filter(|link| link.used_at.is_none() && link.expires_at > now).ok_or_else(expired)
}

pub(super) fn expired() -> AppError {
    AppError::new(Kind::Gone, "link-expired", "This link has been used or has run out. Ask for a new one on the sign-in page.")
}

/// Proves the address (the link came by mail), sets the password of whose it is, ends every other session.
///
/// # Errors
/// `link-expired`, `email-held`.
pub fn redeem(conn: &mut PgConnection, public_url: &str, token: &str, password_hash: &str, now: DateTime<Utc>) -> Result<Proven, AppError> {
    let link = look_up(conn, token, now)?;
    let proven = prove(conn, link.account_id, now)?;
    for account in [link.account_id, proven.account] {
        store::use_links(conn, account, now)?;
    }
    store::set_password(conn, proven.account, password_hash)?;
    store::end_all_sessions(conn, proven.account, "password-changed", now)?;
    // The first password of all is no news to anybody.
    if link.purpose == "reset" {
        passwords::note(conn, public_url, proven.account, "password-reset", now)?;
    }
    Ok(proven)
}
