//! Issuing a certificate, and how its code is written.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use rand::Rng;
use uuid::Uuid;

use super::store;
use crate::shared::error::AppError;

/// No 0, O, 1, I, L, U, V: who reads a code from paper types it right.
const ALPHABET: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTWXYZ";
const LENGTH: usize = 12;

/// Issues the certificate of a finished course; the one that is there stays. Returns its code.
///
/// # Errors
/// When the database refuses.
pub fn issue(conn: &mut PgConnection, enrollment: Uuid, now: DateTime<Utc>) -> Result<String, AppError> {
    store::add(conn, enrollment, &new_code(), now)?;
    Ok(store::code_of(conn, enrollment)?)
}

fn new_code() -> String {
    let mut random = rand::rng();
    (0..LENGTH).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())])).collect()
}

/// A code as somebody typed it, as it is kept.
pub fn plain(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(LENGTH + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_paper() {
        let code = new_code();
        assert_eq!(code.len(), LENGTH);
        let written = format!(" {}-{} {}", &code[..4], code[4..8].to_lowercase(), &code[8..]);
        assert_eq!(plain(&written), code);
    }
}
