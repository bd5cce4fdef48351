//! What accounts write to people, in their language.

use crate::shared::mail::Mail;

/// A language that mail is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `en`
    English,
    /// `es`
    Spanish,
}

impl From<&str> for Language {
    fn from(locale: &str) -> Self {
        if locale == "es" { Language::Spanish } else { Language::English }
    }
}

fn mail(to: &str, (subject, text): (String, String)) -> Mail {
    Mail { to: to.to_owned(), subject, text }
}

/// The six digits.
pub fn verification(language: Language, to: &str, name: &str, digits: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                format!("{digits} is your Homeroom code"),
                format!(
                    "Hello {name},\n\nyour code is {digits}. Type it where you left off; it works for 15 minutes.\n\nIf you did not ask for it, you can ignore this mail.\n"
                ),
            ),
            Language::Spanish => (
                format!("{digits} es tu código de Homeroom"),
                format!(
                    "Hola, {name}:\n\nTu código es {digits}. Escríbelo donde lo dejaste; sirve durante 15 minutos.\n\nSi no lo pediste, puedes ignorar este correo.\n"
                ),
            ),
        },
    )
}

/// The six digits, to somebody who has an account and made another: they take them into the one they have.
pub fn second_account(language: Language, to: &str, name: &str, digits: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                format!("{digits} is your Homeroom code"),
                format!(
                    "Hello {name},\n\nyour code is {digits}. Type it where you left off; it works for 15 minutes.\n\nYou have a Homeroom account with this address already. The code takes you into it, and the password you have just chosen replaces the old one.\n\nIf you did not ask for it, somebody else typed your address. Tell nobody the code, and nothing changes.\n"
                ),
            ),
            Language::Spanish => (
                format!("{digits} es tu código de Homeroom"),
                format!(
                    "Hola, {name}:\n\nTu código es {digits}. Escríbelo donde lo dejaste; sirve durante 15 minutos.\n\nYa tienes una cuenta de Homeroom con este correo. El código te lleva a ella, y la contraseña que acabas de elegir reemplaza la anterior.\n\nSi no lo pediste, otra persona escribió tu correo. No le digas el código a nadie y nada cambiará.\n"
                ),
            ),
        },
    )
}

/// The first link of somebody new.
pub fn invitation(language: Language, to: &str, name: &str, into: &str, link: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                format!("Your place at {into}"),
                format!(
                    "Hello {name},\n\nyou have been added to {into} on Homeroom. Choose a password to get in:\n\n{link}\n\nThe link works once, for 14 days.\n"
                ),
            ),
            Language::Spanish => (
                format!("Tu lugar en {into}"),
                format!(
                    "Hola, {name}:\n\nTe han añadido a {into} en Homeroom. Elige una contraseña para entrar:\n\n{link}\n\nEl enlace sirve una sola vez, durante 14 días.\n"
                ),
            ),
        },
    )
}

/// A new place for somebody who has an account.
pub fn added(language: Language, to: &str, name: &str, into: &str, public_url: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                format!("You now work with {into}"),
                format!("Hello {name},\n\nyou have been added to {into}. Sign in as always:\n\n{public_url}/sign-in\n"),
            ),
            Language::Spanish => (
                format!("Ahora trabajas con {into}"),
                format!("Hola, {name}:\n\nTe han añadido a {into}. Entra como siempre:\n\n{public_url}/sign-in\n"),
            ),
        },
    )
}

/// A forgotten password.
pub fn reset(language: Language, to: &str, name: &str, link: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                "Set a new password".to_owned(),
                format!(
                    "Hello {name},\n\nset a new password here:\n\n{link}\n\nThe link works once, for an hour. If you did not ask for it, nothing has changed.\n"
                ),
            ),
            Language::Spanish => (
                "Elige una contraseña nueva".to_owned(),
                format!(
                    "Hola, {name}:\n\nElige una contraseña nueva aquí:\n\n{link}\n\nEl enlace sirve una sola vez, durante una hora. Si no lo pediste, nada ha cambiado.\n"
                ),
            ),
        },
    )
}

/// The six digits for an address that an account is to have.
pub fn new_address(language: Language, to: &str, name: &str, digits: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                format!("{digits} is your Homeroom code"),
                format!(
                    "Hello {name},\n\nyour code is {digits}. Type it where you left off, and this is the address of your Homeroom account; it works for 15 minutes.\n\nIf you did not ask for it, somebody else typed your address. Tell nobody the code, and nothing changes.\n"
                ),
            ),
            Language::Spanish => (
                format!("{digits} es tu código de Homeroom"),
                format!(
                    "Hola, {name}:\n\nTu código es {digits}. Escríbelo donde lo dejaste y este será el correo de tu cuenta de Homeroom; sirve durante 15 minutos.\n\nSi no lo pediste, otra persona escribió tu correo. No le digas el código a nadie y nada cambiará.\n"
                ),
            ),
        },
    )
}

/// To whoever has an account with an address that somebody wants for another one.
pub fn address_is_yours(language: Language, to: &str, name: &str, public_url: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                "You have a Homeroom account with this address".to_owned(),
                format!(
                    "Hello {name},\n\nsomebody asked to use this address for another Homeroom account. It is the address of yours, so nothing was changed.\n\nIf it was you, sign in with this address:\n\n{public_url}/sign-in\n\nIf it was not, there is nothing to do.\n"
                ),
            ),
            Language::Spanish => (
                "Ya tienes una cuenta de Homeroom con este correo".to_owned(),
                format!(
                    "Hola, {name}:\n\nAlguien pidió usar este correo para otra cuenta de Homeroom. Es el de la tuya, así que nada ha cambiado.\n\nSi fuiste tú, entra con este correo:\n\n{public_url}/sign-in\n\nSi no, no tienes que hacer nada.\n"
                ),
            ),
        },
    )
}

/// To the mailbox that an account is about to leave.
pub fn address_notice(language: Language, to: &str, name: &str, new: &str, link: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                "Your Homeroom account gets another address".to_owned(),
                format!(
                    "Hello {name},\n\nsomebody who is signed in to your account asked to change its address to {new}.\n\nIf it was you, there is nothing to do. If it was not you, use this link. It puts this address back and signs everybody out:\n\n{link}\n\nThe link works once, for 72 hours.\n"
                ),
            ),
            Language::Spanish => (
                "Tu cuenta de Homeroom cambia de correo".to_owned(),
                format!(
                    "Hola, {name}:\n\nAlguien que ha entrado en tu cuenta pidió cambiar su correo a {new}.\n\nSi fuiste tú, no tienes que hacer nada. Si no fuiste tú, usa este enlace. Devuelve este correo a la cuenta y cierra todas las sesiones:\n\n{link}\n\nEl enlace sirve una sola vez, durante 72 horas.\n"
                ),
            ),
        },
    )
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
            ("The second step is on", "signing in to your Homeroom account asks for a code from your phone from now on.")
        }
        (Language::English, FactorNews::Off) => {
            ("The second step is off", "signing in to your Homeroom account does not ask for a code from your phone any more.")
        }
        (Language::English, FactorNews::Reset) => (
            "Your second step was reset",
            "the second step of your Homeroom account was taken away, as is done for somebody who lost their phone. You are signed out; set it up again when you are back in.",
        ),
        (Language::English, FactorNews::CodeUsed) => {
            ("A recovery code was used", "somebody used one of the recovery codes of your Homeroom account. It works no longer.")
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
    let text = match language {
        Language::English => {
            format!("Hello {name},\n\n{what}\n\nIf it was not you, set a new password now and sign out everywhere:\n\n{public_url}/reset\n")
        }
        Language::Spanish => {
            format!(
                "Hola, {name}:\n\n{what}\n\nSi no fuiste tú, elige ahora una contraseña nueva y cierra todas las sesiones:\n\n{public_url}/reset\n"
            )
        }
    };
    mail(to, (subject.to_owned(), text))
}

/// Another password.
pub fn password_changed(language: Language, to: &str, name: &str, public_url: &str) -> Mail {
    mail(
        to,
        match language {
            Language::English => (
                "Your password was changed".to_owned(),
                format!(
                    "Hello {name},\n\nthe password of your Homeroom account was changed. Everybody else who used the account is signed out.\n\nIf it was not you, set a new password now:\n\n{public_url}/reset\n"
                ),
            ),
            Language::Spanish => (
                "Tu contraseña ha cambiado".to_owned(),
                format!(
                    "Hola, {name}:\n\nLa contraseña de tu cuenta de Homeroom ha cambiado. Se cerraron las demás sesiones.\n\nSi no fuiste tú, elige ahora una contraseña nueva:\n\n{public_url}/reset\n"
                ),
            ),
        },
    )
}
