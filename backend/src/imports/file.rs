//! The file as it was sent, read out of the database piece by piece: however large it is, one piece of it
//! is in memory.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};

use diesel::PgConnection;
use uuid::Uuid;

use super::store::pieces;
use crate::shared::error::AppError;

/// How many bytes a piece has; only the last has fewer.
pub const PIECE: usize = 256 * 1024;

/// A file in the database. It shares its connection with whoever writes what is read.
pub struct StoredFile<'c, 'd> {
    conn: &'c RefCell<&'d mut PgConnection>,
    import: Uuid,
    length: u64,
    at: u64,
    held: Option<(u64, Vec<u8>)>,
}

impl<'c, 'd> StoredFile<'c, 'd> {
    /// Opens it at its beginning.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn open(conn: &'c RefCell<&'d mut PgConnection>, import: Uuid) -> Result<StoredFile<'c, 'd>, AppError> {
        let length = pieces::length(&mut conn.borrow_mut(), import)?;
        Ok(StoredFile { conn, import, length: u64::try_from(length).unwrap_or(0), at: 0, held: None })
    }

    fn hold(&mut self, place: u64) -> io::Result<&[u8]> {
        if self.held.as_ref().is_none_or(|(held, _)| *held != place) {
            let number = i32::try_from(place).map_err(io::Error::other)?;
            let bytes = pieces::one(&mut self.conn.borrow_mut(), self.import, number).map_err(io::Error::other)?;
            self.held = Some((place, bytes));
        }
        Ok(self.held.as_ref().map_or(&[], |(_, bytes)| bytes))
    }
}

impl Read for StoredFile<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length {
            return Ok(0);
        }
        let (place, inside) = (self.at / PIECE as u64, usize::try_from(self.at % PIECE as u64).map_err(io::Error::other)?);
        let bytes = self.hold(place)?;
        let rest = bytes.get(inside..).unwrap_or(&[]);
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for StoredFile<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
