//! Leaving: what Homeroom has about a person, and being forgotten.
//!
//! * Everybody may have a copy of all that is kept about them, in every organization, for their password:
//!   one file, made at once. It has nobody else in it; what staff did is told by how, not by whom.
//! * Everybody may have their account deleted, for their password (and the second factor, where it is on).
//!   They are signed out, told by mail, and have 14 days: signing in again offers to keep the account.
//! * Then the person is **scrubbed**: name, addresses, ways in, mail, refusals, cards, staff roles. What
//!   stays is what others count by: the spent seat and its entry in the ledger, redemptions, stays and
//!   enrollments of "Deleted student", by id. The address is free: whoever signs up with it is somebody new.
//! * The admins of every school where they are a student are told by mail, and see it listed: when it is
//!   asked, when it is taken back, and when it is done; then without the name.
//! * The last admin of an organization stays until there is another. Operators do not delete themselves.
//! * Who has no address asks their **school** (`by_school.rs`): an admin has the account deleted, with the same 14
//!   days, and has a copy of the record, for a parent. The school may while the account is in its hands alone:
//!   a username and no proven address, no work anywhere, no other organization; and so for every profile that
//!   became part of the student's. Only staff take that back. Should the student prove an address, or join
//!   another organization, before the time has come, it is not the school's any more: the account stays.

mod by_school;
mod departures;
mod erase;
mod export;
mod http;
mod mails;
mod store;

pub use erase::{erase, erase_due};
pub use http::routes;
pub use store::sections::{NOT_EXPORTED, SECTIONS, Section};
