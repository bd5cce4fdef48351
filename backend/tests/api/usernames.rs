//! Signing in without an email address.

use std::collections::BTreeSet;

use homeroom::accounts;
use homeroom::shared::passwords::hash_now;
use serde_json::json;

use crate::support::{House, PASSWORD, School};

/// Somebody without an address, whose password is everybody's.
fn someone(house: &House, name: &str, wanted: Option<&str>) -> String {
    let (conn, now) = (&mut house.database(), house.clock.now());
    let made = accounts::create_with_username(conn, name, wanted, now).expect("an account");
    accounts::give_password(conn, made.account, &hash_now(&PASSWORD.into(), None).expect("a hash"), now).expect("a password");
    made.username
}

#[tokio::test]
async fn one_field_takes_an_address_or_a_username() {
    let school = School::with_seats(5).await;
    let username = someone(&school.house, "Maya Lopez", None);
    assert_eq!(username, "maya.lopez");
    let anonymous = school.house.anonymous();
    let sign_in = async |name: &str, password: &str| anonymous.post("auth/login", json!({ "email": name, "password": password })).await;
    let session = sign_in(" Maya.LOPEZ ", PASSWORD).await.expect(200);
    assert_eq!(session["user"]["username"], "maya.lopez");
    assert_eq!((&session["user"]["email"], &session["user"]["email_verified"]), (&json!(null), &json!(false)));
    sign_in("admin@hamilton.test", PASSWORD).await.expect(200);
    // A wrong username and a wrong password look alike, and are counted like those of an address.
    let wrong = sign_in("maya.lopez", "a wrong password").await.refused(401, "credentials-wrong");
    let nobody = sign_in("maya.lopes", "a wrong password").await.refused(401, "credentials-wrong");
    assert_eq!(wrong["detail"], nobody["detail"]);
    for _ in 0..19 {
        sign_in("Maya.Lopez", "a wrong password").await.refused(401, "credentials-wrong");
    }
    sign_in("maya.lopez", PASSWORD).await.refused(429, "too-many-attempts");
    // A link to set a password goes to a mailbox, and there is none.
    let mails = school.house.count("SELECT count(*) AS value FROM mails");
    anonymous.post("auth/password-reset", json!({ "email": "maya.lopez" })).await.expect(202);
    assert_eq!(school.house.count("SELECT count(*) AS value FROM mails"), mails);
}

#[tokio::test]
async fn an_account_without_a_password_opens_to_none() {
    let school = School::with_seats(5).await;
    let made =
        accounts::create_with_username(&mut school.house.database(), "Maya Lopez", None, school.house.clock.now()).expect("an account");
    let body = json!({ "email": made.username, "password": "" });
    school.house.anonymous().post("auth/login", body).await.refused(401, "credentials-wrong");
}

#[tokio::test]
async fn a_username_has_one_owner() {
    let school = School::with_seats(5).await;
    let (house, now) = (&school.house, school.house.clock.now());
    for expected in ["maya.lopez", "maya.lopez2", "maya.lopez3"] {
        assert_eq!(someone(house, "Maya López", None), expected);
    }
    assert_eq!(someone(house, "Maya Lopez", Some("Maya.Lopez9")), "maya.lopez9");
    assert_eq!(someone(house, "Maya Lopez", None), "maya.lopez10");
    let conn = &mut house.database();
    let taken = accounts::create_with_username(conn, "Maya", Some("MAYA.LOPEZ"), now).expect_err("taken");
    assert_eq!((taken.code(), taken.problem("").instead.as_deref()), ("username-taken", Some("maya.lopez11")));
    for bad in ["ma", "maya@lopez", "maya lopez", "mayá.lopez"] {
        assert_eq!(accounts::create_with_username(conn, "Maya", Some(bad), now).expect_err(bad).code(), "username-invalid");
    }
    // The highest number there is does not end it.
    assert_eq!(someone(house, "Maya Lopez", Some("maya.lopez999999")), "maya.lopez999999");
    let more: BTreeSet<String> = (0..3).map(|_| someone(house, "Maya Lopez", None)).collect();
    assert_eq!(more.len(), 3);
}

#[tokio::test]
async fn a_domain_rule_refuses_who_has_no_address() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let domains = json!({ "email_domains": [{ "domain": "hamilton.test", "include_subdomains": false }] });
    school.code("ONLY-HAMILTON", &room, domains).await;
    school.code("EVERYBODY", &room, json!({})).await;
    let username = someone(&school.house, "Maya Lopez", None);
    let maya = school.house.sign_in(&username).await;
    maya.redeem("ONLY-HAMILTON").await.refused(403, "domain-not-allowed");
    maya.redeem("EVERYBODY").await.expect(201);
    maya.post("auth/email-verification", json!({})).await.refused(409, "email-missing");
    let me = maya.get("me").await.expect(200);
    assert_eq!(me["roles"][0]["role"], "student");
    // Staff see who it is.
    let members = school.admin.get(&school.at(&format!("classrooms/{}/members", room["id"].as_str().unwrap()))).await.expect(200);
    assert_eq!((&members["items"][0]["email"], &members["items"][0]["username"]), (&json!(null), &json!("maya.lopez")));
    let students = school.admin.get(&school.at("students?q=maya.lo")).await.expect(200);
    assert_eq!(students["items"][0]["username"], "maya.lopez");
}
