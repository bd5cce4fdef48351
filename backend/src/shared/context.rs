//! Everything a handler may use, made once at start-up. There are no globals.

use ipnet::IpNet;

use super::clock::Clock;
use super::db::Db;
use super::passwords::Passwords;
use super::throttle::Throttles;
use super::tokens::Keys;

/// Handed to handlers as `web::Data<Context>`.
pub struct Context {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Signs and reads access tokens.
    pub keys: Keys,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// Counts failures.
    pub throttles: Throttles,
    /// Where people reach this installation, without a trailing slash.
    pub public_url: String,
    /// Development mode: mail is shown at `/dev/mail`.
    pub development: bool,
    /// Operators reach what is theirs only with a second factor.
    pub operators_need_second_factor: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// From where `/metrics` may be read.
    pub metrics_readers: Vec<IpNet>,
}
