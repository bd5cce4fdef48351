//! Whether two people are probably one: asked before a seat is spent on somebody new, and before two
//! profiles become one. The judgement is one pure function; the few it is asked about are found by the
//! database (`store/alike.rs`), which casts a wider net.

use diesel::PgConnection;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use super::store::alike;
use crate::shared::email::domain_of;
use crate::shared::error::AppError;

/// Why two people are probably one, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same mailbox in another spelling.
    SameAddress,
    /// The same name, and addresses of the same domain.
    SameNameAndDomain,
    /// The same name in the same classroom.
    SameNameAndClassroom,
    /// The same name, and one of them has no address: their name is all that there is.
    SameName,
}

impl Likeness {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Likeness::SameAddress => "same-address",
            Likeness::SameNameAndDomain => "same-name-and-domain",
            Likeness::SameNameAndClassroom => "same-name-and-classroom",
            Likeness::SameName => "same-name",
        }
    }
}

/// What of a person counts.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    /// The address as it is compared (`shared::email`).
    pub email_key: Option<&'a str>,
    /// How they are called.
    pub name: &'a str,
}

/// Why these two are probably one person, if they are.
pub fn likeness(one: &Traits<'_>, other: &Traits<'_>, share_a_classroom: bool) -> Option<Likeness> {
    let addresses = one.email_key.zip(other.email_key);
    if addresses.is_some_and(|(one, other)| mailbox(one) == mailbox(other)) {
        return Some(Likeness::SameAddress);
    }
    let name = full_name(one.name)?;
    if full_name(other.name)? != name {
        return None;
    }
    if addresses.is_some_and(|(one, other)| main_domain(domain_of(one)) == main_domain(domain_of(other))) {
        return Some(Likeness::SameNameAndDomain);
    }
    share_a_classroom.then_some(Likeness::SameNameAndClassroom)
}

/// Why somebody who would spend a seat is probably this person, if they are. Where an address is missing on
/// either side the name must do; where both are, even a first name.
pub fn likeness_of_newcomer(newcomer: &Traits<'_>, other: &Traits<'_>, share_a_classroom: bool) -> Option<Likeness> {
    likeness(newcomer, other, share_a_classroom).or_else(|| {
        let name_of = match (newcomer.email_key, other.email_key) {
            (None, None) => plain_name,
            (Some(_), Some(_)) => return None,
            _ => full_name,
        };
        (name_of(newcomer.name)? == name_of(other.name)?).then_some(Likeness::SameName)
    })
}

/// Domains whose addresses reach the mailbox of the same name at another.
const OTHER_NAMES_OF_A_DOMAIN: &[(&str, &str)] = &[
    ("googlemail.com", "gmail.com"),
    ("me.com", "icloud.com"),
    ("mac.com", "icloud.com"),
    ("protonmail.com", "proton.me"),
    ("pm.me", "proton.me"),
    ("ya.ru", "yandex.ru"),
    ("yandex.com", "yandex.ru"),
];

fn main_domain(domain: &str) -> &str {
    OTHER_NAMES_OF_A_DOMAIN.iter().find(|(other, _)| *other == domain).map_or(domain, |(_, main)| main)
}

/// An address in the one spelling that all spellings of a mailbox share: without a tag, and without dots
/// where the provider ignores them. Two addresses that differ in it may still be one person's.
pub fn mailbox(email_key: &str) -> String {
    let (local, domain) = email_key.rsplit_once('@').unwrap_or((email_key, ""));
    let domain = main_domain(domain);
    let local = local.split('+').next().unwrap_or(local);
    let local = if domain == "gmail.com" { local.replace('.', "") } else { local.to_owned() };
    format!("{local}@{domain}")
}

/// A name as it is compared, without case, accents and punctuation. One word alone is no name: too many
/// people are called Ana, or after their mailbox.
pub fn full_name(name: &str) -> Option<String> {
    let apart = |c: char| c.is_whitespace() || c == ',';
    name.split(apart).filter(|word| !word.is_empty()).nth(1)?;
    plain_name(name)
}

/// The same, of one word, too; none where there is no letter in it.
pub fn plain_name(name: &str) -> Option<String> {
    let letters: String = name.nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    (!letters.is_empty()).then_some(letters)
}

/// Somebody who may be a student of the organization already.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The address as it is compared.
    pub email_key: Option<String>,
    /// How they are called.
    pub name: String,
    /// Where they are to go.
    pub classroom: Option<Uuid>,
}

/// A student who is probably the newcomer.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The student.
    pub student: Uuid,
    /// Why.
    pub likeness: Likeness,
    /// Whether they are in the newcomer's classroom.
    pub in_classroom: bool,
}

/// For each newcomer the student of the organization who is most probably the same person. One statement,
/// however many they are.
///
/// # Errors
/// When the database refuses.
pub fn find_alike(conn: &mut PgConnection, organization: Uuid, newcomers: &[Newcomer]) -> Result<Vec<Option<Alike>>, AppError> {
    let all = find_all_alike(conn, organization, newcomers)?;
    Ok(all.into_iter().map(|alike| alike.into_iter().next()).collect())
}

/// For each newcomer all who are perhaps the same person, the most probable first.
///
/// # Errors
/// When the database refuses.
pub fn find_all_alike(conn: &mut PgConnection, organization: Uuid, newcomers: &[Newcomer]) -> Result<Vec<Vec<Alike>>, AppError> {
    let mut found: Vec<Vec<Alike>> = newcomers.iter().map(|_| Vec::new()).collect();
    if newcomers.is_empty() {
        return Ok(found);
    }
    for row in alike::candidates(conn, organization, newcomers)? {
        let Some((newcomer, all)) = usize::try_from(row.place).ok().and_then(|at| newcomers.get(at).zip(found.get_mut(at))) else {
            continue;
        };
        let one = Traits { email_key: newcomer.email_key.as_deref(), name: &newcomer.name };
        let other = Traits { email_key: row.email_key.as_deref(), name: &row.display_name };
        let Some(likeness) = likeness_of_newcomer(&one, &other, row.in_classroom) else { continue };
        all.push(Alike { student: row.student_id, likeness, in_classroom: row.in_classroom });
    }
    for all in &mut found {
        all.sort_by_key(|alike| alike.likeness);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_probably_the_same() {
        use Likeness::{SameAddress, SameNameAndClassroom, SameNameAndDomain};
        let cases = [
            (("ana@x.org", "Ana"), ("ana@x.org", "Somebody"), false, Some(SameAddress)),
            (("ana+math@x.org", "Ana"), ("ana@x.org", "A"), false, Some(SameAddress)),
            (("a.n.a@gmail.com", "Ana"), ("ana@googlemail.com", "B"), false, Some(SameAddress)),
            (("ana@mac.com", "Ana"), ("ana@icloud.com", "B"), false, Some(SameAddress)),
            // Dots make another mailbox at most schools.
            (("a.na@x.org", "Ana"), ("ana@x.org", "B"), false, None),
            (("ana@x.org", "Ana"), ("ana@y.org", "Ana"), true, None),
            (("ana@x.org", "Ana López"), ("alopez@x.org", "ana  LOPEZ"), false, Some(SameNameAndDomain)),
            (("ana@gmail.com", "Ana Lopez"), ("alopez@googlemail.com", "Ana Lopez"), false, Some(SameNameAndDomain)),
            (("ana@x.org", "Ana López"), ("ana@y.org", "Ana Lopez"), false, None),
            (("ana@x.org", "Ana López"), ("ana@y.org", "Ana Lopez"), true, Some(SameNameAndClassroom)),
            (("ana@x.org", "Ana Lopez"), ("ben@x.org", "Ben Lopez"), true, None),
            (("ana@x.org", "O'Brien, Ana"), ("b@x.org", "OBrien Ana"), false, Some(SameNameAndDomain)),
        ];
        for ((address, name), (other_address, other_name), together, expected) in cases {
            let one = Traits { email_key: Some(address), name };
            let other = Traits { email_key: Some(other_address), name: other_name };
            assert_eq!(likeness(&one, &other, together), expected, "{address} {name} and {other_address} {other_name}");
            assert_eq!(likeness(&other, &one, together), expected, "the other way round");
        }
        let nameless = Traits { email_key: None, name: "Ana Lopez" };
        assert_eq!(likeness(&nameless, &nameless, false), None);
        assert_eq!(likeness(&nameless, &nameless, true), Some(SameNameAndClassroom));
    }

    #[test]
    fn a_name_must_do_where_an_address_is_missing() {
        for (one, other, expected) in [
            ((None, "Ana Lopez"), (None, "ana lópez"), true),
            ((None, "Ana"), (None, "ANA"), true),
            ((None, "Ana Lopez"), (Some("ana@x.org"), "Ana Lopez"), true),
            ((None, "Ana"), (Some("ana@x.org"), "Ana"), false),
            ((Some("ana@x.org"), "Ana Lopez"), (Some("ana@y.org"), "Ana Lopez"), false),
            ((None, ""), (None, ""), false),
            ((None, "Ana"), (None, "Ben"), false),
        ] {
            let traits = |(email_key, name)| Traits { email_key, name };
            let found = likeness_of_newcomer(&traits(one), &traits(other), false);
            assert_eq!(found, expected.then_some(Likeness::SameName), "{one:?} and {other:?}");
            assert_eq!(likeness_of_newcomer(&traits(other), &traits(one), false), found, "the other way round");
        }
    }
}
