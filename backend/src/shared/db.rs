//! The database: a pool, and the two ways a handler uses it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::error::AppError;

/// The migrations, compiled in.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// How long a request waits for a connection before it is told that the database is away.
const CHECKOUT: Duration = Duration::from_secs(3);

/// How long the next ones wait while it is away: not in a line of three seconds each.
const CHECKOUT_WHILE_AWAY: Duration = Duration::from_millis(100);

/// A handle on the pool; cheap to clone.
#[derive(Clone)]
pub struct Db {
    pool: Pool<ConnectionManager<PgConnection>>,
    /// The last request that asked for a connection got none.
    away: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Session;

impl CustomizeConnection<PgConnection, diesel::r2d2::Error> for Session {
    /// Statements here are short: planning for JIT costs more than it saves, and nothing may wait
    /// for a lock longer than a person would.
    fn on_acquire(&self, conn: &mut PgConnection) -> Result<(), diesel::r2d2::Error> {
        conn.batch_execute("SET jit = off; SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '30s'")
            .map_err(diesel::r2d2::Error::QueryError)
    }
}

impl Db {
    /// Opens a pool of `size` connections. Connections are not pinged on checkout, which would cost
    /// half the speed of a read; [`Db::read`] and [`Db::transact`] meet a broken one by taking the next.
    ///
    /// # Errors
    /// When the pool cannot be built. A database that is away is no error here: `/readyz` tells.
    pub fn open(url: &str, size: u32) -> Result<Db, diesel::r2d2::PoolError> {
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(size.min(2)))
            .connection_timeout(CHECKOUT)
            .test_on_check_out(false)
            .connection_customizer(Box::new(Session))
            .build_unchecked(ConnectionManager::new(url));
        Ok(Db { pool, away: Arc::default() })
    }

    /// Reads, without a transaction. Asked again once when the connection turns out to be broken.
    pub async fn read<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Fn(&mut PgConnection) -> Result<T, AppError> + Send + 'static,
    {
        self.run(move |db| db.on_a_whole_connection(work)).await
    }

    /// Carries out `work` in one transaction: all of it, or on an error none.
    pub async fn transact<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&mut PgConnection) -> Result<T, AppError> + Send + 'static,
    {
        self.run(move |db| {
            let mut conn = db.begin()?;
            let done = work(&mut conn);
            match done {
                Ok(value) => {
                    AnsiTransactionManager::commit_transaction(&mut *conn)?;
                    Ok(value)
                }
                Err(error) => {
                    // A rollback that fails leaves a connection that the pool throws away.
                    let _ = AnsiTransactionManager::rollback_transaction(&mut *conn);
                    Err(error)
                }
            }
        })
        .await
    }

    /// Reads several things as they were at one moment, whatever is written meanwhile.
    pub async fn snapshot<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&mut PgConnection) -> Result<T, AppError> + Send + 'static,
    {
        self.transact(|conn| {
            conn.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
            work(conn)
        })
        .await
    }

    /// One statement that is a transaction by itself may go without `begin` and `commit`. `work` must
    /// write with one statement only, and be harmless when done again: like [`Db::read`] it is asked
    /// again when the connection turns out to be broken, and nobody knows what became of the first.
    pub async fn statement<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Fn(&mut PgConnection) -> Result<T, AppError> + Send + 'static,
    {
        self.run(move |db| db.on_a_whole_connection(work)).await
    }

    /// For start-up, jobs and commands, which have a thread of their own.
    ///
    /// # Errors
    /// When the database is away.
    pub fn checkout(&self) -> Result<PooledConnection<ConnectionManager<PgConnection>>, AppError> {
        self.pool.get().map_err(AppError::unavailable)
    }

    /// For requests: waits once for a database that is away, and then hardly until it is back.
    fn checkout_for_request(&self) -> Result<PooledConnection<ConnectionManager<PgConnection>>, AppError> {
        let patience = if self.away.load(Ordering::Relaxed) { CHECKOUT_WHILE_AWAY } else { CHECKOUT };
        let found = self.pool.get_timeout(patience);
        self.away.store(found.is_err(), Ordering::Relaxed);
        found.map_err(AppError::unavailable)
    }

    /// Works on one connection after the other until one turns out not to be broken.
    fn on_a_whole_connection<T>(&self, work: impl Fn(&mut PgConnection) -> Result<T, AppError>) -> Result<T, AppError> {
        for _ in 0..self.pool.max_size() {
            let mut conn = self.checkout_for_request()?;
            match work(&mut conn) {
                // Marked so, the pool throws it away.
                Err(error) if error.code() == "unavailable" => {
                    AnsiTransactionManager::transaction_manager_status_mut(&mut *conn).set_in_error();
                }
                done => return done,
            }
        }
        work(&mut *self.checkout_for_request()?)
    }

    /// A connection inside a new transaction. Nothing has been done yet, so a broken connection is
    /// simply replaced by the next.
    fn begin(&self) -> Result<PooledConnection<ConnectionManager<PgConnection>>, AppError> {
        let mut tries = self.pool.max_size();
        loop {
            let mut conn = self.checkout_for_request()?;
            match AnsiTransactionManager::begin_transaction(&mut *conn) {
                Ok(()) => return Ok(conn),
                Err(error) if tries == 0 => return Err(error.into()),
                Err(_) => tries -= 1,
            }
        }
    }

    async fn run<T, F>(&self, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, AppError> + Send + 'static,
    {
        let db = self.clone();
        actix_web::web::block(move || work(&db)).await.map_err(AppError::internal)?
    }
}

/// Brings the schema up to date.
///
/// # Errors
/// When a migration fails; its transaction is rolled back.
pub fn migrate(conn: &mut PgConnection) -> Result<Vec<String>, AppError> {
    // Two servers that start at once must not both migrate.
    conn.batch_execute("SELECT pg_advisory_lock(7270611)")?;
    let done = conn.run_pending_migrations(MIGRATIONS).map(|v| v.iter().map(ToString::to_string).collect());
    conn.batch_execute("SELECT pg_advisory_unlock(7270611)")?;
    done.map_err(AppError::internal)
}

/// Whether migrations are missing.
///
/// # Errors
/// When the database is away or was never migrated.
pub fn needs_migration(conn: &mut PgConnection) -> Result<bool, AppError> {
    conn.has_pending_migration(MIGRATIONS).map_err(AppError::internal)
}
