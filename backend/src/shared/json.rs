//! Request bodies: strict JSON, checked before a handler sees it.

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::future::Future;
use std::pin::Pin;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::error::{AppError, FieldError, Kind};

/// A JSON body that parsed and passed its rules. (OpenAPI generation knows body extractors by this name.)
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let is_json = kind.split(';').next().is_some_and(|kind| {
            let kind = kind.trim().to_ascii_lowercase();
            kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
        });
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_json {
                return Err(AppError::new(
                    Kind::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE),
                    "unsupported-media-type",
                    "Send JSON with Content-Type: application/json.",
                ));
            }
            let bytes = bytes.await.map_err(|error| match error.as_response_error().status_code() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    AppError::new(Kind::Http(StatusCode::PAYLOAD_TOO_LARGE), "too-large", "The request is larger than this address takes.")
                }
                _ => malformed(),
            })?;
            let value: T = parse(&bytes)?;
            value.validate().map_err(|errors| {
                let mut fields = Vec::new();
                collect("", &errors, &mut fields);
                AppError::invalid(fields)
            })?;
            Ok(Json(value))
        })
    }
}

fn malformed() -> AppError {
    AppError::new(Kind::Malformed, "malformed", "The body is not valid JSON.")
}

/// Whether some text in this JSON holds a NUL, which Postgres keeps in no text. (Unescaped it is no JSON.)
pub(super) fn holds_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        if rest[at + 1..].starts_with(b"u0000") {
            return true;
        }
        // What follows a backslash belongs to it, also another backslash.
        rest = rest.get(at + 2..).unwrap_or(&[]);
    }
    false
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    if holds_nul(bytes) {
        return Err(AppError::new(Kind::Malformed, "malformed", "The body has a NUL character in a text. Leave it out."));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer: String = error.path().iter().filter_map(segment).collect();
        let inner = error.into_inner();
        if !inner.is_data() {
            return malformed();
        }
        let said = inner.to_string();
        let said = said.split(" at line ").next().unwrap_or("").to_owned();
        let (pointer, code) = match quoted(&said) {
            Some(name) if said.starts_with("unknown field") => (with_field(&pointer, name), "unknown-field"),
            Some(name) if said.starts_with("missing field") => (with_field(&pointer, name), "required"),
            _ => (pointer, "wrong-type"),
        };
        AppError::invalid(vec![FieldError { pointer, code: code.into(), detail: said }])
    })?;
    reader.end().map_err(|_| malformed())?;
    Ok(value)
}

fn with_field(pointer: &str, name: &str) -> String {
    // serde reports an unknown field with that field already on the path.
    if pointer.ends_with(&format!("/{name}")) { pointer.to_owned() } else { format!("{pointer}/{name}") }
}

fn quoted(said: &str) -> Option<&str> {
    said.split('`').nth(1)
}

fn segment(segment: &serde_path_to_error::Segment) -> Option<String> {
    match segment {
        serde_path_to_error::Segment::Seq { index } => Some(format!("/{index}")),
        serde_path_to_error::Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
        _ => None,
    }
}

fn collect(at: &str, errors: &ValidationErrors, fields: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        let pointer = format!("{at}/{name}");
        match kind {
            ValidationErrorsKind::Field(found) => fields.extend(found.iter().map(|one| FieldError {
                pointer: pointer.clone(),
                code: one.code.to_string(),
                detail: one.message.as_deref().map_or_else(|| "This does not fit here.".to_owned(), str::to_owned),
            })),
            ValidationErrorsKind::Struct(inner) => collect(&pointer, inner, fields),
            ValidationErrorsKind::List(inner) => {
                for (index, inner) in inner {
                    collect(&format!("{pointer}/{index}"), inner, fields);
                }
            }
        }
    }
}

/// For a field of a merge patch (RFC 7396): absent is `None`, `null` is `Some(None)`.
///
/// # Errors
/// When the value is of another type.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// For a field of a merge patch that cannot be cleared: `null` is refused.
///
/// # Errors
/// When the value is `null` or of another type.
pub fn not_null<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Rule for days: the year has four digits, as `YYYY-MM-DD` says. (Postgres knows fewer years than JSON.)
///
/// # Errors
/// `date-range`.
pub fn day_on_paper(value: &chrono::NaiveDate) -> Result<(), validator::ValidationError> {
    if (1900..=9999).contains(&chrono::Datelike::year(value)) {
        return Ok(());
    }
    Err(validator::ValidationError::new("date-range").with_message("A day is between 1900-01-01 and 9999-12-31.".into()))
}

/// Rule for names: something must be left when the blanks at both ends are gone.
///
/// # Errors
/// `blank`.
pub fn not_blank(value: &str) -> Result<(), validator::ValidationError> {
    if value.trim().is_empty() {
        return Err(validator::ValidationError::new("blank").with_message("This cannot be left blank.".into()));
    }
    Ok(())
}
