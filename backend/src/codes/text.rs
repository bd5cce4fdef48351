//! The text of a code: how people type it, how it is compared, how it is made up.

use rand::Rng;

use crate::shared::error::AppError;

/// Letters and digits that nobody mistakes for others, in print or in handwriting (no O/0, I/1/L, nor
/// 2, 5, 6 and 8 beside Z, S, G and B), and that spell no words: no vowels, and nothing that stands in
/// for one (3, 4, V, Y). 20 symbols, 4.3 bits each.
const SYMBOLS: &[u8] = b"79BCDFGHJKMNPQRSTWXZ";

/// So many of them are made up: 51 bits, in three groups of four.
const RANDOM: usize = 12;

/// The longest text.
const LONGEST: usize = 40;

/// The longest prefix: what the groups and their hyphens leave.
const LONGEST_PREFIX: usize = LONGEST - RANDOM - 3;

/// What people read into consonants all the same: they are made up anew.
const RUDE: [&[u8]; 16] =
    [b"BTCH", b"CNT", b"DCK", b"FCK", b"FGT", b"FKN", b"KKK", b"KNT", b"KZ", b"NGG", b"NGR", b"NZ", b"PRN", b"SHT", b"SS", b"WTF"];

/// The form in which codes are compared: upper case, letters and digits only. People type case, spaces,
/// underscores and all kinds of dashes as they come; full-width letters come from some keyboards. The
/// one normalizer, used at every door. `None` when this can be no code.
pub fn key(typed: &str) -> Option<String> {
    letters(typed).filter(|key| (4..=40).contains(&key.len()))
}

/// The same for a part of a code, as staff search for it.
pub fn letters(typed: &str) -> Option<String> {
    let mut key = String::with_capacity(typed.len());
    for c in typed.chars() {
        match narrow(c) {
            c if c.is_ascii_alphanumeric() => key.push(c.to_ascii_uppercase()),
            c if c.is_whitespace() || c == '_' || is_dash(c) || is_invisible(c) => {}
            _ => return None,
        }
    }
    Some(key)
}

/// Full-width forms stand 0xFEE0 above ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Hyphens, dashes and minus signs, as word processors put them.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{00AD}' | '\u{30FC}')
}

/// What is pasted along without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// A text that staff chose, as it will be shown, with its key.
///
/// # Errors
/// `code-not-ascii`, `code-characters`, `code-length`.
pub fn chosen(text: &str) -> Result<(String, String), AppError> {
    let shown = text.trim().to_ascii_uppercase();
    plain(&shown, "/code")?;
    match key(&shown) {
        Some(key) if shown.len() <= LONGEST => Ok((shown, key)),
        _ => Err(AppError::field("/code", "code-length", "A code has 4 to 40 characters, at least 4 of them letters or digits.")),
    }
}

fn plain(shown: &str, at: &str) -> Result<(), AppError> {
    if !shown.is_ascii() {
        return Err(AppError::field(at, "code-not-ascii", "Use plain letters A to Z, digits and hyphens, so that everybody can type it."));
    }
    if !shown.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(AppError::field(at, "code-characters", "A code has letters, digits and hyphens."));
    }
    Ok(())
}

/// What generated texts are to begin with, as it will be shown: upper case, without hyphens at its ends.
///
/// # Errors
/// `code-not-ascii`, `code-characters`, `prefix-length`.
pub fn prefix(text: &str) -> Result<String, AppError> {
    let shown = text.trim().trim_matches('-').to_ascii_uppercase();
    plain(&shown, "/prefix")?;
    if shown.len() > LONGEST_PREFIX {
        return Err(AppError::field(
            "/prefix",
            "prefix-length",
            "A prefix has at most 25 characters, so that the whole code has at most 40.",
        ));
    }
    Ok(shown)
}

/// A text made up, with its key: 51 bits after the prefix, if there is one.
pub fn generated(prefix: &str) -> (String, String) {
    let made = made_up();
    let groups = made.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group));
    let start = (!prefix.is_empty()).then_some(prefix.into());
    let shown = start.into_iter().chain(groups).collect::<Vec<_>>().join("-");
    let key = shown.replace('-', "");
    (shown, key)
}

fn made_up() -> String {
    let mut random = rand::rng();
    loop {
        let made: Vec<u8> = (0..RANDOM).map(|_| SYMBOLS[random.random_range(0..SYMBOLS.len())]).collect();
        if !is_rude(&made) {
            return made.into_iter().map(char::from).collect();
        }
    }
}

/// Read as people read: 7 is a T, 9 a G.
fn is_rude(made: &[u8]) -> bool {
    let read: Vec<u8> = made
        .iter()
        .map(|symbol| match symbol {
            b'7' => b'T',
            b'9' => b'G',
            letter => *letter,
        })
        .collect();
    RUDE.iter().any(|word| read.windows(word.len()).any(|part| part == *word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_typed_it_is_the_same_code() {
        for typed in [
            "MHS-PTA-2027",
            "mhs pta 2027",
            " mhs_pta_2027 ",
            "MHS–PTA—2027",
            "mhs\u{a0}pta\u{2011}2027",
            "ＭＨＳ－ＰＴＡ－２０２７",
            "MHSPTA2027\u{200b}",
        ] {
            assert_eq!(key(typed).as_deref(), Some("MHSPTA2027"), "{typed}");
        }
        for typed in ["", "abc", "a-b-c", "ÄBCD", "MHS/PTA", &"A".repeat(41)] {
            assert_eq!(key(typed), None, "{typed}");
        }
    }

    #[test]
    fn chosen_text_is_plain() {
        assert_eq!(chosen("mhs-pta-2027").expect("fits"), ("MHS-PTA-2027".to_owned(), "MHSPTA2027".to_owned()));
        for (text, code) in
            [("MHS–PTA", "code-not-ascii"), ("MHS PTA", "code-characters"), ("a-b-c", "code-length"), (&"A".repeat(41), "code-length")]
        {
            assert_eq!(chosen(text).expect_err(text).code(), code, "{text}");
        }
    }

    #[test]
    fn generated_text_is_its_own_key() {
        for prefix in ["", "MHS", "MHS-PTA-2027", &"A".repeat(LONGEST_PREFIX)] {
            let (shown, made) = generated(prefix);
            assert!(shown.starts_with(prefix) && shown.len() <= LONGEST, "{shown}");
            assert_eq!(key(&shown), Some(made));
        }
        assert!((SYMBOLS.len() as f64).log2() * RANDOM as f64 > 51.0);
    }

    #[test]
    fn nothing_rude_is_made_up() {
        for rude in ["FCKBBBBBBBBB", "BBBBBBBBBCN7", "BN99RBBBBBBB"] {
            assert!(is_rude(rude.as_bytes()), "{rude}");
        }
        assert!(!is_rude(b"BCDFGHJKMNPQ"));
    }

    #[test]
    fn a_prefix_is_plain_and_leaves_room() {
        assert_eq!(prefix(" -mhs-pta- ").expect("fits"), "MHS-PTA");
        assert_eq!(prefix("").expect("none"), "");
        for (text, code) in [("MHS–PTA", "code-not-ascii"), ("MHS PTA", "code-characters"), (&"A".repeat(26), "prefix-length")] {
            assert_eq!(prefix(text).expect_err(text).code(), code, "{text}");
        }
    }
}
