//! Sending a list: taken in piece by piece, as it arrives.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, post};
use diesel::PgConnection;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::accounts::{Caller, Teacher};
use crate::imports::change::{self, Hand};
use crate::imports::file::PIECE;
use crate::imports::read::Source;
use crate::imports::store::{self, NewImport, pieces};
use crate::imports::wire::{Import, UploadQuery};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::idempotency::Idempotency;
use crate::shared::paging::Query;

/// The largest file that an import takes, in bytes.
const LARGEST: usize = 20 * 1024 * 1024;

pub fn routes(config: &mut ServiceConfig) {
    config.service(create_import);
}

/// Send a list of people: a table, addresses, or a roster.
///
/// A table is CSV in any encoding and with any separator that spreadsheets save; addresses are plain text, as
/// mail programs copy them; a roster is the CSV bundle of OneRoster 1.1 or 1.2. Up to 20 MB and 50,000 rows.
/// Nothing is done with it before it is run.
#[utoipa::path(tag = "imports", params(UploadQuery),
    request_body(content((String = "text/csv"), (String = "text/plain"), (Vec<u8> = "application/zip"))), responses(
    (status = 201, description = "Taken in; its rows are being checked", body = Import),
    (status = 413, description = "`file-too-large`: more than 20 MB"),
    (status = 422, description = "`file-empty`, `file-unreadable`, `workbook-not-csv`, `zip-unreadable`, `roster-incomplete`, `quote-open`, `line-too-long`, `too-many-rows`, `too-many-columns`, `file-too-large`, `classroom-unknown`")))]
#[post("/organizations/{organization_id}/imports")]
async fn create_import(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    query: Query<UploadQuery>,
    once: Idempotency,
    payload: Payload,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let new = NewImport {
        id: Uuid::now_v7(),
        organization: caller.place.organization,
        source: source(&request)?,
        file_name: file_name(&query.file_name),
        classroom: query.classroom_id,
        by: caller.account,
        now: caller.now,
    };
    let done = take(&context, &caller, new.clone(), once, payload).await;
    // What was refused, or sent before under the same key, leaves nothing behind.
    context.db.transact(move |conn| Ok(store::forget_upload(conn, new.id)?)).await?;
    done
}

async fn take(
    context: &Context,
    caller: &Caller<Teacher>,
    mut new: NewImport,
    once: Idempotency,
    payload: Payload,
) -> Result<Answer, AppError> {
    let (begun, reach) = (new.clone(), caller.place.reach());
    let begin = context.db.transact(move |conn| {
        change::known_classroom(conn, begun.organization, reach, begun.classroom)?;
        Ok(store::insert(conn, &begun)?)
    });
    begin.await?;
    let sent = store_file(context, new.id, payload).await?;
    if let Some(source) = by_its_start(&sent.start)? {
        new.source = source;
    }
    let hand = Hand { organization: new.organization, by: None, reach, import: new.id, now: new.now };
    let print = format!("{}/{:?}/{}", new.file_name, new.classroom, sent.digest);
    let account = caller.account;
    let read = context.db.transact(move |conn: &mut PgConnection| {
        once.once(conn, account, new.now, &print, |conn| {
            change::take_in(conn, &new)?;
            let (import, version) = super::shown(conn, &hand)?;
            Ok(Answer::created(&import)?.version(version))
        })
    });
    read.await
}

/// What was sent, once it is stored.
struct Sent {
    start: Vec<u8>,
    digest: String,
}

/// Stores the file as it arrives; one piece of it is in memory.
async fn store_file(context: &Context, import: Uuid, mut payload: Payload) -> Result<Sent, AppError> {
    let (mut waiting, mut total, mut place) = (Vec::with_capacity(PIECE), 0, 0);
    let (mut start, mut digest) = (Vec::new(), Sha256::new());
    let mut ended = false;
    while !ended {
        match payload.next().await {
            Some(arrived) => {
                let arrived = arrived.map_err(|_| broken_off())?;
                total += arrived.len();
                if total > LARGEST {
                    return Err(too_large());
                }
                digest.update(&arrived);
                start.extend(arrived.iter().take(8_usize.saturating_sub(start.len())));
                waiting.extend_from_slice(&arrived);
            }
            None => ended = true,
        }
        while waiting.len() >= PIECE || ended && !waiting.is_empty() {
            let rest = waiting.split_off(waiting.len().min(PIECE));
            let piece = std::mem::replace(&mut waiting, rest);
            context.db.transact(move |conn| Ok(pieces::insert(conn, import, place, &piece)?)).await?;
            place += 1;
        }
    }
    Ok(Sent { start, digest: digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect() })
}

/// What a file is by its first bytes, whatever it is said to be.
fn by_its_start(start: &[u8]) -> Result<Option<Source>, AppError> {
    match start {
        [b'P', b'K', 3, 4, ..] => Ok(Some(Source::OneRoster)),
        // Workbooks of old, and PDF.
        [0xD0, 0xCF, 0x11, 0xE0, ..] | [b'%', b'P', b'D', b'F', ..] => Err(AppError::field(
            "",
            "workbook-not-csv",
            "This is a workbook or a document, not a list. Open it, save it as CSV (UTF-8), and send that file.",
        )),
        _ => Ok(None),
    }
}

/// What is sent, by its media type.
fn source(request: &HttpRequest) -> Result<Source, AppError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    match kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase().as_str() {
        "text/plain" => Ok(Source::Paste),
        "application/zip" | "application/x-zip-compressed" => Ok(Source::OneRoster),
        // Browsers on Windows call a CSV file a workbook.
        "text/csv" | "application/csv" | "text/tab-separated-values" | "application/vnd.ms-excel" | "application/octet-stream" => {
            Ok(Source::Csv)
        }
        _ => Err(AppError::new(
            Kind::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE),
            "unsupported-media-type",
            "Send a table as text/csv, addresses as text/plain, or a roster as application/zip.",
        )),
    }
}

fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or("").trim();
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn too_large() -> AppError {
    AppError::new(
        Kind::Http(StatusCode::PAYLOAD_TOO_LARGE),
        "file-too-large",
        "An import takes files of up to 20 MB. Send this one in parts.",
    )
}

fn broken_off() -> AppError {
    AppError::new(Kind::Malformed, "upload-broken-off", "The file did not arrive whole. Send it again.")
}
