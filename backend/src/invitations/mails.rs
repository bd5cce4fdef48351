//! What somebody who is invited is written, in their language.

use chrono::NaiveDate;

use super::store::HostRow;
use crate::accounts::Language;
use crate::shared::mail::Mail;

/// Somebody to write to.
pub struct To<'a> {
    /// The address.
    pub email: &'a str,
    /// How they are called; empty when nobody said.
    pub name: &'a str,
    /// Their language.
    pub language: Language,
}

/// Whether this is the first mail about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// An invitation, or one with a new link.
    Invited,
    /// Another mail to somebody who has not answered.
    Reminded,
}

/// An invitation: by whom, into what, until when.
pub fn invitation(to: &To<'_>, host: &HostRow, occasion: Occasion, link: &str, last_day: NaiveDate) -> Mail {
    let day = to.language.day(last_day);
    let HostRow { organization, inviter, .. } = host;
    let place = host.classroom.as_deref().unwrap_or(organization);
    let (subject, text) = match to.language {
        Language::English => {
            let hello = if to.name.is_empty() { "Hello,".to_owned() } else { format!("Hello {},", to.name) };
            let within = host.classroom.as_ref().map_or_else(String::new, |_| format!(" at {organization}"));
            let subject = match occasion {
                Occasion::Invited => format!("{inviter} invites you to {place}"),
                Occasion::Reminded => format!("Still open: your invitation to {place}"),
            };
            let text = format!(
                "{hello}\n\n{inviter} invites you to {place}{within} on Homeroom. See what it is, and join:\n\n{link}\n\nIt is free for you. The link is yours alone and works once, through {day}. If this is not for you, you need not do anything.\n"
            );
            (subject, text)
        }
        Language::Spanish => {
            let hello = if to.name.is_empty() { "Hola:".to_owned() } else { format!("Hola, {}:", to.name) };
            let within = host.classroom.as_ref().map_or_else(String::new, |_| format!(" en {organization}"));
            let subject = match occasion {
                Occasion::Invited => format!("{inviter} te invita a {place}"),
                Occasion::Reminded => format!("Tu invitación a {place} sigue abierta"),
            };
            let text = format!(
                "{hello}\n\n{inviter} te invita a {place}{within} en Homeroom. Mira de qué se trata y únete:\n\n{link}\n\nPara ti es gratis. El enlace es solo tuyo y sirve una vez, hasta el {day}. Si no es para ti, no tienes que hacer nada.\n"
            );
            (subject, text)
        }
    };
    Mail { to: to.email.to_owned(), subject, text }
}
