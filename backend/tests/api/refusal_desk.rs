//! The refusal desk: what helps stands beside each case, and one click carries it out or changes nothing.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use crate::support::{Api, Reply, School, id};

/// The open cases of somebody, as they see them.
async fn cases(school: &School, who: &Api) -> Vec<Value> {
    who.all(&school.at("refusals?state=open")).await
}

/// The only open case at a code.
async fn case_of(school: &School, code: &str) -> Value {
    let mut found = cases(school, &school.admin).await;
    found.retain(|case| case["code"]["code"] == code);
    assert_eq!(found.len(), 1, "one case at {code}: {found:?}");
    found.remove(0)
}

fn names(case: &Value) -> Vec<&str> {
    case["remedies"].as_array().unwrap().iter().map(|offer| offer["remedy"].as_str().unwrap()).collect()
}

async fn settle(school: &School, who: &Api, case: &Value, order: Value) -> Reply {
    who.post(&school.at(&format!("refusals/{}/settle", id(case, "id"))), order).await
}

fn today(school: &School) -> NaiveDate {
    school.house.clock.now().with_timezone(&chrono_tz::America::New_York).date_naive()
}

/// Refused for this reason, the person is let in by the first of these remedies, at the price of a seat.
async fn comes_in_by(school: &School, person: &Api, code: &str, status: u16, reason: &str, remedies: &[&str]) -> Value {
    person.redeem(code).await.refused(status, reason);
    let case = case_of(school, code).await;
    assert_eq!(
        (case["reason"].as_str(), case["obstacle"].as_str(), names(&case)),
        (Some(reason), Some(reason), remedies.to_vec()),
        "{code}"
    );
    assert_eq!(case["remedies"][0]["still_refused"], json!(null), "{code}");
    let spent = school.balance().await.1;
    let outcome = settle(school, &school.admin, &case, json!({ "remedy": remedies[0] })).await.expect(200);
    assert_eq!((&outcome["status"], &outcome["seat_spent"]), (&json!("redeemed"), &case["spends_seat"]), "{code}");
    assert_eq!(school.balance().await.1 - spent, i64::from(case["spends_seat"] == true), "{code}");
    assert_eq!(person.redeem(code).await.expect(200)["status"], "already_redeemed");
    let after = school.admin.get(&school.at("refusals?state=settled&limit=1")).await.expect(200)["items"][0].clone();
    assert_eq!((&after["id"], &after["settled"]["remedy"]), (&case["id"], &json!(remedies[0])), "{code}");
    assert_eq!((&after["settled"]["by"], &after["remedies"]), (&json!("admin"), &json!([])), "{code}");
    case
}

#[tokio::test]
async fn each_rule_of_a_code_has_its_remedy() {
    let school = School::with_seats(20).await;
    let day = today(&school);
    let room = school.classroom("Health", json!({})).await;
    let mut crowd = school.house.crowd(6, "lincoln.org").into_iter();
    let mut next = || crowd.next().unwrap();
    let path = |code: &Value| school.at(&format!("codes/{}", id(code, "id")));

    let code = school.code("EXPIRED-1", &room, json!({ "valid_till": day - Days::new(3) })).await;
    let case = comes_in_by(&school, &next(), "EXPIRED-1", 409, "code-expired", &["extend-date", "let-in", "dismiss"]).await;
    let last = (day + Days::new(7)).to_string();
    assert_eq!(case["remedies"][0]["valid_till"], last.as_str(), "a week from today");
    assert_eq!(school.admin.get(&path(&code)).await.expect(200)["valid_till"], last.as_str());
    let closed = (day - Days::new(3)).format("%B %-d, %Y");
    assert_eq!(case["detail"], format!("student0 could not join Health: code EXPIRED-1 closed after {closed}."));

    let code = school.code("EARLY-1", &room, json!({ "valid_from": day + Days::new(10) })).await;
    comes_in_by(&school, &next(), "EARLY-1", 409, "code-not-yet-valid", &["open-today", "let-in", "dismiss"]).await;
    assert_eq!(school.admin.get(&path(&code)).await.expect(200)["valid_from"], day.to_string());

    let code = school.code("PAUSED-1", &room, json!({ "enabled": false })).await;
    comes_in_by(&school, &next(), "PAUSED-1", 409, "code-paused", &["switch-on", "let-in", "dismiss"]).await;
    assert_eq!(school.admin.get(&path(&code)).await.expect(200)["enabled"], true);

    let rules = json!({ "email_domains": [{ "domain": "hamiltonschools.org", "include_subdomains": true }] });
    let code = school.code("DOMAIN-1", &room, rules.clone()).await;
    let case = comes_in_by(&school, &next(), "DOMAIN-1", 403, "domain-not-allowed", &["add-domain", "let-in", "dismiss"]).await;
    assert_eq!(case["remedies"][0]["domain"], "lincoln.org");
    let domains = school.admin.get(&path(&code)).await.expect(200)["email_domains"].clone();
    let expected =
        json!([{ "domain": "hamiltonschools.org", "include_subdomains": true }, { "domain": "lincoln.org", "include_subdomains": false }]);
    assert_eq!(domains, expected, "nothing is lost");

    let code = school.code("LIMIT-1", &room, json!({ "max_redemptions": 1 })).await;
    next().redeem("LIMIT-1").await.expect(201);
    let case = comes_in_by(&school, &next(), "LIMIT-1", 409, "code-exhausted", &["raise-limit", "dismiss"]).await;
    assert_eq!(case["remedies"][0]["max_redemptions"], 2);
    assert_eq!(school.admin.get(&path(&code)).await.expect(200)["max_redemptions"], 2);
}

#[tokio::test]
async fn just_this_one_comes_in_and_the_rule_stays() {
    let school = School::with_seats(20).await;
    let room = school.classroom("Health", json!({})).await;
    let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][(today(&school).weekday().num_days_from_monday() as usize + 3) % 7];
    let hours = json!({ "weekly_windows": [{ "days": [day], "opens": "08:00", "closes": "15:00" }] });
    let networks = json!({ "ip_ranges": ["203.0.113.0/24"] });
    let domains = json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] });
    for (number, (status, reason, remedies, rules)) in [
        (409, "code-outside-window", vec!["let-in", "remove-hours", "dismiss"], hours),
        (403, "ip-not-allowed", vec!["let-in", "dismiss"], networks),
        // Never the domain of a provider at which everybody can have an address.
        (403, "domain-not-allowed", vec!["let-in", "dismiss"], domains.clone()),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("RULE-{number}");
        let code = school.code(&text, &room, rules).await;
        let person = school.house.person(&format!("maya{number}@gmail.com"), false);
        comes_in_by(&school, &person, &text, status, reason, &remedies).await;
        let path = school.at(&format!("codes/{}", id(&code, "id")));
        let after = school.admin.get(&path).await.expect(200);
        for rule in ["weekly_windows", "ip_ranges", "email_domains"] {
            assert_eq!(after[rule], code[rule], "{reason} leaves the rules as they are");
        }
        school.house.person(&format!("liam{number}@gmail.com"), false).redeem(&text).await.refused(status, reason);
    }
    // The address proved nothing, so none is kept with the redemption.
    let code = school.admin.get(&school.at("codes?q=RULE-2")).await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let used = school.admin.get(&school.at(&format!("codes/{code}/redemptions"))).await.expect(200);
    assert_eq!(used["items"][0]["email_used"], json!(null));

    // An unproven address may be anybody's: its domain is not offered.
    school.code("UNPROVEN-1", &room, domains).await;
    let ana = school.house.unverified("ana@lincoln.org");
    comes_in_by(&school, &ana, "UNPROVEN-1", 403, "domain-not-allowed", &["let-in", "dismiss"]).await;

    // The other remedy opens the code for all.
    school.code("HOURS-1", &room, json!({ "weekly_windows": [{ "days": [day], "opens": "08:00", "closes": "15:00" }] })).await;
    school.house.person("zoe@gmail.com", false).redeem("HOURS-1").await.refused(409, "code-outside-window");
    settle(&school, &school.admin, &case_of(&school, "HOURS-1").await, json!({ "remedy": "remove-hours" })).await.expect(200);
    school.house.person("noah@gmail.com", false).redeem("HOURS-1").await.expect(201);
}

#[tokio::test]
async fn who_was_taken_out_or_blocked_is_let_back_in_for_no_seat() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH-1").await.expect(201);
    let student = school.admin.get(&school.at("students")).await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let member = school.at(&format!("classrooms/{}/members/{student}", id(&room, "id")));

    school.admin.delete(&member).await.expect(204);
    let case = comes_in_by(&school, &maya, "HEALTH-1", 403, "member-removed", &["re-admit", "dismiss"]).await;
    assert_eq!((&case["spends_seat"], &case["person"]["student_id"]), (&json!(false), &json!(student)));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM memberships"), 2, "each stay is kept");

    school.admin.delete(&member).await.expect(204);
    let block =
        "INSERT INTO classroom_blocks (classroom_id, student_id, blocked_at) SELECT k.id, s.id, now() FROM classrooms k, students s";
    school.house.database().batch_execute(block).unwrap();
    maya.redeem("HEALTH-1").await.refused(403, "member-blocked");
    let case = case_of(&school, "HEALTH-1").await;
    assert_eq!(names(&case), ["unblock", "dismiss"]);
    // She was taken out as well, and asked to be let back in is what counts.
    assert_eq!(case["remedies"][0]["still_refused"], json!(null));
    settle(&school, &school.admin, &case, json!({ "remedy": "unblock" })).await.expect(200);
    assert_eq!(maya.redeem("HEALTH-1").await.expect(200)["status"], "already_redeemed");
    assert_eq!(school.balance().await, (5, 1, 0, 4));
}

#[tokio::test]
async fn seats_are_lent_by_admins_and_never_oversold() {
    let school = School::with_seats(3).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 1 })).await;
    let other = school.classroom("Maths", json!({ "seat_allotment": 1 })).await;
    school.code("HEALTH-1", &room, json!({})).await;
    school.code("MATHS-1", &other, json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room, &other]).await;
    let crowd = school.house.crowd(4, "example.com");
    crowd[0].redeem("HEALTH-1").await.expect(201);
    crowd[1].redeem("HEALTH-1").await.refused(409, "classroom-full");

    let seen = &cases(&school, &teacher).await[0];
    assert_eq!((names(seen), &seen["ask"]), (vec!["dismiss"], &json!("admin")), "allotments are not a teacher's");
    for remedy in ["lend-seats", "borrow", "restore-classroom"] {
        settle(&school, &teacher, seen, json!({ "remedy": remedy })).await.refused(403, "role-required");
    }
    let case = case_of(&school, "HEALTH-1").await;
    assert_eq!((names(&case), &case["remedies"][0]["seat_allotment"]), (vec!["lend-seats", "borrow", "dismiss"], &json!(2)));
    settle(&school, &school.admin, &case, json!({ "remedy": "lend-seats", "seat_allotment": 9 })).await.refused(409, "seats-not-enough");
    assert_eq!(school.balance().await, (3, 1, 1, 1), "nothing is half done");
    settle(&school, &school.admin, &case, json!({ "remedy": "lend-seats" })).await.expect(200);
    assert_eq!(school.balance().await, (3, 2, 1, 0));

    // Nothing is free any more: the operator sells more.
    crowd[2].redeem("HEALTH-1").await.refused(409, "classroom-full");
    let case = case_of(&school, "HEALTH-1").await;
    assert_eq!((names(&case), &case["ask"]), (vec!["dismiss"], &json!("operator")));
    settle(&school, &school.admin, &case, json!({ "remedy": "borrow" })).await.refused(409, "still-refused");
    school.house.license(&school.operator, &school.id, 1).await;
    let case = case_of(&school, "HEALTH-1").await;
    settle(&school, &school.admin, &case, json!({ "remedy": "borrow" })).await.expect(200);
    assert_eq!(school.balance().await, (4, 3, 1, 0));
    crowd[3].redeem("HEALTH-1").await.refused(409, "no-seats-left");
    let case = case_of(&school, "HEALTH-1").await;
    assert_eq!((names(&case), &case["ask"]), (vec!["dismiss"], &json!("operator")));
    assert_eq!(cases(&school, &teacher).await[0]["ask"], "admin");
}

#[tokio::test]
async fn a_deleted_classroom_is_restored_and_a_deleted_code_is_not() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let (_, gone) = (school.code("HEALTH-1", &room, json!({})).await, school.code("GONE-1", &room, json!({})).await);
    school.admin.delete(&school.at(&format!("codes/{}", id(&gone, "id")))).await.expect(204);
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    liam.redeem("GONE-1").await.refused(409, "code-deleted");
    let case = case_of(&school, "GONE-1").await;
    assert_eq!(names(&case), ["dismiss"]);
    let outcome = settle(&school, &school.admin, &case, json!({ "remedy": "dismiss" })).await.expect(200);
    assert_eq!((&outcome["status"], &outcome["seat_spent"]), (&json!(null), &json!(false)));

    school.admin.delete(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(204);
    comes_in_by(&school, &maya, "HEALTH-1", 409, "code-deleted", &["restore-classroom", "dismiss"]).await;
    // Who was dismissed tries again, and is a new case.
    liam.redeem("GONE-1").await.refused(409, "code-deleted");
    assert_eq!(case_of(&school, "GONE-1").await["attempts"], 1);
}

#[tokio::test]
async fn what_would_not_be_enough_changes_nothing_and_says_so_before() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH-1", &room, json!({})).await;
    school.house.person("first@example.com", false).redeem("HEALTH-1").await.expect(201);
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    let paused = school.admin.patch(&path, json!({ "enabled": false })).await.expect(200);
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH-1").await.refused(409, "code-paused");
    let case = case_of(&school, "HEALTH-1").await;
    assert_eq!(case["remedies"][0]["still_refused"], "no-seats-left");
    let problem = settle(&school, &school.admin, &case, json!({ "remedy": "switch-on" })).await.refused(409, "still-refused");
    assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/remedy"), &json!("no-seats-left")));
    assert_eq!(school.admin.get(&path).await.expect(200)["updated_at"], paused["updated_at"]);
    assert_eq!(case_of(&school, "HEALTH-1").await["id"], case["id"], "still on the desk");

    // An order that the code's own rules refuse.
    let limited = school.code("LIMIT-1", &room, json!({ "max_redemptions": 1 })).await;
    school.house.license(&school.operator, &school.id, 5).await;
    school.house.person("second@example.com", false).redeem("LIMIT-1").await.expect(201);
    maya.redeem("LIMIT-1").await.refused(409, "code-exhausted");
    let case = case_of(&school, "LIMIT-1").await;
    settle(&school, &school.admin, &case, json!({ "remedy": "raise-limit", "max_redemptions": 1 })).await.refused(409, "still-refused");
    settle(&school, &school.admin, &case, json!({ "remedy": "switch-on" })).await.refused(409, "still-refused");
    settle(&school, &school.admin, &case, json!({ "remedy": "make-coffee" })).await.refused(422, "remedy-unknown");
    assert_eq!(school.admin.get(&school.at(&format!("codes/{}", id(&limited, "id")))).await.expect(200)["max_redemptions"], 1);
}

#[tokio::test]
async fn what_was_opened_meanwhile_needs_no_remedy() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH-1", &room, json!({ "enabled": false })).await;
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    maya.redeem("HEALTH-1").await.refused(409, "code-paused");
    liam.redeem("HEALTH-1").await.refused(409, "code-paused");
    school.admin.patch(&school.at(&format!("codes/{}", id(&code, "id"))), json!({ "enabled": true })).await.expect(200);
    liam.redeem("HEALTH-1").await.expect(201);
    let case = case_of(&school, "HEALTH-1").await;
    assert_eq!((&case["obstacle"], names(&case)), (&json!(null), vec!["let-in", "dismiss"]));
    let joined = school.admin.get(&school.at("refusals?state=settled")).await.expect(200)["items"].clone();
    assert_eq!((&joined[0]["state"], &joined[0]["person"]["display_name"]), (&json!("joined"), &json!("liam")));
    settle(&school, &school.admin, &joined[0], json!({ "remedy": "dismiss" })).await.refused(409, "refusal-settled");
    // Whoever still sees the old remedy gets what they meant.
    assert_eq!(settle(&school, &school.admin, &case, json!({ "remedy": "switch-on" })).await.expect(200)["status"], "redeemed");
    settle(&school, &school.admin, &case, json!({ "remedy": "let-in" })).await.refused(409, "refusal-settled");
}

#[tokio::test]
async fn a_teacher_settles_at_their_own_classrooms_only() {
    let school = School::with_seats(5).await;
    let (room, other) = (school.classroom("Health", json!({})).await, school.classroom("Other", json!({})).await);
    school.code("MINE-1", &room, json!({ "enabled": false })).await;
    school.code("THEIRS-1", &other, json!({ "enabled": false })).await;
    school.admin.post(&school.at("codes"), json!({ "code": "NO-ROOM-1", "enabled": false })).await.expect(201);
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let (other_id, other_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let maya = school.house.person("maya@example.com", false);
    for code in ["MINE-1", "THEIRS-1", "NO-ROOM-1"] {
        maya.redeem(code).await.refused(409, "code-paused");
    }
    assert_eq!(cases(&school, &school.admin).await.len(), 3);
    let mine = cases(&school, &teacher).await;
    assert_eq!((mine.len(), &mine[0]["code"]["code"]), (1, &json!("MINE-1")));
    for code in ["THEIRS-1", "NO-ROOM-1"] {
        let case = case_of(&school, code).await;
        settle(&school, &teacher, &case, json!({ "remedy": "dismiss" })).await.refused(404, "not-found");
        let many = teacher.post(&school.at("refusals/settle"), json!({ "ids": [case["id"]], "remedy": "dismiss" })).await.expect(200);
        assert_eq!(many["refused"][0]["problem"]["code"], "not-found");
        let path = format!("organizations/{other_id}/refusals/{}/settle", id(&case, "id"));
        other_admin.post(&path, json!({ "remedy": "dismiss" })).await.refused(404, "not-found");
    }
    assert_eq!(other_admin.get(&format!("organizations/{other_id}/refusals")).await.expect(200)["items"], json!([]));
    assert_eq!(settle(&school, &teacher, &mine[0], json!({ "remedy": "switch-on" })).await.expect(200)["seat_spent"], true);
    assert_eq!(cases(&school, &school.admin).await.len(), 2);
}

#[tokio::test]
async fn the_desk_is_searched_and_read_in_pages() {
    let school = School::with_seats(5).await;
    let (room, other) = (school.classroom("Health", json!({})).await, school.classroom("Other", json!({})).await);
    let code = school.code("PAUSED-1", &room, json!({ "enabled": false })).await;
    school.code("EXPIRED-1", &other, json!({ "valid_till": "2020-01-01" })).await;
    let crowd = school.house.crowd(5, "example.com");
    for person in &crowd {
        person.redeem("PAUSED-1").await.refused(409, "code-paused");
    }
    crowd[0].redeem("EXPIRED-1").await.refused(409, "code-expired");
    crowd[2].post("me/refusals", json!({ "code": "PAUSED-1" })).await.expect(201);
    let who = |items: Vec<Value>| items.iter().map(|case| case["person"]["display_name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let all = school.admin.all(&school.at("refusals?limit=2")).await;
    assert_eq!(all[0]["waiting"], 5);
    assert_eq!(who(all), ["student2", "student0", "student4", "student3", "student1", "student0"], "who asks for help, then the newest");
    for (query, count) in [
        (format!("code_id={}", id(&code, "id")), 5),
        (format!("classroom_id={}", id(&other, "id")), 1),
        ("reason=code-expired".to_owned(), 1),
        ("q=student3".to_owned(), 1),
        ("q=student4%40example".to_owned(), 1),
        ("told=true".to_owned(), 1),
        ("told=false".to_owned(), 5),
        ("state=settled".to_owned(), 0),
    ] {
        assert_eq!(school.admin.all(&school.at(&format!("refusals?{query}"))).await.len(), count, "{query}");
    }
    school.admin.get(&school.at("refusals?state=lost")).await.refused(400, "query-invalid");
}

#[tokio::test]
async fn two_of_the_staff_spend_one_seat() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({ "valid_till": "2020-01-01" })).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    for (number, person) in school.house.crowd(5, "example.com").into_iter().enumerate() {
        school.house.database().batch_execute("UPDATE codes SET valid_till = '2020-01-01', version = version + 1").unwrap();
        person.redeem("HEALTH-1").await.refused(409, "code-expired");
        let case = case_of(&school, "HEALTH-1").await;
        let order = json!({ "remedy": "extend-date" });
        // The student tries again at the same moment.
        let (one, two, again) = tokio::join!(
            settle(&school, &teacher, &case, order.clone()),
            settle(&school, &school.admin, &case, order),
            person.redeem("HEALTH-1")
        );
        let statuses = [one.status.as_u16(), two.status.as_u16()];
        assert!(statuses.contains(&200) || again.status.as_u16() == 201, "{number}: {statuses:?} {}", again.body);
        assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
        assert!(statuses != [200, 200], "one of them was first");
        assert_eq!(school.balance().await.1, i64::try_from(number).unwrap() + 1, "one seat each");
    }
}

#[tokio::test]
async fn many_at_one_code_come_in_at_once_as_far_as_the_seats_go() {
    let school = School::with_seats(23).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH-1", &room, json!({ "valid_till": "2020-01-01" })).await;
    school.code("MATHS-1", &room, json!({ "enabled": false })).await;
    let crowd = school.house.crowd(25, "example.com");
    for person in &crowd {
        person.redeem("HEALTH-1").await.refused(409, "code-expired");
    }
    crowd[0].redeem("MATHS-1").await.refused(409, "code-paused");
    let all = cases(&school, &school.admin).await;
    let everything: Vec<&Value> = all.iter().map(|case| &case["id"]).collect();
    let order = json!({ "ids": everything, "remedy": "extend-date" });
    school.admin.post(&school.at("refusals/settle"), order).await.refused(422, "one-code-at-a-time");
    let ids: Vec<&Value> = all.iter().filter(|case| case["code"]["code"] == "HEALTH-1").map(|case| &case["id"]).collect();
    let last = today(&school) + Days::new(2);
    let order = json!({ "ids": ids, "remedy": "extend-date", "valid_till": last });
    let sending = school.admin.with("Idempotency-Key", "all-of-them");
    let result = sending.post(&school.at("refusals/settle"), order.clone()).await.expect(200);
    assert_eq!((result["done"].as_array().unwrap().len(), result["refused"].as_array().unwrap().len()), (23, 2));
    assert_eq!(result["refused"][0]["problem"]["errors"][0]["code"], "no-seats-left");
    assert_eq!(school.balance().await, (23, 23, 0, 0));
    assert_eq!(sending.post(&school.at("refusals/settle"), order).await.expect(200), result, "sent twice, done once");
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    assert_eq!(school.admin.get(&path).await.expect(200)["valid_till"], last.to_string());

    // Each of many raises the limit by one.
    school.house.license(&school.operator, &school.id, 10).await;
    school.code("LIMIT-1", &room, json!({ "max_redemptions": 1 })).await;
    let late = school.house.crowd(4, "late.example.com");
    late[0].redeem("LIMIT-1").await.expect(201);
    for person in &late[1..] {
        person.redeem("LIMIT-1").await.refused(409, "code-exhausted");
    }
    let ids: Vec<Value> = cases(&school, &school.admin)
        .await
        .iter()
        .filter(|case| case["code"]["code"] == "LIMIT-1")
        .map(|case| case["id"].clone())
        .collect();
    let result = school.admin.post(&school.at("refusals/settle"), json!({ "ids": ids, "remedy": "raise-limit" })).await.expect(200);
    assert_eq!(result["done"].as_array().unwrap().len(), 3);
    assert_eq!(school.admin.get(&school.at("codes?q=LIMIT-1")).await.expect(200)["items"][0]["max_redemptions"], 4);
}

#[tokio::test]
async fn who_must_prove_their_address_waits_for_that_alone() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let rules = json!({ "email_domains": [{ "domain": "hamiltonschools.org" }], "enabled": false, "needs_approval": true });
    school.code("HEALTH-1", &room, rules).await;
    let ana = school.house.unverified("ana@hamiltonschools.org");
    ana.redeem("HEALTH-1").await.refused(409, "code-paused");
    let outcome = settle(&school, &school.admin, &case_of(&school, "HEALTH-1").await, json!({ "remedy": "switch-on" })).await.expect(200);
    assert_eq!((&outcome["status"], &outcome["seat_spent"]), (&json!("pending_email"), &json!(false)));
    assert_eq!(school.balance().await.1, 0);
    school.house.digits_for("ana@hamiltonschools.org").await;
}

#[tokio::test]
async fn who_is_let_in_is_told_in_their_language() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({ "enabled": false })).await;
    let (maya, ana) = (school.house.person("maya@example.com", false), school.house.person("ana@example.com", false));
    ana.patch("me", json!({ "locale": "es" })).await.expect(200);
    for person in [&maya, &ana] {
        person.redeem("HEALTH-1").await.refused(409, "code-paused");
    }
    for case in cases(&school, &school.admin).await {
        settle(&school, &school.admin, &case, json!({ "remedy": "switch-on" })).await.expect(200);
    }
    let mail = school.house.mail_to("maya@example.com").await;
    assert_eq!((mail.len(), mail[0].0.as_str()), (1, "You are in: Health"));
    assert!(mail[0].1.contains(&format!("{}/home", school.house.base)), "{}", mail[0].1);
    assert_eq!(school.house.mail_to("ana@example.com").await[0].0, "Ya estás dentro: Health");
    assert_eq!(maya.get("me/classrooms").await.expect(200)["items"][0]["name"], "Health");
}

#[tokio::test]
async fn forty_who_ask_for_help_are_one_mail() {
    let school = School::with_seats(50).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({ "valid_till": "2020-01-01" })).await;
    school.teacher("sam@hamilton.test", &[&room]).await;
    let crowd = school.house.crowd(41, "example.com");
    let asking = crowd[..40]
        .iter()
        .cloned()
        .map(|person| tokio::spawn(async move { person.post("me/refusals", json!({ "code": "health 1" })).await }));
    for task in asking.collect::<Vec<_>>() {
        let told = task.await.unwrap().expect(201);
        assert_eq!((&told["code"], &told["reason"]), (&json!("HEALTH-1"), &json!("code-expired")));
    }
    let mail = school.house.mail_to("sam@hamilton.test").await;
    let about = |mail: &[(String, String)]| mail.iter().filter(|(subject, _)| subject.contains("cannot join Health")).count();
    assert_eq!(about(&mail), 1);
    assert!(mail[0].1.contains(&format!("/o/{}/refusals?code=", school.id)), "{}", mail[0].1);
    assert_eq!(about(&school.house.mail_to("admin@hamilton.test").await), 0, "the classroom has staff of its own");
    assert_eq!(school.admin.get(&school.at("overview")).await.expect(200)["asking_for_help"], 40);
    assert_eq!(school.admin.all(&school.at("refusals?told=true")).await.len(), 40);

    school.house.clock.advance(TimeDelta::minutes(61));
    let late = school.house.sign_in_again(&crowd[40]);
    late.post("me/refusals", json!({ "code": "HEALTH-1" })).await.expect(201);
    assert_eq!(about(&school.house.mail_to("sam@hamilton.test").await), 2, "the next hour is another one");
    late.post("me/refusals", json!({ "code": "HEALTH-1" })).await.expect(200);
    let mine = late.get("me/refusals").await.expect(200);
    assert!(mine["items"][0]["told_at"].is_string());
}

#[tokio::test]
async fn only_who_is_refused_can_ask_for_help() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let code = school.code("HEALTH-1", &room, json!({})).await;
    school.admin.post(&school.at("codes"), json!({ "code": "NO-ROOM-1", "enabled": false })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    maya.post("me/refusals", json!({ "code": "NO-SUCH-CODE" })).await.refused(404, "code-unknown");
    maya.post("me/refusals", json!({ "code": "HEALTH-1" })).await.refused(409, "code-open");
    assert_eq!(cases(&school, &school.admin).await, Vec::<Value>::new());
    let path = school.at(&format!("codes/{}", id(&code, "id")));
    school.admin.patch(&path, json!({ "enabled": false })).await.expect(200);
    let sending = maya.with("Idempotency-Key", "help");
    let told = sending.post("me/refusals", json!({ "code": "HEALTH-1" })).await.expect(201);
    assert_eq!(sending.post("me/refusals", json!({ "code": "HEALTH-1" })).await.expect(201), told);
    // Trying again does not take the request for help back; being let in ends it.
    maya.redeem("HEALTH-1").await.refused(409, "code-paused");
    assert_eq!(maya.get("me/refusals").await.expect(200)["items"][0]["told_at"], told["told_at"]);
    school.admin.patch(&path, json!({ "enabled": true })).await.expect(200);
    maya.redeem("HEALTH-1").await.expect(201);
    maya.post("me/refusals", json!({ "code": "HEALTH-1" })).await.refused(409, "already-in");
    assert_eq!(maya.get("me/refusals").await.expect(200)["items"], json!([]));
    assert_eq!(school.admin.get(&school.at("overview")).await.expect(200)["asking_for_help"], 0);
    // Once more outside, she is a new case that nobody has told of.
    let student = school.admin.get(&school.at("students")).await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    school.admin.delete(&school.at(&format!("classrooms/{}/members/{student}", id(&room, "id")))).await.expect(204);
    maya.redeem("HEALTH-1").await.refused(403, "member-removed");
    let mine = &maya.get("me/refusals").await.expect(200)["items"][0];
    assert_eq!((&mine["reason"], &mine["told_at"]), (&json!("member-removed"), &json!(null)));
    // A code without a classroom is the admins' affair.
    maya.post("me/refusals", json!({ "code": "NO-ROOM-1" })).await.expect(201);
    let mail = school.house.mail_to("admin@hamilton.test").await;
    assert!(mail.iter().any(|(subject, _)| subject == "maya cannot join School hamilton"), "{mail:?}");
}

#[tokio::test]
async fn whose_code_it_is_gets_the_mail() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let (_, sam) = school.teacher("sam@hamilton.test", &[&room]).await;
    school.teacher("kim@hamilton.test", &[&room]).await;
    let (_, away) = school.teacher("away@hamilton.test", &[]).await;
    school.code("SAMS-1", &room, json!({ "enabled": false, "assigned_staff_id": sam["staff_id"] })).await;
    school.code("AWAY-1", &room, json!({ "enabled": false, "assigned_staff_id": away["staff_id"] })).await;
    let maya = school.house.person("maya@example.com", false);
    let told = async |who: &str| school.house.mail_to(who).await.iter().filter(|(subject, _)| subject == "maya cannot join Health").count();
    maya.post("me/refusals", json!({ "code": "SAMS-1" })).await.expect(201);
    assert_eq!((told("sam@hamilton.test").await, told("kim@hamilton.test").await), (1, 0));
    // Somebody who cannot see the classroom is not told who stands before it.
    maya.post("me/refusals", json!({ "code": "AWAY-1" })).await.expect(201);
    assert_eq!((told("sam@hamilton.test").await, told("kim@hamilton.test").await, told("away@hamilton.test").await), (2, 1, 0));
}
