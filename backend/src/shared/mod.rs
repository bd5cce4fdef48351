//! What every slice stands on. Knows HTTP, the database, tokens, mail and the clock; knows no noun
//! of the domain.

pub mod answer;
pub mod clock;
pub mod context;
pub mod db;
pub mod email;
pub mod error;
pub mod floor;
pub mod idempotency;
pub mod json;
pub mod language;
pub mod letter;
pub mod mail;
pub mod paging;
pub mod passwords;
pub mod peer;
pub mod problems;
pub mod public_domains;
pub mod seals;
pub mod sheet;
pub mod sql;
pub mod telemetry;
pub mod throttle;
pub mod tokens;
pub mod turns;
pub mod weak_passwords;
