//! Which students are probably one person, and why.

use diesel::PgConnection;
use uuid::Uuid;

use super::store::{self, CandidateRow};
use crate::shared::error::AppError;
use crate::students::{Traits, likeness};

/// Why two are probably one, the strongest first: where it stands in the list, and its stable name.
fn reason(pair: &CandidateRow) -> Option<(u8, &'static str)> {
    let one = Traits { email_key: pair.one_email_key.as_deref(), name: &pair.one_name };
    let other = Traits { email_key: pair.other_email_key.as_deref(), name: &pair.other_name };
    if let Some(likeness) = likeness(&one, &other, pair.share_a_classroom) {
        return Some((likeness as u8, likeness.name()));
    }
    // Somebody made by hand, without an address, who signed up later with one. One word alone is no name.
    let one_has_an_address = pair.one_email_key.is_some() != pair.other_email_key.is_some();
    let same_name = pair.one_key == pair.other_key && pair.one_key.split_whitespace().count() > 1;
    (one_has_an_address && same_name).then_some((u8::MAX, "same-name-one-without-address"))
}

/// A probable pair.
#[derive(Debug)]
pub struct Probable {
    /// Its place: the strength of the reason, then the two.
    pub place: (u8, Uuid, Uuid),
    pub reason: &'static str,
    pub pair: CandidateRow,
}

/// The pairs after a place, the most probable first.
///
/// # Errors
/// When the database refuses.
pub fn find(conn: &mut PgConnection, organization: Uuid, after: Option<(u8, Uuid, Uuid)>, rows: usize) -> Result<Vec<Probable>, AppError> {
    let judge = |pair: CandidateRow| {
        let (strength, reason) = reason(&pair)?;
        Some(Probable { place: (strength, pair.one_id, pair.other_id), reason, pair })
    };
    let mut found: Vec<Probable> = store::candidates(conn, organization)?.into_iter().filter_map(judge).collect();
    found.retain(|one| after.is_none_or(|after| one.place > after));
    found.sort_by_key(|one| one.place);
    found.truncate(rows);
    Ok(found)
}
