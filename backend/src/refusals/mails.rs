//! What the desk writes to people, in their language.

use super::store::Recipient;
use super::words::place;
use crate::accounts::{Language, Person};
use crate::codes::Facts;
use crate::shared::mail::Mail;

/// To somebody whom staff let in.
pub fn let_in(person: &Person, facts: &Facts, public_url: &str) -> Option<Mail> {
    let to = person.email.clone()?;
    let (name, place, organization) = (&person.display_name, place(facts), &facts.organization_name);
    let (subject, text) = match Language::from(person.locale.as_str()) {
        Language::English => (
            format!("You are in: {place}"),
            format!(
                "Hello {name},\n\nyour code {} works now: you are in {place} at {organization}. Continue here:\n\n{public_url}/home\n",
                facts.code_text
            ),
        ),
        Language::Spanish => (
            format!("Ya estás dentro: {place}"),
            format!(
                "Hola, {name}:\n\nTu código {} ya funciona: estás en {place}, en {organization}. Sigue aquí:\n\n{public_url}/home\n",
                facts.code_text
            ),
        ),
    };
    Some(Mail { to, subject, text })
}

/// To staff: somebody asks for help.
pub fn asks_for_help(to: &Recipient, who: &str, facts: &Facts, public_url: &str) -> Mail {
    let (place, code) = (place(facts), &facts.code_text);
    let link = format!("{public_url}/o/{}/refusals?code={}", facts.organization_id, facts.code_id);
    let (subject, text) = match Language::from(to.locale.as_str()) {
        Language::English => (
            format!("{who} cannot join {place}"),
            format!(
                "Hello {},\n\n{who} typed the code {code} and was not let in, and asks for your help. Why, and what you can do about it in one click:\n\n{link}\n\nWhoever else asks within the hour waits there too; there is one mail about a code an hour at most.\n",
                to.display_name
            ),
        ),
        Language::Spanish => (
            format!("{who} no puede entrar en {place}"),
            format!(
                "Hola, {}:\n\n{who} escribió el código {code}, no pudo entrar y te pide ayuda. Aquí ves por qué y lo puedes resolver con un clic:\n\n{link}\n\nQuien más pida ayuda en esta hora espera ahí también; enviamos como máximo un correo por código y hora.\n",
                to.display_name
            ),
        ),
    };
    Mail { to: to.email.clone(), subject, text }
}
