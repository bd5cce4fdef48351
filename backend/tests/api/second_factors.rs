//! The second factor: digits from a phone, recovery codes, every door that asks for them, who may require
//! them and who may take them away.

use std::process::Command;

use chrono::TimeDelta;
use homeroom::accounts;
use homeroom::row;
use homeroom::shared::sql::sql;
use homeroom::shared::tokens::{Keys, new_private_pem, split_pems};
use serde_json::{Value, json};
use totp_rs::Secret;

use crate::support::phone::{Phone, begin, codes, confirm, turn_on};
use crate::support::{Api, Database, House, PASSWORD, Reply, School, id};

const ANA: &str = "ana@hamilton.test";

/// The first step: half a session.
async fn first_step(house: &House, email: &str) -> Api {
    let half = house.anonymous().post("auth/login", json!({ "email": email, "password": PASSWORD })).await.expect(200);
    assert_eq!(half["second_factor_due"], true);
    house.bearer(half["access_token"].as_str().unwrap())
}

async fn give(half: &Api, code: &str) -> Reply {
    half.post("auth/second-factor", json!({ "code": code })).await
}

fn wrong(digits: &str) -> &'static str {
    if digits == "111111" { "222222" } else { "111111" }
}

#[tokio::test]
async fn the_phone_is_asked_for_after_the_password() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let elsewhere = house.sign_in(ANA).await;
    let begun = ana.post("me/second-factor", json!({ "password": PASSWORD })).await.expect(200);
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/Homeroom:ana%40hamilton.test?secret="), "{begun}");
    let phone = Phone { secret: id(&begun, "secret") };
    // Not in force before it is confirmed.
    assert_eq!(ana.get("me").await.expect(200)["second_factor"], false);
    house.sign_in(ANA).await.get("me").await.expect(200);
    let recovery = codes(&confirm(&ana, &phone.digits(&house)).await.expect(200));
    assert_eq!(recovery.len(), 10);
    let standing = ana.get("me/second-factor").await.expect(200);
    assert!(standing["on_since"].is_string() && standing["recovery_codes_left"] == 10 && standing.get("secret").is_none());
    elsewhere.get("me").await.refused(401, "session-ended");
    assert_eq!(house.mail_to(ANA).await[0].0, "The second step is on");

    let reply = house.anonymous().post("auth/login", json!({ "email": ANA, "password": PASSWORD })).await;
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let half = reply.expect(200);
    assert_eq!(half["second_factor_due"], true);
    assert_eq!((&half["user"]["display_name"], &half["user"]["email"], &half["user"]["roles"]), (&json!(""), &json!(null), &json!([])));
    // It opens nothing, also not after it was refreshed.
    let token = house.bearer(half["access_token"].as_str().unwrap());
    token.get("me").await.refused(401, "token-invalid");
    let refreshed = house.anonymous().with("cookie", &cookie).post("auth/refresh", Value::Null).await.expect(200);
    assert_eq!(refreshed["second_factor_due"], true);
    let half = house.bearer(refreshed["access_token"].as_str().unwrap());
    half.get("me").await.refused(401, "token-invalid");
    assert_eq!(ana.all("me/sessions").await.len(), 1);
    let whole = give(&half, &phone.next(&house)).await.expect(200);
    assert_eq!((&whole["second_factor_due"], &whole["user"]["email"]), (&json!(false), &json!(ANA)));
    house.bearer(whole["access_token"].as_str().unwrap()).get("me").await.expect(200);
    assert_eq!(ana.all("me/sessions").await.len(), 2);
    // Half a session is given its other half once.
    give(&half, &phone.next(&house)).await.refused(401, "session-ended");
    // A whole one's token is no half.
    ana.post("auth/second-factor", json!({ "code": "000000" })).await.refused(401, "token-invalid");
}

#[tokio::test]
async fn half_a_session_is_nothing_to_the_handlers_whoever_signed_its_token() {
    let house = House::open();
    let ana = house.person(ANA, false);
    turn_on(&house, &ana).await;
    // A whole token for a session that waits, which the server never makes.
    house.sign_in_again(&ana).get("me").await.refused(401, "session-ended");
}

#[tokio::test]
async fn digits_work_once_and_not_after_newer_ones() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, _) = turn_on(&house, &ana).await;
    let used = phone.digits(&house);
    give(&first_step(&house, ANA).await, &used).await.refused(422, "second-factor-wrong");
    let newer = phone.next(&house);
    give(&first_step(&house, ANA).await, &format!("{} {}", &newer[..3], &newer[3..])).await.expect(200);
    for spent in [&newer, &used] {
        let problem = give(&first_step(&house, ANA).await, spent).await.refused(422, "second-factor-wrong");
        assert_eq!(problem["errors"][0]["pointer"], "/code");
    }
    // A phone whose clock is half a minute behind is no stranger, one of a minute and a half is.
    let late = phone.next(&house);
    house.clock.advance(TimeDelta::seconds(30));
    give(&first_step(&house, ANA).await, &late).await.expect(200);
    let old = phone.next(&house);
    house.clock.advance(TimeDelta::seconds(90));
    give(&first_step(&house, ANA).await, &old).await.refused(422, "second-factor-wrong");
}

#[tokio::test]
async fn of_two_devices_with_the_same_digits_one_gets_in() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, recovery) = turn_on(&house, &ana).await;
    for code in [phone.next(&house), recovery[0].clone()] {
        let mut tries = Vec::new();
        for _ in 0..3 {
            let (half, code) = (first_step(&house, ANA).await, code.clone());
            tries.push(tokio::spawn(async move { give(&half, &code).await.status.as_u16() }));
        }
        let mut done = Vec::new();
        for task in tries {
            done.push(task.await.unwrap());
        }
        done.sort_unstable();
        assert_eq!(done, [200, 422, 422]);
    }
}

#[tokio::test]
async fn of_two_devices_that_confirm_at_once_one_is_shown_the_codes() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let phone = begin(&ana).await;
    let digits = phone.digits(&house);
    let tries = (0..3).map(|_| {
        let (ana, digits) = (ana.clone(), digits.clone());
        tokio::spawn(async move { confirm(&ana, &digits).await })
    });
    let mut shown = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        match task.await.unwrap() {
            reply if reply.status == 200 => shown.push(codes(&reply.body)),
            reply => drop(reply.refused(409, "second-factor-on")),
        }
    }
    assert_eq!(shown.len(), 1);
    give(&first_step(&house, ANA).await, &shown[0][0]).await.expect(200);
}

#[tokio::test]
async fn guesses_are_counted_per_account_and_do_not_keep_the_owner_out() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, recovery) = turn_on(&house, &ana).await;
    for _ in 0..10 {
        let half = first_step(&house, ANA).await;
        give(&half, wrong(&phone.digits(&house))).await.refused(422, "second-factor-wrong");
    }
    let half = first_step(&house, ANA).await;
    let reply = give(&half, &phone.next(&house)).await;
    assert!(reply.header("retry-after").parse::<u64>().unwrap() > 0);
    reply.refused(429, "too-many-attempts");
    // Nor elsewhere: it is the same secret.
    let body = json!({ "password": PASSWORD, "code": phone.digits(&house) });
    ana.post("me/second-factor/off", body).await.refused(429, "too-many-attempts");
    give(&half, &recovery[0]).await.expect(200);
    for _ in 0..10 {
        give(&first_step(&house, ANA).await, "aaaa-bbbb-cccc").await.refused(422, "second-factor-wrong");
    }
    give(&first_step(&house, ANA).await, &recovery[1]).await.refused(429, "too-many-attempts");
    house.clock.advance(TimeDelta::minutes(15));
    give(&first_step(&house, ANA).await, &phone.digits(&house)).await.expect(200);
}

#[tokio::test]
async fn half_a_session_waits_fifteen_minutes() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, _) = turn_on(&house, &ana).await;
    let reply = house.anonymous().post("auth/login", json!({ "email": ANA, "password": PASSWORD })).await;
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    house.clock.advance(TimeDelta::minutes(14));
    let refreshed = house.anonymous().with("cookie", &cookie).post("auth/refresh", Value::Null).await;
    let cookie = refreshed.header("set-cookie").split(';').next().unwrap().to_owned();
    let half = house.bearer(refreshed.expect(200)["access_token"].as_str().unwrap());
    house.clock.advance(TimeDelta::minutes(1));
    give(&half, &phone.digits(&house)).await.refused(401, "session-ended");
    house.anonymous().with("cookie", &cookie).post("auth/refresh", Value::Null).await.refused(401, "session-ended");
}

#[tokio::test]
async fn recovery_codes_work_once_are_hashed_told_and_renewed() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, recovery) = turn_on(&house, &ana).await;
    let typed = format!(" {} ", recovery[0].to_uppercase().replace('-', " "));
    let whole = give(&first_step(&house, ANA).await, &typed).await.expect(200);
    assert_eq!(house.mail_to(ANA).await[0].0, "A recovery code was used");
    give(&first_step(&house, ANA).await, &recovery[0]).await.refused(422, "second-factor-wrong");
    let ana = house.bearer(whole["access_token"].as_str().unwrap());
    assert_eq!(ana.get("me/second-factor").await.expect(200)["recovery_codes_left"], 9);
    let plain = recovery[1].replace('-', "");
    let kept = format!("SELECT count(*) AS value FROM recovery_codes WHERE encode(code_hash, 'escape') LIKE '%{plain}%'");
    assert_eq!(house.count(Box::leak(kept.into_boxed_str())), 0);

    let renew = async |code: &str| ana.post("me/second-factor/recovery-codes", json!({ "password": PASSWORD, "code": code })).await;
    renew("000-000").await.refused(422, "second-factor-wrong");
    let fresh = codes(&renew(&phone.next(&house)).await.expect(200));
    assert_eq!(ana.get("me/second-factor").await.expect(200)["recovery_codes_left"], 10);
    give(&first_step(&house, ANA).await, &recovery[1]).await.refused(422, "second-factor-wrong");
    give(&first_step(&house, ANA).await, &fresh[0]).await.expect(200);
    let kinds: Vec<String> = ana.all("me/changes").await.iter().map(|change| id(change, "kind")).collect();
    assert_eq!(kinds, ["recovery-code-used", "recovery-codes-renewed", "recovery-code-used", "second-factor-on"]);
}

#[tokio::test]
async fn it_is_turned_off_with_the_password_and_a_code() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let off = async |password: &str, code: &str| ana.post("me/second-factor/off", json!({ "password": password, "code": code })).await;
    off(PASSWORD, "000000").await.refused(409, "second-factor-off");
    let (phone, recovery) = turn_on(&house, &ana).await;
    ana.post("me/second-factor", json!({ "password": PASSWORD })).await.refused(409, "second-factor-on");
    off("not the password", &phone.next(&house)).await.refused(422, "password-wrong");
    off(PASSWORD, wrong(&phone.digits(&house))).await.refused(422, "second-factor-wrong");
    let other = give(&first_step(&house, ANA).await, &recovery[0]).await.expect(200);
    off(PASSWORD, &recovery[1]).await.expect(204);
    house.bearer(other["access_token"].as_str().unwrap()).get("me").await.refused(401, "session-ended");
    ana.get("me").await.expect(200);
    house.sign_in(ANA).await.get("me").await.expect(200);
    assert_eq!(house.mail_to(ANA).await[0].0, "The second step is off");
    assert_eq!(house.count("SELECT count(*) AS value FROM recovery_codes"), 0);
    // Another phone has another secret.
    assert_ne!(begin(&ana).await.secret, phone.secret);
}

#[tokio::test]
async fn setting_it_up_asks_for_the_password_and_waits_fifteen_minutes() {
    let house = House::open();
    let ana = house.person(ANA, false);
    confirm(&ana, "000000").await.refused(409, "second-factor-not-begun");
    ana.post("me/second-factor", json!({ "password": "a guess at it" })).await.refused(422, "password-wrong");
    let first = begin(&ana).await;
    let second = begin(&ana).await;
    confirm(&ana, &first.digits(&house)).await.refused(422, "second-factor-wrong");
    house.clock.advance(TimeDelta::minutes(15));
    let ana = house.sign_in(ANA).await;
    confirm(&ana, &second.digits(&house)).await.refused(409, "second-factor-not-begun");
    turn_on(&house, &ana).await;
}

#[tokio::test]
async fn every_other_door_asks_for_it_too() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, _) = turn_on(&house, &ana).await;
    // A link to set a password.
    house.anonymous().post("auth/password-reset", json!({ "email": ANA })).await.expect(202);
    let body = json!({ "token": house.link_secret_for(ANA).await, "password": PASSWORD });
    let half = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!((&half["second_factor_due"], &half["user"]["display_name"]), (&json!(true), &json!("")));
    let half = house.bearer(half["access_token"].as_str().unwrap());
    half.get("me").await.refused(401, "token-invalid");
    give(&half, &phone.next(&house)).await.expect(200);
    // Signing up with its password is signing up, and says nothing of the account.
    let body = json!({ "email": ANA, "password": PASSWORD, "display_name": "Somebody" });
    let claim = house.anonymous().post("auth/register", body).await.expect(201);
    assert_eq!((&claim["second_factor_due"], &claim["user"]["display_name"]), (&json!(false), &json!("Somebody")));
    // Nor does the mailbox open it: the claim stays what it is.
    let claimant = house.bearer(claim["access_token"].as_str().unwrap());
    claimant.post("auth/email-verification", Value::Null).await.expect(202);
    let body = json!({ "code": house.digits_for(ANA).await });
    claimant.post("auth/email-verification/confirm", body).await.refused(409, "email-held");
    assert_eq!(claimant.get("me").await.expect(200)["email_verified"], false);
    house.anonymous().post("auth/login", json!({ "email": ANA, "password": PASSWORD })).await.expect(200);
    // The link ended the session that had turned it on.
    ana.get("me").await.refused(401, "session-ended");
}

#[tokio::test]
async fn a_thief_who_set_up_a_phone_loses_it_with_the_address() {
    let house = House::open();
    let ana = house.person(ANA, false);
    ana.post("me/address", json!({ "email": "thief@example.com", "password": PASSWORD })).await.expect(202);
    ana.post("me/address/confirm", json!({ "code": house.digits_for("thief@example.com").await })).await.expect(200);
    turn_on(&house, &ana).await;
    let mails = house.mail_to(ANA).await;
    let link = mails.iter().find_map(|(_, text)| text.split_whitespace().find(|word| word.contains("/not-me/"))).unwrap();
    let body = json!({ "token": link.rsplit('/').next().unwrap() });
    let back = house.anonymous().post("auth/address/take-back", body).await.expect(200);
    let body = json!({ "token": id(&back, "token"), "password": "mine once more" });
    assert_eq!(house.anonymous().post("auth/password-reset/confirm", body).await.expect(200)["second_factor_due"], false);
}

#[tokio::test]
async fn an_organization_requires_it_of_its_staff() {
    let school = School::with_seats(5).await;
    let house = &school.house;
    let (teacher, _) = school.teacher(ANA, &[]).await;
    let path = format!("organizations/{}", school.id);
    // Who asks for it has it: no admin is shut out.
    school.admin.patch(&path, json!({ "requires_second_factor": true })).await.refused(409, "second-factor-first");
    turn_on(house, &school.admin).await;
    let changed = school.admin.patch(&path, json!({ "requires_second_factor": true })).await.expect(200);
    assert_eq!(changed["requires_second_factor"], true);
    school.admin.get(&school.at("staff")).await.expect(200);

    // Shut from the next request on, and the person is told by their own page.
    let problem = teacher.get(&school.at("classrooms")).await.refused(403, "second-factor-required");
    assert!(problem["detail"].as_str().unwrap().contains("second step"));
    teacher.post(&school.at("codes"), json!({ "code": "MINE" })).await.refused(403, "second-factor-required");
    teacher.get(&school.at("staff")).await.refused(403, "second-factor-required");
    let role = &teacher.get("me").await.expect(200)["roles"][0];
    assert_eq!((&role["role"], &role["second_factor_missing"]), (&json!("teacher"), &json!(true)));
    assert_eq!(teacher.all("organizations").await.len(), 1);
    let staff = school.admin.all(&school.at("staff")).await;
    assert_eq!(staff.iter().filter(|one| one["second_factor"] == true).count(), 1);
    // Another organization's requirement is not everybody's.
    let (other, other_admin) = house.organization(&school.operator, "franklin", "America/Chicago").await;
    other_admin.get(&format!("organizations/{other}/staff")).await.expect(200);
    school.operator.get(&format!("operator/organizations/{}", school.id)).await.expect(200);
    // Students, and what staff are besides, are not asked.
    let student = house.person("maya@example.com", false);
    student.get(&school.at("classrooms")).await.refused(404, "not-found");

    turn_on(house, &teacher).await;
    teacher.get(&school.at("classrooms")).await.expect(200);
    assert_eq!(teacher.get("me").await.expect(200)["roles"][0]["second_factor_missing"], false);
    school.admin.patch(&path, json!({ "requires_second_factor": false })).await.expect(200);
}

#[tokio::test]
async fn an_admin_who_turns_it_off_is_shut_out_only_until_it_is_on_again() {
    let school = School::with_seats(0).await;
    let house = &school.house;
    let (phone, _) = turn_on(house, &school.admin).await;
    school.admin.patch(&format!("organizations/{}", school.id), json!({ "requires_second_factor": true })).await.expect(200);
    let body = json!({ "password": PASSWORD, "code": phone.next(house) });
    school.admin.post("me/second-factor/off", body).await.expect(204);
    school.admin.get(&school.at("staff")).await.refused(403, "second-factor-required");
    turn_on(house, &school.admin).await;
    school.admin.get(&school.at("staff")).await.expect(200);
}

#[tokio::test]
async fn an_admin_helps_staff_of_only_their_organization() {
    let school = School::with_seats(0).await;
    let house = &school.house;
    let (teacher, member) = school.teacher(ANA, &[]).await;
    let path = school.at(&format!("staff/{}/second-factor", id(&member, "staff_id")));
    school.admin.delete(&path).await.refused(409, "second-factor-off");
    turn_on(house, &teacher).await;
    teacher.delete(&path).await.refused(403, "role-required");
    school.admin.delete(&path).await.expect(204);
    teacher.get("me").await.refused(401, "session-ended");
    assert_eq!(house.mail_to(ANA).await[0].0, "Your second step was reset");
    let teacher = house.sign_in(ANA).await;
    assert_eq!(teacher.all("me/changes").await[0]["kind"], "second-factor-reset");

    // Not where another organization relies on it, too, nor from oneself, nor from an operator.
    turn_on(house, &teacher).await;
    let (other, other_admin) = house.organization(&school.operator, "franklin", "America/Chicago").await;
    let elsewhere = format!("organizations/{other}/staff");
    let there = other_admin.post(&elsewhere, json!({ "email": ANA, "role": "teacher" })).await.expect(201);
    school.admin.delete(&path).await.refused(409, "second-factor-elsewhere");
    other_admin.delete(&format!("{elsewhere}/{}/second-factor", id(&there, "staff_id"))).await.refused(409, "second-factor-elsewhere");
    teacher.get("me").await.expect(200);
    turn_on(house, &school.admin).await;
    let staff = school.admin.all(&school.at("staff")).await;
    let own = staff.iter().find(|one| one["email"] == "admin@hamilton.test").unwrap();
    let own = school.at(&format!("staff/{}/second-factor", id(own, "staff_id")));
    school.admin.delete(&own).await.refused(409, "second-factor-own");
}

#[tokio::test]
async fn the_operator_can_be_asked_for_it_too() {
    let house = House::open_with(Database::create(), |context| context.operators_need_second_factor = true);
    let operator = house.person("operator@homeroom.test", true);
    operator.get("operator/organizations").await.refused(403, "second-factor-required");
    // What the screen goes by: who has to set it up first.
    assert_eq!(operator.get("me").await.expect(200)["operator_second_factor_missing"], true);
    assert_eq!(house.person("noah@example.com", false).get("me").await.expect(200)["operator_second_factor_missing"], false);
    house.person("maya@example.com", false).get("operator/organizations").await.refused(403, "role-required");
    turn_on(&house, &operator).await;
    operator.get("operator/organizations").await.expect(200);
    assert_eq!(operator.get("me").await.expect(200)["operator_second_factor_missing"], false);
}

#[tokio::test]
async fn the_operators_command_line_helps_who_lost_everything() {
    let house = House::open();
    let ana = house.person(ANA, false);
    turn_on(&house, &ana).await;
    let reset = |email: &str| {
        Command::new(env!("CARGO_BIN_EXE_homeroom"))
            .args(["operator", "reset-second-factor", "--email", email, "--database-url", house.database_url()])
            .output()
            .expect("it runs")
    };
    assert!(!reset("nobody@example.com").status.success());
    assert!(reset(" ANA@hamilton.test").status.success());
    assert!(!reset(ANA).status.success(), "there is none any more");
    ana.get("me").await.refused(401, "session-ended");
    house.sign_in(ANA).await.get("me").await.expect(200);
}

/// What the database has of the secret.
fn kept_secret(house: &House) -> Vec<u8> {
    row! { struct Kept { secret: Vec<u8> } }
    sql("SELECT secret FROM second_factors").first::<Kept>(&mut house.database()).unwrap().expect("a secret").secret
}

#[tokio::test]
async fn the_secret_is_sealed_where_it_is_kept() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let phone = begin(&ana).await;
    let plain = Secret::try_from_base32(phone.secret.replace(' ', "")).expect("base32").as_bytes().to_vec();
    let sealed = kept_secret(&house);
    assert!(sealed.len() == 48 && !sealed.windows(20).any(|part| part == plain));
    confirm(&ana, &phone.digits(&house)).await.expect(200);
    assert_eq!(kept_secret(&house), sealed, "sealed by the key of today, so left alone");
    // One from before there were seals works, and is sealed by its next use; wrong digits change nothing.
    sql("UPDATE second_factors SET secret = $1").bind(plain.clone()).run(&mut house.database()).unwrap();
    let now = phone.next(&house);
    give(&first_step(&house, ANA).await, wrong(&now)).await.refused(422, "second-factor-wrong");
    assert_eq!(kept_secret(&house), plain);
    give(&first_step(&house, ANA).await, &now).await.expect(200);
    assert_eq!(kept_secret(&house).len(), 48);
    give(&first_step(&house, ANA).await, &phone.next(&house)).await.expect(200);
}

#[tokio::test]
async fn another_key_of_the_installation_takes_the_seals_over() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, recovery) = turn_on(&house, &ana).await;
    let before = kept_secret(&house);
    let kept = accounts::kept_signing_keys(&mut house.database()).unwrap();
    let new = new_private_pem().unwrap();
    let reopen = |keys: fn(&str, &str, &[String]) -> Keys| {
        let (new, kept, clock) = (new.clone(), kept.clone(), house.clock.clone());
        House::open_with(Database::at(house.database_url()), move |context| {
            context.clock = clock;
            context.keys = keys(&context.public_url, &new, &kept);
        })
    };
    let sign_in = async |house: &House| {
        let half = house.anonymous().post("auth/login", json!({ "email": ANA, "password": PASSWORD })).await.expect(200);
        house.bearer(half["access_token"].as_str().unwrap())
    };
    // Without the old key no digits are right, and what stands in for the phone still does.
    let alone = reopen(|url, new, _| Keys::read(url, &split_pems(new)).unwrap());
    give(&sign_in(&alone).await, &phone.next(&house)).await.refused(422, "second-factor-wrong");
    give(&sign_in(&alone).await, &recovery[0]).await.expect(200);
    let both = reopen(|url, new, kept| Keys::read(url, &split_pems(&format!("{new}\n{}", kept[0]))).unwrap());
    give(&sign_in(&both).await, &phone.next(&house)).await.expect(200);
    assert_ne!(kept_secret(&house), before);
    give(&sign_in(&alone).await, &phone.next(&house)).await.expect(200);
}

/// Mail, record, lists: the secret is in none of them.
#[tokio::test]
async fn the_secret_is_shown_once() {
    let house = House::open();
    let ana = house.person(ANA, false);
    let (phone, recovery) = turn_on(&house, &ana).await;
    let secret = phone.secret.replace(' ', "");
    let mut texts: Vec<String> = house.mail_to(ANA).await.into_iter().map(|(subject, text)| subject + &text).collect();
    for path in ["me", "me/second-factor", "me/changes", "me/sessions"] {
        texts.push(ana.get(path).await.text);
    }
    assert!(texts.iter().all(|text| !text.contains(&secret) && !text.contains(&phone.secret) && !text.contains(&recovery[0])));
    assert!(accounts::has_second_factor(&mut house.database(), id(&ana.get("me").await.expect(200), "id").parse().unwrap()).unwrap());
}
