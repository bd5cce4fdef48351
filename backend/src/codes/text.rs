//! The text of a code: how people type it, how it is compared, how it is made up.

use rand::Rng;

use crate::shared::error::AppError;

/// Letters and digits that nobody mistakes for others (no O/0, I/1/L) and that spell nothing rude: no
/// vowels. 28 symbols, 4.8 bits each.
const SYMBOLS: &[u8] = b"23456789BCDFGHJKMNPQRSTVWXYZ";

/// The form in which codes are compared: upper case, letters and digits only. People type case, spaces,
/// underscores and all kinds of dashes as they come; full-width letters come from some keyboards. The
/// one normalizer, used at every door. `None` when this can be no code.
pub fn key(typed: &str) -> Option<String> {
    let mut key = String::with_capacity(typed.len());
    for c in typed.chars() {
        match narrow(c) {
            c if c.is_ascii_alphanumeric() => key.push(c.to_ascii_uppercase()),
            c if c.is_whitespace() || c == '_' || is_dash(c) || is_invisible(c) => {}
            _ => return None,
        }
    }
    (4..=40).contains(&key.len()).then_some(key)
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
    let at = |code, detail: &'static str| Err(AppError::field("/code", code, detail));
    if !shown.is_ascii() {
        return at("code-not-ascii", "Use plain letters A to Z, digits and hyphens, so that everybody can type it.");
    }
    if !shown.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return at("code-characters", "A code has letters, digits and hyphens.");
    }
    match key(&shown) {
        Some(key) if shown.len() <= 40 => Ok((shown, key)),
        _ => at("code-length", "A code has 4 to 40 characters, at least 4 of them letters or digits."),
    }
}

/// A text made up: three groups of four, 57 bits.
pub fn generated() -> (String, String) {
    let mut random = rand::rng();
    let key: String = (0..12).map(|_| char::from(SYMBOLS[random.random_range(0..SYMBOLS.len())])).collect();
    (format!("{}-{}-{}", &key[..4], &key[4..8], &key[8..]), key)
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
        let (shown, made) = generated();
        assert_eq!(key(&shown), Some(made));
    }
}
