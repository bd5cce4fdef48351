//! Seats: allotments, the ledger, and that it adds up whatever happens at once.

use serde_json::json;

use crate::support::School;

#[tokio::test]
async fn an_allotment_holds_seats_back_and_deleting_returns_them() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 6 })).await;
    assert_eq!(school.balance().await, (10, 0, 6, 4));
    school.code("HEALTH", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    assert_eq!(school.balance().await, (10, 1, 5, 4));
    let path = school.at(&format!("classrooms/{}", room["id"].as_str().unwrap()));
    school.admin.patch(&path, json!({ "seat_allotment": 0 })).await.refused(422, "allotment-below-spent");
    school.admin.patch(&path, json!({ "seat_allotment": 11 })).await.refused(409, "seats-not-enough");
    school.admin.patch(&path, json!({ "seat_allotment": 10 })).await.expect(200);
    assert_eq!(school.balance().await, (10, 1, 9, 0));
    school.admin.delete(&path).await.expect(204);
    assert_eq!(school.balance().await, (10, 1, 0, 9), "only the held seats return");
    school.house.person("liam@example.com", false).redeem("HEALTH").await.refused(409, "code-deleted");
    let restored = school.admin.post(&format!("{path}/restore"), json!(null)).await.expect(200);
    assert_eq!(restored["seats"]["allotment"], json!(null));
    school.house.person("zoe@example.com", false).redeem("HEALTH").await.expect(201);
    assert_eq!(school.balance().await, (10, 2, 0, 8));
}

#[tokio::test]
async fn a_used_up_allotment_refuses_or_borrows() {
    let school = School::with_seats(10).await;
    let refuses = school.classroom("Refuses", json!({ "seat_allotment": 1 })).await;
    let borrows = school.classroom("Borrows", json!({ "seat_allotment": 1, "seat_overflow": "borrow" })).await;
    school.code("REFUSES", &refuses, json!({})).await;
    school.code("BORROWS", &borrows, json!({})).await;
    let crowd = school.house.crowd(4, "example.com");
    crowd[0].redeem("REFUSES").await.expect(201);
    crowd[1].redeem("REFUSES").await.refused(409, "classroom-full");
    crowd[2].redeem("BORROWS").await.expect(201);
    crowd[3].redeem("BORROWS").await.expect(201);
    assert_eq!(school.balance().await, (10, 3, 0, 7));
}

#[tokio::test]
async fn seats_cannot_be_held_that_are_not_there() {
    let school = School::with_seats(5).await;
    let body = json!({ "name": "Big", "kind": "classroom", "audience": "students", "seat_allotment": 6 });
    let problem = school.admin.post(&school.at("classrooms"), body).await.refused(409, "seats-not-enough");
    assert_eq!(problem["errors"][0]["pointer"], "/seat_allotment");
    assert_eq!(school.house.count("SELECT count(*) AS value FROM classrooms"), 0, "nothing half made");
}

#[tokio::test]
async fn the_ledger_tells_the_story_of_a_seat() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("STORY", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("STORY").await.expect(201);
    let students = school.admin.get(&school.at("students")).await.expect(200);
    let student = students["items"][0]["id"].as_str().unwrap();
    let story = school.admin.get(&school.at(&format!("seats/ledger?student_id={student}"))).await.expect(200);
    let entry = &story["items"][0];
    assert_eq!(entry["kind"], "spent");
    assert_eq!((&entry["student"]["display_name"], &entry["code"]["code"]), (&json!("maya"), &json!("STORY")));
    assert_eq!(entry["classroom"]["name"], "Health");
    assert_eq!(entry["balance"], json!({ "granted": 5, "spent": 1, "held": 0, "free": 4 }));
    let page = school.admin.get(&school.at(&format!("students/{student}"))).await.expect(200);
    assert_eq!(page["seat"]["code"], "STORY");
}

#[tokio::test]
async fn the_balance_holds_while_a_classroom_shrinks_and_grows_under_200_students() {
    let school = School::with_seats(300).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 100, "seat_overflow": "borrow" })).await;
    school.code("BUSY", &room, json!({})).await;
    let path = school.at(&format!("classrooms/{}", room["id"].as_str().unwrap()));
    let admin = school.admin.clone();
    let shaking = tokio::spawn(async move {
        for allotment in [200, 120, 250, 180, 210, 300, 200] {
            let _ = admin.patch(&path, json!({ "seat_allotment": allotment })).await;
            admin.delete(&path).await.expect(204);
            admin.post(&format!("{path}/restore"), json!(null)).await.expect(200);
        }
    });
    let students =
        school.house.crowd(200, "example.com").into_iter().map(|person| tokio::spawn(async move { person.redeem("BUSY").await }));
    let students: Vec<_> = students.collect();
    let mut readings = 0;
    while !shaking.is_finished() {
        let seats = school.admin.get(&school.at("seats")).await.expect(200);
        let number = |name: &str| seats[name].as_i64().unwrap();
        assert_eq!(number("granted"), number("spent") + number("held") + number("free"));
        assert!(number("free") >= 0);
        readings += 1;
    }
    shaking.await.unwrap();
    let mut entered = 0;
    for student in students {
        let reply = student.await.unwrap();
        match reply.status.as_u16() {
            201 => entered += 1,
            _ => drop(reply.refused(409, "code-deleted")),
        }
    }
    assert!(readings > 0);
    assert_eq!(school.balance().await.1, entered);
    let spent = school.house.count("SELECT sum(seats_spent) AS value FROM classrooms");
    assert_eq!(spent, entered);
}
