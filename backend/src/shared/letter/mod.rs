//! A mail, as its words: greeting, paragraphs, one button, six digits, a ticket, small print, and why it
//! was sent. Its text and its HTML are written from the same words, so they cannot say different things.
//!
//! * Words may come from anybody (names, above all). A line break in one makes no new paragraph, nothing
//!   turns the reading direction around, and all of it is escaped.
//! * Who has a name that is an address of the web is greeted without it: anybody can sign up with
//!   somebody else's address and have Homeroom write to them.

mod html;

pub(super) use html::escape;

use super::language::Language;
use super::mail::Mail;

/// A mail being written. It ends with [`Letter::because`]: nobody is written to without being told why.
#[derive(Debug, Clone)]
pub struct Letter {
    language: Language,
    to: String,
    subject: String,
    greeting: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Paragraph(String),
    Digits(String),
    Ticket(String),
    Button { label: String, link: String },
    Small(String),
}

impl Letter {
    /// To this address, greeting somebody by name; without one when it is empty.
    pub fn to(language: Language, address: &str, name: &str) -> Letter {
        let name = one_line(name);
        let name = if is_link(&name) { "" } else { name.trim() };
        let greeting = match (language, name) {
            (Language::English, "") => "Hello,".to_owned(),
            (Language::English, name) => format!("Hello {name},"),
            (Language::Spanish, "") => "Hola:".to_owned(),
            (Language::Spanish, name) => format!("Hola, {name}:"),
        };
        Letter { language, to: address.to_owned(), subject: String::new(), greeting, parts: Vec::new() }
    }

    /// The subject line.
    pub fn about(mut self, subject: impl AsRef<str>) -> Letter {
        self.subject = one_line(subject.as_ref());
        self
    }

    /// A paragraph; none when there is nothing to say.
    pub fn says(self, words: impl AsRef<str>) -> Letter {
        let words = one_line(words.as_ref());
        if words.trim().is_empty() { self } else { self.with(Part::Paragraph(words)) }
    }

    /// The six digits, large.
    pub fn digits(self, digits: &str) -> Letter {
        self.with(Part::Digits(one_line(digits)))
    }

    /// A code, on its ticket.
    pub fn ticket(self, code: &str) -> Letter {
        self.with(Part::Ticket(one_line(code)))
    }

    /// The one thing to do.
    pub fn button(self, label: impl AsRef<str>, link: impl AsRef<str>) -> Letter {
        self.with(Part::Button { label: one_line(label.as_ref()), link: one_line(link.as_ref()) })
    }

    /// Small print.
    pub fn small(self, words: impl AsRef<str>) -> Letter {
        self.with(Part::Small(one_line(words.as_ref())))
    }

    /// Why it is sent, as the end of "Homeroom sent this to you, because": done.
    pub fn because(self, reason: impl AsRef<str>) -> Mail {
        let reason = one_line(reason.as_ref());
        let footer = match self.language {
            Language::English => format!("Homeroom sent this to {} because {reason}.", one_line(&self.to)),
            Language::Spanish => format!("Homeroom envió esto a {} porque {reason}.", one_line(&self.to)),
        };
        Mail { text: self.text(&footer), html: html::write(&self, &footer), to: self.to, subject: self.subject }
    }

    fn with(mut self, part: Part) -> Letter {
        self.parts.push(part);
        self
    }

    fn text(&self, footer: &str) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Paragraph(words) | Part::Digits(words) | Part::Ticket(words) | Part::Small(words) => words.clone(),
            Part::Button { label, link } => format!("{label}:\n{link}"),
        });
        format!("{}\n\n{}\n\n-- \n{footer}\n", self.greeting, parts.collect::<Vec<_>>().join("\n\n"))
    }
}

/// Without line breaks and other control characters, and without what turns the reading direction around.
fn one_line(words: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    words.chars().filter(|c| !turns(c)).map(|c| if breaks(c) { ' ' } else { c }).collect()
}

/// Whether programs that read mail would make a link of it.
fn is_link(name: &str) -> bool {
    let long = |part: Option<&str>| part.is_some_and(|part| part.chars().count() > 1);
    let dotted = |word: &str| {
        let mut parts = word.rsplit('.');
        long(parts.next()) && long(parts.next())
    };
    name.contains(['/', '@', ':']) || name.split_whitespace().any(dotted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str) -> Mail {
        Letter::to(Language::English, "maya@example.com", name)
            .about("A place\r\nBcc: all@example.com")
            .says("Your place at \"A & B\" is ready.\nReally.")
            .says("")
            .digits("482913")
            .ticket("MHS-PTA-2027")
            .button("Choose a password", "https://homeroom.test/invite/a\"b")
            .small("It works once.")
            .because("you were invited")
    }

    #[test]
    fn text_and_html_say_the_same() {
        let mail = letter("Maya Lopez");
        for words in ["Hello Maya Lopez,", "482913", "MHS-PTA-2027", "Choose a password", "It works once.", "because you were invited."] {
            assert!(mail.text.contains(words) && mail.html.contains(words), "{words}");
        }
        assert!(mail.text.contains("Your place at \"A & B\" is ready. Really.\n\n482913\n\n"), "{}", mail.text);
        assert!(mail.html.contains("Your place at &quot;A &amp; B&quot; is ready. Really."), "{}", mail.html);
        assert!(mail.text.contains("Choose a password:\nhttps://homeroom.test/invite/a\"b\n"));
        assert!(mail.html.contains("href=\"https://homeroom.test/invite/a&quot;b\""));
        assert_eq!(mail.subject, "A place  Bcc: all@example.com");
    }

    #[test]
    fn a_name_is_only_a_name() {
        let mail = letter("<img src=x onerror=alert(1)>\n\u{202e}Maya");
        assert!(mail.html.contains("Hello &lt;img src=x onerror=alert(1)&gt; Maya,") && !mail.html.contains("<img"), "{}", mail.html);
        assert!(mail.text.starts_with("Hello <img src=x onerror=alert(1)> Maya,\n\n"), "{}", mail.text);
        for link in ["http://evil.example", "you won: evil.example", "evil.example now", "a@evil.example"] {
            assert!(letter(link).text.starts_with("Hello,\n"), "{link}");
        }
        for name in ["Dr. Ana J. Ruiz", "J.R.", "María-José O’Neill", "李小龍"] {
            assert!(letter(name).text.starts_with(&format!("Hello {name},\n")), "{name}");
        }
    }
}
