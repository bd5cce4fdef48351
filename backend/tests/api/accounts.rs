//! People: signing up, in and out, sessions, verified addresses, links to set a password, tokens.

use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use crate::support::{Api, House, PASSWORD, Reply, School, id};

const SESSION: &str = "session-ended";

fn credentials(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

async fn register(house: &House, email: &str) -> Reply {
    let body = json!({ "email": email, "password": PASSWORD, "display_name": "Maya Chen" });
    let reply = house.anonymous().post("auth/register", body).await;
    assert_eq!(reply.status.as_u16(), 201, "{}", reply.body);
    reply
}

/// The refresh cookie that came with an answer, as a browser sends it back.
fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn token(body: &Value) -> &str {
    body["access_token"].as_str().unwrap()
}

async fn refresh(house: &House, cookie: &str) -> Reply {
    house.anonymous().with("cookie", cookie).post("auth/refresh", Value::Null).await
}

#[tokio::test]
async fn signing_up_makes_an_account_and_signs_in() {
    let house = House::open();
    let reply = register(&house, " Maya@Example.COM ").await;
    let user = &reply.body["user"];
    assert_eq!((&user["email"], &user["email_verified"], &user["locale"]), (&json!("Maya@Example.COM"), &json!(false), &json!("en")));
    assert_eq!((&user["operator"], &user["roles"]), (&json!(false), &json!([])));
    let me = house.bearer(token(&reply.body)).get("me").await.expect(200);
    assert_eq!(&me, user);
    let body = json!({ "email": "maya", "password": PASSWORD, "display_name": "Maya" });
    let problem = house.anonymous().post("auth/register", body).await.refused(422, "email-invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/email");
    for (field, value) in [("operator", json!(true)), ("roles", json!([])), ("email_verified", json!(true))] {
        let mut body = json!({ "email": "eve@example.com", "password": PASSWORD, "display_name": "Eve" });
        body[field] = value;
        let problem = house.anonymous().post("auth/register", body).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["code"], "unknown-field", "{field} is not for the asking");
    }
    assert_eq!(house.count("SELECT count(*) AS value FROM accounts"), 1);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let house = House::open();
    register(&house, "maya@example.com").await;
    let mut answers = Vec::new();
    for (email, password) in [("maya@example.com", "a wrong morning"), ("nobody@example.com", PASSWORD), ("no address", PASSWORD)] {
        let mut problem = house.anonymous().post("auth/login", credentials(email, password)).await.refused(401, "credentials-wrong");
        problem["request_id"] = json!("");
        answers.push(problem);
    }
    assert!(answers.iter().all(|answer| answer == &answers[0]));
    house.anonymous().post("auth/login", credentials(" MAYA@example.com", PASSWORD)).await.expect(200);
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down_for_that_address_only() {
    let house = House::open();
    for email in ["maya@example.com", "liam@example.com"] {
        register(&house, email).await;
    }
    for _ in 0..20 {
        house.anonymous().post("auth/login", credentials("maya@example.com", "a wrong morning")).await.refused(401, "credentials-wrong");
    }
    let reply = house.anonymous().post("auth/login", credentials("MAYA@example.com", PASSWORD)).await;
    let wait: i64 = reply.header("retry-after").parse().unwrap();
    assert!((1..=900).contains(&wait));
    assert_eq!(reply.header("ratelimit-policy"), "\"passwords\";q=20;w=900");
    assert_eq!(reply.header("ratelimit"), format!("\"passwords\";r=0;t={wait}"));
    reply.refused(429, "too-many-attempts");
    house.sign_in("liam@example.com").await;
    house.clock.advance(TimeDelta::seconds(wait + 1));
    house.sign_in("maya@example.com").await;
}

#[tokio::test]
async fn a_refresh_token_travels_where_no_script_reads_it_and_is_good_once() {
    let house = House::open();
    let signed_up = register(&house, "maya@example.com").await;
    let set = signed_up.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age=2592000"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    assert!(!signed_up.text.contains(cookie(&signed_up).split_once('=').unwrap().1), "never in a body");
    let second = refresh(&house, &cookie(&signed_up)).await;
    assert_ne!(cookie(&second), cookie(&signed_up));
    house.bearer(token(&second.body)).get("me").await.expect(200);
    let third = refresh(&house, &cookie(&second)).await;
    let access = house.bearer(token(&third.body));
    access.get("me").await.expect(200);

    // The first token again: somebody has a copy. Whoever holds the newest loses it too.
    refresh(&house, &cookie(&signed_up)).await.refused(401, SESSION);
    refresh(&house, &cookie(&third)).await.refused(401, SESSION);
    access.get("me").await.refused(401, SESSION);
    house.sign_in("maya@example.com").await.get("me").await.expect(200);
}

#[tokio::test]
async fn a_session_lives_as_long_as_it_is_used_within_a_month() {
    let house = House::open();
    let mut newest = cookie(&register(&house, "maya@example.com").await);
    for _ in 0..3 {
        house.clock.advance(TimeDelta::days(29));
        let reply = refresh(&house, &newest).await;
        newest = cookie(&reply);
        house.bearer(token(&reply.body)).get("me").await.expect(200);
    }
    house.clock.advance(TimeDelta::days(30) + TimeDelta::seconds(1));
    refresh(&house, &newest).await.refused(401, SESSION);
    for nothing in ["homeroom_refresh=", "homeroom_refresh=nonsense", "other=1"] {
        refresh(&house, nothing).await.refused(401, SESSION);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_even_with_an_old_token() {
    let house = House::open();
    let signed_up = register(&house, "maya@example.com").await;
    let maya = house.bearer(token(&signed_up.body));
    let out = maya.with("cookie", &cookie(&signed_up)).post("auth/logout", Value::Null).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"), "the browser forgets it");
    out.expect(204);
    maya.get("me").await.refused(401, SESSION);
    refresh(&house, &cookie(&signed_up)).await.refused(401, SESSION);

    let again = house.anonymous().post("auth/login", credentials("maya@example.com", PASSWORD)).await;
    house.clock.advance(TimeDelta::minutes(16));
    let late = house.bearer(token(&again.body)).with("cookie", &cookie(&again));
    late.post("auth/logout", Value::Null).await.expect(204);
    refresh(&house, &cookie(&again)).await.refused(401, SESSION);
    house.anonymous().post("auth/logout", Value::Null).await.expect(204);
}

#[tokio::test]
async fn my_sessions_are_mine_to_end() {
    let house = House::open();
    let laptop = house.anonymous().with("user-agent", "Laptop/1.0");
    let body = json!({ "email": "maya@example.com", "password": PASSWORD, "display_name": "Maya" });
    let maya = house.bearer(token(&laptop.post("auth/register", body).await.expect(201)));
    let phone = house.anonymous().with("user-agent", &format!("Phone/{}", "9".repeat(400)));
    let there = phone.post("auth/login", credentials("maya@example.com", PASSWORD)).await;
    let sessions = maya.all("me/sessions?limit=1").await;
    let seen: Vec<(bool, usize)> = sessions.iter().map(|one| (one["current"] == true, one["user_agent"].as_str().unwrap().len())).collect();
    assert_eq!(seen, [(false, 300), (true, 10)], "newest first, and no essay for a name");
    let liam = house.person("liam@example.com", false);
    let path = format!("me/sessions/{}", id(&sessions[0], "id"));
    liam.delete(&path).await.refused(404, "not-found");
    maya.delete(&path).await.expect(204);
    maya.delete(&path).await.refused(404, "not-found");
    refresh(&house, &cookie(&there)).await.refused(401, SESSION);
    assert_eq!(maya.all("me/sessions").await.len(), 1);
}

/// Somebody who asked for six digits, and the digits.
async fn asked_for_digits(house: &House) -> (Api, String) {
    let maya = house.unverified("maya@example.com");
    assert_eq!(maya.post("auth/email-verification", Value::Null).await.expect(202)["expires_in"], 900);
    (maya, house.digits_for("maya@example.com").await)
}

async fn confirm(person: &Api, digits: &str) -> Reply {
    person.post("auth/email-verification/confirm", json!({ "code": digits })).await
}

#[tokio::test]
async fn six_digits_prove_an_address() {
    let house = House::open();
    let (maya, digits) = asked_for_digits(&house).await;
    let typed = format!(" {} {} ", &digits[..3], &digits[3..]);
    assert_eq!(confirm(&maya, &typed).await.expect(200)["user"]["email_verified"], true);
    maya.post("auth/email-verification", Value::Null).await.refused(409, "email-already-verified");
    confirm(&maya, "000000").await.expect(200);
}

#[tokio::test]
async fn six_digits_may_be_typed_wrong_five_times() {
    let house = House::open();
    let (maya, digits) = asked_for_digits(&house).await;
    let wrong = if digits == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        assert_eq!(confirm(&maya, wrong).await.refused(422, "verification-code-wrong")["errors"][0]["pointer"], "/code");
    }
    confirm(&maya, &digits).await.refused(422, "verification-code-expired");
    house.clock.advance(TimeDelta::seconds(31));
    maya.post("auth/email-verification", Value::Null).await.expect(202);
    confirm(&maya, &house.digits_for("maya@example.com").await).await.expect(200);
}

#[tokio::test]
async fn six_digits_run_out_and_a_newer_mail_replaces_them() {
    let house = House::open();
    let (maya, first) = asked_for_digits(&house).await;
    let reply = maya.post("auth/email-verification", Value::Null).await;
    assert!((1..=30).contains(&reply.header("retry-after").parse::<i64>().unwrap()));
    reply.refused(429, "too-many-attempts");
    house.clock.advance(TimeDelta::seconds(31));
    maya.post("auth/email-verification", Value::Null).await.expect(202);
    let second = house.digits_for("maya@example.com").await;
    if first != second {
        confirm(&maya, &first).await.refused(422, "verification-code-wrong");
    }
    house.clock.advance(TimeDelta::minutes(14) + TimeDelta::seconds(30));
    let maya = house.sign_in("maya@example.com").await;
    confirm(&maya, &second).await.expect(200);

    let (liam, house) = (house.unverified("liam@example.com"), house);
    liam.post("auth/email-verification", Value::Null).await.expect(202);
    let digits = house.digits_for("liam@example.com").await;
    house.clock.advance(TimeDelta::minutes(15));
    confirm(&house.sign_in("liam@example.com").await, &digits).await.refused(422, "verification-code-expired");
}

/// Each mail is five more guesses, and may land in somebody else's mailbox.
#[tokio::test]
async fn six_digits_are_mailed_ten_times_an_hour_at_most() {
    let school = School::with_seats(5).await;
    school.admin.post(&school.at("codes"), json!({ "code": "SCHOOL", "email_domains": [{ "domain": "example.com" }] })).await.expect(201);
    let house = &school.house;
    house.unverified("maya@example.com");
    for minute in 0..20 {
        let maya = house.sign_in("maya@example.com").await;
        let reply = maya.post("auth/email-verification", Value::Null).await;
        match minute {
            0..10 => drop(reply.expect(202)),
            _ => drop(reply.refused(429, "too-many-attempts")),
        }
        // Nor does trying a code again bring another mail.
        maya.redeem("SCHOOL").await.expect(202);
        house.clock.advance(TimeDelta::minutes(1));
    }
    assert_eq!(house.mail_to("maya@example.com").await.len(), 10);
}

#[tokio::test]
async fn one_persons_digits_do_not_prove_anothers_address() {
    let house = House::open();
    let (_, digits) = asked_for_digits(&house).await;
    let liam = house.unverified("liam@example.com");
    confirm(&liam, &digits).await.refused(422, "verification-code-expired");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_that_works_once() {
    let house = House::open();
    let before = house.unverified("maya@example.com");
    let ask = async |email: &str| house.anonymous().post("auth/password-reset", json!({ "email": email })).await.expect(202);
    assert_eq!(ask("nobody@example.com").await, ask(" MAYA@example.com").await, "nobody learns who has an account");
    assert!(house.mail_to("nobody@example.com").await.is_empty());
    let old = house.link_secret_for("maya@example.com").await;
    ask("maya@example.com").await;
    let link = house.link_secret_for("maya@example.com").await;
    let shown = house.anonymous().post("auth/password-reset/lookup", json!({ "token": link })).await.expect(200);
    assert_eq!(shown, json!({ "email": "maya@example.com", "display_name": "maya", "purpose": "reset" }));
    let set = async |link: &str, password: &str| {
        house.anonymous().post("auth/password-reset/confirm", json!({ "token": link, "password": password })).await
    };
    set(&link, "short").await.refused(422, "invalid");
    let done = set(&link, "another quiet morning").await;
    assert!(done.header("set-cookie").contains("HttpOnly"));
    let done = done.expect(200);
    assert_eq!(done["user"]["email_verified"], true, "the link came by mail");
    house.bearer(token(&done)).get("me").await.expect(200);
    before.get("me").await.refused(401, SESSION);
    for used in [&link, &old, &"nonsense".to_owned()] {
        set(used, "a third quiet morning").await.refused(410, "link-expired");
        house.anonymous().post("auth/password-reset/lookup", json!({ "token": used })).await.refused(410, "link-expired");
    }
    house.anonymous().post("auth/login", credentials("maya@example.com", PASSWORD)).await.refused(401, "credentials-wrong");
    house.anonymous().post("auth/login", credentials("maya@example.com", "another quiet morning")).await.expect(200);
}

#[tokio::test]
async fn a_link_is_set_by_one_of_two_at_once() {
    let house = House::open();
    house.person("maya@example.com", false);
    house.anonymous().post("auth/password-reset", json!({ "email": "maya@example.com" })).await.expect(202);
    let link = house.link_secret_for("maya@example.com").await;
    let tries = (0..2).map(|number| {
        let (anybody, body) = (house.anonymous(), json!({ "token": link, "password": format!("quiet morning {number}") }));
        tokio::spawn(async move { anybody.post("auth/password-reset/confirm", body).await.status.as_u16() })
    });
    let mut done = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        done.push(task.await.unwrap());
    }
    done.sort_unstable();
    assert_eq!(done, [200, 410]);
}

#[tokio::test]
async fn links_run_out_a_reset_after_an_hour_an_invitation_after_two_weeks() {
    let school = School::with_seats(0).await;
    let house = &school.house;
    house.person("maya@example.com", false);
    let look = async |link: &str| house.anonymous().post("auth/password-reset/lookup", json!({ "token": link })).await;
    house.anonymous().post("auth/password-reset", json!({ "email": "maya@example.com" })).await.expect(202);
    let reset = house.link_secret_for("maya@example.com").await;
    school.admin.post(&school.at("staff"), json!({ "email": "new@hamilton.test", "role": "teacher" })).await.expect(201);
    let invitation = house.link_secret_for("new@hamilton.test").await;
    assert_eq!(look(&invitation).await.expect(200)["purpose"], "invitation");
    house.clock.advance(TimeDelta::minutes(59));
    look(&reset).await.expect(200);
    house.clock.advance(TimeDelta::minutes(1));
    look(&reset).await.refused(410, "link-expired");
    house.clock.advance(TimeDelta::days(13));
    let body = json!({ "token": invitation, "password": PASSWORD });
    let teacher = house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!((&teacher["user"]["email_verified"], &teacher["user"]["roles"][0]["role"]), (&json!(true), &json!("teacher")));
    house.bearer(token(&teacher)).get(&school.at("classrooms")).await.expect(200);

    let admin = house.sign_in("admin@hamilton.test").await;
    admin.post(&school.at("staff"), json!({ "email": "late@hamilton.test", "role": "teacher" })).await.expect(201);
    let invitation = house.link_secret_for("late@hamilton.test").await;
    house.clock.advance(TimeDelta::days(14));
    look(&invitation).await.refused(410, "link-expired");
}

#[tokio::test]
async fn a_link_lets_go_what_waited_for_the_address() {
    let school = School::with_seats(5).await;
    school.admin.post(&school.at("codes"), json!({ "code": "SCHOOL", "email_domains": [{ "domain": "example.com" }] })).await.expect(201);
    let maya = school.house.unverified("maya@example.com");
    maya.redeem("SCHOOL").await.expect(202);
    school.house.anonymous().post("auth/password-reset", json!({ "email": "maya@example.com" })).await.expect(202);
    let body = json!({ "token": school.house.link_secret_for("maya@example.com").await, "password": PASSWORD });
    let session = school.house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    assert_eq!(session["user"]["roles"][0]["role"], "student");
    let mine = school.house.bearer(token(&session)).all("me/redemptions").await;
    assert_eq!((mine.len(), id(&mine[0], "status")), (1, "redeemed".to_owned()));
}

/// Whoever signs up first with the principal's address must not become the principal.
#[tokio::test]
async fn a_role_waits_until_the_address_is_proven() {
    let school = School::with_seats(0).await;
    let pretender = school.house.bearer(token(&register(&school.house, "principal@hamilton.test").await.body));
    school.admin.post(&school.at("staff"), json!({ "email": "principal@hamilton.test", "role": "admin" })).await.expect(201);
    pretender.get(&school.at("staff")).await.refused(404, "not-found");
    assert_eq!(pretender.get("me").await.expect(200)["roles"], json!([]));
    assert_eq!(pretender.all("organizations").await, Vec::<Value>::new());
    let body = json!({ "token": school.house.link_secret_for("principal@hamilton.test").await, "password": "the real principal" });
    let principal = school.house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
    school.house.bearer(token(&principal)).get(&school.at("staff")).await.expect(200);
    // The pretender keeps what they had, which is nothing.
    assert_eq!(pretender.get("me").await.expect(200)["roles"], json!([]));
    pretender.get(&school.at("staff")).await.refused(404, "not-found");
    school.house.anonymous().post("auth/login", credentials("principal@hamilton.test", "the real principal")).await.expect(200);
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_asking_for_links() {
    let house = House::open();
    house.person("maya@example.com", false);
    for number in 0..10 {
        let spelling = ["maya@example.com", " MAYA@EXAMPLE.COM", "maya@example.com."][number % 3];
        house.anonymous().post("auth/password-reset", json!({ "email": spelling })).await.expect(202);
    }
    let reply = house.anonymous().post("auth/password-reset", json!({ "email": "maya@example.com" })).await;
    assert!(reply.header("retry-after").parse::<u64>().unwrap() > 0);
    reply.refused(429, "too-many-attempts");
    assert_eq!(house.mail_to("maya@example.com").await.len(), 10);
}

#[tokio::test]
async fn anybody_can_verify_a_token_by_the_published_keys() {
    let school = School::with_seats(0).await;
    let body = credentials("admin@hamilton.test", PASSWORD);
    let session = school.house.anonymous().post("auth/login", body).await.expect(200);
    assert_eq!(session["expires_in"], 900);
    let keys = school.house.anonymous().get("/.well-known/jwks.json").await.expect(200);
    let header = jsonwebtoken::decode_header(token(&session)).unwrap();
    assert_eq!(header.alg, Algorithm::EdDSA);
    let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header.kid.clone().unwrap()).expect("the key it names");
    assert_eq!((&key["kty"], &key["crv"], &key["alg"], &key["use"]), (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"), &json!("sig")));
    assert!(key.get("d").is_none(), "the private half stays here");
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_issuer(&[&school.house.base]);
    rules.set_audience(&["homeroom"]);
    let verifies = DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let claims = jsonwebtoken::decode::<Value>(token(&session), &verifies, &rules).unwrap().claims;
    assert_eq!(claims["sub"], session["user"]["id"]);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 900);
    assert_eq!(claims["roles"], json!([{ "organization_id": school.id, "role": "admin" }]));
    assert!(claims["sid"].is_string() && claims.get("operator").is_none());
    let operator = credentials("operator@homeroom.test", PASSWORD);
    let operator = school.house.anonymous().post("auth/login", operator).await.expect(200);
    let claims = jsonwebtoken::decode::<Value>(token(&operator), &verifies, &rules).unwrap().claims;
    assert_eq!(claims["operator"], true);
}

#[tokio::test]
async fn a_token_is_good_for_fifteen_minutes() {
    let house = House::open();
    let maya = house.person("maya@example.com", false);
    house.clock.advance(TimeDelta::minutes(14));
    maya.get("me").await.expect(200);
    house.clock.advance(TimeDelta::minutes(1));
    maya.get("me").await.refused(401, "token-expired");
}

#[tokio::test]
async fn i_change_my_name_and_language_and_nothing_else() {
    let house = House::open();
    let maya = house.person("maya@example.com", false);
    let changed = maya.patch("me", json!({ "display_name": " Maya Chen ", "locale": "es" })).await.expect(200);
    assert_eq!((&changed["display_name"], &changed["locale"]), (&json!("Maya Chen"), &json!("es")));
    assert_eq!(maya.patch("me", json!({})).await.expect(200), changed);
    for (body, code) in [
        (json!({ "display_name": " " }), "blank"),
        (json!({ "display_name": null }), "wrong-type"),
        (json!({ "display_name": "x".repeat(101) }), "display-name-length"),
        (json!({ "locale": "fr" }), "locale-unknown"),
        (json!({ "email": "other@example.com" }), "unknown-field"),
        (json!({ "operator": true }), "unknown-field"),
    ] {
        assert_eq!(maya.patch("me", body.clone()).await.refused(422, "invalid")["errors"][0]["code"], code, "{body}");
    }
    assert_eq!(maya.get("me").await.expect(200), changed);
}

#[tokio::test]
async fn mail_is_written_in_the_readers_language() {
    let house = House::open();
    let body = json!({ "email": "lucia@example.com", "password": PASSWORD, "display_name": "Lucía", "locale": "es" });
    let session = house.anonymous().post("auth/register", body).await.expect(201);
    house.bearer(token(&session)).post("auth/email-verification", Value::Null).await.expect(202);
    house.anonymous().post("auth/password-reset", json!({ "email": "lucia@example.com" })).await.expect(202);
    let mails = house.mail_to("lucia@example.com").await;
    assert_eq!(mails[0].0, "Elige una contraseña nueva");
    assert!(mails[1].0.ends_with(" es tu código de Homeroom") && mails[1].1.starts_with("Hola, Lucía"), "{mails:?}");
}
