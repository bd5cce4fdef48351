//! Proving an address: six digits by mail, typed back.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::claims::{Proven, prove};
use super::{mails, store};
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::shared::tokens::{hash_secret, new_six_digits};

/// How long the digits are good for.
pub(super) const LIFE: TimeDelta = TimeDelta::minutes(15);
/// The pause between two mails.
const PAUSE: TimeDelta = TimeDelta::seconds(30);
/// How often the digits may be typed wrong.
pub(super) const TRIES: i32 = 5;
/// How many who claim one address are mailed digits within an hour: each mail is [`TRIES`] guesses, and
/// lands in a mailbox that may be somebody else's.
pub(super) const CLAIMS_MAILED: i64 = 5;

/// Mails six new digits to the account's address; returns the seconds they are good for.
///
/// # Errors
/// `email-already-verified`, `email-missing`, `too-many-attempts` within half a minute of the mail before.
pub fn send(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>) -> Result<i64, AppError> {
    let person = store::person(conn, account)?;
    if person.email_verified {
        return Err(AppError::new(Kind::Conflict, "email-already-verified", "Your address is already confirmed."));
    }
    let (Some(email), Some(key)) = (person.email, person.email_key) else {
        return Err(AppError::new(Kind::Conflict, "email-missing", "There is no address to confirm on this account."));
    };
    if let Some(before) = store::lock_verification(conn, account)? {
        let wait = (before.sent_at + PAUSE - now).num_seconds();
        if wait > 0 {
            let wait = u64::try_from(wait).unwrap_or(1);
            return Err(AppError::new(
                Kind::TooMany,
                "too-many-attempts",
                format!("A code was just sent. Look for it, or ask again in {wait} seconds."),
            )
            .retry_after(wait));
        }
    }
    let digits = new_six_digits();
    store::put_verification(conn, account, &key, &hash(account, &digits), TRIES, now, now + LIFE)?;
    let others = store::claims::others_mailed_since(conn, &key, account, now - TimeDelta::hours(1))?;
    let mail = match store::claims::holder(conn, &key)? {
        None => mails::verification(person.locale.as_str().into(), &email, &person.display_name, &digits),
        // Written to whom the address belongs: as they wrote it, and not by a name that somebody else typed.
        Some(holder) => mails::second_account(holder.locale.as_str().into(), &holder.email.unwrap_or(email), &holder.display_name, &digits),
    };
    // The same answer when the mailbox had too many: it would tell that somebody else claims the address.
    // Its owner has another way in, a link to set a password.
    if others < CLAIMS_MAILED {
        mail::queue(conn, &mail)?;
    }
    Ok(LIFE.num_seconds())
}

/// Mails six digits, unless the last mail is less than its life ago: who tries a code again need not be
/// written to again.
///
/// # Errors
/// Those of [`send`].
pub fn send_unless_sent(conn: &mut PgConnection, account: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    match store::lock_verification(conn, account)? {
        Some(before) if before.expires_at > now => Ok(()),
        _ => send(conn, account, now).map(drop),
    }
}

/// What typing the digits came to. A wrong try is counted, so the caller must commit either.
pub enum Confirmation {
    /// The address is proven; perhaps it takes the person to an account that they had.
    Confirmed(Proven),
    /// It is not; the sentence says why.
    Refused(AppError),
}

/// Judges the digits.
///
/// # Errors
/// When the database refuses.
pub fn confirm(conn: &mut PgConnection, account: Uuid, digits: &str, now: DateTime<Utc>) -> Result<Confirmation, AppError> {
    let person = store::person(conn, account)?;
    let refuse = |code, detail: &'static str| Ok(Confirmation::Refused(AppError::field("/code", code, detail)));
    if person.email_verified {
        return Ok(Confirmation::Confirmed(Proven { account, folded: Vec::new() }));
    }
    let Some(open) = store::lock_verification(conn, account)? else {
        return refuse("verification-code-expired", "This code has run out. Ask for a new one.");
    };
    let same_address = person.email_key.as_deref() == Some(open.email_key.as_str());
    if open.expires_at <= now || open.attempts_left == 0 || !same_address {
        return refuse("verification-code-expired", "This code has run out. Ask for a new one.");
    }
    if !fits(account, digits, &open.code_hash) {
        store::spend_verification_attempt(conn, account)?;
        return Ok(Confirmation::Refused(wrong_digits()));
    }
    match prove(conn, account, now) {
        Ok(proven) => {
            store::delete_verification(conn, account)?;
            Ok(Confirmation::Confirmed(proven))
        }
        Err(error) if error.is_refusal() => Ok(Confirmation::Refused(error)),
        Err(error) => Err(error),
    }
}

/// Whether these are the digits, however they were spaced.
pub(super) fn fits(account: Uuid, typed: &str, code_hash: &[u8]) -> bool {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    hash(account, &digits) == code_hash
}

pub(super) fn wrong_digits() -> AppError {
    AppError::field("/code", "verification-code-wrong", "These are not the six digits from the newest mail. Check and try again.")
}

/// Salted with the account, so that one table of a million hashes does not fit all.
pub(super) fn hash(account: Uuid, digits: &str) -> Vec<u8> {
    hash_secret(&format!("{account}:{digits}"))
}
