//! Guessing: what is counted, what is never slowed down, and what nobody learns by trying.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use homeroom::shared::throttle::Throttle;
use serde_json::{Value, json};

use crate::support::{Api, Database, House, PASSWORD, Reply, School};

/// What every refusal takes that must not be told from another.
const FLOOR: Duration = Duration::from_millis(50);

/// Everything of an answer but what is different in each: status, headers, body.
fn told(reply: &Reply) -> (u16, Vec<(String, String)>, String) {
    let id = reply.header("x-request-id");
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in &reply.headers {
        let value = value.to_str().unwrap();
        let shown = match name.as_str() {
            "date" => String::new(),
            // The secret is random, its length is not.
            "set-cookie" => value.replace(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c), "x"),
            _ => value.replace(id, ""),
        };
        headers.push((name.to_string(), shown));
    }
    headers.sort();
    (reply.status.as_u16(), headers, reply.text.replace(id, ""))
}

/// An answer, and how long it took.
async fn timed(reply: impl Future<Output = Reply>) -> (Reply, Duration) {
    let begun = Instant::now();
    (reply.await, begun.elapsed())
}

#[tokio::test]
async fn a_closed_code_and_an_unknown_one_are_told_apart_neither_by_answer_nor_by_time() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let gone = school.classroom("Gone", json!({})).await;
    school.code("OPEN", &room, json!({})).await;
    for (text, extra) in [
        ("PAUSED", json!({ "enabled": false })),
        ("EXPIRED", json!({ "valid_till": "2026-01-01" })),
        ("EARLY", json!({ "valid_from": "2099-01-01" })),
        ("USED-UP", json!({ "max_redemptions": 1 })),
    ] {
        school.code(text, &room, extra).await;
    }
    school.house.person("maya@example.com", false).redeem("USED-UP").await.expect(201);
    let deleted = school.code("DELETED", &room, json!({})).await;
    school.admin.delete(&school.at(&format!("codes/{}", deleted["id"].as_str().unwrap()))).await.expect(204);
    school.code("NO-ROOM", &gone, json!({})).await;
    school.admin.delete(&school.at(&format!("classrooms/{}", gone["id"].as_str().unwrap()))).await.expect(204);

    let stranger = school.house.anonymous();
    let look = async |code: &str| timed(stranger.post("codes/lookup", json!({ "code": code }))).await;
    let unknown = told(&look("NO-SUCH-CODE").await.0);
    assert_eq!(unknown.0, 404);
    for code in ["PAUSED", "EXPIRED", "EARLY", "USED-UP", "DELETED", "NO-ROOM", "NO-SUCH-CODE", "x", "", "Ünknown"] {
        let (reply, took) = look(code).await;
        assert_eq!(told(&reply), unknown, "{code}");
        assert!(took >= FLOOR, "{code}: {took:?}");
    }
    look("OPEN").await.0.expect(200);
}

#[tokio::test]
async fn an_account_is_told_from_none_neither_by_signing_in_nor_by_asking_for_a_link() {
    let house = House::open();
    house.person("held@example.com", false);
    house.unverified("claimed@example.com");
    let mut said = Vec::new();
    for email in ["held@example.com", "claimed@example.com", "nobody@example.com"] {
        let wrong = json!({ "email": email, "password": "a wrong morning" });
        let wrong = house.anonymous().post("auth/login", wrong).await;
        let (asked, took) = timed(house.anonymous().post("auth/password-reset", json!({ "email": email }))).await;
        assert!(took >= FLOOR, "{email}: {took:?}");
        said.push((told(&wrong), told(&asked)));
    }
    assert!(said.iter().all(|one| one == &said[0]), "{said:#?}");
    assert_eq!((said[0].0.0, said[0].1.0), (401, 202));
}

#[tokio::test]
async fn nor_by_signing_up() {
    let school = School::with_seats(10).await;
    let house = &school.house;
    house.person("held@example.com", false);
    house.unverified("once@example.com");
    for code in [json!(null), json!("NO-SUCH-CODE")] {
        let mut said = Vec::new();
        for email in ["held@example.com", "once@example.com", "none@example.com"] {
            let body = json!({ "email": email, "password": "a loud evening", "display_name": "Kim", "code": code });
            let mut reply = house.anonymous().post("auth/register", body).await;
            let (user, token) = (reply.body["user"]["id"].clone(), reply.body["access_token"].clone());
            for different in [user.as_str().unwrap(), token.as_str().unwrap(), email] {
                reply.text = reply.text.replace(different, "");
            }
            said.push(told(&reply));
            let mine = house.bearer(token.as_str().unwrap()).get("me").await.expect(200);
            assert_eq!((&mine["email_verified"], &mine["roles"]), (&json!(false), &json!([])));
        }
        // Bodies are as long as the address; it was taken out of them above, so lengths are not compared.
        for (_, headers, _) in &mut said {
            headers.retain(|(name, _)| name != "content-length");
        }
        assert_eq!(said[0].0, 201);
        assert!(said.iter().all(|one| one == &said[0]), "{said:#?}");
    }
    assert!(house.mail_to("held@example.com").await.is_empty(), "nor is anybody's mailbox bothered before a code asks for it");
}

#[tokio::test]
async fn a_class_behind_one_address_is_not_slowed_down() {
    let school = School::with_seats(50).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    // Each looks, signs up by the join page, mistypes once, and types the code of the other class.
    let other = school.classroom("Other", json!({})).await;
    school.code("OTHER", &other, json!({})).await;
    let class = (0..40).map(|number| {
        let anybody = school.house.anonymous();
        let base = school.house.base.clone();
        tokio::spawn(async move {
            anybody.post("codes/lookup", json!({ "code": "health" })).await.expect(200);
            let body =
                json!({ "email": format!("kim{number}@example.com"), "password": PASSWORD, "display_name": "Kim", "code": "HEALTH" });
            let session = anybody.post("auth/register", body).await.expect(201);
            assert_eq!(session["redemption"]["status"], "redeemed");
            let kim = Api::new(&base, Some(session["access_token"].as_str().unwrap().to_owned()));
            kim.redeem("OHTER").await.refused(404, "code-unknown");
            kim.redeem("OTHER").await.expect(201);
        })
    });
    for task in class.collect::<Vec<_>>() {
        task.await.expect("no 429");
    }
    assert_eq!(school.balance().await, (50, 40, 0, 10));
}

/// A house whose ceiling per network is low enough to reach.
fn low_ceiling(trusted_proxies: &[ipnet::IpNet]) -> House {
    House::open_with(Database::create(), |context| {
        context.throttles.addresses = Throttle::new("address", 4, TimeDelta::hours(1));
        context.trusted_proxies = trusted_proxies.to_vec();
    })
}

async fn guess(house: &House, from: &str) -> Reply {
    house.anonymous().with("X-Forwarded-For", from).post("codes/lookup", json!({ "code": "NO-SUCH-CODE" })).await
}

#[tokio::test]
async fn guesses_are_counted_by_network() {
    let house = low_ceiling(&["127.0.0.0/8".parse().unwrap()]);
    for host in 1..=4 {
        guess(&house, &format!("2001:db8:1:2::{host}")).await.refused(404, "code-unknown");
    }
    let reply = guess(&house, "2001:db8:1:2:ffff::9").await;
    assert!((1..=3_600).contains(&reply.header("retry-after").parse::<i64>().unwrap()));
    assert_eq!(reply.header("ratelimit-policy"), "\"address\";q=4;w=3600");
    reply.refused(429, "too-many-attempts");
    guess(&house, "2001:db8:1:3::1").await.refused(404, "code-unknown");
    guess(&house, "198.51.100.1").await.refused(404, "code-unknown");
    house.clock.advance(TimeDelta::hours(1));
    guess(&house, "2001:db8:1:2::1").await.refused(404, "code-unknown");
}

#[tokio::test]
async fn who_is_no_trusted_proxy_cannot_say_where_it_comes_from() {
    let house = low_ceiling(&["203.0.113.0/24".parse().unwrap()]);
    for host in 1..=4 {
        guess(&house, &format!("198.51.100.{host}")).await.refused(404, "code-unknown");
    }
    guess(&house, "198.51.100.77").await.refused(429, "too-many-attempts");
}

#[tokio::test]
async fn wrong_links_digits_and_passwords_are_counted_by_network_too() {
    type Try = fn(&House) -> (&'static str, Value, u16);
    let tries: [Try; 4] = [
        |_| ("auth/password-reset/lookup", json!({ "token": "nonsense" }), 410),
        |_| ("auth/password-reset/confirm", json!({ "token": "nonsense", "password": PASSWORD }), 410),
        |_| ("auth/login", json!({ "email": "nobody@example.com", "password": PASSWORD }), 401),
        |_| ("auth/email-verification/confirm", json!({ "code": "000000x" }), 422),
    ];
    for one in tries {
        let house = low_ceiling(&[]);
        let (path, body, status) = one(&house);
        let maya = house.unverified("maya@example.com");
        maya.post("auth/email-verification", Value::Null).await.expect(202);
        for _ in 0..4 {
            maya.post(path, body.clone()).await.expect(status);
        }
        maya.post(path, body).await.refused(429, "too-many-attempts");
    }
}

#[tokio::test]
async fn digits_are_guessed_by_the_address_however_many_claim_it() {
    let school = School::behind(&["127.0.0.0/8".parse().unwrap()], 0).await;
    let house = &school.house;
    house.person("maya@example.com", false);
    let mut claims = Vec::new();
    for number in 0..6 {
        let body = json!({ "email": "maya@example.com", "password": format!("guessing {number} times"), "display_name": "Eve" });
        let session = house.anonymous().post("auth/register", body).await.expect(201);
        claims.push(house.bearer(session["access_token"].as_str().unwrap()));
    }
    let (last, first) = claims.split_last().unwrap();
    for claim in first {
        claim.post("auth/email-verification", Value::Null).await.expect(202);
    }
    // Answered alike, or it would tell that somebody else claims the address.
    last.post("auth/email-verification", Value::Null).await.expect(202);
    assert_eq!(house.mail_to("maya@example.com").await.len(), 5, "the mailbox is not filled");

    let typed = json!({ "code": "000000x" });
    for number in 0..20 {
        let wrong = first[number / 5].post("auth/email-verification/confirm", typed.clone()).await;
        wrong.refused(422, "verification-code-wrong");
    }
    let reply = first[4].post("auth/email-verification/confirm", typed.clone()).await;
    assert_eq!(reply.header("ratelimit-policy"), "\"digits\";q=20;w=86400");
    reply.refused(429, "too-many-attempts");
    // Somewhere else the owner is not kept waiting, and by a link nowhere.
    let elsewhere = first[4].with("X-Forwarded-For", "203.0.113.9");
    let digits = house.digits_for("maya@example.com").await;
    elsewhere.post("auth/email-verification/confirm", json!({ "code": digits })).await.expect(200);
    house.anonymous().post("auth/password-reset", json!({ "email": "maya@example.com" })).await.expect(202);
    let body = json!({ "token": house.link_secret_for("maya@example.com").await, "password": PASSWORD });
    house.anonymous().post("auth/password-reset/confirm", body).await.expect(200);
}
