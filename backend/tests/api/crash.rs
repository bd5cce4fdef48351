//! What a power cut may cost: `kill -9` of the server or of Postgres in the middle of a crowd loses no
//! acknowledged redemption and leaves no half of one; SIGTERM finishes what is under way.
//!
//! Unlike the other tests, these run the program itself, on a Postgres of their own that reaches the disk.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{Days, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use homeroom::accounts::{self, NewAccount};
use homeroom::row;
use homeroom::shared::email::Email;
use homeroom::shared::sql::sql;
use homeroom::shared::tokens::Keys;
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::lost_answers::{address, send};
use crate::support::Api;

const ISSUER: &str = "http://homeroom.test";
pub const CODE: &str = "POWER-CUT";
const STUDENTS: usize = 400;
/// How many students send at the same time.
const AT_ONCE: usize = 32;

// ---- a Postgres, a server, and how they end --------------------------------------------------------

/// A Postgres that keeps what it promised; gone with its files when dropped.
struct Cluster {
    data: PathBuf,
    url: String,
}

/// Gives an order to `postgres.sh`; what it printed, or its complaint.
fn try_postgres_sh(order: &str, data: &Path, more: &[&str]) -> Result<String, String> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/dev/postgres.sh");
    let script = std::env::var("HOMEROOM_POSTGRES_SH").unwrap_or_else(|_| beside.to_owned());
    let output = Command::new(script).arg(order).arg(data).args(more).output().map_err(|error| error.to_string())?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) }
}

fn postgres_sh(order: &str, data: &Path, more: &[&str]) -> String {
    try_postgres_sh(order, data, more).unwrap_or_else(|complaint| panic!("postgres.sh {order}: {complaint}"))
}

/// Clusters of test runs that were themselves killed.
fn sweep(base: &Path) {
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(owner) = name.strip_prefix("homeroom-crash-").and_then(|rest| rest.split('-').next()) else { continue };
        if !Path::new("/proc").join(owner).exists() && Path::new("/proc/self").exists() {
            drop(Cluster { data: entry.path().join("data"), url: String::new() });
        }
    }
}

impl Cluster {
    fn start() -> Cluster {
        let base = std::env::temp_dir();
        sweep(&base);
        let data = base.join(format!("homeroom-crash-{}-{}", std::process::id(), Uuid::now_v7().simple())).join("data");
        std::fs::create_dir_all(data.parent().unwrap()).expect("a directory");
        // Dropped, and so cleaned up, even when what follows fails.
        let mut cluster = Cluster { data, url: String::new() };
        cluster.power_on();
        cluster.url = postgres_sh("url", &cluster.data, &["homeroom"]);
        cluster
    }

    fn power_on(&self) {
        postgres_sh("start", &self.data, &[]);
    }

    fn power_cut(&self) {
        postgres_sh("kill", &self.data, &[]);
    }

    fn stop(&self) {
        postgres_sh("stop", &self.data, &[]);
    }

    fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("Postgres answers")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(complaint) = try_postgres_sh("stop", &self.data, &[]) {
            eprintln!("postgres.sh stop: {complaint}");
            let _ = try_postgres_sh("kill", &self.data, &[]);
        }
        let _ = std::fs::remove_dir_all(self.data.parent().unwrap());
    }
}

/// `homeroom serve` as a process; killed when dropped.
pub struct Server {
    child: Child,
    pub base: String,
}

fn homeroom(order: &str, url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    command.arg(order).env_clear().env("DATABASE_URL", url).stdin(Stdio::null());
    command
}

impl Server {
    fn start(url: &str) -> Server {
        let mut command = homeroom("serve", url);
        command.env("HOMEROOM_LISTEN", "127.0.0.1:0").env("HOMEROOM_PUBLIC_URL", ISSUER).env("RUST_LOG", "info");
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the server starts");
        let mut server = Server { child, base: String::new() };
        let mut log = BufReader::new(server.child.stderr.take().expect("a log"));
        let mut said = String::new();
        while server.base.is_empty() {
            let mut line = String::new();
            assert!(log.read_line(&mut line).expect("a log") > 0, "the server ended: {said}");
            let entry: Value = serde_json::from_str(&line).unwrap_or_default();
            if entry["message"] == "listening" {
                server.base = format!("http://{}", entry["address"].as_str().expect("an address"));
            }
            said.push_str(&line);
        }
        // Somebody has to read on, or the server blocks on a full pipe.
        std::thread::spawn(move || std::io::copy(&mut log.by_ref(), &mut std::io::sink()));
        server
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().expect("alive until now");
        self.child.wait().expect("gone");
    }

    fn terminate(&self) {
        let sent = Command::new("sh").arg("-c").arg(format!("kill -TERM {}", self.child.id())).status();
        assert!(sent.expect("a shell").success());
    }

    fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a state").is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

// ---- a school on it --------------------------------------------------------------------------------

/// An installation with one school, one classroom of two courses, one code and a crowd of students.
pub struct Installation {
    pub server: Server,
    cluster: Cluster,
    pub school: String,
    /// Access tokens.
    pub operator: String,
    pub admin: String,
    pub students: Vec<String>,
}

impl Installation {
    pub async fn open(students: usize) -> Installation {
        let cluster = Cluster::start();
        let migrated = homeroom("migrate", &cluster.url).output().expect("homeroom migrate");
        assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
        let server = Server::start(&cluster.url);
        let [school, operator, admin] = furnish(&cluster, &server.base).await;
        let addresses: Vec<String> = (0..students).map(|number| format!("student{number}@example.com")).collect();
        let students = sign_in(&cluster, &addresses, false);
        Installation { server, cluster, school, operator, admin, students }
    }

    pub fn restart_server(&mut self) {
        self.server = Server::start(&self.cluster.url);
    }

    /// A connection for looking behind the scenes.
    pub fn database_in_use(&self) -> PgConnection {
        self.cluster.connect()
    }

    /// The same, once Postgres has finished what a dead server asked for.
    pub async fn database(&self) -> PgConnection {
        let mut conn = self.database_in_use();
        until_alone(&mut conn).await;
        conn
    }
}

/// Accounts and sessions, as signing in makes them; their access tokens.
fn sign_in(cluster: &Cluster, addresses: &[String], operator: bool) -> Vec<String> {
    let mut conn = cluster.connect();
    let keys = Keys::read(ISSUER, &accounts::signing_keys(&mut conn).expect("keys")).expect("good keys");
    let now = Utc::now();
    let one = |conn: &mut PgConnection, address: &String| {
        let new = NewAccount {
            email: Email::parse(address),
            email_verified_at: Some(now),
            password_hash: None,
            display_name: address.clone(),
            locale: "en".to_owned(),
            operator,
            now,
        };
        let account = accounts::create(conn, &new).expect("an account");
        let session = accounts::open_session(conn, account, "test", now).expect("a session");
        keys.issue(account, session.session, operator, vec![], now).expect("a token")
    };
    conn.transaction(|conn| Ok::<_, diesel::result::Error>(addresses.iter().map(|address| one(conn, address)).collect())).expect("people")
}

/// The school's id, and the tokens of its operator and its admin.
async fn furnish(cluster: &Cluster, base: &str) -> [String; 3] {
    let person = |address: &str, operator| Api::new(base, sign_in(cluster, &[address.to_owned()], operator).pop());
    let (operator, admin) = (person("operator@homeroom.test", true), person("admin@hamilton.test", false));
    let school = json!({ "name": "Hamilton", "slug": "hamilton", "time_zone": "America/New_York", "admin_email": "admin@hamilton.test" });
    let school = operator.post("operator/organizations", school).await.expect(201);
    let school = school["id"].as_str().expect("an id");
    let today = Utc::now().date_naive();
    let license = json!({ "seats": 1_000, "starts_on": today - Days::new(30), "ends_on": today + Days::new(300) });
    operator.post(&format!("operator/organizations/{school}/licenses"), license).await.expect(201);
    let courses = admin.get(&format!("organizations/{school}/courses?limit=2")).await.expect(200);
    let courses: Vec<&Value> = courses["items"].as_array().expect("courses").iter().map(|course| &course["id"]).collect();
    let room = json!({ "name": "Assembly", "kind": "classroom", "audience": "students", "course_ids": courses });
    let room = admin.post(&format!("organizations/{school}/classrooms"), room).await.expect(201);
    let code = json!({ "code": CODE, "classroom_id": room["id"] });
    admin.post(&format!("organizations/{school}/codes"), code).await.expect(201);
    // So many in a second are what the leak guard is there to stop.
    admin.patch(&format!("organizations/{school}/leak-guard"), json!({ "mode": "off" })).await.expect(200);
    [school.to_owned(), operator.token().to_owned(), admin.token().to_owned()]
}

row! {
    /// The same number, told by everyone who keeps it.
    struct Tally {
        redemptions: i64,
        memberships: i64,
        students: i64,
        enrollments: i64,
        entries: i64,
        newest_entry: i64,
        distinct_students: i64,
        account_spent: i64,
        account_sequence: i64,
        code_redeemed: i64,
        classroom_spent: i64,
        events: i64,
    }
}

/// Checks that there is no half of a redemption; how many there are.
fn whole_redemptions(conn: &mut PgConnection) -> i64 {
    let tally: Tally = sql("SELECT (SELECT count(*) FROM redemptions WHERE seat_spent) AS redemptions,
                (SELECT count(*) FROM memberships WHERE left_at IS NULL) AS memberships,
                (SELECT count(*) FROM students) AS students, (SELECT count(*) FROM enrollments) AS enrollments,
                (SELECT count(*) FROM seat_entries) AS entries, (SELECT max(sequence) FROM seat_entries) AS newest_entry,
                (SELECT count(DISTINCT student_id) FROM seat_entries WHERE kind = 'spent') AS distinct_students,
                (SELECT spent::bigint FROM seat_accounts) AS account_spent, (SELECT sequence FROM seat_accounts) AS account_sequence,
                (SELECT redeemed::bigint FROM codes) AS code_redeemed, (SELECT seats_spent::bigint FROM classrooms) AS classroom_spent,
                (SELECT count(*) FROM events WHERE kind = 'code.redeemed') AS events")
    .one(conn)
    .expect("a tally");
    let count = tally.redemptions;
    let told = [
        tally.memberships,
        tally.students,
        tally.distinct_students,
        tally.account_spent,
        tally.code_redeemed,
        tally.classroom_spent,
        tally.events,
    ];
    assert_eq!(told, [count; 7], "{tally:?}");
    assert_eq!(tally.enrollments, 2 * count, "{tally:?}");
    // The license is the first entry of the ledger; after it, one for each seat, without a gap.
    assert_eq!([tally.entries, tally.newest_entry, tally.account_sequence], [count + 1; 3], "{tally:?}");
    count
}

/// Checks that every acknowledged redemption is there.
fn all_kept(conn: &mut PgConnection, acknowledged: &[Uuid]) {
    let kept: Vec<Uuid> = sql("SELECT array_agg(id) AS value FROM redemptions").scalar(conn).expect("ids");
    let kept: HashSet<Uuid> = kept.into_iter().collect();
    let lost = acknowledged.iter().filter(|id| !kept.contains(id)).count();
    assert_eq!(lost, 0, "of {} acknowledged redemptions", acknowledged.len());
}

// ---- a crowd that redeems --------------------------------------------------------------------------

/// What a student heard.
struct Heard {
    status: u16,
    retry_after: bool,
    body: Value,
}

/// One try; `None` when no whole answer came.
async fn redeem(client: &Client, base: &str, token: &str, key: Option<&str>) -> Option<Heard> {
    let mut request = client.post(format!("{base}/api/v1/me/redemptions")).bearer_auth(token).json(&json!({ "code": CODE }));
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let response = request.send().await.ok()?;
    let (status, retry_after) = (response.status().as_u16(), response.headers().contains_key("retry-after"));
    Some(Heard { status, retry_after, body: response.json().await.ok()? })
}

fn redemption_id(heard: &Heard) -> Uuid {
    heard.body["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

/// What came of a crowd: in order of the students, who was acknowledged.
type Outcome = Vec<Option<Heard>>;

/// Each of them tries once, `AT_ONCE` at a time; counts who was acknowledged while it happens.
fn crowd_tries_once(base: &str, tokens: &[String], acknowledged: &Arc<AtomicUsize>) -> tokio::task::JoinHandle<Outcome> {
    let (base, tokens, acknowledged) = (base.to_owned(), tokens.to_vec(), Arc::clone(acknowledged));
    tokio::spawn(async move {
        let client = Client::new();
        let free = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
        let mut tries = Vec::new();
        for token in tokens {
            let turn = Arc::clone(&free).acquire_owned().await.expect("a turn");
            let (base, client, acknowledged) = (base.clone(), client.clone(), Arc::clone(&acknowledged));
            tries.push(tokio::spawn(async move {
                let _turn = turn;
                let heard = redeem(&client, &base, &token, None).await;
                if heard.as_ref().is_some_and(|heard| heard.status == 201) {
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
                heard
            }));
        }
        let mut outcome = Vec::new();
        for one in tries {
            outcome.push(one.await.expect("a try"));
        }
        outcome
    })
}

/// Waits until the counter has come so far.
pub async fn until(counter: &AtomicUsize, wanted: usize) {
    let start = Instant::now();
    while counter.load(Ordering::SeqCst) < wanted {
        assert!(start.elapsed() < Duration::from_secs(30), "only {} of {wanted}", counter.load(Ordering::SeqCst));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Waits until Postgres has finished what a dead server had asked for.
async fn until_alone(conn: &mut PgConnection) {
    let others = "SELECT count(*) AS value FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    while sql(others).scalar::<i64>(conn).expect("a number") > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_of_the_server_loses_no_acknowledged_redemption_and_leaves_no_half() {
    let mut house = Installation::open(STUDENTS).await;
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let crowd = crowd_tries_once(&house.server.base, &house.students, &acknowledged);
    until(&acknowledged, STUDENTS / 4).await;
    house.server.kill();
    let outcome = crowd.await.expect("an outcome");

    let ids: Vec<Uuid> = outcome.iter().flatten().filter(|heard| heard.status == 201).map(redemption_id).collect();
    assert!(ids.len() < STUDENTS, "it was to be in the middle");
    assert!(outcome.iter().flatten().all(|heard| heard.status == 201), "an answer was a good one or none");
    let mut conn = house.cluster.connect();
    until_alone(&mut conn).await;
    all_kept(&mut conn, &ids);
    let written = usize::try_from(whole_redemptions(&mut conn)).unwrap();
    // What Postgres had been asked to do when the server died, it may have done.
    assert!((ids.len()..=ids.len() + AT_ONCE).contains(&written), "{written} for {} acknowledged", ids.len());

    house.restart_server();
    let unanswered: Vec<String> =
        outcome.iter().zip(&house.students).filter(|(heard, _)| heard.is_none()).map(|(_, token)| token.clone()).collect();
    let again = crowd_tries_once(&house.server.base, &unanswered, &acknowledged).await.expect("an outcome");
    assert!(again.iter().all(|heard| heard.as_ref().is_some_and(|heard| matches!(heard.status, 200 | 201))));
    let twice = again.iter().flatten().filter(|heard| heard.status == 200).count();
    assert_eq!(ids.len() + twice, written, "who was in already heard so, and nobody else");
    all_kept(&mut conn, &ids);
    assert_eq!(whole_redemptions(&mut conn), i64::try_from(STUDENTS).unwrap());
}

/// Each student tries until they are in; every second one with an `Idempotency-Key`, which takes the
/// way of a transaction. Returns the redemptions they were told of.
async fn all_get_in(house: &Installation, in_already: &Arc<AtomicUsize>, turned_away: &Arc<AtomicUsize>) -> Vec<Uuid> {
    let client = Client::new();
    let mut ids = Vec::new();
    let lanes: Vec<_> = (0..AT_ONCE)
        .map(|lane| {
            let tokens: Vec<String> = house.students.iter().skip(lane).step_by(AT_ONCE).cloned().collect();
            let (base, client) = (house.server.base.clone(), client.clone());
            let (in_already, turned_away) = (Arc::clone(in_already), Arc::clone(turned_away));
            tokio::spawn(async move {
                let mut ids = Vec::new();
                for (number, token) in tokens.iter().enumerate() {
                    let key = (number % 2 == 0).then_some("the-only-one");
                    loop {
                        let heard = redeem(&client, &base, token, key).await.expect("the server itself is up all the time");
                        if matches!(heard.status, 200 | 201) {
                            in_already.fetch_add(1, Ordering::SeqCst);
                            ids.push(redemption_id(&heard));
                            break;
                        }
                        assert_eq!((heard.status, heard.body["code"].as_str()), (503, Some("unavailable")), "{}", heard.body);
                        assert!(heard.retry_after, "a 503 says when to come back");
                        turned_away.fetch_add(1, Ordering::SeqCst);
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                }
                ids
            })
        })
        .collect();
    for lane in lanes {
        ids.extend(lane.await.expect("a lane"));
    }
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_of_postgres_loses_no_acknowledged_redemption_and_the_server_outlives_it() {
    let mut house = Installation::open(STUDENTS).await;
    let (in_already, turned_away) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let power = async {
        until(&in_already, STUDENTS / 4).await;
        let before = turned_away.load(Ordering::SeqCst);
        assert_eq!(before, 0, "nobody was turned away as long as there was power");
        house.cluster.power_cut();
        until(&turned_away, AT_ONCE / 2).await;
        assert!(in_already.load(Ordering::SeqCst) < STUDENTS, "it was to be in the middle");
        house.cluster.power_on();
    };
    let (ids, ()) = tokio::join!(all_get_in(&house, &in_already, &turned_away), power);

    let mut conn = house.cluster.connect();
    all_kept(&mut conn, &ids);
    assert_eq!(whole_redemptions(&mut conn), i64::try_from(STUDENTS).unwrap());
    assert!(house.server.is_running());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_of_postgres_leaves_no_broken_connection_behind() {
    let mut house = Installation::open(2 * AT_ONCE).await;
    let (first, second) = house.students.split_at(AT_ONCE);
    let acknowledged = Arc::new(AtomicUsize::new(0));
    // So many at once open every connection of the pool.
    crowd_tries_once(&house.server.base, first, &acknowledged).await.expect("an outcome");
    assert_eq!(acknowledged.load(Ordering::SeqCst), AT_ONCE);
    house.cluster.stop();
    house.cluster.power_on();
    let outcome = crowd_tries_once(&house.server.base, second, &acknowledged).await.expect("an outcome");
    let heard: Vec<_> = outcome.iter().map(|heard| heard.as_ref().map(|heard| heard.status)).collect();
    assert_eq!(heard, [Some(201); AT_ONCE], "the first after the restart get in as if nothing had been");
    assert_eq!(whole_redemptions(&mut house.cluster.connect()), i64::try_from(2 * AT_ONCE).unwrap());
    assert!(house.server.is_running());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_finishes_what_is_under_way() {
    let mut house = Installation::open(AT_ONCE).await;
    // The code's row is held: they are all under way, more of them than there are connections, and none is done.
    let mut holder = house.cluster.connect();
    holder.batch_execute("BEGIN; SELECT FROM codes FOR UPDATE").expect("a lock");
    let mut waiting = Vec::new();
    for token in &house.students {
        waiting.push(send(&house.server.base, "me/redemptions", Some(token), "the-only-one", &json!({ "code": CODE })).await);
    }
    // Whoever is answered now came after them, at each of the server's workers.
    for _ in 0..8 {
        Api::new(&house.server.base, None).get("/healthz").await.expect(200);
    }
    house.server.terminate();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(TcpStream::connect(address(&house.server.base)).await.is_err(), "nobody new is let in");
    assert!(house.server.is_running(), "it waits for those inside");
    holder.batch_execute("COMMIT").expect("a commit");

    for mut stream in waiting {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    }
    let start = Instant::now();
    while house.server.is_running() {
        assert!(start.elapsed() < Duration::from_secs(10), "it should have ended");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(house.server.child.wait().expect("a status").success());
    assert_eq!(whole_redemptions(&mut house.cluster.connect()), i64::try_from(AT_ONCE).unwrap());
}
