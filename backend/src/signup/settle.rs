//! A proven address lets go what waited for it.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::accounts::Proven;
use crate::codes::{self, Entered};
use crate::organizations;
use crate::shared::error::AppError;

/// Moves what folded accounts had to whose the address is, and lets in what waited for it: what went
/// through, and what was refused.
///
/// # Errors
/// When the database refuses.
pub fn settle(
    conn: &mut PgConnection,
    proven: &Proven,
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<Vec<Result<Entered, AppError>>, AppError> {
    for from in &proven.folded {
        organizations::hand_over_staff(conn, *from, proven.account)?;
        codes::move_waiting(conn, *from, proven.account)?;
    }
    codes::resume_pending(conn, proven.account, Some(address), now)
}
