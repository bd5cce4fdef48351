//! `/dev/mail`: where mail lands on a developer's machine. Mounted in development only.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path};
use uuid::Uuid;

use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::mail::{self, KeptMail};

/// Mounts it.
pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/dev/mail", web::get().to(page)).route("/dev/mail.json", web::get().to(json)).route("/dev/mail/{id}", web::get().to(one));
}

async fn newest(context: &Context) -> Result<Vec<KeptMail>, AppError> {
    context.db.read(|conn| Ok(mail::newest(conn)?)).await
}

async fn json(context: Data<Context>) -> Result<Answer, AppError> {
    let mails = newest(&context).await?;
    let list = mails.iter().map(|mail| {
        serde_json::json!({ "id": mail.id, "to": mail.recipient, "subject": mail.subject, "text": mail.body_text, "html": mail.body_html, "created_at": mail.created_at })
    });
    Answer::ok(&list.collect::<Vec<_>>())
}

/// One mail as its reader sees it.
async fn one(context: Data<Context>, id: Path<Uuid>) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let mail = context.db.read(move |conn| Ok(mail::one(conn, id)?)).await?;
    let html = mail.and_then(|mail| mail.body_html).ok_or_else(AppError::not_found)?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html))
}

async fn page(context: Data<Context>) -> Result<HttpResponse, AppError> {
    let mails = newest(&context).await?;
    let shown: String = mails.iter().map(show).collect();
    let body = if shown.is_empty() { "<p>No mail yet.</p>".to_owned() } else { shown };
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Mail</title>\
         <style>:root{{color-scheme:light dark}}body{{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}}\
         article{{border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:12px;padding:1rem 1.25rem;margin:1rem 0}}\
         h2{{font-size:1.1rem;margin:0}}pre{{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}}</style>\
         <h1>Mail</h1><p>What would have been sent, newest first. Reload for more.</p>{body}</html>"
    )))
}

fn show(mail: &KeptMail) -> String {
    format!(
        "<article><h2>{}</h2><p>To {} at {}</p><pre>{}</pre><p><a href=\"/dev/mail/{}\">As it looks</a></p></article>",
        escape(&mail.subject),
        escape(&mail.recipient),
        mail.created_at.format("%Y-%m-%d %H:%M:%S UTC"),
        link(&escape(&mail.body_text)),
        mail.id
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Makes the addresses in an escaped text clickable.
fn link(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let address = word.trim_end();
        if address.starts_with("http://") || address.starts_with("https://") {
            format!("<a href=\"{address}\">{address}</a>{}", &word[address.len()..])
        } else {
            word.to_owned()
        }
    });
    words.collect()
}
