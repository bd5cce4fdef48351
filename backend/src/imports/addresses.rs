//! Addresses as people copy them: one a line, or a whole line of them out of a mail program.

use crate::shared::email::Email;

/// An address with the name that stood beside it, if one did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The address, or what stands where one should be.
    pub email: String,
    /// The name; empty without one.
    pub name: String,
}

/// Everybody in one line: apart by commas or semicolons, each an address, or a name with its address in
/// angle brackets (RFC 5322 mailboxes, as mail programs write them). Where a line has one address, what
/// else stands there is the name.
pub fn read_line(line: &str) -> Vec<Found> {
    apart(line, ';').into_iter().flat_map(|part| read_part(&apart(part, ','))).collect()
}

fn read_part(pieces: &[&str]) -> Vec<Found> {
    if let Some(at) = only_address(pieces) {
        let one = read_one(pieces[at]);
        let mut names: Vec<&str> = pieces.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, piece)| *piece).collect();
        names.extend(Some(one.name.as_str()).filter(|name| !name.is_empty()));
        return vec![Found { name: name_in(&names.join(",")), ..one }];
    }
    let (mut found, mut held) = (Vec::new(), None);
    for piece in pieces {
        // "Lopez, Ana <ana@x.org>": the comma belongs to the name.
        match held.take() {
            Some(last) if piece.contains('<') => {
                let one = read_one(piece);
                found.push(Found { name: format!("{} {last}", one.name).trim().to_owned(), ..one });
                continue;
            }
            Some(last) => found.push(read_one(last)),
            None => {}
        }
        if piece.contains('@') { found.push(read_one(piece)) } else { held = Some(*piece) }
    }
    found.extend(held.map(read_one));
    found
}

/// The place of the only piece with an address, if it is one address and there are others.
fn only_address(pieces: &[&str]) -> Option<usize> {
    let mut with = pieces.iter().enumerate().filter(|(_, piece)| piece.contains('@'));
    let (at, piece) = with.next()?;
    (pieces.len() > 1 && with.next().is_none() && piece.matches('@').count() == 1).then_some(at)
}

/// The parts between separators that stand outside of quotes and brackets; blank ones are left out.
fn apart(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut bracket) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' => bracket = true,
            '>' => bracket = false,
            c if c == separator && !quoted && !bracket => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// One person: `Name <address>`, `address (Name)`, `mailto:address`, or the address alone.
pub fn read_one(text: &str) -> Found {
    let text = text.trim();
    if let Some((name, rest)) = text.split_once('<') {
        return Found { email: bare(rest.split('>').next().unwrap_or("")), name: name_in(name) };
    }
    if let Some((address, rest)) = text.split_once('(')
        && address.contains('@')
    {
        return Found { email: bare(address), name: name_in(rest.trim_end_matches(')')) };
    }
    match text.rsplit_once(char::is_whitespace) {
        // "Ana Lopez ana@x.org"
        Some((name, address)) if !name.contains('@') && address.contains('@') => Found { email: bare(address), name: name_in(name) },
        _ => Found { email: bare(text), name: String::new() },
    }
}

fn bare(address: &str) -> String {
    let address = address.trim().trim_matches(|c| matches!(c, '"' | '\''));
    let plain = address.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(address, |_| &address[7..]);
    plain.trim().to_owned()
}

/// A name without its quotes, the first name first.
pub fn name_in(text: &str) -> String {
    let text = text.trim().trim_matches(|c| matches!(c, '"' | '\'')).trim();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.split_once(',') {
        Some((last, first)) if !last.trim().is_empty() && !first.trim().is_empty() => words(&format!("{first} {last}")),
        _ => words(text.trim_matches(',')),
    }
}

/// Why this is no address, in a word that staff's screens have a sentence for.
pub fn fault(text: &str) -> Option<&'static str> {
    if Email::parse(text).is_some() {
        return None;
    }
    let Some((local, domain)) = text.split_once('@') else { return Some("no-at") };
    Some(if domain.contains('@') {
        "two-addresses"
    } else if text.contains(char::is_whitespace) {
        "blank-inside"
    } else if local.is_empty() {
        "nothing-before-at"
    } else if !domain.contains('.') || domain.ends_with('.') || domain.starts_with('.') || domain.contains("..") {
        "domain-incomplete"
    } else {
        "characters"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_mail_programs() {
        for (line, expected) in [
            ("ana@x.org", vec![("ana@x.org", "")]),
            (" ana@x.org, ben@x.org;cho@x.org ,", vec![("ana@x.org", ""), ("ben@x.org", ""), ("cho@x.org", "")]),
            ("Ana Lopez <ana@x.org>, \"Ruiz, Ben\" <ben@x.org>", vec![("ana@x.org", "Ana Lopez"), ("ben@x.org", "Ben Ruiz")]),
            ("Lopez, Ana <ana@x.org>; Ruiz, Ben <ben@x.org>", vec![("ana@x.org", "Ana Lopez"), ("ben@x.org", "Ben Ruiz")]),
            ("ana@x.org (Ana Lopez)", vec![("ana@x.org", "Ana Lopez")]),
            ("<mailto:ana@x.org>", vec![("ana@x.org", "")]),
            ("Ana Lopez ana@x.org", vec![("ana@x.org", "Ana Lopez")]),
            ("Ana Lopez, ana@x.org", vec![("ana@x.org", "Ana Lopez")]),
            ("ana@x.org,Ana Lopez", vec![("ana@x.org", "Ana Lopez")]),
            ("Lopez, Ana, ana@x.org", vec![("ana@x.org", "Ana Lopez")]),
            ("ana, ben@x.org, cho@x.org", vec![("ana", ""), ("ben@x.org", ""), ("cho@x.org", "")]),
            ("nobody", vec![("nobody", "")]),
            ("", vec![]),
            (" ;, ", vec![]),
        ] {
            let found: Vec<(String, String)> = read_line(line).into_iter().map(|one| (one.email, one.name)).collect();
            let expected: Vec<(String, String)> = expected.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn why_it_is_no_address() {
        for (text, why) in [
            ("ana@x.org", None),
            ("ana", Some("no-at")),
            ("ana@x.org ben@x.org", Some("two-addresses")),
            ("ana lopez@x.org", Some("blank-inside")),
            ("@x.org", Some("nothing-before-at")),
            ("ana@hamilton", Some("domain-incomplete")),
            ("ana@x..org", Some("domain-incomplete")),
            ("ana<@x.org", Some("characters")),
        ] {
            assert_eq!(fault(text), why, "{text}");
        }
    }
}
