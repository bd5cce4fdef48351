//! Guessing codes is slowed down; redeeming them never is.

use std::net::IpAddr;

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::shared::context::Context;
use crate::shared::error::AppError;
use crate::shared::{peer, throttle};

/// A try that counts as a guess until it proves to be none.
pub struct Guess {
    account: Option<Uuid>,
    address: IpAddr,
}

impl Guess {
    /// # Errors
    /// `too-many-attempts`.
    pub fn begin(context: &Context, request: &HttpRequest, account: Option<Uuid>, now: DateTime<Utc>) -> Result<Guess, AppError> {
        let address = throttle::address_key(peer::address(request, &context.trusted_proxies));
        context.throttles.addresses.admit(&address, now)?;
        if let Some(account) = account
            && let Err(error) = context.throttles.codes.admit(&account, now)
        {
            context.throttles.addresses.forgive(&address);
            return Err(error);
        }
        Ok(Guess { account, address })
    }

    /// Only an unknown code is a guess.
    pub fn end<T>(self, context: &Context, done: &Result<T, AppError>) {
        if matches!(done, Err(error) if error.code() == "code-unknown") {
            return;
        }
        context.throttles.addresses.forgive(&self.address);
        if let Some(account) = self.account {
            context.throttles.codes.forgive(&account);
        }
    }
}
