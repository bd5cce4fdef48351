//! What an answer costs in SQL statements: few, and as many for a long page as for a short one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, House, School, id, listen, statements};

/// The statements behind one request. Asked three times, because a pool opens connections as it goes.
async fn cost(house: &House, who: &Api, path: &str) -> usize {
    let mut least = usize::MAX;
    for _ in 0..3 {
        let before = statements(house.database_url());
        who.get(path).await.expect(200);
        least = least.min(statements(house.database_url()) - before);
    }
    least
}

#[tokio::test]
async fn a_page_costs_the_same_however_long_it_is() {
    listen();
    let school = School::with_seats(50).await;
    let course = school.course("Sleep and stress").await;
    for number in 0..3 {
        let room = school.classroom(&format!("Room {number}"), json!({ "course_ids": [course], "seat_allotment": 1 })).await;
        school.code(&format!("ROOM-{number}"), &room, json!({ "email_domains": [{ "domain": "example.com" }] })).await;
        school.teacher(&format!("teacher{number}@hamilton.test"), &[&room]).await;
    }
    let crowd = school.house.crowd(6, "example.com");
    for person in &crowd {
        for number in 0..3 {
            person.redeem(&format!("ROOM-{number}")).await;
        }
    }
    let room = school.admin.all(&school.at("classrooms")).await.remove(0);
    let code = school.admin.all(&school.at("codes")).await.remove(0);
    let copy = json!({ "kind": "copy", "students": { "everybody": true },
        "to_classroom_ids": school.admin.all(&school.at("classrooms")).await[1..].iter().map(|room| id(room, "id")).collect::<Vec<_>>() });
    let transfer = school.admin.post(&school.at(&format!("classrooms/{}/transfers", id(&room, "id"))), copy).await.expect(201);
    let student = school.admin.all(&school.at("students")).await.remove(0);
    let list = Some(("text/plain", "ana@example.com\nben@example.com".to_owned()));
    let import = school.admin.send_text(Method::POST, &school.at("imports"), list).await.expect(201);
    let rooms = school.admin.all(&school.at("classrooms")).await;
    let closing = |room: &Value| json!({ "classroom_id": room["id"], "action": "close", "students": { "default": "leave" } });
    let mut year = json!({ "dry_run": true, "classrooms": rooms.iter().map(closing).collect::<Vec<_>>() });
    let plan = school.admin.post(&school.at("rollovers"), year.clone()).await.expect(200);
    (year["dry_run"], year["mark"]) = (json!(false), plan["mark"].clone());
    let rollover = school.admin.post(&school.at("rollovers"), year).await.expect(201);
    let spec = school.admin.get("/api/openapi.json").await.expect(200);
    let mut lists = 0;
    for (path, item) in spec["paths"].as_object().unwrap() {
        if !item["get"]["operationId"].as_str().is_some_and(|name| name.starts_with("list_") && name != "list_classroom_courses") {
            continue;
        }
        let path = path
            .replace("{organization_id}", &school.id)
            .replace("{classroom_id}", &id(&room, "id"))
            .replace("{course_id}", &course)
            .replace("{code_id}", &id(&code, "id"))
            .replace("{transfer_id}", &id(&transfer, "id"))
            .replace("{student_id}", &id(&student, "id"))
            .replace("{import_id}", &id(&import, "id"))
            .replace("{rollover_id}", &id(&rollover, "id"));
        let who = match () {
            () if path.contains("/operator/") => &school.operator,
            () if path.contains("/me/") => &crowd[0],
            () => &school.admin,
        };
        let (short, long) =
            (cost(&school.house, who, &format!("{path}?limit=1")).await, cost(&school.house, who, &format!("{path}?limit=200")).await);
        assert_eq!(short, long, "{path}");
        // Who asks, whether they may, and the rows.
        assert!((2..=4).contains(&long), "{path}: {long}");
        lists += 1;
    }
    assert!(lists > 14, "only {lists} lists");
}

#[tokio::test]
async fn a_redemption_takes_at_most_twelve_statements() {
    listen();
    let school = School::with_seats(50).await;
    let (social, sleep) = (school.course("Safer social media").await, school.course("Sleep and stress").await);
    let room = school.classroom("Health", json!({ "course_ids": [social, sleep], "seat_allotment": 20 })).await;
    school.code("HEALTH", &room, json!({ "max_redemptions": 40, "email_domains": [{ "domain": "example.com" }] })).await;
    for person in school.house.crowd(5, "example.com") {
        let before = statements(school.house.database_url());
        person.send(Method::POST, "me/redemptions", Some(&json!({ "code": "HEALTH" }))).await.expect(201);
        let count = statements(school.house.database_url()) - before;
        assert!((1..=12).contains(&count), "{count} statements");
    }
}
