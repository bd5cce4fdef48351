//! Codes: what a student types, and the one door that it opens.
//!
//! * A code belongs to an organization and usually to one classroom. Its text is unique in the whole
//!   installation by its normalized form, also after deletion.
//! * Rules, all optional, all editable: switch, first and last day (both inclusive, in the
//!   organization's zone), hours of the week, most redemptions (never below what is used), email
//!   domains, networks, and a look by staff before anything is spent.
//! * A batch is up to 5,000 codes made at once, with one prefix and one set of rules; the texts are made
//!   up. What is done to the batch is done to each of its codes.
//! * **Redeeming** is all or nothing: registered with the organization (a seat if new), in the
//!   classroom, enrolled in its courses, recorded. Repeating it is harmless.
//! * The order of checks: code known, already in by it, not deleted, on, in its dates and hours, the
//!   learner means it (staff only), email domain, network, not blocked or removed, cap, seats.
//! * A domain rule counts verified addresses only. A student whose address is not verified yet waits,
//!   spends nothing meanwhile, and is judged again afterwards.
//! * Who has not proven an address that somebody else holds, or has come in here with, waits likewise: a
//!   person who signs up twice spends one seat. (So whoever has a working code can find out by it that an
//!   address is in use; nobody without one can.)
//! * To somebody who is not signed in, unknown and closed codes look the same.
//! * Each code tells its **exposure**, what it could burn if it leaked now, and the cheapest ways to bring
//!   that down (`exposure/`). The **leak guard** pauses what is used far outside its pattern (`guard/`).
//!
//! To follow a redemption: `learner.rs` (HTTP), `redeem.rs` (what happens), `decide.rs` (the rule) and
//! `refusal.rs` (what is said when it says no), `store/redeeming.rs` (the two statements).

mod approvals;
mod batches;
mod check;
mod decide;
mod edit;
mod exposure;
mod guard;
mod guess;
mod history;
mod http;
mod issue;
mod issue_many;
mod learner;
mod life;
mod lookup;
mod redeem;
mod refusal;
mod refused;
mod renew;
mod retired;
mod rotate;
mod rules;
mod sheet;
mod store;
mod text;
mod warnings;
mod wire;

pub use decide::{Assent, Decision, Facts, decide};
pub use edit::{Changes, Edit, change};
pub use guard::watch_codes;
pub use guess::Guess;
pub use http::routes;
pub use issue::{NewCode, create};
pub use learner::Redemption;
pub use redeem::{Attempt, Entered, facts, lock, move_waiting, redeem_in, resume_pending};
pub use refusal::Refusal;
pub use refused::{
    After, Case, CaseFilter, OwnCase, Refused, asking, cases, forget_old_refusals, lock_cases, note_in as note_refusal, own_cases,
    settle_case, tell,
};
pub use renew::{Renew, Renewal, Years, lead_back, lead_on, renew};
// For `make bench`, whose other side reads the same.
pub use store::merged::{hand_back, hand_over};
#[doc(hidden)]
pub use store::redeeming::FACTS;
pub use store::waiting::scrub;
pub use text::key;
