//! What the guard writes to the owner of a code, in their language.

use super::alerts::minutes;
use super::store::{NamedRow, NewAlert};
use crate::accounts::Language;
use crate::shared::letter::Letter;
use crate::shared::mail::Mail;

/// A code was paused.
pub fn paused(language: Language, to: &str, name: &str, code: &NamedRow, alert: &NewAlert, link: &str) -> Mail {
    let (what, place) = (happened(language, alert), &code.place);
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about(format!("{} is paused: is that you?", code.code))
            .says(format!("Homeroom has paused this code of {place}, because it was used in a way that is far outside its pattern."))
            .ticket(&code.code)
            .says(what)
            .says("Nobody can join with it until you decide. If it was an assembly or a big class, resume it with one click. If it may have leaked, keep it off.")
            .button("Decide about the code", link)
            .small("Whoever joined stays, with all records.")
            .because("the code is yours to look after"),
        Language::Spanish => letter
            .about(format!("{} está en pausa: ¿es cosa tuya?", code.code))
            .says(format!("Homeroom ha puesto en pausa este código de {place}, porque se ha usado de una forma muy distinta de la habitual."))
            .ticket(&code.code)
            .says(what)
            .says("Nadie puede unirse con él hasta que decidas. Si era una asamblea o una clase grande, reanúdalo con un clic. Si puede haberse filtrado, déjalo apagado.")
            .button("Decidir sobre el código", link)
            .small("Quienes se unieron se quedan, con todos sus registros.")
            .because("el código está a tu cargo"),
    }
}

fn happened(language: Language, alert: &NewAlert) -> String {
    let span = minutes(alert.since, alert.now);
    let (came, usual) = (alert.hour.redeemed, alert.hour.busiest_before);
    match (language, alert.reason) {
        (Language::English, "burst") => format!("{came} students joined within {span} min. It was {usual} an hour at most before."),
        (Language::English, "first-use") => {
            format!("{came} students joined within {span} min. {} is the most that it seems to be for.", alert.allowed)
        }
        (Language::English, "domains") => {
            format!("Addresses of {} domains that it had not seen before, within {span} min.", alert.hour.new_domains)
        }
        (Language::English, _) => format!("{} people who may not use it tried, within {span} min.", alert.hour.refused),
        (Language::Spanish, "burst") => format!("{came} estudiantes se unieron en {span} min. Antes eran {usual} por hora como máximo."),
        (Language::Spanish, "first-use") => {
            format!("{came} estudiantes se unieron en {span} min. Parece pensado para {} como máximo.", alert.allowed)
        }
        (Language::Spanish, "domains") => {
            format!("Direcciones de {} dominios que no había visto antes, en {span} min.", alert.hour.new_domains)
        }
        (Language::Spanish, _) => format!("{} personas que no pueden usarlo lo intentaron en {span} min.", alert.hour.refused),
    }
}
