//! What admins are written about a student who leaves, in their language.

use chrono::NaiveDate;

use super::store::departures::{AdminRow, Departing};
use crate::accounts::Language;
use crate::shared::letter::Letter;
use crate::shared::mail::Mail;

/// One mail about one student: what happened, and their page.
fn mail(admin: &AdminRow, leaves: &Departing, subject: String, says: &[String], public_url: &str) -> Mail {
    let language = Language::from(admin.locale.as_str());
    let Departing { organization, slug, student_id, .. } = leaves;
    let letter = Letter::to(language, &admin.email, &admin.display_name).about(subject);
    let letter = says.iter().fold(letter, Letter::says);
    let (label, because) = match language {
        Language::English => ("Open their page", format!("you are an admin of {organization}")),
        Language::Spanish => ("Abrir su página", format!("administras {organization}")),
    };
    letter.button(label, format!("{public_url}/o/{slug}/students/{student_id}")).because(because)
}

/// Somebody asked for the deletion of their account.
pub fn asked(admin: &AdminRow, leaves: &Departing, due: NaiveDate, public_url: &str) -> Mail {
    let language = Language::from(admin.locale.as_str());
    let Departing { display_name: who, organization, .. } = leaves;
    let day = language.day(due);
    let (subject, says) = match language {
        Language::English => (
            format!("{who} asked to have their account deleted"),
            [
                format!("{who}, a student of {organization}, can take it back until {day}. Then their name, their address and every way in are gone for good."),
                "If you need something from their page, write it down before then. The seat stays spent, and your figures stay as they are.".to_owned(),
            ],
        ),
        Language::Spanish => (
            format!("{who} pidió eliminar su cuenta"),
            [
                format!("{who}, estudiante de {organization}, puede echarse atrás hasta el {day}. Después, su nombre, su correo y toda forma de entrar desaparecen para siempre."),
                "Si necesitas algo de su página, anótalo antes. El lugar sigue ocupado y tus cifras no cambian.".to_owned(),
            ],
        ),
    };
    mail(admin, leaves, subject, &says, public_url)
}

/// They keep their account.
pub fn stays(admin: &AdminRow, leaves: &Departing, public_url: &str) -> Mail {
    let Departing { display_name: who, organization, .. } = leaves;
    let (subject, says) = match Language::from(admin.locale.as_str()) {
        Language::English => (
            format!("{who} keeps their account"),
            [format!(
                "{who}, a student of {organization}, had asked to have their account deleted, and took it back. Nothing has changed."
            )],
        ),
        Language::Spanish => (
            format!("{who} conserva su cuenta"),
            [format!("{who}, estudiante de {organization}, había pedido eliminar su cuenta y se ha echado atrás. Nada ha cambiado.")],
        ),
    };
    mail(admin, leaves, subject, &says, public_url)
}

/// The account is deleted. The mail does not say whose it was: it stays in mailboxes.
pub fn gone(admin: &AdminRow, left: &Departing, asked: NaiveDate, public_url: &str) -> Mail {
    let language = Language::from(admin.locale.as_str());
    let (day, organization) = (language.day(asked), &left.organization);
    let (subject, says) = match language {
        Language::English => (
            format!("The account of a student of {organization} is deleted"),
            [
                format!("They had asked for it on {day}."),
                "What is left has no name. The seat stays spent, and your figures are as they were.".to_owned(),
            ],
        ),
        Language::Spanish => (
            format!("Se eliminó la cuenta de un estudiante de {organization}"),
            [
                format!("Lo había pedido el {day}."),
                "Lo que queda no tiene nombre. El lugar sigue ocupado y tus cifras son las de antes.".to_owned(),
            ],
        ),
    };
    mail(admin, left, subject, &says, public_url)
}
