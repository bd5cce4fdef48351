//! Many codes at once: their texts, all or nothing, the spreadsheet, and what is done to all of them.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use crate::support::{Api, Reply, School, id, merge};

async fn make(school: &School, body: Value) -> Value {
    school.admin.post(&school.at("code-batches"), body).await.expect(201)
}

fn path(school: &School, batch: &Value) -> String {
    school.at(&format!("code-batches/{}", id(batch, "id")))
}

async fn codes_of(school: &School, batch: &Value) -> Vec<Value> {
    school.admin.all(&school.at(&format!("codes?limit=200&batch_id={}", id(batch, "id")))).await
}

/// The file and its lines, each split at its commas (no field here has one inside).
async fn sheet(school: &School, batch: &Value) -> (Reply, Vec<Vec<String>>) {
    let reply = school.admin.get(&format!("{}/codes.csv", path(school, batch))).await;
    assert_eq!(reply.status.as_u16(), 200, "{}", reply.text);
    let lines = reply.text.trim_start_matches('\u{feff}').trim_end().split("\r\n");
    let lines = lines.map(|line| line.split(',').map(str::to_owned).collect()).collect();
    (reply, lines)
}

#[tokio::test]
async fn five_thousand_codes_are_made_in_one_go() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let rules = json!({
        "classroom_id": room["id"], "count": 5_000, "prefix": "mhs-pta", "valid_till": "2039-06-30", "note": "Parents",
        "email_domains": [{ "domain": "hamiltonschools.org" }, { "domain": "example.com", "include_subdomains": true }],
        "weekly_windows": [{ "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "opens": "00:00", "closes": "24:00" }],
        "ip_ranges": ["127.0.0.0/8", "::1"], "channel": "flyer",
    });
    let started = Instant::now();
    let batch = make(&school, rules).await;
    let took = started.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!((&batch["count"], &batch["used"], &batch["left"]), (&json!(5_000), &json!(0), &json!(5_000)));
    assert_eq!((&batch["prefix"], &batch["state"], &batch["note"]), (&json!("MHS-PTA"), &json!("active"), &json!("Parents")));
    assert_eq!(batch["exposure"], json!({ "seats": 10, "limited_by": "license" }), "no more than there are seats");
    let sample = &batch["sample"];
    assert_eq!((&sample["max_redemptions"], &sample["channel"], &sample["batch_id"]), (&json!(1), &json!("flyer"), &batch["id"]));
    assert_eq!(sample["email_domains"][0], json!({ "domain": "example.com", "include_subdomains": true }));
    assert_eq!(school.house.count("SELECT count(DISTINCT text_key) AS value FROM codes"), 5_000);
    assert_eq!(school.house.count("SELECT count(*) AS value FROM code_domains"), 10_000);

    let codes = school.admin.get(&school.at(&format!("codes?limit=3&batch_id={}", id(&batch, "id")))).await.expect(200);
    school.house.person("maya@example.com", false).redeem(&id(&codes["items"][2], "code")).await.expect(201);
}

#[tokio::test]
async fn texts_are_long_legible_and_never_alike() {
    let school = School::with_seats(1).await;
    let batch = make(&school, json!({ "count": 2_000, "prefix": "ABCDEFGHIJ-KLMNOPQRSTUVWX" })).await;
    let (_, lines) = sheet(&school, &batch).await;
    let texts: BTreeSet<&str> = lines[1..].iter().map(|line| line[0].as_str()).collect();
    assert_eq!(texts.len(), 2_000);
    let mut symbols = BTreeSet::new();
    for text in texts {
        assert!(text.len() <= 40, "{text}");
        let random = text.strip_prefix("ABCDEFGHIJ-KLMNOPQRSTUVWX-").expect("its prefix");
        let groups: Vec<&str> = random.split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [4, 4, 4], "{text}");
        symbols.extend(random.chars().filter(|symbol| *symbol != '-'));
    }
    assert!(12.0 * f64::from(u32::try_from(symbols.len()).unwrap()).log2() >= 50.0, "{symbols:?}");
    for lookalike in "O0I1LAEUVY34".chars() {
        assert!(!symbols.contains(&lookalike), "{lookalike}");
    }
    let plain = make(&school, json!({ "count": 1 })).await;
    assert_eq!(plain["prefix"], "");
    assert_eq!(id(&plain["sample"], "code").len(), 14);
}

#[tokio::test]
async fn a_text_that_happens_to_be_taken_is_made_up_anew() {
    let school = School::with_seats(1).await;
    school.admin.post(&school.at("codes"), json!({ "code": "TAKEN-TEXT" })).await.expect(201);
    // The first five texts that are made up from now on turn out to be taken.
    let collide = "CREATE SEQUENCE tries; CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('tries') <= 5 THEN NEW.text := 'TAKEN-TEXT'; NEW.text_key := 'TAKENTEXT'; END IF; RETURN NEW; END $$;
        CREATE TRIGGER collide BEFORE INSERT ON codes FOR EACH ROW EXECUTE FUNCTION collide()";
    school.house.database().batch_execute(collide).unwrap();
    let one = school.admin.post(&school.at("codes"), json!({})).await.expect(201);
    assert_ne!(one["code"], "TAKEN-TEXT");
    school.house.database().batch_execute("SELECT setval('tries', 1)").unwrap();
    let batch = make(&school, json!({ "count": 20 })).await;
    assert_eq!((batch["count"].as_i64(), codes_of(&school, &batch).await.len()), (Some(20), 20));
}

#[tokio::test]
async fn a_batch_is_made_whole_or_not_at_all_and_once() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let nobody = uuid::Uuid::now_v7();
    for (body, pointer, code) in [
        (json!({ "count": 0 }), "/count", "count-range"),
        (json!({ "count": 5_001 }), "/count", "count-range"),
        (json!({ "prefix": "ÑANDÚ" }), "/prefix", "code-not-ascii"),
        (json!({ "prefix": "MHS PTA" }), "/prefix", "code-characters"),
        (json!({ "prefix": "A".repeat(26) }), "/prefix", "prefix-length"),
        (json!({ "single_use": true, "max_redemptions": 2 }), "/max_redemptions", "single-use-capped"),
        (json!({ "valid_from": "2026-09-10", "valid_till": "2026-09-09" }), "/valid_till", "dates-reversed"),
        (json!({ "email_domains": [{ "domain": "localhost" }] }), "/email_domains/0/domain", "domain-invalid"),
        (json!({ "classroom_id": nobody }), "/classroom_id", "classroom-unknown"),
        (json!({ "assigned_staff_id": nobody }), "/assigned_staff_id", "staff-unknown"),
        (json!({ "course_ids": [nobody] }), "/course_ids", "course-unknown"),
        (json!({ "code": "MY-OWN" }), "/code", "unknown-field"),
    ] {
        let body = merge(json!({ "count": 3, "classroom_id": room["id"] }), body);
        let reply = school.admin.post(&school.at("code-batches"), body).await.expect(422);
        assert_eq!((&reply["errors"][0]["pointer"], &reply["errors"][0]["code"]), (&json!(pointer), &json!(code)), "{reply}");
    }
    // The last of the rules cannot be written: nothing of the rest is there either.
    let refuse = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON code_networks FOR EACH ROW EXECUTE FUNCTION refuse()";
    school.house.database().batch_execute(refuse).unwrap();
    school.admin.post(&school.at("code-batches"), json!({ "count": 3, "ip_ranges": ["10.0.0.0/8"] })).await.expect(500);
    assert_eq!(school.house.count("SELECT (SELECT count(*) FROM codes) + (SELECT count(*) FROM code_batches) AS value"), 0);

    let admin = school.admin.with("idempotency-key", "print-once");
    let body = json!({ "count": 3, "prefix": "MHS" });
    let first = admin.post(&school.at("code-batches"), body.clone()).await.expect(201);
    assert_eq!(admin.post(&school.at("code-batches"), body).await.expect(201), first);
    assert_eq!(school.house.count("SELECT count(*) AS value FROM codes"), 3);
}

#[tokio::test]
async fn each_code_works_once_unless_told_otherwise() {
    let school = School::with_seats(9).await;
    let crowd = school.house.crowd(3, "example.com");
    for (given, expected) in [
        (json!({}), json!(1)),
        (json!({ "single_use": true }), json!(1)),
        (json!({ "single_use": true, "max_redemptions": 1 }), json!(1)),
        (json!({ "max_redemptions": 2 }), json!(2)),
        (json!({ "single_use": false, "max_redemptions": 2 }), json!(2)),
        (json!({ "single_use": false }), Value::Null),
    ] {
        let batch = make(&school, merge(json!({ "count": 2 }), given.clone())).await;
        assert_eq!(batch["sample"]["max_redemptions"], expected, "{given}");
        let code = id(&batch["sample"], "code");
        crowd[0].redeem(&code).await.expect(201);
        crowd[0].redeem(&code).await.expect(200);
        match expected.as_i64() {
            Some(1) => drop(crowd[1].redeem(&code).await.refused(409, "code-exhausted")),
            _ => drop(crowd[1].redeem(&code).await.expect(201)),
        }
        let shown = school.admin.get(&path(&school, &batch)).await.expect(200);
        let (used, left) = (shown["used"].as_i64(), shown["left"].as_i64());
        assert_eq!((used, left), (Some(1), Some(if expected.is_null() { 2 } else { 1 })), "{given}");
    }
}

#[tokio::test]
async fn what_a_batch_could_burn_is_what_is_left_of_it_and_no_more_than_the_seats() {
    let school = School::with_seats(10).await;
    let held = school.classroom("Held", json!({ "seat_allotment": 3 })).await;
    let exposure = async |batch: &Value| school.admin.get(&path(&school, batch)).await.expect(200)["exposure"].clone();
    let few = make(&school, json!({ "count": 4 })).await;
    assert_eq!(few["exposure"], json!({ "seats": 4, "limited_by": "cap" }));
    let many = make(&school, json!({ "count": 500 })).await;
    assert_eq!(many["exposure"], json!({ "seats": 7, "limited_by": "license" }));
    let endless = make(&school, json!({ "count": 1, "single_use": false })).await;
    assert_eq!(endless["exposure"], json!({ "seats": 7, "limited_by": "license" }));
    let in_held = make(&school, json!({ "count": 5, "classroom_id": held["id"] })).await;
    assert_eq!(in_held["exposure"], json!({ "seats": 3, "limited_by": "classroom" }));
    school.house.person("maya@example.com", false).redeem(&id(&few["sample"], "code")).await.expect(201);
    assert_eq!(exposure(&few).await, json!({ "seats": 3, "limited_by": "cap" }));
    let asks = make(&school, json!({ "count": 4, "needs_approval": true })).await;
    assert_eq!(asks["exposure"], json!({ "seats": 0, "limited_by": "approval" }));
    let early = make(&school, json!({ "count": 4, "valid_from": "2039-01-01" })).await;
    assert_eq!((&early["state"], &early["exposure"]), (&json!("scheduled"), &json!({ "seats": 0, "limited_by": "closed" })));
}

#[tokio::test]
async fn all_codes_of_a_batch_are_changed_and_deleted_together() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let batch = make(&school, json!({ "count": 3, "classroom_id": room["id"], "single_use": false })).await;
    let other = make(&school, json!({ "count": 1, "classroom_id": room["id"] })).await;
    let codes: Vec<String> = codes_of(&school, &batch).await.iter().map(|code| id(code, "code")).collect();
    let crowd = school.house.crowd(4, "example.com");
    crowd[0].redeem(&codes[0]).await.expect(201);
    crowd[1].redeem(&codes[0]).await.expect(201);
    let address = path(&school, &batch);

    let reply = school.admin.get(&address).await;
    let stale = school.admin.with("if-match", reply.header("etag"));
    let off = school.admin.patch(&address, json!({ "enabled": false, "note": "Lost on the bus" })).await.expect(200);
    assert_eq!((&off["enabled"], &off["state"], &off["note"]), (&json!(false), &json!("paused"), &json!("Lost on the bus")));
    assert_eq!(off["sample"]["note"], "Lost on the bus");
    for code in &codes {
        crowd[2].redeem(code).await.refused(409, "code-paused");
    }
    crowd[2].redeem(&id(&other["sample"], "code")).await.expect(201);
    stale.patch(&address, json!({ "enabled": true })).await.refused(412, "stale");
    stale.delete(&address).await.refused(412, "stale");

    let problem = school.admin.patch(&address, json!({ "max_redemptions": 1 })).await.refused(422, "cap-below-used");
    assert_eq!(problem["errors"][0]["pointer"], "/max_redemptions");
    let reversed = json!({ "valid_from": "2026-09-10", "valid_till": "2026-09-09" });
    school.admin.patch(&address, reversed).await.refused(422, "dates-reversed");
    let rules =
        json!({ "enabled": true, "max_redemptions": 2, "email_domains": [{ "domain": "example.com" }], "valid_till": "2039-01-01" });
    let on = school.admin.patch(&address, rules).await.expect(200);
    assert_eq!((&on["enabled"], &on["left"], &on["sample"]["valid_till"]), (&json!(true), &json!(2), &json!("2039-01-01")));
    school.house.person("eve@evil.test", false).redeem(&codes[1]).await.refused(403, "domain-not-allowed");
    crowd[2].redeem(&codes[0]).await.refused(409, "code-exhausted");
    crowd[2].redeem(&codes[1]).await.expect(201);

    school.admin.delete(&address).await.expect(204);
    school.admin.delete(&address).await.expect(204);
    for code in &codes {
        crowd[3].redeem(code).await.refused(409, "code-deleted");
    }
    crowd[0].redeem(&codes[0]).await.expect(200);
    let gone = school.admin.get(&address).await.expect(200);
    assert_eq!((&gone["state"], &gone["used"], &gone["left"]), (&json!("deleted"), &json!(2), &json!(0)));
    school.admin.patch(&address, json!({ "enabled": true })).await.refused(409, "code-deleted");
    let listed = school.admin.all(&school.at("code-batches")).await;
    assert_eq!(listed.iter().map(|batch| &batch["id"]).collect::<Vec<_>>(), [&other["id"]]);
    assert_eq!(school.admin.get(&school.at("students")).await.expect(200)["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_redemption_under_way_is_judged_again_when_its_batch_is_switched_off() {
    let school = School::with_seats(200).await;
    let batch = make(&school, json!({ "count": 100 })).await;
    let codes: Vec<String> = codes_of(&school, &batch).await.iter().map(|code| id(code, "code")).collect();
    let joining: Vec<_> = school
        .house
        .crowd(100, "example.com")
        .into_iter()
        .zip(codes)
        .map(|(person, code)| tokio::spawn(async move { person.redeem(&code).await }))
        .collect();
    school.admin.patch(&path(&school, &batch), json!({ "enabled": false })).await.expect(200);
    let spent = school.balance().await.1;
    let mut joined = 0;
    for task in joining {
        let reply = task.await.unwrap();
        match reply.status.as_u16() {
            201 => joined += 1,
            _ => drop(reply.refused(409, "code-paused")),
        }
    }
    assert_eq!(school.balance().await.1, joined);
    assert_eq!(spent, joined, "nobody came in after it was off");
}

#[tokio::test]
async fn the_list_of_codes_does_not_drown_in_batches() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("MHS-PTA-2027", &room, json!({})).await;
    let batch = make(&school, json!({ "count": 60, "prefix": "MHS", "classroom_id": room["id"], "note": "Parents' evening" })).await;
    make(&school, json!({ "count": 1 })).await;
    let found = async |query: &str| school.admin.all(&school.at(&format!("codes?{query}"))).await.len();
    assert_eq!(found("").await, 1);
    assert_eq!(found("q=MHS").await, 1);
    assert_eq!(found(&format!("classroom_id={}", id(&room, "id"))).await, 1);
    assert_eq!(found(&format!("batch_id={}", id(&batch, "id"))).await, 60);
    let text = id(&batch["sample"], "code");
    assert_eq!(found(&format!("q={text}")).await, 1, "by its whole text");
    assert!(found(&format!("q={}&batch_id={}", &text[..6], id(&batch, "id"))).await > 0);
    for (query, count) in [("", 2), ("q=parents", 1), ("q=health", 1), ("q=mhs", 1), (&*format!("classroom_id={}", id(&room, "id")), 1)] {
        assert_eq!(school.admin.all(&school.at(&format!("code-batches?{query}"))).await.len(), count, "{query}");
    }
    assert_eq!(school.admin.all(&school.at("code-batches?limit=1")).await.len(), 2, "page by page");
    let room = school.admin.get(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(200);
    assert_eq!(room["codes"], 2, "a batch counts as one");
}

#[tokio::test]
async fn the_spreadsheet_says_who_has_used_which_code() {
    let school = School::with_seats(10).await;
    let room = school.classroom("=cmd|' /C calc'!A0", json!({})).await;
    let rules =
        json!({ "count": 3, "prefix": "mhs-pta", "classroom_id": room["id"], "valid_from": "2020-09-01", "valid_till": "2039-06-30" });
    let batch = make(&school, rules).await;
    school.house.move_to("2027-03-14T06:59:30Z");
    let code = id(&batch["sample"], "code");
    let license = json!({ "seats": 5, "starts_on": "2020-01-01", "ends_on": "2040-01-01" });
    let operator = school.house.sign_in("operator@homeroom.test").await;
    operator.post(&format!("operator/organizations/{}/licenses", school.id), license).await.expect(201);
    school.house.person("maya@example.com", false).redeem(&code).await.expect(201);
    let school = School { admin: school.house.sign_in("admin@hamilton.test").await, ..school };

    let (reply, lines) = sheet(&school, &batch).await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    let made = reply.header("content-disposition");
    assert!(made.starts_with("attachment; filename=\"codes-MHS-PTA-20") && made.ends_with(".csv\""), "{made}");
    assert!(reply.text.starts_with('\u{feff}') && reply.text.ends_with("\r\n"));
    let heading = ["Code", "Join link", "Classroom", "Valid from", "Valid till", "State", "Redemptions", "Redeemed at (America/New_York)"];
    assert_eq!(lines[0], heading);
    assert_eq!(lines.len(), 4);
    let link = format!("{}/join/{code}", school.house.base);
    let used = [&*code, &link, "'=cmd|' /C calc'!A0", "2020-09-01", "2039-06-30", "exhausted", "1", "2027-03-14 01:59"];
    assert_eq!(lines[1], used, "in the order in which they were made");
    assert_eq!(lines[2][5..], ["active", "0", ""]);
}

#[tokio::test]
async fn fields_of_the_spreadsheet_are_quoted_where_they_must_be() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health, \"3rd\"", json!({})).await;
    let batch = make(&school, json!({ "count": 1, "classroom_id": room["id"] })).await;
    let (reply, _) = sheet(&school, &batch).await;
    assert!(reply.text.contains(",\"Health, \"\"3rd\"\"\","), "{}", reply.text);
}

#[tokio::test]
async fn a_teacher_makes_batches_for_their_own_classrooms_only() {
    let school = School::with_seats(10).await;
    let (mine, other) = (school.classroom("Mine", json!({})).await, school.classroom("Other", json!({})).await);
    let (teacher, _): (Api, _) = school.teacher("sam@hamilton.test", &[&mine]).await;
    let at = school.at("code-batches");
    let made = teacher.post(&at, json!({ "count": 2, "classroom_id": mine["id"] })).await.expect(201);
    teacher.post(&at, json!({ "count": 2, "classroom_id": other["id"] })).await.refused(422, "classroom-unknown");
    teacher.post(&at, json!({ "count": 2 })).await.refused(422, "classroom-required");
    let theirs = make(&school, json!({ "count": 2, "classroom_id": other["id"] })).await;
    let listed = teacher.all(&at).await;
    assert_eq!(listed.iter().map(|batch| &batch["id"]).collect::<Vec<_>>(), [&made["id"]]);
    assert_eq!(teacher.all(&school.at(&format!("codes?batch_id={}", id(&theirs, "id")))).await.len(), 0);
    teacher.patch(&path(&school, &theirs), json!({ "enabled": false })).await.refused(404, "not-found");
    teacher.delete(&path(&school, &theirs)).await.refused(404, "not-found");
    assert_eq!(school.admin.get(&path(&school, &theirs)).await.expect(200)["enabled"], true, "nothing was done on the way");
}
