//! Mail: a row written in the transaction that causes it, sent afterwards by a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use diesel::Connection;
use diesel::prelude::*;
use lettre::message::{Mailbox, MultiPart};
use lettre::{Message, SmtpTransport, Transport};
use serde::Serialize;
use uuid::Uuid;

use super::db::Db;
use super::error::AppError;
use super::sql::sql;
use crate::row;

/// A mail to be sent. It is made by a [`Letter`](super::letter::Letter), which writes text and HTML from the same words.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The address.
    pub(super) to: String,
    /// The subject line.
    pub(super) subject: String,
    /// The text, plain.
    pub(super) text: String,
    /// The same as HTML.
    pub(super) html: String,
}

row! {
    /// A mail as it is kept.
    #[derive(Serialize)]
    pub struct KeptMail {
        /// Its id.
        id: Uuid,
        /// The address.
        recipient: String,
        /// The subject line.
        subject: String,
        /// The text.
        body_text: String,
        /// The same as HTML; none for a mail from before there was any.
        body_html: Option<String>,
        /// When it was written.
        created_at: chrono::DateTime<chrono::Utc>,
        /// How often sending failed.
        attempts: i32,
    }
}

/// Writes a mail into the outbox of this transaction.
///
/// # Errors
/// When the database refuses.
pub fn queue(conn: &mut PgConnection, mail: &Mail) -> QueryResult<()> {
    sql("INSERT INTO mails (id, recipient, subject, body_text, body_html) VALUES ($1, $2, $3, $4, $5)")
        .bind(Uuid::now_v7())
        .bind(mail.to.as_str())
        .bind(mail.subject.as_str())
        .bind(mail.text.as_str())
        .bind(mail.html.as_str())
        .run(conn)
        .map(drop)
}

/// Writes many mails into the outbox of this transaction at once; their ids, in order.
///
/// # Errors
/// When the database refuses.
pub fn queue_many(conn: &mut PgConnection, mails: &[Mail]) -> QueryResult<Vec<Uuid>> {
    let ids: Vec<Uuid> = mails.iter().map(|_| Uuid::now_v7()).collect();
    let each = |part: fn(&Mail) -> &String| mails.iter().map(part).cloned().collect::<Vec<_>>();
    sql("INSERT INTO mails (id, recipient, subject, body_text, body_html)
         SELECT n.id, n.recipient, n.subject, n.body, n.html
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) AS n (id, recipient, subject, body, html)")
    .bind(ids.clone())
    .bind(each(|mail| &mail.to))
    .bind(each(|mail| &mail.subject))
    .bind(each(|mail| &mail.text))
    .bind(each(|mail| &mail.html))
    .run(conn)?;
    Ok(ids)
}

/// The newest mails, for `/dev/mail`.
///
/// # Errors
/// When the database is away.
pub fn newest(conn: &mut PgConnection) -> QueryResult<Vec<KeptMail>> {
    sql("SELECT id, recipient, subject, body_text, body_html, created_at, attempts FROM mails ORDER BY created_at DESC, id DESC LIMIT 100")
        .all(conn)
}

/// One mail.
///
/// # Errors
/// When the database is away.
pub fn one(conn: &mut PgConnection, id: Uuid) -> QueryResult<Option<KeptMail>> {
    sql("SELECT id, recipient, subject, body_text, body_html, created_at, attempts FROM mails WHERE id = $1").bind(id).first(conn)
}

/// What mail may still say of somebody who is to be forgotten.
#[derive(Debug, Clone, Copy)]
pub struct Forgotten<'a> {
    /// The addresses that were proven to be theirs.
    pub theirs: &'a [String],
    /// Addresses that they only typed: somebody else may read what waits for these.
    pub typed: &'a [String],
    /// How they were called.
    pub names: &'a [String],
}

/// Forgets mail to somebody, told by the address and by nothing else. Mail to others stays and is sent as it
/// was written; of what others were sent already, the copy that is kept here loses these names and addresses.
///
/// # Errors
/// When the database is away.
pub fn forget(conn: &mut PgConnection, Forgotten { theirs, typed, names }: Forgotten<'_>) -> QueryResult<()> {
    let lower = |addresses: &[String]| addresses.iter().map(|address| address.to_lowercase()).collect::<Vec<_>>();
    sql("DELETE FROM mails WHERE lower(recipient) = ANY($1) OR (sent_at IS NOT NULL AND lower(recipient) = ANY($2))")
        .bind(lower(theirs))
        .bind(lower(typed))
        .run(conn)?;
    // A name of one or two letters is in too many words to be looked for.
    let told = theirs.iter().chain(typed).chain(names.iter().filter(|name| name.chars().count() > 2));
    let told: Vec<String> = told.flat_map(|words| [literally(words), literally(&super::letter::escape(words))]).collect();
    if told.is_empty() {
        return Ok(());
    }
    sql("UPDATE mails SET subject = regexp_replace(subject, $1, $2, 'gi'), body_text = regexp_replace(body_text, $1, $2, 'gi'),
             body_html = regexp_replace(body_html, $1, $2, 'gi')
         WHERE sent_at IS NOT NULL AND (subject ~* $1 OR body_text ~* $1)")
    .bind(format!(r"(?<!\w)(?:{})(?!\w)", told.join("|")))
    .bind("···")
    .run(conn)
    .map(drop)
}

/// These words as a regular expression of the database's that matches nothing else.
fn literally(words: &str) -> String {
    words.chars().flat_map(|c| (!c.is_alphanumeric()).then_some('\\').into_iter().chain([c])).collect()
}

/// The thread that sends. Dropping it lets it finish the mail at hand.
pub struct Postman {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Postman {
    /// Starts sending through an SMTP server (`smtp://user:password@host:port`, `smtps://..`).
    ///
    /// # Errors
    /// When the URL or the sender's address cannot be read.
    pub fn start(db: Db, smtp_url: &str, from: &str) -> Result<Postman, AppError> {
        let transport = SmtpTransport::from_url(smtp_url).map_err(AppError::internal)?.timeout(Some(Duration::from_secs(15))).build();
        let from: Mailbox = from.parse().map_err(AppError::internal)?;
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            while !told.load(Ordering::Relaxed) {
                match send_one(&db, &transport, &from) {
                    Ok(true) => {}
                    Ok(false) => std::thread::sleep(Duration::from_millis(500)),
                    Err(error) => {
                        tracing::warn!(%error, "mail waits: the outbox cannot be read");
                        std::thread::sleep(Duration::from_secs(3));
                    }
                }
            }
        });
        Ok(Postman { stop, thread: Some(thread) })
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Sends the mail that waits longest; whether there was one. A mail that fails waits twice as long
/// each time, up to a day.
fn send_one(db: &Db, transport: &SmtpTransport, from: &Mailbox) -> Result<bool, AppError> {
    let mut conn = db.checkout()?;
    conn.transaction(|conn| {
        let waiting = sql("SELECT id, recipient, subject, body_text, body_html, created_at, attempts FROM mails
             WHERE sent_at IS NULL AND refused_at IS NULL AND next_attempt_at <= now()
             ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED")
        .first::<KeptMail>(conn)?;
        let Some(mail) = waiting else { return Ok(false) };
        match send(transport, from, &mail) {
            Ok(()) => sql("UPDATE mails SET sent_at = now(), last_error = NULL WHERE id = $1").bind(mail.id).run(conn)?,
            Err(error) if says_no_mailbox(&error) => {
                tracing::warn!(mail = %mail.id, "mail was refused: there is no such mailbox");
                sql("UPDATE mails SET attempts = attempts + 1, last_error = $2, refused_at = now() WHERE id = $1")
                    .bind(mail.id)
                    .bind(error)
                    .run(conn)?
            }
            Err(error) => {
                tracing::warn!(mail = %mail.id, %error, "mail was not taken; it will be tried again");
                sql("UPDATE mails SET attempts = attempts + 1, last_error = $2,
                         next_attempt_at = now() + least(interval '1 day', interval '10 seconds' * power(2, least(attempts, 20)))
                     WHERE id = $1")
                .bind(mail.id)
                .bind(error)
                .run(conn)?
            }
        };
        Ok(true)
    })
}

/// Whether the server said for good that the address is wrong (RFC 3463: a permanent failure of the
/// class of addressing). Anything else, our own wrong password among it, says nothing about a mailbox.
fn says_no_mailbox(error: &str) -> bool {
    error.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ';' | ':' | '-')).any(|word| word.starts_with("5.1."))
}

fn send(transport: &SmtpTransport, from: &Mailbox, mail: &KeptMail) -> Result<(), String> {
    let to: Mailbox = mail.recipient.parse().map_err(|error| format!("{error}"))?;
    let message = Message::builder().from(from.clone()).to(to).subject(&mail.subject);
    let message = match &mail.body_html {
        Some(html) => message.multipart(MultiPart::alternative_plain_html(mail.body_text.clone(), html.clone())),
        None => message.body(mail.body_text.clone()),
    };
    let message = message.map_err(|error| error.to_string())?;
    transport.send(&message).map(drop).map_err(|error| error.to_string())
}
