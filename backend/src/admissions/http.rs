//! `POST /organizations/{id}/students`: adding a student by hand, and what its form asks beforehand.

use actix_web::web::{Data, Path};
use actix_web::{get, post};
use diesel::PgConnection;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use validator::Validate;

use super::add::{Added, NewStudent, add};
use super::admit::room;
use crate::accounts::{self, Caller, Teacher};
use crate::classrooms;
use crate::shared::answer::Answer;
use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::idempotency::Idempotency;
use crate::shared::json::{Json, not_blank};
use crate::shared::paging::Query;

/// Mounts the slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(add_student).service(show_room).service(suggest_username);
}

/// Somebody new.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct StudentRequest {
    /// How they are called. Who has an account keeps the name they gave it.
    #[schema(example = "Maya Lopez")]
    #[validate(custom(function = not_blank), length(max = 100, code = "display-name-length", message = "A name has 1 to 100 characters."))]
    display_name: String,
    /// Their address. Without one they sign in with a username.
    #[validate(length(max = 254, code = "too-long"))]
    email: Option<String>,
    /// The username of a student without an address; else one is made from the name.
    #[schema(example = "maya.lopez")]
    #[validate(length(max = 100, code = "too-long"))]
    username: Option<String>,
    /// The classroom they go into; a teacher names one of theirs.
    classroom_id: Option<Uuid>,
    /// Whether the student who looks like the same person is somebody else, after all.
    #[serde(default)]
    somebody_new: bool,
}

/// A student who was added.
#[derive(Debug, Serialize, ToSchema)]
struct AddedStudent {
    /// Their profile.
    student_id: Uuid,
    /// How they are called.
    #[schema(example = "Maya Lopez")]
    display_name: String,
    /// Their address. They were written to, unless they were here already.
    email: Option<String>,
    /// What they sign in with when they have no address.
    #[schema(example = "maya.lopez")]
    username: Option<String>,
    /// The first password of a student without an address, shown here and never again; null once they
    /// have signed in.
    #[schema(example = "maple-otter-cloud-47")]
    first_password: Option<String>,
    /// Whether a seat was spent: they are new to the organization.
    seat_spent: bool,
    /// Whether they were not in the classroom before.
    joined: bool,
}

/// What an `Idempotency-Key` keeps: no password.
#[derive(Debug, Serialize, Deserialize)]
struct Outcome {
    account: Uuid,
    student: Uuid,
    seat_spent: bool,
    joined: bool,
}

/// Add a student by hand, to the organization or into a classroom.
///
/// Who is new spends a seat. With an address the account is found, or made and its owner mailed a link;
/// without one they get a username and a first password. The same request under the same
/// `Idempotency-Key` is the same student: as long as they have not signed in, with another first
/// password, for no answer keeps one.
#[utoipa::path(tag = "students", request_body = StudentRequest, responses(
    (status = 201, description = "In", body = AddedStudent),
    (status = 409, description = "`student-probably-here` (`instead` is that student), `username-taken` (`instead` is free), `license-inactive`, `classroom-full`, `no-seats-left`, `classroom-deleted`"),
    (status = 422, description = "`email-invalid`, `username-invalid`, `username-with-email`, `classroom-required`, `classroom-unknown`, or invalid fields")))]
#[post("/organizations/{organization_id}/students")]
async fn add_student(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    once: Idempotency,
    body: Json<StudentRequest>,
) -> Result<Answer, AppError> {
    let Json(body) = body;
    let password = accounts::new_first_password();
    let hash = context.passwords.hash(SecretString::from(password.clone()), None).await?;
    let house = context.clone();
    let done = context.db.transact(move |conn| {
        // Asked again when an answer is repeated: who is no longer there gets no password.
        known_classroom(conn, &caller, body.classroom_id)?;
        let kept = once.once(conn, caller.account, caller.now, &body, |conn| {
            let Added { account, student, seat_spent, joined } = add(conn, &house.public_url, &new_student(&caller, &body))?;
            Answer::created(&Outcome { account, student, seat_spent, joined })
        });
        let outcome: Outcome = kept?.read()?;
        let given = accounts::give_first_password(conn, outcome.account, &hash)?;
        show(conn, &outcome, given.then_some(password))
    });
    done.await
}

fn new_student(caller: &Caller<Teacher>, body: &StudentRequest) -> NewStudent {
    NewStudent {
        organization: caller.place.organization,
        reach: caller.place.reach(),
        classroom: body.classroom_id,
        name: body.display_name.trim().to_owned(),
        email: body.email.clone(),
        username: body.username.clone(),
        somebody_new: body.somebody_new,
        by: caller.account,
        now: caller.now,
    }
}

fn show(conn: &mut PgConnection, outcome: &Outcome, first_password: Option<String>) -> Result<Answer, AppError> {
    let person = accounts::person(conn, outcome.account)?;
    Answer::created(&AddedStudent {
        student_id: outcome.student,
        display_name: person.display_name,
        email: person.email,
        username: person.username,
        first_password,
        seat_spent: outcome.seat_spent,
        joined: outcome.joined,
    })
}

/// A classroom of the organization, within reach; a teacher has to name one.
fn known_classroom(conn: &mut PgConnection, caller: &Caller<Teacher>, classroom: Option<Uuid>) -> Result<(), AppError> {
    let reach = caller.place.reach();
    match classroom {
        None if reach.is_some() => Err(AppError::field("/classroom_id", "classroom-required", "Choose one of your classrooms.")),
        None => Ok(()),
        Some(classroom) => classrooms::reachable(conn, caller.place.organization, classroom, reach)
            .map_err(|_| AppError::field("/classroom_id", "classroom-unknown", "There is no such classroom.")),
    }
}

/// Where somebody is to go.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RoomQuery {
    /// The classroom; a teacher names one of theirs.
    classroom_id: Option<Uuid>,
}

/// How many more there is room for.
#[derive(Debug, Serialize, ToSchema)]
struct Room {
    /// New students whom the seats allow now. Who is a student here already needs none.
    #[schema(example = 12)]
    seats: i32,
}

/// See how many new students there are seats for, in a classroom or in the organization.
#[utoipa::path(tag = "seats", params(RoomQuery), responses(
    (status = 200, description = "The room", body = Room),
    (status = 422, description = "`classroom-required`, `classroom-unknown`")))]
#[get("/organizations/{organization_id}/room")]
async fn show_room(
    context: Data<Context>,
    caller: Caller<Teacher>,
    _path: Path<Uuid>,
    query: Query<RoomQuery>,
) -> Result<Answer, AppError> {
    let Query(RoomQuery { classroom_id }) = query;
    let seats = context.db.read(move |conn| {
        known_classroom(conn, &caller, classroom_id)?;
        room(conn, caller.place.organization, classroom_id, caller.now)
    });
    Answer::ok(&Room { seats: seats.await? })
}

/// For whom.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
struct NameQuery {
    /// How the student is called.
    #[param(example = "Maya Lopez")]
    #[serde(default)]
    name: String,
}

/// A username that is free now.
#[derive(Debug, Serialize, ToSchema)]
struct UsernameSuggestion {
    /// The username.
    #[schema(example = "maya.lopez2")]
    username: String,
}

/// See which username a student of this name would get.
#[utoipa::path(tag = "students", params(NameQuery), responses((status = 200, description = "Free now", body = UsernameSuggestion)))]
#[get("/organizations/{organization_id}/username-suggestion")]
async fn suggest_username(
    context: Data<Context>,
    _caller: Caller<Teacher>,
    _path: Path<Uuid>,
    query: Query<NameQuery>,
) -> Result<Answer, AppError> {
    let name: String = query.0.name.chars().take(100).collect();
    let username = context.db.read(move |conn| accounts::suggest_username(conn, &name)).await?;
    Answer::ok(&UsernameSuggestion { username })
}
