//! A student without an address is deleted by their school, and only by the one that has them alone.

use chrono::TimeDelta;
use homeroom::shared::passwords::hash_now;
use homeroom::{accounts, leaving};
use serde_json::{Value, json};

use crate::support::{Api, PASSWORD, Reply, School, id};

/// A school with Maya Lopez in Health, who signs in with a username.
struct Scene {
    school: School,
    teacher: Api,
    maya: Api,
    student: String,
}

impl Scene {
    async fn new() -> Scene {
        let school = School::with_seats(9).await;
        let room = school.classroom("Health", json!({})).await;
        school.code("EVERYBODY", &room, json!({})).await;
        let (teacher, _) = school.teacher("tess@hamilton.test", &[&room]).await;
        let (student, maya) = kept(&school, "Maya Lopez").await;
        Scene { school, teacher, maya, student }
    }

    fn at(&self, what: &str) -> String {
        self.school.at(&format!("students/{}/{what}", self.student))
    }

    async fn delete(&self) -> Reply {
        self.school.admin.post(&self.at("deletion"), Value::Null).await
    }

    /// Fifteen days later, with the admin signed in again.
    async fn fortnight(self) -> Scene {
        let house = &self.school.house;
        house.clock.advance(TimeDelta::days(15));
        leaving::erase_due(&mut house.database(), house.clock.now(), &house.base).unwrap();
        let admin = house.sign_in_again(&self.school.admin);
        Scene { school: School { admin, ..self.school }, ..self }
    }

    async fn name(&self) -> Value {
        self.school.admin.get(&self.school.at(&format!("students/{}", self.student))).await.expect(200)["display_name"].clone()
    }

    async fn departures(&self) -> Vec<Value> {
        self.school.admin.all(&self.school.at("departures")).await
    }
}

/// A student without an address, who came in by the code.
async fn kept(school: &School, name: &str) -> (String, Api) {
    let (conn, now) = (&mut school.house.database(), school.house.clock.now());
    let made = accounts::create_with_username(conn, name, None, now).unwrap();
    accounts::give_password(conn, made.account, &hash_now(&PASSWORD.into(), None).unwrap(), now).unwrap();
    let api = school.house.sign_in(&made.username).await;
    api.redeem("EVERYBODY").await.expect(201);
    let found = school.admin.get(&school.at(&format!("students?q={}", made.username))).await.expect(200);
    (id(&found["items"][0], "id"), api)
}

#[tokio::test]
async fn an_admin_has_the_account_deleted_and_it_is_kept_who_did() {
    let scene = Scene::new().await;
    let before = scene.school.balance().await;
    let admin = "admin@hamilton.test";
    scene.teacher.post(&scene.at("deletion"), Value::Null).await.refused(403, "role-required");
    let may = scene.school.admin.get(&scene.at("deletion")).await.expect(200);
    assert_eq!((&may["obstacle"], &may["due_at"]), (&json!(null), &json!(null)));

    // Under one key it is one deletion; without one too.
    let once = scene.school.admin.with("idempotency-key", "delete-maya");
    let planned = once.post(&scene.at("deletion"), Value::Null).await.expect(202);
    assert_eq!((&planned["by_school"], planned["due_at"].is_string()), (&json!(true), true));
    assert_eq!(once.post(&scene.at("deletion"), Value::Null).await.expect(202), planned);
    scene.school.house.clock.advance(TimeDelta::minutes(1));
    assert_eq!(scene.delete().await.expect(202)["due_at"], planned["due_at"]);
    let listed = scene.departures().await;
    assert_eq!((listed.len(), &listed[0]["due_at"]), (1, &planned["due_at"]));
    assert_eq!((&listed[0]["display_name"], listed[0]["asked_by"].is_string()), (&json!("Maya Lopez"), true));
    let who = listed[0]["asked_by"].as_str().unwrap();
    let mails = scene.school.house.mail_to(admin).await;
    assert_eq!(mails[0].0, format!("{who} is deleting the account of Maya Lopez"));
    assert!(mails[0].1.contains("any admin") && mails[0].1.contains("The seat stays spent"), "{}", mails[0].1);
    assert_eq!(mails.iter().filter(|mail| mail.0.contains("is deleting")).count(), 1, "told once");

    // She is signed out, and cannot undo what her school decided.
    scene.maya.get("me").await.refused(401, "session-ended");
    let maya = scene.school.house.sign_in("maya.lopez").await;
    assert_eq!(maya.get("me/deletion").await.expect(200)["by_school"], true);
    maya.delete("me/deletion").await.refused(409, "deletion-by-school");
    assert_eq!(scene.school.admin.get(&scene.at("deletion")).await.expect(200)["due_at"], planned["due_at"]);

    let scene = scene.fortnight().await;
    assert_eq!(scene.name().await, "Deleted student");
    let left = scene.school.house.count("SELECT count(*) AS value FROM accounts WHERE display_name = 'Maya Lopez' OR username IS NOT NULL");
    assert_eq!(left, 0);
    let listed = scene.departures().await;
    assert!(listed[0]["done_at"].is_string() && listed[0]["display_name"].is_null() && listed[0]["asked_by"] == who, "{listed:?}");
    let gone = scene.school.house.mail_to(admin).await[0].clone();
    assert!(gone.0.contains("is deleted") && gone.1.contains(who) && !gone.1.contains("Maya"), "{gone:?}");
    assert_eq!(scene.school.balance().await, before, "the seat stays spent");
    scene.delete().await.refused(409, "student-deleted");
}

#[tokio::test]
async fn it_is_taken_back_within_the_grace() {
    let scene = Scene::new().await;
    scene.delete().await.expect(202);
    scene.school.house.clock.advance(TimeDelta::days(13));
    let admin = scene.school.house.sign_in_again(&scene.school.admin);
    let scene = Scene { school: School { admin, ..scene.school }, ..scene };
    scene.school.admin.delete(&scene.at("deletion")).await.expect(204);
    scene.school.admin.delete(&scene.at("deletion")).await.expect(204);
    let listed = scene.departures().await;
    assert!(listed[0]["taken_back_at"].is_string() && listed[0]["taken_back_by"].is_string(), "{listed:?}");
    let mail = scene.school.house.mail_to("admin@hamilton.test").await[0].clone();
    assert!(mail.0 == "Maya Lopez keeps their account" && mail.1.contains("took that back"), "{mail:?}");
    let scene = scene.fortnight().await;
    assert_eq!(scene.name().await, "Maya Lopez");
    // She signs in as before.
    scene.school.house.sign_in("maya.lopez").await.get("me/classrooms").await.expect(200);
}

#[tokio::test]
async fn another_school_has_no_part_in_it() {
    let scene = Scene::new().await;
    let (other, elsewhere) = scene.school.house.organization(&scene.school.operator, "franklin", "America/Chicago").await;
    for organization in [other.clone(), scene.school.id.clone()] {
        let at = |what: &str| format!("organizations/{organization}/students/{}/{what}", scene.student);
        elsewhere.get(&at("deletion")).await.refused(404, "not-found");
        elsewhere.post(&at("deletion"), Value::Null).await.refused(404, "not-found");
        elsewhere.delete(&at("deletion")).await.refused(404, "not-found");
        elsewhere.get(&at("export")).await.refused(404, "not-found");
    }
    assert!(scene.departures().await.is_empty());
    // Nor has this one any more once she is at both, though it keeps the account.
    scene.school.house.license(&scene.school.operator, &other, 3).await;
    elsewhere.post(&format!("organizations/{other}/codes"), json!({ "code": "FRANKLIN" })).await.expect(201);
    scene.maya.redeem("FRANKLIN").await.expect(201);
    assert_eq!(scene.school.admin.get(&scene.at("deletion")).await.expect(200)["obstacle"], "account-shared");
    scene.delete().await.refused(409, "account-shared");
    scene.school.admin.get(&scene.at("export")).await.refused(409, "account-shared");
}

#[tokio::test]
async fn who_has_an_address_is_nobody_elses_to_delete() {
    let scene = Scene::new().await;
    let liam = scene.school.house.person("liam@example.com", false);
    liam.redeem("EVERYBODY").await.expect(201);
    let found = scene.school.admin.get(&scene.school.at("students?q=liam@example.com")).await.expect(200);
    let at = |what: &str| scene.school.at(&format!("students/{}/{what}", id(&found["items"][0], "id")));
    assert_eq!(scene.school.admin.get(&at("deletion")).await.expect(200)["obstacle"], "account-not-kept");
    scene.school.admin.post(&at("deletion"), Value::Null).await.refused(409, "account-not-kept");
    scene.school.admin.get(&at("export")).await.refused(409, "account-not-kept");
    // What he asked for himself is his to take back.
    liam.post("me/deletion", json!({ "password": PASSWORD })).await.expect(202);
    scene.school.admin.post(&at("deletion"), Value::Null).await.refused(409, "deletion-by-owner");
    scene.school.admin.delete(&at("deletion")).await.refused(409, "deletion-by-owner");
    assert_eq!(scene.school.admin.get(&at("deletion")).await.expect(200)["by_school"], false);
}

#[tokio::test]
async fn whoever_comes_into_their_own_hands_meanwhile_stays() {
    let scene = Scene::new().await;
    scene.delete().await.expect(202);
    // She proves an address before the time has come.
    scene.school.house.run("UPDATE accounts SET email = 'maya@example.com', email_key = 'maya@example.com', email_verified_at = now() WHERE username = 'maya.lopez'");
    let scene = scene.fortnight().await;
    assert_eq!(scene.name().await, "Maya Lopez");
    let listed = scene.departures().await;
    assert!(listed[0]["taken_back_at"].is_string() && listed[0]["taken_back_by"].is_null() && listed[0]["done_at"].is_null());
    let mail = scene.school.house.mail_to("admin@hamilton.test").await[0].clone();
    assert!(mail.1.contains("came into their own hands"), "{mail:?}");
    let maya = scene.school.house.sign_in("maya.lopez").await;
    assert_eq!(maya.get("me/deletion").await.expect(200)["due_at"], json!(null));
}

#[tokio::test]
async fn a_profile_that_became_part_of_theirs_goes_along() {
    let scene = Scene::new().await;
    let (other, _) = kept(&scene.school, "Maya Lopes").await;
    scene.school.admin.post(&scene.at("merges"), json!({ "student_id": other })).await.expect(201);
    // Asked by the page of either, it is the one student.
    let path = scene.school.at(&format!("students/{other}/deletion"));
    scene.school.admin.post(&path, Value::Null).await.expect(202);
    assert_eq!(scene.departures().await.len(), 1);
    let scene = scene.fortnight().await;
    let left = scene.school.house.count("SELECT count(*) AS value FROM accounts WHERE display_name LIKE 'Maya%'");
    assert_eq!(left, 0, "both accounts");
    assert!(scene.departures().await[0]["done_at"].is_string());
}

#[tokio::test]
async fn the_school_has_a_copy_for_a_parent() {
    let scene = Scene::new().await;
    kept(&scene.school, "Liam Chen").await;
    // Another school's paused code refused her, which is that school's business.
    let (other, elsewhere) = scene.school.house.organization(&scene.school.operator, "franklin", "America/Chicago").await;
    elsewhere.post(&format!("organizations/{other}/codes"), json!({ "code": "SECRET-CODE", "enabled": false })).await.expect(201);
    scene.maya.redeem("SECRET-CODE").await;
    assert_eq!(scene.school.house.count("SELECT count(*) AS value FROM refusals"), 1);
    scene.teacher.get(&scene.at("export")).await.refused(403, "role-required");
    let reply = scene.school.admin.get(&scene.at("export")).await;
    assert!(reply.header("content-disposition").contains("homeroom-student-record.json"));
    let copy = reply.expect(200);
    let section = |name: &str| copy["sections"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["rows"].clone();
    assert_eq!(section("account")[0]["username"], "maya.lopez");
    assert_eq!(section("classrooms")[0]["classroom"], "Health");
    let text = copy.to_string();
    assert!(!text.contains("Liam") && !text.contains("SECRET-CODE") && !text.contains("$argon2"), "{text}");
    let own = scene.maya.post("me/export", json!({ "password": PASSWORD })).await.expect(200).to_string();
    assert!(own.contains("SECRET-CODE"), "in her own copy it is");
}
