//! Whoever is forgotten takes nobody else's things along; and proves, before that, that it is them.

use chrono::TimeDelta;
use homeroom::leaving;
use homeroom::shared::language::Language;
use homeroom::shared::letter::Letter;
use homeroom::shared::mail::queue;
use serde_json::json;

use crate::support::phone::turn_on;
use crate::support::{Api, House, PASSWORD, School};

const MAYA: &str = "maya@example.com";
const NAME: &str = "Maya O'Neill (7b)";

/// Asks for the deletion of the account, and lets the fortnight pass.
async fn forget(house: &House, person: &Api) {
    person.post("me/deletion", json!({ "password": PASSWORD })).await.expect(202);
    house.clock.advance(TimeDelta::days(15));
    leaving::erase_due(&mut house.database(), house.clock.now(), &house.base).unwrap();
}

/// A mail about Maya to somebody.
fn write(house: &House, to: &str) {
    let letter = Letter::to(Language::English, to, "").about(format!("{NAME} cannot join Health"));
    let mail = letter.says(format!("{NAME} of {MAYA} asks for help. Mayans and xmaya@example.com do not.")).because("you teach");
    queue(&mut house.database(), &mail).unwrap();
}

#[tokio::test]
async fn only_their_own_mail_vanishes() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    maya.patch("me", json!({ "display_name": NAME })).await.expect(200);
    let namesake = house.person("other@example.com", false);
    namesake.patch("me", json!({ "display_name": NAME })).await.expect(200);
    for to in [MAYA, "MAYA@Example.com", "sent@hamilton.test", "xmaya@example.com"] {
        write(&house, to);
    }
    house.run("UPDATE mails SET sent_at = now()");
    write(&house, "waiting@hamilton.test");
    write(&house, "other@example.com");
    forget(&house, &maya).await;
    assert!(house.mail_to(MAYA).await.is_empty() && house.mail_to("MAYA@Example.com").await.is_empty());
    // What waits goes out as it was written; what went out is kept without them.
    for waits in ["waiting@hamilton.test", "other@example.com"] {
        let mail = house.mail_to(waits).await;
        assert!(mail[0].0.contains(NAME) && mail[0].1.contains(MAYA), "{mail:?}");
    }
    for sent in ["sent@hamilton.test", "xmaya@example.com"] {
        let mail = house.mail_to(sent).await;
        assert_eq!(mail[0].0, "··· cannot join Health");
        assert!(mail[0].1.contains("··· of ··· asks for help. Mayans and xmaya@example.com do not."), "{mail:?}");
    }
    let marks = house.count("SELECT count(*) AS value FROM mails WHERE sent_at IS NOT NULL AND body_html LIKE '%Neill%'");
    assert_eq!(marks, 0, "nor does the HTML say it");
}

#[tokio::test]
async fn who_only_typed_an_address_takes_nothing_that_waits_for_its_owner() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    // Maya's school invites her; somebody else signs up with her address, and leaves.
    school.admin.post(&school.at("invitations"), json!({ "addresses": MAYA })).await.expect(201);
    forget(house, &house.unverified(MAYA)).await;
    assert_eq!(house.mail_to(MAYA).await.len(), 2, "the invitation, and what became of the other account");
    let admin = house.sign_in_again(&school.admin);
    assert_eq!(admin.all(&school.at("invitations")).await[0]["email"], MAYA);
    // The same for an address that was theirs once and is somebody else's by now.
    let before = house.person("lopez@example.com", false);
    let digits = async |person: &Api, email: &str| {
        person.post("me/address", json!({ "email": email, "password": PASSWORD })).await.expect(202);
        let code = house.digits_for(email).await;
        person.post("me/address/confirm", json!({ "code": code })).await.expect(200);
    };
    digits(&before, "elsewhere@example.com").await;
    house.person("lopez@example.com", false);
    write(house, "lopez@example.com");
    forget(house, &before).await;
    assert!(!house.mail_to("lopez@example.com").await.is_empty() && house.mail_to("elsewhere@example.com").await.is_empty());
}

#[tokio::test]
async fn with_a_second_factor_the_copy_and_the_deletion_ask_for_it() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    let (phone, recovery) = turn_on(&house, &maya).await;
    let used = phone.digits(&house);
    for path in ["me/export", "me/deletion"] {
        let ask = async |code: serde_json::Value| maya.post(path, json!({ "password": PASSWORD, "code": code })).await;
        for missing in [json!(null), json!(" ")] {
            let problem = ask(missing).await.refused(422, "second-factor-wrong");
            assert_eq!(problem["errors"][0]["pointer"], "/code");
        }
        ask(json!(used)).await.refused(422, "second-factor-wrong");
        ask(json!("0000-0000-0000")).await.refused(422, "second-factor-wrong");
        let wrong_password = json!({ "password": "not my password", "code": phone.next(&house) });
        maya.post(path, wrong_password).await.refused(422, "password-wrong");
    }
    assert_eq!(maya.get("me/deletion").await.expect(200)["due_at"], json!(null));
    // Digits whose password was wrong are not used up; a recovery code does as well, once.
    let proof = |code: &str| json!({ "password": PASSWORD, "code": code });
    maya.post("me/export", proof(&phone.digits(&house))).await.expect(200);
    maya.post("me/export", proof(&recovery[0])).await.expect(200);
    maya.post("me/export", proof(&recovery[0])).await.refused(422, "second-factor-wrong");
    assert_eq!(house.mail_to(MAYA).await[0].0, "A recovery code was used");
    maya.post("me/deletion", proof(&recovery[0])).await.refused(422, "second-factor-wrong");
    maya.post("me/deletion", proof(&recovery[1])).await.expect(202);
    maya.get("me").await.refused(401, "session-ended");
    house.clock.advance(TimeDelta::days(15));
    leaving::erase_due(&mut house.database(), house.clock.now(), &house.base).unwrap();
    assert_eq!(
        house.count("SELECT count(*) AS value FROM second_factors") + house.count("SELECT count(*) AS value FROM recovery_codes"),
        0
    );
}

#[tokio::test]
async fn the_digits_from_the_phone_delete_an_account_too() {
    let house = House::open();
    let maya = house.person(MAYA, false);
    let (phone, _) = turn_on(&house, &maya).await;
    maya.post("me/deletion", json!({ "password": PASSWORD, "code": phone.next(&house) })).await.expect(202);
    maya.get("me").await.refused(401, "session-ended");
}

#[tokio::test]
async fn a_card_does_not_outlive_its_account() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({})).await;
    let maya = school.house.person(MAYA, false);
    maya.redeem("HEALTH-1").await.expect(201);
    // She had a card before she proved an address.
    school.house.run(
        "INSERT INTO sign_in_cards (account_id, secret_hash, issued_at) SELECT id, '\\x00', now() FROM accounts WHERE email = 'maya@example.com'",
    );
    forget(&school.house, &maya).await;
    assert_eq!(school.house.count("SELECT count(*) AS value FROM sign_in_cards"), 0);
}

#[tokio::test]
async fn the_admins_of_their_schools_are_told() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH-1", &room, json!({})).await;
    let (teacher, _) = school.teacher("tess@hamilton.test", &[&room]).await;
    let (other, elsewhere) = house.organization(&school.operator, "franklin", "America/Chicago").await;
    let maya = house.person(MAYA, false);
    maya.patch("me", json!({ "display_name": "Maya Lopez" })).await.expect(200);
    maya.redeem("HEALTH-1").await.expect(201);
    let before = school.balance().await;
    let planned = maya.post("me/deletion", json!({ "password": PASSWORD })).await.expect(202);
    let boss = "admin@hamilton.test";
    let (subject, text) = house.mail_to(boss).await[0].clone();
    assert_eq!(subject, "Maya Lopez asked to have their account deleted");
    assert!(text.contains("The seat stays spent") && text.contains("/o/hamilton/students/"), "{text}");
    assert!(house.mail_to("tess@hamilton.test").await.iter().all(|mail| !mail.0.contains("Maya")), "it is the admins' matter");
    assert!(house.mail_to("admin@franklin.test").await.iter().all(|mail| !mail.0.contains("Maya")), "no student of theirs");
    let listed = school.admin.all(&school.at("departures")).await;
    assert_eq!((&listed[0]["display_name"], &listed[0]["due_at"]), (&json!("Maya Lopez"), &planned["due_at"]));
    assert_eq!((&listed[0]["taken_back_at"], &listed[0]["done_at"]), (&json!(null), &json!(null)));
    assert_eq!(elsewhere.all(&format!("organizations/{other}/departures")).await.len(), 0);
    teacher.get(&school.at("departures")).await.refused(403, "role-required");

    // Asked a second time it is the same departure, and no second mail.
    let mails = house.mail_to(boss).await.len();
    let maya = house.sign_in(MAYA).await;
    maya.post("me/deletion", json!({ "password": PASSWORD })).await.expect(202);
    assert_eq!((house.mail_to(boss).await.len(), school.admin.all(&school.at("departures")).await.len()), (mails, 1));
    let maya = house.sign_in(MAYA).await;
    maya.delete("me/deletion").await.expect(204);
    maya.delete("me/deletion").await.expect(204);
    assert_eq!(house.mail_to(boss).await[0].0, "Maya Lopez keeps their account");
    assert_eq!(house.mail_to(boss).await.len(), mails + 1);
    assert!(school.admin.all(&school.at("departures")).await[0]["taken_back_at"].is_string());

    // Asked anew, and this time it is done: the mail about it names nobody.
    forget(house, &maya).await;
    let (subject, text) = house.mail_to(boss).await[0].clone();
    assert_eq!(subject, "The account of a student of School hamilton is deleted");
    assert!(!text.contains("Maya") && text.contains("The seat stays spent"), "{text}");
    let admin = house.sign_in_again(&school.admin);
    let listed = admin.all(&school.at(&format!("departures?student_id={}", listed[0]["student_id"].as_str().unwrap()))).await;
    assert_eq!(listed.len(), 2);
    assert!(listed[0]["done_at"].is_string() && listed[0]["display_name"].is_null(), "{listed:?}");
    let school = School { admin, ..school };
    assert_eq!(school.balance().await, before, "the seat stays spent");
}

#[tokio::test]
async fn wherever_they_still_stand_it_is_said_that_they_are_deleted() {
    let school = School::with_seats(9).await;
    let house = &school.house;
    let room = school.classroom("Health", json!({})).await;
    let next = school.classroom("Next door", json!({})).await;
    let room = room["id"].as_str().unwrap();
    school.admin.post(&school.at("codes"), json!({ "code": "HEALTH-1", "classroom_id": room })).await.expect(201);
    let mut people = Vec::new();
    for email in [MAYA, "second@example.com", "third@example.com"] {
        let person = house.person(email, false);
        person.redeem("HEALTH-1").await.expect(201);
        people.push(person);
    }
    let ids = school.admin.all(&school.at("students")).await;
    let ids: Vec<&str> = ids.iter().map(|student| student["id"].as_str().unwrap()).collect();
    let merges = school.at(&format!("students/{}/merges", ids[0]));
    school.admin.post(&merges, json!({ "student_id": ids[1] })).await.expect(201);
    let copy = json!({ "kind": "copy", "to_classroom_ids": [next["id"]], "students": { "everybody": true } });
    let transfer = school.admin.post(&school.at(&format!("classrooms/{room}/transfers")), copy).await.expect(201);
    school.admin.put(&school.at(&format!("classrooms/{room}/members/{}/block", ids[2]))).await.expect(204);
    let mut order = json!({ "dry_run": true, "classrooms": [
        { "classroom_id": next["id"], "action": "close", "students": { "default": "leave" } }] });
    let plan = school.admin.post(&school.at("rollovers"), order.clone()).await.expect(200);
    assert_eq!(plan["students"]["items"][0]["deleted"], false);
    for person in &people {
        person.post("me/deletion", json!({ "password": PASSWORD })).await.expect(202);
    }
    house.clock.advance(TimeDelta::days(15));
    leaving::erase_due(&mut house.database(), house.clock.now(), &house.base).unwrap();

    let admin = house.sign_in_again(&school.admin);
    let plan = admin.post(&school.at("rollovers"), order.clone()).await.expect(200);
    assert_eq!(plan["students"]["items"][0]["deleted"], true, "in the plan");
    order["dry_run"] = json!(false);
    order["mark"] = plan["mark"].clone();
    let rollover = admin.post(&school.at("rollovers"), order).await.expect(201);
    for (path, fact) in [
        (school.at(&format!("transfers/{}/students", transfer["id"].as_str().unwrap())), "/deleted"),
        (school.at(&format!("rollovers/{}/students", rollover["id"].as_str().unwrap())), "/deleted"),
        (school.at(&format!("classrooms/{room}/blocks")), "/deleted"),
        (merges.clone(), "/kept_deleted"),
        (merges.clone(), "/merged_deleted"),
    ] {
        let rows = admin.all(&path).await;
        assert!(!rows.is_empty() && rows.iter().all(|row| row.pointer(fact) == Some(&json!(true))), "{path}: {rows:?}");
    }
    // Under one name they are not one person, and cannot be made one.
    assert!(admin.all(&school.at("duplicates")).await.is_empty());
    admin.post(&merges, json!({ "student_id": ids[2] })).await.refused(422, "student-deleted");
}
