//! `/course-files/{id}`: the pictures of courses. Their addresses are in the texts, and an `<img>` brings no token.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use uuid::Uuid;

use crate::courses::store::writing;
use crate::shared::context::Context;
use crate::shared::error::AppError;

/// A picture of a course.
///
/// Its id is never given twice and what is under it never changes, so that it may be kept for ever. Whoever
/// has the address has the picture; a picture shows no person.
#[utoipa::path(tag = "courses", security(()), responses((status = 200, description = "The picture", content(
    (String = "image/png"), (String = "image/jpeg"), (String = "image/gif"), (String = "image/webp"), (String = "image/svg+xml")
))))]
#[get("/course-files/{file_id}")]
pub async fn show_course_file(context: Data<Context>, path: Path<Uuid>) -> Result<HttpResponse, AppError> {
    let id = path.into_inner();
    let found = context.db.read(move |conn| Ok(writing::file(conn, id)?)).await?;
    let file = found.ok_or_else(AppError::not_found)?;
    // A drawing opened by itself must not run what is in it.
    Ok(HttpResponse::Ok()
        .content_type(file.media_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(file.bytes))
}
