//! `/organizations/{id}/codes/{code_id}/exposure`.

use actix_web::get;
use actix_web::web::{Data, Path};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::Situation;
use super::remedies::{Remedy, Surroundings, remedies};
use crate::accounts::{Caller, Teacher};
use crate::codes::store::exposing::{self, AroundRow};
use crate::codes::store::{self, CodeRow};
use crate::codes::wire::{CodePatch, CodePath};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;

pub fn routes(config: &mut ServiceConfig) {
    config.service(show_code_exposure);
}

/// One of the things that keep the seats down.
#[derive(Debug, Serialize, ToSchema)]
struct ExposureLimit {
    /// `cap`, `classroom` or `license`.
    #[schema(example = "license")]
    limit: &'static str,
    /// So many seats it leaves; null where a teacher may not see it.
    #[schema(example = 96)]
    seats: Option<i32>,
}

/// A way to bring it down.
#[derive(Debug, Serialize, ToSchema)]
struct ExposureRemedy {
    /// `switch-off`, `limit`, `domain`, `last-day`, `hours` or `approval`.
    #[schema(example = "limit")]
    kind: &'static str,
    /// What it could burn afterwards.
    #[schema(example = 35)]
    seats_after: i32,
    /// How many of those strangers could.
    #[schema(example = 35)]
    strangers_after: i32,
    /// Send this to `PATCH .../codes/{code_id}`, with this answer's `ETag` as `If-Match`.
    #[schema(value_type = CodePatch, example = json!({ "max_redemptions": 35 }))]
    change: Value,
    /// And this takes it back.
    #[schema(value_type = CodePatch, example = json!({ "max_redemptions": null }))]
    undo: Value,
}

/// What a code could burn if it leaked, why, and how to bring that down.
#[derive(Debug, Serialize, ToSchema)]
struct ExposureReading {
    /// So many seats right now; 0 while it is closed.
    #[schema(example = 96)]
    seats: i32,
    /// So many as soon as it is open.
    #[schema(example = 96)]
    seats_once_open: i32,
    /// How many of those strangers could burn: 0 where a domain or a network keeps them out.
    #[schema(example = 96)]
    strangers: i32,
    /// What keeps it from being more: `cap`, `classroom`, `license`, `approval` or `closed`.
    #[schema(example = "license")]
    limited_by: &'static str,
    /// What bounds the seats.
    limits: Vec<ExposureLimit>,
    /// The rules that narrow who could use it or when: `approval`, `domain`, `network`, `hours`, `last-day`.
    #[schema(example = json!(["last-day"]))]
    narrowed_by: Vec<&'static str>,
    /// The cheapest ways to bring it down, at most three.
    remedies: Vec<ExposureRemedy>,
}

/// What a code could burn if it leaked right now, and the cheapest ways to bring that down.
#[utoipa::path(tag = "codes", params(CodePath), responses((status = 200, description = "The reading", body = ExposureReading)))]
#[get("/organizations/{organization_id}/codes/{code_id}/exposure")]
async fn show_code_exposure(context: Data<Context>, caller: Caller<Teacher>, path: Path<CodePath>) -> Result<Answer, AppError> {
    let work = move |conn: &mut diesel::PgConnection| {
        let (place, now) = (&caller.place, caller.now);
        let row = store::one(conn, place.organization, path.code_id, place.reach(), now)?;
        let around = exposing::around(conn, path.code_id)?;
        let around = surroundings(around, &row, place.day(now), now);
        Answer::ok(&read(&row, &around, place.reach().is_none())).map(|answer| answer.version(row.version))
    };
    context.db.read(work).await
}

fn surroundings(row: AroundRow, code: &CodeRow, today: chrono::NaiveDate, now: chrono::DateTime<chrono::Utc>) -> Surroundings {
    let usual = row.usual_domain.zip(row.usual_count).zip(row.usual_of);
    Surroundings {
        today,
        term_ends: row.term_ends,
        for_students: row.audience.as_deref().is_none_or(|audience| audience == "students"),
        idle_days: (now - row.last_touched_at).num_days(),
        usual_domain: usual.map(|((name, has), of)| (name, has, of)),
        valid_from: code.valid_from,
    }
}

/// The seats of classroom and license are the admins' to know; the bound that decides is on every code.
fn read(row: &CodeRow, around: &Surroundings, sees_seats: bool) -> ExposureReading {
    let situation = Situation::from(row);
    let (limit, seats_once_open) = situation.once_open();
    let (limited_by, seats) = if row.state == "active" { (limit.name(), seats_once_open) } else { ("closed", 0) };
    let limits = situation.bounds().into_iter().map(|(kind, seats)| {
        let shown = sees_seats || kind == limit || kind.name() == "cap";
        ExposureLimit { limit: kind.name(), seats: shown.then_some(seats) }
    });
    ExposureReading {
        seats,
        seats_once_open,
        strangers: if situation.keeps_strangers_out() { 0 } else { seats_once_open },
        limited_by,
        limits: limits.collect(),
        narrowed_by: situation.narrowed_by(),
        remedies: remedies(&situation, around).iter().map(|remedy| show(remedy, &situation)).collect(),
    }
}

fn show(remedy: &Remedy, before: &Situation) -> ExposureRemedy {
    ExposureRemedy {
        kind: remedy.name(),
        seats_after: remedy.seats_after,
        strangers_after: remedy.strangers_after,
        change: remedy.change(),
        undo: remedy.undo(before),
    }
}
