//! Students: their profiles, where they belong, what they are enrolled in.
//!
//! * A profile is one account in one organization. Registering one spends a seat; adding a student who
//!   has one to a classroom spends nothing.
//! * Membership is a history. Removing a student from a classroom keeps every record, and they stay in
//!   their other classrooms; `blocked` is separate and keeps them from coming back by code.
//! * One enrollment per student and course, through however many classrooms. A course added to a
//!   classroom enrolls its present members; one offered to everyone enrolls everyone.
//! * Whether two people are probably one is judged in one place (`likeness.rs`), for whoever would spend a
//!   seat on somebody who may be there already.
//! * A profile that became part of another (`merges`) is listed and counted nowhere: whatever its account does
//!   in the organization, it does as the other one.
//! * Students are found while somebody types, however many they are (`store/finding.rs`).
//! * A teacher sees the students of the classrooms assigned to them, and what staff noted about these.

mod cohorts;
mod http;
mod likeness;
mod members;
mod mine;
mod notes;
mod store;
mod transfers;

pub use http::routes;
pub use likeness::{Alike, Likeness, Newcomer, Traits, find_alike, find_all_alike, likeness, likeness_of_newcomer, mailbox, plain_name};
pub use store::merging::{Moved, classrooms_of, lock_profiles, move_back, move_records};
pub use store::{enroll, join, known, of_organization as present, register, scrub, unblock};
pub use transfers::{How, Kind, NewTransfer, Who, lock as lock_for_transfers, transfer, undo as undo_transfer};
