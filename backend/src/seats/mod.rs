//! Seats: what an organization bought, and where each one went.
//!
//! * A license grants seats for a term. Licenses accumulate; `granted` is the sum of all of them ever.
//! * `free = granted - spent - held`, never below zero (`seats_within_license`).
//! * A seat is spent when a new student profile is registered, and never comes back. One profile, one
//!   seat (`seat_entries_one_seat_per_student`).
//! * A classroom may hold seats back: `held(k) = max(0, allotment(k) - spent(k))`. Its allotment cannot
//!   go below what was spent through it, nor take more than is free.
//! * Where a new student's seat comes from is one rule, whatever the way in (`source`).
//! * Every change is one numbered entry in an append-only ledger, with the balance it left behind.
//! * Seats in use are those spent or held. Admins are told by mail, once each, when 75, 90 and 100 per cent
//!   of them are, and when licenses end (`alerts`).
//! * When the free seats run out is estimated from the last four weeks (`forecast`).
//! * Locks are taken in this order: seat account, classroom, code.

mod alerts;
mod allot;
mod forecast;
mod http;
mod license;
mod mails;
mod source;
mod store;

pub use alerts::{ending as ending_alert, level as use_alert, tell_of_few_seats, tell_of_license_ends};
pub use allot::{Hold, change_hold};
pub use http::{SeatForecast, SeatTotals, routes, totals};
pub use license::{NewLicense, grant};
pub use source::{Purse, Seat, Shortage};
pub use store::{Spend, lock, newcomers_get_more, open_account, spend};
