//! What has to be kept so that it can be read again, and is not to be read by who steals the database.
//!
//! Sealed by ChaCha20-Poly1305 (RFC 8439) under keys derived (HKDF, RFC 5869) from those that sign access
//! tokens; a nonce of 96 random bits is good for far more rows than there are people. A row sealed for one
//! owner opens for no other.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use uuid::Uuid;

use super::error::AppError;

/// Keeps these keys apart from any other use of the same secret.
const PURPOSE: &[&[u8]] = &[b"homeroom/seals/1"];

/// The keys: the first seals, all open.
#[derive(Default)]
pub struct Seals(Vec<LessSafeKey>);

/// What was under a seal.
#[derive(Debug, PartialEq, Eq)]
pub struct Opened {
    /// It.
    pub plain: Vec<u8>,
    /// Whether the key of today sealed it.
    pub by_newest: bool,
}

impl Seals {
    /// Adds the key that is derived from this secret, after those that are there.
    ///
    /// # Errors
    /// When it cannot be derived.
    pub fn add(&mut self, secret: &[u8]) -> Result<(), AppError> {
        let derived = Salt::new(HKDF_SHA256, &[]).extract(secret);
        let derived = derived.expand(PURPOSE, &CHACHA20_POLY1305).map_err(AppError::internal)?;
        self.0.push(LessSafeKey::new(UnboundKey::from(derived)));
        Ok(())
    }

    /// Seals something of this owner's.
    ///
    /// # Errors
    /// When there is no key.
    pub fn seal(&self, owner: Uuid, plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let key = self.0.first().ok_or_else(|| AppError::internal("no key to seal with"))?;
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut sealed = plain.to_vec();
        let owner = Aad::from(owner.into_bytes());
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), owner, &mut sealed).map_err(AppError::internal)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens it; none when no key does, or when it is somebody else's.
    pub fn open(&self, owner: Uuid, sealed: &[u8]) -> Option<Opened> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>()?;
        self.0.iter().enumerate().find_map(|(age, key)| {
            let mut inside = sealed.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let plain = key.open_in_place(nonce, Aad::from(owner.into_bytes()), &mut inside).ok()?;
            Some(Opened { plain: plain.to_vec(), by_newest: age == 0 })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_owner_under_its_key_and_not_when_it_was_touched() {
        let seals = |secrets: &[&[u8]]| {
            let mut seals = Seals::default();
            secrets.iter().for_each(|secret| seals.add(secret).expect("a key"));
            seals
        };
        let (ana, ben) = (Uuid::now_v7(), Uuid::now_v7());
        let old = seals(&[b"old"]);
        let sealed = old.seal(ana, &[7; 20]).expect("sealed");
        assert_eq!(sealed.len(), 48);
        assert_ne!(sealed, old.seal(ana, &[7; 20]).expect("sealed"), "never twice the same");
        let opened = |by_newest| Some(Opened { plain: vec![7; 20], by_newest });
        assert_eq!(old.open(ana, &sealed), opened(true));
        assert_eq!(seals(&[b"new", b"old"]).open(ana, &sealed), opened(false));
        assert_eq!((old.open(ben, &sealed), seals(&[b"new"]).open(ana, &sealed)), (None, None));
        assert_eq!((old.open(ana, &sealed[..47]), old.open(ana, &[7; 5])), (None, None));
    }
}
