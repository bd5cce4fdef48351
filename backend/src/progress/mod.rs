//! Progress: staff watch a classroom take a course, and help who needs it.
//!
//! * Watched are the present members of a classroom in a course that it, or the whole organization, offers.
//!   A teacher watches the classrooms assigned to them.
//! * A student has not begun, is under way, is **stuck**, or has finished; what stuck means is said in one
//!   place (`standing.rs`, pure). Who is stuck comes first, with the reason.
//! * A question counts by the first answer of the first attempt: what somebody knew, not what they tried.
//! * A **nudge** is a mail, in the student's language, to who has not begun or is stuck; one to a student
//!   about a course within a day, whoever sends it. Who gets none is named with the reason, so that they can
//!   be told in person. Nobody is written to about a course that is not open.
//! * A student whose attempts at a quiz are used up can be given **one more**. They can go on at once, and
//!   are told by mail; it is written down who gave it.

mod http;
mod mails;
mod nudges;
mod sheet;
mod standing;
mod store;
mod watched;
mod wire;

pub use http::routes;
