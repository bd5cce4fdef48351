//! Homeroom turns an organization's code into enrolled, organized, measurable students.
//!
//! Imports point one way: `main -> app -> slices -> shared`. Slices call only to their left in this
//! order, and only what the other's `mod.rs` hands out:
//!
//! `shared < accounts < seats < organizations < courses < classrooms < students < certificates < learning <
//! progress < admissions < cards < codes < merges < imports < rollovers < signup < invitations < refusals < reports <
//! leaving < app`

pub mod app;
pub mod commands;
pub mod config;
pub mod demo;
pub mod serve;
pub mod shared;
pub mod watch;

pub mod accounts;
pub mod admissions;
pub mod cards;
pub mod certificates;
pub mod classrooms;
pub mod codes;
pub mod courses;
pub mod imports;
pub mod invitations;
pub mod learning;
pub mod leaving;
pub mod merges;
pub mod organizations;
pub mod progress;
pub mod refusals;
pub mod reports;
pub mod rollovers;
pub mod seats;
pub mod signup;
pub mod students;
