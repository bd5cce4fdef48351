//! The refusal desk: what is kept of a refusal.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use homeroom::row;
use homeroom::shared::db::Db;
use homeroom::shared::sql::sql;
use homeroom::watch::{JOBS, Watch};
use serde_json::json;

use crate::support::{PASSWORD, School, listen, statements};

row! {
    /// A case as it is kept.
    struct Case {
        email_key: String,
        code: String,
        reason: String,
        attempts: i32,
        first_at: DateTime<Utc>,
        last_at: DateTime<Utc>,
    }
}

fn cases(school: &School) -> Vec<Case> {
    sql("SELECT a.email_key, c.text AS code, r.reason, r.attempts, r.first_at, r.last_at
         FROM refusals r JOIN accounts a ON a.id = r.account_id JOIN codes c ON c.id = r.code_id
         WHERE r.organization_id = c.organization_id ORDER BY r.id")
    .all(&mut school.house.database())
    .expect("cases")
}

/// A school with one classroom, and a code into it that is switched off.
async fn with_a_paused_code() -> School {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("PAUSED-1", &room, json!({ "enabled": false })).await;
    school
}

#[tokio::test]
async fn a_refused_person_is_one_case_however_often_they_try() {
    let school = with_a_paused_code().await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("PAUSED-1").await.refused(409, "code-paused");
    school.house.clock.advance(TimeDelta::minutes(5));
    maya.redeem("paused 1").await.refused(409, "code-paused");
    let found = cases(&school);
    assert_eq!(found.len(), 1);
    let case = &found[0];
    assert_eq!(
        (case.email_key.as_str(), case.code.as_str(), case.reason.as_str(), case.attempts),
        ("maya@example.com", "PAUSED-1", "code-paused", 2)
    );
    assert!(case.last_at - case.first_at >= TimeDelta::minutes(5));

    // A newer reason takes the older one's place.
    let code = school.admin.get(&school.at("codes?state=paused")).await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    school.admin.patch(&school.at(&format!("codes/{code}")), json!({ "enabled": true, "valid_till": "2020-01-01" })).await.expect(200);
    maya.redeem("PAUSED-1").await.refused(409, "code-expired");
    let found = cases(&school);
    assert_eq!((found.len(), found[0].reason.as_str(), found[0].attempts), (1, "code-expired", 3));
}

#[tokio::test]
async fn a_retried_request_is_one_attempt() {
    let school = with_a_paused_code().await;
    let maya = school.house.person("maya@example.com", false);
    let sending = maya.with("Idempotency-Key", "one-press");
    for _ in 0..3 {
        sending.redeem("PAUSED-1").await.refused(409, "code-paused");
    }
    assert_eq!(cases(&school)[0].attempts, 1);
    maya.redeem("PAUSED-1").await.refused(409, "code-paused");
    sending.redeem("PAUSED-1").await.refused(409, "code-paused");
    assert_eq!(cases(&school)[0].attempts, 2);
}

#[tokio::test]
async fn every_door_is_watched_and_an_unknown_code_is_nobodys() {
    let school = with_a_paused_code().await;
    let room = school.classroom("Maths", json!({})).await;
    let rules = json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] });
    let code = school.code("MATHS-1", &room, rules).await;

    // Signing up with it.
    let body = json!({ "email": "ana@example.com", "password": PASSWORD, "display_name": "Ana", "code": "PAUSED-1" });
    let newcomer = school.house.anonymous().with("Idempotency-Key", "sign-up");
    for _ in 0..2 {
        assert_eq!(newcomer.post("auth/register", body.clone()).await.expect(201)["refusal"]["code"], "code-paused");
    }
    // What waited for an address.
    let liam = school.house.unverified("liam@hamiltonschools.org");
    liam.redeem("MATHS-1").await.expect(202);
    let path = school.at(&format!("codes/{}", code["id"].as_str().unwrap()));
    school.admin.patch(&path, json!({ "enabled": false })).await.expect(200);
    let digits = school.house.digits_for("liam@hamiltonschools.org").await;
    let confirmed = liam.post("auth/email-verification/confirm", json!({ "code": digits })).await.expect(200);
    assert_eq!(confirmed["refusals"][0]["code"], "code-paused");
    assert_eq!(confirmed["user"]["email_verified"], true);
    // Looking at its join page, signed in; not signed in, nobody knows who it was.
    let maya = school.house.person("maya@example.com", false);
    maya.post("codes/lookup", json!({ "code": "MATHS-1" })).await.refused(409, "code-paused");
    school.house.anonymous().post("codes/lookup", json!({ "code": "MATHS-1" })).await.refused(404, "code-unknown");
    // Never what leads nowhere, nor what was a question.
    for typed in ["NO-SUCH-CODE", "maya's diary", ""] {
        maya.redeem(typed).await.refused(404, "code-unknown");
        maya.post("codes/lookup", json!({ "code": typed })).await.refused(404, "code-unknown");
    }
    school.code("OPEN-1", &room, json!({})).await;
    school.admin.redeem("OPEN-1").await.refused(409, "confirm-learner");
    let kept: Vec<(String, String, i32)> = cases(&school).into_iter().map(|case| (case.email_key, case.code, case.attempts)).collect();
    let expected = [("ana@example.com", "PAUSED-1"), ("liam@hamiltonschools.org", "MATHS-1"), ("maya@example.com", "MATHS-1")];
    assert_eq!(kept, expected.map(|(who, code)| (who.to_owned(), code.to_owned(), 1)));
}

#[tokio::test]
async fn a_record_costs_one_statement_and_never_the_answer() {
    listen();
    let school = with_a_paused_code().await;
    let maya = school.house.person("maya@example.com", false);
    let mut least = usize::MAX;
    for _ in 0..3 {
        let before = statements(school.house.database_url());
        maya.redeem("PAUSED-1").await.refused(409, "code-paused");
        least = least.min(statements(school.house.database_url()) - before);
    }
    assert_eq!(least, 3, "who asks, the facts, and the record");
    school.house.database().batch_execute("ALTER TABLE refusals RENAME TO elsewhere").unwrap();
    maya.redeem("PAUSED-1").await.refused(409, "code-paused");
    maya.with("Idempotency-Key", "k").redeem("PAUSED-1").await.refused(409, "code-paused");
    let body = json!({ "email": "ana@example.com", "password": PASSWORD, "display_name": "Ana", "code": "PAUSED-1" });
    assert_eq!(school.house.anonymous().post("auth/register", body).await.expect(201)["refusal"]["code"], "code-paused");
}

#[tokio::test]
async fn a_case_is_forgotten_after_thirty_days() {
    let school = with_a_paused_code().await;
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    maya.redeem("PAUSED-1").await.refused(409, "code-paused");
    school.house.clock.advance(TimeDelta::days(20));
    school.house.sign_in_again(&liam).redeem("PAUSED-1").await.refused(409, "code-paused");
    school.house.clock.advance(TimeDelta::days(10));
    let watch = Watch::start(Db::open(school.house.database_url(), 2).unwrap(), school.house.clock.clone(), "https://homeroom.test", JOBS);
    let start = Instant::now();
    while cases(&school).len() == 2 {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing is forgotten");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(watch);
    assert_eq!(cases(&school)[0].email_key, "liam@example.com");
}
