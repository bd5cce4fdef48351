//! Accounts for students whom staff bring in by their address.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::mails;
use super::password_links::{INVITATION_LIFE, stranger};
use super::store::{self, claims};
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::shared::mail;
use crate::shared::tokens::new_secret;

/// Whose account stands ready for a student.
#[derive(Debug, Clone, Copy)]
pub struct ForStudent {
    /// The account.
    pub account: Uuid,
    /// Whether it was made for this.
    pub made: bool,
}

/// The account that holds this address; when nobody does, one that nobody can sign in to before the
/// mailbox is proven (`claims.rs`). Takes the address's turn. Mails nothing.
///
/// # Errors
/// When the database refuses.
pub fn for_student(conn: &mut PgConnection, email: &Email, name: &str, now: DateTime<Utc>) -> Result<ForStudent, AppError> {
    claims::lock_address(conn, &email.key)?;
    if let Some(holder) = claims::holder(conn, &email.key)? {
        return Ok(ForStudent { account: holder.id, made: false });
    }
    if let Some(account) = claims::invitation(conn, &email.key)? {
        return Ok(ForStudent { account, made: false });
    }
    Ok(ForStudent { account: store::insert(conn, &stranger(email, Some(name), now))?, made: true })
}

/// Takes the turn of an address without asking whose it is: whoever needs many takes them in their order.
///
/// # Errors
/// When the database refuses.
pub fn take_turn(conn: &mut PgConnection, email: &Email) -> Result<(), AppError> {
    Ok(claims::lock_address(conn, &email.key)?)
}

/// Tells a new student that they are in: with a link to choose a password, unless they have one.
///
/// # Errors
/// When the database refuses.
pub fn welcome_student(conn: &mut PgConnection, public_url: &str, account: Uuid, into: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let person = store::person(conn, account)?;
    let Some(address) = &person.email else { return Ok(()) };
    let language = person.locale.as_str().into();
    if person.email_verified || person.password_hash.is_some() {
        return Ok(mail::queue(conn, &mails::student_added(language, address, &person.display_name, into, public_url))?);
    }
    let (secret, hash) = new_secret();
    store::insert_link(conn, &hash, account, "invitation", now, now + INVITATION_LIFE)?;
    let link = format!("{public_url}/invite/{secret}");
    Ok(mail::queue(conn, &mails::student_welcome(language, address, &person.display_name, into, &link))?)
}

/// Takes back accounts that were made for nothing: of these, those that nobody opened and nothing hangs on.
///
/// # Errors
/// When the database refuses.
pub fn forget_unopened(conn: &mut PgConnection, accounts: &[Uuid]) -> Result<(), AppError> {
    if !accounts.is_empty() {
        claims::forget_unopened(conn, accounts)?;
    }
    Ok(())
}
