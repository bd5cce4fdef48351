//! What a code could burn if it leaked, why, and the ways to bring that down.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Api, School, id};

async fn reading(who: &Api, school: &School, code: &Value) -> Value {
    who.get(&school.at(&format!("codes/{}/exposure", id(code, "id")))).await.expect(200)
}

fn kinds(reading: &Value) -> Vec<&str> {
    reading["remedies"].as_array().unwrap().iter().map(|remedy| remedy["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_way_does_what_it_says_and_can_be_undone() {
    let school = School::with_seats(100).await;
    let room = school.classroom("Health", json!({})).await;
    let first = school.code("FIRST", &room, json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] })).await;
    for person in school.house.crowd(6, "hamiltonschools.org") {
        person.redeem("FIRST").await.expect(201);
    }
    let read = reading(&school.admin, &school, &first).await;
    assert_eq!((&read["seats"], &read["strangers"], &read["narrowed_by"]), (&json!(94), &json!(0), &json!(["domain"])));

    let code = school.code("HEALTH", &room, json!({})).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    for (kind, after) in [("limit", (35, 35)), ("domain", (94, 0)), ("approval", (0, 0))] {
        let reply = school.admin.get(&format!("{path}/exposure")).await;
        let version = reply.header("etag").to_owned();
        let read = reply.expect(200);
        assert_eq!((&read["seats"], &read["strangers"], &read["limited_by"]), (&json!(94), &json!(94), &json!("license")));
        assert_eq!(read["limits"], json!([{ "limit": "license", "seats": 94 }]));
        assert_eq!(kinds(&read), ["limit", "domain", "approval"]);
        let remedy = read["remedies"].as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap().clone();
        assert_eq!((&remedy["seats_after"], &remedy["strangers_after"]), (&json!(after.0), &json!(after.1)), "{kind}");

        let admin = school.admin.with("if-match", &version);
        let changed = admin.patch(&path, remedy["change"].clone()).await;
        let version = changed.header("etag").to_owned();
        assert_eq!(changed.expect(200)["exposure"]["seats"], after.0, "{kind}");
        let now = reading(&school.admin, &school, &code).await;
        assert_eq!((&now["seats"], &now["strangers"]), (&json!(after.0), &json!(after.1)), "{kind} does what it said");
        admin.patch(&path, remedy["undo"].clone()).await.refused(412, "stale");
        school.admin.with("if-match", &version).patch(&path, remedy["undo"].clone()).await.expect(200);
    }
    let again = school.admin.get(&path).await.expect(200);
    assert_eq!((&again["max_redemptions"], &again["email_domains"], &again["needs_approval"]), (&Value::Null, &json!([]), &json!(false)));
}

#[tokio::test]
async fn what_nobody_uses_is_switched_off_first() {
    let school = School::with_seats(100).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH", &room, json!({})).await;
    school.house.clock.advance(TimeDelta::days(31));
    let admin = school.house.sign_in_again(&school.admin);
    let read = reading(&admin, &school, &code).await;
    assert_eq!(kinds(&read), ["switch-off", "limit", "approval"]);
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    assert_eq!(kinds(&reading(&admin, &school, &code).await), ["limit", "approval", "hours"], "somebody uses it");

    let path = school.at(&format!("codes/{}", id(&code, "id")));
    admin.patch(&path, json!({ "enabled": false })).await.expect(200);
    let off = reading(&admin, &school, &code).await;
    assert_eq!((&off["seats"], &off["seats_once_open"], &off["limited_by"]), (&json!(0), &json!(99), &json!("closed")));
    admin.delete(&path).await.expect(204);
    let deleted = reading(&admin, &school, &code).await;
    assert_eq!((&deleted["seats_once_open"], &deleted["remedies"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn a_teacher_reads_what_decides_and_no_other_seats() {
    let school = School::with_seats(100).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 40 })).await;
    let code = school.code("HEALTH", &room, json!({ "max_redemptions": 12 })).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let limits = |read: &Value| read["limits"].clone();
    let both = json!([{ "limit": "cap", "seats": 12 }, { "limit": "classroom", "seats": 40 }]);
    assert_eq!(limits(&reading(&school.admin, &school, &code).await), both);
    let hidden = json!([{ "limit": "cap", "seats": 12 }, { "limit": "classroom", "seats": null }]);
    assert_eq!(limits(&reading(&teacher, &school, &code).await), hidden);
}
