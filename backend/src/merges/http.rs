//! `/organizations/{id}/duplicates`, `/students/{id}/merges` and `/merges/{id}/undo`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::duplicates::{self, Probable};
use super::merge::{self, Pair, UNDONE_WITHIN};
use super::store::{self, MergeRow, SideRow, What};
use crate::accounts::{Admin, Caller};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_duplicates)
        .service(dismiss_duplicate)
        .service(preview_merge)
        .service(list_student_merges)
        .service(merge_students)
        .service(undo_merge);
}

/// One of two.
#[derive(Debug, Serialize, ToSchema)]
struct Twin {
    /// The student.
    id: Uuid,
    display_name: String,
    email: Option<String>,
    username: Option<String>,
    registered_at: DateTime<Utc>,
}

/// Two students who are probably one person.
#[derive(Debug, Serialize, ToSchema)]
struct Duplicate {
    /// The one who was registered first.
    one: Twin,
    other: Twin,
    /// `same-address` (another spelling of it), `same-name-and-domain`, `same-name-and-classroom` or
    /// `same-name-one-without-address`.
    #[schema(example = "same-name-and-domain")]
    reason: String,
}

impl From<Probable> for Duplicate {
    fn from(found: Probable) -> Self {
        let pair = found.pair;
        let one = Twin {
            id: pair.one_id,
            display_name: pair.one_name,
            email: pair.one_email,
            username: pair.one_username,
            registered_at: pair.one_registered,
        };
        let other = Twin {
            id: pair.other_id,
            display_name: pair.other_name,
            email: pair.other_email,
            username: pair.other_username,
            registered_at: pair.other_registered,
        };
        let (one, other) = if one.registered_at <= other.registered_at { (one, other) } else { (other, one) };
        Duplicate { one, other, reason: found.reason.to_owned() }
    }
}

/// Students who are probably there twice, the most probable first.
#[utoipa::path(tag = "merges", params(PageQuery), responses((status = 200, description = "A page of pairs", body = Page<Duplicate>)))]
#[get("/organizations/{organization_id}/duplicates")]
async fn list_duplicates(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(u8, Uuid, Uuid)>()?;
    let wanted = usize::try_from(query.rows()).unwrap_or(1);
    let found = context.db.read(move |conn| duplicates::find(conn, caller.place.organization, after, wanted));
    Page::of(&query, found.await?, |one| one.place, Duplicate::from).answer(&request)
}

/// Two students.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct TwoStudents {
    one_id: Uuid,
    other_id: Uuid,
}

/// Say that two students are not the same person.
///
/// They are not listed as duplicates any more.
#[utoipa::path(tag = "merges", request_body = TwoStudents, responses(
    (status = 204, description = "Remembered"),
    (status = 422, description = "`same-student`, `student-unknown`, `student-deleted`")))]
#[post("/organizations/{organization_id}/duplicates/dismiss")]
async fn dismiss_duplicate(
    context: Data<Context>,
    caller: Caller<Admin>,
    _path: Path<Uuid>,
    body: Json<TwoStudents>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let pair = Pair { organization: caller.place.organization, kept: body.one_id, merged: body.other_id };
    let done = context.db.transact(move |conn| {
        merge::check(conn, pair)?;
        Ok(store::tell_apart(conn, pair, caller.account, caller.now)?)
    });
    done.await?;
    Ok(Answer::no_content())
}

/// The path of a student.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct KeptPath {
    /// The organization.
    organization_id: Uuid,
    /// The student whose profile is kept.
    student_id: Uuid,
}

/// Whom to merge.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeRequest {
    /// The student whose profile becomes part of the kept one.
    student_id: Uuid,
}

/// What a profile brings along.
#[derive(Debug, Serialize, ToSchema)]
struct MergeSide {
    id: Uuid,
    display_name: String,
    email: Option<String>,
    username: Option<String>,
    email_verified: bool,
    registered_at: DateTime<Utc>,
    /// The classrooms they are in now.
    classrooms: Vec<String>,
    /// Stays that are over.
    earlier_classrooms: i64,
    /// The classrooms that keep them out, and will go on doing so.
    blocked_in: Vec<String>,
    /// Codes they came in by.
    codes: i64,
    courses: i64,
    notes: i64,
    /// Seats spent on them, which stay spent.
    seats: i64,
}

impl From<SideRow> for MergeSide {
    fn from(row: SideRow) -> Self {
        MergeSide {
            id: row.id,
            display_name: row.display_name,
            email: row.email,
            username: row.username,
            email_verified: row.email_verified,
            registered_at: row.registered_at,
            classrooms: row.classrooms,
            earlier_classrooms: row.earlier_classrooms,
            blocked_in: row.blocked_in,
            codes: row.codes,
            courses: row.courses,
            notes: row.notes,
            seats: row.seats,
        }
    }
}

/// What merging would do.
#[derive(Debug, Serialize, ToSchema)]
struct MergePreview {
    kept: MergeSide,
    merged: MergeSide,
    /// The classrooms they will be in.
    classrooms: Vec<String>,
    /// The courses they will be enrolled in: what both have counts once, from the earlier day.
    courses: i64,
    /// For how many days it can be undone.
    undo_days: i64,
}

fn preview(conn: &mut PgConnection, pair: Pair) -> Result<MergePreview, AppError> {
    merge::check(conn, pair)?;
    let mut sides: Vec<MergeSide> =
        store::sides(conn, pair.organization, &[pair.kept, pair.merged])?.into_iter().map(MergeSide::from).collect();
    sides.sort_by_key(|side| side.id != pair.kept);
    let (Some(merged), Some(kept)) = (sides.pop(), sides.pop()) else { return Err(AppError::not_found()) };
    let mut classrooms: Vec<String> = kept.classrooms.iter().chain(&merged.classrooms).cloned().collect();
    classrooms.retain(|name| !kept.blocked_in.contains(name) && !merged.blocked_in.contains(name));
    classrooms.sort();
    classrooms.dedup();
    let courses = kept.courses + merged.courses - store::shared_courses(conn, pair.kept, pair.merged)?;
    Ok(MergePreview { kept, merged, classrooms, courses, undo_days: UNDONE_WITHIN.num_days() })
}

/// The path of two students.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct PairPath {
    /// The organization.
    #[allow(dead_code)] // The caller's place says it, and that they are an admin there.
    organization_id: Uuid,
    /// The student whose profile would be kept.
    student_id: Uuid,
    /// The student whose profile would become part of it.
    other_student_id: Uuid,
}

/// What merging another student into this one would do. Changes nothing.
#[utoipa::path(tag = "merges", params(PairPath), responses(
    (status = 200, description = "What would become of them", body = MergePreview),
    (status = 422, description = "`same-student`, `student-unknown`, `student-deleted`")))]
#[get("/organizations/{organization_id}/students/{student_id}/merge-preview/{other_student_id}")]
async fn preview_merge(context: Data<Context>, caller: Caller<Admin>, path: Path<PairPath>) -> Result<Answer, AppError> {
    let pair = Pair { organization: caller.place.organization, kept: path.student_id, merged: path.other_student_id };
    Answer::ok(&context.db.read(move |conn| preview(conn, pair)).await?)
}

/// Two profiles that became one.
#[derive(Debug, Serialize, ToSchema)]
struct Merge {
    id: Uuid,
    /// The profile that was kept.
    kept_id: Uuid,
    kept_name: String,
    /// Whether the account of the kept profile was deleted: the name says no more than that.
    kept_deleted: bool,
    /// The one that became part of it, by the name and address of its account.
    merged_id: Uuid,
    merged_name: String,
    /// Whether that account was deleted.
    merged_deleted: bool,
    merged_email: Option<String>,
    merged_username: Option<String>,
    merged_by: String,
    merged_at: DateTime<Utc>,
    /// How many stays, codes, courses and notes went over.
    stays: usize,
    codes: usize,
    courses: usize,
    notes: usize,
    /// Until when it can be undone.
    undo_until: DateTime<Utc>,
    /// Whether it can be undone now.
    may_undo: bool,
    undone_at: Option<DateTime<Utc>>,
    undone_by: Option<String>,
}

impl Merge {
    fn show(row: MergeRow, now: DateTime<Utc>) -> Merge {
        let what: What = serde_json::from_value(row.moved).unwrap_or_default();
        let undo_until = row.merged_at + UNDONE_WITHIN;
        Merge {
            id: row.id,
            kept_id: row.kept_id,
            kept_name: row.kept_name,
            kept_deleted: row.kept_deleted,
            merged_id: row.merged_id,
            merged_name: row.merged_name,
            merged_deleted: row.merged_deleted,
            merged_email: row.merged_email,
            merged_username: row.merged_username,
            merged_by: row.merged_by,
            merged_at: row.merged_at,
            stays: what.records.stays.len(),
            codes: what.redemptions.len(),
            courses: what.records.enrollments.len(),
            notes: what.records.notes.len(),
            may_undo: row.undone_at.is_none() && row.newest && now <= undo_until,
            undo_until,
            undone_at: row.undone_at,
            undone_by: row.undone_by,
        }
    }
}

fn one(conn: &mut PgConnection, caller: &Caller<Admin>, id: Uuid) -> Result<Merge, AppError> {
    let row = store::one(conn, caller.place.organization, id)?.ok_or_else(AppError::not_found)?;
    Ok(Merge::show(row, caller.now))
}

/// The merges of a student, newest first, undone ones too.
#[utoipa::path(tag = "merges", params(KeptPath, PageQuery), responses((status = 200, description = "A page of merges", body = Page<Merge>)))]
#[get("/organizations/{organization_id}/students/{student_id}/merges")]
async fn list_student_merges(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<KeptPath>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<Uuid>()?;
    let wanted = query.rows();
    let now = caller.now;
    let rows = context.db.read(move |conn| {
        crate::students::known(conn, path.organization_id, path.student_id)?;
        Ok(store::of_student(conn, caller.place.organization, path.student_id, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, |row| Merge::show(row, now)).answer(&request)
}

/// Merge another student into this one.
///
/// Every record of the other becomes this one's; no seat comes back, and nothing about either account changes.
/// From now on, whoever signs in with either account is this student here. Can be undone for 30 days.
#[utoipa::path(tag = "merges", params(KeptPath), request_body = MergeRequest, responses(
    (status = 201, description = "Merged", body = Merge),
    (status = 422, description = "`same-student`, `student-unknown`, `student-deleted`")))]
#[post("/organizations/{organization_id}/students/{student_id}/merges")]
async fn merge_students(
    context: Data<Context>,
    caller: Caller<Admin>,
    path: Path<KeptPath>,
    once: Idempotency,
    body: Json<MergeRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let pair = Pair { organization: caller.place.organization, kept: path.student_id, merged: body.student_id };
            let id = merge::merge(conn, pair, caller.account, caller.now)?;
            Answer::created(&one(conn, &caller, id)?)
        })
    };
    context.db.transact(work).await
}

/// The path of a merge.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct MergePath {
    /// The organization.
    organization_id: Uuid,
    /// The merge.
    merge_id: Uuid,
}

/// Undo a merge within 30 days.
///
/// Every record that went over goes back; what came since stays with the kept profile.
#[utoipa::path(tag = "merges", params(MergePath), responses(
    (status = 200, description = "Undone", body = Merge),
    (status = 409, description = "`merge-undone`, `merge-too-old`, `merge-not-newest`")))]
#[post("/organizations/{organization_id}/merges/{merge_id}/undo")]
async fn undo_merge(context: Data<Context>, caller: Caller<Admin>, path: Path<MergePath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        merge::undo(conn, path.organization_id, path.merge_id, caller.account, caller.now)?;
        Answer::ok(&one(conn, &caller, path.merge_id)?)
    });
    done.await
}
