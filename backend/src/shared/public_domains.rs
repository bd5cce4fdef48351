//! Domains that belong to no school: at which anybody can have an address, or a domain of their own.

/// Providers that give an address to whoever asks.
const MAIL: [&str; 84] = [
    "10minutemail.com",
    "126.com",
    "163.com",
    "aim.com",
    "aol.com",
    "att.net",
    "bellsouth.net",
    "bk.ru",
    "bol.com.br",
    "charter.net",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "earthlink.net",
    "email.com",
    "fastmail.com",
    "fastmail.fm",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "frontier.com",
    "gmail.com",
    "googlemail.com",
    "guerrillamail.com",
    "hanmail.net",
    "hey.com",
    "hushmail.com",
    "icloud.com",
    "inbox.com",
    "inbox.ru",
    "juno.com",
    "laposte.net",
    "libero.it",
    "list.ru",
    "mac.com",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "mailinator.com",
    "me.com",
    "msn.com",
    "naver.com",
    "optonline.net",
    "orange.fr",
    "passport.com",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "prodigy.net.mx",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rambler.ru",
    "rediffmail.com",
    "rocketmail.com",
    "roadrunner.com",
    "rr.com",
    "sbcglobal.net",
    "sina.com",
    "skynet.be",
    "sharklasers.com",
    "t-online.de",
    "temp-mail.org",
    "terra.com.br",
    "tuta.com",
    "tuta.io",
    "tutamail.com",
    "tutanota.com",
    "uol.com.br",
    "usa.com",
    "usa.net",
    "verizon.net",
    "virgilio.it",
    "wanadoo.fr",
    "web.de",
    "windstream.net",
    "xtra.co.nz",
    "ya.ru",
    "yeah.net",
    "yopmail.com",
    "zoho.com",
    "zohomail.com",
];

/// Providers with a domain in many countries: these names, directly below any public suffix.
const MAIL_IN_MANY_COUNTRIES: [&str; 9] = ["gmx", "hotmail", "live", "outlook", "rocketmail", "windowslive", "yahoo", "yandex", "ymail"];

/// Whether everybody can have an address there. In compared form (see `shared/email.rs`).
pub fn is_public_mail(domain: &str) -> bool {
    let in_some_country = || {
        let name = domain.split('.').next().unwrap_or("");
        MAIL_IN_MANY_COUNTRIES.contains(&name) && !is_public_suffix(domain) && registrable(domain) == domain
    };
    MAIL.contains(&domain) || in_some_country()
}

/// Whether it is a suffix below which anybody, or every school of a state, has a domain of their own, by
/// the Public Suffix List: `co.uk`, `github.io`, `k12.ny.us`. In compared form.
pub fn is_public_suffix(domain: &str) -> bool {
    psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() == domain.as_bytes())
}

/// What somebody registered: the domain's last labels, by the Public Suffix List; a public suffix itself
/// stays as it is. In compared form.
pub fn registrable(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_mail_is_known_in_every_country() {
        for domain in
            ["gmail.com", "yahoo.com", "yahoo.co.uk", "yahoo.com.mx", "outlook.es", "hotmail.fr", "icloud.com", "gmx.at", "mail.ru"]
        {
            assert!(is_public_mail(domain), "{domain}");
        }
        for domain in ["hamiltonschools.org", "gmail.hamiltonschools.org", "yahoo.hamiltonschools.org", "notgmail.com", "live"] {
            assert!(!is_public_mail(domain), "{domain}");
        }
    }

    #[test]
    fn a_suffix_is_public_and_what_lies_below_is_not() {
        for domain in ["co.uk", "github.io", "k12.ny.us", "org", "edu.mx", "xn--p1ai"] {
            assert!(is_public_suffix(domain), "{domain}");
        }
        for domain in ["hamiltonschools.org", "hamilton.k12.ny.us", "school.edu", "homeroom.unknown-suffix", "unknown-suffix"] {
            assert!(!is_public_suffix(domain), "{domain}");
        }
    }
}
