//! Courses: the catalog, and what is offered to everyone.

use diesel::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use crate::support::{School, id};

/// Gives each organization a course of its own, and the catalog one that is not published.
fn add_courses(school: &School) {
    let own = "INSERT INTO courses (id, organization_id, title) SELECT gen_random_uuid(), id, 'Only for ' || slug FROM organizations";
    let draft = "INSERT INTO courses (id, title, published) VALUES (gen_random_uuid(), 'A draft', false)";
    for text in [own, draft] {
        diesel::sql_query(text).execute(&mut school.house.database()).unwrap();
    }
}

#[tokio::test]
async fn the_catalog_has_courses_with_lessons_in_order() {
    let school = School::with_seats(1).await;
    let found = school.admin.all(&school.at("courses?limit=2")).await;
    let titles: Vec<String> = found.iter().map(|course| id(course, "title")).collect();
    assert!(titles.len() >= 3 && titles.is_sorted(), "{titles:?}");
    let sleep = school.course("Sleep and stress").await;
    let course = school.admin.get(&school.at(&format!("courses/{sleep}"))).await.expect(200);
    let lessons = course["lessons_list"].as_array().unwrap();
    assert_eq!(course["lessons"], lessons.len());
    let places: Vec<i64> = lessons.iter().map(|lesson| lesson["position"].as_i64().unwrap()).collect();
    assert_eq!(places, (1..=places.len() as i64).collect::<Vec<_>>());
    let minutes: i64 = lessons.iter().map(|lesson| lesson["minutes"].as_i64().unwrap()).sum();
    assert_eq!((&course["minutes"], &course["catalog"]), (&json!(minutes), &json!(true)));
    assert_eq!(school.admin.all(&school.at("courses?q=WELLBEING")).await.len(), 1, "topics are searched too");
}

#[tokio::test]
async fn an_organizations_own_course_is_nobody_elses() {
    let school = School::with_seats(1).await;
    let (franklin, franklin_admin) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    add_courses(&school);
    let own = school.course("Only for hamilton").await;
    assert_eq!(school.admin.all(&school.at("courses?q=only")).await.len(), 1);
    assert_eq!(school.admin.all(&school.at("courses?q=draft")).await.len(), 0, "what is not published is not offered");
    for path in [format!("courses/{own}"), format!("courses/{}", Uuid::now_v7())] {
        franklin_admin.get(&format!("organizations/{franklin}/{path}")).await.refused(404, "not-found");
        franklin_admin.put(&format!("organizations/{franklin}/{path}/everyone")).await.refused(404, "not-found");
        franklin_admin.delete(&format!("organizations/{franklin}/{path}/everyone")).await.refused(404, "not-found");
    }
    let room = json!({ "name": "Health", "course_ids": [own] });
    franklin_admin.post(&format!("organizations/{franklin}/classrooms"), room).await.refused(422, "course-unknown");
    let code = json!({ "course_ids": [own] });
    franklin_admin.post(&format!("organizations/{franklin}/codes"), code).await.refused(422, "course-unknown");
    school.classroom("Health", json!({ "course_ids": [own] })).await;
}

#[tokio::test]
async fn what_is_not_published_cannot_be_offered_by_its_id_either() {
    let school = School::with_seats(1).await;
    add_courses(&school);
    let room = school.classroom("Health", json!({})).await;
    let draft: Uuid =
        homeroom::shared::sql::sql("SELECT id AS value FROM courses WHERE NOT published").scalar(&mut school.house.database()).unwrap();
    school.admin.get(&school.at(&format!("courses/{draft}"))).await.refused(404, "not-found");
    school.admin.put(&school.at(&format!("courses/{draft}/everyone"))).await.refused(404, "not-found");
    school.admin.put(&school.at(&format!("classrooms/{}/courses/{draft}", id(&room, "id")))).await.refused(404, "not-found");
}

#[tokio::test]
async fn a_course_for_everyone_enrolls_who_is_there_and_who_comes() {
    let school = School::with_seats(5).await;
    let course = school.course("Sleep and stress").await;
    let path = school.at(&format!("courses/{course}/everyone"));
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    maya.redeem("HEALTH").await.expect(201);
    let offered = school.admin.put(&path).await.expect(200);
    assert_eq!((&offered["students_enrolled"], &offered["course"]["offered_to_everyone"]), (&json!(1), &json!(true)));
    assert_eq!(school.admin.put(&path).await.expect(200)["students_enrolled"], 0);
    liam.redeem("HEALTH").await.expect(201);
    school.admin.delete(&path).await.expect(204);
    school.admin.delete(&path).await.expect(204);
    let zoe = school.house.person("zoe@example.com", false);
    zoe.redeem("HEALTH").await.expect(201);
    for (person, courses) in [(&maya, 1), (&liam, 1), (&zoe, 0)] {
        assert_eq!(person.all("me/enrollments").await.len(), courses);
    }
}
