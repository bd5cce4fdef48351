//! Passwords that nobody should choose: those on lists that thieves try first, and those made of what
//! everybody can know of the person.
//!
//! The list is compiled in: 74,549 common passwords, English words and names of four letters and more, from
//! the frequency lists of zxcvbn 4.4.2 (Dan Wheeler and Dropbox, MIT license). Of each there is the
//! beginning of its SHA-256 hash, 32 bits, sorted: 298 kB of the program, none of the memory until it is
//! looked at, and one password in 57,000 is refused that is not on it. No word leaves the server.
//!
//! A password is looked up as it is, and in the spellings that are tried with each word: capitals, signs
//! and digits around it (`Sunshine2024!`), signs for letters (`p4ssw0rd`), twice in a row. Runs
//! (`abcdefghij`) and passwords of three characters over and over need no list.

use sha2::{Digest, Sha256};

use super::error::AppError;

/// The beginnings of the hashes, big-endian, in order.
static KNOWN: &[u8] = include_bytes!("../../data/weak_passwords.bin");

/// The shortest word that is looked up: what is shorter is part of too much.
const SHORTEST: usize = 4;

/// Refuses a password that is known, or is made of `own`: address, name, code, school of who chooses it.
///
/// # Errors
/// `password-breached`, at `/password`.
pub fn refuse(password: &str, own: &[&str]) -> Result<(), AppError> {
    if !is_weak(password, own) {
        return Ok(());
    }
    Err(AppError::field(
        "/password",
        "password-breached",
        "Thieves try this password first, or it is made of your name, address, code or school. Choose three or four words that have nothing to do with you.",
    ))
}

fn is_weak(password: &str, own: &[&str]) -> bool {
    let lower = password.to_lowercase();
    is_monotonous(&lower) || spellings(&lower).iter().any(|word| is_known(word)) || is_made_of(&lower, own)
}

/// The words that this may be a spelling of.
fn spellings(lower: &str) -> Vec<String> {
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    // Digits at the end belong to no word; those inside may stand for letters.
    let body = lower.trim_end_matches(|c: char| !c.is_alphabetic() && !"$@".contains(c));
    let mut found = vec![
        lower.to_owned(),
        core.to_owned(),
        unmask(lower),
        unmask(body),
        unmask(body).trim_matches(|c: char| !c.is_alphabetic()).to_owned(),
    ];
    let halves: Vec<String> = found.iter().filter_map(|word| half_of(word)).collect();
    found.extend(halves);
    found
}

/// Letters where signs stand for them.
fn unmask(word: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    word.chars().map(letter).collect()
}

/// The half of a word that is one twice.
fn half_of(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let (first, second) = letters.split_at(letters.len() / 2);
    let second: Vec<char> = second.iter().copied().skip_while(|c| !c.is_alphanumeric()).collect();
    (!first.is_empty() && first == second.as_slice()).then(|| first.iter().collect())
}

fn is_known(word: &str) -> bool {
    if word.chars().count() < SHORTEST {
        return false;
    }
    let hash = Sha256::digest(word.as_bytes());
    let (known, _) = KNOWN.as_chunks::<4>();
    known.binary_search_by(|one| one.as_slice().cmp(&hash[..4])).is_ok()
}

/// Three characters over and over, or each the next of the one before.
fn is_monotonous(lower: &str) -> bool {
    let letters: Vec<char> = lower.chars().collect();
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let steps = |by: i64| letters.windows(2).all(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == by);
    different.len() <= 3 || steps(1) || steps(-1)
}

/// Whether hardly a letter is left without the words that belong to the person.
fn is_made_of(lower: &str, own: &[&str]) -> bool {
    let mut rest = plain(lower);
    let before = rest.len();
    let mut words: Vec<String> = own
        .iter()
        .flat_map(|text| {
            let parts = text.split(|c: char| !c.is_alphanumeric()).map(plain);
            parts.chain([plain(text)]).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() >= 3)
        .collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    for word in &words {
        rest = rest.replace(word.as_str(), "");
    }
    rest.len() < before && rest.chars().filter(|c| c.is_alphabetic()).count() < SHORTEST
}

/// Letters and digits, in lower case.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_in_order() {
        let (known, rest) = KNOWN.as_chunks::<4>();
        assert_eq!((known.len(), rest.len()), (74_549, 0));
        assert!(known.is_sorted());
        for word in ["password", "sunshine", "qwertyuiop", "1234567890", "hamilton"] {
            assert!(is_known(word), "{word}");
        }
        assert!(!is_known("homeroom") && !is_known("the"));
    }

    #[test]
    fn what_thieves_try_first_is_weak_and_three_words_are_not() {
        for weak in [
            "1234567890",
            "qwertyuiop",
            "Password123!",
            "Sunshine2024",
            "!!sunshine!!",
            "P4ssw0rd2024",
            "p@$$w0rd123",
            "sunshinesunshine",
            "sunshine sunshine",
            "aaaaaaaaaaaa",
            "abababababab",
            "abcdefghijkl",
            "9876543210",
            "Hamilton2026",
        ] {
            assert!(is_weak(weak, &[]), "{weak}");
        }
        for strong in
            ["a quiet morning", "a loud evening", "homeroom-demo", "quiet morning 0", "maple-otter-cloud-47", "x7Fq9LmP2z", "correcthorse"]
        {
            assert!(!is_weak(strong, &[]), "{strong}");
        }
    }

    #[test]
    fn what_everybody_knows_of_the_person_is_weak() {
        let own = ["maya@hamiltonschools.org", "Maya Chen", "MHS-PTA-2027", "Lincoln High"];
        for weak in [
            "maya@hamiltonschools.org",
            "MayaChen2012",
            "chen.maya.99",
            "mhs pta 2027",
            "hamiltonschools1",
            "LincolnHigh27",
            "mhs-pta-2027!!",
        ] {
            assert!(is_weak(weak, &own), "{weak}");
        }
        for strong in ["maya likes tea at nine", "a quiet morning", "the pta meets late"] {
            assert!(!is_weak(strong, &own), "{strong}");
        }
        assert!(!is_weak("MayaChen2012", &[]), "it is theirs alone");
    }
}
