//! `/invitations`: what whoever holds a link sees and does.

use std::net::IpAddr;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tracing_actix_web::RequestId;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use crate::accounts::{self, MaybeCaller, Session};
use crate::invitations::accept::{self, Accepted, Following, Newcomer};
use crate::invitations::store::{self, PreviewRow};
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::{AppError, FieldError, Problem};
use crate::shared::json::{Json, not_blank};
use crate::shared::{peer, throttle, weak_passwords};

pub fn routes(config: &mut ServiceConfig) {
    config.service(look_up_invitation).service(accept_invitation);
}

/// The secret from a link.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationSecret {
    #[validate(length(max = 100, code = "too-long"))]
    token: String,
}

/// The organization on the page of an invitation.
#[derive(Debug, Serialize, ToSchema)]
struct InvitingOrganization {
    id: Uuid,
    #[schema(example = "Hamilton Schools")]
    name: String,
    /// Whom to ask.
    contact_email: Option<String>,
}

/// The classroom on the page of an invitation.
#[derive(Debug, Serialize, ToSchema)]
struct InvitingClassroom {
    id: Uuid,
    name: String,
    /// `classroom` or `campaign`.
    kind: String,
    description: String,
    color: String,
    /// `students`, `staff`, `parents` or `public`.
    audience: String,
}

/// A course on the page of an invitation.
#[derive(Debug, Serialize, ToSchema)]
struct InvitingCourse {
    title: String,
    summary: String,
    /// How many lessons it has.
    lessons: i64,
    /// How many minutes it takes.
    minutes: i64,
}

/// What somebody who is signed in is to an invitation.
#[derive(Debug, Serialize, ToSchema)]
struct InvitedMe {
    /// Signed in with the address it was sent to.
    invited: bool,
    /// Whether they may accept it as who they are.
    may_join: bool,
    /// In the place it leads to already.
    joined: bool,
    /// On the staff there, and no student: has to say that they mean to be a learner.
    staff: bool,
}

/// What the page of an invitation shows before anybody commits.
#[derive(Debug, Serialize, ToSchema)]
struct InvitationPreview {
    /// `open`; or why it is not: `accepted`, `withdrawn`, `closed`, `replaced` by a newer mail, `expired`.
    #[schema(example = "open")]
    state: &'static str,
    /// To whom it was sent.
    #[schema(example = "maya@example.com")]
    email: String,
    /// How whoever invited them calls them; may be empty.
    display_name: String,
    organization: InvitingOrganization,
    /// Null: into the organization, without a classroom.
    classroom: Option<InvitingClassroom>,
    /// What one is enrolled in.
    courses: Vec<InvitingCourse>,
    /// Who sent it.
    invited_by: Option<String>,
    /// The last day on which the link works, in the organization's zone.
    open_through: NaiveDate,
    /// Whether the address has an account: who has one signs in, who has none makes one.
    has_account: bool,
    /// Null for somebody who is not signed in.
    me: Option<InvitedMe>,
}

fn classroom(seen: &PreviewRow) -> Option<InvitingClassroom> {
    Some(InvitingClassroom {
        id: seen.classroom_id?,
        name: seen.classroom_name.clone()?,
        kind: seen.classroom_kind.clone()?,
        description: seen.classroom_description.clone()?,
        color: seen.classroom_color.clone()?,
        audience: seen.classroom_audience.clone()?,
    })
}

/// See what an invitation leads into.
///
/// Commits to nothing, and does not use the link up; that it was opened is remembered.
#[utoipa::path(tag = "invitations", security((), ("bearer" = [])), request_body = InvitationSecret, responses(
    (status = 200, description = "The invitation, open or not", body = InvitationPreview),
    (status = 401, description = "A token was sent, and is none: `token-invalid`, `token-expired`, `session-ended`"),
    (status = 404, description = "`invitation-unknown`"),
    (status = 429, description = "`too-many-attempts`: links that nobody was sent are counted per network")))]
#[post("/invitations/lookup")]
async fn look_up_invitation(
    request: HttpRequest,
    context: Data<Context>,
    caller: MaybeCaller,
    body: Json<InvitationSecret>,
) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let network = throttle::address_key(peer::address(&request, &context.trusted_proxies));
    context.throttles.addresses.admit(&network, now)?;
    let account = caller.0.map(|caller| caller.account);
    let shown = context.db.transact(move |conn| preview(conn, &body.0.token, account, now)).await?;
    context.throttles.addresses.forgive(&network);
    Answer::ok(&shown)
}

fn preview(conn: &mut PgConnection, token: &str, account: Option<Uuid>, now: DateTime<Utc>) -> Result<InvitationPreview, AppError> {
    let link = accept::find(conn, token)?;
    let seen = store::invited(conn, link.invitation_id, account.unwrap_or(Uuid::nil()), now)?;
    let state = accept::state(&link, &seen);
    if state == "open" {
        store::mark_opened(conn, link.invitation_id, now)?;
    }
    let courses = store::preview_courses(conn, seen.organization_id, seen.classroom_id)?.into_iter();
    let me = account.map(|_| InvitedMe {
        invited: seen.mine,
        may_join: seen.mine || accept::as_another(&seen).is_ok(),
        joined: seen.i_am_in,
        staff: seen.i_am_staff && !seen.i_am_student,
    });
    Ok(InvitationPreview {
        state,
        me,
        classroom: classroom(&seen),
        courses: courses
            .map(|row| InvitingCourse { title: row.title, summary: row.summary, lessons: row.lessons, minutes: row.minutes })
            .collect(),
        organization: InvitingOrganization { id: seen.organization_id, name: seen.organization_name, contact_email: seen.contact_email },
        email: seen.email,
        display_name: seen.display_name,
        invited_by: seen.invited_by,
        open_through: seen.open_through,
        has_account: seen.has_account,
    })
}

/// An invitation to accept: as who is signed in, or as somebody new.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    #[validate(length(max = 100, code = "too-long"))]
    token: String,
    /// Of somebody new.
    #[schema(example = "Maya Chen")]
    #[validate(custom(function = not_blank), length(max = 100, code = "display-name-length", message = "A name has 1 to 100 characters."))]
    display_name: Option<String>,
    /// Of somebody new.
    #[schema(example = "a quiet morning")]
    #[validate(length(min = 10, max = 200, code = "password-length", message = "A password has 10 to 200 characters. Three words do."))]
    password: Option<String>,
    /// Of somebody new: `en` (the default) or `es`.
    #[serde(default = "english")]
    #[validate(custom(function = accounts::known_locale))]
    locale: String,
    /// A member of staff of the same organization says that they mean to be a learner.
    #[serde(default)]
    confirm_learner: bool,
}

fn english() -> String {
    "en".to_owned()
}

/// What came of accepting an invitation.
#[derive(Debug, Serialize, ToSchema)]
struct AcceptedInvitation {
    organization_id: Uuid,
    /// Where they are now; null: in the organization, without a classroom.
    classroom_id: Option<Uuid>,
    /// Whether they are in.
    joined: bool,
    /// Whether that spent a seat.
    seat_spent: bool,
    /// Why not, where they have an account now and no place yet: the invitation stays good.
    refusal: Option<Problem>,
    /// The session of somebody new, or of the account that theirs turned out to be. Null when the session
    /// of the request goes on.
    session: Option<Session>,
}

/// Accept an invitation.
///
/// Signed in, as that account. Otherwise as somebody new: name and password make an account whose address
/// is proven, since the link came by mail, and sign in to it. Spends a seat where the person is no student
/// of the organization yet. When there is none, the invitation stays good.
#[utoipa::path(tag = "invitations", security((), ("bearer" = [])), request_body = Acceptance, responses(
    (status = 200, description = "Accepted; or, with a new account, refused for now", body = AcceptedInvitation),
    (status = 401, description = "A token was sent, and is none: `token-invalid`, `token-expired`, `session-ended`"),
    (status = 403, description = "`member-blocked`"),
    (status = 404, description = "`invitation-unknown`"),
    (status = 409, description = "`account-exists`: sign in; `address-not-proven`, `invitation-for-another`: signed in with another address; `confirm-learner`, `email-held`, `invitation-closed`, `no-seats-left`, `classroom-full`, `license-inactive`"),
    (status = 410, description = "`invitation-used`, `invitation-withdrawn`, `invitation-replaced`, `invitation-expired`"),
    (status = 422, description = "Name and password are missing, or do not fit; `password-breached`"),
    (status = 429, description = "`too-many-attempts`: links that nobody was sent are counted per network")))]
#[post("/invitations/accept")]
async fn accept_invitation(
    request: HttpRequest,
    id: RequestId,
    context: Data<Context>,
    caller: MaybeCaller,
    body: Json<Acceptance>,
) -> Result<Answer, AppError> {
    let now = context.clock.now();
    let address = peer::address(&request, &context.trusted_proxies);
    let network = throttle::address_key(address);
    context.throttles.addresses.admit(&network, now)?;
    let (Json(body), agent) = (body, accounts::user_agent(&request));
    let visit = Visit { address, agent, id, now };
    let done = match caller.0 {
        Some(caller) => as_account(&context, caller.account, body, visit).await,
        None => as_newcomer(&context, body, visit).await,
    };
    if !matches!(&done, Err(error) if error.code() == "invitation-unknown") {
        context.throttles.addresses.forgive(&network);
    }
    done
}

/// From where a request comes, and when.
#[derive(Clone)]
struct Visit {
    address: IpAddr,
    agent: String,
    id: RequestId,
    now: DateTime<Utc>,
}

impl Visit {
    fn follows(&self, body: &Acceptance) -> Following {
        Following { token: body.token.clone(), learner: body.confirm_learner, address: self.address, now: self.now }
    }
}

async fn as_account(context: &Data<Context>, account: Uuid, body: Acceptance, visit: Visit) -> Result<Answer, AppError> {
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        let accepted = accept::as_account(conn, account, &visit.follows(&body))?;
        if accepted.account != account {
            return answer_in_session(conn, &house, accepted, &visit).map(Ok);
        }
        // What was proven, and that somebody waits for a seat, is kept; so the transaction commits either way.
        let Accepted { organization, classroom, entered, .. } = accepted;
        Ok(match entered {
            Ok(seat_spent) => Ok(Answer::ok(&shown(organization, classroom, seat_spent))?),
            Err(refusal) => Err(refusal),
        })
    });
    done.await?
}

fn shown(organization_id: Uuid, classroom_id: Option<Uuid>, seat_spent: bool) -> AcceptedInvitation {
    AcceptedInvitation { organization_id, classroom_id, joined: true, seat_spent, refusal: None, session: None }
}

/// Hashes the password like the others of the address, and accepts. Asks again when the address was claimed
/// for the first time in this very moment.
async fn as_newcomer(context: &Data<Context>, body: Acceptance, visit: Visit) -> Result<Answer, AppError> {
    let (display_name, password) = name_and_password(&body)?;
    let (token, called, chosen) = (body.token.clone(), display_name.clone(), body.password.clone().unwrap_or_default());
    // Hashing is dear; a dead link is told so before it.
    let looked = context.db.read(move |conn| {
        let link = accept::find(conn, &token)?;
        accept::refuse_unless_open(&link, &store::invited(conn, link.invitation_id, Uuid::nil(), visit.now)?)?;
        accept::refuse_if_known(conn, &link.email_key)?;
        weak_passwords::refuse(&chosen, &[&link.email_key, &called])?;
        Ok((accounts::password_model(conn, &link.email_key)?, link.email_key))
    });
    let (mut model, key) = looked.await?;
    loop {
        let hash = context.passwords.hash(password.clone(), model.take()).await?;
        let newcomer = Newcomer { display_name: display_name.clone(), locale: body.locale.clone(), password_hash: hash };
        let (house, key, following, visit) = (context.clone(), key.clone(), visit.follows(&body), visit.clone());
        let done = context.db.transact(move |conn| match accounts::take_turn_at_address(conn, &key, &newcomer.password_hash)? {
            Some(other) => Ok(Err(other)),
            None => {
                let accepted = accept::as_newcomer(conn, &newcomer, &following)?;
                answer_in_session(conn, &house, accepted, &visit).map(Ok)
            }
        });
        match done.await? {
            Ok(answer) => return Ok(answer),
            Err(other) => model = Some(other),
        }
    }
}

fn name_and_password(body: &Acceptance) -> Result<(String, SecretString), AppError> {
    let missing = |pointer: &str, detail: &str| FieldError { pointer: pointer.into(), code: "required".into(), detail: detail.into() };
    match (&body.display_name, &body.password) {
        (Some(name), Some(password)) => Ok((name.trim().to_owned(), password.clone().into())),
        (name, password) => {
            let name = name.is_none().then(|| missing("/display_name", "How are you called?"));
            let password = password.is_none().then(|| missing("/password", "Choose a password."));
            Err(AppError::invalid(name.into_iter().chain(password).collect()))
        }
    }
}

fn answer_in_session(conn: &mut PgConnection, house: &Context, accepted: Accepted, visit: &Visit) -> Result<Answer, AppError> {
    let opened = accounts::open_session(conn, accepted.account, &visit.agent, visit.now)?;
    let (session, cookie) = accounts::show_session(conn, house, &opened, visit.now)?;
    let body = match accepted.entered {
        Ok(seat_spent) => shown(accepted.organization, accepted.classroom, seat_spent),
        Err(refusal) => AcceptedInvitation {
            joined: false,
            refusal: Some(refusal.problem(&visit.id.to_string())),
            ..shown(accepted.organization, accepted.classroom, false)
        },
    };
    Ok(Answer::ok(&AcceptedInvitation { session: Some(session), ..body })?.header(header::SET_COOKIE, cookie))
}
