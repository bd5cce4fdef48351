//! Homeroom turns an organization's code into enrolled, organized, measurable students.
//!
//! Imports point one way: `main -> app -> slices -> shared`. Slices call only to their left in the
//! order below, and only what the other's `mod.rs` hands out.

pub mod config;
pub mod shared;

pub mod accounts;
pub mod seats;
pub mod organizations;
pub mod courses;
pub mod classrooms;
