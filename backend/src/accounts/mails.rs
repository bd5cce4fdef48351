//! What accounts write to people, in their language.

use chrono::NaiveDate;

use crate::shared::language::Language;
use crate::shared::letter::Letter;
use crate::shared::mail::Mail;

/// The six digits.
pub fn verification(language: Language, to: &str, name: &str, digits: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about(format!("{digits} is your Homeroom code"))
            .says("Here is your code. Type it where you left off; it works for 15 minutes.")
            .digits(digits)
            .small("If you did not ask for it, you can ignore this mail.")
            .because("somebody asked to confirm this address"),
        Language::Spanish => letter
            .about(format!("{digits} es tu código de Homeroom"))
            .says("Este es tu código. Escríbelo donde lo dejaste; sirve durante 15 minutos.")
            .digits(digits)
            .small("Si no lo pediste, puedes ignorar este correo.")
            .because("alguien pidió confirmar este correo"),
    }
}

/// The six digits, to somebody who has an account and made another: they take them into the one they have.
pub fn second_account(language: Language, to: &str, name: &str, digits: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about(format!("{digits} is your Homeroom code"))
            .says("Here is your code. Type it where you left off; it works for 15 minutes.")
            .digits(digits)
            .says("You have a Homeroom account with this address already. The code takes you into it, and the password you have just chosen replaces the old one.")
            .small("If you did not ask for it, somebody else typed your address. Tell nobody the code, and nothing changes.")
            .because("somebody signed up with this address"),
        Language::Spanish => letter
            .about(format!("{digits} es tu código de Homeroom"))
            .says("Este es tu código. Escríbelo donde lo dejaste; sirve durante 15 minutos.")
            .digits(digits)
            .says("Ya tienes una cuenta de Homeroom con este correo. El código te lleva a ella, y la contraseña que acabas de elegir reemplaza la anterior.")
            .small("Si no lo pediste, otra persona escribió tu correo. No le digas el código a nadie y nada cambiará.")
            .because("alguien se registró con este correo"),
    }
}

/// The first link of somebody new.
pub fn invitation(language: Language, to: &str, name: &str, into: &str, link: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about(format!("Your place at {into}"))
            .says(format!("You have been added to {into} on Homeroom. Choose a password to get in."))
            .button("Choose a password", link)
            .small("The link works once, for 14 days.")
            .because(format!("{into} added this address")),
        Language::Spanish => letter
            .about(format!("Tu lugar en {into}"))
            .says(format!("Te han añadido a {into} en Homeroom. Elige una contraseña para entrar."))
            .button("Elegir una contraseña", link)
            .small("El enlace sirve una sola vez, durante 14 días.")
            .because(format!("{into} añadió este correo")),
    }
}

/// A new place for somebody who has an account.
pub fn added(language: Language, to: &str, name: &str, into: &str, public_url: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    let link = format!("{public_url}/sign-in");
    match language {
        Language::English => letter
            .about(format!("You now work with {into}"))
            .says(format!("You have been added to {into}. Sign in as always."))
            .button("Sign in", link)
            .because(format!("{into} added you to its staff")),
        Language::Spanish => letter
            .about(format!("Ahora trabajas con {into}"))
            .says(format!("Te han añadido a {into}. Entra como siempre."))
            .button("Entrar", link)
            .because(format!("{into} te añadió a su personal")),
    }
}

/// The first link of a student whom their school has brought in.
pub fn student_welcome(language: Language, to: &str, name: &str, into: &str, link: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about(format!("{into} has a place for you"))
            .says(format!("{into} has put you into its classes on Homeroom. Choose a password, and you are in."))
            .button("Choose a password", link)
            .small("The link works once, for 14 days. If it has run out, ask for a new one on the sign-in page.")
            .because(format!("{into} added this address")),
        Language::Spanish => letter
            .about(format!("{into} tiene un lugar para ti"))
            .says(format!("{into} te ha añadido a sus clases en Homeroom. Elige una contraseña y ya estás dentro."))
            .button("Elegir una contraseña", link)
            .small("El enlace sirve una sola vez, durante 14 días. Si ha caducado, pide otro en la página de entrada.")
            .because(format!("{into} añadió este correo")),
    }
}

/// A new school for a student who has an account.
pub fn student_added(language: Language, to: &str, name: &str, into: &str, public_url: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    let link = format!("{public_url}/sign-in");
    match language {
        Language::English => letter
            .about(format!("{into} has a place for you"))
            .says(format!("{into} has put you into its classes on Homeroom. Sign in as always."))
            .button("Sign in", link)
            .because(format!("{into} added you to its students")),
        Language::Spanish => letter
            .about(format!("{into} tiene un lugar para ti"))
            .says(format!("{into} te ha añadido a sus clases en Homeroom. Entra como siempre."))
            .button("Entrar", link)
            .because(format!("{into} te añadió a sus estudiantes")),
    }
}

/// A forgotten password.
pub fn reset(language: Language, to: &str, name: &str, link: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about("Set a new password")
            .says("Here you can set a new password for your Homeroom account.")
            .button("Set a new password", link)
            .small("The link works once, for an hour. If you did not ask for it, nothing has changed.")
            .because("somebody asked for a new password for this address"),
        Language::Spanish => letter
            .about("Elige una contraseña nueva")
            .says("Aquí puedes elegir una contraseña nueva para tu cuenta de Homeroom.")
            .button("Elegir una contraseña", link)
            .small("El enlace sirve una sola vez, durante una hora. Si no lo pediste, nada ha cambiado.")
            .because("alguien pidió una contraseña nueva para este correo"),
    }
}

/// The six digits for an address that an account is to have.
pub fn new_address(language: Language, to: &str, name: &str, digits: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about(format!("{digits} is your Homeroom code"))
            .says(
                "Here is your code. Type it where you left off, and this is the address of your Homeroom account. It works for 15 minutes.",
            )
            .digits(digits)
            .small("If you did not ask for it, somebody else typed your address. Tell nobody the code, and nothing changes.")
            .because("somebody asked to use this address for their account"),
        Language::Spanish => letter
            .about(format!("{digits} es tu código de Homeroom"))
            .says("Este es tu código. Escríbelo donde lo dejaste y este será el correo de tu cuenta de Homeroom. Sirve durante 15 minutos.")
            .digits(digits)
            .small("Si no lo pediste, otra persona escribió tu correo. No le digas el código a nadie y nada cambiará.")
            .because("alguien pidió usar este correo para su cuenta"),
    }
}

/// To whoever has an account with an address that somebody wants for another one.
pub fn address_is_yours(language: Language, to: &str, name: &str, public_url: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    let link = format!("{public_url}/sign-in");
    match language {
        Language::English => letter
            .about("You have a Homeroom account with this address")
            .says("Somebody asked to use this address for another Homeroom account. It is the address of yours, so nothing was changed.")
            .says("If it was you, sign in with this address. If it was not, there is nothing to do.")
            .button("Sign in", link)
            .because("it is the address of your account"),
        Language::Spanish => letter
            .about("Ya tienes una cuenta de Homeroom con este correo")
            .says("Alguien pidió usar este correo para otra cuenta de Homeroom. Es el de la tuya, así que nada ha cambiado.")
            .says("Si fuiste tú, entra con este correo. Si no, no tienes que hacer nada.")
            .button("Entrar", link)
            .because("es el correo de tu cuenta"),
    }
}

/// To the mailbox that an account is about to leave.
pub fn address_notice(language: Language, to: &str, name: &str, new: &str, link: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    match language {
        Language::English => letter
            .about("Your Homeroom account gets another address")
            .says(format!("Somebody who is signed in to your account asked to change its address to {new}."))
            .says("If it was you, there is nothing to do. If it was not you, use this link. It puts this address back and signs everybody out.")
            .button("This was not me", link)
            .small("The link works once, for 72 hours.")
            .because("it is the address of your account"),
        Language::Spanish => letter
            .about("Tu cuenta de Homeroom cambia de correo")
            .says(format!("Alguien que ha entrado en tu cuenta pidió cambiar su correo a {new}."))
            .says("Si fuiste tú, no tienes que hacer nada. Si no fuiste tú, usa este enlace. Devuelve este correo a la cuenta y cierra todas las sesiones.")
            .button("No fui yo", link)
            .small("El enlace sirve una sola vez, durante 72 horas.")
            .because("es el correo de tu cuenta"),
    }
}

/// What there is to tell of a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorNews {
    /// It was turned on.
    On,
    /// Its owner turned it off.
    Off,
    /// Somebody took it away, because its owner lost it.
    Reset,
    /// A recovery code stood in for the phone.
    CodeUsed,
}

impl FactorNews {
    /// The word under which it is kept.
    pub fn kind(self) -> &'static str {
        match self {
            FactorNews::On => "second-factor-on",
            FactorNews::Off => "second-factor-off",
            FactorNews::Reset => "second-factor-reset",
            FactorNews::CodeUsed => "recovery-code-used",
        }
    }
}

/// News of the second factor.
pub fn second_factor(language: Language, to: &str, name: &str, news: FactorNews, public_url: &str) -> Mail {
    let (subject, what) = match (language, news) {
        (Language::English, FactorNews::On) => {
            ("The second step is on", "Signing in to your Homeroom account asks for a code from your phone from now on.")
        }
        (Language::English, FactorNews::Off) => {
            ("The second step is off", "Signing in to your Homeroom account does not ask for a code from your phone any more.")
        }
        (Language::English, FactorNews::Reset) => (
            "Your second step was reset",
            "The second step of your Homeroom account was taken away, as is done for somebody who lost their phone. You are signed out; set it up again when you are back in.",
        ),
        (Language::English, FactorNews::CodeUsed) => {
            ("A recovery code was used", "Somebody used one of the recovery codes of your Homeroom account. It works no longer.")
        }
        (Language::Spanish, FactorNews::On) => {
            ("El segundo paso está activado", "A partir de ahora, para entrar en tu cuenta de Homeroom se pide un código de tu teléfono.")
        }
        (Language::Spanish, FactorNews::Off) => {
            ("El segundo paso está desactivado", "Para entrar en tu cuenta de Homeroom ya no se pide un código de tu teléfono.")
        }
        (Language::Spanish, FactorNews::Reset) => (
            "Se quitó tu segundo paso",
            "Se quitó el segundo paso de tu cuenta de Homeroom, como se hace cuando alguien pierde su teléfono. Se cerraron tus sesiones; actívalo otra vez cuando entres.",
        ),
        (Language::Spanish, FactorNews::CodeUsed) => {
            ("Se usó un código de recuperación", "Alguien usó uno de los códigos de recuperación de tu cuenta de Homeroom. Ya no sirve.")
        }
    };
    let letter = Letter::to(language, to, name).about(subject).says(what);
    let link = format!("{public_url}/reset");
    match language {
        Language::English => letter
            .says("If it was you, there is nothing to do. If it was not you, set a new password now and sign out everywhere.")
            .button("Set a new password", link)
            .because("it is the address of your account"),
        Language::Spanish => letter
            .says("Si fuiste tú, no tienes que hacer nada. Si no fuiste tú, elige ahora una contraseña nueva y cierra todas las sesiones.")
            .button("Elegir una contraseña", link)
            .because("es el correo de tu cuenta"),
    }
}

/// Another password.
pub fn password_changed(language: Language, to: &str, name: &str, public_url: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    let link = format!("{public_url}/reset");
    match language {
        Language::English => letter
            .about("Your password was changed")
            .says("The password of your Homeroom account was changed. Everybody else who used the account is signed out.")
            .says("If it was you, there is nothing to do. If it was not you, set a new password now.")
            .button("Set a new password", link)
            .because("it is the address of your account"),
        Language::Spanish => letter
            .about("Tu contraseña ha cambiado")
            .says("La contraseña de tu cuenta de Homeroom ha cambiado. Se cerraron las demás sesiones.")
            .says("Si fuiste tú, no tienes que hacer nada. Si no fuiste tú, elige ahora una contraseña nueva.")
            .button("Elegir una contraseña", link)
            .because("es el correo de tu cuenta"),
    }
}

/// The account will be deleted.
pub fn deletion_planned(language: Language, to: &str, name: &str, due: NaiveDate, public_url: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    let (day, link) = (language.day(due), format!("{public_url}/sign-in"));
    match language {
        Language::English => letter
            .about(format!("Your account will be deleted on {day}"))
            .says(format!(
                "You asked to have your Homeroom account deleted. It will be gone for good on {day}. Until then you can take it back."
            ))
            .says("You are signed out everywhere. To keep your account, sign in and choose to keep it.")
            .button("Sign in to keep it", link)
            .small("If it was not you, sign in, keep the account, and change your password.")
            .because("it is the address of your account"),
        Language::Spanish => letter
            .about(format!("Tu cuenta se eliminará el {day}"))
            .says(format!("Pediste eliminar tu cuenta de Homeroom. El {day} desaparecerá para siempre. Hasta entonces puedes recuperarla."))
            .says("Se cerraron todas tus sesiones. Para conservar tu cuenta, entra y elige conservarla.")
            .button("Entrar para conservarla", link)
            .small("Si no fuiste tú, entra, conserva la cuenta y cambia tu contraseña.")
            .because("es el correo de tu cuenta"),
    }
}

/// The account stays.
pub fn deletion_taken_back(language: Language, to: &str, name: &str, public_url: &str) -> Mail {
    let letter = Letter::to(language, to, name);
    let link = format!("{public_url}/me");
    match language {
        Language::English => letter
            .about("Your account stays")
            .says("Your Homeroom account will not be deleted. Everything is as it was.")
            .button("Open your account", link)
            .because("it is the address of your account"),
        Language::Spanish => letter
            .about("Tu cuenta se queda")
            .says("Tu cuenta de Homeroom no se eliminará. Todo sigue como estaba.")
            .button("Abrir tu cuenta", link)
            .because("es el correo de tu cuenta"),
    }
}
