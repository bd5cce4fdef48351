//! Failures are counted and slowed down; successes never are.
//!
//! Counted in memory, by each server for itself: nothing is read or written on the way of somebody who
//! succeeds. Nobody but the operator can restart a server; two servers behind one address allow twice as
//! much, which still is a hundred guesses, not a thousand.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::error::{AppError, Kind, Quota};

/// So many failures in a span of time, per key. Kept in memory: a restart forgives.
pub struct Throttle<K> {
    name: &'static str,
    limit: u32,
    span: TimeDelta,
    seen: Mutex<HashMap<K, (DateTime<Utc>, u32)>>,
}

impl<K: Hash + Eq + Clone> Throttle<K> {
    /// At most `limit` failures in any started `span`.
    pub fn new(name: &'static str, limit: u32, span: TimeDelta) -> Self {
        Throttle { name, limit, span, seen: Mutex::new(HashMap::new()) }
    }

    /// Counts an attempt as failed until [`Throttle::forgive`] says otherwise, so that attempts made
    /// at the same moment cannot slip through together.
    ///
    /// # Errors
    /// `too-many-attempts`, with the seconds to wait.
    pub fn admit(&self, key: &K, now: DateTime<Utc>) -> Result<(), AppError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > 10_000 {
            seen.retain(|_, (since, _)| now - *since < self.span);
        }
        let entry = seen.entry(key.clone()).or_insert((now, 0));
        if now - entry.0 >= self.span {
            *entry = (now, 0);
        }
        if entry.1 >= self.limit {
            let wait = (entry.0 + self.span - now).num_seconds().max(1);
            let quota = Quota { name: self.name, limit: self.limit, span: self.span.num_seconds() };
            return Err(too_many(u64::try_from(wait).unwrap_or(1)).quota(quota));
        }
        entry.1 += 1;
        Ok(())
    }

    /// The attempt succeeded, or failed for a reason that is no guess.
    pub fn forgive(&self, key: &K) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = seen.get_mut(key) {
            *count = count.saturating_sub(1);
        }
    }
}

fn too_many(seconds: u64) -> AppError {
    AppError::new(Kind::TooMany, "too-many-attempts", format!("That was tried too often. Wait {seconds} seconds and try again."))
        .retry_after(seconds)
}

/// The throttles of the house.
pub struct Throttles {
    /// Wrong passwords, per address that someone tries to sign in with.
    pub passwords: Throttle<String>,
    /// Unknown codes, per account.
    pub codes: Throttle<Uuid>,
    /// Unknown codes, wrong passwords, digits and links, per network address. A whole school is one address, so this is very high.
    pub addresses: Throttle<IpAddr>,
    /// Mails that a person may cause to be sent to an address.
    pub mails: Throttle<String>,
    /// Sign-ups with an address that are tried as a sign-in, too: each is a guess at its password.
    pub signups: Throttle<String>,
    /// Wrong six digits, per address they are to prove and network: whoever claims it shares this.
    pub digits: Throttle<(String, IpAddr)>,
    /// The same, from wherever.
    pub digits_anywhere: Throttle<String>,
    /// Wrong digits from a phone, per account: three in a million fit at any time.
    pub second_factors: Throttle<Uuid>,
    /// The same over a day, so that who has the password guesses for years.
    pub second_factors_a_day: Throttle<Uuid>,
    /// Wrong recovery codes, per account.
    pub recovery_codes: Throttle<Uuid>,
    /// Copies that a person has made of their data.
    pub exports: Throttle<Uuid>,
}

impl Default for Throttles {
    fn default() -> Self {
        let hour = TimeDelta::hours(1);
        Throttles {
            passwords: Throttle::new("passwords", 20, TimeDelta::minutes(15)),
            codes: Throttle::new("codes", 100, hour),
            addresses: Throttle::new("address", 3_000, hour),
            mails: Throttle::new("mails", 10, hour),
            signups: Throttle::new("sign-ups", 5, hour),
            digits: Throttle::new("digits", 20, TimeDelta::days(1)),
            digits_anywhere: Throttle::new("digits", 100, TimeDelta::days(1)),
            second_factors: Throttle::new("second-factors", 10, TimeDelta::minutes(15)),
            second_factors_a_day: Throttle::new("second-factors", 60, TimeDelta::days(1)),
            recovery_codes: Throttle::new("recovery-codes", 10, TimeDelta::minutes(15)),
            exports: Throttle::new("exports", 5, hour),
        }
    }
}

/// The key under which an address is counted: IPv6 by its /64, which is one household or one school.
pub fn address_key(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((v6.to_bits() & !u128::from(u64::MAX)).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_run_out_and_come_back() {
        let throttle = Throttle::new("tries", 2, TimeDelta::minutes(1));
        let start: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().expect("an instant");
        throttle.admit(&"a", start).expect("the first");
        throttle.forgive(&"a");
        throttle.admit(&"a", start).expect("forgiven");
        throttle.admit(&"a", start).expect("the second");
        assert_eq!(throttle.admit(&"a", start).expect_err("the third").code(), "too-many-attempts");
        throttle.admit(&"b", start).expect("another key");
        throttle.admit(&"a", start + TimeDelta::minutes(1)).expect("a minute later");
    }

    #[test]
    fn ipv6_counts_by_network() {
        let key = |text: &str| address_key(text.parse().expect("an address"));
        assert_eq!(key("2001:db8:1:2:aaaa::1"), key("2001:db8:1:2:bbbb::2"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
    }
}
