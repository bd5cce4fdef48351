//! The refusal desk: who stood before a closed door, why, and what opens it.
//!
//! * A person at a code is one case (`codes` keeps it, at every door that has a code). A teacher sees
//!   the cases of their classrooms. A case is over when staff settle it or its person gets in by any way.
//! * What stands in the way is judged now, not then: a code that was opened meanwhile offers no date to
//!   extend. Beside it stand the **remedies**, worked out by the rule of redemption itself: each is tried
//!   on the facts first, so it says who would refuse the person even so.
//! * **Settling** carries a remedy out and judges the person again, in one transaction: they are in, or
//!   nothing has changed. Remedies are edits under the rules of an edit; a new student spends a seat.
//! * What concerns seats and deleted classrooms is the admins' alone.
//! * **Tell my teacher**: a person who is really refused puts their case on top of the desk. Staff get
//!   one mail about a code within an hour, however many ask.
//! * Whoever is let in is written to.

mod http;
mod mails;
mod remedies;
mod settle;
mod store;
mod tell;
mod wire;
mod words;

pub use http::routes;
