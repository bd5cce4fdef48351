//! Redeeming a code.
//!
//! The common case takes two statements and no transaction of its own: read the facts, decide, write
//! everything on condition that nothing has changed. When something has (somebody took the last seat,
//! the code was edited, the same person came in on another code), the second try takes the locks
//! first, so that it reads what is true and stays true.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::Error;
use uuid::Uuid;

use super::decide::{Assent, Decision, Facts};
use super::refusal::Refusal;
use super::refused::{self, Refused};
use super::store::redeeming::{self, Entry};
use super::{retired, text};
use crate::accounts;
use crate::seats::Seat;
use crate::shared::error::AppError;

/// Somebody typed a code.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Who.
    pub account: Uuid,
    /// What they typed.
    pub typed: String,
    /// From where; none where networks do not matter.
    pub address: Option<IpAddr>,
    /// A member of staff says that they mean to be a learner.
    pub confirmed: bool,
    /// Staff of the organization have approved it.
    pub approved: bool,
    /// Staff of the organization let this one in.
    pub let_in: bool,
    /// When.
    pub now: DateTime<Utc>,
}

impl Attempt {
    /// The ordinary attempt: from anywhere, nothing confirmed, nothing approved.
    pub fn new(account: Uuid, typed: &str, now: DateTime<Utc>) -> Attempt {
        Attempt { account, typed: typed.to_owned(), address: None, confirmed: false, approved: false, let_in: false, now }
    }

    fn assent(&self) -> Assent {
        Assent { learner: self.confirmed, approved: self.approved, let_in: self.let_in }
    }
}

/// How it ended well.
#[derive(Debug, Clone)]
pub struct Entered {
    /// What was known.
    pub facts: Facts,
    /// The redemption, or what waits in its place.
    pub id: Uuid,
    /// `redeemed`, `already_redeemed`, `pending_email` or `pending_approval`.
    pub status: &'static str,
    /// Whether it spent a seat.
    pub seat_spent: bool,
    /// When they came in.
    pub redeemed_at: Option<DateTime<Utc>>,
}

/// Redeems a code, outside of any transaction.
///
/// # Errors
/// The refusals of `decide`.
pub fn redeem(conn: &mut PgConnection, attempt: &Attempt) -> Result<Entered, AppError> {
    let key = key(attempt)?;
    let facts = read(conn, &key, attempt)?;
    let quick = match retired::judge(conn, &key, &facts, attempt.assent())? {
        Decision::Already => return Ok(already(facts)),
        Decision::AwaitEmail | Decision::AwaitApproval => None,
        Decision::Join(seat) => Some(enter(conn, facts, seat, attempt)),
    };
    match quick {
        Some(Ok(entered)) => Ok(entered),
        Some(Err(error)) if !is_contention(&error) => Err(error.into()),
        _ => conn.transaction(|conn| redeem_in(conn, attempt)),
    }
}

/// Redeems a code inside the caller's transaction, under locks.
///
/// # Errors
/// The refusals of `decide`.
pub fn redeem_in(conn: &mut PgConnection, attempt: &Attempt) -> Result<Entered, AppError> {
    let key = key(attempt)?;
    redeeming::lock(conn, &key, attempt.account)?;
    let facts = read(conn, &key, attempt)?;
    match retired::judge(conn, &key, &facts, attempt.assent())? {
        Decision::Already => Ok(already(facts)),
        Decision::AwaitEmail => await_email(conn, facts, attempt),
        Decision::AwaitApproval => {
            let id = redeeming::wait(conn, facts.code_id, attempt.account, "approval", attempt.confirmed, attempt.now)?;
            Ok(Entered { id, status: "pending_approval", seat_spent: false, redeemed_at: None, facts })
        }
        Decision::Join(seat) => Ok(enter(conn, facts, seat, attempt)?),
    }
}

/// Judges again what waited for the account's address, after it was verified.
///
/// # Errors
/// When the database refuses; a refusal of one code is among the results.
pub fn resume_pending(
    conn: &mut PgConnection,
    account: Uuid,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<Vec<Result<Entered, AppError>>, AppError> {
    let mut results = Vec::new();
    for waiting in redeeming::waiting(conn, account)? {
        let attempt = Attempt { address, confirmed: waiting.confirmed_learner, ..Attempt::new(account, &waiting.text_key, now) };
        // A savepoint: what one code is refused for must not undo the others.
        let result = conn.transaction(|conn| redeem_in(conn, &attempt));
        if let Err(refusal) = &result {
            redeeming::stop_waiting(conn, &waiting.text_key, account)?;
            refused::note_in(conn, &Refused { account, typed: waiting.text_key, reason: refusal.code(), key: None, now });
        }
        results.push(result);
    }
    Ok(results)
}

/// Moves what waits for one account, and what it was refused, to another, which is the same person.
///
/// # Errors
/// When the database refuses.
pub fn move_waiting(conn: &mut PgConnection, from: Uuid, into: Uuid) -> Result<(), AppError> {
    redeeming::wait_elsewhere(conn, from, into)?;
    refused::hand_over(conn, from, into)
}

/// What is known about what somebody typed.
///
/// # Errors
/// `code-unknown`.
pub fn facts(conn: &mut PgConnection, attempt: &Attempt) -> Result<Facts, AppError> {
    let key = key(attempt)?;
    read(conn, &key, attempt)
}

/// Takes every lock that this attempt may need, in the fixed order: what is read afterwards stays true
/// until the transaction ends.
///
/// # Errors
/// `code-unknown`.
pub fn lock(conn: &mut PgConnection, attempt: &Attempt) -> Result<(), AppError> {
    Ok(redeeming::lock(conn, &key(attempt)?, attempt.account)?)
}

fn key(attempt: &Attempt) -> Result<String, Refusal> {
    text::key(&attempt.typed).ok_or(Refusal::Unknown)
}

fn read(conn: &mut PgConnection, key: &str, attempt: &Attempt) -> Result<Facts, AppError> {
    let facts = retired::facts(conn, key, attempt.account, attempt.address, attempt.now)?;
    Ok(facts.ok_or(Refusal::Unknown)?)
}

fn already(facts: Facts) -> Entered {
    Entered {
        id: facts.redemption_id.unwrap_or_default(),
        status: "already_redeemed",
        seat_spent: facts.redemption_spent_seat.unwrap_or(false),
        redeemed_at: facts.redeemed_at,
        facts,
    }
}

fn enter(conn: &mut PgConnection, facts: Facts, seat: Option<Seat>, attempt: &Attempt) -> QueryResult<Entered> {
    // Who comes back by a code they used before keeps that redemption.
    let id = facts.redemption_id.unwrap_or_else(Uuid::now_v7);
    let facts = redeeming::enter(conn, Entry { facts, account: attempt.account, seat, redemption: id, now: attempt.now })?;
    Ok(Entered { id, status: "redeemed", seat_spent: seat.is_some(), redeemed_at: Some(attempt.now), facts })
}

/// Keeps the redemption until the address is verified, and mails the six digits unless a mail is fresh.
fn await_email(conn: &mut PgConnection, facts: Facts, attempt: &Attempt) -> Result<Entered, AppError> {
    let id = redeeming::wait(conn, facts.code_id, attempt.account, "email", attempt.confirmed, attempt.now)?;
    accounts::send_verification(conn, attempt.account, attempt.now)?;
    Ok(Entered { id, status: "pending_email", seat_spent: false, redeemed_at: None, facts })
}

/// Whether somebody else was quicker: the premises changed, or a constraint held.
fn is_contention(error: &Error) -> bool {
    const HELD: [&str; 8] = [
        "seats_within_license",
        "seats_never_negative",
        "codes_within_cap",
        "students_one_profile",
        "students_one_per_unproven_email",
        "redemptions_once_per_code",
        "memberships_one_stay_at_a_time",
        "seat_entries_one_seat_per_student",
    ];
    match error {
        Error::DatabaseError(_, info) => info.message() == "stale" || info.constraint_name().is_some_and(|name| HELD.contains(&name)),
        _ => false,
    }
}
