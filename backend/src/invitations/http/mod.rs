//! `/organizations/{id}/invitations`; what whoever holds a link does is in `guest`, inviting staff in `team`.

mod guest;
mod team;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::follow::{self, Hand};
use super::invite::{self, Target};
use super::wire::{
    FiguresFilter, Invitation, InvitationFigures, InvitationFilter, InvitationPlan, InvitationRequest, PastedAddresses, Reminded,
    ReminderRequest, ResendRequest,
};
use super::{sheet, store};
use crate::accounts::{Caller, Place, StaffRole, Teacher};
use crate::admissions;
use crate::classrooms;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query};
use crate::shared::sheet::KIND;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_invitations)
        .service(show_invitation_figures)
        .service(export_invitations)
        .service(check_invitations)
        .service(send_invitations)
        .service(remind_invited)
        .service(resend_invitation)
        .service(withdraw_invitation);
    guest::routes(config);
    team::routes(config);
}

/// Seats are the admins' alone.
fn sees_seats(place: &Place) -> bool {
    place.role == StaffRole::Admin
}

/// How many new students still fit, for whom that concerns.
fn room(conn: &mut PgConnection, place: &Place, classroom: Option<Uuid>, now: DateTime<Utc>) -> Result<Option<i64>, AppError> {
    if sees_seats(place) { Ok(Some(admissions::room(conn, place.organization, classroom, now)?.into())) } else { Ok(None) }
}

/// Refuses a classroom out of reach.
fn reach(conn: &mut PgConnection, place: &Place, classroom: Option<Uuid>) -> Result<(), AppError> {
    match classroom {
        Some(classroom) => classrooms::reachable(conn, place.organization, classroom, place.reach()),
        None => Ok(()),
    }
}

/// Invitations, newest first; for a teacher those into their classrooms.
#[utoipa::path(tag = "invitations", params(InvitationFilter, PageQuery), responses(
    (status = 200, description = "A page of invitations", body = Page<Invitation>)))]
#[get("/organizations/{organization_id}/invitations")]
async fn list_invitations(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<InvitationFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let (after, wanted) = (query.start::<Uuid>()?, query.rows());
    let (filter, place) = (filter.within(&caller.place)?, caller.place);
    let with_seats = sees_seats(&place);
    let rows = context.db.read(move |conn| {
        reach(conn, &place, filter.classroom)?;
        Ok(store::list(conn, place.organization, &filter, caller.now, after, wanted)?)
    });
    Page::of(&query, rows.await?, |row| row.id, |row| Invitation::show(row, with_seats)).answer(&request)
}

/// What became of the invitations: sent, opened, accepted, and what is still to come.
#[utoipa::path(tag = "invitations", params(FiguresFilter), responses((status = 200, description = "The figures", body = InvitationFigures)))]
#[get("/organizations/{organization_id}/invitations/figures")]
async fn show_invitation_figures(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<FiguresFilter>,
) -> Result<Answer, AppError> {
    let place = caller.place;
    let filter = filter.0.within(&place);
    let shown = context.db.read(move |conn| {
        reach(conn, &place, filter.classroom)?;
        let figures = store::figures(conn, place.organization, &filter, caller.now)?;
        Ok(InvitationFigures::show(&figures, room(conn, &place, filter.classroom, caller.now)?))
    });
    Answer::ok(&shown.await?)
}

/// The newest 10,000 invitations as a spreadsheet: to whom, what became of each, and when.
#[utoipa::path(tag = "invitations", params(InvitationFilter), responses(
    (status = 200, description = "CSV with a heading, for saving", body = String, content_type = "text/csv; charset=utf-8")))]
#[get("/organizations/{organization_id}/invitations.csv")]
async fn export_invitations(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<InvitationFilter>,
) -> Result<Answer, AppError> {
    let place = caller.place;
    let filter = filter.0.within(&place)?;
    let done = context.db.read(move |conn| {
        reach(conn, &place, filter.classroom)?;
        let lines = store::lines(conn, place.organization, &filter, caller.now)?;
        let name = format!("invitations-{}.csv", place.day(caller.now));
        Ok(Answer::file(KIND, &name, sheet::print(&lines, &place.time_zone)?))
    });
    done.await
}

/// See what pasted addresses come to, before anything is sent.
#[utoipa::path(tag = "invitations", request_body = PastedAddresses, responses(
    (status = 200, description = "What each comes to", body = InvitationPlan),
    (status = 409, description = "`classroom-deleted`"),
    (status = 422, description = "`addresses-none`, `too-many`, `classroom-required`, `classroom-unknown`")))]
#[post("/organizations/{organization_id}/invitations/check")]
async fn check_invitations(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    body: Json<PastedAddresses>,
) -> Result<Answer, AppError> {
    let (Json(body), place) = (body, caller.place);
    let target = Target { organization: place.organization, classroom: body.classroom_id, reach: place.reach() };
    let plan = context.db.read(move |conn| {
        let lines = invite::plan(conn, &target, &body.addresses, caller.now)?;
        Ok(InvitationPlan::show(lines, room(conn, &place, target.classroom, caller.now)?))
    });
    Answer::ok(&plan.await?)
}

/// Invite people by mail.
///
/// Everybody who can be invited is; the others are told apart by `outcome`. An invitation spends nothing
/// until it is accepted. Somebody who was invited to the same place before is sent a new link, and the old
/// one ends.
#[utoipa::path(tag = "invitations", request_body = InvitationRequest, responses(
    (status = 201, description = "What came of each", body = InvitationPlan),
    (status = 409, description = "`classroom-deleted`"),
    (status = 422, description = "`addresses-none`, `too-many`, `classroom-required`, `classroom-unknown`, `days-range`"),
    (status = 429, description = "`too-many-invitations`: 5,000 a day for each organization")))]
#[post("/organizations/{organization_id}/invitations")]
async fn send_invitations(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<InvitationRequest>,
) -> Result<Answer, AppError> {
    let (Json(body), house) = (body, context.clone());
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let place = &caller.place;
            let new = invite::Invitation {
                target: Target { organization: place.organization, classroom: body.classroom_id, reach: place.reach() },
                addresses: body.addresses.clone(),
                days: body.days,
                locale: body.locale.clone(),
                by: caller.account,
                day: place.day(caller.now),
                now: caller.now,
            };
            let lines = invite::send(conn, &house.public_url, &new)?;
            Answer::created(&InvitationPlan::show(lines, room(conn, place, body.classroom_id, caller.now)?))
        })
    };
    context.db.transact(work).await
}

fn hand(caller: &Caller<Teacher>) -> Hand {
    let place = &caller.place;
    Hand { organization: place.organization, reach: place.reach(), by: caller.account, day: place.day(caller.now), now: caller.now }
}

/// Remind everybody who was invited to a place and has not answered.
///
/// Nobody is reminded on a day on which they had mail about it already. The links they have stay good.
#[utoipa::path(tag = "invitations", request_body = ReminderRequest, responses(
    (status = 200, description = "So many were reminded", body = Reminded),
    (status = 409, description = "`classroom-deleted`"),
    (status = 422, description = "`classroom-required`"),
    (status = 429, description = "`too-many-invitations`")))]
#[post("/organizations/{organization_id}/invitations/remind")]
async fn remind_invited(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<ReminderRequest>,
) -> Result<Answer, AppError> {
    let (Json(body), house) = (body, context.clone());
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            let target = Target { organization: caller.place.organization, classroom: body.classroom_id, reach: caller.place.reach() };
            Answer::ok(&Reminded { reminded: follow::remind(conn, &house.public_url, &hand(&caller), &target)? })
        })
    };
    context.db.transact(work).await
}

/// The path of an invitation.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct InvitationPath {
    /// The organization.
    organization_id: Uuid,
    /// The invitation.
    invitation_id: Uuid,
}

fn answer(conn: &mut PgConnection, caller: &Caller<Teacher>, path: &InvitationPath) -> Result<Answer, AppError> {
    let row = store::one(conn, path.organization_id, path.invitation_id, caller.place.reach(), caller.now)?;
    Answer::ok(&Invitation::show(row, sees_seats(&caller.place)))
}

/// Mail an invitation again, with a new link.
///
/// The old link ends. An expired invitation is good again.
#[utoipa::path(tag = "invitations", params(InvitationPath), request_body = ResendRequest, responses(
    (status = 200, description = "Sent", body = Invitation),
    (status = 409, description = "`invitation-accepted`, `invitation-withdrawn`, `classroom-deleted`"),
    (status = 422, description = "`days-range`"),
    (status = 429, description = "`too-many-attempts`: mails about one invitation are counted; `too-many-invitations`")))]
#[post("/organizations/{organization_id}/invitations/{invitation_id}/resend")]
async fn resend_invitation(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<InvitationPath>,
    once: Idempotency,
    body: Json<ResendRequest>,
) -> Result<Answer, AppError> {
    let (Json(body), house) = (body, context.clone());
    context.throttles.mails.admit(&path.invitation_id.to_string(), caller.now)?;
    let work = move |conn: &mut PgConnection| {
        once.once(conn, caller.account, caller.now, &body, |conn| {
            follow::resend(conn, &house.public_url, &hand(&caller), path.invitation_id, body.days)?;
            answer(conn, &caller, &path)
        })
    };
    context.db.transact(work).await
}

/// Take an invitation back: its link ends. Doing it twice is harmless.
#[utoipa::path(tag = "invitations", params(InvitationPath), responses(
    (status = 200, description = "Withdrawn", body = Invitation),
    (status = 409, description = "`invitation-accepted`")))]
#[post("/organizations/{organization_id}/invitations/{invitation_id}/withdraw")]
async fn withdraw_invitation(context: Data<Context>, caller: Caller<Teacher>, path: Path<InvitationPath>) -> Result<Answer, AppError> {
    let done = context.db.transact(move |conn| {
        follow::withdraw(conn, &hand(&caller), path.invitation_id)?;
        answer(conn, &caller, &path)
    });
    done.await
}
