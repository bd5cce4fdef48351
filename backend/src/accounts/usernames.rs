//! Usernames: how somebody without an email address signs in.
//!
//! * Unique across the whole installation, because a student types nothing but the username.
//! * 3 to 40 characters: ASCII letters and digits, and `.`, `-`, `_` between them; never an `@`, so that
//!   a username is nobody's address and one field takes either. Capitals do not matter.
//! * Suggested from the name: `maya.lopez`, then `maya.lopez2`.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use rand::Rng;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use super::store::usernames as store;
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};

/// The longest username.
const LONGEST: usize = 40;
/// What a suggestion leaves for the number at its end.
const LONGEST_STEM: usize = 33;
/// The stem for names that have no two letters of the Latin alphabet.
const STEM: &str = "student";

/// A new account without an address.
#[derive(Debug, Clone)]
pub struct WithUsername {
    /// The account.
    pub account: Uuid,
    /// What its person signs in with.
    pub username: String,
}

/// Makes an account without an address and without a password: until it is given a password or a card,
/// nobody can sign in to it. Without a wanted username it takes the next that is free for the name.
///
/// Makes its row at once, so whoever wants the same username waits for the end of this transaction.
///
/// # Errors
/// `username-invalid`; `username-taken`, which says which is free `instead`. Both point at `/username`.
pub fn create_with_username(
    conn: &mut PgConnection,
    name: &str,
    wanted: Option<&str>,
    now: DateTime<Utc>,
) -> Result<WithUsername, AppError> {
    let name: String = name.trim().chars().take(100).collect();
    let Some(wanted) = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()) else { return create_suggested(conn, &name, now) };
    let username = parse(wanted).ok_or_else(username_invalid)?;
    match store::insert(conn, &name, &username, now)? {
        Some(account) => Ok(WithUsername { account, username }),
        None => Err(username_taken(next_free(conn, username.trim_end_matches(|c: char| !c.is_ascii_lowercase()))?)),
    }
}

/// A username in compared form, if what was typed is one.
pub fn username_key(typed: &str) -> Option<String> {
    parse(typed)
}

/// Takes the turn of those who take many usernames in one transaction, so that no two of them wait for
/// each other's.
///
/// # Errors
/// When the database refuses.
pub fn lock_usernames(conn: &mut PgConnection) -> Result<(), AppError> {
    Ok(store::lock(conn)?)
}

/// Somebody else may take the username between looking and taking; then a number that nobody is after.
fn create_suggested(conn: &mut PgConnection, name: &str, now: DateTime<Utc>) -> Result<WithUsername, AppError> {
    let mut username = suggest(conn, name)?;
    loop {
        if let Some(account) = store::insert(conn, name, &username, now)? {
            return Ok(WithUsername { account, username });
        }
        username = format!("{}{}", stem(name), rand::rng().random_range(1_000..1_000_000));
    }
}

/// The username that the next person of this name would get.
///
/// # Errors
/// When the database refuses.
pub fn suggest(conn: &mut PgConnection, name: &str) -> Result<String, AppError> {
    next_free(conn, &stem(name))
}

fn next_free(conn: &mut PgConnection, stem: &str) -> Result<String, AppError> {
    let stem = if stem.len() < 3 { STEM } else { &stem[..stem.len().min(LONGEST_STEM)] };
    Ok(match store::last_number(conn, stem)? {
        None => stem.to_owned(),
        Some(last) => format!("{stem}{}", last + 1),
    })
}

/// What somebody types to sign in, in compared form: an address, or else a username.
pub fn sign_in_key(typed: &str) -> String {
    Email::parse(typed).map_or_else(|| normalize(typed), |email| email.key)
}

/// The one normalizer of usernames.
fn normalize(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// A username in compared form, if it is one.
fn parse(typed: &str) -> Option<String> {
    let username = normalize(typed);
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    let outer = |c: char| c.is_ascii_alphanumeric();
    let fits = (3..=LONGEST).contains(&username.len()) && username.chars().all(inner);
    (fits && username.starts_with(outer) && username.ends_with(outer)).then_some(username)
}

/// The first and the last word of a name in plain letters: `maya.lopez`.
fn stem(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let plain = plain.replace('ß', "ss").replace(['ø', 'œ'], "o").replace('æ', "ae").replace('ł', "l").replace(['\'', '’'], "");
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stem = match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first}.{last}"),
    };
    let stem: String = stem.chars().take(LONGEST_STEM).collect();
    // A digit at the end would run into the number.
    let stem = stem.trim_end_matches(|c: char| !c.is_ascii_lowercase());
    if stem.len() < 3 { STEM.to_owned() } else { stem.to_owned() }
}

fn username_invalid() -> AppError {
    AppError::field(
        "/username",
        "username-invalid",
        "A username has 3 to 40 letters and digits without accents, with dots, hyphens or underscores between them.",
    )
}

fn username_taken(free: String) -> AppError {
    let detail = format!("Somebody has this username already. {free} is free.");
    AppError::new(Kind::Conflict, "username-taken", detail).at("/username").instead(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_are_compared_in_one_form() {
        for (typed, key) in [
            (" Maya.Lopez ", Some("maya.lopez")),
            ("a_b-c.2", Some("a_b-c.2")),
            ("abc", Some("abc")),
            ("ab", None),
            ("maya@lopez", None),
            ("maya lopez", None),
            ("maría", None),
            (".maya", None),
            ("maya-", None),
        ] {
            assert_eq!(parse(typed).as_deref(), key, "{typed}");
        }
        assert_eq!(parse(&"a".repeat(40)).map(|username| username.len()), Some(40));
        assert_eq!(parse(&"a".repeat(41)), None);
        assert_eq!(sign_in_key(" Maya.Lopez"), "maya.lopez");
        assert_eq!(sign_in_key("Maya@School.org"), "maya@school.org");
    }

    #[test]
    fn a_name_suggests_a_username() {
        for (name, expected) in [
            ("Maya Lopez", "maya.lopez"),
            ("María José Núñez", "maria.nunez"),
            ("Liam O'Connor", "liam.oconnor"),
            ("Søren Æbelø", "soren.aebelo"),
            ("Cher", "cher"),
            ("Bo", "student"),
            ("王小明", "student"),
            ("R2 D2", "r2.d"),
            ("", "student"),
        ] {
            assert_eq!(stem(name), expected, "{name}");
            assert!(parse(&stem(name)).is_some(), "{name}");
        }
        assert_eq!(stem(&"Wolfeschlegel ".repeat(9)).len(), 27);
        assert!(parse(&format!("{}123456", stem(&"w".repeat(90)))).is_some());
    }
}
