//! How a file's bytes are to be read as letters. Spreadsheets do not say it, so it is worked out; whoever
//! sends the file may say otherwise.

use std::io::{self, Read};

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What is looked at in one go.
const BLOCK: usize = 64 * 1024;

/// The encoding of a file: by its byte order mark; UTF-16 by its many zeros; UTF-8 when all of it is
/// that; else what Excel writes, on Windows or, by where the accents stand, on an old Mac.
///
/// # Errors
/// When the file cannot be read.
pub fn detect(mut file: impl Read) -> io::Result<&'static Encoding> {
    let (mut looked, mut block, mut rest) = (Looked::default(), vec![0; BLOCK], Vec::new());
    let mut first = true;
    loop {
        let count = file.read(&mut block)?;
        if count == 0 {
            return Ok(looked.verdict(rest.is_empty()));
        }
        if std::mem::take(&mut first)
            && let Some(encoding) = by_its_start(&block[..count])
        {
            return Ok(encoding);
        }
        looked.at(&block[..count]);
        rest.extend_from_slice(&block[..count]);
        rest = looked.unfinished(&rest);
    }
}

fn by_its_start(block: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(block) {
        return Some(encoding);
    }
    let zeros = |from: usize| block.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let many = block.len() / 4;
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > many && odd > even => Some(UTF_16LE),
        (even, odd) if even > many && even > odd => Some(UTF_16BE),
        _ => None,
    }
}

/// What was seen so far.
#[derive(Default)]
struct Looked {
    broken_utf8: bool,
    mac: usize,
    windows: usize,
}

/// The small accented letters of a Mac, but í, which to Windows is an apostrophe (O'Brien).
fn is_mac_accent(byte: u8) -> bool {
    matches!(byte, 0x87 | 0x88 | 0x8D | 0x8E | 0x8F | 0x90 | 0x96 | 0x97 | 0x9A | 0x9C | 0x9F)
}

impl Looked {
    /// Counts the bytes between letters that are accents to one of the two and punctuation to the other.
    fn at(&mut self, block: &[u8]) {
        for three in block.windows(3) {
            if !three[0].is_ascii_alphabetic() && !is_mac_accent(three[0]) {
                continue;
            }
            match three[1] {
                byte if is_mac_accent(byte) => self.mac += usize::from(three[2].is_ascii_lowercase() || is_mac_accent(three[2])),
                0xC0..=0xFF => self.windows += 1,
                _ => {}
            }
        }
    }

    /// What of these bytes may be the beginning of a character of UTF-8; the rest is checked.
    fn unfinished(&mut self, bytes: &[u8]) -> Vec<u8> {
        if self.broken_utf8 {
            return Vec::new();
        }
        match std::str::from_utf8(bytes) {
            Ok(_) => Vec::new(),
            Err(error) if error.error_len().is_none() => bytes[error.valid_up_to()..].to_vec(),
            Err(_) => {
                self.broken_utf8 = true;
                Vec::new()
            }
        }
    }

    fn verdict(&self, finished: bool) -> &'static Encoding {
        if !self.broken_utf8 && finished {
            UTF_8
        } else if self.mac > self.windows {
            MACINTOSH
        } else {
            WINDOWS_1252
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_spreadsheets_save_it() {
        let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let long = format!("{}ñ", "a".repeat(BLOCK - 1));
        for (name, bytes, expected) in [
            ("plain", b"Ana,ana@x.org".to_vec(), UTF_8),
            ("UTF-8", "Núñez,ana@x.org".as_bytes().to_vec(), UTF_8),
            ("a character across two blocks", long.into_bytes(), UTF_8),
            ("with a mark", "\u{feff}Núñez".as_bytes().to_vec(), UTF_8),
            ("UTF-16 with a mark", [vec![0xFF, 0xFE], utf16("Núñez,ana@x.org", u16::to_le_bytes)].concat(), UTF_16LE),
            ("UTF-16 without one", utf16("Núñez,ana@x.org", u16::to_le_bytes), UTF_16LE),
            ("the other way round", utf16("Núñez,ana@x.org", u16::to_be_bytes), UTF_16BE),
            ("Excel on Windows", b"N\xFA\xF1ez,ana@x.org".to_vec(), WINDOWS_1252),
            ("an apostrophe", b"O\x92Brien,ana@x.org".to_vec(), WINDOWS_1252),
            ("Excel on a Mac", b"N\x9C\x96ez,ana@x.org".to_vec(), MACINTOSH),
            ("cut off", "Núñe\u{f1}".as_bytes()[..7].to_vec(), WINDOWS_1252),
        ] {
            assert_eq!(detect(bytes.as_slice()).expect("as it stands here"), expected, "{name}");
        }
    }
}
