//! The overview: numbers, newcomers, and what needs attention.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{School, id};

fn attention(overview: &Value) -> Vec<String> {
    overview["needs_attention"].as_array().unwrap().iter().map(|one| id(one, "kind")).collect()
}

#[tokio::test]
async fn the_overview_counts_what_happened() {
    let school = School::with_seats(4).await;
    let overview = async || {
        let admin = school.house.sign_in("admin@hamilton.test").await;
        admin.get(&school.at("overview")).await.expect(200)
    };
    assert_eq!(attention(&overview().await), ["no-courses", "no-classrooms", "no-codes"]);
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({ "course_ids": [course] })).await;
    school.code("HEALTH", &room, json!({})).await;
    school.code("PAUSED", &room, json!({ "enabled": false })).await;
    let crowd = school.house.crowd(4, "example.com");
    for person in &crowd[..3] {
        person.redeem("HEALTH").await.expect(201);
    }
    let seen = overview().await;
    for (name, count) in [("students", 3), ("joined_this_week", 3), ("classrooms", 1), ("active_codes", 1)] {
        assert_eq!(seen[name], count, "{name}");
    }
    assert_eq!((&seen["seats"]["granted"], &seen["seats"]["spent"], &seen["seats"]["free"]), (&json!(4), &json!(3), &json!(1)));
    assert_eq!(attention(&seen), ["seats-75"]);
    let newest = &seen["recent"][0];
    assert_eq!((&newest["student"]["display_name"], &newest["code"]), (&json!("student2"), &json!("HEALTH")));
    assert_eq!((&newest["classroom"]["name"], &newest["seat_spent"]), (&json!("Health"), &json!(true)));
    crowd[3].redeem("HEALTH").await.expect(201);
    assert_eq!(attention(&overview().await), ["seats-100"]);
    school.house.clock.advance(TimeDelta::days(8));
    let later = overview().await;
    assert_eq!((&later["students"], &later["joined_this_week"]), (&json!(4), &json!(0)));
    school.house.clock.advance(TimeDelta::days(400));
    assert_eq!(attention(&overview().await), ["license-inactive", "seats-100"]);
}

#[tokio::test]
async fn a_deleted_classroom_is_not_counted() {
    let school = School::with_seats(4).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    school.admin.delete(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(204);
    let seen = school.admin.get(&school.at("overview")).await.expect(200);
    assert_eq!((&seen["classrooms"], &seen["active_codes"], &seen["students"]), (&json!(0), &json!(0), &json!(1)));
}
