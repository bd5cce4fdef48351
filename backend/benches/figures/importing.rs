//! A list of 10,000 new students imported, beside the same rows written by plain SQL; and what the server's
//! memory does meanwhile.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use serde_json::Value;

use crate::crowd::Line;
use crate::machine::{Cluster, Server};
use crate::school::{School, request};

/// How many students are on the long list, and on the short one.
pub const LONG: usize = 10_000;
const SHORT: usize = 1_000;

/// What came of it.
pub struct Imported {
    /// Rows a second, from the file's first byte to the last student.
    pub ours: f64,
    /// Students a second that one plain statement for each, committed by hundreds, makes.
    pub theirs: f64,
    /// Of the time, checking the rows.
    pub checking: Duration,
    /// Highest memory of the server, MB: after the short list, and after the long one.
    pub memory: (f64, f64),
}

pub fn measure(cluster: &Cluster, server: &Server, school: &School<'_>) -> Imported {
    take_in(server, school, "short", SHORT);
    let (_, after_short) = server.memory();
    school.tidy();
    school.settle();
    let begun = Instant::now();
    let checking = take_in(server, school, "long", LONG);
    let ours = LONG as f64 / begun.elapsed().as_secs_f64();
    let (_, after_long) = server.memory();
    school.settle();
    Imported { ours, theirs: LONG as f64 / plain(cluster).as_secs_f64(), checking, memory: (after_short, after_long) }
}

/// The whole way of an admin with a file; how long its check took.
fn take_in(server: &Server, school: &School<'_>, name: &str, students: usize) -> Duration {
    let mut list = "Name,Email\n".to_owned();
    for number in 0..students {
        let _ = writeln!(list, "{name} Student {number},{name}{number}@{name}.bench.test");
    }
    let token = school.admin_token();
    let imports = format!("/api/v1/organizations/{}/imports", school.organization);
    let sent = request("POST", &format!("{imports}?file_name={name}.csv"), Some(&token), Some(&list));
    let sent = String::from_utf8(sent).expect("text").replacen("application/json", "text/csv", 1);
    let begun = Instant::now();
    let made = ask(server, sent.as_bytes());
    let one = format!("{imports}/{}", made["id"].as_str().expect("an id"));
    wait(server, &token, &one, "ready");
    let checked = begun.elapsed();
    // Without mail: a mail is one more row for each, and no other server is at hand to take it.
    let quiet = String::from_utf8(request("PATCH", &one, Some(&token), Some(r#"{"send_mail":false}"#))).expect("text");
    ask(server, quiet.as_bytes());
    ask(server, &request("POST", &format!("{one}/run"), Some(&token), Some("")));
    let done = wait(server, &token, &one, "done");
    assert_eq!(done["results"]["registered"].as_u64().or(done["done"].as_u64()), Some(students as u64), "{done}");
    checked
}

fn wait(server: &Server, token: &str, path: &str, state: &str) -> Value {
    loop {
        let import = ask(server, &request("GET", path, Some(token), None));
        if import["state"] == state {
            return import;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn ask(server: &Server, sent: &[u8]) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut line = Line::open(&server.address).await;
        let (status, body) = line.ask(sent).await;
        assert!((200..300).contains(&status), "{status} {}", String::from_utf8_lossy(body));
        serde_json::from_slice(body).unwrap_or_default()
    })
}

/// The rows that a newcomer leaves, one statement each in transactions of a hundred, as the import's are, by
/// somebody who asks nothing first.
fn plain(cluster: &Cluster) -> Duration {
    let mut conn = cluster.connect();
    let begun = Instant::now();
    for chunk in 0..LONG / 100 {
        let mut text = "BEGIN;".to_owned();
        for number in chunk * 100..(chunk + 1) * 100 {
            let _ = write!(
                text,
                "WITH person AS (
                     INSERT INTO accounts (id, email, email_key, display_name)
                     VALUES (new_id(), 'plain{number}@bench.test', 'plain{number}@bench.test', 'Plain {number}') RETURNING id
                 ), student AS (
                     INSERT INTO students (id, organization_id, account_id, registered_at)
                     SELECT new_id(), o.id, person.id, now() FROM person, organizations o RETURNING id, organization_id
                 ), balance AS (
                     UPDATE seat_accounts SET spent = spent + 1, sequence = sequence + 1
                     RETURNING organization_id, granted, spent, held, sequence
                 )
                 INSERT INTO seat_entries (id, organization_id, sequence, kind, spent_change, granted, spent, held, student_id, occurred_at)
                 SELECT new_id(), b.organization_id, b.sequence, 'spent', 1, b.granted, b.spent, b.held, s.id, now()
                 FROM balance b, student s;"
            );
        }
        text.push_str("COMMIT");
        conn.batch_execute(&text).expect("students");
    }
    begun.elapsed()
}
