//! Staff add students by hand, with an address and without.

use serde_json::{Value, json};

use crate::support::{School, id};

/// The one list of members.
async fn members(school: &School, room: &Value) -> Vec<Value> {
    school.admin.all(&school.at(&format!("classrooms/{}/members", id(room, "id")))).await
}

async fn newest(school: &School, address: &str) -> String {
    school.house.mail_to(address).await.remove(0).1
}

fn first_password(added: &Value) -> &str {
    added["first_password"].as_str().expect("a first password")
}

#[tokio::test]
async fn without_an_address_a_student_gets_a_username_and_a_password() {
    let school = School::with_seats(3).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 1 })).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let at_room = school.at(&format!("room?classroom_id={}", id(&room, "id")));
    assert_eq!(teacher.get(&at_room).await.expect(200)["seats"], 1);
    let suggested = teacher.get(&school.at("username-suggestion?name=Maya+Lopez")).await.expect(200);
    assert_eq!(suggested["username"], "maya.lopez");
    let body = json!({ "display_name": " Maya Lopez ", "classroom_id": room["id"] });
    let added = teacher.post(&school.at("students"), body).await.expect(201);
    assert_eq!((&added["username"], &added["email"], &added["seat_spent"]), (&json!("maya.lopez"), &json!(null), &json!(true)));
    assert_eq!(added["display_name"], "Maya Lopez");
    assert_eq!(school.balance().await, (3, 1, 0, 2));
    assert_eq!(members(&school, &room).await[0]["joined_by"], "staff");
    assert_eq!(teacher.get(&at_room).await.expect(200)["seats"], 0);
    let sign_in = json!({ "email": "maya.lopez", "password": first_password(&added) });
    let session = school.house.anonymous().post("auth/login", sign_in).await.expect(200);
    let maya = school.house.bearer(session["access_token"].as_str().unwrap());
    assert_eq!(maya.get("me/classrooms").await.expect(200)["items"][0]["name"], "Health");
    // The classroom is full now, and a refusal leaves nobody behind.
    let body = json!({ "display_name": "Noah Brooks", "classroom_id": room["id"] });
    teacher.post(&school.at("students"), body).await.refused(409, "classroom-full");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM accounts WHERE username LIKE 'noah%'"), 0);
}

#[tokio::test]
async fn the_same_request_is_the_same_student_and_keeps_no_password() {
    let school = School::with_seats(3).await;
    let admin = school.admin.with("Idempotency-Key", "add-maya");
    let body = json!({ "display_name": "Maya Lopez" });
    let lost = admin.post(&school.at("students"), body.clone()).await.expect(201);
    let added = admin.post(&school.at("students"), body.clone()).await.expect(201);
    assert_eq!((&added["student_id"], &added["seat_spent"]), (&lost["student_id"], &json!(true)));
    assert_eq!(school.balance().await, (3, 1, 0, 2));
    // The first answer may have been lost on its way: the second has a password that works.
    assert_ne!(first_password(&added), first_password(&lost));
    let anonymous = school.house.anonymous();
    let sign_in = |added: &Value| json!({ "email": "maya.lopez", "password": first_password(added) });
    anonymous.post("auth/login", sign_in(&lost)).await.refused(401, "credentials-wrong");
    anonymous.post("auth/login", sign_in(&added)).await.expect(200);
    let kept = school.house.count("SELECT count(*) AS value FROM idempotency_keys WHERE body::text LIKE '%password%'");
    assert_eq!(kept, 0, "no password at rest");
    // Once she has signed in, nobody is told another one.
    let third = admin.post(&school.at("students"), body).await.expect(201);
    assert_eq!(third["first_password"], json!(null));
    anonymous.post("auth/login", sign_in(&added)).await.expect(200);
}

#[tokio::test]
async fn with_an_address_a_student_is_found_or_written_to() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let add = async |email: &str, name: &str| {
        let body = json!({ "display_name": name, "email": email, "classroom_id": room["id"] });
        school.admin.post(&school.at("students"), body).await
    };
    let kim = school.house.person("kim@example.com", false);
    let added = add("Kim@Example.com", "Kimberly").await.expect(201);
    assert_eq!((&added["display_name"], &added["first_password"], &added["username"]), (&json!("kim"), &json!(null), &json!(null)));
    assert_eq!(kim.get("me/classrooms").await.expect(200)["items"][0]["name"], "Health");
    let mail = newest(&school, "kim@example.com").await;
    assert!(mail.contains("School hamilton") && mail.contains("/sign-in"), "{mail}");
    // Twice spends nothing more, and writes to nobody.
    let mails = school.house.count("SELECT count(*) AS value FROM mails");
    let again = add("kim@example.com", "Kim").await.expect(201);
    assert_eq!((&again["seat_spent"], &again["joined"]), (&json!(false), &json!(false)));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM mails"), mails);
    // Somebody without an account gets a link to choose a password, which proves the address.
    add("new@example.com", "New Student").await.expect(201);
    let token = school.house.link_secret_for("new@example.com").await;
    let body = json!({ "token": token, "password": "a quiet morning" });
    let session = school.house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!(session["user"]["display_name"], "New Student");
    assert_eq!(session["user"]["roles"][0]["role"], "student");
    // Who signed up with an address and never proved it is one person, and has their seat.
    school.code("HEALTH", &room, json!({})).await;
    school.house.unverified("lee@example.com").redeem("HEALTH").await.expect(201);
    assert_eq!(add("lee@example.com", "Lee").await.expect(201)["seat_spent"], json!(false));
    assert_eq!(school.balance().await, (5, 3, 0, 2));
    add("not an address", "Nobody").await.refused(422, "email-invalid");
}

#[tokio::test]
async fn who_is_probably_here_is_asked_about_before_a_seat_is_spent() {
    let school = School::with_seats(9).await;
    let room = school.classroom("Health", json!({})).await;
    let other = school.classroom("Art", json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let add = |extra: Value| {
        let body = json!({ "display_name": "Maya Lopez", "classroom_id": room["id"] });
        crate::support::merge(body, extra)
    };
    let students = school.at("students");
    let maya = school.admin.post(&students, add(json!({}))).await.expect(201);
    let refused = teacher.post(&students, add(json!({ "display_name": "maya lópez" }))).await.refused(409, "student-probably-here");
    assert_eq!(refused["instead"], maya["student_id"]);
    assert_eq!(school.balance().await, (9, 1, 0, 8));
    let second = teacher.post(&students, add(json!({ "somebody_new": true }))).await.expect(201);
    assert_eq!(second["username"], "maya.lopez2");
    // Another spelling of an address that is here; a teacher is not shown whom they do not reach.
    let ana = json!({ "display_name": "Ana", "email": "ana@example.com", "classroom_id": other["id"] });
    let ana = school.admin.post(&students, ana).await.expect(201);
    let spelled = json!({ "display_name": "A. R.", "email": "ana+school@example.com" });
    let refused = teacher.post(&students, add(spelled.clone())).await.refused(409, "student-probably-here");
    assert_eq!(refused["instead"], json!(null));
    assert!(!refused["detail"].as_str().unwrap().contains("Ana "), "{refused}");
    let refused = school.admin.post(&students, add(spelled)).await.refused(409, "student-probably-here");
    assert_eq!(refused["instead"], ana["student_id"]);
    // Who is here and spends nothing is never asked about.
    school.admin.post(&students, add(json!({ "email": "ana@example.com" }))).await.expect(201);
    assert_eq!(school.balance().await, (9, 3, 0, 6));
}

#[tokio::test]
async fn a_teacher_adds_into_their_classrooms_only() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let other = school.classroom("Art", json!({})).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&room]).await;
    let students = school.at("students");
    for (place, code) in [
        (json!(null), "classroom-required"),
        (other["id"].clone(), "classroom-unknown"),
        (json!(uuid::Uuid::now_v7()), "classroom-unknown"),
    ] {
        teacher.post(&students, json!({ "display_name": "Maya Lopez", "classroom_id": place })).await.refused(422, code);
    }
    teacher.get(&school.at("room")).await.refused(422, "classroom-required");
    teacher.get(&school.at(&format!("room?classroom_id={}", id(&other, "id")))).await.refused(422, "classroom-unknown");
    // An answer is not repeated to somebody who has lost the classroom since.
    let keyed = teacher.with("Idempotency-Key", "maya");
    let body = json!({ "display_name": "Maya Lopez", "classroom_id": room["id"] });
    keyed.post(&students, body.clone()).await.expect(201);
    let staff = school.admin.get(&school.at(&format!("classrooms/{}/staff", id(&room, "id")))).await.expect(200);
    let sam = id(&staff["items"][0], "staff_id");
    school.admin.delete(&school.at(&format!("classrooms/{}/staff/{sam}", id(&room, "id")))).await.expect(204);
    keyed.post(&students, body).await.refused(422, "classroom-unknown");
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_and_nobody_is_made() {
    let school = School::with_seats(2).await;
    let students = school.at("students");
    let add = async |body: Value| school.admin.post(&students, body).await;
    add(json!({ "display_name": "Maya Lopez", "username": "Maya.L" })).await.expect(201);
    let taken = add(json!({ "display_name": "Maya Lang", "username": "maya.l" })).await.refused(409, "username-taken");
    assert_eq!((&taken["instead"], &taken["errors"][0]["pointer"]), (&json!("maya.l2"), &json!("/username")));
    add(json!({ "display_name": "Maya Lang", "username": "maya lang" })).await.refused(422, "username-invalid");
    let both = json!({ "display_name": "Maya Lang", "username": "maya.lang", "email": "m@example.com" });
    add(both).await.refused(422, "username-with-email");
    add(json!({ "display_name": " " })).await.refused(422, "invalid");
    add(json!({ "display_name": "Noah Brooks" })).await.expect(201);
    add(json!({ "display_name": "Zoe Park" })).await.refused(409, "no-seats-left");
    assert_eq!(school.balance().await, (2, 2, 0, 0));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM accounts WHERE username IS NOT NULL"), 2);
}

#[tokio::test]
async fn many_at_once_never_share_a_username_nor_a_seat() {
    let school = School::with_seats(5).await;
    let body = json!({ "display_name": "Maya Lopez", "somebody_new": true });
    let students = school.at("students");
    let adding = (0..8).map(|_| school.admin.post(&students, body.clone()));
    let mut usernames = Vec::new();
    for reply in futures_util::future::join_all(adding).await {
        match reply.status.as_u16() {
            201 => usernames.push(id(&reply.body, "username")),
            _ => drop(reply.refused(409, "no-seats-left")),
        }
    }
    usernames.sort();
    assert_eq!(usernames, ["maya.lopez", "maya.lopez2", "maya.lopez3", "maya.lopez4", "maya.lopez5"]);
    assert_eq!(school.balance().await, (5, 5, 0, 0));
}
