//! The site: the built single-page application, inside the binary. A debug build reads it from disk.

use actix_web::HttpResponse;
use actix_web::http::header;
use rust_embed::RustEmbed;

use crate::shared::error::{AppError, Kind};

#[derive(RustEmbed)]
#[folder = "../frontend/dist/"]
#[allow_missing = true]
struct Files;

/// What the pages may load and run: themselves. Styles are set by scripts, hence the exception.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// A file, or the page that the router in it takes further. The join page is an entry of its own, so
/// that a phone loads little.
///
/// # Errors
/// `not-found` for a file that is not there; `site-not-built`.
pub fn answer(path: &str) -> Result<HttpResponse, AppError> {
    let name = path.trim_start_matches('/');
    if let Some(file) = Files::get(name).filter(|_| !name.is_empty()) {
        return Ok(show(name, file.data.into_owned()));
    }
    let last = name.rsplit('/').next().unwrap_or("");
    if name.starts_with("assets/") || (last.contains('.') && !name.starts_with("join/")) {
        return Err(AppError::not_found());
    }
    let entry = if name.starts_with("join/") { "join.html" } else { "index.html" };
    let page = Files::get(entry).ok_or_else(|| {
        AppError::new(Kind::Unavailable, "site-not-built", "The pages are not built. Run `make run`, or `npm run build` in frontend/.")
            .retry_after(60)
    })?;
    Ok(show(entry, page.data.into_owned()))
}

fn show(name: &str, data: Vec<u8>) -> HttpResponse {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let charset = if kind.type_() == "text" { "; charset=utf-8" } else { "" };
    // Names below assets/ carry a hash of their content.
    let cache = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    HttpResponse::Ok()
        .content_type(format!("{kind}{charset}"))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "strict-origin-when-cross-origin"))
        .body(data)
}
