//! Classrooms and campaigns: made, changed, staffed, deleted and restored.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{School, id, merge};

#[tokio::test]
async fn a_classroom_is_made_whole_in_one_request() {
    let school = School::with_seats(10).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let (_, sam) = school.teacher("sam@hamilton.test", &[]).await;
    let body = json!({
        "name": " Parent night ", "kind": "campaign", "audience": "parents", "channel": "event", "school_year": "2026-27",
        "description": "Bring a phone.", "color": "coral", "starts_on": "2026-10-01", "ends_on": "2026-10-01",
        "seat_allotment": 4, "seat_overflow": "borrow", "course_ids": [sleep, social], "staff_ids": [sam["staff_id"], sam["staff_id"]],
    });
    let room = school.admin.post(&school.at("classrooms"), body.clone()).await.expect(201);
    for name in ["kind", "audience", "channel", "school_year", "description", "color", "starts_on", "ends_on"] {
        assert_eq!(room[name], body[name], "{name}");
    }
    assert_eq!((&room["name"], &room["courses"], &room["members"]), (&json!("Parent night"), &json!(2), &json!(0)));
    assert_eq!(room["seats"], json!({ "allotment": 4, "spent": 0, "held": 4, "overflow": "borrow" }));
    assert_eq!(room["staff"], json!([{ "staff_id": sam["staff_id"], "display_name": "sam" }]));
    let path = school.at(&format!("classrooms/{}", id(&room, "id")));
    assert_eq!(school.admin.get(&path).await.expect(200), room);
    let courses = school.admin.get(&format!("{path}/courses")).await.expect(200);
    let order: Vec<String> = courses["items"].as_array().unwrap().iter().map(|course| id(course, "id")).collect();
    assert_eq!(order, [sleep, social], "in the order in which they were named");
}

#[tokio::test]
async fn a_classroom_is_refused_by_its_fields() {
    let school = School::with_seats(10).await;
    for (extra, pointer, code) in [
        (json!({ "name": " " }), "/name", "blank"),
        (json!({ "name": "x".repeat(121) }), "/name", "name-length"),
        (json!({ "kind": "club" }), "/kind", "kind-unknown"),
        (json!({ "audience": "everyone" }), "/audience", "audience-unknown"),
        (json!({ "channel": "pigeon" }), "/channel", "channel-unknown"),
        (json!({ "color": "mauve" }), "/color", "color-unknown"),
        (json!({ "seat_overflow": "beg" }), "/seat_overflow", "overflow-unknown"),
        (json!({ "seat_allotment": -1 }), "/seat_allotment", "allotment-range"),
        (json!({ "starts_on": "2026-10-02", "ends_on": "2026-10-01" }), "/ends_on", "dates-reversed"),
        (json!({ "course_ids": [Uuid::now_v7()] }), "/course_ids", "course-unknown"),
        (json!({ "staff_ids": [Uuid::now_v7()] }), "/staff_ids", "staff-unknown"),
    ] {
        let problem = school.admin.post(&school.at("classrooms"), merge(json!({ "name": "Health" }), extra.clone())).await.expect(422);
        let error = &problem["errors"][0];
        assert_eq!((id(error, "pointer"), id(error, "code")), (pointer.to_owned(), code.to_owned()), "{extra}");
    }
    assert_eq!(school.house.count("SELECT count(*) AS value FROM classrooms"), 0);
    let room = school.classroom("Health", json!({ "ends_on": "2026-10-01" })).await;
    let path = school.at(&format!("classrooms/{}", id(&room, "id")));
    school.admin.patch(&path, json!({ "starts_on": "2026-10-02" })).await.refused(422, "dates-reversed");
}

#[tokio::test]
async fn classrooms_are_found_by_name_kind_and_whether_they_are_deleted() {
    let school = School::with_seats(10).await;
    school.classroom("Health One", json!({})).await;
    school.classroom("Health fair", json!({ "kind": "campaign" })).await;
    let gone = school.classroom("Art_Club", json!({})).await;
    school.admin.delete(&school.at(&format!("classrooms/{}", id(&gone, "id")))).await.expect(204);
    let names = async |query: &str| {
        let found = school.admin.all(&school.at(&format!("classrooms?{query}"))).await;
        found.iter().map(|room| id(room, "name")).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["Health fair", "Health One"], "newest first");
    assert_eq!(names("q=HEALTH&kind=campaign").await, ["Health fair"]);
    assert_eq!(names("deleted=true").await, ["Art_Club"]);
    assert_eq!(names("q=h_a").await, Vec::<String>::new(), "an underscore is an underscore");
    assert_eq!(names("q=t_c&deleted=true").await, ["Art_Club"]);
}

#[tokio::test]
async fn a_deleted_classroom_is_read_only_until_it_is_restored() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 5 })).await;
    school.code("HEALTH", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    let path = school.at(&format!("classrooms/{}", id(&room, "id")));
    school.admin.delete(&path).await.expect(204);
    school.admin.delete(&path).await.expect(204);
    let shown = school.admin.get(&path).await.expect(200);
    assert!(shown["deleted_at"].is_string());
    let members = school.admin.get(&format!("{path}/members")).await.expect(200);
    let student = id(&members["items"][0], "student_id");
    school.admin.patch(&path, json!({ "name": "New" })).await.refused(409, "classroom-deleted");
    school.admin.post(&format!("{path}/members"), json!({ "student_id": student })).await.refused(409, "classroom-deleted");
    let restored = school.admin.post(&format!("{path}/restore"), Value::Null).await.expect(200);
    assert_eq!((&restored["deleted_at"], &restored["members"], &restored["codes"]), (&Value::Null, &json!(1), &json!(1)));
    assert_eq!(school.balance().await, (10, 1, 0, 9), "without its allotment");
}

#[tokio::test]
async fn assigning_twice_is_harmless_and_the_staff_list_says_who() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    let path = school.at(&format!("classrooms/{}", id(&room, "id")));
    let (teacher, sam) = school.teacher("sam@hamilton.test", &[]).await;
    let assigned = format!("{path}/staff/{}", id(&sam, "staff_id"));
    for _ in 0..2 {
        let member = school.admin.put(&assigned).await.expect(200);
        assert_eq!(member["classrooms"], json!([{ "id": room["id"], "name": "Health" }]));
    }
    assert_eq!(teacher.all(&format!("{path}/staff")).await.len(), 1);
    school.admin.put(&format!("{path}/staff/{}", Uuid::now_v7())).await.refused(404, "not-found");
    school.admin.delete(&assigned).await.expect(204);
    school.admin.delete(&assigned).await.expect(204);
    assert_eq!(school.admin.all(&format!("{path}/staff")).await.len(), 0);
}

#[tokio::test]
async fn a_course_offered_later_comes_last_and_is_not_offered_twice() {
    let school = School::with_seats(10).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let room = school.classroom("Health", json!({ "course_ids": [sleep] })).await;
    let path = school.at(&format!("classrooms/{}/courses", id(&room, "id")));
    for course in [&social, &sleep] {
        school.admin.put(&format!("{path}/{course}")).await.expect(200);
    }
    let order = async || {
        let courses = school.admin.get(&path).await.expect(200);
        courses["items"].as_array().unwrap().iter().map(|course| id(course, "id")).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [sleep.clone(), social.clone()]);
    school.admin.delete(&format!("{path}/{sleep}")).await.expect(204);
    assert_eq!(order().await, [social]);
    school.admin.put(&format!("{path}/{}", Uuid::now_v7())).await.refused(404, "not-found");
}
