//! What the server does without being asked: a thread of its own that makes its rounds.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use crate::shared::clock::Clock;
use crate::shared::db::Db;
use crate::shared::error::AppError;
use crate::shared::idempotency;
use crate::shared::sql::sql;
use crate::{accounts, codes, imports, leaving, rollovers, seats};

/// How long after a round the next one begins.
const PAUSE: Duration = Duration::from_secs(2);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// Something to be done again and again. Two servers never do it at the same time, but one after the
/// other they do: a job looks at the database for what is to be done, and doing it is remembered there.
#[derive(Clone, Copy)]
pub struct Job {
    /// For logs; names the lock too.
    pub name: &'static str,
    /// The least time between two turns.
    pub every: Duration,
    /// The work, in a transaction of its own; given the instant and the site's public address, for
    /// links in mail.
    pub work: fn(&mut PgConnection, DateTime<Utc>, &str) -> Result<(), AppError>,
}

/// Everything that a server does by itself.
pub const JOBS: &[Job] = &[
    Job { name: "tell-of-few-seats", every: Duration::ZERO, work: seats::tell_of_few_seats },
    Job { name: "tell-of-license-ends", every: MINUTE, work: seats::tell_of_license_ends },
    Job { name: "forget-old-answers", every: HOUR, work: |conn, now, _| idempotency::forget_old(conn, now).map(drop) },
    Job { name: "forget-old-refusals", every: HOUR, work: |conn, now, _| codes::forget_old_refusals(conn, now).map(drop) },
    Job { name: "forget-crowded-claims", every: HOUR, work: |conn, now, _| accounts::forget_crowded_claims(conn, now).map(drop) },
    Job { name: "erase-leavers", every: MINUTE, work: leaving::erase_due },
    Job { name: "forget-old-notices", every: HOUR, work: |conn, now, _| accounts::forget_old_notices(conn, now).map(drop) },
    Job { name: "forget-broken-uploads", every: HOUR, work: |conn, now, _| imports::forget_broken_off(conn, now).map(drop) },
    Job { name: "leak-guard", every: Duration::ZERO, work: codes::watch_codes },
];

/// How long after there was nothing to do work is looked for again.
const IDLE: Duration = Duration::from_millis(400);

/// Long work that staff set in motion, done piece by piece, one after the other without a pause. A piece is
/// a transaction of its own: whatever ends the server between two, the next server goes on.
#[derive(Clone, Copy)]
pub struct Work {
    /// For logs; names the lock too.
    pub name: &'static str,
    /// Does the next piece; whether there was one. Given what a job is given.
    pub piece: fn(&mut PgConnection, DateTime<Utc>, &str) -> Result<bool, AppError>,
}

/// Everything that staff set in motion.
pub const WORKS: &[Work] = &[Work { name: "imports", piece: imports::work }, Work { name: "rollovers", piece: rollovers::work }];

/// The thread that makes the rounds. Dropping it lets it finish the job at hand.
pub struct Watch {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts the rounds; the first begins at once.
    pub fn start(db: Db, clock: Clock, public_url: &str, jobs: &'static [Job]) -> Watch {
        let public_url = public_url.to_owned();
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let mut due = vec![Instant::now(); jobs.len()];
            loop {
                make_round(&db, &clock, &public_url, jobs, &mut due);
                if stopped.recv_timeout(PAUSE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        Watch { stop: Some(stop), thread: Some(thread) }
    }
}

impl Watch {
    /// Starts the work.
    pub fn start_work(db: Db, clock: Clock, public_url: &str, works: &'static [Work]) -> Watch {
        let public_url = public_url.to_owned();
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            loop {
                let busy = works.iter().filter(|work| has_piece(&db, clock.now(), &public_url, work)).count() > 0;
                if stopped.recv_timeout(if busy { Duration::ZERO } else { IDLE }) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        Watch { stop: Some(stop), thread: Some(thread) }
    }
}

/// Does a piece, if there is one and no other server is at it.
fn has_piece(db: &Db, now: DateTime<Utc>, public_url: &str, work: &Work) -> bool {
    let done = db.checkout().and_then(|mut conn| {
        conn.transaction(|conn| if alone(conn, work.name)? { (work.piece)(conn, now, public_url) } else { Ok(false) })
    });
    done.unwrap_or_else(|error| {
        tracing::warn!(work = work.name, cause = error.cause().unwrap_or(error.code()), "a piece of work waits");
        false
    })
}

/// Takes the turn at something, till the end of the transaction; whether no other server is at it.
fn alone(conn: &mut PgConnection, name: &str) -> Result<bool, AppError> {
    Ok(sql("SELECT pg_try_advisory_xact_lock(hashtextextended('watch/' || $1, 0)) AS value").bind(name).scalar(conn)?)
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Does what is due. A job that fails is due again in the next round, and keeps nobody from theirs.
fn make_round(db: &Db, clock: &Clock, public_url: &str, jobs: &[Job], due: &mut [Instant]) {
    for (job, due) in jobs.iter().zip(due).filter(|(_, due)| Instant::now() >= **due) {
        match take_turn(db, clock.now(), public_url, job) {
            Ok(()) => *due = Instant::now() + job.every,
            Err(error) => tracing::warn!(job = job.name, cause = error.cause().unwrap_or(error.code()), "a job waits for the next round"),
        }
    }
}

/// One turn, unless another server is at it.
fn take_turn(db: &Db, now: DateTime<Utc>, public_url: &str, job: &Job) -> Result<(), AppError> {
    db.checkout()?.transaction(|conn| if alone(conn, job.name)? { (job.work)(conn, now, public_url) } else { Ok(()) })
}
