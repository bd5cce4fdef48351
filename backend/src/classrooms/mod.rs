//! Classrooms and campaigns: one thing under two labels, flat under the organization.
//!
//! * Staff are assigned to it; it offers courses; it may hold seats back from the license.
//! * A teacher sees the classrooms assigned to them and nothing else; seats are the admins' alone.
//! * Deleting is soft and reversible: its codes stop, its held seats return, its students and their
//!   records stay. It can be restored, without its allotment.
//! * Everything that changes seats locks the seat account first, then the classroom.

mod http;
mod rooms;
mod store;
mod wire;

pub use http::routes;
pub use rooms::{Changes, Edit, NewClassroom, after, change, create, delete, restore};
pub use store::{ClassroomRow, add_course, assign_staff, count_seat, hold_still, lock, lock_many, one, reachable, remove_course};
pub use wire::{Classroom, ClassroomPath, known_channel, wanted_audience};
