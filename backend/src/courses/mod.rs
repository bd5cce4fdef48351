//! Courses: what there is to learn, and what an organization offers to everyone in it.
//!
//! * A catalog course is published by the operator and may be offered by every organization; an
//!   organization's own course is its own.
//! * An organization that needs no groups offers courses to everyone: whoever registers with it is
//!   enrolled in them, with or without a classroom. Offering one enrolls who is already there.

mod author;
mod bundle;
mod catalog;
mod http;
mod markdown;
mod quiz;
mod store;

pub use author::lesson_html;
pub use bundle::{Ages, Draft, DraftLesson, FileFault, write as to_files};
pub use catalog::publish_starter_catalog;
pub use http::{Course, routes};
pub use markdown::{render, render_line};
pub use quiz::{Choice, Given, Question, QuestionKind, Quiz, Solution};
pub use store::{CourseRow, may_offer, offer_to_everyone, offerable_of, one};
