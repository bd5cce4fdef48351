//! The leak guard: what it pauses, what it lets pass, and what staff make of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::Connection;
use homeroom::codes;
use homeroom::shared::db::Db;
use homeroom::watch::{JOBS, Watch};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Api, School, id};

impl School {
    /// One round of the guard.
    fn watch(&self) {
        let now = self.house.clock.now();
        self.house.database().transaction(|conn| codes::watch_codes(conn, now, &self.house.base)).expect("a round");
    }

    /// So many newcomers of a domain use a code, an hour after whatever was before.
    async fn come(&self, count: usize, domain: &str, code: &str) {
        self.house.clock.advance(TimeDelta::hours(1));
        for person in self.house.crowd(count, domain) {
            person.redeem(code).await.expect(201);
        }
    }

    /// Three quiet hours: a pattern.
    async fn settle_in(&self, code: &str) {
        for hour in 0..3 {
            self.come(2, &format!("quiet{hour}.test"), code).await;
        }
    }

    /// The admin, whose token may have run out.
    fn admin_now(&self) -> Api {
        self.house.sign_in_again(&self.admin)
    }

    async fn state(&self, code: &Value) -> String {
        id(&self.admin_now().get(&self.at(&format!("codes/{}", id(code, "id")))).await.expect(200), "state")
    }

    async fn alerts(&self, who: &Api, query: &str) -> Vec<Value> {
        who.all(&self.at(&format!("alerts{query}"))).await
    }
}

#[tokio::test]
async fn a_burst_pauses_the_code_once_and_one_click_resumes_it() {
    let school = School::with_seats(400).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    school.settle_in("HEALTH").await;
    school.come(40, "forty.test", "HEALTH").await;
    school.watch();
    assert_eq!(school.state(&code).await, "active", "a class at once is ordinary");
    school.house.person("one-more@strangers.test", false).redeem("HEALTH").await.expect(201);
    school.watch();
    school.watch();
    assert_eq!(school.state(&code).await, "paused");

    let admin = school.admin_now();
    let alerts = school.alerts(&admin, "?open=true").await;
    assert_eq!(alerts.len(), 1);
    let alert = &alerts[0];
    assert_eq!((&alert["kind"], &alert["reason"], &alert["code"]["code"]), (&json!("paused"), &json!("burst"), &json!("HEALTH")));
    assert_eq!((&alert["redeemed"], &alert["busiest_before"], &alert["allowed"]), (&json!(41), &json!(2), &json!(40)));
    let burst = admin.all(&format!("{path}/redemptions?since={}&limit=200", id(alert, "since").replace('+', "%2B"))).await;
    assert_eq!(burst.len(), 41, "who came in during the burst");

    let mails = school.house.mail_to("admin@hamilton.test").await;
    let about: Vec<_> = mails.iter().filter(|(subject, _)| subject.contains("HEALTH")).collect();
    assert_eq!(about.len(), 1, "one mail: {mails:?}");
    assert!(about[0].1.contains("41 students joined within 1 min. It was 2 an hour at most before."), "{}", about[0].1);
    assert!(about[0].1.contains(&format!("{}/o/hamilton/codes?code={}", school.house.base, id(&code, "id"))));

    school.house.person("late@strangers.test", false).redeem("HEALTH").await.refused(409, "code-paused");
    let overview = admin.get(&school.at("overview")).await.expect(200);
    assert!(overview["needs_attention"].as_array().unwrap().contains(&json!({ "kind": "codes-paused-by-guard" })), "{overview}");

    let resumed = admin.post(&format!("{path}/resume"), json!(null)).await;
    let version = resumed.header("etag").to_owned();
    assert_eq!(resumed.expect(200)["state"], "active");
    admin.with("if-match", &version).patch(&path, json!({ "note": "An assembly" })).await.expect(200);
    for person in school.house.crowd(30, "later.test") {
        person.redeem("HEALTH").await.expect(201);
    }
    school.watch();
    assert_eq!(school.state(&code).await, "active", "the new pattern is accepted");
    let history = admin.all(&format!("{path}/history")).await;
    let told: Vec<_> = history.iter().map(|one| (one["kind"].as_str().unwrap(), &one["actor"]["display_name"])).collect();
    let expected =
        [("edited", &json!("admin")), ("switched_on", &json!("admin")), ("paused_by_guard", &json!(null)), ("made", &json!("admin"))];
    assert_eq!(told, expected);
    let settled = school.alerts(&admin, "?open=false").await;
    assert_eq!((&settled[0]["settled_how"], &settled[0]["settled_by"]), (&json!("resumed"), &json!("admin")));
    assert_eq!(admin.post(&format!("{path}/resume"), json!(null)).await.expect(200)["state"], "active", "twice is harmless");

    school.house.clock.advance(TimeDelta::hours(7));
    school.come(160, "weeks.test", "HEALTH").await;
    school.watch();
    assert_eq!(school.state(&code).await, "active", "four times 71 is ordinary now");
}

#[tokio::test]
async fn a_class_is_no_leak_nor_is_an_assembly_as_large_as_its_cap_says() {
    let school = School::with_seats(400).await;
    let room = school.classroom("Health", json!({})).await;
    let class = school.code("CLASS", &room, json!({})).await;
    school.come(35, "class.test", "CLASS").await;
    school.watch();
    assert_eq!(school.state(&class).await, "active");

    let low = json!({ "thresholds": { "first_use_at_most": 10, "burst_at_least": 5 } });
    school.admin_now().patch(&school.at("leak-guard"), low).await.expect(200);
    let (assembly, unlimited) = (json!({ "code": "ASSEMBLY", "max_redemptions": 15 }), json!({ "code": "UNLIMITED" }));
    let (admin, codes) = (school.admin_now(), school.at("codes"));
    let assembly = admin.post(&codes, assembly).await.expect(201);
    let unlimited = admin.post(&codes, unlimited).await.expect(201);
    school.come(14, "assembly.test", "ASSEMBLY").await;
    school.watch();
    assert_eq!(school.state(&assembly).await, "active", "it is for 15");
    school.come(11, "strangers.test", "UNLIMITED").await;
    school.watch();
    assert_eq!(school.state(&unlimited).await, "paused", "nobody said how many");
    assert_eq!(school.alerts(&school.admin_now(), "").await[0]["reason"], "first-use");
}

#[tokio::test]
async fn many_strange_domains_and_many_who_are_turned_away() {
    let school = School::with_seats(200).await;
    let room = school.classroom("Health", json!({})).await;
    let open = school.code("OPEN-DAY", &room, json!({})).await;
    school.settle_in("OPEN-DAY").await;
    school.house.clock.advance(TimeDelta::hours(1));
    for number in 0..13 {
        school.house.person(&format!("sub@mail{number}.students.test"), false).redeem("OPEN-DAY").await.expect(201);
    }
    school.watch();
    assert_eq!(school.state(&open).await, "active", "one owner's subdomains are one");
    for number in 0..12 {
        school.house.person(&format!("guest@elsewhere{number}.test"), false).redeem("OPEN-DAY").await.expect(201);
    }
    school.watch();
    assert_eq!(school.state(&open).await, "paused");
    assert_eq!(school.alerts(&school.admin_now(), "").await[0]["reason"], "domains");

    let own = json!({ "code": "OUR-OWN", "email_domains": [{ "domain": "hamiltonschools.org" }] });
    let closed = school.admin_now().post(&school.at("codes"), own).await.expect(201);
    let low = json!({ "thresholds": { "refused_at_most": 8 } });
    school.admin_now().patch(&school.at("leak-guard"), low).await.expect(200);
    for person in school.house.crowd(9, "strangers.test") {
        person.redeem("OUR-OWN").await.refused(403, "domain-not-allowed");
    }
    school.watch();
    let alert = &school.alerts(&school.admin_now(), "?open=true").await[0];
    assert_eq!((&alert["reason"], &alert["refused"], &alert["code"]["code"]), (&json!("refused"), &json!(9), &json!("OUR-OWN")));
    assert_eq!(school.state(&closed).await, "paused");
}

#[tokio::test]
async fn a_rehearsal_pauses_nothing_and_off_does_nothing() {
    let school = School::with_seats(300).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let guard = school.at("leak-guard");
    let low = json!({ "burst_at_least": 10, "burst_times_usual": 2 });
    school.admin.patch(&guard, json!({ "mode": "off", "thresholds": low })).await.expect(200);
    school.settle_in("HEALTH").await;
    school.come(12, "one.test", "HEALTH").await;
    school.watch();
    assert!(school.alerts(&school.admin_now(), "").await.is_empty());
    school.admin_now().patch(&guard, json!({ "mode": "rehearse" })).await.expect(200);
    school.come(25, "two.test", "HEALTH").await;
    school.watch();
    school.watch();
    assert_eq!(school.state(&code).await, "active");
    let admin = school.admin_now();
    let alerts = school.alerts(&admin, "").await;
    assert_eq!(alerts.len(), 1, "noted once");
    assert_eq!((&alerts[0]["kind"], &alerts[0]["settled_how"], &alerts[0]["allowed"]), (&json!("noted"), &json!("noted"), &json!(24)));
    assert!(school.alerts(&admin, "?open=true").await.is_empty(), "nobody has to decide anything");
    let mails = school.house.mail_to("admin@hamilton.test").await;
    assert!(mails.iter().all(|(subject, _)| !subject.contains("HEALTH")), "{mails:?}");

    // What was, judged by the thresholds as they are, and by others.
    let rehearsal = school.at("leak-guard/rehearsal?days=7");
    let kept = admin.get(&rehearsal).await.expect(200);
    assert_eq!((&kept["pauses"], &kept["students_met"]), (&json!(1), &json!(12 - 11 + 25)), "{kept}");
    let first = &kept["newest"][0];
    assert_eq!((&first["code"]["code"], &first["redeemed"], &first["busiest_before"]), (&json!("HEALTH"), &json!(12), &json!(2)));
    let mild = admin.get(&format!("{rehearsal}&burst_at_least=30")).await.expect(200);
    assert_eq!((&mild["pauses"], &mild["thresholds"]["burst_at_least"]), (&json!(0), &json!(30)));
    for bad in ["&burst_at_least=1", "&days=91", "&loud=1"] {
        admin.get(&format!("{rehearsal}{bad}")).await.refused(400, "query-invalid");
    }
    assert_eq!(admin.get(&guard).await.expect(200)["thresholds"]["burst_at_least"], 10, "trying changes nothing");
}

#[tokio::test]
async fn settings_are_the_admins_and_alerts_are_of_ones_own_classrooms() {
    let school = School::with_seats(300).await;
    let (mine, other) = (school.classroom("Mine", json!({})).await, school.classroom("Other", json!({})).await);
    let (teacher, member) = school.teacher("sam@hamilton.test", &[&mine]).await;
    let guard = school.at("leak-guard");
    let shown = school.admin.get(&guard).await;
    let version = shown.header("etag").to_owned();
    let shown = shown.expect(200);
    assert_eq!((&shown["mode"], &shown["thresholds"]), (&json!("on"), &shown["defaults"]));
    let admin = school.admin.with("if-match", &version);
    let changed = admin.patch(&guard, json!({ "thresholds": { "first_use_at_most": 5, "burst_at_least": 5 } })).await.expect(200);
    assert_eq!((&changed["thresholds"]["first_use_at_most"], &changed["thresholds"]["burst_times_usual"]), (&json!(5), &json!(4)));
    admin.patch(&guard, json!({ "mode": "off" })).await.refused(412, "stale");
    for bad in [json!({ "mode": "loud" }), json!({ "mode": null }), json!({ "thresholds": { "burst_at_least": 4 } })] {
        school.admin.patch(&guard, bad).await.refused(422, "invalid");
    }
    teacher.get(&guard).await.refused(403, "role-required");

    let assigned = json!({ "assigned_staff_id": member["staff_id"] });
    let (here, there) = (school.code("HERE", &mine, assigned).await, school.code("THERE", &other, json!({})).await);
    school.come(6, "here.test", "HERE").await;
    school.come(6, "there.test", "THERE").await;
    school.watch();
    let (teacher, admin) = (school.house.sign_in_again(&teacher), school.admin_now());
    let of = |list: &[Value]| list.iter().map(|alert| id(&alert["code"], "code")).collect::<Vec<_>>();
    assert_eq!(of(&school.alerts(&admin, "?open=true").await), ["THERE"], "the hour of the other is over");
    for person in school.house.crowd(6, "again.test") {
        person.redeem("HERE").await.expect(201);
    }
    school.watch();
    assert_eq!(of(&school.alerts(&admin, "?open=true").await), ["HERE", "THERE"]);
    assert_eq!(of(&school.alerts(&teacher, "?open=true").await), ["HERE"]);
    assert_eq!(school.house.mail_to("sam@hamilton.test").await.iter().filter(|(subject, _)| subject.starts_with("HERE ")).count(), 1);
    assert!(school.house.mail_to("admin@hamilton.test").await.iter().all(|(subject, _)| !subject.starts_with("HERE ")), "whose code it is");
    let path = |code: &Value, what: &str| school.at(&format!("codes/{}/{what}", id(code, "id")));
    teacher.post(&path(&there, "resume"), json!(null)).await.refused(404, "not-found");
    assert_eq!(teacher.post(&path(&here, "keep-off"), json!(null)).await.expect(200)["state"], "paused");
    assert_eq!(of(&school.alerts(&admin, "?open=true").await), ["THERE"]);

    // Switching it on by hand is as good as resuming it.
    admin.patch(&school.at(&format!("codes/{}", id(&there, "id"))), json!({ "enabled": true })).await.expect(200);
    assert!(school.alerts(&admin, "?open=true").await.is_empty());
    school.watch();
    assert_eq!(school.state(&there).await, "active");
    admin.delete(&school.at(&format!("codes/{}", id(&here, "id")))).await.expect(204);
    admin.post(&path(&here, "resume"), json!(null)).await.refused(409, "code-deleted");
}

#[tokio::test]
async fn pausing_amid_two_hundred_redemptions_keeps_the_seats_exact() {
    let school = Arc::new(School::with_seats(300).await);
    let room = school.classroom("Health", json!({ "seat_allotment": 250 })).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let low = json!({ "thresholds": { "first_use_at_most": 20, "burst_at_least": 20 } });
    school.admin.patch(&school.at("leak-guard"), low).await.expect(200);
    let over = Arc::new(AtomicBool::new(false));
    let rounds = {
        let (school, over) = (Arc::clone(&school), Arc::clone(&over));
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                school.watch();
            }
        })
    };
    let mut attempts = tokio::task::JoinSet::new();
    for person in school.house.crowd(200, "strangers.test") {
        attempts.spawn(async move { person.redeem("HEALTH").await });
    }
    let mut came = 0;
    while let Some(reply) = attempts.join_next().await {
        let reply = reply.expect("an answer");
        if reply.status == StatusCode::CREATED {
            came += 1;
        } else {
            reply.refused(409, "code-paused");
        }
    }
    over.store(true, Ordering::Relaxed);
    rounds.join().expect("the rounds end");
    assert!((21..200).contains(&came), "{came} came before the guard paused it");
    assert_eq!(school.state(&code).await, "paused");
    assert_eq!(school.balance().await, (300, came, 250 - came, 50));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM code_alerts"), 1);
    assert_eq!(school.house.count("SELECT redeemed::bigint AS value FROM codes"), came);
}

#[tokio::test]
async fn a_running_server_watches_by_itself() {
    let school = School::with_seats(30).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    let low = json!({ "thresholds": { "first_use_at_most": 5, "burst_at_least": 5 } });
    school.admin.patch(&school.at("leak-guard"), low).await.expect(200);
    school.come(6, "strangers.test", "HEALTH").await;
    let db = Db::open(school.house.database_url(), 2).expect("a pool");
    let watch = Watch::start(db, school.house.clock.clone(), &school.house.base, JOBS);
    let started = Instant::now();
    while school.state(&code).await != "paused" {
        assert!(started.elapsed() < Duration::from_secs(20), "the guard did not come by");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(watch);
}
