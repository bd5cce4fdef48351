//! One error for the whole program, and its one form on the wire (RFC 9457).

use std::borrow::Cow;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, as a class: the only thing that decides the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be read.
    Malformed,
    /// Nobody is signed in, or no longer.
    Unauthenticated,
    /// Signed in, and not allowed.
    Forbidden,
    /// There is no such thing, or it is somebody else's.
    NotFound,
    /// Not now: the state of things stands against it.
    Conflict,
    /// It was here and is no more.
    Gone,
    /// `If-Match` named another version.
    Stale,
    /// The fields are wrong.
    Invalid,
    /// Too often.
    TooMany,
    /// A part of the house is down; trying again may work.
    Unavailable,
    /// Our fault.
    Internal,
    /// A status that the web server itself chose (404, 405, 413, 415).
    Http(StatusCode),
}

impl Kind {
    fn status(self) -> StatusCode {
        match self {
            Kind::Malformed => StatusCode::BAD_REQUEST,
            Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Gone => StatusCode::GONE,
            Kind::Stale => StatusCode::PRECONDITION_FAILED,
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Http(status) => status,
        }
    }
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request body.
    #[schema(example = "/email")]
    pub pointer: String,
    /// Stable name of the fault.
    #[schema(example = "email-invalid")]
    pub code: String,
    /// What to do about it, for a person.
    pub detail: String,
}

/// Every refusal of the API, `application/problem+json`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `/problems/` and the code: a page that explains it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/code-expired")]
    pub type_: String,
    /// The class of the problem in a few words.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    pub status: u16,
    /// What happened and what to do next, for a person.
    pub detail: String,
    /// Stable name of the problem, for programs.
    #[schema(example = "code-expired")]
    pub code: String,
    /// Names this request in the server's log.
    pub request_id: String,
    /// The fields at fault, if any.
    pub errors: Vec<FieldError>,
    /// What to use instead, where that is known: with `code-deleted`, the code that took its place.
    #[serde(default)]
    #[schema(example = "MHS-PTA-2028")]
    pub instead: Option<String>,
}

/// The error of every operation. What a client may know is in it; a cause, if any, goes to the log.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct AppError {
    kind: Kind,
    code: &'static str,
    detail: Cow<'static, str>,
    fields: Vec<FieldError>,
    instead: Option<Box<Cow<'static, str>>>,
    retry_after: Option<u64>,
    quota: Option<Box<Quota>>,
    cause: Option<Box<str>>,
}

/// The limit that was met: so many in so many seconds.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// What is limited.
    pub name: &'static str,
    /// How many.
    pub limit: u32,
    /// In how many seconds.
    pub span: i64,
}

impl AppError {
    /// An error with a stable code and a sentence that says what to do next.
    pub fn new(kind: Kind, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        AppError { kind, code, detail: detail.into(), fields: Vec::new(), instead: None, retry_after: None, quota: None, cause: None }
    }

    /// Not there, or not yours: the same to whoever asks.
    pub fn not_found() -> Self {
        AppError::new(Kind::NotFound, "not-found", "There is nothing here under this address, or it is not yours to see.")
    }

    /// One wrong field.
    pub fn field(pointer: &str, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        AppError::new(Kind::Invalid, code, detail).at(pointer)
    }

    /// Many wrong fields.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let mut error = AppError::new(Kind::Invalid, "invalid", "Some fields need another look.");
        error.fields = fields;
        error
    }

    /// Our fault; `cause` goes to the log and nowhere else.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut error = AppError::new(
            Kind::Internal,
            "internal",
            "Something went wrong on our side. Nothing was changed. Try again, and give this request's id if it stays.",
        );
        error.cause = Some(cause.to_string().into());
        error
    }

    /// The database cannot be reached.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        let mut error = AppError::new(
            Kind::Unavailable,
            "unavailable",
            "Homeroom cannot reach its records right now. Nothing was changed. Try again in a few seconds.",
        )
        .retry_after(5);
        error.cause = Some(cause.to_string().into());
        error
    }

    /// Points the error at a field of the request.
    pub fn at(mut self, pointer: &str) -> Self {
        self.fields.push(FieldError { pointer: pointer.to_owned(), code: self.code.to_owned(), detail: self.detail.to_string() });
        self
    }

    /// Adds what is wrong with one field, by its own code.
    pub fn with_field(mut self, pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        self.fields.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.into() });
        self
    }

    /// Says what to use instead.
    pub fn instead(mut self, what: impl Into<Cow<'static, str>>) -> Self {
        self.instead = Some(Box::new(what.into()));
        self
    }

    /// Seconds to wait before the next try.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The limit that was met, for the `RateLimit` headers.
    pub fn quota(mut self, quota: Quota) -> Self {
        self.quota = Some(Box::new(quota));
        self
    }

    /// Whether it is an answer to the client, not a fault of ours.
    pub fn is_refusal(&self) -> bool {
        !matches!(self.kind, Kind::Internal | Kind::Unavailable)
    }

    /// Whether trying again would end the same way: anything but a part of the house that is down.
    pub fn is_lasting(&self) -> bool {
        self.kind != Kind::Unavailable
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The error as a client sees it.
    pub fn problem(&self, request_id: &str) -> Problem {
        let status = self.kind.status();
        Problem {
            type_: format!("/problems/{}", self.code),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: self.detail.to_string(),
            code: self.code.to_owned(),
            request_id: request_id.to_owned(),
            errors: self.fields.clone(),
            instead: self.instead.as_deref().map(ToString::to_string),
        }
    }

    /// The cause, for the log.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }
}

impl From<diesel::result::Error> for AppError {
    /// A database error is ours unless the caller named the constraint (see [`OnConstraint`]).
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::DatabaseErrorKind::{ClosedConnection, UnableToSendCommand};
        match &error {
            diesel::result::Error::DatabaseError(ClosedConnection | UnableToSendCommand, _) => AppError::unavailable(error),
            _ => AppError::internal(error),
        }
    }
}

/// Turns the breach of a named constraint into an error that a client may see.
pub trait OnConstraint<T> {
    /// `refusal` when `constraint` was what the database held against it.
    fn on_constraint(self, constraint: &str, refusal: impl FnOnce() -> AppError) -> Result<T, AppError>;
}

impl<T> OnConstraint<T> for Result<T, diesel::result::Error> {
    fn on_constraint(self, constraint: &str, refusal: impl FnOnce() -> AppError) -> Result<T, AppError> {
        self.map_err(|error| if breaks(&error, constraint) { refusal() } else { error.into() })
    }
}

/// Whether this is the breach of that constraint.
pub fn breaks(error: &diesel::result::Error, constraint: &str) -> bool {
    matches!(error, diesel::result::Error::DatabaseError(_, info) if info.constraint_name() == Some(constraint))
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        self.kind.status()
    }

    /// The body is written by [`super::problems`], which knows the request's id.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let (Some(seconds), Some(Quota { name, limit, span })) = (self.retry_after, self.quota.as_deref()) {
            // draft-ietf-httpapi-ratelimit-headers
            response.insert_header(("RateLimit-Policy", format!("\"{name}\";q={limit};w={span}")));
            response.insert_header(("RateLimit", format!("\"{name}\";r=0;t={seconds}")));
        }
        if self.kind == Kind::Unauthenticated {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let mut response = response.finish();
        response.extensions_mut().insert(self.clone());
        response
    }
}
