//! Whose an address is.
//!
//! * Anybody may sign up with any address: that **claims** it. It belongs to whoever **proves** it first,
//!   by six digits or by a link from the mailbox; of verified accounts, one holds an address. So nobody
//!   learns by signing up who has an account, and nobody who types somebody else's address keeps them out.
//! * Whoever proves an address that an account holds already has two accounts, so they become one: the
//!   claim is **folded** into the holder's account. The mailbox is proven, which is what a reset asks for,
//!   so the password just chosen replaces the old one and other sessions end: it is the one they will
//!   remember, and whoever might have known the old one is out.
//! * The same when nobody holds it yet, but a claim has a life (is a student somewhere): the returning
//!   student who never verified and signs up again is in their old account. Its sessions end too, so
//!   that somebody who used another's address has no way back in.
//! * An account with a second factor takes in no claim: the mailbox is one factor, and it asks for two.
//! * A claim with a life of its own is never folded away: nothing that a person did is lost.
//! * Who signs up a thousand times with an address fills no table: claims that hold nothing and that nobody
//!   uses are forgotten when newer ones crowd them. Signing up again brings back all there was, a name.
//! * An invitation makes an account without a password. Who proves the address gets what it holds.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::claims::{self as store, Claim};
use super::store::{Person, changes, end_all_sessions, mark_verified, person, second_factors};
use crate::shared::error::{AppError, Kind};
use crate::shared::passwords::are_alike;

/// A proven address.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Whose it is now.
    pub account: Uuid,
    /// Accounts that are no more; what other slices keep for them is to be moved to it.
    pub folded: Vec<Uuid>,
}

/// Settles whose the address is that `prover` has just proven.
///
/// # Errors
/// `email-held` when it is another account's, and this one has a life of its own or that one a second factor.
pub fn prove(conn: &mut PgConnection, prover: Uuid, now: DateTime<Utc>) -> Result<Proven, AppError> {
    let before = person(conn, prover)?;
    let Some(key) = before.email_key.filter(|_| !before.email_verified) else {
        return Ok(Proven { account: prover, folded: Vec::new() });
    };
    store::lock_address(conn, &key)?;
    let claims = store::claims(conn, &key, prover)?;
    let account = settle(&claims, prover).ok_or_else(email_held)?;
    let folded: Vec<Uuid> = claims.iter().filter(|claim| goes(claim, prover, account)).map(|claim| claim.id).collect();
    if account != prover {
        // Whoever has only the mailbox, of an account with a second factor, has half a key.
        if second_factors::is_on(conn, account)? {
            return Err(email_held());
        }
        store::bring_along(conn, prover, account)?;
        end_all_sessions(conn, account, "password-changed", now)?;
    }
    for from in &folded {
        store::fold(conn, *from, account, now)?;
    }
    mark_verified(conn, account, now)?;
    Ok(Proven { account, folded })
}

/// Gives an account another address, which its owner has just proven; what an invitation to it holds comes
/// along. The caller has taken the address's turn ([`lock_address`]).
///
/// # Errors
/// `email-held` when it is another account's.
pub fn take_address(
    conn: &mut PgConnection,
    account: Uuid,
    (email, key): (&str, &str),
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Proven, AppError> {
    let claims = store::claims(conn, key, account)?;
    changes::move_to(conn, account, (email, key), Some(password_hash), now, || {
        AppError::new(
            Kind::Conflict,
            "email-held",
            "This address belongs to another account of yours. Sign in to that one, or choose a different address here.",
        )
    })?;
    let folded: Vec<Uuid> = claims.iter().filter(|claim| goes(claim, account, account)).map(|claim| claim.id).collect();
    for from in &folded {
        store::fold(conn, *from, account, now)?;
    }
    Ok(Proven { account, folded })
}

/// Which account the address belongs to from now on; none when that would take `prover`'s life away.
fn settle(claims: &[Claim], prover: Uuid) -> Option<Uuid> {
    let lives = claims.iter().any(|claim| claim.id == prover && claim.lives);
    match claims.iter().find(|claim| claim.holds && claim.id != prover) {
        Some(_) if lives => None,
        Some(holder) => Some(holder.id),
        None if lives => Some(prover),
        None => Some(claims.iter().find(|claim| claim.lives).map_or(prover, |claim| claim.id)),
    }
}

/// Whether this claim ends: the one that proved it, and an invitation that nobody opened.
fn goes(claim: &Claim, prover: Uuid, account: Uuid) -> bool {
    claim.id != account && (claim.id == prover || claim.invited && !claim.lives)
}

fn email_held() -> AppError {
    AppError::new(
        Kind::Conflict,
        "email-held",
        "This address belongs to another account of yours, and the two cannot become one by themselves, so both stay. Sign in to the other one with this address, or set a new password for it.",
    )
}

/// What a password typed for this address is to be hashed like.
///
/// # Errors
/// When the database refuses.
pub fn password_model(conn: &mut PgConnection, key: &str) -> Result<Option<String>, AppError> {
    Ok(store::password_model(conn, key)?)
}

/// Takes the address's turn, till the end of the transaction: before the rows that hang on it, so that nobody
/// waits for each other.
///
/// # Errors
/// When the database refuses.
pub fn wait_turn(conn: &mut PgConnection, key: &str) -> Result<(), AppError> {
    Ok(store::lock_address(conn, key)?)
}

/// Takes the address's turn, and says how its passwords are hashed if `hash` was made differently:
/// somebody claimed it in this very moment.
///
/// # Errors
/// When the database refuses.
pub fn take_turn(conn: &mut PgConnection, key: &str, hash: &str) -> Result<Option<String>, AppError> {
    store::lock_address(conn, key)?;
    Ok(store::password_model(conn, key)?.filter(|model| !are_alike(model, hash)))
}

/// Takes the address's turn, till the end of the transaction.
///
/// # Errors
/// When the database refuses.
pub fn lock_address(conn: &mut PgConnection, key: &str) -> Result<(), AppError> {
    Ok(store::lock_address(conn, key)?)
}

/// The person who has proven the address.
///
/// # Errors
/// When the database refuses.
pub fn holder(conn: &mut PgConnection, key: &str) -> Result<Option<Person>, AppError> {
    Ok(store::holder(conn, key)?)
}

/// The account of this address that a password opens by itself: one with a second factor is not told by it.
///
/// # Errors
/// When the database refuses.
pub fn with_password_alone(conn: &mut PgConnection, key: &str, hash: Option<&str>) -> Result<Option<Uuid>, AppError> {
    Ok(store::with_password_alone(conn, key, hash)?)
}

/// The account of this address that a password opens.
///
/// # Errors
/// When the database refuses.
pub fn with_password(conn: &mut PgConnection, key: &str, hash: Option<&str>) -> Result<Option<Uuid>, AppError> {
    Ok(store::with_password(conn, key, hash)?)
}

/// How many claims of an address that hold nothing are kept, however old.
const SPARED: i64 = 5;
/// How long the others are kept without being used.
const UNUSED: TimeDelta = TimeDelta::days(7);

/// Forgets claims that nobody proved, that hold nothing and that nobody uses, where newer ones crowd them.
///
/// # Errors
/// When the database is away.
pub fn forget_crowded_claims(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<usize, AppError> {
    Ok(store::forget_crowded(conn, SPARED, now - UNUSED)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_an_address_is() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        let claim = |id, holds, lives| Claim { id, holds, lives, invited: false };
        for (name, claims, prover, expected) in [
            ("alone", vec![claim(a, false, false)], a, Some(a)),
            ("held", vec![claim(a, true, true), claim(b, false, false)], b, Some(a)),
            ("held by nobody much", vec![claim(a, true, false), claim(b, false, false)], b, Some(a)),
            ("held, and a life", vec![claim(a, true, false), claim(b, false, true)], b, None),
            ("the old account, never proven", vec![claim(a, false, true), claim(b, false, false)], b, Some(a)),
            ("the oldest of them", vec![claim(a, false, true), claim(b, false, true), claim(c, false, false)], c, Some(a)),
            ("a life each", vec![claim(a, false, true), claim(b, false, true)], b, Some(b)),
        ] {
            assert_eq!(settle(&claims, prover), expected, "{name}");
        }
        let invited = Claim { invited: true, ..claim(c, false, false) };
        assert!(goes(&invited, a, a) && !goes(&invited, c, c) && !goes(&claim(b, false, false), a, a));
    }
}
