//! Starting and stopping the server.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::Server;
use diesel::PgConnection;
use secrecy::ExposeSecret;

use crate::accounts;
use crate::app::{Parts, app};
use crate::config::ServeConfig;
use crate::shared::clock::Clock;
use crate::shared::context::Context;
use crate::shared::db::{Db, needs_migration};
use crate::shared::error::AppError;
use crate::shared::mail::Postman;
use crate::shared::passwords::Passwords;
use crate::shared::telemetry;
use crate::shared::throttle::Throttles;
use crate::shared::tokens::{Keys, split_pems};
use crate::watch::{JOBS, WORKS, Watch};

/// HTTP workers; each gets an equal share of the database's connections as its blocking threads.
const WORKERS: u32 = 2;

/// Serves until it is told to stop (SIGTERM finishes what is under way, for up to 30 seconds).
///
/// # Errors
/// When the address is taken, the database stays away, or is not migrated.
pub fn serve(config: &ServeConfig) -> io::Result<()> {
    let listener = TcpListener::bind(&config.listen).map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {}: {error}. Set HOMEROOM_LISTEN to a free address.", config.listen))
    })?;
    let address = listener.local_addr()?;
    let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let public_url = public_url.trim_end_matches('/').to_owned();
    let db = Db::open(&config.database.database_url, config.connections).map_err(io::Error::other)?;
    let keys = wait_for_keys(&db, config, &public_url).map_err(|error| io::Error::other(start_fault(&error)))?;
    let postman = match &config.smtp_url {
        Some(url) => Some(
            Postman::start(db.clone(), url.expose_secret(), &config.mail_from).map_err(|error| io::Error::other(start_fault(&error)))?,
        ),
        None => None,
    };
    let clock = Clock::default();
    let context = Context {
        db: db.clone(),
        clock: clock.clone(),
        keys,
        passwords: Passwords::start(config.password_threads),
        throttles: Throttles::default(),
        public_url: public_url.clone(),
        development: config.development(),
        operators_need_second_factor: config.operator_second_factor,
        trusted_proxies: config.trusted_proxies.clone(),
        metrics_readers: config.metrics_readers.clone(),
    };
    let parts = Parts::new(context, telemetry::start_metrics());
    tracing::info!(%address, public_url, "listening");
    let watch = Watch::start(db.clone(), clock.clone(), &public_url, JOBS);
    let work = Watch::start_work(db, clock, &public_url, WORKS);
    let system = actix_web::rt::System::new();
    system.block_on(async { http(parts, listener, config.connections, true)?.await })?;
    drop(work);
    drop(watch);
    drop(postman);
    tracing::info!("stopped");
    Ok(())
}

/// The HTTP server, with its times and threads set; to be called inside a running system.
///
/// # Errors
/// When it cannot listen.
pub fn http(parts: Parts, listener: TcpListener, connections: u32, stops_on_signals: bool) -> io::Result<Server> {
    let server = HttpServer::new(move || app(parts.clone()))
        .workers(WORKERS as usize)
        // More threads than connections would only wait for each other.
        .worker_max_blocking_threads((connections / WORKERS).max(1) as usize)
        // Browsers and pools open connections ahead of need; closing those early looks like an error to them.
        .client_request_timeout(Duration::from_secs(60))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(30)
        .listen(listener)?;
    Ok(if stops_on_signals { server.run() } else { server.disable_signals().run() })
}

fn start_fault(error: &AppError) -> String {
    error.cause().unwrap_or(error.code()).to_owned()
}

/// The signing keys; gives a database that starts at the same time half a minute to come up.
fn wait_for_keys(db: &Db, config: &ServeConfig, issuer: &str) -> Result<Keys, AppError> {
    for _ in 0..10 {
        match db.checkout() {
            Ok(mut conn) => return read_keys(&mut conn, config, issuer),
            Err(error) => tracing::warn!(cause = error.cause(), "the database is away; trying again"),
        }
    }
    read_keys(&mut *db.checkout()?, config, issuer)
}

fn read_keys(conn: &mut PgConnection, config: &ServeConfig, issuer: &str) -> Result<Keys, AppError> {
    if needs_migration(conn).unwrap_or(true) {
        return Err(AppError::internal("the database is not migrated; run `homeroom migrate` first"));
    }
    match &config.jwt_key {
        // What was sealed before there was a key of the installation's own still opens.
        Some(pems) => Keys::read(issuer, &split_pems(pems.expose_secret()))?.opening_also(&accounts::kept_signing_keys(conn)?),
        None => Keys::read(issuer, &accounts::signing_keys(conn)?),
    }
}
