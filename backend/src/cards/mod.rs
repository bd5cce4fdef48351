//! Cards: how a student without an email address gets in, and gets in again.
//!
//! * A **kept account** is in a school's hands: it has a username and no proven address, it runs nothing and
//!   works nowhere. Its school is the one that made it, and there they were registered first. Only that
//!   school's staff set its password or make its card; a teacher, only for students in their classrooms.
//!   Wherever else the student goes with it, staff there are told that another school keeps the account, not
//!   which: they know the way in as little as before. Whoever proves an address has taken their account
//!   into their own hands.
//! * A **card** shows a QR code with a secret of 256 bits that signs this one student in. There is one card
//!   for each account: a new one replaces it. Only a hash is kept, so a card is printed when it is made
//!   or never. The sessions that a card opened end with it: a lost card is worth nothing once it is replaced.
//! * The secret stands behind the `#` of the link (`/card#..`): browsers send that part to nobody, so that no
//!   log, no proxy and no `Referer` ever has it. The page takes it out of the address bar and posts it.
//! * A card never carries the password: who finds a card must be locked out by replacing the card alone.
//! * A new password is shown once, to whoever made it. It ends all sessions and voids the card, because
//!   staff ask for one when somebody else may know the way in.

mod http;
mod issue;
mod store;

pub use http::routes;
pub use issue::{New as NewCard, issue};
pub use store::scrub;
