//! Classrooms and campaigns: one thing under two labels, flat under the organization.
//!
//! * Staff are assigned to it; it offers courses; it may hold seats back from the license.
//! * A teacher sees the classrooms assigned to them and nothing else; seats are the admins' alone.
//! * Deleting is soft and reversible: its codes stop, its held seats return, its students and their
//!   records stay. It can be restored, without its allotment.
//! * A course is offered on terms: the first day, the day by which it is due and the last day (any may be open,
//!   none before the one it follows), whether it is to be done, whether its lessons come one after the other.
//!   Offering it again changes nothing. A classroom made anew out of another offers its courses on the same
//!   terms; their days move along with its first day.
//! * Everything that changes seats locks the seat account first, then the classroom.

mod http;
mod offers;
mod rooms;
mod store;
mod wire;

pub use http::routes;
pub use offers::{TermsChanges, Unknown, carry_terms, change_terms, put_in_order};
pub use rooms::{Changes, Edit, NewClassroom, after, change, create, delete, restore};
pub use store::offers::{add_course, remove_course};
pub use store::{ClassroomRow, assign_staff, count_seat, hold_still, lock, lock_many, one, reachable};
pub use wire::{Classroom, ClassroomPath, known_channel, wanted_audience};
