//! Year rollovers: a school's classrooms and students brought into the next year, with a dry run and an undo.
//!
//! * Each chosen classroom stays as it is (`keep`), is closed (`close`), or is closed and made anew for the
//!   next year (`clone`), with its staff, courses and, if wished, new codes with the same rules. To close is
//!   to delete: its codes stop, what it held returns, its students and records stay, it can be restored.
//! * Its students are **kept** (into the new classroom, or where they are if theirs stays), **promoted** (into
//!   another), or **leave** it. Each classroom says what becomes of all; exceptions name students.
//! * No path through here spends a seat: students have theirs, and new classrooms hold none back.
//! * The **dry run** computes the plan and writes nothing. It ends in a *mark* with a part for each classroom:
//!   what is to be done to it, its version, who is in it. The run takes the mark and refuses (`plan-changed`,
//!   naming the classrooms) if anything is not as it was shown. Then the plan is written down, and it runs.
//! * It runs behind the screen in pieces, each a transaction: the new classrooms one by one, then each old
//!   one with all its students. Interrupted, it goes on at the next piece. Who comes into a classroom between
//!   the start and its piece goes with the rest of it; who leaves meanwhile is left alone, and told.
//! * A piece that cannot be done (somebody deleted the target meanwhile) is told and skipped whole.
//! * One rollover at a time in an organization (`rollovers_one_at_a_time`).
//! * For 30 days it can be **undone**, also while it runs: closed classrooms come back with their codes and,
//!   where free seats cover it, their allotments; students go back unless something has happened to them
//!   since; the new classrooms are deleted, softly: who joined one by its new code stays on its record.
//! * Admins only.

mod http;
mod plan;
mod run;
mod start;
mod store;
mod undo;
mod wire;

pub use http::routes;
pub use run::work;

/// How many classrooms one rollover may name.
const MOST_CLASSROOMS: usize = 200;
/// How many students may be in them.
const MOST_STUDENTS: usize = 20_000;
/// For how many days it can be undone.
const UNDO_DAYS: i64 = 30;
