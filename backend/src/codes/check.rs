//! `/organizations/{id}/codes/check`: a code judged before it is made.

use actix_web::post;
use actix_web::web::{Data, Path};
use diesel::Connection;
use diesel::PgConnection;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::exposure::Situation;
use super::issue::{self, NewCode};
use super::store::{self, CodeRow};
use super::warnings::{CodeWarning, warnings};
use super::wire::{CodeRequest, Exposure};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, FieldError};
use crate::shared::json::Json;

pub fn routes(config: &mut ServiceConfig) {
    config.service(check_code);
}

/// What would come of making a code.
#[derive(Debug, Serialize, ToSchema)]
struct CodeCheck {
    /// Why it would be refused, as making it would say; empty: it would not.
    errors: Vec<FieldError>,
    /// What deserves a second look.
    warnings: Vec<CodeWarning>,
    /// What it could burn as soon as it is open; null if it would be refused.
    exposure: Option<Exposure>,
}

/// How the try ended; both undo it.
enum Undone {
    Made(Box<CodeRow>),
    Refused(AppError),
}

impl From<diesel::result::Error> for Undone {
    fn from(error: diesel::result::Error) -> Self {
        Undone::Refused(error.into())
    }
}

/// Judge a code without making it.
///
/// Takes what making it takes, and answers what a form wants to know while it is filled.
#[utoipa::path(tag = "codes", request_body = CodeRequest, responses((status = 200, description = "What would come of it", body = CodeCheck)))]
#[post("/organizations/{organization_id}/codes/check")]
async fn check_code(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    body: Json<CodeRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let warnings = warnings(&body.email_domains);
    let new = body.described(caller.account, caller.now).map(|new| NewCode { text: body.code.clone(), ..new });
    let judged = match new {
        Ok(new) => context.db.transact(move |conn| Ok(attempt(conn, &caller, &new))).await?,
        Err(error) => Undone::Refused(error),
    };
    Answer::ok(&match judged {
        Undone::Made(row) => CodeCheck { errors: Vec::new(), warnings, exposure: Some(Exposure::once_open(&Situation::from(&*row))) },
        Undone::Refused(error) if error.is_refusal() => CodeCheck { errors: error.problem("").errors, warnings, exposure: None },
        Undone::Refused(error) => return Err(error),
    })
}

/// Makes the code as it would be made, looks at it, and takes it back: nothing can be judged otherwise
/// here than there.
fn attempt(conn: &mut PgConnection, caller: &Caller<Teacher>, new: &NewCode) -> Undone {
    let (organization, reach) = (caller.place.organization, caller.place.reach());
    let done = conn.transaction::<(), Undone, _>(|conn| {
        let id = issue::create(conn, organization, reach, new).map_err(Undone::Refused)?;
        let row = store::one(conn, organization, id, reach, caller.now).map_err(Undone::Refused)?;
        Err(Undone::Made(Box::new(row)))
    });
    done.err().unwrap_or_else(|| Undone::Refused(AppError::internal("a try cannot succeed")))
}
