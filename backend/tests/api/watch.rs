//! What the server does by itself: every job gets its turn, two servers are never at the same one, and
//! nothing that fails keeps the others from theirs.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use homeroom::shared::clock::Clock;
use homeroom::shared::db::Db;
use homeroom::shared::error::AppError;
use homeroom::shared::language::Language;
use homeroom::shared::letter::Letter;
use homeroom::shared::mail::queue;
use homeroom::watch::{Job, Watch};

use crate::support::House;

/// One job that always fails, then one that writes down that it had its turn.
const FAILS_AND_WRITES: &[Job] = &[
    Job { name: "fails", every: Duration::ZERO, work: |_, _, _| Err(AppError::not_found()) },
    Job { name: "writes", every: Duration::ZERO, work: |conn, _, url| write(conn, url) },
];
const WRITES_ONCE_AN_HOUR: &[Job] = &[Job { name: "writes", every: Duration::from_secs(3_600), work: |conn, _, url| write(conn, url) }];

fn write(conn: &mut diesel::PgConnection, public_url: &str) -> Result<(), AppError> {
    let letter = Letter::to(Language::English, "maya@example.com", "Maya").about("A turn").says(public_url);
    Ok(queue(conn, &letter.because("it was its turn"))?)
}

fn turns(house: &House) -> i64 {
    house.count("SELECT count(*) AS value FROM mails WHERE body_text LIKE '%https://homeroom.test%'")
}

fn start(house: &House, jobs: &'static [Job]) -> Watch {
    Watch::start(Db::open(house.database_url(), 2).unwrap(), Clock::default(), "https://homeroom.test", jobs)
}

/// Waits until it had so many turns.
fn until(house: &House, wanted: i64) {
    let start = Instant::now();
    while turns(house) < wanted {
        assert!(start.elapsed() < Duration::from_secs(20), "only {} turns", turns(house));
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_job_has_its_turn_again_and_again_whatever_becomes_of_the_others() {
    let house = House::open();
    let watch = start(&house, FAILS_AND_WRITES);
    until(&house, 2);
    let stopping = Instant::now();
    drop(watch);
    assert!(stopping.elapsed() < Duration::from_millis(1_500), "it does not sleep through the end");
}

#[test]
fn two_servers_are_never_at_the_same_job() {
    let house = House::open();
    let mut other = house.database();
    other.batch_execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('watch/writes', 0))").unwrap();
    let watch = start(&house, FAILS_AND_WRITES);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(turns(&house), 0, "the other server is at it");
    other.batch_execute("COMMIT").unwrap();
    until(&house, 1);
    drop(watch);
}

#[test]
fn a_job_waits_for_its_time() {
    let house = House::open();
    let watch = start(&house, WRITES_ONCE_AN_HOUR);
    until(&house, 1);
    std::thread::sleep(Duration::from_millis(2_300));
    drop(watch);
    assert_eq!(turns(&house), 1);
}

#[test]
fn a_database_that_goes_away_is_waited_for() {
    let house = House::open();
    let watch = start(&house, FAILS_AND_WRITES);
    until(&house, 1);
    // Every connection dies, as when the server restarts.
    house.count(
        "SELECT count(*) AS value FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()) killed",
    );
    until(&house, turns(&house) + 1);
    drop(watch);
}
