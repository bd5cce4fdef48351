//! What a student is written about a course, in their language.

use super::standing::Standing;
use super::store::OfferRow;
use super::watched::Watched;
use crate::accounts::Language;
use crate::shared::letter::Letter;
use crate::shared::mail::Mail;

fn letter(to: &Watched) -> Option<(Language, Letter)> {
    let language = Language::from(to.row.locale.as_str());
    Some((language, Letter::to(language, to.address()?, &to.row.display_name)))
}

fn link(to: &Watched, public_url: &str) -> String {
    format!("{public_url}/courses/{}", to.row.enrollment_id)
}

/// To who has not begun, or came to a halt; nobody without an address.
pub fn nudge(to: &Watched, offer: &OfferRow, public_url: &str) -> Option<Mail> {
    let (language, letter) = letter(to)?;
    let begun = to.standing != Standing::NotBegun;
    let OfferRow { title, classroom_name: room, organization_name: organization, lessons, minutes, .. } = offer;
    let due = offer.due_on.map(|day| language.day(day));
    Some(match language {
        Language::English => {
            let due = due.map_or_else(String::new, |day| format!(" Please finish it by {day}."));
            let letter = if begun {
                let place = place(to).map_or_else(String::new, |(position, lesson)| format!(" You are at lesson {position}, “{lesson}”."));
                letter
                    .about(format!("Go on with {title}"))
                    .says(format!("Your place in {title} is kept.{place}{due}"))
                    .says("If something is hard to understand, tell your teacher: they saw where you are and want to help.")
            } else {
                letter.about(format!("{title} is waiting for you")).says(format!("{title} is open for you in {room}.{due}")).says(format!(
                    "It has {lessons} short lessons, about {minutes} minutes in all. You can stop after any of them and go on later."
                ))
            };
            letter
                .button(if begun { "Go on" } else { "Begin the course" }, link(to, public_url))
                .because(format!("you are in {room} at {organization} and staff there asked us to remind you"))
        }
        Language::Spanish => {
            let due = due.map_or_else(String::new, |day| format!(" Termínalo, por favor, a más tardar el {day}."));
            let letter = if begun {
                let place = place(to).map_or_else(String::new, |(position, lesson)| format!(" Vas por la lección {position}, «{lesson}»."));
                letter
                    .about(format!("Sigue con {title}"))
                    .says(format!("Tu lugar en {title} sigue guardado.{place}{due}"))
                    .says("Si algo te cuesta, cuéntaselo a tu docente: ya vio dónde estás y quiere ayudarte.")
            } else {
                letter
                    .about(format!("{title} te espera"))
                    .says(format!("{title} está abierto para ti en {room}.{due}"))
                    .says(format!("Tiene {lessons} lecciones cortas, unos {minutes} minutos en total. Puedes parar después de cualquiera y seguir más tarde."))
            };
            letter
                .button(if begun { "Seguir" } else { "Empezar el curso" }, link(to, public_url))
                .because(format!("estás en {room}, en {organization}, y su personal nos pidió recordártelo"))
        }
    })
}

fn place(to: &Watched) -> Option<(i32, &str)> {
    to.row.position.zip(to.row.lesson.as_deref())
}

/// To who was given one more attempt.
pub fn attempt_given(to: &Watched, offer: &OfferRow, public_url: &str) -> Option<Mail> {
    let (language, letter) = letter(to)?;
    let OfferRow { title, classroom_name: room, organization_name: organization, .. } = offer;
    let link = link(to, public_url);
    Some(match language {
        Language::English => letter
            .about(format!("You have one more attempt in {title}"))
            .says(format!("Your teacher gave you one more attempt at a quiz of {title}. You can take it now."))
            .says("Read the lesson once more first: what you need is in it.")
            .button("Go on", link)
            .because(format!("you are in {room} at {organization}")),
        Language::Spanish => letter
            .about(format!("Tienes un intento más en {title}"))
            .says(format!("Tu docente te dio un intento más en un cuestionario de {title}. Ya puedes hacerlo."))
            .says("Antes, vuelve a leer la lección: ahí está lo que necesitas.")
            .button("Seguir", link)
            .because(format!("estás en {room}, en {organization}")),
    })
}
