//! `/codes/lookup`: what a join page shows before anybody commits.

use std::net::IpAddr;
use std::time::Instant;

use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::decide::{Assent, Facts, open};
use super::guess::Guess;
use super::refusal::Refusal;
use super::refused::{self, Refused};
use super::rules::{EmailDomain, show_domains};
use super::store::{self, redeeming};
use super::{retired, text};
use crate::accounts::MaybeCaller;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::json::Json;
use crate::shared::{floor, peer};

pub fn routes(config: &mut ServiceConfig) {
    config.service(look_up_code);
}

/// A code to look up.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct CodeToLookUp {
    /// However it is typed.
    #[schema(example = "mhs pta 2027")]
    #[validate(length(max = 200, code = "too-long"))]
    code: String,
}

/// The organization on a join page.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewOrganization {
    name: String,
}

/// The classroom on a join page.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewClassroom {
    name: String,
    /// `classroom` or `campaign`.
    kind: String,
    description: String,
    color: String,
    /// `students`, `staff`, `parents` or `public`.
    audience: String,
}

/// A course on a join page.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewCourse {
    title: String,
    summary: String,
    /// How many lessons it has.
    lessons: i64,
    /// How many minutes it takes.
    minutes: i64,
}

/// What a join page may show before anybody commits.
#[derive(Debug, Serialize, ToSchema)]
struct CodePreview {
    /// The code as it is written.
    #[schema(example = "MHS-PTA-2027")]
    code: String,
    /// Whom one registers with.
    organization: PreviewOrganization,
    /// Where one comes in.
    classroom: Option<PreviewClassroom>,
    /// What one is enrolled in.
    courses: Vec<PreviewCourse>,
    /// Whose addresses; empty: anybody's.
    email_domains: Vec<EmailDomain>,
    /// Last day.
    valid_till: Option<NaiveDate>,
    /// The zone of that day.
    time_zone: String,
    /// Whether staff look at each request before it goes through.
    needs_approval: bool,
    /// Whether the person who asks is in by it already.
    already_redeemed: bool,
}

/// See what a code leads into.
///
/// To somebody who is not signed in, unknown and closed codes look the same; signed in, the refusal
/// says why.
#[utoipa::path(tag = "codes", security((), ("bearer" = [])), request_body = CodeToLookUp, responses(
    (status = 200, description = "An open code", body = CodePreview),
    (status = 401, description = "A token was sent, and is none: `token-invalid`, `token-expired`, `session-ended`"),
    (status = 403, description = "Signed in only: `domain-not-allowed`, `ip-not-allowed`, `member-blocked`, `member-removed`"),
    (status = 404, description = "`code-unknown`"),
    (status = 409, description = "Signed in only: why the code is closed, as when redeeming"),
    (status = 429, description = "`too-many-attempts`")))]
#[post("/codes/lookup")]
async fn look_up_code(
    request: HttpRequest,
    context: Data<Context>,
    caller: MaybeCaller,
    body: Json<CodeToLookUp>,
) -> Result<Answer, AppError> {
    let (arrived, now) = (Instant::now(), context.clock.now());
    let account = caller.0.map(|caller| caller.account);
    let guess = Guess::begin(&context, &request, account, now)?;
    let address = account.map(|_| peer::address(&request, &context.trusted_proxies));
    let Json(CodeToLookUp { code: typed }) = body;
    let code = typed.clone();
    let done = context.db.read(move |conn| preview(conn, &code, account, address, now)).await;
    guess.end(&context, &done);
    // Who is signed in sees the refusal here, in place of redeeming.
    if let (Err(refusal), Some(account)) = (&done, account) {
        refused::note(&context, Refused { account, typed, reason: refusal.code(), key: None, now }).await;
    }
    if account.is_none() && done.is_err() {
        // A closed code is found out by reading more than an unknown one.
        floor::wait(arrived).await;
    }
    Answer::ok(&done?)
}

/// Whether the code lets nobody new in, whoever they are.
fn is_closed(facts: &Facts) -> bool {
    open(facts).is_err() || facts.max_redemptions.is_some_and(|most| facts.redeemed >= most)
}

fn preview(
    conn: &mut PgConnection,
    typed: &str,
    account: Option<Uuid>,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<CodePreview, AppError> {
    let key = text::key(typed).ok_or(Refusal::Unknown)?;
    let facts = match account {
        Some(account) => retired::facts(conn, &key, account, address, now)?,
        None => redeeming::facts(conn, &key, Uuid::nil(), address, now)?,
    };
    let facts = facts.ok_or(Refusal::Unknown)?;
    match account {
        // A member of staff is asked when they redeem, not when they look.
        Some(_) => drop(retired::judge(conn, &key, &facts, Assent { learner: true, ..Assent::default() })?),
        None if is_closed(&facts) => return Err(Refusal::Unknown.into()),
        None => {}
    }
    let classroom = store::preview_classroom(conn, facts.classroom_id)?;
    let courses = store::preview_courses(conn, &facts.course_ids)?.into_iter();
    Ok(CodePreview {
        already_redeemed: facts.redemption_id.is_some() && (facts.member || facts.classroom_id.is_none()),
        code: facts.code_text,
        organization: PreviewOrganization { name: facts.organization_name },
        classroom: classroom.map(|row| PreviewClassroom {
            name: row.name,
            kind: row.kind,
            description: row.description,
            color: row.color,
            audience: row.audience,
        }),
        courses: courses
            .map(|row| PreviewCourse { title: row.title, summary: row.summary, lessons: row.lessons, minutes: row.minutes })
            .collect(),
        email_domains: show_domains(facts.domains, &facts.domains_with_subdomains),
        valid_till: facts.valid_till,
        needs_approval: facts.needs_approval,
        time_zone: facts.time_zone,
    })
}
