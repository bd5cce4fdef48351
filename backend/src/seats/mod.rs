//! Seats: what an organization bought, and where each one went.
//!
//! * A license grants seats for a term. Licenses accumulate; `granted` is the sum of all of them ever.
//! * `free = granted - spent - held`, never below zero (`seats_within_license`).
//! * A seat is spent when a new student profile is registered, and never comes back. One profile, one
//!   seat (`seat_entries_one_seat_per_student`).
//! * A classroom may hold seats back: `held(k) = max(0, allotment(k) - spent(k))`. Its allotment cannot
//!   go below what was spent through it, nor take more than is free.
//! * Every change is one numbered entry in an append-only ledger, with the balance it left behind.
//! * Locks are taken in this order: seat account, classroom, code.

mod allot;
mod http;
mod license;
mod store;

pub use allot::{Hold, change_hold};
pub use http::{SeatTotals, routes, totals};
pub use license::{NewLicense, grant};
pub use store::{lock, newcomers_get_more, open_account};
