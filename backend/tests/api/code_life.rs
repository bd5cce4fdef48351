//! The life of a code: its history, rotation, deletion with a successor, and what an old text says.

use serde_json::{Value, json};

use crate::support::{Api, School, id};

/// A school with one classroom and one code into it.
async fn with_code(text: &str) -> (School, Value, String) {
    let school = School::with_seats(1_000).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code(text, &room, json!({})).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    (school, room, path)
}

async fn history(api: &Api, path: &str) -> Vec<Value> {
    api.all(&format!("{path}/history")).await
}

fn kinds(history: &[Value]) -> Vec<&str> {
    history.iter().map(|change| change["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_change_is_kept_with_who_and_what() {
    let (school, room, path) = with_code("MHS-PTA-2027").await;
    let (teacher, sam) = school.teacher("sam@hamilton.test", &[&room]).await;
    teacher.patch(&path, json!({ "enabled": false })).await.expect(200);
    teacher.patch(&path, json!({ "enabled": true, "max_redemptions": 30, "note": "at the door" })).await.expect(200);
    let course = school.course("Sleep and stress").await;
    let changes = json!({ "assigned_staff_id": sam["staff_id"], "course_ids": [course] });
    school.admin.patch(&path, changes).await.expect(200);
    school.admin.post(&format!("{path}/rotate"), json!({ "code": "MHS-PTA-2028" })).await.expect(200);
    school.admin.delete(&path).await.expect(204);
    let history = history(&school.admin, &path).await;
    assert_eq!(kinds(&history), ["deleted", "rotated", "edited", "edited", "switched_on", "switched_off", "made"]);
    let rotated = json!([
        { "field": "code", "before": "MHS-PTA-2027", "after": "MHS-PTA-2028" },
        { "field": "name_successor", "before": null, "after": true },
    ]);
    assert_eq!(history[1]["fields"], rotated);
    let edited = json!([
        { "field": "max_redemptions", "before": null, "after": 30 },
        { "field": "note", "before": "", "after": "at the door" },
    ]);
    assert_eq!((&history[3]["fields"], &history[3]["actor"]["display_name"]), (&edited, &json!("sam")));
    assert_eq!(history[2]["names"], json!({ course.clone(): "Sleep and stress", id(&sam, "staff_id"): "sam" }));
    assert_eq!(history[6]["actor"]["display_name"], "admin");
    assert!(history[6]["occurred_at"].is_string());
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let rules = json!({
        "valid_from": "2026-11-01", "valid_till": "2027-03-14", "max_redemptions": 30, "note": "x", "channel": "flyer",
        "email_domains": [{ "domain": "b.org" }, { "domain": "a.org", "include_subdomains": true }],
        "weekly_windows": [{ "days": ["mon", "tue"], "opens": "08:00", "closes": "15:00" }],
        "ip_ranges": ["203.0.113.0/24"],
    });
    let code = school.code("HEALTH", &room, rules.clone()).await;
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    let before = school.admin.get(&path).await;
    let version = before.header("etag").to_owned();
    school.house.clock.advance(chrono::TimeDelta::minutes(1));
    for body in [json!({}), rules.clone(), rules, json!({ "enabled": true, "course_ids": null })] {
        let saved = school.admin.with("If-Match", &version).patch(&path, body).await;
        assert_eq!(saved.header("etag"), version);
        assert_eq!(saved.expect(200), before.body, "no date moves");
    }
    assert_eq!(kinds(&history(&school.admin, &path).await), ["made"]);
}

#[tokio::test]
async fn every_field_that_can_be_edited_is_in_the_history() {
    let (school, room, path) = with_code("HEALTH").await;
    let (_, sam) = school.teacher("sam@hamilton.test", &[&room]).await;
    let spec = school.admin.get("/api/openapi.json").await.expect(200);
    let fields: Vec<&String> = spec["components"]["schemas"]["CodePatch"]["properties"].as_object().unwrap().keys().collect();
    let other = school.code("OTHER", &room, json!({})).await;
    let (last, others): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| *field == "successor_id");
    for field in others.into_iter().chain(last) {
        let value = match field.as_str() {
            "enabled" => json!(false),
            "valid_from" => json!("2026-01-01"),
            "valid_till" => json!("2039-01-01"),
            "max_redemptions" => json!(3),
            "email_domains" => json!([{ "domain": "hamiltonschools.org", "include_subdomains": false }]),
            "weekly_windows" => json!([{ "days": ["mon"], "opens": "08:00", "closes": "15:00" }]),
            "ip_ranges" => json!(["203.0.113.0/24"]),
            "needs_approval" => json!(true),
            "course_ids" => json!([]),
            "assigned_staff_id" => sam["staff_id"].clone(),
            "channel" => json!("flyer"),
            "note" => json!("a note"),
            "successor_id" => {
                school.admin.delete(&path).await.expect(204);
                other["id"].clone()
            }
            unknown => panic!("{unknown} can be edited: does the history tell of it?"),
        };
        school.admin.patch(&path, json!({ field: value })).await.expect(200);
        let newest = history(&school.admin, &path).await.remove(0);
        match field.as_str() {
            "enabled" => assert_eq!(newest["kind"], "switched_off"),
            _ => assert_eq!((&newest["fields"][0]["field"], &newest["fields"][0]["after"]), (&json!(field), &value)),
        }
    }
}

#[tokio::test]
async fn flips_at_the_same_moment_each_have_their_line() {
    let (school, _, path) = with_code("HEALTH").await;
    let flips = (0..40).map(|number| {
        let (admin, path) = (school.admin.clone(), path.clone());
        tokio::spawn(async move { admin.patch(&path, json!({ "enabled": number % 2 == 0 })).await.expect(200) })
    });
    for flip in flips.collect::<Vec<_>>() {
        flip.await.unwrap();
    }
    let enabled = school.admin.get(&path).await.expect(200)["enabled"].as_bool().unwrap();
    let history = history(&school.admin, &path).await;
    let mut expected = if enabled { ["switched_on", "switched_off"] } else { ["switched_off", "switched_on"] }.into_iter().cycle();
    let (made, flips) = kinds(&history).split_last().map(|(last, rest)| (*last, rest.to_vec())).unwrap();
    assert_eq!(made, "made");
    assert!(!flips.is_empty() || enabled, "something happened");
    for flip in &flips {
        assert_eq!(*flip, expected.next().unwrap(), "on and off take turns, down from how it is now: {flips:?}");
    }
    assert!(flips.last().is_none_or(|first| *first == "switched_off"), "it was on when it was made");
}

#[tokio::test]
async fn rotation_keeps_everything_but_the_text() {
    let (school, room, path) = with_code("MHS-PTA-2027").await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("MHS-PTA-2027").await.expect(201);
    let rotated = school.admin.post(&format!("{path}/rotate"), json!({ "code": "mhs-pta-2028" })).await.expect(200);
    assert_eq!((&rotated["code"], &rotated["redemptions"]), (&json!("MHS-PTA-2028"), &json!(1)));
    assert_eq!(rotated["classroom"]["id"], room["id"]);
    assert!(id(&rotated, "join_url").ends_with("/join/MHS-PTA-2028"));

    let again = maya.redeem("mhs pta 2027").await.expect(200);
    assert_eq!(again["status"], "already_redeemed", "who is in by that code is in by it");
    let liam = school.house.person("liam@example.com", false);
    let told = liam.redeem("mhs pta 2027").await.refused(409, "code-deleted");
    assert_eq!((&told["instead"], &told["detail"]), (&json!("MHS-PTA-2028"), &json!("This code is no longer used. Use MHS-PTA-2028.")));
    let shown = liam.post("codes/lookup", json!({ "code": "MHS-PTA-2027" })).await.refused(409, "code-deleted");
    assert_eq!(shown["instead"], "MHS-PTA-2028");
    liam.redeem("MHS-PTA-2028").await.expect(201);
    assert_eq!(school.balance().await.1, 2);
    let found = school.admin.all(&school.at("codes?q=mhs+pta+2027")).await;
    assert_eq!(found[0]["code"], "MHS-PTA-2028", "staff find it by the text that is still on paper");

    let stranger = school.house.anonymous();
    let mut old = stranger.post("codes/lookup", json!({ "code": "MHS-PTA-2027" })).await.refused(404, "code-unknown");
    let mut never = stranger.post("codes/lookup", json!({ "code": "NO-SUCH-CODE" })).await.refused(404, "code-unknown");
    (old["request_id"], never["request_id"]) = (json!(""), json!(""));
    assert_eq!(old, never, "nobody is told who is not signed in");
}

#[tokio::test]
async fn what_got_out_leads_no_stranger_on() {
    let (school, room, path) = with_code("MHS-PTA-2027").await;
    let maya = school.house.person("maya@example.com", false);
    school.code("OTHER-DOOR", &room, json!({})).await;
    maya.redeem("OTHER-DOOR").await.expect(201);
    school.admin.post(&format!("{path}/rotate"), json!({ "code": "MHS-PTA-2028" })).await.expect(200);
    school.admin.post(&format!("{path}/rotate"), json!({ "code": "MHS-PTA-2029", "name_successor": false })).await.expect(200);
    let stranger = school.house.person("stranger@example.com", false);
    for old in ["MHS-PTA-2028", "MHS-PTA-2027"] {
        let told = stranger.redeem(old).await.refused(409, "code-deleted");
        assert_eq!(told["instead"], Value::Null, "{old}");
        assert!(!told["detail"].as_str().unwrap().contains("2029"));
        let told = maya.redeem(old).await.refused(409, "code-deleted");
        assert_eq!(told["instead"], "MHS-PTA-2029", "a student of the organization may know");
    }
    let told = school.admin.redeem("MHS-PTA-2028").await.refused(409, "code-deleted");
    assert_eq!(told["instead"], "MHS-PTA-2029", "and so may its staff");
    // What is rotated once more for a new flyer says no more than before.
    school.admin.post(&format!("{path}/rotate"), json!({ "code": "MHS-PTA-2030" })).await.expect(200);
    assert_eq!(stranger.redeem("MHS-PTA-2029").await.refused(409, "code-deleted")["instead"], "MHS-PTA-2030");
    assert_eq!(stranger.redeem("MHS-PTA-2028").await.refused(409, "code-deleted")["instead"], Value::Null);
}

#[tokio::test]
async fn a_retired_text_is_nobodys_ever_again() {
    let (school, room, path) = with_code("MHS-PTA-2027").await;
    let (other, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let theirs = other_admin.post(&format!("organizations/{other}/codes"), json!({ "code": "FRANKLIN" })).await.expect(201);
    let made = school.admin.post(&format!("{path}/rotate"), json!({})).await.expect(200);
    assert_ne!(made["code"], "MHS-PTA-2027", "a text is made up");
    let mine = school.code("MINE", &room, json!({})).await;
    for (admin, codes, code) in
        [(&school.admin, school.at("codes"), &mine), (&other_admin, format!("organizations/{other}/codes"), &theirs)]
    {
        let problem = admin.post(&codes, json!({ "code": "mhspta2027" })).await.refused(409, "code-taken");
        assert_eq!(problem["errors"][0]["pointer"], "/code");
        let rotate = format!("{codes}/{}/rotate", id(code, "id"));
        admin.post(&rotate, json!({ "code": "MHSPTA-2027" })).await.refused(409, "code-taken");
        let same = id(code, "code");
        admin.post(&rotate, json!({ "code": same })).await.refused(409, "code-taken");
    }
    school.admin.post(&format!("{path}/rotate"), json!({ "code": "MHS-PTA-2027" })).await.refused(409, "code-taken");
    assert_eq!(school.admin.get(&path).await.expect(200)["code"], made["code"], "what is refused changes nothing");
    assert_eq!(kinds(&history(&school.admin, &path).await), ["rotated", "made"]);
}

#[tokio::test]
async fn two_organizations_race_for_a_text_that_is_being_retired() {
    let (school, _, path) = with_code("RACE-ME").await;
    let (other, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let theirs = format!("organizations/{other}/codes");
    let code = id(&other_admin.post(&theirs, json!({})).await.expect(201), "id");
    let mut tries = Vec::new();
    for number in 0..20 {
        let (admin, other, rotate) = (school.admin.clone(), other_admin.clone(), format!("{path}/rotate"));
        let (create, rotate_theirs) = (theirs.clone(), format!("{theirs}/{code}/rotate"));
        tries.push(tokio::spawn(async move {
            match number % 3 {
                0 => admin.post(&rotate, json!({ "code": format!("MINE-{number}") })).await,
                1 => other.post(&create, json!({ "code": "RACE-ME" })).await,
                _ => other.post(&rotate_theirs, json!({ "code": "RACE-ME" })).await,
            }
        }));
    }
    for (number, attempt) in tries.into_iter().enumerate() {
        let reply = attempt.await.unwrap();
        match number % 3 {
            0 => drop(reply.expect(200)),
            _ => drop(reply.refused(409, "code-taken")),
        }
    }
    let owners = school.house.count(
        "SELECT count(*) AS value FROM code_texts t JOIN codes c ON c.id = t.code_id JOIN organizations o ON o.id = c.organization_id
         WHERE o.slug = 'franklin' AND t.text_key = 'RACEME'",
    );
    assert_eq!(owners, 0);
    assert_eq!(school.house.count("SELECT count(*) AS value FROM code_texts WHERE retired_at IS NOT NULL"), 7);
}

#[tokio::test]
async fn a_new_text_that_two_want_at_once_is_one_schools() {
    let school = School::with_seats(1).await;
    let mut tries = Vec::new();
    for number in 0..8 {
        let (id, admin) = school.house.organization(&school.operator, &format!("school-{number}"), "America/Chicago").await;
        tries.push(tokio::spawn(async move {
            let codes = format!("organizations/{id}/codes");
            let made = admin.post(&codes, json!({})).await.expect(201);
            // As it is, and in a spelling that looks like it.
            let text = if number % 2 == 0 { "COOL-2027" } else { "C0OL-2O27" };
            let path = if number % 4 < 2 { codes.clone() } else { format!("{codes}/{}/rotate", made["id"].as_str().unwrap()) };
            admin.post(&path, json!({ "code": text })).await
        }));
    }
    let mut won = 0;
    for attempt in tries {
        let reply = attempt.await.unwrap();
        match reply.status.as_u16() {
            200 | 201 => won += 1,
            _ => assert!(["code-taken", "code-looks-alike"].contains(&reply.body["code"].as_str().unwrap()), "{}", reply.body),
        }
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn a_rotation_while_a_hundred_students_redeem_loses_nobody() {
    let (school, _, path) = with_code("BUSY-2027").await;
    let crowd = school.house.crowd(100, "example.com");
    let tries: Vec<_> = crowd.iter().cloned().map(|person| tokio::spawn(async move { person.redeem("BUSY-2027").await })).collect();
    let rotated = school.admin.post(&format!("{path}/rotate"), json!({ "code": "BUSY-2028" })).await.expect(200);
    let (mut before, mut after) = (0, 0);
    for attempt in tries {
        let reply = attempt.await.unwrap();
        match reply.status.as_u16() {
            201 => before += 1,
            _ => {
                assert_eq!(reply.refused(409, "code-deleted")["instead"], "BUSY-2028");
                after += 1;
            }
        }
    }
    assert_eq!(before + after, 100);
    assert_eq!(school.balance().await, (1_000, before, 0, 1_000 - before));
    assert!(rotated["redemptions"].as_i64().unwrap() <= before);
    for person in &crowd {
        let reply = person.redeem("BUSY-2028").await;
        assert!(reply.status.is_success(), "{}", reply.body);
    }
    assert_eq!(school.balance().await, (1_000, 100, 0, 900));
    assert_eq!(school.admin.get(&path).await.expect(200)["redemptions"], 100, "the figures stay together");
}

#[tokio::test]
async fn a_rotation_sent_twice_happens_once_and_a_stale_one_not_at_all() {
    let (school, _, path) = with_code("MHS-PTA-2027").await;
    let version = school.admin.get(&path).await.header("etag").to_owned();
    let rotate = format!("{path}/rotate");
    let sure = school.admin.with("Idempotency-Key", "one rotation").with("If-Match", &version);
    let (first, again) = (sure.post(&rotate, json!({})).await, sure.post(&rotate, json!({})).await);
    assert_eq!(first.header("etag"), again.header("etag"));
    assert_eq!(first.expect(200), again.expect(200));
    assert_eq!(kinds(&history(&school.admin, &path).await), ["rotated", "made"]);
    school.admin.with("If-Match", &version).post(&rotate, json!({})).await.refused(412, "stale");
    for (body, code) in [(json!({ "code": "abc" }), "code-length"), (json!({ "code": "ÑANDÚ-2027" }), "code-not-ascii")] {
        assert_eq!(school.admin.post(&rotate, body).await.refused(422, code)["errors"][0]["pointer"], "/code");
    }
    school.admin.delete(&path).await.expect(204);
    school.admin.post(&rotate, json!({})).await.refused(409, "code-deleted");
}

#[tokio::test]
async fn a_deleted_code_leads_to_its_successor_however_far() {
    let (school, room, path) = with_code("FIRST-2025").await;
    let second = school.code("SECOND-2026", &room, json!({})).await;
    let third = school.code("THIRD-2027", &room, json!({})).await;
    let at = |code: &Value| school.at(&format!("codes/{}", id(code, "id")));
    let maya = school.house.person("maya@example.com", false);
    let told = async |text: &str| maya.redeem(text).await.refused(409, "code-deleted")["instead"].clone();
    school.admin.delete(&format!("{path}?successor_id={}", id(&second, "id"))).await.expect(204);
    assert_eq!(told("FIRST-2025").await, json!("SECOND-2026"));
    assert_eq!(school.admin.get(&path).await.expect(200)["successor"]["code"], "SECOND-2026");
    // Deleted without a successor: nothing to lead to, until one is named.
    school.admin.delete(&at(&second)).await.expect(204);
    assert_eq!(told("FIRST-2025").await, Value::Null);
    school.admin.patch(&at(&second), json!({ "successor_id": third["id"] })).await.expect(200);
    assert_eq!(told("FIRST-2025").await, json!("THIRD-2027"));
    school.admin.post(&format!("{}/rotate", at(&third)), json!({ "code": "THIRD-2028" })).await.expect(200);
    assert_eq!(told("FIRST-2025").await, json!("THIRD-2028"), "by what it is called now");
    school.admin.post(&format!("{}/rotate", at(&third)), json!({ "code": "THIRD-2029", "name_successor": false })).await.expect(200);
    assert_eq!(told("FIRST-2025").await, Value::Null, "it got out on the way");
    school.admin.patch(&at(&second), json!({ "successor_id": null })).await.expect(200);
    let changes = history(&school.admin, &at(&second)).await;
    assert_eq!(kinds(&changes), ["edited", "edited", "deleted", "made"]);
    assert_eq!(changes[1]["names"][id(&third, "id")], "THIRD-2029");
}

#[tokio::test]
async fn a_successor_is_another_code_that_is_there() {
    let (school, room, path) = with_code("FIRST-2025").await;
    let (other, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let theirs = other_admin.post(&format!("organizations/{other}/codes"), json!({})).await.expect(201);
    let gone = school.code("GONE-2026", &room, json!({})).await;
    school.admin.delete(&school.at(&format!("codes/{}", id(&gone, "id")))).await.expect(204);
    let first = school.admin.get(&path).await.expect(200);
    for wrong in [&theirs, &gone, &first] {
        let problem = school.admin.delete(&format!("{path}?successor_id={}", id(wrong, "id"))).await.refused(422, "successor-unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/successor_id");
    }
    let alive = school.code("ALIVE-2027", &room, json!({})).await;
    school.admin.patch(&path, json!({ "successor_id": alive["id"] })).await.refused(422, "code-not-deleted");
    assert_eq!(school.admin.get(&path).await.expect(200)["state"], "active", "what is refused changes nothing");
    school.admin.delete(&path).await.expect(204);
    school.admin.patch(&path, json!({ "successor_id": alive["id"], "enabled": false })).await.refused(409, "code-deleted");
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let elsewhere = school.admin.post(&school.at("codes"), json!({})).await.expect(201);
    teacher.patch(&path, json!({ "successor_id": elsewhere["id"] })).await.refused(422, "successor-unknown");
    teacher.patch(&path, json!({ "successor_id": alive["id"] })).await.expect(200);
}

#[tokio::test]
async fn successors_never_go_round_in_circles() {
    let (school, room, path) = with_code("RING-ONE").await;
    for number in 0..6 {
        let (one, two) = (school.admin.get(&path).await.expect(200), school.code(&format!("RING-{number}X"), &room, json!({})).await);
        let (one, two) = match number {
            0 => (one, two),
            _ => (school.code(&format!("RING-{number}Y"), &room, json!({})).await, two),
        };
        let delete = |from: &Value, to: &Value| {
            let (admin, path) = (school.admin.clone(), school.at(&format!("codes/{}?successor_id={}", id(from, "id"), id(to, "id"))));
            tokio::spawn(async move { admin.delete(&path).await })
        };
        let (first, second) = (delete(&one, &two), delete(&two, &one));
        let mut statuses = [first.await.unwrap().status.as_u16(), second.await.unwrap().status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 422], "one of the two is deleted by then");
    }
}

#[tokio::test]
async fn a_retired_text_is_no_guess() {
    let (school, _, path) = with_code("MHS-PTA-2027").await;
    school.admin.post(&format!("{path}/rotate"), json!({ "code": "MHS-PTA-2028" })).await.expect(200);
    let maya = school.house.person("maya@example.com", false);
    for _ in 0..101 {
        maya.redeem("MHS-PTA-2027").await.refused(409, "code-deleted");
    }
    maya.redeem("MHS-PTA-2028").await.expect(201);
}

#[tokio::test]
async fn a_text_that_looks_like_another_is_refused() {
    let (school, room, _) = with_code("COOL-2017").await;
    let (other, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    for text in ["C00L-2017", "COOI-2O17", "COO1-20L7", "cool-2oi7"] {
        let problem = school.admin.post(&school.at("codes"), json!({ "code": text })).await.refused(409, "code-looks-alike");
        assert_eq!(problem["errors"][0]["pointer"], "/code");
        assert!(problem["detail"].as_str().unwrap().contains("COOL-2017"), "one's own is named");
        let problem = other_admin.post(&format!("organizations/{other}/codes"), json!({ "code": text })).await;
        assert!(!problem.refused(409, "code-looks-alike")["detail"].as_str().unwrap().contains("COOL-2017"), "another's is not");
    }
    let mine = school.classroom("Mine", json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&mine]).await;
    let body = json!({ "code": "C00L-2017", "classroom_id": mine["id"] });
    let problem = teacher.post(&school.at("codes"), body).await.refused(409, "code-looks-alike");
    assert!(!problem["detail"].as_str().unwrap().contains("COOL-2017"), "nor one that the teacher does not reach");
    // What people tell apart, in a typeface that shows it, may stand side by side.
    for text in ["CLASS-8", "CLASS-B", "ROOM-5", "ROOM-S", "GRADE-2", "GRADE-Z"] {
        school.code(text, &room, json!({})).await;
    }
    // Typing is taken at its word: nothing guesses what was meant.
    school.house.person("maya@example.com", false).redeem("C00L-2017").await.refused(404, "code-unknown");
}
