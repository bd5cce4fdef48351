//! What somebody who is invited is written, in their language.

use chrono::NaiveDate;

use super::store::HostRow;
use crate::accounts::Language;
use crate::shared::letter::Letter;
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
    let letter = Letter::to(to.language, to.email, to.name);
    match to.language {
        Language::English => {
            let within = host.classroom.as_ref().map_or_else(String::new, |_| format!(" at {organization}"));
            let letter = letter.about(match occasion {
                Occasion::Invited => format!("{inviter} invites you to {place}"),
                Occasion::Reminded => format!("Still open: your invitation to {place}"),
            });
            letter
                .says(format!("{inviter} invites you to {place}{within} on Homeroom. It is free for you."))
                .button("See what it is, and join", link)
                .small(format!("The link is yours alone and works once, through {day}. If this is not for you, you need not do anything."))
                .because(format!("{inviter} of {organization} invited this address"))
        }
        Language::Spanish => {
            let within = host.classroom.as_ref().map_or_else(String::new, |_| format!(", en {organization},"));
            let letter = letter.about(match occasion {
                Occasion::Invited => format!("{inviter} te invita a {place}"),
                Occasion::Reminded => format!("Tu invitación a {place} sigue abierta"),
            });
            letter
                .says(format!("{inviter} te invita a {place}{within} con Homeroom. Para ti es gratis."))
                .button("Ver de qué se trata y unirme", link)
                .small(format!("El enlace es solo tuyo y sirve una vez, hasta el {day}. Si no es para ti, no tienes que hacer nada."))
                .because(format!("{inviter}, de {organization}, invitó a este correo"))
        }
    }
}
