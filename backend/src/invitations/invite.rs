//! Inviting: what each pasted address comes to, and the mail that follows.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::addresses::{Pasted, read};
use super::mails::{self, To};
use super::store::{self, HostRow, KnownRow, Mailing, Occasion};
use crate::accounts::Language;
use crate::classrooms;
use crate::shared::clock::{day_in, start_of};
use crate::shared::email::Email;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::shared::tokens::new_secret;

/// How many addresses may be invited at once.
const MOST: usize = 500;
/// Whoever was mailed this recently is not mailed again by pasting their address once more.
const JUST_NOW: TimeDelta = TimeDelta::minutes(10);

/// Where people are invited to, and who may.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub organization: Uuid,
    pub classroom: Option<Uuid>,
    /// A teacher, who invites into their classrooms.
    pub reach: Option<Uuid>,
}

/// What a pasted address comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Is invited.
    New,
    /// Was invited before, and is sent a new link.
    Again,
    /// Was sent one minutes ago.
    JustSent,
    /// Is there already.
    Member,
    /// Is kept out of the classroom.
    Blocked,
    /// Stands further up in what was pasted.
    Repeated,
    /// Is no address.
    Invalid,
}

/// A pasted address, and what it comes to.
#[derive(Debug, Clone)]
pub struct Line {
    pub pasted: Pasted,
    pub outcome: Outcome,
    /// Is a student of the organization, so would spend no seat.
    pub student: bool,
    locale: Option<String>,
    /// The invitation it is about, when one was sent.
    pub invitation: Option<Uuid>,
}

/// Reads what was pasted, and says what each address comes to.
///
/// # Errors
/// `classroom-required`, `classroom-unknown`, `classroom-deleted`, `addresses-none`, `too-many`.
pub fn plan(conn: &mut PgConnection, target: &Target, text: &str, now: DateTime<Utc>) -> Result<Vec<Line>, AppError> {
    check_target(conn, target)?;
    let pasted = read(text);
    if pasted.is_empty() {
        return Err(AppError::field("/addresses", "addresses-none", "Enter at least one email address."));
    }
    if pasted.len() > MOST {
        return Err(AppError::field(
            "/addresses",
            "too-many",
            format!("Invite at most {MOST} people at once. These are {}.", pasted.len()),
        ));
    }
    let keys: Vec<String> = pasted.iter().filter_map(|one| one.email.as_ref()).map(|email| email.key.clone()).collect();
    let known = store::known(conn, target.organization, target.classroom, &keys)?;
    let known: HashMap<String, KnownRow> = known.into_iter().map(|row| (row.key.clone(), row)).collect();
    let mut seen = HashSet::new();
    let line = |pasted: Pasted| {
        let known = pasted.email.as_ref().and_then(|email| known.get(&email.key));
        let first = pasted.email.as_ref().is_none_or(|email| seen.insert(email.key.clone()));
        let outcome = outcome(known, first, now);
        let invitation = known.and_then(|row| row.open).filter(|_| matches!(outcome, Outcome::Again | Outcome::JustSent));
        let student = known.is_some_and(|row| row.student);
        Line { outcome, student, locale: known.and_then(|row| row.locale.clone()), invitation, pasted }
    };
    Ok(pasted.into_iter().map(line).collect())
}

fn outcome(known: Option<&KnownRow>, first: bool, now: DateTime<Utc>) -> Outcome {
    match known {
        None => Outcome::Invalid,
        Some(_) if !first => Outcome::Repeated,
        Some(row) if row.member => Outcome::Member,
        Some(row) if row.blocked => Outcome::Blocked,
        Some(KnownRow { open: None, .. }) => Outcome::New,
        Some(row) if row.mailed_at.is_some_and(|at| now - at < JUST_NOW) => Outcome::JustSent,
        Some(_) => Outcome::Again,
    }
}

fn check_target(conn: &mut PgConnection, target: &Target) -> Result<(), AppError> {
    let Some(classroom) = target.classroom else {
        return match target.reach {
            Some(_) => Err(AppError::field("/classroom_id", "classroom-required", "Choose one of your classrooms.")),
            None => Ok(()),
        };
    };
    let room = classrooms::one(conn, target.organization, classroom, target.reach)
        .map_err(|_| AppError::field("/classroom_id", "classroom-unknown", "There is no such classroom."))?;
    if room.deleted_at.is_some() {
        return Err(AppError::new(Kind::Conflict, "classroom-deleted", "This classroom is deleted. Restore it before you invite anybody."));
    }
    Ok(())
}

/// Who invites, how.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub target: Target,
    pub addresses: String,
    /// For how many days the links work.
    pub days: i64,
    /// The language for people who have no account.
    pub locale: String,
    pub by: Uuid,
    pub day: NaiveDate,
    pub now: DateTime<Utc>,
}

/// Invites everybody who can be invited; what each address came to.
///
/// # Errors
/// Those of [`plan`]; `too-many-invitations`.
pub fn send(conn: &mut PgConnection, public_url: &str, new: &Invitation) -> Result<Vec<Line>, AppError> {
    let Invitation { target, now, .. } = *new;
    // One after the other: of two who invite the same person at once, the second sees the first.
    store::lock_day(conn, target.organization, new.day)?;
    let mut lines = plan(conn, &target, &new.addresses, now)?;
    let host = store::host(conn, target.organization, target.classroom, new.by)?;
    let expires_at = runs_until(&host, new.days, now);
    for line in lines.iter_mut().filter(|line| line.outcome == Outcome::New) {
        line.invitation = Some(Uuid::now_v7());
    }
    let letters = |outcome: Outcome| -> Vec<Letter> {
        lines.iter().filter(|line| line.outcome == outcome).filter_map(|line| Letter::of(line, &new.locale, expires_at)).collect()
    };
    let (fresh, again) = (letters(Outcome::New), letters(Outcome::Again));
    store::count_mails(conn, target.organization, new.day, fresh.len() + again.len())?;
    let occasion = Occasion { organization: target.organization, classroom: target.classroom, by: new.by, now, expires_at };
    let mailing = post(conn, public_url, &host, mails::Occasion::Invited, &fresh)?;
    store::insert(conn, &occasion, &mailing)?;
    store::insert_links(conn, &mailing, now)?;
    let mailing = post(conn, public_url, &host, mails::Occasion::Invited, &again)?;
    store::replace_links(conn, &mailing.ids, now)?;
    store::insert_links(conn, &mailing, now)?;
    store::mailed_again(conn, &mailing, Some(expires_at), now)?;
    Ok(lines)
}

/// The end of the organization's day so many days from now.
pub fn runs_until(host: &HostRow, days: i64, now: DateTime<Utc>) -> DateTime<Utc> {
    start_of(&host.time_zone, day_in(&host.time_zone, now) + TimeDelta::days(days + 1))
}

/// A mail about an invitation.
pub struct Letter {
    pub invitation: Uuid,
    pub email: Email,
    pub name: String,
    pub locale: String,
    pub expires_at: DateTime<Utc>,
}

impl Letter {
    fn of(line: &Line, locale: &str, expires_at: DateTime<Utc>) -> Option<Letter> {
        Some(Letter {
            invitation: line.invitation?,
            email: line.pasted.email.clone()?,
            name: line.pasted.name.clone(),
            locale: line.locale.clone().unwrap_or_else(|| locale.to_owned()),
            expires_at,
        })
    }
}

/// Writes mails with a new link each; the links are the caller's to keep.
///
/// # Errors
/// When the database refuses.
pub fn post(
    conn: &mut PgConnection,
    public_url: &str,
    host: &HostRow,
    occasion: mails::Occasion,
    letters: &[Letter],
) -> Result<Mailing, AppError> {
    let mut mailing = Mailing::default();
    let mut texts = Vec::with_capacity(letters.len());
    for letter in letters {
        let (secret, hash) = new_secret();
        let to = To { email: &letter.email.shown, name: &letter.name, language: Language::from(letter.locale.as_str()) };
        let last_day = day_in(&host.time_zone, letter.expires_at - TimeDelta::seconds(1));
        texts.push(mails::invitation(&to, host, occasion, &format!("{public_url}/invitation/{secret}"), last_day));
        mailing.ids.push(letter.invitation);
        mailing.emails.push(letter.email.shown.clone());
        mailing.keys.push(letter.email.key.clone());
        mailing.names.push(letter.name.clone());
        mailing.locales.push(letter.locale.clone());
        mailing.hashes.push(hash);
    }
    mailing.mails = mail::queue_many(conn, &texts)?;
    Ok(mailing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_comes_to() {
        let now: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().expect("an instant");
        let row = |member, blocked, ago: Option<i64>| KnownRow {
            key: String::new(),
            student: false,
            member,
            blocked,
            locale: None,
            open: ago.map(|_| Uuid::nil()),
            mailed_at: ago.map(|minutes| now - TimeDelta::minutes(minutes)),
        };
        for (name, known, first, expected) in [
            ("no address", None, true, Outcome::Invalid),
            ("new", Some(row(false, false, None)), true, Outcome::New),
            ("twice", Some(row(false, false, None)), false, Outcome::Repeated),
            ("there already", Some(row(true, false, Some(60))), true, Outcome::Member),
            ("blocked", Some(row(false, true, None)), true, Outcome::Blocked),
            ("an hour ago", Some(row(false, false, Some(60))), true, Outcome::Again),
            ("just now", Some(row(false, false, Some(9))), true, Outcome::JustSent),
        ] {
            assert_eq!(outcome(known.as_ref(), first, now), expected, "{name}");
        }
    }
}
