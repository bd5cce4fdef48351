//! Lists that never end badly: a page at a time, by keyset, so that rows added meanwhile neither
//! repeat nor hide others.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::future::{Ready, ready};
use utoipa::{IntoParams, ToSchema};

use super::answer::Answer;
use super::error::{AppError, Kind};
use super::json::holds_nul;

/// How much of a list is wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items, 1 to 200.
    #[serde(default = "fifty")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// Where the page before ended: its `next_cursor`.
    #[serde(default)]
    pub cursor: Option<String>,
}

fn fifty() -> i64 {
    50
}

impl PageQuery {
    /// The key after which this page starts.
    ///
    /// # Errors
    /// `malformed` when the cursor is none of ours or the limit out of range.
    pub fn start<K: DeserializeOwned>(&self) -> Result<Option<K>, AppError> {
        if !(1..=200).contains(&self.limit) {
            return Err(AppError::new(Kind::Malformed, "limit-out-of-range", "Ask for 1 to 200 items a page."));
        }
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().filter(|bytes| !holds_nul(bytes));
        let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        key.map(Some)
            .ok_or_else(|| AppError::new(Kind::Malformed, "cursor-unknown", "This cursor is not one of this list. Start again without it."))
    }

    /// How many rows to read: one more than shown tells whether there is a next page.
    pub fn rows(&self) -> i64 {
        self.limit + 1
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Give it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of rows that were read with [`PageQuery::rows`]; `key` is what a row is sorted by.
    pub fn of<R, K: Serialize>(query: &PageQuery, mut rows: Vec<R>, key: impl Fn(&R) -> K, shown: impl Fn(R) -> T) -> Page<T> {
        let limit = usize::try_from(query.limit).unwrap_or(50);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = if more { rows.last().map(key) } else { None };
        let next_cursor = last.and_then(|key| serde_json::to_vec(&key).ok()).map(|key| URL_SAFE_NO_PAD.encode(key));
        Page { items: rows.into_iter().map(shown).collect(), next_cursor }
    }
}

impl<T: Serialize> Page<T> {
    /// 200, with `Link: rel="next"` (RFC 8288) when there is more.
    ///
    /// # Errors
    /// When an item cannot be written as JSON.
    pub fn answer(&self, request: &HttpRequest) -> Result<Answer, AppError> {
        let answer = Answer::ok(self)?;
        let Some(cursor) = &self.next_cursor else { return Ok(answer) };
        let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
        pairs.retain(|(name, _)| name != "cursor");
        pairs.push(("cursor".to_owned(), cursor.clone()));
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        Ok(answer.header(header::LINK, format!("<{}?{query}>; rel=\"next\"", request.path())))
    }
}

/// The parameters of a query string. Unknown ones are refused where the type says so.
/// (OpenAPI generation knows the extractor by this name.)
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if request.query_string().contains("%00") {
            return ready(Err(AppError::new(Kind::Malformed, "query-invalid", "The query string has a NUL character. Leave it out.")));
        }
        ready(
            serde_urlencoded::from_str(request.query_string())
                .map(Query)
                .map_err(|error| AppError::new(Kind::Malformed, "query-invalid", format!("The query string does not fit: {error}."))),
        )
    }
}

/// A pattern for ILIKE that finds `text` anywhere, with nothing in it taken for a wildcard.
pub fn contains(text: &str) -> String {
    let plain: String = text.trim().chars().flat_map(|c| if matches!(c, '%' | '_' | '\\') { vec!['\\', c] } else { vec![c] }).collect();
    format!("%{plain}%")
}
