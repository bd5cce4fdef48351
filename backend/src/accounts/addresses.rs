//! A new address for an account: asked for with the password, proven by six digits, and taken back by
//! whoever has the old mailbox.
//!
//! * Until the digits are typed the old address stays in force, for everything.
//! * An address that another account holds is never revealed: whoever asks is answered as ever, and the
//!   mail to that mailbox says, without digits, that there is an account already.
//! * Whoever has the old mailbox, if it was proven, is told at once, with a link that for 72 hours puts the
//!   old address back. Who asked knew the password, so it counts no longer and every session ends: the
//!   link leads on to choosing another one. A mailbox that was never proven may be a stranger's (people
//!   mistype), so nothing is sent there.
//! * The password was typed, so it is hashed again here like the others of the new address (`claims.rs`).
//!   Once the account has another password, the change is void.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::claims::{self, Proven};
use super::store::changes::{self, AddressChangeRow, NewAddressChange, NoticeRow};
use super::store::{self, Person, second_factors};
use super::verify::Confirmation;
use super::{mails, password_links, verify};
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::shared::tokens::{hash_secret, new_secret, new_six_digits};

/// How long the old mailbox can put the old address back.
const REGRET: TimeDelta = TimeDelta::hours(72);

/// Somebody who asks for another address, with the password they typed, hashed twice.
pub struct Asking {
    pub account: Uuid,
    pub email: Email,
    /// Like the others of the new address.
    pub password_hash: String,
    /// Like the account's own, which it is equal to.
    pub own_hash: String,
    pub now: DateTime<Utc>,
}

/// Mails six digits to the new address, and a notice to the old one; the seconds the digits are good for.
///
/// # Errors
/// `password-wrong` when the password was changed meanwhile, `email-unchanged`.
pub fn ask(conn: &mut PgConnection, public_url: &str, asking: &Asking) -> Result<i64, AppError> {
    let Asking { account, email, now, .. } = asking;
    let person = store::lock_person(conn, *account)?;
    if person.password_hash.as_deref() != Some(asking.own_hash.as_str()) {
        return Err(super::passwords::password_wrong("/password"));
    }
    if person.email_key.as_deref() == Some(email.key.as_str()) {
        return Err(AppError::field("/email", "email-unchanged", "This is the address that you have already."));
    }
    let digits = new_six_digits();
    let change = NewAddressChange {
        account: *account,
        email,
        password_hash: &asking.password_hash,
        asked_with: &asking.own_hash,
        code_hash: verify::hash(*account, &digits),
        tries: verify::TRIES,
        now: *now,
        expires_at: *now + verify::LIFE,
    };
    changes::put(conn, &change)?;
    let others = changes::others_asked_since(conn, &email.key, *account, *now - TimeDelta::hours(1))?;
    let mail = match claims::holder(conn, &email.key)? {
        None => mails::new_address(person.locale.as_str().into(), &email.shown, &person.display_name, &digits),
        // Written to whom it belongs, as they wrote it, and without digits: nobody can take it from here.
        Some(holder) => {
            let to = holder.email.as_deref().unwrap_or(&email.shown);
            mails::address_is_yours(holder.locale.as_str().into(), to, &holder.display_name, public_url)
        }
    };
    if others < verify::CLAIMS_MAILED {
        mail::queue(conn, &mail)?;
    }
    tell_old_mailbox(conn, public_url, &person, &email.shown, *now)?;
    Ok(verify::LIFE.num_seconds())
}

fn tell_old_mailbox(conn: &mut PgConnection, public_url: &str, person: &Person, new: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let (Some(email), Some(key), true) = (&person.email, &person.email_key, person.email_verified) else { return Ok(()) };
    let (secret, hash) = new_secret();
    changes::insert_notice(conn, &hash, person.id, (email, key), now, now + REGRET)?;
    let link = format!("{public_url}/not-me/{secret}");
    mail::queue(conn, &mails::address_notice(person.locale.as_str().into(), email, &person.display_name, new, &link))?;
    Ok(())
}

/// What waits for its digits, if they are still good.
///
/// # Errors
/// When the database refuses.
pub fn waiting(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>) -> Result<Option<AddressChangeRow>, AppError> {
    Ok(changes::waiting(conn, account)?.filter(|open| open.expires_at > now && open.attempts_left > 0))
}

/// The address that a change waits to be proven, as compared.
///
/// # Errors
/// When the database refuses.
pub fn to_prove(conn: &mut PgConnection, account: Uuid) -> Result<Option<String>, AppError> {
    Ok(changes::waiting(conn, account)?.map(|open| open.email_key))
}

/// Judges the digits: the address is the account's from now on, and what waited for it comes along. A wrong
/// try is counted, so the caller must commit either.
///
/// # Errors
/// When the database refuses.
pub fn confirm(conn: &mut PgConnection, account: Uuid, digits: &str, now: DateTime<Utc>) -> Result<Confirmation, AppError> {
    let expired =
        || Confirmation::Refused(AppError::field("/code", "verification-code-expired", "This code has run out. Ask for a new one."));
    let Some(key) = to_prove(conn, account)? else { return Ok(expired()) };
    claims::lock_address(conn, &key)?;
    let person = store::lock_person(conn, account)?;
    // Of two who type the digits at once, one is the second; and it may have been another address till now.
    let Some(open) = changes::waiting(conn, account)?.filter(|open| open.email_key == key) else { return Ok(expired()) };
    if open.expires_at <= now || open.attempts_left == 0 {
        return Ok(expired());
    }
    if !verify::fits(account, digits, &open.code_hash) {
        changes::spend_try(conn, account)?;
        return Ok(Confirmation::Refused(verify::wrong_digits()));
    }
    match take(conn, &person, &open, now) {
        Ok(proven) => Ok(Confirmation::Confirmed(proven)),
        Err(error) if error.is_refusal() => Ok(Confirmation::Refused(error)),
        Err(error) => Err(error),
    }
}

fn take(conn: &mut PgConnection, person: &Person, open: &AddressChangeRow, now: DateTime<Utc>) -> Result<Proven, AppError> {
    let proven = claims::take_address(conn, person.id, (&open.email, &open.email_key), &open.password_hash, now)?;
    changes::withdraw(conn, person.id)?;
    // Links and digits in the old mailbox open nothing any more, but the one way back.
    store::use_links(conn, person.id, now)?;
    store::delete_verification(conn, person.id)?;
    changes::insert_event(conn, person.id, "address-changed", Some(&open.email), now)?;
    Ok(proven)
}

/// Puts the old address back, ends every session, and takes the password away; the secret of a link to
/// choose another one. A link used before the digits were typed stops the change.
///
/// # Errors
/// `link-expired`; `email-held` when another account has proven the old address meanwhile.
pub fn take_back(conn: &mut PgConnection, token: &str, now: DateTime<Utc>) -> Result<String, AppError> {
    let notice = changes::lock_notice(conn, &hash_secret(token))?;
    let notice = notice.filter(|notice| notice.used_at.is_none() && notice.expires_at > now).ok_or_else(password_links::expired)?;
    let NoticeRow { account_id, email, email_key, created_at, .. } = notice;
    claims::lock_address(conn, &email_key)?;
    store::lock_person(conn, account_id)?;
    changes::move_to(conn, account_id, (&email, &email_key), None, now, || {
        AppError::new(
            Kind::Conflict,
            "email-held",
            "Another account has this address by now. Sign in to it, or ask the school for help with the one that was changed.",
        )
    })?;
    changes::withdraw(conn, account_id)?;
    changes::use_notices(conn, account_id, created_at, now)?;
    store::use_links(conn, account_id, now)?;
    store::delete_verification(conn, account_id)?;
    // A second factor that came after is the other one's phone.
    second_factors::delete_since(conn, account_id, created_at)?;
    store::end_all_sessions(conn, account_id, "address-restored", now)?;
    changes::insert_event(conn, account_id, "address-restored", Some(&email), now)?;
    Ok(password_links::insert_reset(conn, account_id, now)?)
}

/// Forgets links of notices that have run out.
///
/// # Errors
/// When the database is away.
pub fn forget_old_notices(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize, AppError> {
    Ok(changes::forget_old_notices(conn, now)?)
}
