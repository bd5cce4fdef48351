//! Configuration, from the environment (or the same as flags). There are no configuration files.

use clap::Args;
use ipnet::IpNet;
use secrecy::SecretString;

/// What every command needs.
#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// The Postgres database, as a libpq URL.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
}

/// What the server needs. Each is an environment variable; the flag of the same name goes before it.
#[derive(Debug, Clone, Args)]
pub struct ServeConfig {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub database: DatabaseConfig,

    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "HOMEROOM_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// Where people reach this installation; links in mail and on flyers start with it. [default: http://LISTEN]
    #[arg(long, env = "HOMEROOM_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// SMTP server, smtp://user:password@host:port or smtps://..; without it mail is kept and not sent.
    #[arg(long, env = "HOMEROOM_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<SecretString>,

    /// The sender of mail.
    #[arg(long, env = "HOMEROOM_MAIL_FROM", default_value = "Homeroom <homeroom@localhost>")]
    pub mail_from: String,

    /// Ed25519 private key (PKCS#8 PEM) that signs access tokens and seals the secrets of second factors. To replace
    /// it, put the new one first and leave the old one after it: what that sealed still opens, and is sealed anew when
    /// it is used. [default: made on first start and kept in the database, where it seals nothing from who has that]
    #[arg(long, env = "HOMEROOM_JWT_KEY", hide_env_values = true)]
    pub jwt_key: Option<SecretString>,

    /// `development` shows kept mail at /dev/mail; anything else is production.
    #[arg(long, env = "HOMEROOM_ENV", default_value = "production")]
    pub environment: String,

    /// Operators need a second factor to reach what is theirs; true or false.
    #[arg(long, env = "HOMEROOM_OPERATOR_SECOND_FACTOR", default_value_t = false, action = clap::ArgAction::Set)]
    pub operator_second_factor: bool,

    /// Proxies whose X-Forwarded-For is believed, as networks (CIDR), separated by commas. [default: none]
    #[arg(long, env = "HOMEROOM_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpNet>,

    /// Networks (CIDR) that may read /metrics; a forwarded request never may.
    #[arg(long, env = "HOMEROOM_METRICS_READERS", value_delimiter = ',', default_value = "127.0.0.0/8,::1/128")]
    pub metrics_readers: Vec<IpNet>,

    /// Database connections; the number of requests that work in the database at once.
    #[arg(long, env = "HOMEROOM_DATABASE_CONNECTIONS", default_value_t = 8)]
    pub connections: u32,

    /// Threads that hash passwords; each takes 19 MiB while it does.
    #[arg(long, env = "HOMEROOM_PASSWORD_THREADS", default_value_t = 1)]
    pub password_threads: usize,
}

impl ServeConfig {
    /// Whether this is a developer's machine.
    pub fn development(&self) -> bool {
        self.environment == "development"
    }
}
