//! The text of a code: how people type it, how it is compared, how it is made up.

use rand::Rng;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

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
/// underscores and all kinds of dashes as they come; other keyboards and word processors put in letters
/// and digits that only look like those of the code. The one normalizer, used at every door. `None` when
/// this can be no code.
pub fn key(typed: &str) -> Option<String> {
    letters(typed).filter(|key| (4..=40).contains(&key.len()))
}

/// The same for a part of a code, as staff search for it.
pub fn letters(typed: &str) -> Option<String> {
    let mut key = String::with_capacity(typed.len());
    if typed.is_ascii() {
        typed.chars().try_for_each(|c| read(&mut key, c))?;
    } else {
        // Apart: full-width, mathematical and raised letters, ligatures, letters with accents.
        typed.nfkd().try_for_each(|c| read(&mut key, c))?;
    }
    Some(key)
}

/// Reads one character into the key; `None` when it has no place in a code.
fn read(key: &mut String, c: char) -> Option<()> {
    match c {
        c if c.is_ascii_alphanumeric() => key.push(c.to_ascii_uppercase()),
        c if c.is_whitespace() || c == '_' || is_dash(c) || is_invisible(c) || is_combining_mark(c) => {}
        c if c.is_ascii() => return None,
        c => key.push_str(&look_alike(c)?),
    }
    Some(())
}

/// What a character of another script is taken for: a digit for its value, a letter for the Latin one that
/// it looks like as it stands, else in upper case (UTS 39, section 4). Latin letters and digits are never
/// taken for each other: `0` and `O` are two.
fn look_alike(c: char) -> Option<String> {
    if let Some(digit) = digit(c) {
        return Some(digit.to_string());
    }
    let latin = |text: String| {
        let found: String = skeleton(&text).collect();
        match found.as_str() {
            // The standard's one form for all that looks like a stroke. In other scripts it is their I.
            "l" => Some("I".to_owned()),
            _ if !found.is_empty() && found.bytes().all(|byte| byte.is_ascii_alphanumeric()) => Some(found.to_ascii_uppercase()),
            _ => None,
        }
    };
    latin(c.to_string()).or_else(|| latin(c.to_uppercase().collect()))
}

/// A decimal digit of another script: each has its ten in a row. These are where the zeros stand.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 20] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040,
        0x17E0, 0x1810, 0x19D0, 0xA620,
    ];
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))
}

/// Hyphens, dashes and minus signs, as word processors put them.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{00AD}' | '\u{058A}' | '\u{05BE}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2E3A}' | '\u{2E3B}' | '\u{301C}' | '\u{30FC}'
    )
}

/// What is pasted along without being seen: joiners, marks of direction, the mark of a file's beginning.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
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
            "\u{202e}MHS-PTA-2027\u{202c}",
            "МНЅ-РТА-2027",
            "мнѕ рта 2027",
            "ΜΗЅ-ΡΤΑ-2027",
            "𝐌𝐇𝐒-𝓟𝓣𝓐-𝟐𝟎𝟐𝟕",
            "ᴹᴴS-ᴾᵀᴬ-²⁰²⁷",
            "MHS-PTA-٢٠٢٧",
            "MHS-PTA-۲۰۲۷",
            "MHS-PTA-२०२७",
            "MḦS-PTÁ-2027",
        ] {
            assert_eq!(key(typed).as_deref(), Some("MHSPTA2027"), "{typed}");
        }
        for typed in ["", "abc", "a-b-c", "MHS/PTA", "MHS@PTA", "数学PTA", "MHS👍PTA", &"A".repeat(41)] {
            assert_eq!(key(typed), None, "{typed}");
        }
    }

    #[test]
    fn letters_of_other_scripts_are_read_as_what_they_look_like() {
        // Each row: Latin, and what looks like it in Cyrillic and Greek, capital and small.
        for (latin, alike) in [
            ("A", "АаΑα"),
            ("B", "ВвΒ"),
            ("C", "Сс"),
            ("E", "ЕеΕ"),
            ("H", "НнΗ"),
            ("I", "ІіΙι"),
            ("J", "Јј"),
            ("K", "КкΚκ"),
            ("M", "МмΜ"),
            ("N", "Ν"),
            ("O", "ОоΟο"),
            ("P", "РрΡρ"),
            ("S", "Ѕѕ"),
            ("T", "ТтΤτ"),
            ("V", "ν"),
            ("X", "ХхΧ"),
            ("Y", "УуΥ"),
            ("Z", "Ζ"),
        ] {
            for c in alike.chars() {
                assert_eq!(letters(&c.to_string()).as_deref(), Some(latin), "{c}");
            }
        }
    }

    #[test]
    fn what_is_plain_stays_what_it_is() {
        assert_ne!(key("COOL"), key("C00L"));
        assert_ne!(key("ILLS"), key("1115"));
        assert_eq!(key("corn").as_deref(), Some("CORN"), "two letters that look like one stay two");
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
