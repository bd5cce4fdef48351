//! Addresses as people paste them: out of a mail program, a spreadsheet, a class list.

use crate::shared::email::Email;

/// One entry of what was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// As it was pasted.
    pub text: String,
    /// The name beside the address; empty without one.
    pub name: String,
    /// The address, if there is one in it.
    pub email: Option<Email>,
}

/// Reads addresses separated by lines, commas, semicolons or blanks, each alone or with a name:
/// `Maya Chen <maya@x.org>`, `"Chen, Maya" <maya@x.org>`, `Maya Chen maya@x.org`.
pub fn read(text: &str) -> Vec<Pasted> {
    let mut found = Vec::new();
    for line in text.lines() {
        // A name cut in two by its comma goes back together with the address that follows.
        let mut name = String::new();
        for piece in pieces(line) {
            let whole = if name.is_empty() { piece.clone() } else { format!("{name}, {piece}") };
            if !name.is_empty() && !piece.contains('<') {
                found.push(entry(&name));
                name.clear();
                place(piece, &mut name, &mut found);
            } else if name.is_empty() {
                place(piece, &mut name, &mut found);
            } else {
                name.clear();
                found.extend(entries(&whole));
            }
        }
        if !name.is_empty() {
            found.push(entry(&name));
        }
    }
    found
}

/// A piece without an address may be the first half of a name; the rest is read.
fn place(piece: String, name: &mut String, found: &mut Vec<Pasted>) {
    if piece.contains('@') { found.extend(entries(&piece)) } else { *name = piece }
}

/// Cuts a line at commas and semicolons that are not inside quotes or angle brackets.
fn pieces(line: &str) -> Vec<String> {
    let (mut quoted, mut bracketed) = (false, false);
    let mut pieces = vec![String::new()];
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '<' => bracketed = true,
            '>' => bracketed = false,
            _ => {}
        }
        if matches!(c, ',' | ';') && !quoted && !bracketed {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// Several addresses with nothing but blanks between them are several entries.
fn entries(piece: &str) -> Vec<Pasted> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1 && !piece.contains('<') && words.iter().all(|word| word.contains('@')) {
        return words.into_iter().map(entry).collect();
    }
    vec![entry(piece)]
}

fn entry(piece: &str) -> Pasted {
    let (name, address) = match piece.split_once('<') {
        Some((name, rest)) => (name.to_owned(), rest.split('>').next().unwrap_or("").to_owned()),
        None => {
            let (addresses, names): (Vec<&str>, Vec<&str>) = piece.split_whitespace().partition(|word| word.contains('@'));
            (names.join(" "), addresses.join(" "))
        }
    };
    let bare = address.trim().trim_matches(['"', '\'', '(', ')', '[', ']', '<', '>']);
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    Pasted { text: piece.chars().take(200).collect(), name: called(&name), email: Email::parse(bare) }
}

/// A name without its quotes, `Last, First` the way people are called.
fn called(name: &str) -> String {
    let bare = name.trim().trim_matches(['"', '\'', '(', ')']).trim();
    let turned = match bare.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => bare.to_owned(),
    };
    turned.trim().chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String)> {
        read(text).into_iter().map(|one| (one.name, one.email.map_or_else(|| "?".to_owned(), |email| email.key))).collect()
    }

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        for (text, expected) in [
            ("maya@x.org", vec![("", "maya@x.org")]),
            (" MAYA@X.org \r\n\r\n liam@x.org", vec![("", "maya@x.org"), ("", "liam@x.org")]),
            ("maya@x.org, liam@x.org;zoe@x.org", vec![("", "maya@x.org"), ("", "liam@x.org"), ("", "zoe@x.org")]),
            ("maya@x.org liam@x.org\tzoe@x.org", vec![("", "maya@x.org"), ("", "liam@x.org"), ("", "zoe@x.org")]),
            ("Maya Chen <maya@x.org>; Liam <mailto:liam@x.org>", vec![("Maya Chen", "maya@x.org"), ("Liam", "liam@x.org")]),
            ("\"Chen, Maya\" <maya@x.org>", vec![("Maya Chen", "maya@x.org")]),
            ("Chen, Maya <maya@x.org>, O'Connor, Liam <liam@x.org>", vec![("Maya Chen", "maya@x.org"), ("Liam O'Connor", "liam@x.org")]),
            ("Maya Chen\tmaya@x.org", vec![("Maya Chen", "maya@x.org")]),
            ("maya@x.org (Maya Chen)", vec![("Maya Chen", "maya@x.org")]),
            ("<maya@x.org>", vec![("", "maya@x.org")]),
            ("nonsense\nmaya@x.org", vec![("nonsense", "?"), ("", "maya@x.org")]),
            ("maya@x, hello, liam@x.org", vec![("", "?"), ("hello", "?"), ("", "liam@x.org")]),
            (" ,; \n", vec![]),
        ] {
            let expected: Vec<(String, String)> = expected.into_iter().map(|(name, key)| (name.to_owned(), key.to_owned())).collect();
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
