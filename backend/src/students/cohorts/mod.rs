//! Who was in a classroom over time, and a new classroom out of a cohort.
//!
//! * Every stay is kept: when and how somebody came, when and how they left, and who did it. Former
//!   members are found there, also those of a deleted classroom.
//! * A stay that was undone with its transfer is told in the history, and counted nowhere.
//! * A cohort, or a part of it, can be made into a new classroom, with the old one's courses and staff if
//!   wished. That spends no seat; seats are held back for it only when asked for and free. A deleted
//!   classroom keeps the cohort that it had.

mod http;
mod store;
mod wire;

pub use self::http::routes;
