//! The languages that Homeroom writes in.

/// A language that mail is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `en`
    English,
    /// `es`
    Spanish,
}

impl Language {
    /// As in `lang` of HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }
}

impl From<&str> for Language {
    fn from(locale: &str) -> Self {
        if locale == "es" { Language::Spanish } else { Language::English }
    }
}
