//! Answers that must not be told apart by the time they take.

use std::time::{Duration, Instant};

/// The least time that such an answer takes: several times what the slowest of the ways to it needs, and
/// too short for a person to notice.
pub const FLOOR: Duration = Duration::from_millis(50);

/// Waits until [`FLOOR`] has gone by since the request arrived. To be called when the work is done and
/// no connection and no thread is held: who waits here costs nothing.
///
/// (A fixed time, not a random one: what is random on top is averaged away by asking often.)
pub async fn wait(arrived: Instant) {
    tokio::time::sleep(FLOOR.saturating_sub(arrived.elapsed())).await;
}
