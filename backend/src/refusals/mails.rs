//! What the desk writes to people, in their language.

use super::store::Recipient;
use super::words::place;
use crate::accounts::{Language, Person};
use crate::codes::Facts;
use crate::shared::letter::Letter;
use crate::shared::mail::Mail;

/// To somebody whom staff let in.
pub fn let_in(person: &Person, facts: &Facts, public_url: &str) -> Option<Mail> {
    let language = Language::from(person.locale.as_str());
    let letter = Letter::to(language, person.email.as_deref()?, &person.display_name).ticket(&facts.code_text);
    let (place, organization, link) = (place(facts), &facts.organization_name, format!("{public_url}/home"));
    Some(match language {
        Language::English => letter
            .about(format!("You are in: {place}"))
            .says(format!("Your code works now: you are in {place} at {organization}."))
            .button("Continue", link)
            .because(format!("you used a code of {organization}")),
        Language::Spanish => letter
            .about(format!("Ya estás dentro: {place}"))
            .says(format!("Tu código ya funciona: estás en {place}, en {organization}."))
            .button("Seguir", link)
            .because(format!("usaste un código de {organization}")),
    })
}

/// To staff: somebody asks for help.
pub fn asks_for_help(to: &Recipient, who: &str, facts: &Facts, public_url: &str) -> Mail {
    let (place, organization) = (place(facts), &facts.organization_name);
    let link = format!("{public_url}/o/{}/refusals?code={}", facts.organization_id, facts.code_id);
    let language = Language::from(to.locale.as_str());
    let letter = Letter::to(language, &to.email, &to.display_name);
    match language {
        Language::English => letter
            .about(format!("{who} cannot join {place}"))
            .says(format!("{who} typed this code and was not let in, and asks for your help."))
            .ticket(&facts.code_text)
            .button("See why, and let them in", link)
            .small("Whoever else asks within the hour waits there too; there is one mail about a code an hour at most.")
            .because(format!("you are on the staff of {organization}")),
        Language::Spanish => letter
            .about(format!("{who} no puede entrar en {place}"))
            .says(format!("{who} escribió este código, no pudo entrar y te pide ayuda."))
            .ticket(&facts.code_text)
            .button("Ver por qué y resolverlo", link)
            .small("Quien más pida ayuda en esta hora espera ahí también; enviamos como máximo un correo por código y hora.")
            .because(format!("formas parte del personal de {organization}")),
    }
}
