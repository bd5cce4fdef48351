//! An answer that gets lost on its way is neither an effect lost nor one doubled: whoever sends the same
//! request again, under its `Idempotency-Key`, hears the first answer.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{Days, Utc};
use diesel::PgConnection;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::crash::{CODE, Installation, until};
use crate::support::{Api, School};

/// How many are under way at the same time.
const AT_ONCE: usize = 64;

pub fn address(base: &str) -> &str {
    base.strip_prefix("http://").expect("an address")
}

/// Sends a request and leaves the answer in the stream.
pub async fn send(base: &str, path: &str, token: Option<&str>, key: &str, body: &Value) -> TcpStream {
    let mut stream = TcpStream::connect(address(base)).await.expect("a connection");
    let body = body.to_string();
    let bearer = token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    let request = format!(
        "POST /api/v1/{path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{bearer}\
         idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        address(base),
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    stream
}

/// One write of one person.
#[derive(Clone)]
struct Call {
    key: String,
    path: String,
    token: Option<String>,
    body: Value,
}

impl Call {
    /// Sends it and hangs up: on every third try as soon as the answer begins, when all is surely
    /// committed; else after a few milliseconds, whatever the server is doing then.
    async fn send_and_hang_up(&self, base: &str, number: u64) {
        let stream = send(base, &self.path, self.token.as_deref(), &self.key, &self.body).await;
        if number.is_multiple_of(3) {
            assert_eq!(stream.peek(&mut [0]).await.expect("an answer"), 1);
        } else {
            tokio::time::sleep(Duration::from_millis(number * 7 % 40)).await;
        }
    }

    /// Sends it until the first is no longer under way; the answer.
    async fn send_until_answered(&self, base: &str) -> Value {
        let who = Api::new(base, self.token.clone()).with("idempotency-key", &self.key);
        loop {
            let reply = who.post(&self.path, self.body.clone()).await;
            match (reply.status.as_u16(), reply.body["code"].as_str()) {
                (409, Some("request-in-progress")) | (503, _) => tokio::time::sleep(Duration::from_millis(20)).await,
                _ => return reply.expect(201),
            }
        }
    }

    /// What came of it, apart from a session, which is each time a new one.
    fn effect(answer: &Value) -> (String, Value) {
        let id = answer.pointer("/user/id").or(answer.get("staff_id")).or(answer.get("id")).and_then(Value::as_str);
        let mut rest = answer.clone();
        if answer.get("access_token").is_some() {
            rest = answer["redemption"].clone();
        }
        (id.expect("an id").to_owned(), rest)
    }
}

/// Six kinds of writes in turn: redeeming, signing up with a code, making a classroom and a code, putting
/// somebody on the staff, granting a license. As many of each as there are students.
fn mixed(school: &str, operator: &str, admin: &str, students: &[String]) -> Vec<Call> {
    let today = Utc::now().date_naive();
    let mut calls: Vec<Call> = Vec::new();
    let mut add = |path: String, token: Option<&str>, body: Value| {
        calls.push(Call { key: format!("call-{}", calls.len()), path, token: token.map(str::to_owned), body });
    };
    for (number, student) in students.iter().enumerate() {
        add("me/redemptions".to_owned(), Some(student), json!({ "code": CODE }));
        let newcomer = json!({ "email": format!("new{number}@example.org"), "password": "paper boats on friday",
                               "display_name": "Somebody New", "code": CODE });
        add("auth/register".to_owned(), None, newcomer);
        let room = json!({ "name": format!("Room {number}"), "seat_allotment": 1 });
        add(format!("organizations/{school}/classrooms"), Some(admin), room);
        add(format!("organizations/{school}/codes"), Some(admin), json!({}));
        let colleague = json!({ "email": format!("colleague{number}@example.net"), "role": "teacher" });
        add(format!("organizations/{school}/staff"), Some(admin), colleague);
        let license = json!({ "seats": 3, "starts_on": today, "ends_on": today + Days::new(30) });
        add(format!("operator/organizations/{school}/licenses"), Some(operator), license);
    }
    calls
}

/// What is there more than before, one number for each kind of write and for what follows from it.
fn effects(conn: &mut PgConnection) -> Vec<i64> {
    sql("SELECT ARRAY[
             (SELECT count(*) FROM redemptions), (SELECT count(*) FROM students), (SELECT count(*) FROM memberships),
             (SELECT count(*) FROM seat_entries WHERE kind = 'spent'), (SELECT sum(redeemed) FROM codes), (SELECT sum(seats_spent) FROM classrooms),
             (SELECT count(*) FROM accounts WHERE email LIKE 'new%@example.org'),
             (SELECT count(*) FROM classrooms), (SELECT count(*) FROM seat_entries WHERE kind = 'held'), (SELECT held FROM seat_accounts),
             (SELECT count(*) FROM codes),
             (SELECT count(*) FROM staff), (SELECT count(*) FROM mails WHERE recipient LIKE 'colleague%'), (SELECT count(*) FROM password_links),
             (SELECT count(*) FROM licenses), (SELECT count(*) FROM seat_entries WHERE kind = 'granted'), (SELECT sum(seats) FROM licenses)
         ]::bigint[] AS value")
    .scalar(conn)
    .expect("numbers")
}

/// What so many of each kind add to [`effects`].
fn expected(each: i64) -> Vec<i64> {
    let newcomers = 2 * each;
    vec![
        newcomers,
        newcomers,
        newcomers,
        newcomers,
        newcomers,
        newcomers,
        each,
        each,
        each,
        each,
        each,
        each,
        each,
        each,
        each,
        each,
        3 * each,
    ]
}

fn added(before: &[i64], after: &[i64]) -> Vec<i64> {
    after.iter().zip(before).map(|(after, before)| after - before).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_answers_that_get_lost_are_five_hundred_effects() {
    const EACH: usize = 84;
    let school = School::with_seats(1_000).await;
    let room = school.classroom("Assembly", json!({})).await;
    school.code(CODE, &room, json!({})).await;
    let students: Vec<String> = school.house.crowd(EACH, "example.com").iter().map(|student| student.token().to_owned()).collect();
    let calls = mixed(&school.id, school.operator.token(), school.admin.token(), &students);
    assert!(calls.len() > 500);
    let before = effects(&mut school.house.database());
    let free = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = Vec::new();
    for (number, call) in (0u64..).zip(calls.clone()) {
        let (turn, base) = (Arc::clone(&free).acquire_owned().await.expect("a turn"), school.house.base.clone());
        tasks.push(tokio::spawn(async move {
            call.send_and_hang_up(&base, number).await;
            let first = Call::effect(&call.send_until_answered(&base).await);
            if number.is_multiple_of(4) {
                assert_eq!(Call::effect(&call.send_until_answered(&base).await), first, "the first answer, word by word");
            }
            drop(turn);
            first.0
        }));
    }
    let mut ids = HashSet::new();
    for task in tasks {
        ids.insert(task.await.expect("an answer"));
    }
    assert_eq!(ids.len(), calls.len(), "each has an effect of its own");
    assert_eq!(added(&before, &effects(&mut school.house.database())), expected(84));
    school.balance().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_of_the_server_in_the_middle_of_writes_loses_and_doubles_none_of_them() {
    const EACH: usize = 40;
    let mut house = Installation::open(EACH).await;
    let calls = mixed(&house.school, &house.operator, &house.admin, &house.students);
    let before = effects(&mut house.database_in_use());
    let answered = Arc::new(AtomicUsize::new(0));
    let (base, waiting, counter) = (house.server.base.clone(), calls.clone(), Arc::clone(&answered));
    // As many at once as there are lanes, each going on until the server is gone.
    let free = Arc::new(Semaphore::new(AT_ONCE / 2));
    let lanes = tokio::spawn({
        let free = Arc::clone(&free);
        async move {
            let client = reqwest::Client::new();
            let tasks: Vec<_> = waiting
                .into_iter()
                .map(|call| {
                    let (free, base, client, counter) = (Arc::clone(&free), base.clone(), client.clone(), Arc::clone(&counter));
                    tokio::spawn(async move {
                        let _turn = free.acquire().await.expect("a turn");
                        let mut request = client.post(format!("{base}/api/v1/{}", call.path)).header("idempotency-key", &call.key);
                        if let Some(token) = &call.token {
                            request = request.bearer_auth(token);
                        }
                        let heard = request.json(&call.body).send().await.ok()?.json::<Value>().await.ok()?;
                        counter.fetch_add(1, Ordering::SeqCst);
                        Some(heard)
                    })
                })
                .collect();
            let mut heard = Vec::new();
            for task in tasks {
                heard.push(task.await.expect("a try"));
            }
            heard
        }
    });
    until(&answered, calls.len() / 3).await;
    house.server.kill();
    let heard = lanes.await.expect("an outcome");
    assert!(heard.iter().any(Option::is_none), "it was to be in the middle");
    drop(house.database().await);
    house.restart_server();

    let again: Vec<_> = calls
        .iter()
        .map(|call| {
            let (call, base, free) = (call.clone(), house.server.base.clone(), Arc::clone(&free));
            tokio::spawn(async move {
                let _turn = free.acquire().await.expect("a turn");
                Call::effect(&call.send_until_answered(&base).await)
            })
        })
        .collect();
    let mut ids = HashSet::new();
    for (again, heard) in again.into_iter().zip(heard) {
        let again = again.await.expect("an answer");
        if let Some(heard) = heard {
            assert_eq!(Call::effect(&heard), again, "what was answered before is answered again");
        }
        ids.insert(again.0);
    }
    assert_eq!(ids.len(), calls.len());
    assert_eq!(added(&before, &effects(&mut house.database_in_use())), expected(40));
}
