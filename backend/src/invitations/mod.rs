//! Invitations by mail: a link that works once, into a classroom or into the organization.
//!
//! * An invitation spends nothing until it is accepted. Accepting goes through the one door without a
//!   code (`admissions`), so a seat is spent by the same rules; it re-admits who was removed, and a
//!   blocked student is refused plainly.
//! * One invitation per address and place: inviting again mails it again. Who is there already is said at
//!   once, and nothing is sent.
//! * It is `sent`, `opened`, `accepted`, `expired`, `withdrawn`, or `bounced`: the last only when the
//!   recipient's server said that there is no such mailbox.
//! * A link is good for 1 to 60 days (14 unless said otherwise). Sending again makes a new link and ends
//!   the old ones; a reminder leaves them good. Opening a page commits to nothing and uses nothing up.
//! * Whoever has the link has proven the address it was mailed to (`accounts::prove`). Who is signed in
//!   with another address may join as who they are, unless the organization knows the invited address as
//!   a student already: that would be a second seat for one person.
//! * When there is no seat, the person keeps the account they made, the invitation stays good for two
//!   weeks at least, and staff see that it waits for a seat.
//! * An organization sends at most 5,000 of these mails a day.
//! * Staff are invited in the same manner, and go on the staff at once: their role counts from the moment
//!   their address is proven.

mod accept;
mod addresses;
mod follow;
mod http;
mod invite;
mod mails;
mod sheet;
mod staff;
mod store;
mod wire;

pub use http::routes;
pub use store::scrub;
