//! `/organizations/{id}/staff/invitations`.

use actix_web::post;
use actix_web::web::{Data, Path};
use diesel::PgConnection;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::accounts::{Admin, Caller};
use crate::invitations::staff;
use crate::invitations::wire::{Team, TeamRequest};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;

pub fn routes(config: &mut ServiceConfig) {
    config.service(invite_staff);
}

/// Put several people on the staff, and assign them to classrooms.
///
/// Who has no account yet is mailed a single-use link to choose a password. Who is on the staff already
/// keeps their role, and is assigned too.
#[utoipa::path(tag = "staff", request_body = TeamRequest, responses(
    (status = 201, description = "What came of each", body = Team),
    (status = 422, description = "`addresses-none`, `too-many`, `classroom-unknown`, or invalid fields"),
    (status = 429, description = "`too-many-invitations`")))]
#[post("/organizations/{organization_id}/staff/invitations")]
async fn invite_staff(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<TeamRequest>,
) -> Result<Answer, AppError> {
    let (Json(body), house) = (body, context.clone());
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let team = staff::Team {
                organization: caller.place.organization,
                addresses: body.addresses.clone(),
                role: body.role.clone(),
                title: body.title.trim().to_owned(),
                classrooms: body.classroom_ids.clone(),
                by: caller.account,
                day: caller.place.day(caller.now),
                now: caller.now,
            };
            Answer::created(&Team::from(staff::invite(conn, &house.public_url, &team)?))
        })
    };
    context.db.transact(work).await
}
