//! Students: where they belong, what they are enrolled in, and the roster.

use std::collections::BTreeSet;

use diesel::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{School, id};

/// The one student of a school, as its admin lists them.
async fn only_student(school: &School) -> String {
    let students = school.admin.all(&school.at("students")).await;
    assert_eq!(students.len(), 1);
    id(&students[0], "id")
}

fn names(items: &[Value]) -> Vec<&str> {
    items.iter().map(|one| one["display_name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_course_added_later_enrolls_who_is_there_and_leaving_keeps_it() {
    let school = School::with_seats(10).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let room = school.classroom("Health", json!({ "course_ids": [social] })).await;
    let other = school.classroom("Art", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    school.code("ART-CLUB", &other, json!({})).await;
    let (maya, liam) = (school.house.person("maya@example.com", false), school.house.person("liam@example.com", false));
    for person in [&maya, &liam] {
        person.redeem("HEALTH").await.expect(201);
    }
    maya.redeem("ART-CLUB").await.expect(201);
    let leave = format!("me/classrooms/{}", id(&room, "id"));
    liam.delete(&leave).await.expect(204);
    liam.delete(&leave).await.refused(404, "not-found");

    let courses = school.at(&format!("classrooms/{}/courses", id(&room, "id")));
    let offered = school.admin.put(&format!("{courses}/{sleep}")).await.expect(200);
    assert_eq!(offered["students_enrolled"], 1, "who left is not there");
    assert_eq!(school.admin.put(&format!("{courses}/{sleep}")).await.expect(200)["students_enrolled"], 0);
    // What the other classroom offers too is enrolled in once.
    let art = school.at(&format!("classrooms/{}/courses/{sleep}", id(&other, "id")));
    assert_eq!(school.admin.put(&art).await.expect(200)["students_enrolled"], 0);

    assert_eq!(maya.all("me/enrollments").await.len(), 2);
    assert_eq!(liam.all("me/enrollments").await.len(), 1, "leaving keeps what was begun");
    school.admin.delete(&format!("{courses}/{social}")).await.expect(204);
    assert_eq!(liam.all("me/enrollments").await.len(), 1, "so does no longer offering it");
    maya.delete(&leave).await.expect(204);
    let mine = maya.all("me/classrooms").await;
    assert_eq!((mine.len(), id(&mine[0], "name")), (1, "Art".to_owned()), "her other classroom stays");
    assert_eq!(maya.all("me/enrollments").await.len(), 2);
}

#[tokio::test]
async fn staff_add_a_student_to_a_classroom_without_spending_a_seat() {
    let school = School::with_seats(1).await;
    let course = school.course("Sleep and stress").await;
    let (art, health) = (school.classroom("Art", json!({})).await, school.classroom("Health", json!({ "course_ids": [course] })).await);
    school.code("ART-CLUB", &art, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("ART-CLUB").await.expect(201);
    let student = only_student(&school).await;
    let members = school.at(&format!("classrooms/{}/members", id(&health, "id")));
    for _ in 0..2 {
        let member = school.admin.post(&members, json!({ "student_id": student })).await.expect(201);
        assert_eq!((&member["joined_by"], &member["code"], &member["seat_spent"]), (&json!("staff"), &Value::Null, &json!(false)));
        assert_eq!(member["enrollments"], 1);
    }
    assert_eq!(school.balance().await, (1, 1, 0, 0));
    assert_eq!(maya.all("me/classrooms").await.len(), 2);
    let problem = school.admin.post(&members, json!({ "student_id": Uuid::now_v7() })).await.refused(422, "student-unknown");
    assert_eq!(problem["errors"][0]["pointer"], "/student_id");
    let member = format!("{members}/{student}");
    school.admin.delete(&member).await.expect(204);
    school.admin.delete(&member).await.refused(404, "not-found");
    assert_eq!(maya.all("me/enrollments").await.len(), 1, "removal keeps every record");
}

#[tokio::test]
async fn a_blocked_student_does_not_come_back_until_staff_add_them() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("CODE-ONE", &room, json!({})).await;
    school.code("CODE-TWO", &room, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("CODE-ONE").await.expect(201);
    maya.delete(&format!("me/classrooms/{}", id(&room, "id"))).await.expect(204);
    let block =
        "INSERT INTO classroom_blocks (classroom_id, student_id, blocked_at) SELECT k.id, s.id, now() FROM classrooms k, students s";
    diesel::sql_query(block).execute(&mut school.house.database()).unwrap();
    maya.redeem("CODE-ONE").await.refused(403, "member-blocked");
    maya.redeem("CODE-TWO").await.refused(403, "member-blocked");
    let members = school.at(&format!("classrooms/{}/members", id(&room, "id")));
    school.admin.post(&members, json!({ "student_id": only_student(&school).await })).await.expect(201);
    maya.redeem("CODE-TWO").await.expect(201);
}

#[tokio::test]
async fn a_students_page_tells_seat_codes_and_courses() {
    let school = School::with_seats(5).await;
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({ "course_ids": [course] })).await;
    let other = school.classroom("Art", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    school.code("ART-CLUB", &other, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH").await.expect(201);
    maya.redeem("ART-CLUB").await.expect(201);
    let student = only_student(&school).await;
    let page = school.admin.get(&school.at(&format!("students/{student}"))).await.expect(200);
    assert_eq!((&page["email"], &page["email_verified"]), (&json!("maya@example.com"), &json!(true)));
    assert_eq!((&page["seat"]["code"], &page["seat"]["classroom"]["name"]), (&json!("HEALTH"), &json!("Health")));
    let used: Vec<(String, bool)> =
        page["redemptions"].as_array().unwrap().iter().map(|one| (id(one, "code"), one["seat_spent"] == true)).collect();
    assert_eq!(used, [("ART-CLUB".to_owned(), false), ("HEALTH".to_owned(), true)], "newest first");
    assert_eq!(page["enrollments"], json!([{ "course_id": course, "title": "Sleep and stress" }]));
    assert_eq!(page["classrooms"].as_array().unwrap().len(), 2);
    school.admin.get(&school.at(&format!("students/{}", Uuid::now_v7()))).await.refused(404, "not-found");
}

#[tokio::test]
async fn my_enrollments_are_listed_newest_first() {
    let school = School::with_seats(5).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("EVERYBODY").await.expect(201);
    let courses = school.admin.all(&school.at("courses")).await;
    for course in &courses {
        school.admin.put(&school.at(&format!("courses/{}/everyone", id(course, "id")))).await.expect(200);
    }
    let mine = maya.all("me/enrollments?limit=1").await;
    let listed: Vec<String> = mine.iter().rev().map(|one| id(&one["course"], "title")).collect();
    let offered: Vec<String> = courses.iter().map(|course| id(course, "title")).collect();
    assert!(offered.len() >= 3);
    assert_eq!(listed, offered);
}

#[tokio::test]
async fn students_are_found_by_name_and_address() {
    let school = School::with_seats(5).await;
    school.admin.post(&school.at("codes"), json!({ "code": "EVERYBODY" })).await.expect(201);
    for address in ["maya@example.com", "liam@hamilton.test", "zo_e@example.com"] {
        school.house.person(address, false).redeem("EVERYBODY").await.expect(201);
    }
    for (query, expected) in [
        ("", vec!["zo_e", "liam", "maya"]),
        ("q=MAYA", vec!["maya"]),
        ("q=hamilton.test", vec!["liam"]),
        ("q=zo_e", vec!["zo_e"]),
        ("q=%25", vec![]),
    ] {
        let found = school.admin.all(&school.at(&format!("students?{query}"))).await;
        assert_eq!(names(&found), expected, "{query}");
    }
}

#[tokio::test]
async fn a_roster_is_sorted_by_name_or_by_arrival() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    for address in ["maya@example.com", "liam@example.com", "zoe@example.com"] {
        school.house.person(address, false).redeem("HEALTH").await.expect(201);
    }
    let members = school.at(&format!("classrooms/{}/members", id(&room, "id")));
    for (query, expected) in [
        ("limit=1", ["zoe", "liam", "maya"].as_slice()),
        ("limit=1&sort=joined_at", &["zoe", "liam", "maya"]),
        ("limit=1&sort=display_name", &["liam", "maya", "zoe"]),
        ("limit=1&sort=display_name&q=exam", &["liam", "maya", "zoe"]),
        ("q=zo", &["zoe"]),
    ] {
        assert_eq!(names(&school.admin.all(&format!("{members}?{query}")).await), expected, "{query}");
    }
    school.admin.get(&format!("{members}?sort=email")).await.refused(400, "sort-unknown");
}

#[tokio::test]
async fn a_roster_of_2000_is_read_by_pages() {
    let school = School::with_seats(1).await;
    let room = school.classroom("Assembly", json!({})).await;
    // All in the same instant: only the id tells them apart.
    let everybody = "WITH person AS (
             INSERT INTO accounts (id, email, email_key, display_name)
             SELECT gen_random_uuid(), 's' || n || '@example.com', 's' || n || '@example.com', 'Student ' || n % 50
             FROM generate_series(1, 2000) n RETURNING id
         ), student AS (
             INSERT INTO students (id, organization_id, account_id, registered_at)
             SELECT gen_random_uuid(), o.id, person.id, o.created_at FROM person, organizations o RETURNING id, organization_id
         )
         INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
         SELECT gen_random_uuid(), s.organization_id, k.id, s.id, k.created_at, 'staff' FROM student s, classrooms k";
    assert_eq!(diesel::sql_query(everybody).execute(&mut school.house.database()).unwrap(), 2_000);
    let members = school.at(&format!("classrooms/{}/members", id(&room, "id")));
    for list in [format!("{members}?limit=200"), format!("{members}?limit=200&sort=display_name"), school.at("students?limit=200")] {
        let name = if list.contains("students") { "id" } else { "student_id" };
        let seen: BTreeSet<String> = school.admin.all(&list).await.iter().map(|one| id(one, name)).collect();
        assert_eq!(seen.len(), 2_000, "{list}");
    }
}

#[tokio::test]
async fn who_is_blocked_comes_back_by_no_code_until_the_block_is_lifted() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    school.code("HEALTH-2", &room, json!({})).await;
    let (teacher, _) = school.teacher("ana@hamilton.test", &[&room]).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("HEALTH").await.expect(201);
    let student = only_student(&school).await;
    let at = |rest: &str| school.at(&format!("classrooms/{}/{rest}", id(&room, "id")));
    let block = at(&format!("members/{student}/block"));

    teacher.put(&block).await.expect(204);
    teacher.put(&block).await.expect(204);
    assert!(teacher.all(&at("members")).await.is_empty(), "blocking takes out");
    let blocks = teacher.all(&at("blocks")).await;
    assert_eq!((names(&blocks), &blocks[0]["blocked_by"]), (vec!["maya"], &json!("ana")));
    for code in ["HEALTH", "HEALTH-2"] {
        maya.redeem(code).await.refused(403, "member-blocked");
    }

    teacher.delete(&block).await.expect(204);
    teacher.delete(&block).await.expect(204);
    assert!(teacher.all(&at("members")).await.is_empty(), "lifting puts nobody back");
    maya.redeem("HEALTH").await.refused(403, "member-removed");
    maya.redeem("HEALTH-2").await.expect(201);
    assert_eq!(school.balance().await.1, 1, "one student, one seat");

    // Only who is or was in it can be blocked.
    let other = school.classroom("Art", json!({})).await;
    let elsewhere = school.at(&format!("classrooms/{}/members/{student}/block", id(&other, "id")));
    school.admin.put(&elsewhere).await.refused(404, "not-found");
    school.admin.delete(&elsewhere).await.refused(404, "not-found");
}

#[tokio::test]
async fn students_and_classrooms_by_audience() {
    let school = School::with_seats(10).await;
    let mut rooms = Vec::new();
    for (name, audience) in [("Health", "students"), ("PTA evening", "parents"), ("First aid", "staff")] {
        let room = school.classroom(name, json!({ "audience": audience })).await;
        school.code(&name.to_uppercase().replace(' ', "-"), &room, json!({})).await;
        rooms.push(room);
    }
    for (name, codes) in [("maya", vec!["HEALTH"]), ("paul", vec!["PTA-EVENING"]), ("kim", vec!["PTA-EVENING", "FIRST-AID"])] {
        let person = school.house.person(&format!("{name}@example.com"), false);
        for code in codes {
            person.redeem(code).await.expect(201);
        }
    }
    let students = async |audience: &str| {
        let found = school.admin.all(&school.at(&format!("students?sort=display_name&audience={audience}"))).await;
        names(&found).iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(students("students").await, ["maya"]);
    assert_eq!(students("parents").await, ["kim", "paul"]);
    assert_eq!(students("staff").await, ["kim"]);
    assert!(students("public").await.is_empty());
    let parents = school.admin.all(&school.at("classrooms?audience=parents")).await;
    assert_eq!((parents.len(), &parents[0]["name"]), (1, &json!("PTA evening")));
    for list in ["students", "classrooms"] {
        school.admin.get(&school.at(&format!("{list}?audience=aliens"))).await.refused(400, "audience-unknown");
    }
    // A teacher, by their own classrooms only: kim is a parent elsewhere.
    let (teacher, _) = school.teacher("sam@hamilton.test", &[&rooms[2]]).await;
    assert!(teacher.all(&school.at("students?audience=parents")).await.is_empty());
    assert_eq!(names(&teacher.all(&school.at("students?audience=staff")).await), ["kim"]);
    // The page of a code says for whom it is.
    let seen = school.house.anonymous().post("codes/lookup", json!({ "code": "PTA-EVENING" })).await.expect(200);
    assert_eq!(seen["classroom"]["audience"], "parents");
    // Who left is no parent any more.
    let kim = school.house.sign_in("kim@example.com").await;
    kim.delete(&format!("me/classrooms/{}", id(&rooms[1], "id"))).await.expect(204);
    assert_eq!(students("parents").await, ["paul"]);
}
