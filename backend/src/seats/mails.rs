//! What admins are written about their seats and licenses, in their language.

use super::forecast::Forecast;
use super::store::{AdminRow, CrossingRow, EndingRow};
use crate::accounts::Language;
use crate::shared::letter::Letter;
use crate::shared::mail::Mail;

/// A mail with one thing to do: to look at the seats.
fn mail(admin: &AdminRow, subject: String, organization: &str, before: &[String], link: &str, after: &str) -> Mail {
    let language = language(admin);
    let letter = Letter::to(language, &admin.email, &admin.display_name).about(subject);
    let letter = before.iter().fold(letter, Letter::says);
    let (label, because) = match language {
        Language::English => ("See the seats", format!("you are an admin of {organization}")),
        Language::Spanish => ("Ver los lugares", format!("administras {organization}")),
    };
    let letter = letter.button(label, link);
    if after.is_empty() { letter.because(because) } else { letter.small(after).because(because) }
}

fn language(admin: &AdminRow) -> Language {
    Language::from(admin.locale.as_str())
}

fn link(public_url: &str, slug: &str) -> String {
    format!("{public_url}/o/{slug}/seats")
}

/// Seats become few.
pub fn few_seats(admin: &AdminRow, crossing: &CrossingRow, level: i64, forecast: &Forecast, public_url: &str) -> Mail {
    let CrossingRow { name, slug, granted, spent, held, .. } = crossing;
    let (used, free) = (spent + held, granted - spent - held);
    let link = link(public_url, slug);
    match language(admin) {
        Language::English => mail(
            admin,
            if free == 0 { format!("All seats are in use at {name}") } else { format!("{level}% of your seats are in use at {name}") },
            name,
            &[
                format!("{used} of the {granted} seats of {name} are in use: {spent} are spent on students, {held} are held by classrooms. {free} are free."),
                estimate(Language::English, forecast, *held),
                "What you can do: ask whoever sold you the license for more seats, or give back seats that classrooms hold and will not need.".to_owned(),
            ],
            &link,
            "Students who are in already stay in, and can use further codes, however few seats are left.",
        ),
        Language::Spanish => mail(
            admin,
            if free == 0 {
                format!("Todos los lugares están en uso en {name}")
            } else {
                format!("El {level} % de tus lugares están en uso en {name}")
            },
            name,
            &[
                format!("{used} de los {granted} lugares de {name} están en uso: {spent} los ocupan estudiantes y {held} los reservan las clases. Quedan {free} libres."),
                estimate(Language::Spanish, forecast, *held),
                "Qué puedes hacer: pide más lugares a quien te vendió la licencia, o libera los que las clases reservan y no van a necesitar.".to_owned(),
            ],
            &link,
            "Quienes ya están dentro siguen dentro y pueden usar más códigos, por pocos lugares que queden.",
        ),
    }
}

/// What the forecast says, as a sentence; nothing where there is nothing to say.
fn estimate(language: Language, forecast: &Forecast, held: i32) -> String {
    let Forecast { free_per_week: pace, basis_days: days, runs_out_on, verdict, .. } = forecast;
    match (language, *verdict, runs_out_on) {
        (Language::English, _, Some(on)) => {
            format!("At the pace of the last {days} days, {pace} free seats a week, they last until about {}.", language.day(*on))
        }
        (Language::Spanish, _, Some(on)) => {
            format!(
                "Al ritmo de los últimos {days} días, {} lugares libres por semana, alcanzan hasta cerca del {}.",
                comma(*pace),
                language.day(*on)
            )
        }
        (Language::English, "outlasts-license", _) => {
            format!("At the pace of the last {days} days, {pace} free seats a week, they outlast the license.")
        }
        (Language::Spanish, "outlasts-license", _) => {
            format!("Al ritmo de los últimos {days} días, {} lugares libres por semana, duran más que la licencia.", comma(*pace))
        }
        (Language::English, "too-early", _) => "It is too early to tell when the rest will be gone.".to_owned(),
        (Language::Spanish, "too-early", _) => "Es pronto para decir cuándo se acabará el resto.".to_owned(),
        (Language::English, "quiet", _) => format!("No free seat was taken in the last {days} days."),
        (Language::Spanish, "quiet", _) => format!("En los últimos {days} días nadie ocupó un lugar libre."),
        (Language::English, "used-up", _) if held > 0 => "New students can join only where a classroom holds seats.".to_owned(),
        (Language::Spanish, "used-up", _) if held > 0 => "Solo puede entrar gente nueva donde una clase reserva lugares.".to_owned(),
        (Language::English, "used-up", _) => "No new student can join until there are more seats.".to_owned(),
        (Language::Spanish, "used-up", _) => "Nadie nuevo puede entrar hasta que haya más lugares.".to_owned(),
        (Language::English, ..) => "No license is running today, so no new student can join anyway.".to_owned(),
        (Language::Spanish, ..) => "Hoy no hay ninguna licencia vigente, así que de todos modos nadie nuevo puede entrar.".to_owned(),
    }
}

/// A number as it is written in Spanish.
fn comma(number: f64) -> String {
    number.to_string().replace('.', ",")
}

/// A license ends, or has ended.
pub fn license_ends(admin: &AdminRow, end: &EndingRow, public_url: &str) -> Mail {
    let over = end.ends_on < end.today;
    let language = language(admin);
    let (name, last, left) = (&end.name, language.day(end.ends_on), (end.ends_on - end.today).num_days());
    let next = end.next_starts_on.map(|next| language.day(next));
    let link = link(public_url, &end.slug);
    match language {
        Language::English => mail(
            admin,
            if over { format!("The license of {name} has ended") } else { format!("The license of {name} ends on {last}") },
            name,
            &[
                match (over, left) {
                    (true, _) => format!("The license of {name} ran through {last}. Since then no new student can join."),
                    (false, 0) => format!("Today is the last day of the license of {name}. From tomorrow on no new student can join."),
                    (false, 1) => format!("The license of {name} runs through {last}, 1 more day. After that no new student can join."),
                    (false, _) => {
                        format!("The license of {name} runs through {last}, {left} more days. After that no new student can join.")
                    }
                },
                next.map_or_else(String::new, |next| format!("The next license starts on {next}; until then new students have to wait.")),
                format!(
                    "Nobody loses anything: students who are in stay in, and your {} free seats can be used again as soon as a license runs.",
                    end.free
                ),
                "What you can do: ask whoever sold you the license to renew it.".to_owned(),
            ],
            &link,
            "",
        ),
        Language::Spanish => mail(
            admin,
            if over { format!("La licencia de {name} ha terminado") } else { format!("La licencia de {name} termina el {last}") },
            name,
            &[
                match (over, left) {
                    (true, _) => format!("La licencia de {name} duró hasta el {last}. Desde entonces nadie nuevo puede entrar."),
                    (false, 0) => format!("Hoy es el último día de la licencia de {name}. Desde mañana nadie nuevo podrá entrar."),
                    (false, 1) => format!("La licencia de {name} dura hasta el {last}, 1 día más. Después nadie nuevo podrá entrar."),
                    (false, _) => format!("La licencia de {name} dura hasta el {last}, {left} días más. Después nadie nuevo podrá entrar."),
                },
                next.map_or_else(String::new, |next| {
                    format!("La siguiente licencia empieza el {next}; hasta entonces, quien sea nuevo tendrá que esperar.")
                }),
                format!(
                    "Nadie pierde nada: quienes están dentro siguen dentro, y tus {} lugares libres se podrán usar en cuanto haya una licencia vigente.",
                    end.free
                ),
                "Qué puedes hacer: pide a quien te vendió la licencia que la renueve.".to_owned(),
            ],
            &link,
            "",
        ),
    }
}
