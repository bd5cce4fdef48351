//! The rows of an import: looked at, answered, and as a file.

use actix_web::http::header;
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, patch};
use futures_util::stream;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::hand;
use crate::accounts::{Caller, Teacher};
use crate::imports::change::{self, Hand};
use crate::imports::sheet;
use crate::imports::store::rows::{self, RowFilter};
use crate::imports::store::{self, ImportRow};
use crate::imports::wire::{ImportLine, ImportLinePatch, ImportPath, RowPath, RowQuery};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query, contains};
use crate::shared::sheet::{BYTE_ORDER_MARK, KIND};

/// How many rows of a file are in memory.
const BATCH: i64 = 1_000;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_import_rows).service(change_import_row).service(export_import);
}

fn filter(query: RowQuery) -> RowFilter {
    let list = |text: Option<String>| text.map(|text| text.split(',').map(|one| one.trim().to_owned()).collect());
    RowFilter { only: None, outcomes: list(query.outcome), results: list(query.result), search: query.q.as_deref().map(contains) }
}

/// The rows of an import, in their order.
#[utoipa::path(tag = "imports", params(ImportPath, RowQuery, PageQuery), responses((status = 200, description = "A page of rows", body = Page<ImportLine>)))]
#[get("/organizations/{organization_id}/imports/{import_id}/rows")]
async fn list_import_rows(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ImportPath>,
    wanted: Query<RowQuery>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(wanted), Query(query)) = (wanted, query);
    let (filter, hand) = (filter(wanted), hand(&caller, path.import_id));
    let after = query.start::<i32>()?;
    let count = query.rows();
    let rows = context.db.read(move |conn| {
        store::one(conn, hand.organization, hand.import, hand.by)?;
        Ok(rows::list(conn, hand.import, &filter, hand.reach, after, count)?)
    });
    Page::of(&query, rows.await?, |row| row.number, ImportLine::from).answer(&request)
}

/// Answer a row that asks, leave it out, or correct its address.
///
/// It is checked again at once.
#[utoipa::path(tag = "imports", params(RowPath), request_body = ImportLinePatch, responses(
    (status = 200, description = "The row", body = ImportLine),
    (status = 409, description = "`import-busy`, `row-done`"),
    (status = 422, description = "`decision-unknown`, or invalid fields")))]
#[patch("/organizations/{organization_id}/imports/{import_id}/rows/{number}")]
async fn change_import_row(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<RowPath>,
    body: Json<ImportLinePatch>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let (hand, number) = (hand(&caller, path.import_id), path.number);
    let done = context.db.transact(move |conn| {
        let decision = body.decision.as_ref().map(Option::as_deref);
        change::change_row(conn, &hand, number, decision, body.email.as_deref())?;
        let only = RowFilter { only: Some(number), ..RowFilter::default() };
        let row = rows::list(conn, hand.import, &only, hand.reach, None, 1)?.pop().ok_or_else(AppError::not_found)?;
        Answer::ok(&ImportLine::from(row))
    });
    done.await
}

/// The rows as a spreadsheet, each as it was sent with what happens beside it.
///
/// With `result` or `outcome` only those, such as what was left out: mended, the file can be sent again.
#[utoipa::path(tag = "imports", params(ImportPath, RowQuery), responses(
    (status = 200, description = "CSV with a heading, for saving", body = String, content_type = "text/csv; charset=utf-8")))]
#[get("/organizations/{organization_id}/imports/{import_id}/rows.csv")]
async fn export_import(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<ImportPath>,
    wanted: Query<RowQuery>,
) -> Result<HttpResponse, AppError> {
    let Query(wanted) = wanted;
    let (filter, hand) = (filter(wanted), hand(&caller, path.import_id));
    let sight = hand.clone();
    let read = context.db.read(move |conn| {
        let import = store::one(conn, sight.organization, sight.import, sight.by)?;
        Ok((rows::width(conn, sight.import)?, import))
    });
    let (width, import) = read.await?;
    let width = usize::try_from(width).unwrap_or(0);
    let file = File { context, hand, filter, width, usernames: import.give_usernames, next: Some(0) };
    let heading = format!("{BYTE_ORDER_MARK}{}", sheet::heading(&headings(&import), file.width, file.usernames)?);
    let body = stream::unfold((Some(heading), file), |(heading, mut file)| async move {
        match heading {
            Some(heading) => Some((Ok(Bytes::from(heading)), (None, file))),
            None => file.lines().await.map(|lines| (lines, (None, file))),
        }
    });
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, KIND))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"import-results.csv\""))
        .streaming(body);
    Ok(response)
}

fn headings(import: &ImportRow) -> Vec<String> {
    let headings: Vec<String> = serde_json::from_value(import.headings.clone()).unwrap_or_default();
    if headings.is_empty() && import.source == "paste" { vec!["Email".to_owned(), "Name".to_owned()] } else { headings }
}

/// A file that is made while it is sent.
struct File {
    context: Data<Context>,
    hand: Hand,
    filter: RowFilter,
    width: usize,
    /// Whether it says what people sign in with.
    usernames: bool,
    /// The number after which it goes on; none: it is whole.
    next: Option<i32>,
}

impl File {
    async fn lines(&mut self) -> Option<Result<Bytes, AppError>> {
        let (after, filter, import) = (self.next?, self.filter.clone(), self.hand.import);
        let (width, usernames) = (self.width, self.usernames);
        let reach: Option<Uuid> = self.hand.reach;
        let read = self.context.db.read(move |conn| Ok(rows::list(conn, import, &filter, reach, Some(after), BATCH)?)).await;
        let made = read.and_then(|rows| {
            self.next = rows.last().map(|row| row.number).filter(|_| i64::try_from(rows.len()).is_ok_and(|count| count == BATCH));
            rows.iter().map(|row| sheet::line(row, width, usernames)).collect::<Result<String, _>>()
        });
        match made {
            Ok(text) if text.is_empty() => None,
            Ok(text) => Some(Ok(Bytes::from(text))),
            Err(error) => {
                self.next = None;
                Some(Err(error))
            }
        }
    }
}
