//! The site: the built single-page application, inside the binary. A debug build reads it from disk.

use actix_web::HttpResponse;
use actix_web::http::header;
use rust_embed::RustEmbed;

use crate::shared::error::{AppError, Kind};

#[derive(RustEmbed)]
#[folder = "../frontend/dist/"]
#[allow_missing = true]
struct Files;

/// What the pages may load and run: themselves. Styles are set by scripts, and films in lessons may be
/// anywhere, hence the exceptions.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      font-src 'self' data:; media-src 'self' https:; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Entries of their own, so that a phone loads little: what their addresses begin with, and their page.
const LIGHT: [(&str, &str); 2] = [("join/", "join.html"), ("courses/", "course.html")];

/// A file, or the page that the router in it takes further.
///
/// # Errors
/// `not-found` for a file that is not there; `site-not-built`.
pub fn answer(path: &str) -> Result<HttpResponse, AppError> {
    let name = path.trim_start_matches('/');
    if let Some(file) = Files::get(name).filter(|_| !name.is_empty()) {
        return Ok(show(name, file.data.into_owned()));
    }
    let last = name.rsplit('/').next().unwrap_or("");
    let light = LIGHT.iter().find(|(start, _)| name.starts_with(start)).map(|(_, page)| *page);
    if name.starts_with("assets/") || (last.contains('.') && light.is_none()) {
        return Err(AppError::not_found());
    }
    let entry = light.unwrap_or("index.html");
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
