//! Imports: many people at once, from a list that somebody has already.
//!
//! * Addresses that were pasted, a table (CSV) as spreadsheets save it, or a roster (OneRoster CSV). What is
//!   sent is stored as it came, up to 20 MB, and read into rows, up to 50,000; neither is ever in memory whole.
//! * How it is to be read is guessed (`encoding.rs`, `table.rs`, `columns.rs`) and can be corrected.
//! * Nothing happens before somebody says so: each row is **checked** first, and says what it will do and
//!   whether it spends a seat (`judge.rs`, one pure function). Somebody who is there already spends none.
//! * A row whose person is probably there under another spelling **asks**: the same person, or somebody
//!   else. Until it is answered it is left out.
//! * Who has no address gets a username, where staff want that: the one that their row names, if it can be had.
//!   Two rows are about one of them where their usernames are the same, or else the school's own numbers; these
//!   numbers are read for that alone. The cards to print are those of exactly the students of a list.
//! * **Running** an import goes through it piece by piece (`run.rs`). A row's effect and its result are written
//!   in one transaction, so whatever interrupts it, nothing is half done, and it goes on where it was. It
//!   checks each row again right before. Everybody comes in through `admissions`.
//! * What could not be done (no seats left, an unanswered question, a bad address that was mended since) is
//!   done by running it again; what is done stays done. The same file sent again spends nothing twice.
//! * A teacher imports into their own classrooms, and sees their own imports; who loses their place on the
//!   staff while it runs, loses the rest of the run.

mod addresses;
mod change;
mod check;
mod columns;
mod encoding;
mod file;
mod http;
mod judge;
mod oneroster;
mod read;
mod run;
mod sheet;
mod store;
mod table;
mod wire;

pub use http::routes;
pub use run::work;
pub use store::rows::scrub;

/// Forgets uploads that broke off an hour ago or longer.
///
/// # Errors
/// When the database is away.
pub fn forget_broken_off(
    conn: &mut diesel::PgConnection,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<usize, crate::shared::error::AppError> {
    Ok(store::forget_broken_off(conn, now - chrono::TimeDelta::hours(1))?)
}
