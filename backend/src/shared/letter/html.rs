//! A letter as HTML: tables and styles in place, because programs that read mail know little else; no
//! images; readable in the dark and at 320 pixels.

use super::{Letter, Part};
use crate::shared::language::Language;

/// For programs that know them; everything has its light colors in place besides.
const STYLES: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}\
    @media (prefers-color-scheme:dark){\
    .paper{background:#191b1c!important}.sheet{background:#282b2e!important;border-color:#3b3f42!important}\
    .ink{color:#eeeae2!important}.faint,.faint a{color:#a5a197!important}\
    .digits{background:#1d3b39!important;color:#eeeae2!important}\
    .button{background:#13807a!important}.button a{color:#ffffff!important}}\
    @media (max-width:480px){.sheet{padding:24px 20px!important}.digits{font-size:32px!important;letter-spacing:5px!important}}";

const FONT: &str = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO: &str = "font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace";
/// Long names and links break rather than widen the page.
const BREAKS: &str = "overflow-wrap:anywhere;word-break:break-word";

/// Writes it.
pub fn write(letter: &Letter, footer: &str) -> String {
    let Letter { language, subject, greeting, parts, .. } = letter;
    let (lang, title, greeting, footer) = (language.tag(), escape(subject), escape(greeting), escape(footer));
    let preview = preview(parts);
    let body: String = parts.iter().map(|part| show(*language, part)).collect();
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\
         <meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">\
         <title>{title}</title><style>{STYLES}</style></head>\
         <body class=\"paper\" style=\"margin:0;padding:0;background:#faf6ee;-webkit-text-size-adjust:100%\">\
         <div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">{preview}</div>\
         <table role=\"presentation\" class=\"paper\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#faf6ee\"><tr>\
         <td align=\"center\" style=\"padding:24px 12px 32px\">\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:560px;table-layout:fixed\">\
         <tr><td class=\"ink\" style=\"{FONT};font-size:17px;font-weight:700;color:#20252a;padding:0 4px 14px\">Homeroom</td></tr>\
         <tr><td class=\"sheet ink\" style=\"{FONT};{BREAKS};font-size:16px;line-height:1.55;color:#20252a;background:#fffdf9;\
         border:1px solid #e5ddcd;border-radius:14px;padding:32px\">\
         <p class=\"ink\" style=\"margin:0 0 16px;font-weight:600;color:#20252a\">{greeting}</p>{body}</td></tr>\
         <tr><td class=\"faint\" style=\"{FONT};{BREAKS};font-size:13px;line-height:1.5;color:#66645c;padding:16px 4px 0\">{footer}</td></tr>\
         </table></td></tr></table></body></html>"
    )
}

/// What a list of mails shows beside the subject: the first words, and then nothing of what follows.
fn preview(parts: &[Part]) -> String {
    let first = parts.iter().find_map(|part| match part {
        Part::Paragraph(words) => Some(words.as_str()),
        _ => None,
    });
    let words: String = first.unwrap_or_default().chars().take(120).collect();
    format!("{}{}", escape(&words), "&#847;&zwnj;&nbsp;".repeat(60))
}

fn show(language: Language, part: &Part) -> String {
    match part {
        Part::Paragraph(words) => format!("<p class=\"ink\" style=\"margin:0 0 16px;color:#20252a\">{}</p>", escape(words)),
        Part::Small(words) => {
            format!("<p class=\"faint\" style=\"margin:0 0 12px;font-size:14px;line-height:1.5;color:#66645c\">{}</p>", escape(words))
        }
        Part::Digits(digits) => boxed(&format!(
            "<td class=\"digits\" align=\"center\" style=\"{MONO};font-size:38px;line-height:1.2;font-weight:700;letter-spacing:8px;\
             white-space:nowrap;background:#dcece7;color:#20252a;border-radius:12px;padding:18px 8px\">{}</td>",
            escape(digits)
        )),
        Part::Ticket(code) => boxed(&format!(
            "<td align=\"center\" style=\"{MONO};{BREAKS};font-size:24px;line-height:1.3;font-weight:700;letter-spacing:1px;\
             background:#fcdf8e;color:#3a2a00;border:2px dashed #d6a93c;border-radius:10px;padding:14px 12px\">{}</td>",
            escape(code)
        )),
        Part::Button { label, link } => button(language, &escape(label), &escape(link)),
    }
}

fn boxed(cell: &str) -> String {
    format!(
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:4px 0 20px\"><tr>{cell}</tr></table>"
    )
}

/// A button, and its address for those in whose mail buttons do nothing.
fn button(language: Language, label: &str, link: &str) -> String {
    let otherwise = match language {
        Language::English => "If the button does nothing, open this address:",
        Language::Spanish => "Si el botón no responde, abre esta dirección:",
    };
    let cell = format!(
        "<td class=\"button\" align=\"center\" style=\"background:#0b5f5a;border-radius:10px\"><a href=\"{link}\" style=\"{FONT};display:block;\
         padding:15px 20px;font-size:17px;line-height:1.3;font-weight:600;color:#ffffff;text-decoration:none\">{label}</a></td>"
    );
    format!(
        "{}<p class=\"faint\" style=\"margin:0 0 16px;font-size:13px;line-height:1.5;color:#66645c\">{otherwise}<br>\
         <a href=\"{link}\" style=\"color:#66645c;word-break:break-all\">{link}</a></p>",
        boxed(&cell)
    )
}

/// Words as they stand in HTML.
pub fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
