//! An account on its way out: asked for, taken back, due, scrubbed.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::mails;
use super::store::{self, deletion};
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;

/// How long whoever asked may think it over.
const GRACE: TimeDelta = TimeDelta::days(14);

/// Plans the deletion and signs the person out everywhere; when it is due.
///
/// # Errors
/// `deletion-by-operator` for who runs the installation; `deletion-by-school` for who has no address.
pub fn ask(conn: &mut PgConnection, public_url: &str, account: Uuid, now: DateTime<Utc>) -> Result<DateTime<Utc>, AppError> {
    let person = store::lock_person(conn, account)?;
    if person.operator {
        return Err(AppError::new(
            Kind::Conflict,
            "deletion-by-operator",
            "This account runs the installation. Ask another operator to take that away first.",
        ));
    }
    let Some(email) = &person.email else {
        return Err(AppError::new(
            Kind::Conflict,
            "deletion-by-school",
            "Your school made this account for you. Ask an admin there to have it deleted.",
        ));
    };
    let due = deletion::due(conn, account)?.unwrap_or(now + GRACE);
    deletion::plan(conn, account, Some(due))?;
    store::end_all_sessions(conn, account, "ended-by-owner", now)?;
    store::use_links(conn, account, now)?;
    let language = person.locale.as_str().into();
    // The day on which it is due in whichever part of the world has it last: nobody loses it before the day that was named.
    let day = (due - TimeDelta::hours(12)).date_naive();
    mail::queue(conn, &mails::deletion_planned(language, email, &person.display_name, day, public_url))?;
    Ok(due)
}

/// Plans the deletion of accounts that their school keeps, and signs the student out everywhere; when it is due.
/// Whoever calls it has made sure that the school may. Nobody is written to: there is no address.
///
/// # Errors
/// When the database refuses.
pub fn plan_by_school(conn: &mut PgConnection, accounts: &[Uuid], now: DateTime<Utc>) -> Result<DateTime<Utc>, AppError> {
    let due = now + GRACE;
    for account in accounts {
        deletion::plan(conn, *account, Some(due))?;
        store::end_all_sessions(conn, *account, "ended-by-school", now)?;
    }
    Ok(due)
}

/// Keeps the account.
///
/// # Errors
/// When the database refuses.
pub fn take_back(conn: &mut PgConnection, public_url: &str, account: Uuid) -> Result<(), AppError> {
    let person = store::lock_person(conn, account)?;
    if deletion::due(conn, account)?.is_none() {
        return Ok(());
    }
    deletion::plan(conn, account, None)?;
    if let Some(email) = &person.email {
        mail::queue(conn, &mails::deletion_taken_back(person.locale.as_str().into(), email, &person.display_name, public_url))?;
    }
    Ok(())
}

/// When the account will be deleted, if that was asked for.
///
/// # Errors
/// When the database is away.
pub fn due(conn: &mut PgConnection, account: Uuid) -> Result<Option<DateTime<Utc>>, AppError> {
    Ok(deletion::due(conn, account)?)
}

/// Locks one account whose time has come and that may go now, if there is one.
///
/// # Errors
/// When the database is away.
pub fn next_due(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Option<Uuid>, AppError> {
    Ok(deletion::next_due(conn, now)?)
}

/// The account, and those that were folded into it.
///
/// # Errors
/// When the database is away.
pub fn all_of(conn: &mut PgConnection, account: Uuid) -> Result<Vec<Uuid>, AppError> {
    Ok(deletion::all_of(conn, account)?)
}

/// What is to be forgotten of a person elsewhere.
#[derive(Debug, Clone)]
pub struct Traces {
    /// Every address that the accounts have proven, as written and as compared.
    pub addresses: Vec<String>,
    /// Those that they only typed: they may be somebody else's.
    pub typed: Vec<String>,
    /// How they were called.
    pub names: Vec<String>,
}

/// Locks the accounts and gathers what there is to forget. Comes before [`scrub`].
///
/// # Errors
/// When the database is away.
pub fn traces(conn: &mut PgConnection, accounts: &[Uuid]) -> Result<Traces, AppError> {
    let (proven, typed): (Vec<_>, Vec<_>) = deletion::addresses(conn, accounts)?.into_iter().partition(|address| address.proven);
    let words = |addresses: Vec<deletion::AddressRow>| addresses.into_iter().map(|address| address.value).collect();
    Ok(Traces { addresses: words(proven), typed: words(typed), names: deletion::names(conn, accounts)? })
}

/// Scrubs the accounts: no name, no address, no way in.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid], now: DateTime<Utc>) -> Result<(), AppError> {
    Ok(deletion::scrub(conn, accounts, now)?)
}
