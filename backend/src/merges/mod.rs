//! Two profiles that are one person become one.
//!
//! * Merging is for admins, within their organization. One profile is kept; the stays, codes, courses, notes
//!   and blocks of the other become its own, without losing a row: a stay or an enrollment that both had at
//!   once is one, counted from the earlier day; who is blocked anywhere stays blocked there.
//! * No seat comes back: both were spent, the ledger is not touched, and it says so.
//! * Accounts are not touched either. Both go on signing in with their own password; in this organization, and
//!   only there, either of them is the kept profile from now on, and spends nothing. Merging therefore gives
//!   nobody a way into somebody's account, nor into anything of theirs in another organization.
//! * A merge is undone within 30 days: every row that was moved goes back; what came since stays with the kept
//!   profile. Later merges of the same profiles are undone first.
//! * Probable pairs are found for the admin, who merges them or says that they are not the same person, which
//!   is remembered.

mod duplicates;
mod http;
mod merge;
mod store;

pub use http::routes;
