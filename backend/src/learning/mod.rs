//! Learning: taking the courses that one is enrolled in.
//!
//! * There is one record per enrollment, however many classrooms offer the course. It begins with the first
//!   lesson and holds on to the version of the course that was begun.
//! * A course is open while one classroom of the student's, or the whole organization, offers it. The kindest
//!   offer counts: the earliest opening, the latest closing, the lessons in any order (`access.rs`, pure). What
//!   was finished can be read for ever.
//! * What a device reports is true however often it arrives and in whatever order: time spent and finished
//!   lessons only grow; so nothing is lost or doubled by a bad connection.
//! * An attempt at a quiz is numbered by whoever takes it, and each of its questions has one answer, the first.
//!   What is right leaves the server only with the verdict on an answer.
//! * A lesson with a quiz is finished by passing it, any other by its last line. The last lesson finishes the
//!   course and issues the certificate, in the same transaction.
//! * Who used up their attempts at a quiz can be given one more; never while they have one, or have passed.

mod access;
mod http;
mod quizzes;
mod store;
mod taking;
mod wire;

pub use http::routes;
pub use quizzes::{Sent, Sitting, answer, give_attempt};
pub use taking::{Report, report};
