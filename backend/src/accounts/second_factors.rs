//! The second factor: six digits that a phone computes (TOTP, RFC 6238), and ten codes for when it is lost.
//!
//! * Anybody may turn it on, with their password and one code from the phone. From then on every door that
//!   asks for the first factor (password, mailed link, card) opens a session that is good for one thing:
//!   giving the second, within 15 minutes. Whoever has only the first learns from it that it was right, and
//!   nothing about the account. (To hide even that, everybody who mistypes their password would have to be
//!   asked for digits they do not have, or an address that has a second factor would answer differently
//!   from one that nobody has.)
//! * Digits work in their own half minute and one more to either side, and once: a step that was used, and
//!   any before it, is used up. Wrong ones are counted per account.
//! * Ten recovery codes of 60 bits, each for one use, shown once. They are counted apart, so that somebody
//!   who has the password and guesses digits does not keep the owner out.
//! * It is turned off with the password and a code. Somebody who lost phone and codes is helped by the
//!   operator's command line, or by an admin of the only organization whose staff they are on.
//! * A mailbox alone does not open an account that has one: nothing is folded into it (`claims.rs`).
//!
//! The server has to compute the same digits, so it cannot keep a mere hash of the secret: it is sealed
//! (`shared::seals`) under a key derived from the one that signs access tokens. Where that one is given by
//! the environment, a stolen backup gives away no second factor. Where it is kept in the database, it does,
//! but no first one (passwords are Argon2id hashes, links and refresh tokens are SHA-256 of 256 random bits),
//! so it opens no account; and recovery codes only to who breaks 60 bits each. A secret that is plain, or
//! sealed under an older key, is sealed anew when its digits are used. Without its key it computes nothing:
//! recovery codes still work. No answer but the one that sets it up, no mail and no log has the secret.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use rand::Rng;
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use super::caller::session_ended;
use super::mails::{self, FactorNews};
use super::store;
use super::store::changes::insert_event;
use super::store::second_factors::{self as rows, SecondFactorRow};
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::shared::seals::{Opened, Seals};
use crate::shared::tokens::hash_secret;

/// How long a secret waits for its first digits, and a session for the second factor.
pub const PATIENCE: TimeDelta = TimeDelta::minutes(15);
/// Bytes of a secret; a sealed one has more.
const PLAIN: usize = 20;
/// How many recovery codes there are.
const CODES: usize = 10;
/// Crockford's base32: 5 bits each; what looks like another letter is read as it.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters in a recovery code: 60 bits.
const CODE_LENGTH: usize = 12;

/// What a phone needs to compute the digits.
pub struct Secret {
    /// For typing: base32 (RFC 4648), in groups of four.
    pub text: String,
    /// For scanning.
    pub uri: String,
}

/// Makes a secret, which is not in force before [`confirm`].
///
/// # Errors
/// `second-factor-on`.
pub fn begin(conn: &mut PgConnection, seals: &Seals, account: Uuid, now: DateTime<Utc>) -> Result<Secret, AppError> {
    let secret: [u8; PLAIN] = rand::rng().random();
    if rows::begin(conn, account, &seals.seal(account, &secret)?, now)? == 0 {
        return Err(already_on());
    }
    let person = store::person(conn, account)?;
    // A colon would end the label in the address that phones read.
    let label = person.email.or(person.username).unwrap_or(person.display_name).replace(':', " ");
    let totp = generator(&secret, &label)?;
    let base32 = totp_rs::Secret::from(secret.to_vec()).to_base32();
    let groups: Vec<&str> = (0..base32.len()).step_by(4).map(|at| &base32[at..(at + 4).min(base32.len())]).collect();
    Ok(Secret { text: groups.join(" "), uri: totp.to_url().map_err(AppError::internal)? })
}

fn generator(secret: &[u8], label: &str) -> Result<Totp, AppError> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(label.to_owned())
        .with_issuer(Some("Homeroom"))
        .build()
        .map_err(AppError::internal)
}

/// The step of these digits, if they are right and newer than the last that were used.
fn step_of(secret: &[u8], last_step: i64, digits: &str, now: DateTime<Utc>) -> Result<Option<i64>, AppError> {
    let time = u64::try_from(now.timestamp()).map_err(AppError::internal)?;
    let step = generator(secret, "")?.check(digits, time);
    Ok(step.and_then(|step| i64::try_from(step).ok()).filter(|step| *step > last_step))
}

/// Uses up these digits; a secret that is not sealed by the key of today is sealed by it from now on.
fn use_digits(
    conn: &mut PgConnection,
    seals: &Seals,
    account: Uuid,
    factor: &SecondFactorRow,
    digits: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let opened = if factor.secret.len() == PLAIN {
        Some(Opened { plain: factor.secret.clone(), by_newest: false })
    } else {
        seals.open(account, &factor.secret)
    };
    let Some(Opened { plain, by_newest }) = opened else {
        tracing::error!(%account, "the secret of a second factor opens under no key of this installation");
        return Err(wrong());
    };
    let step = step_of(&plain, factor.last_step, digits, now)?.ok_or_else(wrong)?;
    let anew = if by_newest { None } else { Some(seals.seal(account, &plain)?) };
    rows::use_step(conn, account, step, anew)?;
    Ok(())
}

/// Turns it on by the first digits from the phone: every other session ends. The recovery codes.
///
/// # Errors
/// `second-factor-on`, `second-factor-not-begun`, `second-factor-wrong`.
pub fn confirm(
    conn: &mut PgConnection,
    house: &Context,
    (account, session): (Uuid, Uuid),
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
    let factor = rows::lock(conn, account)?.ok_or_else(not_begun)?;
    if factor.confirmed_at.is_some() {
        return Err(already_on());
    }
    if now - factor.begun_at >= PATIENCE {
        return Err(not_begun());
    }
    use_digits(conn, house.keys.seals(), account, &factor, &digits_in(typed).unwrap_or_default(), now)?;
    rows::mark_confirmed(conn, account, now)?;
    store::end_other_sessions(conn, account, session, "second-factor-changed", now)?;
    note(conn, &house.public_url, account, FactorNews::On, now)?;
    new_codes(conn, account)
}

fn new_codes(conn: &mut PgConnection, account: Uuid) -> Result<Vec<String>, AppError> {
    let codes: Vec<String> = (0..CODES).map(|_| new_code()).collect();
    rows::replace_codes(conn, account, codes.iter().map(|code| code_hash(account, &plain(code))).collect())?;
    Ok(codes)
}

/// A recovery code as it is shown: `k7mf-2qxp-9dta`.
fn new_code() -> String {
    let mut random = rand::rng();
    let letters: Vec<u8> = (0..CODE_LENGTH).map(|_| ALPHABET[random.random_range(0..ALPHABET.len())]).collect();
    letters.chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// A recovery code as it is compared, however it was typed.
fn plain(typed: &str) -> String {
    let read = |c: char| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        'u' => 'v',
        other => other,
    };
    typed.chars().filter(char::is_ascii_alphanumeric).map(read).collect()
}

/// Salted with the account, so that one table of hashes does not fit all.
fn code_hash(account: Uuid, code: &str) -> Vec<u8> {
    hash_secret(&format!("{account}/{code}"))
}

/// Six digits, however they were spaced; none when something else was typed.
pub fn digits_in(typed: &str) -> Option<String> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (typed.len() == 6 && typed.bytes().all(|byte| byte.is_ascii_digit())).then_some(typed)
}

/// Uses up a code: digits from the phone, or a recovery code.
///
/// # Errors
/// `second-factor-off`, `second-factor-wrong`.
pub fn spend(conn: &mut PgConnection, house: &Context, account: Uuid, typed: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    let factor = rows::lock(conn, account)?.filter(|factor| factor.confirmed_at.is_some()).ok_or_else(off)?;
    if let Some(digits) = digits_in(typed) {
        return use_digits(conn, house.keys.seals(), account, &factor, &digits, now);
    }
    if rows::use_code(conn, account, &code_hash(account, &plain(typed)), now)? == 0 {
        return Err(wrong());
    }
    note(conn, &house.public_url, account, FactorNews::CodeUsed, now)
}

/// Gives the second factor in a session that waits for it, which from then on is one like any other.
///
/// # Errors
/// `session-ended`, `second-factor-wrong`.
pub fn give(
    conn: &mut PgConnection,
    house: &Context,
    (account, session): (Uuid, Uuid),
    typed: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    rows::lock_due_session(conn, account, session)?.filter(|due| now - due.created_at < PATIENCE).ok_or_else(session_ended)?;
    spend(conn, house, account, typed, now)?;
    rows::complete_session(conn, session)?;
    Ok(())
}

/// Ten other recovery codes; the ones before work no longer.
///
/// # Errors
/// Those of [`spend`].
pub fn renew_codes(
    conn: &mut PgConnection,
    house: &Context,
    account: Uuid,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
    spend(conn, house, account, typed, now)?;
    insert_event(conn, account, "recovery-codes-renewed", None, now)?;
    new_codes(conn, account)
}

/// Turns it off; every other session ends.
///
/// # Errors
/// Those of [`spend`].
pub fn turn_off(
    conn: &mut PgConnection,
    house: &Context,
    (account, session): (Uuid, Uuid),
    typed: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    spend(conn, house, account, typed, now)?;
    rows::delete(conn, account)?;
    store::end_other_sessions(conn, account, session, "second-factor-changed", now)?;
    note(conn, &house.public_url, account, FactorNews::Off, now)
}

/// Takes it away from somebody who lost phone and codes; every session ends, and their mailbox is told.
///
/// # Errors
/// `second-factor-off`.
pub fn reset(conn: &mut PgConnection, public_url: &str, account: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    if rows::delete(conn, account)? == 0 {
        return Err(off());
    }
    store::end_all_sessions(conn, account, "second-factor-changed", now)?;
    note(conn, public_url, account, FactorNews::Reset, now)
}

fn note(conn: &mut PgConnection, public_url: &str, account: Uuid, news: FactorNews, now: DateTime<Utc>) -> Result<(), AppError> {
    insert_event(conn, account, news.kind(), None, now)?;
    let person = store::person(conn, account)?;
    if let (Some(email), true) = (&person.email, person.email_verified) {
        mail::queue(conn, &mails::second_factor(person.locale.as_str().into(), email, &person.display_name, news, public_url))?;
    }
    Ok(())
}

/// Asked of staff whose organization wants it, and of the operator where the installation does.
pub fn required() -> AppError {
    AppError::new(
        Kind::Forbidden,
        "second-factor-required",
        "This is open only with a second step at sign-in. Turn it on for your account first.",
    )
}

fn wrong() -> AppError {
    AppError::field(
        "/code",
        "second-factor-wrong",
        "This is not the right code, or it was used already. Wait for the next one on your phone and try that.",
    )
}

fn already_on() -> AppError {
    AppError::new(Kind::Conflict, "second-factor-on", "The second step is on already. Turn it off first to set up another phone.")
}

fn off() -> AppError {
    AppError::new(Kind::Conflict, "second-factor-off", "The second step is not on for this account.")
}

fn not_begun() -> AppError {
    AppError::new(Kind::Conflict, "second-factor-not-begun", "This took too long. Start setting it up again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_have_the_bits_they_claim_and_forgive_how_they_are_typed() {
        let mut letters = ALPHABET.to_vec();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((letters.len(), CODE_LENGTH * 5), (32, 60));
        let code = new_code();
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        assert_eq!(plain("OIL-u"), "011v");
        assert_eq!(plain(&format!(" {} ", code.to_uppercase().replace('-', " "))), plain(&code));
    }

    #[test]
    fn digits_are_told_from_recovery_codes() {
        assert_eq!(digits_in(" 123 456 ").as_deref(), Some("123456"));
        for other in ["12345", "1234567", "k7mf-2qxp-9dta", "222222222222", ""] {
            assert_eq!(digits_in(other), None, "{other}");
        }
    }

    #[test]
    fn digits_work_in_their_half_minute_and_one_to_either_side_and_once() {
        let at = |second: i64| DateTime::from_timestamp(1_800_000_000 + second, 0).expect("an instant");
        let digits = generator(&[7; 20], "").expect("a generator").generate(1_800_000_000).to_string();
        let step = 1_800_000_000 / 30;
        for (second, expected) in [(-31, None), (-30, Some(step)), (0, Some(step)), (59, Some(step)), (60, None)] {
            assert_eq!(step_of(&[7; 20], 0, &digits, at(second)).expect("an answer"), expected, "{second}");
        }
        assert_eq!(step_of(&[7; 20], step, &digits, at(0)).expect("an answer"), None, "used");
        assert_eq!(step_of(&[7; 20], step + 1, &digits, at(0)).expect("an answer"), None, "before one that was used");
    }
}
