//! The leak guard: a code that is used far outside its own pattern pauses itself and tells its owner.
//!
//! * It looks at the hour that ends now, and at the code's hours before, of 60 days. It never stands in
//!   a redemption's way: it makes rounds, and who comes in meanwhile has come in.
//! * What is far outside is one pure function, `judge.rs`; an organization sets its thresholds. Unless
//!   it chooses otherwise the guard is on; `rehearse` notes what it would have done and does nothing.
//! * A paused code is switched off, with an alert that tells the figures, and its owner gets mail: who
//!   it is assigned to, else who made it, else the admins.
//! * Staff **resume** it, or **keep it off**; switching it on by hand resumes it too. What was resumed
//!   is not paused again within six hours; by then the burst is part of the pattern.
//! * A code that staff approve each student of is not watched: nobody comes in by it unseen.

mod alerts;
mod http;
mod judge;
mod mails;
mod rehearsal;
mod rounds;
mod store;
mod wire;

use chrono::TimeDelta;

pub use alerts::switched;
pub use http::routes;
pub use rounds::watch_codes;

/// What makes a code's pattern.
const HISTORY: TimeDelta = TimeDelta::days(60);
/// For so long what was resumed is taken for ordinary.
const ACCEPTED: TimeDelta = TimeDelta::hours(6);
