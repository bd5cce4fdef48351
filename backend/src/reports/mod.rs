//! Reports: what staff see at a glance. Reads any table, writes none.
//!
//! * The overview is what an organization's home shows: seats (admins only), who came this week, what
//!   needs somebody's attention. For a teacher it counts their classrooms only.

mod http;
mod store;

pub use http::routes;
