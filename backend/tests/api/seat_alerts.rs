//! Admins are told in time, by mail and once: when seats become few, and when licenses end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use homeroom::seats::{tell_of_few_seats, tell_of_license_ends};
use homeroom::shared::error::AppError;
use homeroom::shared::sql::sql;
use serde_json::json;

use crate::support::{Api, School, id};

const SITE: &str = "https://homeroom.test";
const ADMIN: &str = "admin@hamilton.test";

type Job = fn(&mut PgConnection, DateTime<Utc>, &str) -> Result<(), AppError>;

impl School {
    /// One turn of a job.
    fn turn(&self, job: Job, now: DateTime<Utc>) {
        self.house.database().transaction(|conn| job(conn, now, SITE)).expect("a turn");
    }

    /// Mail about seats and licenses, newest first.
    async fn alerts_to(&self, address: &str) -> Vec<(String, String)> {
        let mails = self.house.mail_to(address).await.into_iter();
        let words = ["seats", "lugares", "license", "licencia"];
        mails.filter(|(subject, _)| words.iter().any(|word| subject.contains(word))).collect()
    }

    /// The newest of them.
    async fn alert(&self) -> String {
        self.alerts_to(ADMIN).await.remove(0).1
    }

    /// What the admin is told of in one turn: the subjects.
    async fn told(&self) -> Vec<String> {
        self.news(tell_of_few_seats, self.house.clock.now()).await
    }

    async fn told_of_ends(&self, now: DateTime<Utc>) -> Vec<String> {
        self.news(tell_of_license_ends, now).await
    }

    async fn news(&self, job: Job, now: DateTime<Utc>) -> Vec<String> {
        let before = self.alerts_to(ADMIN).await.len();
        self.turn(job, now);
        let mut mails = self.alerts_to(ADMIN).await;
        mails.truncate(mails.len() - before);
        mails.into_iter().map(|(subject, _)| subject).collect()
    }

    /// Opens a classroom that everybody may join, and gets a crowd ready.
    async fn with_crowd(seats: i32, count: usize) -> (School, Vec<Api>) {
        let school = School::with_seats(seats).await;
        let room = school.classroom("Health", json!({})).await;
        school.code("HEALTH", &room, json!({})).await;
        let crowd = school.house.crowd(count, "example.com");
        (school, crowd)
    }

    async fn license_for(&self, seats: i32, first: NaiveDate, last: NaiveDate) {
        let body = json!({ "seats": seats, "starts_on": first, "ends_on": last });
        self.operator.post(&format!("operator/organizations/{}/licenses", self.id), body).await.expect(201);
    }
}

async fn join(people: &[Api]) {
    for person in people {
        person.redeem("HEALTH").await.expect(201);
    }
}

#[tokio::test]
async fn each_level_is_told_once_and_again_when_new_seats_are_used_up_too() {
    let (school, crowd) = School::with_crowd(20, 34).await;
    join(&crowd[..14]).await;
    assert!(school.told().await.is_empty(), "70%");
    join(&crowd[14..15]).await;
    assert_eq!(school.told().await, ["75% of your seats are in use at School hamilton"]);
    assert!(school.told().await.is_empty(), "once");
    join(&crowd[15..17]).await;
    assert!(school.told().await.is_empty(), "85%");
    join(&crowd[17..18]).await;
    assert_eq!(school.told().await, ["90% of your seats are in use at School hamilton"]);
    join(&crowd[18..20]).await;
    assert_eq!(school.told().await, ["All seats are in use at School hamilton"]);
    // Half of them are free again: every level is news.
    school.house.license(&school.operator, &school.id, 20).await;
    assert!(school.told().await.is_empty(), "50%");
    join(&crowd[20..32]).await;
    assert_eq!(school.told().await, ["75% of your seats are in use at School hamilton"]);
    // Above 75% even with the new ones, which is no news; 90% is when it comes.
    school.house.license(&school.operator, &school.id, 1).await;
    join(&crowd[32..33]).await;
    assert!(school.told().await.is_empty(), "33 of 41");
    school.classroom("Later", json!({ "seat_allotment": 4 })).await;
    assert_eq!(school.told().await, ["90% of your seats are in use at School hamilton"], "held is in use");
}

#[tokio::test]
async fn a_jump_over_a_level_is_told_as_the_higher_one() {
    let (school, crowd) = School::with_crowd(20, 20).await;
    join(&crowd[..14]).await;
    assert!(school.told().await.is_empty());
    let room = school.classroom("Later", json!({ "seat_allotment": 5 })).await;
    assert_eq!(school.told().await, ["90% of your seats are in use at School hamilton"], "from 70 to 95");
    // Down to 70 and up to 75: that lies behind them.
    school.admin.delete(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(204);
    join(&crowd[14..15]).await;
    assert!(school.told().await.is_empty());
}

#[tokio::test]
async fn admins_with_a_proven_address_are_told_in_their_language_what_to_do() {
    let (school, crowd) = School::with_crowd(20, 20).await;
    let luz = school.house.person("luz@hamilton.test", false);
    luz.patch("me", json!({ "locale": "es" })).await.expect(200);
    school.house.unverified("new@hamilton.test");
    for (email, role) in [("luz@hamilton.test", "admin"), ("new@hamilton.test", "admin")] {
        school.admin.post(&school.at("staff"), json!({ "email": email, "role": role })).await.expect(201);
    }
    school.teacher("sam@hamilton.test", &[]).await;
    school.classroom("Later", json!({ "seat_allotment": 3 })).await;
    join(&crowd[..15]).await;
    school.turn(tell_of_few_seats, school.house.clock.now());
    let (subject, text) = school.alerts_to("luz@hamilton.test").await.remove(0);
    assert_eq!(subject, "El 90 % de tus lugares están en uso en School hamilton");
    for part in
        ["Hola, luz:", "18 de los 20 lugares", "15 los ocupan estudiantes y 3 los reservan", "Quedan 2 libres", "Es pronto para decir"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let text = school.alert().await;
    for part in [
        "Hello admin,",
        "18 of the 20 seats of School hamilton are in use: 15 are spent on students, 3 are held by classrooms. 2 are free.",
        "It is too early to tell",
        "ask whoever sold you the license for more seats",
        "https://homeroom.test/o/hamilton/seats",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    for other in ["new@hamilton.test", "sam@hamilton.test"] {
        assert_eq!(school.alerts_to(other).await, [], "{other}");
    }
    let told = sql("SELECT mails AS value FROM seat_alerts WHERE kind = 'seats-90'").scalar::<i32>(&mut school.house.database());
    assert_eq!(told, Ok(2));
}

#[tokio::test]
async fn the_mail_names_the_day_when_there_is_a_pace() {
    let (school, crowd) = School::with_crowd(20, 18).await;
    join(&crowd).await;
    // Eighteen in nine days: the two that are left last one.
    let nine_days_ago = "UPDATE students SET registered_at = registered_at - interval '9 days'";
    sql(nine_days_ago).run(&mut school.house.database()).unwrap();
    school.told().await;
    let today = school.house.clock.now().with_timezone(&chrono_tz::America::New_York).date_naive();
    let tomorrow = (today + Days::new(1)).format("%B %-d, %Y");
    let text = school.alert().await;
    assert!(text.contains(&format!("At the pace of the last 9 days, 14 free seats a week, they last until about {tomorrow}.")), "{text}");
}

#[tokio::test]
async fn told_once_by_two_at_once_and_after_a_crash() {
    let (school, crowd) = School::with_crowd(20, 18).await;
    join(&crowd).await;
    // A server that dies before it commits has told nobody.
    let now = school.house.clock.now();
    let died: QueryResult<()> = school.house.database().transaction(|conn| {
        tell_of_few_seats(conn, now, SITE).expect("a turn");
        Err(diesel::result::Error::RollbackTransaction)
    });
    assert!(died.is_err() && school.alerts_to(ADMIN).await.is_empty());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| school.turn(tell_of_few_seats, now));
        }
    });
    assert_eq!(school.alerts_to(ADMIN).await.len(), 1);
}

#[tokio::test]
async fn a_suspended_organization_is_told_when_it_is_active_again() {
    let (school, crowd) = School::with_crowd(20, 18).await;
    join(&crowd).await;
    let path = format!("operator/organizations/{}", school.id);
    school.operator.patch(&path, json!({ "status": "suspended" })).await.expect(200);
    assert!(school.told().await.is_empty());
    school.operator.patch(&path, json!({ "status": "active" })).await.expect(200);
    assert_eq!(school.told().await.len(), 1);
}

#[tokio::test]
async fn the_end_of_a_license_is_told_a_month_and_a_week_before_and_when_it_is_over() {
    let school = School::with_seats(0).await;
    let today = school.house.clock.now().with_timezone(&chrono_tz::America::New_York).date_naive();
    let end = today + Days::new(100);
    school.license_for(50, today, end).await;
    let on = |days: i64| school.house.clock.now() + TimeDelta::days(days);
    let last = end.format("%B %-d, %Y");
    let ends = format!("The license of School hamilton ends on {last}");
    for (day, expected) in [(69, None), (70, Some(&ends)), (71, None), (92, None), (93, Some(&ends)), (100, None)] {
        assert_eq!(school.told_of_ends(on(day)).await.first(), expected, "day {day} of 100");
    }
    let text = school.alert().await;
    assert!(text.contains(&format!("runs through {last}, 7 more days")) && text.contains("50 free seats"), "{text}");
    assert_eq!(school.told_of_ends(on(101)).await, ["The license of School hamilton has ended"]);
    assert!(school.told_of_ends(on(102)).await.is_empty());
}

#[tokio::test]
async fn a_license_that_is_carried_on_has_no_end_to_tell_of_and_a_gap_has() {
    let school = School::with_seats(0).await;
    let today = school.house.clock.now().with_timezone(&chrono_tz::America::New_York).date_naive();
    let day = |days| today + Days::new(days);
    let on = |days: i64| school.house.clock.now() + TimeDelta::days(days);
    school.license_for(50, today, day(100)).await;
    // Starts the day after: no day without.
    school.license_for(50, day(101), day(200)).await;
    let seats = school.admin.get(&school.at("seats")).await.expect(200);
    assert_eq!(seats["license_ends_on"], json!(day(200)), "through both");
    assert!(school.told_of_ends(on(95)).await.is_empty());
    // After this one, ten days without.
    school.license_for(50, day(211), day(300)).await;
    assert_eq!(school.admin.get(&school.at("seats")).await.expect(200)["license_ends_on"], json!(day(200)));
    assert_eq!(school.told_of_ends(on(180)).await.len(), 1);
    let text = school.alert().await;
    assert!(text.contains(&format!("The next license starts on {}", day(211).format("%B %-d, %Y"))), "{text}");
    // The gap is closed: nothing ends now, and the next end is the new one.
    school.license_for(10, day(150), day(220)).await;
    assert!(school.told_of_ends(on(199)).await.is_empty());
    assert_eq!(school.told_of_ends(on(275)).await.len(), 1);
}

#[tokio::test]
async fn whoever_was_sold_a_short_license_knows_that_it_is_short() {
    let school = School::with_seats(0).await;
    let today = school.house.clock.now().with_timezone(&chrono_tz::America::New_York).date_naive();
    school.license_for(50, today, today + Days::new(20)).await;
    assert!(school.told_of_ends(school.house.clock.now()).await.is_empty());
    assert_eq!(school.told_of_ends(school.house.clock.now() + TimeDelta::days(14)).await.len(), 1, "a week before all the same");
}

/// `homeroom serve` as a process of its own; killed when dropped.
struct Server(Child);

impl Server {
    fn start(database: &str) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
        command.arg("serve").env_clear().env("DATABASE_URL", database).env("HOMEROOM_LISTEN", "127.0.0.1:0").env("RUST_LOG", "info");
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the server starts");
        let mut log = BufReader::new(child.stderr.take().expect("a log"));
        let mut line = String::new();
        while !line.contains("listening") {
            line.clear();
            assert!(log.read_line(&mut line).expect("a log") > 0, "the server ended");
        }
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Server(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn servers_tell_by_themselves_and_two_of_them_no_more_than_one() {
    let (school, crowd) = School::with_crowd(20, 15).await;
    let url = school.house.database_url().to_owned();
    let _both = [Server::start(&url), Server::start(&url)];
    join(&crowd).await;
    let start = Instant::now();
    while school.alerts_to(ADMIN).await.is_empty() {
        assert!(start.elapsed() < Duration::from_secs(20), "nobody was told");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // Time enough for the other one's round.
    tokio::time::sleep(Duration::from_millis(2_300)).await;
    assert_eq!(school.alerts_to(ADMIN).await.len(), 1);
}
