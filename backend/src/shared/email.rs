//! Email addresses and domains, in the one form in which they are compared.

use email_address::{EmailAddress, Options};

/// An address as it was typed, and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// Trimmed, otherwise as typed.
    pub shown: String,
    /// Lower case, with the domain in IDNA A-labels.
    pub key: String,
}

impl Email {
    /// Reads an address. Quoted local parts and address literals are legal mail and nobody's school
    /// address; they are refused because they are used to smuggle a second domain past a rule.
    pub fn parse(text: &str) -> Option<Email> {
        let shown = text.trim();
        let rules = Options::default().without_display_text().without_domain_literal().with_required_tld();
        let (local, domain) = shown.rsplit_once('@')?;
        if local.contains(['"', '@']) || shown.len() > 254 {
            return None;
        }
        let domain = domain_key(domain)?;
        let key = format!("{}@{domain}", local.to_lowercase());
        EmailAddress::parse_with_options(&key, rules).ok()?;
        Some(Email { shown: shown.to_owned(), key })
    }
}

/// The domain of an address in compared form.
pub fn domain_of(key: &str) -> &str {
    key.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// A domain in the form in which it is compared: lower-case IDNA A-labels (RFC 5891), no trailing
/// dot. `None` when it is no domain name with at least two labels.
pub fn domain_key(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    let ascii = idna::domain_to_ascii_strict(text).ok()?;
    (ascii.contains('.') && ascii.len() <= 253 && !ascii.ends_with('.')).then_some(ascii)
}

/// Whether `domain` is `rule`, or lies below it label by label. Both in compared form.
pub fn is_within(domain: &str, rule: &str, include_subdomains: bool) -> bool {
    let below = || domain.strip_suffix(rule).is_some_and(|rest| rest.ends_with('.'));
    domain == rule || (include_subdomains && below())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_in_one_form() {
        let key = |text: &str| Email::parse(text).map(|email| email.key);
        assert_eq!(key(" Austin.Powers@HamiltonSchools.ORG ").as_deref(), Some("austin.powers@hamiltonschools.org"));
        assert_eq!(key("ana@schüle.example").as_deref(), Some("ana@xn--schle-mva.example"));
        assert_eq!(key("ana@hamiltonschools.org.").as_deref(), Some("ana@hamiltonschools.org"));
        for bad in ["", "ana", "ana@", "@x.org", "a@b@x.org", "\"a@evil.com\"@x.org", "ana@[10.0.0.1]", "ana@localhost", "ana @x.org"] {
            assert_eq!(key(bad), None, "{bad}");
        }
    }

    #[test]
    fn domains_match_by_label_never_by_substring() {
        for (domain, subdomains, fits) in [
            ("hamiltonschools.org", false, true),
            ("mail.hamiltonschools.org", false, false),
            ("mail.hamiltonschools.org", true, true),
            ("evilhamiltonschools.org", true, false),
            ("hamiltonschools.org.evil.com", true, false),
        ] {
            assert_eq!(is_within(domain, "hamiltonschools.org", subdomains), fits, "{domain}");
        }
    }
}
