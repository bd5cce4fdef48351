//! `/organizations/{id}/refusals`: the desk; `/me/refusals`: tell my teacher.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde::Deserialize;
use tracing_actix_web::RequestId;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::settle::{self, Settler};
use super::tell::tell;
use super::wire::{
    MyRefusal, RefusalCase, RefusalPath, RefusedCode, SettledRefusal, Settlement, SettlementResult, Settlements, UnsettledRefusal,
};
use crate::accounts::{Caller, SignedIn, StaffRole, Teacher};
use crate::codes::{self, After, Attempt, CaseFilter, Guess};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::idempotency::Idempotency;
use crate::shared::json::Json;
use crate::shared::paging::{Page, PageQuery, Query, contains};
use crate::shared::peer;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_refusals).service(settle_refusals).service(settle_refusal).service(list_my_refusals).service(tell_my_teacher);
}

/// Which cases are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RefusalFilter {
    /// `open` or `settled` (by staff, or because the person got in). Without it: all.
    state: Option<String>,
    /// True: those who ask for help and still wait.
    told: Option<bool>,
    /// Those at one code.
    code_id: Option<Uuid>,
    /// Those at one classroom.
    classroom_id: Option<Uuid>,
    /// Those for one reason.
    reason: Option<String>,
    /// Part of a name or address.
    q: Option<String>,
}

impl RefusalFilter {
    fn within(self, reach: Option<Uuid>) -> Result<CaseFilter, AppError> {
        let open = match self.state.as_deref() {
            None => None,
            Some("open") => Some(true),
            Some("settled") => Some(false),
            Some(_) => return Err(AppError::new(Kind::Malformed, "query-invalid", "A state is open or settled.")),
        };
        Ok(CaseFilter {
            reach,
            only: None,
            open,
            told: self.told,
            code: self.code_id,
            classroom: self.classroom_id,
            reason: self.reason,
            search: self.q.as_deref().map(contains),
        })
    }
}

/// Who was refused in the last 30 days, and what opens the door; for a teacher at their classrooms.
///
/// Who asks for help comes first, then the newest attempt.
#[utoipa::path(tag = "refusals", params(RefusalFilter, PageQuery), responses((status = 200, description = "A page of cases", body = Page<RefusalCase>)))]
#[get("/organizations/{organization_id}/refusals")]
async fn list_refusals(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    filter: Query<RefusalFilter>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let (Query(filter), Query(query)) = (filter, query);
    let filter = filter.within(caller.place.reach())?;
    let after = query.start::<After>()?;
    let wanted = query.rows();
    let admin = caller.place.role == StaffRole::Admin;
    let rows = context.db.read(move |conn| Ok(codes::cases(conn, caller.place.organization, &filter, caller.now, after, wanted)?));
    let page = Page::of(&query, rows.await?, |(case, _)| (case.asks, case.last_at, case.refusal_id), |row| RefusalCase::show(row, admin));
    page.answer(&request)
}

fn settler(caller: &Caller<Teacher>, context: &Context) -> Settler {
    Settler {
        organization: caller.place.organization,
        reach: caller.place.reach(),
        by: caller.account,
        now: caller.now,
        public_url: context.public_url.clone(),
    }
}

/// Settle a case by one of its remedies.
///
/// The remedy is carried out and the person judged again, in one step: they are in (a new student spends
/// a seat), or nothing has changed and the problem says why. `dismiss` closes the case and lets nobody in.
#[utoipa::path(tag = "refusals", params(RefusalPath), request_body = Settlement, responses(
    (status = 200, description = "Settled", body = SettledRefusal),
    (status = 403, description = "`role-required`: seats and deleted classrooms are for admins"),
    (status = 409, description = "`refusal-settled`, `still-refused` (`errors` names the reason), `seats-not-enough`"),
    (status = 422, description = "`remedy-unknown`, `cap-below-used`, `allotment-below-spent`")))]
#[post("/organizations/{organization_id}/refusals/{refusal_id}/settle")]
async fn settle_refusal(
    context: Data<Context>,
    caller: Caller<Teacher>,
    path: Path<RefusalPath>,
    once: Idempotency,
    body: Json<Settlement>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let settler = settler(&caller, &context);
    let work = move |conn: &mut PgConnection| {
        once.once(conn, settler.by, settler.now, &body, |conn| {
            let outcome = settle::settle(conn, &settler, path.refusal_id, &body.clone().into())?;
            Answer::ok(&SettledRefusal::show(path.refusal_id, outcome))
        })
    };
    context.db.transact(work).await
}

/// Settle many cases of one code at once.
///
/// Each person is judged for themselves: who is refused even so stays on the desk, the others are in.
#[utoipa::path(tag = "refusals", request_body = Settlements, responses(
    (status = 200, description = "What came of each", body = SettlementResult),
    (status = 403, description = "`role-required`"),
    (status = 422, description = "`one-code-at-a-time`, `remedy-unknown`")))]
#[post("/organizations/{organization_id}/refusals/settle")]
async fn settle_refusals(
    id: RequestId,
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<Settlements>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let settler = settler(&caller, &context);
    let work = move |conn: &mut PgConnection| {
        once.once(conn, settler.by, settler.now, &body, |conn| {
            let mut result = SettlementResult::default();
            for (case, done) in settle::settle_many(conn, &settler, &body.ids, &body.order())? {
                match done {
                    Ok(outcome) => result.done.push(SettledRefusal::show(case, outcome)),
                    Err(error) => result.refused.push(UnsettledRefusal { id: case, problem: error.problem(&id.to_string()) }),
                }
            }
            Answer::ok(&result)
        })
    };
    context.db.transact(work).await
}

/// My open cases: codes that did not let me in, newest first.
#[utoipa::path(tag = "me", params(PageQuery), responses((status = 200, description = "A page of cases", body = Page<MyRefusal>)))]
#[get("/me/refusals")]
async fn list_my_refusals(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    query: Query<PageQuery>,
) -> Result<Answer, AppError> {
    let Query(query) = query;
    let after = query.start::<(DateTime<Utc>, Uuid)>()?;
    let wanted = query.rows();
    let rows = context.db.read(move |conn| Ok(codes::own_cases(conn, caller.account, after, wanted)?));
    Page::of(&query, rows.await?, |row| (row.last_at, row.id), MyRefusal::from).answer(&request)
}

/// Tell my teacher that a code does not let me in.
///
/// It must really refuse me now. My case comes to the top of the refusal desk; staff are mailed once an
/// hour about a code at most. Doing it twice is harmless.
#[utoipa::path(tag = "me", request_body = RefusedCode, responses(
    (status = 201, description = "Told", body = MyRefusal),
    (status = 200, description = "Was told already", body = MyRefusal),
    (status = 404, description = "`code-unknown`"),
    (status = 409, description = "`code-open`, `already-in`"),
    (status = 429, description = "`too-many-attempts`: only unknown codes are counted")))]
#[post("/me/refusals")]
async fn tell_my_teacher(
    request: HttpRequest,
    context: Data<Context>,
    caller: Caller<SignedIn>,
    once: Idempotency,
    body: Json<RefusedCode>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let (account, now) = (caller.account, caller.now);
    let guess = Guess::begin(&context, &request, Some(account), now)?;
    let address = Some(peer::address(&request, &context.trusted_proxies));
    let attempt = Attempt { address, ..Attempt::new(account, &body.code, now) };
    let public_url = context.public_url.clone();
    let work = move |conn: &mut PgConnection| {
        once.once(conn, account, now, &body, |conn| {
            let case = tell(conn, &attempt, &public_url)?;
            let is_new = case.told_at == Some(now);
            let shown = MyRefusal::from(case);
            if is_new { Answer::created(&shown) } else { Answer::ok(&shown) }
        })
    };
    let done = context.db.transact(work).await;
    guess.end(&context, &done);
    done
}
