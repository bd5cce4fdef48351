//! Certificates: what a finished course is worth on paper.
//!
//! * A certificate is issued once, in the transaction that finishes the course, with the names as they were on
//!   that day.
//! * Its code (59 bits, letters and digits that nobody mistakes) lets anyone check it. Who does sees the name,
//!   the course, the organization and the day: what is printed on it, and nothing else.
//! * A person who leaves is forgotten on their certificates too, which then can be checked no longer.

mod http;
mod issue;
mod store;

pub use http::routes;
pub use issue::issue;
pub use store::scrub;
