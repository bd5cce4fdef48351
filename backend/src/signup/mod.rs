//! Signing up: the first minute of a new person.
//!
//! * A sign-up with a code is one form and one request: the account and the redemption in one
//!   transaction.
//! * A code that is refused does not cost the person their account: they are signed in, told why, and
//!   need not type their name again.
//! * Confirming the address, by digits or by a link, lets go what waited for it; each waiting code is judged again.

mod http;
mod settle;

pub use http::routes;
pub use settle::settle;
