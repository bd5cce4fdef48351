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
    if let Some(by) = &leaves.by {
        return asked_by_school(admin, leaves, by, &day, public_url);
    }
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

/// An admin has the account deleted of a student without an address.
fn asked_by_school(admin: &AdminRow, leaves: &Departing, by: &str, day: &str, public_url: &str) -> Mail {
    let Departing { display_name: who, organization, .. } = leaves;
    let (subject, says) = match Language::from(admin.locale.as_str()) {
        Language::English => (
            format!("{by} is deleting the account of {who}"),
            [
                format!("Until {day} any admin of {organization} can take it back. Then the name, the username and every way in are gone for good."),
                "If you need something from their page, write it down before then. The seat stays spent, and your figures stay as they are.".to_owned(),
            ],
        ),
        Language::Spanish => (
            format!("{by} va a eliminar la cuenta de {who}"),
            [
                format!("Hasta el {day}, cualquier administrador de {organization} puede echarse atrás. Después, el nombre, el usuario y toda forma de entrar desaparecen para siempre."),
                "Si necesitas algo de su página, anótalo antes. El lugar sigue ocupado y tus cifras no cambian.".to_owned(),
            ],
        ),
    };
    mail(admin, leaves, subject, &says, public_url)
}

/// They keep their account.
pub fn stays(admin: &AdminRow, leaves: &Departing, public_url: &str) -> Mail {
    if let Some(by) = &leaves.by {
        return stays_by_school(admin, leaves, by, public_url);
    }
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

/// What the school asked for does not happen.
fn stays_by_school(admin: &AdminRow, leaves: &Departing, by: &str, public_url: &str) -> Mail {
    let who = &leaves.display_name;
    let (subject, says) = match (Language::from(admin.locale.as_str()), &leaves.back_by) {
        (Language::English, Some(back)) => {
            (format!("{who} keeps their account"), format!("{by} was having it deleted, and {back} took that back. Nothing has changed."))
        }
        (Language::English, None) => (
            format!("{who} keeps their account"),
            format!("{by} was having it deleted. Since then it came into their own hands, so they decide. Nothing has changed."),
        ),
        (Language::Spanish, Some(back)) => {
            (format!("{who} conserva su cuenta"), format!("{by} la iba a eliminar, y {back} se ha echado atrás. Nada ha cambiado."))
        }
        (Language::Spanish, None) => (
            format!("{who} conserva su cuenta"),
            format!(
                "{by} la iba a eliminar. Desde entonces la cuenta pasó a sus propias manos, así que decide su dueño. Nada ha cambiado."
            ),
        ),
    };
    mail(admin, leaves, subject, &[says], public_url)
}

/// The account is deleted. The mail does not say whose it was: it stays in mailboxes.
pub fn gone(admin: &AdminRow, left: &Departing, asked: NaiveDate, public_url: &str) -> Mail {
    let language = Language::from(admin.locale.as_str());
    let (day, organization) = (language.day(asked), &left.organization);
    let (subject, says) = match language {
        Language::English => (
            format!("The account of a student of {organization} is deleted"),
            [
                match &left.by {
                    Some(by) => format!("{by} had asked for it on {day}."),
                    None => format!("They had asked for it on {day}."),
                },
                "What is left has no name. The seat stays spent, and your figures are as they were.".to_owned(),
            ],
        ),
        Language::Spanish => (
            format!("Se eliminó la cuenta de un estudiante de {organization}"),
            [
                match &left.by {
                    Some(by) => format!("{by} lo había pedido el {day}."),
                    None => format!("Lo había pedido el {day}."),
                },
                "Lo que queda no tiene nombre. El lugar sigue ocupado y tus cifras son las de antes.".to_owned(),
            ],
        ),
    };
    mail(admin, left, subject, &says, public_url)
}
