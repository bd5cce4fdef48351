//! `/me/export` and `/me/deletion`; `/organizations/{id}/departures`; for a school in `school.rs`.

mod school;

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::store::departures::{self, DepartureRow};
use super::{by_school, erase, export};
use crate::accounts::{self, Admin, Caller, SignedIn};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(export_my_data).service(show_my_deletion).service(delete_my_account).service(keep_my_account);
    config.service(list_departures);
    school::routes(config);
}

/// My password, and the code from my phone where signing in asks for one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProofOfMe {
    #[schema(example = "a quiet morning")]
    #[validate(length(max = 200, code = "too-long"))]
    password: String,
    /// Six digits from the phone, or a recovery code. Needed only with a second factor.
    #[serde(default)]
    #[schema(example = "402917")]
    #[validate(length(max = 40, code = "too-long"))]
    code: Option<String>,
}

/// One kind of thing that is kept about me.
#[derive(Debug, Serialize, ToSchema)]
struct KeptAboutMe {
    /// The kind.
    #[schema(example = "redemptions")]
    name: String,
    /// What it is.
    #[schema(example = "The codes you used.")]
    about: String,
    /// Each one, with what is kept of it.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<serde_json::Value>,
}

/// All that is kept about me.
#[derive(Debug, Serialize, ToSchema)]
struct MyData {
    /// When this copy was made.
    made_at: DateTime<Utc>,
    /// Kind by kind.
    sections: Vec<KeptAboutMe>,
}

/// Have a copy of all that is kept about me, in every organization.
#[utoipa::path(tag = "leaving", request_body = ProofOfMe, responses(
    (status = 200, description = "A file to keep", body = MyData),
    (status = 409, description = "`password-missing`"),
    (status = 422, description = "`password-wrong`, `second-factor-wrong`"),
    (status = 429, description = "`too-many-attempts`: wrong proofs are counted, and five copies may be made within an hour")))]
#[post("/me/export")]
async fn export_my_data(context: Data<Context>, caller: Caller<SignedIn>, body: Json<ProofOfMe>) -> Result<Answer, AppError> {
    let Json(ProofOfMe { password, code }) = body;
    accounts::prove_again(&context, &caller, password.into(), code).await?;
    context.throttles.exports.admit(&caller.account, caller.now)?;
    let kept = context.db.read(move |conn| export::gather(conn, caller.account)).await?;
    as_file(kept, caller.now, "homeroom-my-data.json")
}

fn as_file(kept: Vec<export::Kept>, made_at: DateTime<Utc>, name: &str) -> Result<Answer, AppError> {
    let show = |kept: export::Kept| KeptAboutMe { name: kept.name.to_owned(), about: kept.about.to_owned(), rows: kept.rows };
    let answer = Answer::ok(&MyData { made_at, sections: kept.into_iter().map(show).collect() })?;
    Ok(answer.header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
}

/// Whether my account is on its way out.
#[derive(Debug, Serialize, ToSchema)]
struct MyDeletion {
    /// When it will be deleted; null when nobody asked for that.
    due_at: Option<DateTime<Utc>>,
    /// Whether my school asked for it, and is the one to ask when I want to keep it.
    by_school: bool,
}

/// See whether my account will be deleted.
#[utoipa::path(tag = "leaving", responses((status = 200, description = "When, if at all", body = MyDeletion)))]
#[get("/me/deletion")]
async fn show_my_deletion(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    let show = move |conn: &mut PgConnection| {
        let due_at = accounts::deletion_due(conn, caller.account)?;
        Ok(MyDeletion { due_at, by_school: due_at.is_some() && by_school::decides(conn, caller.account)? })
    };
    Answer::ok(&context.db.read(show).await?)
}

/// Have my account deleted, 14 days from now.
///
/// Every session ends, this one too, and a mail tells how to take it back. Then name, addresses and every
/// way in are scrubbed. Seats stay spent, and what organizations count stays, without a name.
#[utoipa::path(tag = "leaving", request_body = ProofOfMe, responses(
    (status = 202, description = "Planned", body = MyDeletion),
    (status = 409, description = "`last-admin`, `deletion-by-school` for who has no address, `deletion-by-operator`, `password-missing`"),
    (status = 422, description = "`password-wrong`, `second-factor-wrong`"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/me/deletion")]
async fn delete_my_account(context: Data<Context>, caller: Caller<SignedIn>, body: Json<ProofOfMe>) -> Result<Answer, AppError> {
    let Json(ProofOfMe { password, code }) = body;
    accounts::prove_again(&context, &caller, password.into(), code).await?;
    let house = context.clone();
    let due = context.db.transact(move |conn| erase::ask(conn, &house.public_url, caller.account, caller.now)).await?;
    Answer::accepted(&MyDeletion { due_at: Some(due), by_school: false })
}

/// Keep my account after all.
#[utoipa::path(tag = "leaving", responses(
    (status = 204, description = "It stays; or nobody wanted to delete it"),
    (status = 409, description = "`deletion-by-school`: my school asked for it")))]
#[delete("/me/deletion")]
async fn keep_my_account(context: Data<Context>, caller: Caller<SignedIn>) -> Result<Answer, AppError> {
    let house = context.clone();
    context.db.transact(move |conn| erase::take_back(conn, &house.public_url, caller.account, caller.now)).await?;
    Ok(Answer::no_content())
}

/// A student whose account is to be deleted, as they asked, or as their school did for them.
#[derive(Debug, Serialize, ToSchema)]
struct Departure {
    id: Uuid,
    /// The student.
    student_id: Uuid,
    /// How they are called; null once the account is deleted.
    #[schema(example = "Maya Lopez")]
    display_name: Option<String>,
    /// When it was asked.
    asked_at: DateTime<Utc>,
    /// The admin who asked for it; null when the student did.
    #[schema(example = "Dana Reyes")]
    asked_by: Option<String>,
    /// When the account goes for good.
    due_at: DateTime<Utc>,
    /// When it was taken back, if it was.
    taken_back_at: Option<DateTime<Utc>>,
    /// The admin who took it back.
    taken_back_by: Option<String>,
    /// When the account was deleted, if it was.
    done_at: Option<DateTime<Utc>>,
}

impl From<DepartureRow> for Departure {
    fn from(row: DepartureRow) -> Self {
        Departure {
            id: row.id,
            student_id: row.student_id,
            display_name: row.done_at.is_none().then_some(row.display_name),
            asked_at: row.asked_at,
            asked_by: row.asked_by,
            due_at: row.due_at,
            taken_back_at: row.taken_back_at,
            taken_back_by: row.taken_back_by,
            done_at: row.done_at,
        }
    }
}

/// Whose.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DepartureFilter {
    /// Only this student's.
    student_id: Option<Uuid>,
}

/// The students whose accounts were to be deleted, newest first: planned, taken back, done.
///
/// Seats stay spent, and what was counted stays counted.
#[utoipa::path(tag = "leaving", params(DepartureFilter, PageQuery), responses((status = 200, description = "A page of them", body = Page<Departure>)))]
#[get("/organizations/{organization_id}/departures")]
async fn list_departures(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    filter: Query<DepartureFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(DepartureFilter { student_id }), Query(query)) = (filter, query);
    let (after, wanted) = (query.start::<Uuid>()?, query.rows());
    let rows = context.db.read(move |conn| Ok(departures::list(conn, caller.place.organization, student_id, after, wanted)?));
    Page::of(&query, rows.await?, |row| row.id, Departure::from).answer(&request)
}
