//! `/certificates/{code}`: checking one, for anybody.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::issue::plain;
use super::store::{self, CertificateRow};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_certificate);
}

/// What is printed on a certificate, and no more.
#[derive(Debug, Serialize, ToSchema)]
struct Certificate {
    /// Its code.
    #[schema(example = "7KQ2M9XD3FHT")]
    code: String,
    /// Who finished the course.
    #[schema(example = "Maya Lopez")]
    student_name: String,
    /// The course.
    #[schema(example = "Sleep and stress")]
    course_title: String,
    /// Where.
    #[schema(example = "Hamilton Schools")]
    organization_name: String,
    /// How long the course takes.
    minutes: i32,
    /// On which day, in the organization's zone.
    issued_on: NaiveDate,
}

impl From<CertificateRow> for Certificate {
    fn from(row: CertificateRow) -> Self {
        let CertificateRow { code, student_name, course_title, organization_name, minutes, issued_on } = row;
        Certificate { code, student_name, course_title, organization_name, minutes, issued_on }
    }
}

/// Check a certificate by its code, for anybody who holds it.
#[utoipa::path(tag = "certificates", security(()), responses((status = 200, description = "It is genuine", body = Certificate)))]
#[get("/certificates/{code}")]
async fn show_certificate(context: Data<Context>, path: Path<String>) -> Result<Answer, AppError> {
    let code = plain(&path);
    let found = context.db.read(move |conn| Ok(store::by_code(conn, &code)?)).await?;
    Answer::ok(&Certificate::from(found.ok_or_else(AppError::not_found)?))
}
