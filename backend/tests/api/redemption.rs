//! Redeeming: what happens, each refusal by its code, and what a crowd does to it.

use chrono::{Days, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::support::{Api, Reply, School};

/// Everybody at once; the replies in order of the people.
async fn all_at_once(people: &[Api], code: &str) -> Vec<Reply> {
    let tries = people.iter().cloned().map(|person| {
        let code = code.to_owned();
        tokio::spawn(async move { person.redeem(&code).await })
    });
    let mut replies = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        replies.push(task.await.expect("an answer"));
    }
    replies
}

fn with_status(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status.as_u16() == status).count()
}

#[tokio::test]
async fn a_code_registers_places_and_enrolls_at_once() {
    let school = School::with_seats(10).await;
    let course = school.course("Safer social media").await;
    let room = school.classroom("Health", json!({ "course_ids": [course] })).await;
    school.code("MHS-PTA-2027", &room, json!({})).await;
    let maya = school.house.person("maya@example.com", false);

    let redeemed = maya.redeem(" mhs–pta 2027 ").await.expect(201);
    assert_eq!(redeemed["status"], "redeemed");
    assert_eq!(redeemed["code"], "MHS-PTA-2027");
    assert_eq!(redeemed["seat_spent"], true);
    assert_eq!(redeemed["organization"]["id"], school.id);
    assert_eq!(redeemed["classroom"]["id"], room["id"]);
    assert_eq!(redeemed["enrollments"], json!([{ "course_id": course, "title": "Safer social media" }]));

    let again = maya.redeem("MHS-PTA-2027").await.expect(200);
    assert_eq!((&again["status"], &again["id"]), (&json!("already_redeemed"), &redeemed["id"]));
    assert_eq!(school.balance().await, (10, 1, 0, 9));

    let me = maya.get("me").await.expect(200);
    assert_eq!(me["roles"][0]["role"], "student");
    let rooms = maya.get("me/classrooms").await.expect(200);
    assert_eq!(rooms["items"][0]["courses"][0]["title"], "Safer social media");
    let enrollment = &maya.get("me/enrollments").await.expect(200)["items"][0];
    assert_eq!(enrollment["course"]["id"], course);
    let id: Uuid = enrollment["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(maya.get("me/redemptions").await.expect(200)["items"][0]["id"], redeemed["id"]);
    let roster = school.admin.get(&school.at(&format!("classrooms/{}/members", room["id"].as_str().unwrap()))).await.expect(200);
    assert_eq!(roster["items"][0]["display_name"], "maya");
    assert_eq!(roster["items"][0]["code"], "MHS-PTA-2027");
}

#[tokio::test]
async fn one_profile_never_costs_a_second_seat() {
    let school = School::with_seats(10).await;
    let (one, two) = (school.classroom("One", json!({})).await, school.classroom("Two", json!({})).await);
    school.code("CODE-ONE", &one, json!({})).await;
    school.code("CODE-TWO", &two, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    assert_eq!(maya.redeem("CODE-ONE").await.expect(201)["seat_spent"], true);
    assert_eq!(maya.redeem("CODE-TWO").await.expect(201)["seat_spent"], false);
    assert_eq!(maya.get("me/classrooms").await.expect(200)["items"].as_array().unwrap().len(), 2);
    assert_eq!(school.balance().await, (10, 1, 0, 9));
}

#[tokio::test]
async fn an_existing_student_gets_in_on_a_full_license_and_without_one() {
    let school = School::with_seats(1).await;
    let (one, two) = (school.classroom("One", json!({})).await, school.classroom("Two", json!({})).await);
    school.code("CODE-ONE", &one, json!({})).await;
    school.code("CODE-TWO", &two, json!({})).await;
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    maya.redeem("CODE-ONE").await.expect(201);
    liam.redeem("CODE-ONE").await.refused(409, "no-seats-left");
    maya.redeem("CODE-TWO").await.expect(201);
    school.house.clock.advance(TimeDelta::days(400));
    school.house.person("zoe@example.com", false).redeem("CODE-ONE").await.refused(409, "license-inactive");
    assert_eq!(school.house.count("SELECT spent::bigint AS value FROM seat_accounts"), 1);
}

#[tokio::test]
async fn each_rule_refuses_by_its_name() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let today = Utc::now().date_naive();
    school.code("CODE-OFF", &room, json!({ "enabled": false })).await;
    school.code("CODE-EARLY", &room, json!({ "valid_from": today + Days::new(3) })).await;
    school.code("CODE-LATE", &room, json!({ "valid_till": today - Days::new(3) })).await;
    school.code("CODE-SCHOOL", &room, json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] })).await;
    let gone = school.code("CODE-GONE", &room, json!({})).await;
    school.admin.delete(&school.at(&format!("codes/{}", gone["id"].as_str().unwrap()))).await.expect(204);
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("NO-SUCH-CODE").await.refused(404, "code-unknown");
    maya.redeem("!!").await.refused(404, "code-unknown");
    maya.redeem("CODE-OFF").await.refused(409, "code-paused");
    maya.redeem("CODE-EARLY").await.refused(409, "code-not-yet-valid");
    maya.redeem("CODE-LATE").await.refused(409, "code-expired");
    maya.redeem("CODE-GONE").await.refused(409, "code-deleted");
    maya.redeem("CODE-SCHOOL").await.refused(403, "domain-not-allowed");
    for evil in ["a@evilhamiltonschools.org", "b@hamiltonschools.org.evil.com", "c@mail.hamiltonschools.org"] {
        school.house.person(evil, false).redeem("CODE-SCHOOL").await.refused(403, "domain-not-allowed");
    }
    let ana = school.house.person("Ana@HamiltonSchools.ORG", false);
    ana.redeem("CODE-SCHOOL").await.expect(201);
    assert_eq!(school.balance().await, (10, 1, 0, 9));
}

#[tokio::test]
async fn to_a_stranger_unknown_and_closed_codes_look_the_same() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CODE-OPEN", &room, json!({})).await;
    school.code("CODE-OFF", &room, json!({ "enabled": false })).await;
    let stranger = school.house.anonymous();
    let shown = stranger.post("codes/lookup", json!({ "code": "code open" })).await.expect(200);
    assert_eq!(shown["organization"]["name"], "School hamilton");
    assert_eq!(shown["classroom"]["name"], "Health");
    let mut unknown = stranger.post("codes/lookup", json!({ "code": "NO-SUCH-CODE" })).await.refused(404, "code-unknown");
    let mut closed = stranger.post("codes/lookup", json!({ "code": "CODE-OFF" })).await.refused(404, "code-unknown");
    unknown["request_id"] = json!("");
    closed["request_id"] = json!("");
    assert_eq!(unknown, closed);
    let maya = school.house.person("maya@example.com", false);
    maya.post("codes/lookup", json!({ "code": "CODE-OFF" })).await.refused(409, "code-paused");
    school.code("CODE-ONCE", &room, json!({ "max_redemptions": 1 })).await;
    maya.redeem("CODE-ONCE").await.expect(201);
    stranger.post("codes/lookup", json!({ "code": "CODE-ONCE" })).await.refused(404, "code-unknown");
}

#[tokio::test]
async fn an_unverified_address_waits_and_spends_nothing() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CODE-SCHOOL", &room, json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] })).await;
    let body = json!({ "email": "ana@hamiltonschools.org", "password": "a quiet morning", "display_name": "Ana", "code": "code school" });
    let registered = school.house.anonymous().post("auth/register", body).await.expect(201);
    assert_eq!(registered["redemption"]["status"], "pending_email");
    assert_eq!(school.balance().await.1, 0);
    let ana = school.house.bearer(registered["access_token"].as_str().unwrap());
    ana.redeem("CODE-SCHOOL").await.expect(202);
    ana.post("auth/email-verification/confirm", json!({ "code": "000000x" })).await.refused(422, "verification-code-wrong");
    let digits = school.house.digits_for("ana@hamiltonschools.org").await;
    let confirmed = ana.post("auth/email-verification/confirm", json!({ "code": digits })).await.expect(200);
    assert_eq!(confirmed["user"]["email_verified"], true);
    assert_eq!(confirmed["redemptions"][0]["status"], "redeemed");
    assert_eq!(school.balance().await, (10, 1, 0, 9));
    let used = school.house.count("SELECT count(*) AS value FROM redemptions WHERE email_used = 'ana@hamiltonschools.org'");
    assert_eq!(used, 1, "the address used is kept with the redemption");
}

#[tokio::test]
async fn what_waited_is_judged_again() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CODE-SCHOOL", &room, json!({ "email_domains": [{ "domain": "hamiltonschools.org" }] })).await;
    let ana = school.house.unverified("ana@hamiltonschools.org");
    ana.redeem("CODE-SCHOOL").await.expect(202);
    school.house.person("ben@hamiltonschools.org", false).redeem("CODE-SCHOOL").await.expect(201);
    let digits = school.house.digits_for("ana@hamiltonschools.org").await;
    let confirmed = ana.post("auth/email-verification/confirm", json!({ "code": digits })).await.expect(200);
    assert_eq!(confirmed["redemptions"], json!([]));
    assert_eq!(confirmed["refusals"][0]["code"], "no-seats-left");
    assert_eq!(school.balance().await, (1, 1, 0, 0));
}

#[tokio::test]
async fn a_refused_code_does_not_cost_the_account() {
    let school = School::with_seats(1).await;
    let body = json!({ "email": "maya@example.com", "password": "a quiet morning", "display_name": "Maya", "code": "NO-SUCH-CODE" });
    let registered = school.house.anonymous().post("auth/register", body.clone()).await.expect(201);
    assert_eq!(registered["redemption"], json!(null));
    assert_eq!(registered["refusal"]["code"], "code-unknown");
    school.house.bearer(registered["access_token"].as_str().unwrap()).get("me").await.expect(200);
    let again = school.house.anonymous().post("auth/register", body).await.expect(201);
    assert_eq!(again["user"]["id"], registered["user"]["id"], "the same password opens the same account");
}

#[tokio::test]
async fn a_sign_up_whose_answer_was_lost_can_be_sent_again() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let phone = school.house.anonymous().with("Idempotency-Key", "first try");
    let body = json!({ "email": "maya@example.com", "password": "a quiet morning", "display_name": "Maya", "code": "HEALTH" });
    let first = phone.post("auth/register", body.clone()).await.expect(201);
    let again = phone.post("auth/register", body.clone()).await.expect(201);
    assert_eq!(first["redemption"], again["redemption"]);
    assert_ne!(first["access_token"], again["access_token"], "a session of its own; nothing secret is kept");
    school.house.bearer(again["access_token"].as_str().unwrap()).get("me").await.expect(200);
    let guess = json!({ "email": "maya@example.com", "password": "a loud evening", "display_name": "Maya", "code": "HEALTH" });
    phone.post("auth/register", guess).await.refused(401, "credentials-wrong");
    let other = json!({ "email": "liam@example.com", "password": "a quiet morning", "display_name": "Liam" });
    phone.post("auth/register", other).await.refused(422, "idempotency-key-reused");
    assert_eq!(school.balance().await, (5, 1, 0, 4));
}

#[tokio::test]
async fn who_was_removed_does_not_come_back_by_that_code() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CODE-ONE", &room, json!({})).await;
    school.code("CODE-TWO", &room, json!({})).await;
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    maya.redeem("CODE-ONE").await.expect(201);
    liam.redeem("CODE-ONE").await.expect(201);
    let members = school.at(&format!("classrooms/{}/members", room["id"].as_str().unwrap()));
    let roster = school.admin.get(&format!("{members}?q=maya")).await.expect(200);
    let student = roster["items"][0]["student_id"].as_str().unwrap().to_owned();
    school.admin.delete(&format!("{members}/{student}")).await.expect(204);
    maya.redeem("CODE-ONE").await.refused(403, "member-removed");
    maya.redeem("CODE-TWO").await.expect(201);
    // Re-admitted by staff, and after leaving by oneself, the old code works again.
    school.admin.delete(&format!("{members}/{student}")).await.expect(204);
    school.admin.post(&members, json!({ "student_id": student })).await.expect(201);
    maya.redeem("CODE-ONE").await.expect(200);
    liam.delete(&format!("me/classrooms/{}", room["id"].as_str().unwrap())).await.expect(204);
    assert_eq!(liam.redeem("CODE-ONE").await.expect(201)["seat_spent"], false);
    assert_eq!(school.balance().await, (10, 2, 0, 8));
    let codes = school.admin.get(&school.at("codes?q=CODE-ONE")).await.expect(200);
    assert_eq!(codes["items"][0]["redemptions"], 2, "coming back is not counted twice");
}

#[tokio::test]
async fn staff_are_asked_before_they_become_learners() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CODE-ONE", &room, json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    teacher.redeem("CODE-ONE").await.refused(409, "confirm-learner");
    assert_eq!(school.balance().await.1, 0);
    let confirmed = teacher.post("me/redemptions", json!({ "code": "CODE-ONE", "confirm_learner": true })).await.expect(201);
    assert_eq!(confirmed["seat_spent"], true);
}

#[tokio::test]
async fn a_code_without_a_classroom_enrolls_in_what_everyone_is_offered() {
    let school = School::with_seats(10).await;
    let course = school.course("Sleep and stress").await;
    school.admin.put(&school.at(&format!("courses/{course}/everyone"))).await.expect(200);
    school.admin.post(&school.at("codes"), json!({ "code": "FAMILY" })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    let redeemed = maya.redeem("family").await.expect(201);
    assert_eq!(redeemed["classroom"], json!(null));
    assert_eq!(redeemed["enrollments"][0]["course_id"], course);
    maya.redeem("family").await.expect(200);
}

#[tokio::test]
async fn a_code_may_narrow_the_courses() {
    let school = School::with_seats(10).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let room = school.classroom("Health", json!({ "course_ids": [social, sleep] })).await;
    school.code("ONLY-SLEEP", &room, json!({ "course_ids": [sleep] })).await;
    let redeemed = school.house.person("maya@example.com", false).redeem("ONLY-SLEEP").await.expect(201);
    assert_eq!(redeemed["enrollments"], json!([{ "course_id": sleep, "title": "Sleep and stress" }]));
}

#[tokio::test]
async fn a_cap_of_100_with_400_students_at_once_gives_exactly_100() {
    let school = School::with_seats(1_000).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CAP-100", &room, json!({ "max_redemptions": 100 })).await;
    let replies = all_at_once(&school.house.crowd(400, "example.com"), "CAP-100").await;
    assert_eq!(with_status(&replies, 201), 100);
    assert_eq!(replies.into_iter().filter(|reply| reply.body["code"] == "code-exhausted").count(), 300);
    assert_eq!(school.balance().await, (1_000, 100, 0, 900));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM memberships"), 100);
}

#[tokio::test]
async fn the_last_seat_goes_to_one() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("LAST-SEAT", &room, json!({})).await;
    let replies = all_at_once(&school.house.crowd(50, "example.com"), "LAST-SEAT").await;
    assert_eq!(with_status(&replies, 201), 1);
    assert_eq!(replies.into_iter().filter(|reply| reply.body["code"] == "no-seats-left").count(), 49);
    assert_eq!(school.balance().await, (1, 1, 0, 0));
}

#[tokio::test]
async fn a_student_racing_himself_on_many_codes_spends_one_seat() {
    let school = School::with_seats(100).await;
    for number in 0..8 {
        let room = school.classroom(&format!("Room {number}"), json!({ "seat_allotment": 2, "seat_overflow": "borrow" })).await;
        school.code(&format!("RACE-{number}"), &room, json!({})).await;
    }
    for person in school.house.crowd(10, "example.com") {
        let tries = (0..16).map(|number| {
            let person = person.clone();
            tokio::spawn(async move { person.redeem(&format!("RACE-{}", number % 8)).await })
        });
        for task in tries.collect::<Vec<_>>() {
            assert!(task.await.unwrap().status.is_success());
        }
    }
    let (granted, spent, _, _) = school.balance().await;
    assert_eq!((granted, spent), (100, 10));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM memberships"), 80);
}

#[tokio::test]
async fn a_thousand_students_on_one_code_all_get_in() {
    let school = School::with_seats(1_000).await;
    let room = school.classroom("Assembly", json!({})).await;
    school.code("ASSEMBLY", &room, json!({})).await;
    let replies = all_at_once(&school.house.crowd(1_000, "example.com"), "ASSEMBLY").await;
    let others: Vec<_> = replies.iter().filter(|reply| reply.status.as_u16() != 201).map(|reply| &reply.body).collect();
    assert!(others.is_empty(), "{} were turned away, such as {}", others.len(), others[0]);
    assert_eq!(school.balance().await, (1_000, 1_000, 0, 0));
}

#[tokio::test]
async fn who_joins_while_a_course_is_added_is_enrolled_in_it() {
    let school = School::with_seats(200).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let (room, other) = (school.classroom("Health", json!({})).await, school.classroom("Other", json!({})).await);
    school.code("BUSY", &room, json!({})).await;
    school.code("BEFORE", &other, json!({})).await;
    let crowd = school.house.crowd(160, "example.com");
    // Half of them are students already, which takes another path.
    assert_eq!(with_status(&all_at_once(&crowd[..80], "BEFORE").await, 201), 80);
    let joining = tokio::spawn(async move { all_at_once(&crowd, "BUSY").await });
    let path = school.at(&format!("classrooms/{}/courses/{social}", room["id"].as_str().unwrap()));
    school.admin.put(&path).await.expect(200);
    school.admin.put(&school.at(&format!("courses/{sleep}/everyone"))).await.expect(200);
    assert_eq!(with_status(&joining.await.unwrap(), 201), 160);
    assert_eq!(school.house.count("SELECT count(*) AS value FROM enrollments"), 320);
}

#[tokio::test]
async fn only_wrong_guesses_are_slowed_down() {
    let school = School::with_seats(100).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("RIGHT-CODE", &room, json!({})).await;
    let guesser = school.house.person("guesser@example.com", false);
    for number in 0..100 {
        guesser.redeem(&format!("GUESS-{number}")).await.refused(404, "code-unknown");
    }
    let reply = guesser.redeem("RIGHT-CODE").await;
    assert!(reply.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(reply.header("ratelimit-policy"), "\"codes\";q=100;w=3600");
    assert!(reply.header("ratelimit").starts_with("\"codes\";r=0;t="));
    reply.refused(429, "too-many-attempts");
    let replies = all_at_once(&school.house.crowd(40, "example.com"), "RIGHT-CODE").await;
    assert_eq!(with_status(&replies, 201), 40, "a class behind the same address is not slowed");
}
