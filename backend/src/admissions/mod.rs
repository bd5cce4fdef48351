//! Admissions: every way into an organization but a code.
//!
//! * A new student spends a seat by the same rule as with a code (`seats::Purse`): the classroom's held
//!   seats first, then, where it may, the license's free ones. An existing student spends none, so comes
//!   in even when the license is full or over.
//! * Whoever came in with the same unproven address before is the same person.
//! * An invitation or an import does not let in who is blocked; staff who add somebody by hand mean it,
//!   and lift the block. Each of them re-admits who was removed.
//! * Staff add a student by hand with an address, or without one: then with a username and a first password.
//!   Before a seat is spent on somebody who is probably here already, they are asked.
//! * One transaction, all or nothing: profile, seat, classroom, courses.

mod add;
mod admit;
mod http;
mod store;

pub use admit::{Admission, Admitted, Way, admit, room};
pub use http::routes;
