//! `/organizations/{id}/approvals`: who waits for staff, and letting them in or not.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::Connection;
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use tracing_actix_web::RequestId;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::redeem::{Attempt, redeem_in};
use super::store::waiting::{self, WaitingRow};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Problem};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_approvals).service(approve_redemptions).service(decline_redemptions);
}

/// The code somebody asks to come in by.
#[derive(Debug, Serialize, ToSchema)]
struct ApprovalCode {
    id: Uuid,
    #[schema(example = "MHS-PTA-2027")]
    code: String,
}

/// Where it leads.
#[derive(Debug, Serialize, ToSchema)]
struct ApprovalClassroom {
    id: Uuid,
    name: String,
}

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
struct Applicant {
    display_name: String,
    email: Option<String>,
    email_verified: bool,
}

/// Somebody who waits to be let in.
#[derive(Debug, Serialize, ToSchema)]
struct Approval {
    /// Names the request.
    id: Uuid,
    /// By which code.
    code: ApprovalCode,
    /// Into which classroom.
    classroom: Option<ApprovalClassroom>,
    /// Who.
    person: Applicant,
    /// Whether approving spends a seat of the license.
    spends_seat: bool,
    /// Since when they wait.
    asked_at: DateTime<Utc>,
}

impl From<WaitingRow> for Approval {
    fn from(row: WaitingRow) -> Self {
        Approval {
            id: row.id,
            code: ApprovalCode { id: row.code_id, code: row.code },
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| ApprovalClassroom { id, name }),
            person: Applicant { display_name: row.display_name, email: row.email, email_verified: row.email_verified },
            spends_seat: row.new_student,
            asked_at: row.created_at,
        }
    }
}

/// Whose requests are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ApprovalFilter {
    /// Those by one code.
    code_id: Option<Uuid>,
}

/// Who waits for staff, longest first; for a teacher at their classrooms.
#[utoipa::path(tag = "codes", params(ApprovalFilter, PageQuery), responses((status = 200, description = "A page of requests", body = Page<Approval>)))]
#[get("/organizations/{organization_id}/approvals")]
async fn list_approvals(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<ApprovalFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| {
        Ok(waiting::for_staff(conn, caller.place.organization, caller.place.reach(), filter.code_id, None, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, Approval::from).answer(&request)
}

/// Which requests are meant.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApprovalChoice {
    /// At most 200 at a time.
    #[validate(length(min = 1, max = 200, code = "choice-size", message = "Choose 1 to 200 requests."))]
    ids: Vec<Uuid>,
}

/// A request that could not be approved.
#[derive(Debug, Serialize, ToSchema)]
struct RefusedApproval {
    /// The request; it goes on waiting.
    id: Uuid,
    /// Why.
    problem: Problem,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
struct ApprovalResult {
    /// Requests that went through, and those that needed no approval any more.
    done: Vec<Uuid>,
    /// Requests that did not, each with the reason.
    refused: Vec<RefusedApproval>,
}

/// Let people in.
///
/// Each is judged again as if they had typed the code now; a new student spends a seat. Requests that
/// are refused go on waiting.
#[utoipa::path(tag = "codes", request_body = ApprovalChoice, responses((status = 200, description = "What came of each", body = ApprovalResult)))]
#[post("/organizations/{organization_id}/approvals/approve")]
async fn approve_redemptions(
    id: RequestId,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<ApprovalChoice>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let mut result = ApprovalResult { done: Vec::new(), refused: Vec::new() };
            for row in chosen(conn, &caller, &body.ids)? {
                let attempt = Attempt { confirmed: true, approved: true, ..Attempt::new(row.account_id, &row.text_key, caller.now) };
                // A savepoint: one refusal must not undo the others.
                match conn.transaction(|conn| redeem_in(conn, &attempt)) {
                    Ok(_) => result.done.push(row.id),
                    Err(error) if error.is_refusal() => {
                        result.refused.push(RefusedApproval { id: row.id, problem: error.problem(&id.to_string()) });
                    }
                    Err(error) => return Err(error),
                }
            }
            Answer::ok(&result)
        })
    };
    context.db.transact(work).await
}

/// Turn people away. Nothing was spent; they may ask again.
#[utoipa::path(tag = "codes", request_body = ApprovalChoice, responses((status = 200, description = "What came of each", body = ApprovalResult)))]
#[post("/organizations/{organization_id}/approvals/decline")]
async fn decline_redemptions(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    body: Json<ApprovalChoice>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let done = context.db.transact(move |conn| {
        let ids: Vec<Uuid> = chosen(conn, &caller, &body.ids)?.into_iter().map(|row| row.id).collect();
        waiting::decline(conn, &ids)?;
        Ok(ids)
    });
    Answer::ok(&ApprovalResult { done: done.await?, refused: Vec::new() })
}

/// Those of the requests that are within reach, in the order in which they came.
fn chosen(conn: &mut PgConnection, caller: &Caller<Teacher>, ids: &[Uuid]) -> Result<Vec<WaitingRow>, AppError> {
    Ok(waiting::for_staff(conn, caller.place.organization, caller.place.reach(), None, Some(ids), None, 200)?)
}
