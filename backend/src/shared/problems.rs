//! The last word on every answer that is not a success: it leaves as a problem (RFC 9457) with the
//! request's id, whoever refused, whether a handler, the router, a body limit or a panic.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use tracing_actix_web::RequestId;

use super::error::{AppError, Kind};

/// Middleware: gives every answer `X-Request-Id`, and every refusal under `/api` its problem body.
pub async fn problems(mut request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    // What answers GET answers HEAD; the connection leaves the body out.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    // (The request cannot be kept for an answer after a panic: routing needs it to itself.)
    let mut response = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(response) => response?.map_into_boxed_body(),
        Err(_) => return Err(Panicked { request_id: id }.into()),
    };
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(header::HeaderName::from_static("x-request-id"), value);
    }
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return Ok(response);
    }
    let known = response.response().extensions().get::<AppError>().cloned();
    let error = known.unwrap_or_else(|| from_status(status));
    if let Some(cause) = error.cause() {
        tracing::error!(request_id = %id, code = error.code(), cause, "request failed");
    }
    let body = serde_json::to_vec(&error.problem(&id)).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::CONTENT_LENGTH);
    Ok(response.map_body(|_, _| BoxBody::new(body)))
}

/// A handler panicked; the rest of the house goes on.
#[derive(Debug, thiserror::Error)]
#[error("a handler panicked")]
struct Panicked {
    request_id: String,
}

impl ResponseError for Panicked {
    fn error_response(&self) -> HttpResponse {
        tracing::error!(request_id = %self.request_id, "a handler panicked");
        let problem = AppError::internal(self).problem(&self.request_id);
        HttpResponse::InternalServerError().content_type("application/problem+json").body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

fn from_status(status: StatusCode) -> AppError {
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => return AppError::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => ("method-not-allowed", "This address does not take that method; see the Allow header."),
        StatusCode::PAYLOAD_TOO_LARGE => ("too-large", "The request is larger than this address takes."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("unsupported-media-type", "Send JSON with Content-Type: application/json."),
        status if status.is_server_error() => return AppError::internal(status),
        _ => ("malformed", "The request cannot be read. Check it against the API reference."),
    };
    AppError::new(Kind::Http(status), code, detail)
}
