//! Staff invited by mail: several at once, what became of each, and where their reach ends.

use serde_json::{Value, json};

use crate::support::{PASSWORD, School, id};

fn outcomes(team: &Value) -> Vec<&str> {
    team["lines"].as_array().unwrap().iter().map(|line| line["outcome"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn several_at_once_with_their_classrooms() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.house.person("sam@hamilton.test", false);
    let (ana, _) = school.teacher("ana@hamilton.test", &[]).await;
    ana.get(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.refused(404, "not-found");
    let body = json!({
        "addresses": "Kim Lee <kim@hamilton.test>, sam@hamilton.test\nana@hamilton.test; nonsense; kim@hamilton.test",
        "role": "teacher", "title": "Counselor", "classroom_ids": [room["id"]],
    });
    let keyed = school.admin.with("idempotency-key", "team");
    for _ in 0..2 {
        let team = keyed.post(&school.at("staff/invitations"), body.clone()).await.expect(201);
        assert_eq!(outcomes(&team), ["invited", "added", "already", "invalid", "repeated"]);
    }
    assert_eq!(school.house.mail_to("kim@hamilton.test").await.len(), 1);
    ana.get(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(200);
    let staff = school.admin.all(&school.at("staff")).await;
    let one = |name: &str| staff.iter().find(|one| one["display_name"] == name).unwrap().clone();
    let kim = one("Kim Lee");
    assert_eq!((&kim["state"], &kim["title"]), (&json!("invited"), &json!("Counselor")));
    assert!(kim["invitation"]["expires_at"].is_string());
    assert_eq!((&one("sam")["state"], &one("sam")["invitation"]), (&json!("accepted"), &Value::Null));
    assert_eq!(one("ana")["classrooms"][0]["name"], "Health");
    let elsewhere = json!({ "addresses": "x@hamilton.test", "role": "teacher", "classroom_ids": [uuid::Uuid::now_v7()] });
    school.admin.post(&school.at("staff/invitations"), elsewhere).await.refused(422, "classroom-unknown");
    school.admin.post(&school.at("staff/invitations"), json!({ "addresses": ",", "role": "teacher" })).await.refused(422, "addresses-none");
}

#[tokio::test]
async fn sent_again_and_withdrawn() {
    let school = School::with_seats(5).await;
    let anonymous = school.house.anonymous();
    let works = async |token: &str| anonymous.post("auth/password-reset/lookup", json!({ "token": token })).await.status == 200;
    let body = json!({ "addresses": "kim@hamilton.test, lou@hamilton.test", "role": "teacher" });
    let team = school.admin.post(&school.at("staff/invitations"), body).await.expect(201);
    let path = |line: usize| school.at(&format!("staff/{}", id(&team["lines"][line], "staff_id")));
    let first = school.house.link_secret_for("kim@hamilton.test").await;
    school.admin.post(&format!("{}/resend", path(0)), json!({})).await.expect(200);
    let second = school.house.link_secret_for("kim@hamilton.test").await;
    assert!(!works(&first).await && works(&second).await, "the old link ends");
    let accepted = json!({ "token": second, "password": PASSWORD });
    anonymous.post("auth/password-reset/confirm", accepted).await.expect(200);
    assert_eq!(school.admin.get(&school.at("staff")).await.expect(200)["items"][1]["state"], "accepted");
    school.admin.post(&format!("{}/resend", path(0)), json!({})).await.refused(409, "invitation-accepted");
    // Withdrawn: the link ends with the place, unless another school waits for them too.
    let link = school.house.link_secret_for("lou@hamilton.test").await;
    let (other, admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let there = admin.post(&format!("organizations/{other}/staff"), json!({ "email": "lou@hamilton.test", "role": "teacher" })).await;
    let there = id(&there.expect(201), "staff_id");
    school.admin.delete(&path(1)).await.expect(204);
    assert!(works(&link).await);
    admin.delete(&format!("organizations/{other}/staff/{there}")).await.expect(204);
    assert!(!works(&link).await);
}

#[tokio::test]
async fn a_role_in_one_school_and_a_seat_in_another() {
    let school = School::with_seats(5).await;
    let (other, admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let (sam, _) = school.teacher("sam@hamilton.test", &[]).await;
    admin.post(&format!("organizations/{other}/staff"), json!({ "email": "sam@hamilton.test", "role": "admin" })).await.expect(201);
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    sam.post("me/redemptions", json!({ "code": "EVERYBODY", "confirm_learner": true })).await.expect(201);
    let me = sam.get("me").await.expect(200);
    let roles: Vec<(&str, &str)> = me["roles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["organization_id"].as_str().unwrap(), one["role"].as_str().unwrap()))
        .collect();
    assert_eq!(roles, [(other.as_str(), "admin"), (school.id.as_str(), "teacher"), (school.id.as_str(), "student")]);
    sam.get(&format!("organizations/{other}/seats")).await.expect(200);
    sam.get(&school.at("seats")).await.refused(403, "role-required");
}
