//! Permission, in a handler's signature: `Caller<Admin>` runs only for an admin of the organization
//! in the path. Somebody else's organization is 404; one's own without the role is 403.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpRequest, web};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::second_factors;
use super::store::{self, CallerRow};
use crate::shared::clock::day_in;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};

/// Who sends a request, proven to be an `R`.
#[derive(Debug, Clone)]
pub struct Caller<R: Role> {
    /// The account.
    pub account: Uuid,
    /// The session.
    pub session: Uuid,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    /// The organization in the path, where the role is one in an organization.
    pub place: R::Place,
}

/// What a handler asks of its caller.
pub trait Role: 'static {
    /// What is known when the role is proven.
    type Place: 'static;

    #[doc(hidden)]
    fn admit(found: CallerRow, organization: Option<Uuid>) -> Result<Self::Place, AppError>;
}

/// Anybody with an account.
#[derive(Debug, Clone)]
pub struct SignedIn;
/// Runs the installation.
#[derive(Debug, Clone)]
pub struct Operator;
/// An admin of the organization in the path.
#[derive(Debug, Clone)]
pub struct Admin;
/// A teacher of the organization in the path; an admin may do what a teacher may.
#[derive(Debug, Clone)]
pub struct Teacher;

/// What a member of staff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffRole {
    /// Everything in the organization.
    Admin,
    /// The classrooms they are assigned to.
    Teacher,
}

/// The organization in the path, and what the caller is there.
#[derive(Debug, Clone)]
pub struct Place {
    /// The organization.
    pub organization: Uuid,
    /// Its IANA time zone.
    pub time_zone: String,
    /// The caller's place in its staff.
    pub staff_id: Uuid,
    /// The caller's role.
    pub role: StaffRole,
}

impl Place {
    /// For queries: null reaches everything, else only the classrooms assigned to this staff member.
    pub fn reach(&self) -> Option<Uuid> {
        (self.role == StaffRole::Teacher).then_some(self.staff_id)
    }

    /// The organization's calendar day.
    pub fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        day_in(&self.time_zone, now)
    }
}

impl Role for SignedIn {
    type Place = ();
    fn admit(_: CallerRow, _: Option<Uuid>) -> Result<(), AppError> {
        Ok(())
    }
}

impl Role for Operator {
    type Place = ();
    fn admit(found: CallerRow, _: Option<Uuid>) -> Result<(), AppError> {
        match found {
            CallerRow { operator: false, .. } => Err(role_required()),
            CallerRow { operator_without_factor: true, .. } => Err(second_factors::required()),
            _ => Ok(()),
        }
    }
}

impl Role for Admin {
    type Place = Place;
    fn admit(found: CallerRow, organization: Option<Uuid>) -> Result<Place, AppError> {
        let place = Teacher::admit(found, organization)?;
        if place.role == StaffRole::Admin { Ok(place) } else { Err(role_required()) }
    }
}

impl Role for Teacher {
    type Place = Place;
    fn admit(found: CallerRow, organization: Option<Uuid>) -> Result<Place, AppError> {
        match (found.staff_id, found.role.as_deref(), found.time_zone, organization) {
            (Some(_), Some(_), Some(_), Some(_)) if found.staff_without_factor => Err(second_factors::required()),
            (Some(staff_id), Some(role), Some(time_zone), Some(organization)) => {
                let role = if role == "admin" { StaffRole::Admin } else { StaffRole::Teacher };
                Ok(Place { organization, time_zone, staff_id, role })
            }
            _ if found.student => Err(role_required()),
            _ => Err(AppError::not_found()),
        }
    }
}

fn role_required() -> AppError {
    AppError::new(Kind::Forbidden, "role-required", "Your role does not include this. Ask an admin of your organization.")
}

impl<R: Role> FromRequest for Caller<R> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = request.app_data::<web::Data<Context>>().cloned();
        let token = bearer(request);
        let organization = request.match_info().get("organization_id").map(str::parse::<Uuid>);
        let writes = !request.method().is_safe() || request.method() == Method::CONNECT;
        Box::pin(async move {
            let context = context.ok_or_else(|| AppError::internal("the application has no context"))?;
            let token = token.ok_or_else(sign_in_first)?;
            let now = context.clock.now();
            let claims = context.keys.read_token(&token, now)?;
            // An id that is no id belongs to nobody.
            let organization = organization.map(|id| id.unwrap_or(Uuid::nil()));
            let of_operators = context.operators_need_second_factor;
            let found = context.db.read(move |conn| Ok(store::caller(conn, claims.sub, claims.sid, organization, of_operators)?)).await?;
            let found = found.ok_or_else(session_ended)?;
            let suspended = found.status.as_deref() == Some("suspended");
            let operator = found.operator;
            let place = R::admit(found, organization)?;
            if suspended && writes && !operator {
                return Err(AppError::new(
                    Kind::Forbidden,
                    "organization-suspended",
                    "This organization is suspended. Its records stay readable; ask the operator to reactivate it.",
                ));
            }
            Ok(Caller { account: claims.sub, session: claims.sid, now, place })
        })
    }
}

/// A good token, for a handler that asks after its session in the same visit to the database as it
/// works: [`Bearer::prove`] comes before anything else there.
#[derive(Debug, Clone, Copy)]
pub struct Bearer {
    /// The account, if the session goes on.
    pub account: Uuid,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    session: Uuid,
}

impl Bearer {
    /// Proves that somebody is signed in.
    ///
    /// # Errors
    /// `session-ended`.
    pub fn prove(&self, conn: &mut PgConnection) -> Result<(), AppError> {
        store::caller(conn, self.account, self.session, None, false)?.map(drop).ok_or_else(session_ended)
    }
}

impl FromRequest for Bearer {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = || {
            let context = request.app_data::<web::Data<Context>>().ok_or_else(|| AppError::internal("the application has no context"))?;
            let now = context.clock.now();
            let claims = context.keys.read_token(&bearer(request).ok_or_else(sign_in_first)?, now)?;
            Ok(Bearer { account: claims.sub, now, session: claims.sid })
        };
        ready(read())
    }
}

/// The caller if there is one. A token that is present must be good.
#[derive(Debug, Clone)]
pub struct MaybeCaller(pub Option<Caller<SignedIn>>);

impl FromRequest for MaybeCaller {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if bearer(request).is_none() {
            return Box::pin(async { Ok(MaybeCaller(None)) });
        }
        let caller = Caller::<SignedIn>::from_request(request, payload);
        Box::pin(async move { Ok(MaybeCaller(Some(caller.await?))) })
    }
}

/// The account and the session of a token that waits for the second factor.
///
/// # Errors
/// `sign-in-required`, `token-invalid`, `token-expired`.
pub(super) fn read_half(request: &HttpRequest, context: &Context, now: DateTime<Utc>) -> Result<(Uuid, Uuid), AppError> {
    let claims = context.keys.read_half(&bearer(request).ok_or_else(sign_in_first)?, now)?;
    Ok((claims.sub, claims.sid))
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

fn sign_in_first() -> AppError {
    AppError::new(Kind::Unauthenticated, "sign-in-required", "Sign in first: send an access token as Authorization: Bearer.")
}

/// The session was ended.
pub(super) fn session_ended() -> AppError {
    AppError::new(Kind::Unauthenticated, "session-ended", "This session has ended. Sign in again.")
}
