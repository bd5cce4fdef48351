//! The API's tests: through HTTP, on a real Postgres, a database per test.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod support;
mod usernames;

mod account_changes;
mod accounts;
mod addresses;
mod admissions;
mod architecture;
mod authorization;
mod cards;
mod classrooms;
mod code_batches;
mod code_check;
mod code_edges;
mod code_life;
mod code_rules;
mod codes;
mod cohorts;
mod contract;
mod costs;
mod courses;
mod crash;
mod exposure;
mod finding_students;
mod guard;
mod guessing;
mod hostile;
mod invitations;
mod lost_answers;
mod mail;
mod operations;
mod organizations;
mod readme;
mod redemption;
mod refusal_desk;
mod refusals;
mod reports;
mod schema;
mod seat_alerts;
mod seats;
mod second_factors;
mod staff_invitations;
mod students;
mod transfers;
mod watch;
