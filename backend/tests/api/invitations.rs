//! Invitations by mail: from a pasted list to a student, and everything that can come in between.

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use crate::support::{Api, PASSWORD, School, id};

/// Invites these to a classroom, or to the organization.
async fn invite(school: &School, who: &Api, classroom: Option<&Value>, addresses: &str) -> Value {
    let body = json!({ "addresses": addresses, "classroom_id": classroom.map(|room| &room["id"]) });
    who.post(&school.at("invitations"), body).await.expect(201)
}

fn outcomes(plan: &Value) -> Vec<&str> {
    plan["lines"].as_array().unwrap().iter().map(|line| line["outcome"].as_str().unwrap()).collect()
}

/// The secret of the newest link mailed to somebody.
async fn token(school: &School, address: &str) -> String {
    school.house.link_secret_for(address).await
}

fn newcomer(token: &str, name: &str) -> Value {
    json!({ "token": token, "display_name": name, "password": PASSWORD })
}

async fn accept(who: &Api, token: &str) -> crate::support::Reply {
    who.post("invitations/accept", json!({ "token": token })).await
}

async fn state(who: &Api, token: &str) -> String {
    id(&who.post("invitations/lookup", json!({ "token": token })).await.expect(200), "state")
}

async fn figures(school: &School) -> Value {
    school.admin.get(&school.at("invitations/figures")).await.expect(200)
}

/// A school with a classroom that offers a course.
async fn school(seats: i32) -> (School, Value) {
    let school = School::with_seats(seats).await;
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({ "course_ids": [course] })).await;
    (school, room)
}

#[tokio::test]
async fn a_pasted_list_becomes_students() {
    let (school, room) = school(5).await;
    school.code("HEALTH", &room, json!({})).await;
    school.house.person("liam@example.com", false).redeem("HEALTH").await.expect(201);
    let pasted = "Liam <liam@example.com>; \"Chen, Maya\" <Maya@Example.com>\nnonsense, maya@example.com";
    let body = json!({ "addresses": pasted, "classroom_id": room["id"] });
    let plan = school.admin.post(&school.at("invitations/check"), body.clone()).await.expect(200);
    assert_eq!(outcomes(&plan), ["member", "new", "invalid", "repeated"]);
    assert_eq!((&plan["mailed"], &plan["seats_if_all"], &plan["room"]), (&json!(1), &json!(1), &json!(4)));
    assert!(school.house.mail_to("Maya@Example.com").await.is_empty(), "checking sends nothing");

    let keyed = school.admin.with("idempotency-key", "september");
    for _ in 0..2 {
        let sent = keyed.post(&school.at("invitations"), body.clone()).await.expect(201);
        assert_eq!(outcomes(&sent), ["member", "new", "invalid", "repeated"]);
    }
    assert!(school.house.mail_to("liam@example.com").await.is_empty(), "who is there is not written to");
    let mails = school.house.mail_to("Maya@Example.com").await;
    assert_eq!((mails.len(), mails[0].0.as_str()), (1, "admin invites you to Health"));
    assert!(mails[0].1.starts_with("Hello Maya Chen,"));
    assert_eq!(school.balance().await, (5, 1, 0, 4), "an invitation spends nothing");

    // Whatever fetches the page commits to nothing; looking shows what it is about.
    let token = token(&school, "Maya@Example.com").await;
    let anonymous = school.house.anonymous();
    anonymous.get(&format!("/invitation/{token}")).await.expect(200);
    assert_eq!(figures(&school).await["opened"], 0);
    let seen = anonymous.post("invitations/lookup", json!({ "token": token })).await.expect(200);
    assert_eq!((&seen["state"], &seen["has_account"], &seen["me"]), (&json!("open"), &json!(false), &Value::Null));
    assert_eq!((&seen["organization"]["name"], &seen["classroom"]["name"]), (&json!("School hamilton"), &json!("Health")));
    assert_eq!((&seen["courses"][0]["title"], &seen["invited_by"]), (&json!("Sleep and stress"), &json!("admin")));
    let told = figures(&school).await;
    assert_eq!((&told["opened"], &told["unanswered"], &told["seats_if_all"]), (&json!(1), &json!(1), &json!(1)));

    anonymous.post("invitations/accept", json!({ "token": token })).await.refused(422, "invalid");
    let done = anonymous.post("invitations/accept", newcomer(&token, "Maya Chen")).await.expect(200);
    assert_eq!((&done["joined"], &done["seat_spent"], &done["refusal"]), (&json!(true), &json!(true), &Value::Null));
    let maya = school.house.bearer(done["session"]["access_token"].as_str().unwrap());
    assert_eq!(maya.get("me").await.expect(200)["email_verified"], true, "the link came by mail");
    assert_eq!(maya.all("me/enrollments").await.len(), 1);
    assert_eq!(school.balance().await, (5, 2, 0, 3));
    let members = school.admin.all(&school.at(&format!("classrooms/{}/members", id(&room, "id")))).await;
    assert_eq!((members.len(), &members[0]["joined_by"]), (2, &json!("invitation")));

    let listed = school.admin.all(&school.at("invitations")).await;
    assert_eq!((listed.len(), &listed[0]["state"], &listed[0]["student"]["display_name"]), (1, &json!("accepted"), &json!("Maya Chen")));
    assert_eq!((&listed[0]["display_name"], &listed[0]["seat_spent"]), (&json!("Maya Chen"), &json!(true)));
    assert_eq!(figures(&school).await["accepted"], 1);
    assert_eq!(outcomes(&invite(&school, &school.admin, Some(&room), "maya@example.com").await), ["member"]);
    // Once more with the same link: said plainly, and harmless for who accepted it.
    anonymous.post("invitations/accept", newcomer(&token, "Somebody")).await.refused(410, "invitation-used");
    assert_eq!(accept(&maya, &token).await.expect(200)["joined"], true);
    assert_eq!(school.balance().await, (5, 2, 0, 3));
}

#[tokio::test]
async fn who_has_an_account_signs_in_and_a_student_costs_nothing() {
    let (school, room) = school(1).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("EVERYBODY").await.expect(201);
    let plan = invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    assert_eq!((&plan["seats_if_all"], &plan["room"], &plan["lines"][0]["spends_seat"]), (&json!(0), &json!(0), &json!(false)));
    let token = token(&school, "maya@example.com").await;
    let anonymous = school.house.anonymous();
    assert_eq!(anonymous.post("invitations/lookup", json!({ "token": token })).await.expect(200)["has_account"], true);
    anonymous.post("invitations/accept", newcomer(&token, "Maya")).await.refused(409, "account-exists");
    let seen = maya.post("invitations/lookup", json!({ "token": token })).await.expect(200);
    assert_eq!(seen["me"], json!({ "invited": true, "may_join": true, "joined": false, "staff": false }));
    let done = accept(&maya, &token).await.expect(200);
    assert_eq!((&done["joined"], &done["seat_spent"], &done["session"]), (&json!(true), &json!(false), &Value::Null));
    assert_eq!(school.balance().await, (1, 1, 0, 0), "also when the license is full");
}

#[tokio::test]
async fn a_link_ends_and_says_how() {
    let (school, room) = school(5).await;
    let anonymous = school.house.anonymous();
    for unknown in ["invitations/lookup", "invitations/accept"] {
        anonymous.post(unknown, newcomer_or_secret(unknown)).await.refused(404, "invitation-unknown");
    }
    invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    let first = token(&school, "maya@example.com").await;
    let listed = school.admin.all(&school.at("invitations")).await;
    let path = school.at(&format!("invitations/{}", id(&listed[0], "id")));

    // Sent again: a new link, and the old one ends.
    let again = school.admin.post(&format!("{path}/resend"), json!({ "days": 1 })).await.expect(200);
    assert_eq!(again["mails"], 2);
    let second = token(&school, "maya@example.com").await;
    assert_eq!((state(&anonymous, &first).await, state(&anonymous, &second).await), ("replaced".into(), "open".into()));
    anonymous.post("invitations/accept", newcomer(&first, "Maya")).await.refused(410, "invitation-replaced");
    school.admin.post(&format!("{path}/resend"), json!({ "days": 61 })).await.refused(422, "invalid");

    // Through the last day, and no longer; sending it again makes it good.
    school.house.clock.advance(TimeDelta::days(3));
    let admin = school.house.sign_in_again(&school.admin);
    assert_eq!(state(&anonymous, &second).await, "expired");
    anonymous.post("invitations/accept", newcomer(&second, "Maya")).await.refused(410, "invitation-expired");
    assert_eq!(admin.all(&school.at("invitations?state=expired")).await.len(), 1);
    admin.post(&format!("{path}/resend"), json!({})).await.expect(200);
    let third = token(&school, "maya@example.com").await;
    assert_eq!(state(&anonymous, &third).await, "open");

    // Taken back, once and twice.
    for _ in 0..2 {
        assert_eq!(admin.post(&format!("{path}/withdraw"), json!({})).await.expect(200)["state"], "withdrawn");
    }
    assert_eq!(state(&anonymous, &third).await, "withdrawn");
    anonymous.post("invitations/accept", newcomer(&third, "Maya")).await.refused(410, "invitation-withdrawn");
    admin.post(&format!("{path}/resend"), json!({})).await.refused(409, "invitation-withdrawn");

    // Invited anew, it is another invitation; who is in is not taken back.
    invite(&school, &admin, Some(&room), "maya@example.com").await;
    let fourth = token(&school, "maya@example.com").await;
    anonymous.post("invitations/accept", newcomer(&fourth, "Maya")).await.expect(200);
    let accepted = admin.all(&school.at("invitations?state=accepted")).await;
    let path = school.at(&format!("invitations/{}", id(&accepted[0], "id")));
    admin.post(&format!("{path}/withdraw"), json!({})).await.refused(409, "invitation-accepted");
    admin.post(&format!("{path}/resend"), json!({})).await.refused(409, "invitation-accepted");

    // A classroom that is gone lets nobody in.
    invite(&school, &admin, Some(&room), "liam@example.com").await;
    let fifth = token(&school, "liam@example.com").await;
    admin.delete(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(204);
    assert_eq!(state(&anonymous, &fifth).await, "closed");
    anonymous.post("invitations/accept", newcomer(&fifth, "Liam")).await.refused(409, "invitation-closed");
    let body = json!({ "addresses": "zoe@example.com", "classroom_id": room["id"] });
    admin.post(&school.at("invitations"), body).await.refused(409, "classroom-deleted");
    assert_eq!(school.count_students(), 1);
}

fn newcomer_or_secret(path: &str) -> Value {
    if path.ends_with("lookup") { json!({ "token": "none" }) } else { newcomer("none", "Maya") }
}

impl School {
    fn count_students(&self) -> i64 {
        self.house.count("SELECT count(*) AS value FROM students")
    }
}

#[tokio::test]
async fn one_link_lets_one_in_however_often_it_is_clicked() {
    let (school, room) = school(10).await;
    invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    let token = token(&school, "maya@example.com").await;
    let (maya, liam) = (school.house.unverified("maya@example.com"), school.house.person("liam@example.com", false));
    let tries = (0..4).flat_map(|_| [accept(&maya, &token), accept(&liam, &token)]);
    let anonymous = school.house.anonymous();
    let newcomers = (0..2).map(|_| anonymous.post("invitations/accept", newcomer(&token, "Maya")));
    let (replies, fresh) =
        futures_util::future::join(futures_util::future::join_all(tries), futures_util::future::join_all(newcomers)).await;
    let all = || replies.iter().chain(&fresh);
    assert!(all().any(|reply| reply.status == 200));
    assert!(all().all(|reply| reply.status.as_u16() < 500), "and nobody waits for each other");
    assert_eq!(school.count_students(), 1, "one student");
    assert_eq!(school.balance().await, (10, 1, 0, 9), "one seat");
}

#[tokio::test]
async fn somebody_signed_in_with_another_address() {
    let (school, room) = school(10).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    invite(&school, &school.admin, Some(&room), "maya@school.test").await;
    let token = token(&school, "maya@school.test").await;
    let may = async |who: &Api| who.post("invitations/lookup", json!({ "token": token })).await.expect(200)["me"].clone();
    let unproven = school.house.unverified("someone@example.com");
    assert_eq!(may(&unproven).await, json!({ "invited": false, "may_join": false, "joined": false, "staff": false }));
    accept(&unproven, &token).await.refused(409, "address-not-proven");

    // The school knows the invited address: joining as somebody else would be a second seat for one person.
    school.house.person("maya@school.test", false).redeem("EVERYBODY").await.expect(201);
    let private = school.house.person("maya@home.test", false);
    assert_eq!(may(&private).await["may_join"], false);
    accept(&private, &token).await.refused(409, "invitation-for-another");
    assert_eq!(school.balance().await, (10, 1, 0, 9));

    // It knows both: no seat either way. And where it knows neither, one may choose.
    private.redeem("EVERYBODY").await.expect(201);
    assert_eq!(accept(&private, &token).await.expect(200)["seat_spent"], false);
    invite(&school, &school.admin, Some(&room), "liam@school.test").await;
    let link = school.house.link_secret_for("liam@school.test").await;
    let liam = school.house.person("liam@home.test", false);
    assert_eq!(accept(&liam, &link).await.expect(200)["seat_spent"], true);
    assert_eq!(school.balance().await, (10, 3, 0, 7));
}

#[tokio::test]
async fn whoever_opens_the_link_has_proven_the_address() {
    let (school, room) = school(10).await;
    // Signed up with the address, never proven, and a student already: the same person, in the same seat.
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    let old = school.house.unverified("maya@example.com");
    old.redeem("EVERYBODY").await.expect(201);
    let plan = invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    assert_eq!(plan["seats_if_all"], 0);
    let link = token(&school, "maya@example.com").await;
    let done = school.house.anonymous().post("invitations/accept", newcomer(&link, "Maya Chen")).await.expect(200);
    assert_eq!((&done["joined"], &done["seat_spent"]), (&json!(true), &json!(false)));
    let maya = school.house.bearer(done["session"]["access_token"].as_str().unwrap());
    assert_eq!(maya.all("me/classrooms").await.len(), 1);
    old.get("me").await.refused(401, "session-ended");
    assert_eq!((school.count_students(), school.balance().await), (1, (10, 1, 0, 9)));

    // Signed in without having proven it: accepting does, and a role on a staff counts from then on.
    let sam = school.house.unverified("sam@example.com");
    school.admin.post(&school.at("staff"), json!({ "email": "sam@example.com", "role": "teacher" })).await.expect(201);
    invite(&school, &school.admin, Some(&room), "sam@example.com").await;
    let link = token(&school, "sam@example.com").await;
    sam.get(&school.at("classrooms")).await.refused(404, "not-found");
    accept(&sam, &link).await.refused(409, "confirm-learner");
    let meant = json!({ "token": link, "confirm_learner": true });
    assert_eq!(sam.post("invitations/accept", meant).await.expect(200)["joined"], true);
    sam.get(&school.at("classrooms")).await.expect(200);
}

#[tokio::test]
async fn without_a_seat_the_account_stays_and_the_invitation_waits() {
    let (school, room) = school(0).await;
    invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    let link = token(&school, "maya@example.com").await;
    let done = school.house.anonymous().post("invitations/accept", newcomer(&link, "Maya")).await.expect(200);
    assert_eq!((&done["joined"], &done["refusal"]["code"]), (&json!(false), &json!("license-inactive")));
    let maya = school.house.bearer(done["session"]["access_token"].as_str().unwrap());
    school.house.license(&school.operator, &school.id, 1).await;
    school.classroom("Holds all", json!({ "seat_allotment": 1 })).await;
    accept(&maya, &link).await.refused(409, "no-seats-left");
    let waiting = school.admin.all(&school.at("invitations?state=waiting")).await;
    assert_eq!((waiting.len(), &waiting[0]["state"]), (1, &json!("sent")));
    assert!(waiting[0]["waits_for_seat_since"].is_string());
    assert_eq!(figures(&school).await["waiting_for_seat"], 1);
    let overview = school.admin.get(&school.at("overview")).await.expect(200);
    assert!(overview["needs_attention"].as_array().unwrap().contains(&json!({ "kind": "invitations-wait-for-seats" })), "{overview}");
    assert_eq!(school.count_students(), 0);
    school.house.license(&school.operator, &school.id, 1).await;
    assert_eq!(accept(&maya, &link).await.expect(200)["seat_spent"], true);
    let listed = school.admin.all(&school.at("invitations")).await;
    assert_eq!((&listed[0]["state"], &listed[0]["waits_for_seat_since"]), (&json!("accepted"), &Value::Null));
    assert_eq!(school.balance().await, (2, 1, 1, 0));
}

#[tokio::test]
async fn an_invitation_re_admits_who_was_removed_and_not_who_is_blocked() {
    let (school, room) = school(5).await;
    school.code("HEALTH", &room, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH").await.expect(201);
    let student = id(&school.admin.all(&school.at("students")).await[0], "id");
    let classroom = school.at(&format!("classrooms/{}", id(&room, "id")));
    school.admin.delete(&format!("{classroom}/members/{student}")).await.expect(204);
    invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    let link = token(&school, "maya@example.com").await;
    assert_eq!(accept(&maya, &link).await.expect(200)["seat_spent"], false);
    // Invited, and blocked before they answer.
    school.admin.delete(&format!("{classroom}/members/{student}")).await.expect(204);
    invite(&school, &school.admin, Some(&room), "maya@example.com").await;
    let link = token(&school, "maya@example.com").await;
    school.admin.put(&format!("{classroom}/members/{student}/block")).await.expect(204);
    accept(&maya, &link).await.refused(403, "member-blocked");
    school.house.clock.advance(TimeDelta::minutes(11));
    let body = json!({ "addresses": "maya@example.com", "classroom_id": room["id"] });
    let plan = school.admin.post(&school.at("invitations"), body).await.expect(201);
    assert_eq!((outcomes(&plan), &plan["mailed"]), (vec!["blocked"], &json!(0)));
}

#[tokio::test]
async fn reminders_go_once_a_day_to_who_has_not_answered() {
    let (school, room) = school(5).await;
    school.house.move_to("2026-11-30T15:00:00Z");
    let admin = school.house.sign_in_again(&school.admin);
    invite(&school, &admin, Some(&room), "maya@example.com, liam@example.com, zoe@example.com").await;
    let remind = async |who: &Api| {
        let body = json!({ "classroom_id": room["id"] });
        who.post(&school.at("invitations/remind"), body).await.expect(200)["reminded"].as_i64().unwrap()
    };
    assert_eq!(remind(&admin).await, 0, "they had mail today");
    let first = token(&school, "maya@example.com").await;
    let liam = token(&school, "liam@example.com").await;
    school.house.anonymous().post("invitations/accept", newcomer(&liam, "Liam")).await.expect(200);
    school.house.move_to("2026-12-01T14:00:00Z");
    let admin = school.house.sign_in_again(&admin);
    assert_eq!(admin.get(&school.at("invitations/figures")).await.expect(200)["to_remind"], 2);
    assert_eq!((remind(&admin).await, remind(&admin).await), (2, 0));
    let mails = school.house.mail_to("maya@example.com").await;
    assert_eq!((mails.len(), mails[0].0.as_str()), (2, "Still open: your invitation to Health"));
    let anonymous = school.house.anonymous();
    let second = token(&school, "maya@example.com").await;
    assert_eq!((state(&anonymous, &first).await, state(&anonymous, &second).await), ("open".into(), "open".into()), "both are good");
    anonymous.post("invitations/accept", newcomer(&first, "Maya")).await.expect(200);
    assert_eq!(state(&anonymous, &second).await, "accepted", "and work once");
}

#[tokio::test]
async fn the_same_address_twice_is_one_invitation() {
    let (school, room) = school(5).await;
    assert_eq!(outcomes(&invite(&school, &school.admin, Some(&room), "maya@example.com").await), ["new"]);
    assert_eq!(outcomes(&invite(&school, &school.admin, Some(&room), "Maya@example.com").await), ["just-sent"]);
    assert_eq!(school.house.mail_to("maya@example.com").await.len(), 1);
    // To the organization is another place.
    assert_eq!(outcomes(&invite(&school, &school.admin, None, "maya@example.com").await), ["new"]);
    school.house.clock.advance(TimeDelta::minutes(11));
    let first = token(&school, "maya@example.com").await;
    let plan = invite(&school, &school.admin, None, "maya@example.com\nliam@example.com").await;
    assert_eq!(outcomes(&plan), ["again", "new"]);
    assert_eq!(state(&school.house.anonymous(), &first).await, "replaced");
    assert_eq!(school.admin.all(&school.at("invitations")).await.len(), 3);
    assert_eq!(school.admin.all(&school.at("invitations?without_classroom=true&limit=1")).await.len(), 2);
    assert_eq!(school.admin.all(&school.at(&format!("invitations?classroom_id={}", id(&room, "id")))).await.len(), 1);
    assert_eq!(school.admin.all(&school.at("invitations?q=LIAM")).await.len(), 1);
    school.admin.get(&school.at("invitations?state=asleep")).await.refused(400, "state-unknown");
    let sheet = school.admin.get(&school.at("invitations.csv?without_classroom=true")).await;
    assert!(sheet.text.starts_with("\u{feff}Email,Name,Classroom,State"), "{}", sheet.text);
    assert_eq!(sheet.text.lines().count(), 3);
}

#[tokio::test]
async fn five_hundred_at_once_and_five_thousand_a_day() {
    let (school, room) = school(5).await;
    let many = |from: usize, count: usize| (from..from + count).map(|n| format!("s{n}@example.com")).collect::<Vec<_>>().join("\n");
    let send = async |text: String| {
        let body = json!({ "addresses": text, "classroom_id": room["id"] });
        school.admin.post(&school.at("invitations"), body).await
    };
    send(many(0, 501)).await.refused(422, "too-many");
    send(" , ;\n".into()).await.refused(422, "addresses-none");
    assert_eq!(send(many(0, 500)).await.expect(201)["mailed"], 500);
    let nearly = "UPDATE invitation_days SET mails = 4999";
    school.house.database().batch_execute(nearly).unwrap();
    let reply = send(many(500, 2)).await;
    assert_eq!(reply.header("retry-after"), "3600");
    reply.refused(429, "too-many-invitations");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM invitations"), 500, "all or nothing");
    assert_eq!(send(many(500, 1)).await.expect(201)["mailed"], 1);
    let beyond = "UPDATE invitation_days SET mails = 5001";
    assert!(school.house.database().batch_execute(beyond).is_err(), "the database holds the ceiling");
}

#[tokio::test]
async fn a_teacher_invites_into_their_classrooms_and_sees_no_seats() {
    let (school, room) = school(5).await;
    let other = school.classroom("Art", json!({})).await;
    let (teacher, member) = school.teacher("sam@hamilton.test", &[&room]).await;
    invite(&school, &school.admin, Some(&other), "zoe@example.com").await;
    invite(&school, &school.admin, None, "kim@example.com").await;
    let plan = invite(&school, &teacher, Some(&room), "maya@example.com").await;
    assert_eq!((&plan["room"], &plan["seats_if_all"], &plan["lines"][0]["spends_seat"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(school.house.mail_to("maya@example.com").await[0].0, "sam invites you to Health");
    let listed = teacher.all(&school.at("invitations")).await;
    assert_eq!((listed.len(), &listed[0]["email"]), (1, &json!("maya@example.com")));
    let told = teacher.get(&school.at("invitations/figures")).await.expect(200);
    assert_eq!((&told["invited"], &told["room"]), (&json!(1), &Value::Null));
    let elsewhere = json!({ "addresses": "x@example.com", "classroom_id": other["id"] });
    teacher.post(&school.at("invitations"), elsewhere.clone()).await.refused(422, "classroom-unknown");
    teacher.post(&school.at("invitations/check"), elsewhere).await.refused(422, "classroom-unknown");
    teacher.post(&school.at("invitations"), json!({ "addresses": "x@example.com" })).await.refused(422, "classroom-required");
    teacher.post(&school.at("invitations/remind"), json!({})).await.refused(422, "classroom-required");
    teacher.get(&school.at(&format!("invitations?classroom_id={}", id(&other, "id")))).await.refused(404, "not-found");
    let path = school.at(&format!("invitations/{}", id(&listed[0], "id")));
    teacher.post(&format!("{path}/resend"), json!({})).await.expect(200);
    // Taken off the classroom: at the next request it is not theirs any more.
    let assignment = school.at(&format!("classrooms/{}/staff/{}", id(&room, "id"), id(&member, "staff_id")));
    school.admin.delete(&assignment).await.expect(204);
    teacher.post(&format!("{path}/withdraw"), json!({})).await.refused(404, "not-found");
    assert!(teacher.all(&school.at("invitations")).await.is_empty());
    assert_eq!(teacher.get(&school.at("invitations.csv")).await.text.lines().count(), 1, "the heading");
}

#[tokio::test]
async fn a_mailbox_that_is_not_there_is_said_to_be_so() {
    let (school, room) = school(5).await;
    invite(&school, &school.admin, Some(&room), "typo@example.com").await;
    school.house.database().batch_execute("UPDATE mails SET refused_at = now() WHERE recipient = 'typo@example.com'").unwrap();
    assert_eq!(school.admin.all(&school.at("invitations?state=bounced")).await.len(), 1);
    let told = figures(&school).await;
    assert_eq!((&told["bounced"], &told["unanswered"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn mail_comes_in_the_language_of_whoever_reads_it() {
    let (school, room) = school(5).await;
    let maya = school.house.person("maya@example.com", false);
    maya.patch("me", json!({ "locale": "es" })).await.expect(200);
    let body = json!({ "addresses": "maya@example.com, Zoe <zoe@example.com>", "classroom_id": room["id"], "locale": "es", "days": 1 });
    school.admin.post(&school.at("invitations"), body).await.expect(201);
    for address in ["maya@example.com", "zoe@example.com"] {
        assert_eq!(school.house.mail_to(address).await[0].0, "admin te invita a Health");
    }
    assert!(school.house.mail_to("zoe@example.com").await[0].1.starts_with("Hola, Zoe:"));
}
