//! The measured claims: `make bench`.
//!
//! One run measures both sides in turn on the same durable Postgres: the server over HTTP, and pgbench
//! calling the same work as one prepared SQL call. It prints a table and writes `.homeroom/bench.json`.
#![allow(missing_docs, clippy::print_stdout, clippy::cast_precision_loss)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod crowd;
mod importing;
mod machine;
mod moving;
mod other_side;
mod rolling;
mod school;
mod searching;

use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};

use crowd::{Line, serve_all};
use machine::{Cluster, Server, cpu, disk_latency};
use school::{ADMIN, Code, PASSWORD, ROSTER, RULES, School, request};

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 3;
/// How long a leg is to take, in seconds.
const LEG: f64 = 4.0;

/// A figure of the table.
struct Figure {
    name: String,
    /// The goal in words, and whether it is met; `None` for what is only told.
    goal: Option<(String, bool)>,
    measured: String,
}

/// The table as it grows.
#[derive(Default)]
struct Table(Vec<Figure>);

impl Table {
    fn tell(&mut self, name: &str, measured: String) {
        self.0.push(Figure { name: name.to_owned(), goal: None, measured });
    }

    fn at_least(&mut self, name: &str, goal: f64, measured: f64) {
        self.0.push(Figure {
            name: name.to_owned(),
            goal: Some((format!("at least {goal}"), measured >= goal)),
            measured: format!("{measured:.2}"),
        });
    }

    fn below(&mut self, name: &str, goal: f64, unit: &str, measured: f64) {
        let met = measured < goal;
        self.0.push(Figure {
            name: name.to_owned(),
            goal: Some((format!("under {goal} {unit}"), met)),
            measured: format!("{measured:.2} {unit}"),
        });
    }

    fn at_most(&mut self, name: &str, goal: f64, measured: f64) {
        self.0.push(Figure {
            name: name.to_owned(),
            goal: Some((format!("at most {goal}"), measured <= goal)),
            measured: format!("{measured:.1}"),
        });
    }

    fn print(&self) {
        println!("\n{:<62} {:>16} {:>22}", "figure", "goal", "measured");
        for figure in &self.0 {
            let (goal, verdict) = match &figure.goal {
                Some((goal, true)) => (goal.as_str(), "pass"),
                Some((goal, false)) => (goal.as_str(), "FALLS SHORT"),
                None => ("", ""),
            };
            println!("{:<62} {goal:>16} {:>22}  {verdict}", figure.name, figure.measured);
        }
    }

    fn json(&self) -> Value {
        let one = |figure: &Figure| {
            let (goal, met) = figure.goal.clone().unzip();
            json!({ "figure": figure.name, "goal": goal, "measured": figure.measured, "pass": met })
        };
        self.0.iter().map(one).collect()
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn main() {
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let folder = root.join(".homeroom/bench");
    std::fs::create_dir_all(&folder).expect("a folder");
    let begun = Instant::now();
    let mut table = Table::default();
    let load_before = load();
    let cluster = Cluster::start(&folder);
    let mut school = School::open(&cluster);
    other_side::make_function(&cluster);

    let mut starts: Vec<f64> = (0..10).map(|_| ms(Server::start(&cluster.url, &folder).ready_after)).collect();
    starts.sort_by(f64::total_cmp);
    let server = Server::start(&cluster.url, &folder);
    let (idle, _) = server.memory();

    fill_roster(&server, &mut school);
    redemptions(&mut table, &cluster, &folder, &server, &mut school);
    rules(&mut table, &cluster, &server, &mut school);
    sign_in_sometimes(&server);
    let roster = roster(&cluster, &server, &school);
    let (resident, highest) = server.memory();
    let redeemed = school.whole_redemptions();
    let moved = moving::measure(&cluster, &server, &school);
    let rolled = rolling::measure(&cluster, &server, &school);
    let imported = importing::measure(&cluster, &server, &school);
    searching::searching(&mut table, &cluster, &server, &school);
    statements(&mut table, &cluster, &server, &mut school);
    table.below("5,000 students moved in one request", 3.0, "s", moved.ours);
    table.at_most("  times what plain SQL takes for the same rows", 4.0, moved.ours / moved.theirs);
    table.tell("  plain SQL", format!("{:.2} s", moved.theirs));
    table.below("2,000 students in 40 classrooms into the next year", 3.0, "s", rolled.ours);
    table.at_most("  times what plain SQL takes for the same moves", 12.0, rolled.ours / rolled.theirs);
    table.tell("  the dry run / plain SQL", format!("{:.2} / {:.2} s", rolled.shown, rolled.theirs));
    table.at_least("10,000 students imported, against plain SQL one by one", 0.2, imported.ours / imported.theirs);
    table.tell("  rows per second / plain SQL", format!("{:.0} / {:.0}", imported.ours, imported.theirs));
    table.tell("  of the time, checking them", format!("{:.1} s", imported.checking.as_secs_f64()));
    table.below("  more memory than for a list of 1,000", 10.0, "MB", imported.memory.1 - imported.memory.0);
    table.below("roster of 2,000 through its pages, CPU", 15.0, "ms", roster);
    table.below("resident memory of the server under load, highest", 60.0, "MB", highest);
    table.below("ready after start, median of 10", 500.0, "ms", median(starts.clone()));
    table.tell("ready after start, slowest of 10", format!("{:.0} ms", starts[9]));
    table.tell("resident memory idle / after load", format!("{idle:.0} / {resident:.0} MB"));
    table.tell("redemptions in this run, all whole", redeemed.to_string());
    table.tell("the disk keeps 8 kB within", format!("{:.2} ms", ms(disk_latency(&folder))));
    table.tell("load average before / after", format!("{load_before} / {}", load()));
    table.tell("this run took", format!("{:.0} s", begun.elapsed().as_secs_f64()));
    table.print();
    let report = serde_json::to_string_pretty(&table.json()).expect("JSON");
    std::fs::write(root.join(".homeroom/bench.json"), report + "\n").expect("a report");
    if table.0.iter().any(|figure| matches!(figure.goal, Some((_, false)))) {
        println!("\nSome figures fall short. Measure on a quiet machine before believing it.");
    }
}

/// 2,000 newcomers come into the classroom whose roster is read; the server gets warm by it.
fn fill_roster(server: &Server, school: &mut School<'_>) {
    let first = school.newcomers(ROSTER);
    serve_all(&server.address, CONNECTIONS, &school.redemptions(first, ROSTER, Code::Roster), 201);
    school.tidy();
}

/// Both sides in turn, on many codes and on one.
fn redemptions(table: &mut Table, cluster: &Cluster, folder: &Path, server: &Server, school: &mut School<'_>) {
    for (code, name) in [(Code::Spread, "over 2,000 codes"), (Code::Hot, "on one hot code")] {
        // How many clients are best for pgbench, and how many redemptions fill a leg.
        let mut best = (0.0, 0);
        for clients in [1, 2, 8, 16, 64] {
            let first = school.newcomers(1_920);
            school.settle();
            let speed = other_side::redeem(cluster, folder, clients, first, 1_920, code);
            best = if speed > best.0 { (speed, clients) } else { best };
        }
        let (speed, clients) = best;
        let count = ((speed * LEG) as u32 / 64).clamp(30, 400) * 64;
        let (mut ours, mut theirs, mut server_cpu, mut our_pg, mut their_pg) = (vec![], vec![], vec![], vec![], vec![]);
        let (mut client_share, mut latencies) = (vec![], vec![]);
        for _ in 0..ROUNDS {
            let first = school.newcomers(count);
            school.settle();
            let before = cluster.cpu();
            theirs.push(other_side::redeem(cluster, folder, clients, first, count, code));
            their_pg.push(ms(cluster.cpu() - before) / f64::from(count));

            let first = school.newcomers(count);
            let requests = school.redemptions(first, count, code);
            school.settle();
            let before = (cluster.cpu(), server.cpu(), cpu(std::process::id(), false));
            let served = serve_all(&server.address, CONNECTIONS, &requests, 201);
            ours.push(served.per_second());
            our_pg.push(ms(cluster.cpu() - before.0) / f64::from(count));
            server_cpu.push(ms(server.cpu() - before.1) / f64::from(count));
            client_share.push((cpu(std::process::id(), false) - before.2).as_secs_f64() / served.took.as_secs_f64());
            latencies.push((ms(served.percentile(0.5)), ms(served.percentile(0.99))));
        }
        println!("{name}: pgbench with {clients} clients {theirs:.0?}/s, HTTP {ours:.0?}/s, {count} each");
        let ratio = median(ours.clone()) / median(theirs.clone());
        table.at_least(&format!("redemption {name}, HTTP against pgbench"), 0.7, ratio);
        table.tell(
            &format!("  HTTP, 64 connections / pgbench, {clients} clients"),
            format!("{:.0} / {:.0} per s", median(ours), median(theirs)),
        );
        let (server_cpu, our_pg) = (median(server_cpu), median(our_pg));
        table.below(&format!("redemption {name}, CPU of server and Postgres"), 1.5, "ms", server_cpu + our_pg);
        table.tell("  server + Postgres (Postgres for pgbench)", format!("{server_cpu:.2} + {our_pg:.2} ({:.2})", median(their_pg)));
        let latency = |which: fn(&(f64, f64)) -> f64| median(latencies.iter().map(which).collect());
        table.tell("  answered within, half / 99 of 100", format!("{:.0} / {:.0} ms", latency(|l| l.0), latency(|l| l.1)));
        table.tell("  share of one core that the client takes", format!("{:.2}", median(client_share)));
    }
}

/// What each rule of a code costs: CPU of server and Postgres, beside a code without rules in the same
/// rounds.
fn rules(table: &mut Table, cluster: &Cluster, server: &Server, school: &mut School<'_>) {
    const STUDENTS: u32 = 1_280;
    let mut cost = vec![vec![]; RULES.len()];
    for _ in 0..ROUNDS {
        for (rule, (_, status, _)) in RULES.iter().enumerate() {
            let first = school.newcomers(STUDENTS);
            let requests = school.redemptions(first, STUDENTS, Code::Ruled(rule));
            school.settle();
            let before = cluster.cpu() + server.cpu();
            serve_all(&server.address, CONNECTIONS, &requests, *status);
            cost[rule].push(ms(cluster.cpu() + server.cpu() - before) / f64::from(STUDENTS));
        }
    }
    let cost: Vec<f64> = cost.into_iter().map(median).collect();
    table.tell("a redemption by a code without rules, CPU", format!("{:.2} ms", cost[0]));
    for ((name, ..), cost_of_it) in RULES.iter().zip(&cost).skip(1) {
        table.tell(&format!("  rule: {name}"), format!("{:+.2} ms", cost_of_it - cost[0]));
    }
}

/// Passwords are hashed in 19 MiB each, which belongs to the memory of a server under load.
fn sign_in_sometimes(server: &Server) {
    let body = json!({ "email": ADMIN, "password": PASSWORD }).to_string();
    let sign_in = request("POST", "/api/v1/auth/login", None, Some(&body));
    serve_all(&server.address, 4, &vec![sign_in; 8], 200);
}

/// Reads the whole roster page by page; the number of pages.
fn read_roster(server: &Server, school: &School<'_>, token: &str) -> u32 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut line = Line::open(&server.address).await;
        let path = format!("/api/v1/organizations/{}/classrooms/{}/members?limit=200", school.organization, school.roster);
        let (mut members, mut pages, mut cursor) = (0, 0, String::new());
        loop {
            let (status, body) = line.ask(&request("GET", &format!("{path}{cursor}"), Some(token), None)).await;
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
            let page: Value = serde_json::from_slice(body).expect("a page");
            members += page["items"].as_array().map_or(0, Vec::len);
            pages += 1;
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(members, ROSTER as usize);
        pages
    })
}

/// CPU milliseconds for a whole roster, server and Postgres.
fn roster(cluster: &Cluster, server: &Server, school: &School<'_>) -> f64 {
    const TIMES: u32 = 50;
    let token = school.admin_token();
    read_roster(server, school, &token);
    let before = cluster.cpu() + server.cpu();
    for _ in 0..TIMES {
        read_roster(server, school, &token);
    }
    ms(cluster.cpu() + server.cpu() - before) / f64::from(TIMES)
}

/// Counts statements by pg_stat_statements, at the end, so that it slows nothing that was timed. The
/// server outlives the restart that this takes.
fn statements(table: &mut Table, cluster: &Cluster, server: &Server, school: &mut School<'_>) {
    let asked = cluster.connect().batch_execute("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
    asked.expect("a setting");
    cluster.restart();
    let mut conn = cluster.connect();
    if conn.batch_execute("CREATE EXTENSION pg_stat_statements").is_err() {
        return table.tell("statements", "this Postgres has no pg_stat_statements".to_owned());
    }
    let mut count = |work: &mut dyn FnMut() -> u32| {
        conn.batch_execute("SELECT pg_stat_statements_reset()").expect("reset");
        let times = work();
        let calls =
            sql("SELECT coalesce(sum(calls), 0)::bigint AS value FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'");
        calls.scalar::<i64>(&mut conn).expect("a number") as f64 / f64::from(times)
    };
    const STUDENTS: u32 = 2_000;
    let first = school.newcomers(2 * STUDENTS);
    let mut batches =
        [school.redemptions(first, STUDENTS, Code::Spread), school.redemptions(first + STUDENTS, STUDENTS, Code::Hot)].into_iter();
    for name in ["over 2,000 codes", "on one hot code"] {
        let requests = batches.next().unwrap_or_default();
        let per_redemption = count(&mut || {
            serve_all(&server.address, CONNECTIONS, &requests, 201);
            STUDENTS
        });
        table.at_most(&format!("SQL statements per redemption, {name}"), 12.0, per_redemption);
    }
    let token = school.admin_token();
    let per_page = count(&mut || read_roster(server, school, &token));
    table.tell("roster, SQL statements per page", format!("{per_page:.1}"));
}
