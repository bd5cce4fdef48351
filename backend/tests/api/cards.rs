//! Students without an email address: their cards and their passwords, in the hands of their school.

use chrono::TimeDelta;
use homeroom::accounts;
use homeroom::shared::passwords::hash_now;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Api, PASSWORD, School, id};

/// A school with a classroom, its teacher, and a code into it.
struct Scene {
    school: School,
    room: Value,
    teacher: Api,
}

impl Scene {
    async fn new() -> Scene {
        let school = School::with_seats(20).await;
        let room = school.classroom("Health", json!({})).await;
        school.code("EVERYBODY", &room, json!({})).await;
        let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
        Scene { school, room, teacher }
    }

    /// A student without an address, who came in by the code: their profile.
    async fn student(&self, name: &str) -> (String, Api) {
        let (conn, now) = (&mut self.school.house.database(), self.school.house.clock.now());
        let made = accounts::create_with_username(conn, name, None, now).expect("an account");
        accounts::give_password(conn, made.account, &hash_now(&PASSWORD.into(), None).expect("a hash"), now).expect("a password");
        let api = self.school.house.sign_in(&made.username).await;
        api.redeem("EVERYBODY").await.expect(201);
        let found = self.school.admin.get(&self.school.at(&format!("students?q={}", made.username))).await.expect(200);
        (id(&found["items"][0], "id"), api)
    }

    async fn cards(&self, by: &Api, students: &[&str]) -> crate::support::Reply {
        by.post(&self.school.at("sign-in-cards"), json!({ "student_ids": students })).await
    }

    /// The secret of a new card.
    async fn card(&self, student: &str) -> String {
        secret(&self.cards(&self.teacher, &[student]).await.expect(200)["cards"][0])
    }

    async fn show(&self, secret: &str) -> crate::support::Reply {
        self.school.house.anonymous().post("auth/card", json!({ "secret": secret })).await
    }

    async fn reset(&self, by: &Api, student: &str) -> crate::support::Reply {
        by.send(reqwest::Method::POST, &self.school.at(&format!("students/{student}/password")), None).await
    }
}

/// What stands behind the # of a card's link.
fn secret(card: &Value) -> String {
    let link = id(card, "link");
    let (page, secret) = link.split_once("/card#").expect("a fragment");
    assert!(page.starts_with("http") && secret.len() == 43, "256 bits in base64: {link}");
    secret.to_owned()
}

#[tokio::test]
async fn a_card_signs_its_student_in_until_another_replaces_it() {
    let scene = Scene::new().await;
    let (maya, _) = scene.student("Maya Lopez").await;
    let listed = scene.teacher.get(&scene.school.at("sign-in-cards")).await.expect(200);
    assert_eq!((&listed["items"][0]["username"], &listed["items"][0]["card"]), (&json!("maya.lopez"), &json!(null)));
    let first = scene.card(&maya).await;
    let shown = scene.show(&first).await;
    assert!(shown.header("set-cookie").starts_with("homeroom_refresh="));
    let session = shown.expect(200);
    assert_eq!(session["user"]["display_name"], "Maya Lopez");
    let here = scene.school.house.bearer(session["access_token"].as_str().unwrap());
    here.get("me/classrooms").await.expect(200);
    let listed = scene.teacher.get(&scene.school.at("sign-in-cards")).await.expect(200);
    assert!(listed["items"][0]["card"]["last_used_at"].is_string());
    // It is no one-time thing: the same card opens the next morning.
    scene.school.house.clock.advance(TimeDelta::minutes(14));
    scene.show(&first).await.expect(200);
    let second = scene.card(&maya).await;
    scene.show(&first).await.refused(401, "card-void");
    here.get("me").await.refused(401, "session-ended");
    scene.show(&second).await.expect(200);
    // What is kept opens nothing.
    let kept = scene.school.house.count(
        "SELECT count(*) AS value FROM sign_in_cards WHERE length(secret_hash) = 32
         AND NOT EXISTS (SELECT FROM idempotency_keys WHERE body::text LIKE '%card#%')",
    );
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn a_card_is_taken_back() {
    let scene = Scene::new().await;
    let (maya, by_password) = scene.student("Maya Lopez").await;
    let card = scene.card(&maya).await;
    let session = scene.show(&card).await.expect(200);
    let by_card = scene.school.house.bearer(session["access_token"].as_str().unwrap());
    let path = scene.school.at(&format!("sign-in-cards/{maya}"));
    scene.teacher.delete(&path).await.expect(204);
    scene.teacher.delete(&path).await.expect(204);
    scene.show(&card).await.refused(401, "card-void");
    by_card.get("me").await.refused(401, "session-ended");
    by_password.get("me").await.expect(200);
}

#[tokio::test]
async fn a_new_password_closes_every_other_way_in() {
    let scene = Scene::new().await;
    let (maya, before) = scene.student("Maya Lopez").await;
    let card = scene.card(&maya).await;
    let given = scene.reset(&scene.teacher, &maya).await.expect(200);
    assert_eq!(given["username"], "maya.lopez");
    before.get("me").await.refused(401, "session-ended");
    scene.show(&card).await.refused(401, "card-void");
    let sign_in = async |password: &str| {
        scene.school.house.anonymous().post("auth/login", json!({ "email": "maya.lopez", "password": password })).await
    };
    sign_in(PASSWORD).await.refused(401, "credentials-wrong");
    sign_in(given["password"].as_str().unwrap()).await.expect(200);
    let again = scene.reset(&scene.school.admin, &maya).await.expect(200);
    assert_ne!(again["password"], given["password"]);
}

#[tokio::test]
async fn only_accounts_that_the_school_keeps() {
    let scene = Scene::new().await;
    let (house, admin) = (&scene.school.house, &scene.school.admin);
    let refused = async |student: &str| {
        scene.cards(admin, &[student]).await.refused(409, "account-not-kept");
        scene.reset(admin, student).await.refused(409, "account-not-kept");
        admin.delete(&scene.school.at(&format!("sign-in-cards/{student}"))).await.refused(409, "account-not-kept");
    };
    // Somebody with an address, proven or not.
    for (email, student) in
        [("kim@example.com", house.person("kim@example.com", false)), ("lee@example.com", house.unverified("lee@example.com"))]
    {
        student.redeem("EVERYBODY").await.expect(201);
        let found = admin.get(&scene.school.at(&format!("students?q={email}"))).await.expect(200);
        refused(&id(&found["items"][0], "id")).await;
    }
    // Whoever has proven an address has the account in their own hands, and the card opens nothing.
    let (noah, _) = scene.student("Noah Brooks").await;
    let card = scene.card(&noah).await;
    let proven = "UPDATE accounts SET email = 'n@x.org', email_key = 'n@x.org', email_verified_at = now() WHERE username = 'noah.brooks'";
    house.run(proven);
    scene.show(&card).await.refused(401, "card-void");
    refused(&noah).await;
    assert_eq!(admin.all(&scene.school.at("sign-in-cards")).await.len(), 0);
    // Nor does it open the account of somebody who is forgotten: they have no username any more.
    let (zoe, _) = scene.student("Zoe Park").await;
    let card = scene.card(&zoe).await;
    scene.show(&card).await.expect(200);
    house.run("UPDATE accounts SET username = NULL WHERE username = 'zoe.park'");
    scene.show(&card).await.refused(401, "card-void");
}

#[tokio::test]
async fn in_two_schools_the_one_that_made_the_account_keeps_it() {
    let scene = Scene::new().await;
    let (house, admin) = (&scene.school.house, &scene.school.admin);
    let (maya, api) = scene.student("Maya Lopez").await;
    let card = scene.card(&maya).await;
    let (other, other_admin) = house.organization(&scene.school.operator, "franklin", "America/Chicago").await;
    house.license(&scene.school.operator, &other, 5).await;
    other_admin.post(&format!("organizations/{other}/codes"), json!({ "code": "FRANKLIN" })).await.expect(201);
    api.redeem("FRANKLIN").await.expect(201);
    scene.show(&card).await.expect(200);
    // Where she came later, nobody gets a way into her account, and is told whose matter it is, not where.
    let there = |path: &str| format!("organizations/{other}/{path}");
    let found = other_admin.get(&there("students?q=maya.lopez")).await.expect(200);
    let student = id(&found["items"][0], "id");
    assert_eq!(other_admin.all(&there("sign-in-cards")).await.len(), 0);
    let cards = other_admin.post(&there("sign-in-cards"), json!({ "student_ids": [student] })).await;
    let problem = cards.refused(409, "account-kept-elsewhere");
    assert!(!problem.to_string().contains("hamilton"), "{problem}");
    let reset = other_admin.send(reqwest::Method::POST, &there(&format!("students/{student}/password")), None).await;
    reset.refused(409, "account-kept-elsewhere");
    other_admin.delete(&there(&format!("sign-in-cards/{student}"))).await.refused(409, "account-kept-elsewhere");
    // The school that made the account goes on as before.
    assert_eq!(admin.all(&scene.school.at("sign-in-cards")).await.len(), 1);
    let card = scene.card(&maya).await;
    scene.show(&card).await.expect(200);
    let given = scene.reset(&scene.teacher, &maya).await.expect(200);
    let again = json!({ "email": "maya.lopez", "password": given["password"] });
    house.anonymous().post("auth/login", again).await.expect(200);
    scene.show(&card).await.refused(401, "card-void");
}

#[tokio::test]
async fn staff_are_not_let_in_by_a_card() {
    let scene = Scene::new().await;
    for (name, username, change) in [
        ("Ana Ruiz", "ana.ruiz", "UPDATE accounts SET operator = true WHERE username = 'ana.ruiz'"),
        (
            "Ben Moss",
            "ben.moss",
            "INSERT INTO staff (id, organization_id, account_id, role, title, added_at)
             SELECT new_id(), s.organization_id, a.id, 'teacher', '', now() FROM accounts a JOIN students s ON s.account_id = a.id
             WHERE a.username = 'ben.moss'",
        ),
    ] {
        let (student, _) = scene.student(name).await;
        let card = scene.card(&student).await;
        scene.show(&card).await.expect(200);
        scene.school.house.run(change);
        scene.show(&card).await.refused(401, "card-void");
        scene.reset(&scene.school.admin, &student).await.refused(409, "account-not-kept");
        let listed = scene.school.admin.all(&scene.school.at("sign-in-cards")).await;
        assert!(listed.iter().all(|one| one["username"] != username));
    }
}

#[tokio::test]
async fn a_teacher_reaches_their_classrooms_only() {
    let scene = Scene::new().await;
    let other = scene.school.classroom("Art", json!({})).await;
    let (outsider, _) = scene.school.teacher("art@hamilton.test", &[&other]).await;
    let (maya, _) = scene.student("Maya Lopez").await;
    let (noah, _) = scene.student("Noah Brooks").await;
    scene.cards(&outsider, &[&maya]).await.refused(422, "student-unknown");
    scene.reset(&outsider, &maya).await.refused(404, "not-found");
    outsider.delete(&scene.school.at(&format!("sign-in-cards/{maya}"))).await.refused(404, "not-found");
    assert_eq!(outsider.all(&scene.school.at("sign-in-cards")).await.len(), 0);
    let of_room = scene.school.at(&format!("sign-in-cards?classroom_id={}", id(&scene.room, "id")));
    outsider.get(&of_room).await.refused(404, "not-found");
    let listed = scene.teacher.all(&format!("{of_room}&limit=1")).await;
    assert_eq!(listed.iter().map(|one| one["display_name"].as_str().unwrap()).collect::<Vec<_>>(), ["Maya Lopez", "Noah Brooks"]);
    // Cards come in the order they were asked for; one unknown student, and none is made.
    let made = scene.cards(&scene.teacher, &[&noah, &maya]).await.expect(200);
    assert_eq!((&made["cards"][0]["username"], &made["cards"][1]["username"]), (&json!("noah.brooks"), &json!("maya.lopez")));
    let stranger = uuid::Uuid::now_v7().to_string();
    scene.cards(&scene.teacher, &[&maya, &stranger]).await.refused(422, "student-unknown");
    scene.cards(&scene.teacher, &[&maya, &maya]).await.refused(422, "student-unknown");
    scene.cards(&scene.teacher, &[]).await.refused(422, "invalid");
    scene.show(&secret(&made["cards"][1])).await.expect(200);
    // Out of the classroom is out of reach.
    scene.teacher.delete(&scene.school.at(&format!("classrooms/{}/members/{maya}", id(&scene.room, "id")))).await.expect(204);
    scene.reset(&scene.teacher, &maya).await.refused(404, "not-found");
    scene.reset(&scene.school.admin, &maya).await.expect(200);
}

#[tokio::test]
async fn secrets_cannot_be_guessed_forever() {
    let scene = Scene::new().await;
    let (maya, _) = scene.student("Maya Lopez").await;
    let card = scene.card(&maya).await;
    for _ in 0..50 {
        scene.show(&card).await.expect(200);
    }
    let mut tries = 0;
    while scene.show("no-such-card").await.status == StatusCode::UNAUTHORIZED {
        tries += 1;
        assert!(tries <= 3_000, "never refused");
    }
    assert_eq!(tries, 3_000, "successes count for nothing");
    scene.show(&card).await.refused(429, "too-many-attempts");
}
