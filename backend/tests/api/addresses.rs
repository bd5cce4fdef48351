//! An address is claimed by whoever types it and belongs to whoever proves it: signing up twice, two at
//! once, with somebody else's, and what becomes of seats and roles.

use chrono::TimeDelta;
use homeroom::accounts;
use serde_json::{Value, json};

use crate::support::{Api, House, PASSWORD, Reply, School, id};

const MAYA: &str = "maya@example.com";

/// Signs up as somebody whose name tells which password they chose.
async fn sign_up(house: &House, email: &str, password: &str, code: Option<&str>) -> Value {
    let body = json!({ "email": email, "password": password, "display_name": format!("Maya {}", password.len()), "code": code });
    house.anonymous().post("auth/register", body).await.expect(201)
}

fn bearer(house: &House, session: &Value) -> Api {
    house.bearer(session["access_token"].as_str().unwrap())
}

async fn sign_in(house: &House, email: &str, password: &str) -> Reply {
    house.anonymous().post("auth/login", json!({ "email": email, "password": password })).await
}

async fn confirm(person: &Api, digits: &str) -> Reply {
    person.post("auth/email-verification/confirm", json!({ "code": digits })).await
}

/// Asks for six digits and types them.
async fn prove(house: &House, person: &Api, email: &str) -> Value {
    person.post("auth/email-verification", Value::Null).await.expect(202);
    confirm(person, &house.digits_for(email).await).await.expect(200)
}

async fn classrooms(person: &Api) -> Vec<String> {
    let mut names: Vec<String> = person.all("me/classrooms").await.iter().map(|room| id(room, "name")).collect();
    names.sort();
    names
}

/// A school with a classroom of last year and one of this, each with an open code.
async fn two_years(seats: i32) -> School {
    let school = School::with_seats(seats).await;
    for (name, code) in [("Last year", "LAST-YEAR"), ("This year", "THIS-YEAR")] {
        let room = school.classroom(name, json!({})).await;
        school.code(code, &room, json!({})).await;
    }
    school
}

#[tokio::test]
async fn a_returning_student_who_signs_up_again_is_in_their_old_account() {
    // One seat, and it is spent: by this very student.
    let school = two_years(1).await;
    let house = &school.house;
    let before = house.person("Maya@example.com", false);
    before.redeem("LAST-YEAR").await.expect(201);
    let account = id(&before.get("me").await.expect(200), "id");

    let again = sign_up(house, MAYA, "a loud evening", Some("THIS-YEAR")).await;
    assert_eq!(again["redemption"]["status"], "pending_email", "no seat is spent on a second account");
    assert_eq!((&again["user"]["email_verified"], &again["user"]["roles"]), (&json!(false), &json!([])));
    let claimant = bearer(house, &again);
    assert_eq!(claimant.redeem("THIS-YEAR").await.expect(202)["status"], "pending_email");
    // As the owner wrote it, and by their name; who reads it knows what the digits do.
    let mail = &house.mail_to("Maya@example.com").await[0].1;
    assert!(mail.contains("have a Homeroom account") && !mail.contains("Maya 14"), "{mail}");

    let reply = confirm(&claimant, &house.digits_for("Maya@example.com").await).await;
    assert!(reply.header("set-cookie").contains("HttpOnly"));
    let done = reply.expect(200);
    assert_eq!((&done["user"]["id"], &done["session"]["user"]["id"]), (&json!(account), &json!(account)));
    assert_eq!((&done["redemptions"][0]["status"], &done["redemptions"][0]["seat_spent"]), (&json!("redeemed"), &json!(false)));
    assert_eq!(done["user"]["display_name"], "Maya", "the name the school knows");
    assert_eq!(classrooms(&bearer(house, &done["session"])).await, ["Last year", "This year"]);
    assert_eq!(school.balance().await, (1, 1, 0, 0));

    // What they typed last is what they will remember; whoever knew the old password is out.
    claimant.get("me").await.refused(401, "session-ended");
    before.get("me").await.refused(401, "session-ended");
    sign_in(house, MAYA, PASSWORD).await.refused(401, "credentials-wrong");
    assert_eq!(sign_in(house, MAYA, "a loud evening").await.expect(200)["user"]["id"], json!(account));
    assert_eq!(house.count("SELECT count(*) AS value FROM accounts WHERE email_key = 'maya@example.com'"), 1);
}

#[tokio::test]
async fn so_is_one_who_never_verified_the_address() {
    let school = two_years(1).await;
    let house = &school.house;
    let before = sign_up(house, MAYA, "a quiet evening", Some("LAST-YEAR")).await;
    assert_eq!(before["redemption"]["status"], "redeemed");
    let again = sign_up(house, MAYA, "a loud evening", Some("THIS-YEAR")).await;
    assert_eq!(again["redemption"]["status"], "pending_email");
    let done = confirm(&bearer(house, &again), &house.digits_for(MAYA).await).await.expect(200);
    assert_eq!((&done["user"]["id"], &done["user"]["email_verified"]), (&before["user"]["id"], &json!(true)));
    assert_eq!(done["user"]["display_name"], "Maya 14", "whose name it was, nobody had proven");
    assert_eq!(classrooms(&bearer(house, &done["session"])).await, ["Last year", "This year"]);
    assert_eq!(school.balance().await, (1, 1, 0, 0));
    bearer(house, &before).get("me").await.refused(401, "session-ended");
    sign_in(house, MAYA, "a quiet evening").await.refused(401, "credentials-wrong");
}

#[tokio::test]
async fn signing_up_with_the_password_one_has_is_signing_in() {
    let school = two_years(1).await;
    let house = &school.house;
    let before = house.person(MAYA, false);
    before.redeem("LAST-YEAR").await.expect(201);
    let again = sign_up(house, " MAYA@example.com", PASSWORD, Some("THIS-YEAR")).await;
    assert_eq!((&again["user"]["id"], &again["user"]["display_name"]), (&before.get("me").await.expect(200)["id"], &json!("maya")));
    assert_eq!((&again["redemption"]["status"], &again["redemption"]["seat_spent"]), (&json!("redeemed"), &json!(false)));
    assert_eq!(school.balance().await, (1, 1, 0, 0));
    // Which makes it a guess at the password; when there were too many, it signs up and no more.
    for number in 0..5 {
        sign_up(house, MAYA, &format!("a wrong guess {number}"), None).await;
    }
    let late = sign_up(house, MAYA, PASSWORD, None).await;
    assert_eq!((&late["user"]["email_verified"], &late["user"]["roles"]), (&json!(false), &json!([])));
    house.clock.advance(TimeDelta::hours(1));
    assert_eq!(sign_up(house, MAYA, PASSWORD, None).await["user"]["id"], again["user"]["id"]);
}

#[tokio::test]
async fn everybody_who_claims_an_address_signs_in_with_their_own_password() {
    let house = House::open();
    let mut claims = Vec::new();
    for number in 0..8 {
        let password = format!("a quiet morning {number}");
        claims.push((sign_up(&house, MAYA, &password, None).await, password));
    }
    for (session, password) in &claims {
        assert_eq!(sign_in(&house, MAYA, password).await.expect(200)["user"]["id"], session["user"]["id"]);
    }
    // The third proves it, and the others are where they were.
    let third = bearer(&house, &claims[2].0);
    let proven = prove(&house, &third, MAYA).await;
    assert_eq!((&proven["user"]["id"], &proven["session"]), (&claims[2].0["user"]["id"], &Value::Null));
    third.get("me").await.expect(200);
    for (session, password) in &claims {
        assert_eq!(sign_in(&house, MAYA, password).await.expect(200)["user"]["id"], session["user"]["id"]);
    }
    // A link goes to the one, sets its password, and leaves the others theirs.
    house.anonymous().post("auth/password-reset", json!({ "email": MAYA })).await.expect(202);
    let body = json!({ "token": house.link_secret_for(MAYA).await, "password": "a fourth quiet morning" });
    let reset = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!(reset["user"]["id"], claims[2].0["user"]["id"]);
    sign_in(&house, MAYA, &claims[2].1).await.refused(401, "credentials-wrong");
    sign_in(&house, MAYA, "a fourth quiet morning").await.expect(200);
    sign_in(&house, MAYA, &claims[7].1).await.expect(200);
}

#[tokio::test]
async fn of_two_who_prove_an_address_at_once_one_holds_it() {
    for _ in 0..3 {
        let house = House::open();
        let mut people = Vec::new();
        for number in 0..2 {
            let person = bearer(&house, &sign_up(&house, MAYA, &format!("a quiet morning {number}"), None).await);
            person.post("auth/email-verification", Value::Null).await.expect(202);
            people.push((person, house.digits_for(MAYA).await));
        }
        let tries = people.iter().cloned().map(|(person, digits)| tokio::spawn(async move { confirm(&person, &digits).await.expect(200) }));
        let mut done = Vec::new();
        for task in tries.collect::<Vec<_>>() {
            done.push(task.await.unwrap());
        }
        assert_eq!(done[0]["user"]["id"], done[1]["user"]["id"], "both are in one account");
        assert_eq!(done.iter().filter(|one| one["session"].is_null()).count(), 1, "one was there, the other came over");
        assert_eq!(house.count("SELECT count(*) AS value FROM accounts WHERE email_verified_at IS NOT NULL"), 1);
        assert_eq!(house.count("SELECT count(*) AS value FROM accounts WHERE folded_into IS NOT NULL"), 1);
    }
}

#[tokio::test]
async fn two_who_claim_an_address_at_once_spend_one_seat() {
    let school = two_years(50).await;
    let house = &school.house;
    for round in 0..5 {
        let email = format!("maya{round}@example.com");
        let mut people = Vec::new();
        for number in 0..4 {
            people.push(bearer(house, &sign_up(house, &email, &format!("a quiet morning {number}"), None).await));
        }
        let tries = people.into_iter().map(|person| tokio::spawn(async move { person.redeem("LAST-YEAR").await.status.as_u16() }));
        let mut done = Vec::new();
        for task in tries.collect::<Vec<_>>() {
            done.push(task.await.unwrap());
        }
        done.sort_unstable();
        assert_eq!(done, [201, 202, 202, 202]);
    }
    assert_eq!(school.balance().await.1, 5);
}

#[tokio::test]
async fn two_sign_ups_at_once_spend_one_seat_and_make_no_second_recipe() {
    let school = two_years(50).await;
    let tries = (0..4).map(|number| {
        let anybody = school.house.anonymous();
        let body = json!({ "email": MAYA, "password": format!("a quiet morning {number}"), "display_name": "Maya", "code": "LAST-YEAR" });
        tokio::spawn(async move { anybody.post("auth/register", body).await.expect(201) })
    });
    let mut done = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        done.push(id(&task.await.unwrap()["redemption"], "status"));
    }
    done.sort();
    assert_eq!(done, ["pending_email", "pending_email", "pending_email", "redeemed"]);
    assert_eq!(school.balance().await.1, 1);
    for number in 0..4 {
        sign_in(&school.house, MAYA, &format!("a quiet morning {number}")).await.expect(200);
    }
}

#[tokio::test]
async fn an_account_with_classrooms_of_its_own_is_never_folded_away() {
    let school = two_years(9).await;
    let house = &school.house;
    let one = bearer(house, &sign_up(house, MAYA, "a quiet evening", Some("LAST-YEAR")).await);
    let (franklin, admin) = house.organization(&school.operator, "franklin", "America/Chicago").await;
    house.license(&school.operator, &franklin, 5).await;
    admin.post(&format!("organizations/{franklin}/codes"), json!({ "code": "FRANKLIN" })).await.expect(201);
    let other = bearer(house, &sign_up(house, MAYA, "a loud evening", Some("FRANKLIN")).await);
    assert_eq!(prove(house, &other, MAYA).await["session"], Value::Null, "a life each: neither takes the other's");
    one.post("auth/email-verification", Value::Null).await.expect(202);
    let digits = house.digits_for(MAYA).await;
    let problem = confirm(&one, &digits).await.refused(409, "email-held");
    assert!(problem["detail"].as_str().unwrap().contains("Sign in to the other one"));
    assert_eq!(classrooms(&one).await, ["Last year"]);
    assert_eq!(other.get("me").await.expect(200)["email_verified"], true);
    for password in ["a quiet evening", "a loud evening"] {
        sign_in(house, MAYA, password).await.expect(200);
    }
    // Another code goes on working there, and costs nothing, as for any student.
    assert_eq!(one.redeem("THIS-YEAR").await.expect(201)["seat_spent"], false);
}

#[tokio::test]
async fn a_staff_member_who_signs_up_again_is_asked_as_ever() {
    let school = two_years(9).await;
    let (teacher, _) = school.teacher("sam@hamilton.test", &[]).await;
    let account = id(&teacher.get("me").await.expect(200), "id");
    let again = sign_up(&school.house, "sam@hamilton.test", "a loud evening", Some("THIS-YEAR")).await;
    assert_eq!(again["redemption"]["status"], "pending_email");
    let done = confirm(&bearer(&school.house, &again), &school.house.digits_for("sam@hamilton.test").await).await.expect(200);
    assert_eq!((&done["user"]["id"], &done["refusals"][0]["code"]), (&json!(account), &json!("confirm-learner")));
    assert_eq!(school.balance().await.1, 0);
}

/// Somebody signed up with the principal's address, and even joined a class with it.
#[tokio::test]
async fn who_squats_an_address_gets_no_role_and_keeps_no_way_in() {
    let school = two_years(9).await;
    let house = &school.house;
    let email = "principal@hamilton.test";
    let squatter = bearer(house, &sign_up(house, email, "squatting here", Some("LAST-YEAR")).await);
    school.admin.post(&school.at("staff"), json!({ "email": email, "role": "admin" })).await.expect(201);
    squatter.get(&school.at("staff")).await.refused(403, "role-required");
    let body = json!({ "token": house.link_secret_for(email).await, "password": "the real principal" });
    let principal = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    bearer(house, &principal).get(&school.at("staff")).await.expect(200);
    squatter.get("me").await.refused(401, "session-ended");
    sign_in(house, email, "squatting here").await.refused(401, "credentials-wrong");
    sign_in(house, email, "the real principal").await.expect(200);
    assert_eq!(school.admin.all(&school.at("staff")).await.len(), 2);
}

#[tokio::test]
async fn an_invitation_is_answered_by_six_digits_as_well() {
    let school = two_years(9).await;
    let house = &school.house;
    let email = "sam@hamilton.test";
    school.admin.post(&school.at("staff"), json!({ "email": email, "display_name": "Sam", "role": "teacher" })).await.expect(201);
    let invitation = house.link_secret_for(email).await;
    // Sam does not look into the mail, and signs up.
    let sam = bearer(house, &sign_up(house, email, "a quiet evening", None).await);
    assert_eq!(sam.get("me").await.expect(200)["roles"], json!([]));
    let done = prove(house, &sam, email).await;
    assert_eq!((&done["user"]["roles"][0]["role"], &done["session"]), (&json!("teacher"), &Value::Null));
    sam.get(&school.at("codes")).await.expect(200);
    let body = json!({ "token": invitation, "password": "another quiet evening" });
    house.anonymous().post("auth/password-reset/confirm", body).await.refused(410, "link-expired");
    assert_eq!(school.admin.all(&school.at("staff")).await.len(), 2);
}

#[tokio::test]
async fn a_link_that_was_mailed_before_the_address_was_proven_opens_the_account_that_holds_it() {
    let house = House::open();
    sign_up(&house, MAYA, "a quiet evening", None).await;
    house.anonymous().post("auth/password-reset", json!({ "email": MAYA })).await.expect(202);
    let link = house.link_secret_for(MAYA).await;
    let holder = bearer(&house, &sign_up(&house, MAYA, "a loud evening", None).await);
    let held = prove(&house, &holder, MAYA).await;
    let body = json!({ "token": link, "password": "the newest evening" });
    let opened = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!(opened["user"]["id"], held["user"]["id"]);
    sign_in(&house, MAYA, "the newest evening").await.expect(200);
    for old in ["a quiet evening", "a loud evening"] {
        sign_in(&house, MAYA, old).await.refused(401, "credentials-wrong");
    }
}

#[tokio::test]
async fn claims_that_hold_nothing_are_forgotten_when_they_crowd() {
    let school = two_years(9).await;
    let house = &school.house;
    let joined = sign_up(house, MAYA, "who has joined", Some("LAST-YEAR")).await;
    let waits = sign_up(house, MAYA, "who waits here", Some("THIS-YEAR")).await;
    assert_eq!(waits["redemption"]["status"], "pending_email");
    for number in 0..9 {
        sign_up(house, MAYA, &format!("number {number} of many"), None).await;
    }
    let count = |house: &House| house.count("SELECT count(*) AS value FROM accounts WHERE email_key = 'maya@example.com'");
    let sweep = || accounts::forget_crowded_claims(&mut house.database(), house.clock.now()).unwrap();
    assert_eq!((sweep(), count(house)), (0, 11), "not while they are used");
    house.clock.advance(TimeDelta::days(8));
    sign_in(house, MAYA, "number 0 of many").await.expect(200);
    assert_eq!((sweep(), count(house)), (3, 8), "five are spared, and the one in use");
    for password in ["who has joined", "who waits here", "number 0 of many", "number 8 of many"] {
        sign_in(house, MAYA, password).await.expect(200);
    }
    sign_in(house, MAYA, "number 1 of many").await.refused(401, "credentials-wrong");
    // Nobody is kept from signing up again, nor from the address.
    let again = sign_up(house, MAYA, "number 1 of many", None).await;
    let proven = prove(house, &bearer(house, &again), MAYA).await;
    assert_eq!(proven["user"]["id"], joined["user"]["id"], "whoever has a life here is it");
}

#[tokio::test]
async fn what_a_claim_was_refused_is_the_persons_own() {
    let school = two_years(9).await;
    let house = &school.house;
    house.person(MAYA, false);
    let room = school.classroom("Closed", json!({})).await;
    school.code("CLOSED", &room, json!({ "enabled": false })).await;
    let again = sign_up(house, MAYA, "a loud evening", Some("CLOSED")).await;
    assert_eq!(again["refusal"]["code"], "code-paused");
    let done = prove(house, &bearer(house, &again), MAYA).await;
    assert!(done["session"].is_object());
    let theirs = "SELECT count(*) AS value FROM refusals r JOIN accounts a ON a.id = r.account_id WHERE a.email_key = 'maya@example.com'";
    assert_eq!(house.count(theirs), 1);
}
