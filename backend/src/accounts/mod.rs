//! Accounts: people, how they prove who they are, and how that ends.
//!
//! * An email address, compared in one form (`shared::email`), is claimed by whoever signs up with it and
//!   belongs to whoever proves it: to one account (`claims.rs`). An account may hold different roles in
//!   different organizations.
//! * Passwords have 10 to 200 characters and no composition rules (NIST SP 800-63B), hashed by Argon2id.
//! * Signing in opens a **session**. It lives as long as its refresh token is used once within 30
//!   days; each use replaces the token. A token used twice was stolen: its session ends.
//! * An access token says who is there; what they may do is read from the database at every request,
//!   so a role taken away or a session ended stops working at once.
//! * An address counts as verified after its owner typed the 6-digit code mailed to it: 15 minutes,
//!   five tries.
//! * Who is made staff without having proven their address gets a single-use link to set a password;
//!   using it proves the address and ends whatever sessions were open. A role on a staff counts only
//!   with a proven address: anybody can sign up with somebody else's.
//! * Who has no address signs in with a **username** instead (`usernames.rs`). Staff make such accounts,
//!   set their passwords, and may hand out cards for them; all that ends with a proven address.
//! * Another address is in force once its six digits are typed; the old mailbox is told, and can take it
//!   back (`addresses.rs`). Another password ends every other session. Both are kept in a record that the
//!   owner reads.
//! * A **second factor** (`second_factors.rs`), where it is on, is asked for by every door; an organization may
//!   require it of its staff, and the installation of its operators: until they have one, theirs stays shut.
//! * An account whose owner wants it deleted waits 14 days and can be taken back (`deletion.rs`); then it is
//!   scrubbed, and keeps an id for what refers to it. Who is scrubbed elsewhere is `leaving`'s to say.
//! * Nobody learns who has an account: signing up, signing in and asking for a link answer alike, and
//!   after the same time, whether or not somebody has the address.

mod addresses;
mod caller;
mod claims;
mod days;
mod deletion;
mod first_passwords;
mod http;
mod mails;
mod password_links;
mod passwords;
mod second_factors;
mod sessions;
mod store;
mod student_accounts;
mod usernames;
mod verify;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

pub use crate::shared::language::Language;
pub use addresses::{confirm as confirm_new_address, forget_old_notices, to_prove as address_to_prove};
pub use caller::{Admin, Bearer, Caller, MaybeCaller, Operator, Place, Role, SignedIn, StaffRole, Teacher};
pub use claims::{
    Proven, forget_crowded_claims, holder, password_model, prove, take_turn as take_turn_at_address, wait_turn as wait_turn_at_address,
    with_password_alone as account_with_password,
};
pub use deletion::{
    Traces, all_of as all_of_person, ask as ask_for_deletion, due as deletion_due, next_due as next_deletion_due,
    plan_by_school as plan_deletion_by_school, scrub, take_back as take_back_deletion, traces,
};
pub use first_passwords::new_first_password;
pub use http::{
    Session, User, credentials_wrong, known_locale, prove_again, routes, show_public_keys, show_session, show_user, user_agent,
};
pub use passwords::refuse_weak as refuse_weak_password;
pub use second_factors::{required as second_factor_required, reset as reset_second_factor};
pub use sessions::{Opened, open as open_session, open_by_card as open_session_by_card};
pub use store::{NewAccount, Person};
pub use student_accounts::{ForStudent, for_student, forget_unopened, take_turn, welcome_student};
pub use usernames::{WithUsername, create_with_username, lock_usernames, suggest as suggest_username, username_key};
pub use verify::{Confirmation, confirm as confirm_email, send_unless_sent as send_verification};

use crate::shared::error::AppError;

/// Makes an account.
///
/// # Errors
/// `email-taken` when the address is to count as proven, and is somebody else's.
pub fn create(conn: &mut PgConnection, new: &NewAccount) -> Result<Uuid, AppError> {
    store::insert(conn, new)
}

/// Who that is.
///
/// # Errors
/// When there is no such account.
pub fn person(conn: &mut PgConnection, account_id: Uuid) -> Result<Person, AppError> {
    store::person(conn, account_id)
}

/// The account with this address, made if there is none; sent a link to set a password unless the address is proven.
///
/// # Errors
/// `email-invalid`.
pub use password_links::{find_or_invite, invite_again, withdraw_invitation};
pub use password_links::{look_up as look_up_password_link, redeem as set_password};

/// Sets the password of somebody who is told it, and ends every session.
///
/// # Errors
/// When the database refuses.
pub fn give_password(conn: &mut PgConnection, account: Uuid, password_hash: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    store::set_password(conn, account, password_hash)?;
    store::end_all_sessions(conn, account, "password-changed", now)?;
    Ok(())
}

/// Sets the first password of somebody without an address; whether it did. Who has signed in before keeps theirs.
///
/// # Errors
/// When the database refuses.
pub fn give_first_password(conn: &mut PgConnection, account: Uuid, password_hash: &str) -> Result<bool, AppError> {
    Ok(store::usernames::set_first_password(conn, account, password_hash)? > 0)
}

/// Ends the sessions that a card opened: the card is no more.
///
/// # Errors
/// When the database refuses.
pub fn end_card_sessions(conn: &mut PgConnection, accounts: &[Uuid], now: DateTime<Utc>) -> Result<(), AppError> {
    store::end_card_sessions(conn, accounts, now)?;
    Ok(())
}

/// The keys that sign access tokens, newest first; made and kept when there is none.
///
/// # Errors
/// When the database refuses.
pub fn signing_keys(conn: &mut PgConnection) -> Result<Vec<String>, AppError> {
    let kept = store::signing_keys(conn)?;
    if !kept.is_empty() {
        return Ok(kept);
    }
    store::insert_first_signing_key(conn, &crate::shared::tokens::new_private_pem()?)?;
    Ok(store::signing_keys(conn)?)
}

/// Those that are kept; none is made.
///
/// # Errors
/// When the database is away.
pub fn kept_signing_keys(conn: &mut PgConnection) -> Result<Vec<String>, AppError> {
    Ok(store::signing_keys(conn)?)
}

/// Whether the account has a second factor.
///
/// # Errors
/// When the database refuses.
pub fn has_second_factor(conn: &mut PgConnection, account: Uuid) -> Result<bool, AppError> {
    Ok(store::second_factors::is_on(conn, account)?)
}

/// The account that has proven this address, or has this username.
///
/// # Errors
/// `not-found`.
pub fn find(conn: &mut PgConnection, typed: &str) -> Result<Uuid, AppError> {
    store::claims::named(conn, &usernames::sign_in_key(typed))?.ok_or_else(AppError::not_found)
}
