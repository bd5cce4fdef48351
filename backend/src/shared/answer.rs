//! What a handler answers with: a status, a JSON body, and the headers that go with it.

use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{AppError, Kind};

/// A successful answer. It is plain data, so that the first answer to an `Idempotency-Key` can be kept.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

const JSON: &str = "application/json";

impl Answer {
    fn json(status: StatusCode, body: &impl Serialize) -> Result<Answer, AppError> {
        let body = serde_json::to_string(body).map_err(AppError::internal)?;
        Ok(Answer { status, headers: Vec::new(), body: Some(body) })
    }

    /// 200 with a file to keep. Its name is plain ASCII, without quotes.
    pub fn file(kind: &str, name: &str, text: String) -> Answer {
        let answer = Answer { status: StatusCode::OK, headers: Vec::new(), body: Some(text) };
        answer.header(header::CONTENT_TYPE, kind).header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
    }

    /// 200 with a body.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn ok(body: &impl Serialize) -> Result<Answer, AppError> {
        Answer::json(StatusCode::OK, body)
    }

    /// 201 with a body.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn created(body: &impl Serialize) -> Result<Answer, AppError> {
        Answer::json(StatusCode::CREATED, body)
    }

    /// 202 with a body.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn accepted(body: &impl Serialize) -> Result<Answer, AppError> {
        Answer::json(StatusCode::ACCEPTED, body)
    }

    /// 202 without a body: it is under way, and there is nothing to say about it.
    pub fn taken() -> Answer {
        Answer { status: StatusCode::ACCEPTED, headers: Vec::new(), body: None }
    }

    /// 204.
    pub fn no_content() -> Answer {
        Answer { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: None }
    }

    /// Reads the body back.
    ///
    /// # Errors
    /// When it is of another kind.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        serde_json::from_str(self.body.as_deref().unwrap_or("null")).map_err(AppError::internal)
    }

    /// Adds a header.
    pub fn header(mut self, name: impl AsRef<str>, value: impl Into<String>) -> Answer {
        self.headers.push((name.as_ref().to_owned(), value.into()));
        self
    }

    /// Names the version of what is shown, for a later `If-Match`.
    pub fn version(self, version: i32) -> Answer {
        self.header(header::ETAG, etag(version))
    }
}

fn etag(version: i32) -> String {
    format!("\"v{version}\"")
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if self.body.is_some() {
            response.insert_header((header::CONTENT_TYPE, JSON));
        }
        for (name, value) in self.headers {
            response.insert_header((name, value));
        }
        match self.body {
            Some(body) => response.body(body),
            None => response.finish(),
        }
    }
}

/// The `If-Match` header of a request, if it has one.
#[derive(Debug, Clone, Default)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// Refuses a write against another version than the one the writer read (412).
    ///
    /// # Errors
    /// `stale` when the versions differ.
    pub fn check(&self, version: i32) -> Result<(), AppError> {
        let current = etag(version);
        match &self.0 {
            Some(wanted) if wanted != "*" && !wanted.split(',').any(|one| one.trim() == current) => {
                Err(AppError::new(Kind::Stale, "stale", "Somebody changed this in the meantime. Load it again and repeat your change."))
            }
            _ => Ok(()),
        }
    }
}

impl actix_web::FromRequest for IfMatch {
    type Error = AppError;
    type Future = std::future::Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let value = request.headers().get(header::IF_MATCH).and_then(|v| v.to_str().ok());
        std::future::ready(Ok(IfMatch(value.map(str::to_owned))))
    }
}
