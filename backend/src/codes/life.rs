//! `/organizations/{id}/codes/{code_id}/rotate` and `/history`: the life of a code.

use std::collections::{BTreeMap, HashMap};

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::edit::Edit;
use super::history::Difference;
use super::http::answer;
use super::rotate::{Rotation, rotate};
use super::store;
use super::store::history::{self, ChangeRow};
use super::wire::{Code, CodePath};
use crate::accounts::{Caller, Teacher};
use crate::shared::answer::{Answer, IfMatch};
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

pub fn routes(config: &mut ServiceConfig) {
    config.service(rotate_code).service(list_code_history);
}

/// Another text for a code.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct RotationRequest {
    /// The new text: 4 to 40 letters, digits and hyphens. Without it one is made up.
    #[schema(example = "MHS-PTA-2028")]
    #[validate(length(max = 200, code = "code-length", message = "A code has 4 to 40 characters."))]
    code: Option<String>,
    /// Whether strangers who type the old text are told the new one. Say false when it got out; students
    /// and staff of the organization are told all the same.
    #[serde(default = "yes")]
    name_successor: bool,
}

fn yes() -> bool {
    true
}

/// Rotate a code: it gets another text.
///
/// Classroom, rules, figures and redemptions stay with it. The old text is retired: it lets nobody in,
/// and nobody can ever make it again.
#[utoipa::path(tag = "codes", params(CodePath), request_body = RotationRequest, responses(
    (status = 200, description = "Rotated", body = Code),
    (status = 409, description = "`code-taken`, `code-looks-alike`, `code-deleted`"),
    (status = 422, description = "`code-not-ascii`, `code-length`, `code-characters`")))]
#[post("/organizations/{organization_id}/codes/{code_id}/rotate")]
async fn rotate_code(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<CodePath>,
    if_match: IfMatch,
    once: Idempotency,
    body: Json<RotationRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let house = context.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let edit = Edit::by(&caller, path.code_id, if_match);
            rotate(conn, &edit, &Rotation { text: body.code.clone(), name_successor: body.name_successor })?;
            answer(conn, &house, &caller, path.code_id, false)
        })
    };
    context.db.transact(work).await
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeActor {
    display_name: String,
}

/// One field before and after, named and written as in a PATCH of the code.
#[derive(Debug, Serialize, ToSchema)]
struct FieldChange {
    /// The field; `code` when the text was rotated, with `name_successor`.
    #[schema(example = "valid_till")]
    field: String,
    #[schema(value_type = Value, example = json!("2027-05-31"))]
    before: Value,
    #[schema(value_type = Value, example = json!("2027-06-18"))]
    after: Value,
}

/// One change of a code.
#[derive(Debug, Serialize, ToSchema)]
struct CodeChange {
    /// Its id.
    id: Uuid,
    /// `made`, `switched_on`, `switched_off`, `paused_by_guard`, `edited`, `rotated` or `deleted`.
    #[schema(example = "edited")]
    kind: String,
    /// What it changed.
    fields: Vec<FieldChange>,
    /// What the ids in `fields` are called today, where they are still known: classrooms, courses, staff, codes.
    names: BTreeMap<String, String>,
    /// Who did it; null when the house did.
    actor: Option<ChangeActor>,
    /// When.
    occurred_at: DateTime<Utc>,
}

impl CodeChange {
    fn show(row: ChangeRow, known: &HashMap<Uuid, String>) -> CodeChange {
        let differences = row.differences();
        let mentioned = mentioned(&differences);
        CodeChange {
            id: row.id,
            kind: row.kind,
            fields: differences.into_iter().map(|one| FieldChange { field: one.field, before: one.before, after: one.after }).collect(),
            names: mentioned.into_iter().filter_map(|id| known.get(&id).map(|name| (id.to_string(), name.clone()))).collect(),
            actor: row.actor_name.map(|display_name| ChangeActor { display_name }),
            occurred_at: row.occurred_at,
        }
    }
}

/// The fields that hold ids. What looks like an id elsewhere, such as in a note, is nobody's name.
const REFERENCES: [&str; 4] = ["classroom_id", "course_ids", "assigned_staff_id", "successor_id"];

/// What these differences refer to.
fn mentioned(differences: &[Difference]) -> Vec<Uuid> {
    let references = differences.iter().filter(|one| REFERENCES.contains(&one.field.as_str()));
    references.flat_map(|one| ids(&one.before).into_iter().chain(ids(&one.after))).collect()
}

fn ids(value: &Value) -> Vec<Uuid> {
    match value {
        Value::String(text) => text.parse().into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(ids).collect(),
        _ => Vec::new(),
    }
}

/// Every change of a code, newest first.
#[utoipa::path(tag = "codes", params(CodePath, PageQuery), responses((status = 200, description = "A page of changes", body = Page<CodeChange>)))]
#[get("/organizations/{organization_id}/codes/{code_id}/history")]
async fn list_code_history(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<CodePath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(i32, Uuid)>()?;
    let wanted = query.rows();
    let read = context.db.read(move |conn| {
        store::one(conn, caller.place.organization, path.code_id, caller.place.reach(), caller.now)?;
        let rows = history::changes(conn, path.code_id, after, wanted)?;
        let ids: Vec<Uuid> = rows.iter().flat_map(|row| mentioned(&row.differences())).collect();
        let names = history::names(conn, &ids)?.into_iter().map(|row| (row.id, row.name)).collect::<HashMap<_, _>>();
        Ok((rows, names))
    });
    let (rows, names) = read.await?;
    Page::of(&query, rows, |row| (row.version, row.id), |row| CodeChange::show(row, &names)).answer(&request)
}
