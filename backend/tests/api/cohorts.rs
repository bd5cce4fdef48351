//! Who was in a classroom over time, and what becomes of a cohort.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

use crate::support::{Api, School, id};

fn at(school: &School, room: &Value, rest: &str) -> String {
    school.at(&format!("classrooms/{}{rest}", id(room, "id")))
}

fn names(items: &[Value]) -> Vec<String> {
    items.iter().map(|one| id(one, "display_name")).collect()
}

async fn student(school: &School, name: &str) -> String {
    id(&school.admin.all(&school.at(&format!("students?q={name}"))).await[0], "id")
}

/// A school with a classroom of these students, who came by the code HEALTH.
async fn with_students(students: &[&str]) -> (School, Value, Vec<Api>) {
    let school = School::with_seats(20).await;
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({ "course_ids": [course], "kind": "campaign", "color": "moss" })).await;
    school.code("HEALTH", &room, json!({})).await;
    let mut people = Vec::new();
    for name in students {
        let person = school.house.person(&format!("{name}@example.com"), false);
        person.redeem("HEALTH").await.expect(201);
        people.push(person);
    }
    (school, room, people)
}

#[tokio::test]
async fn every_stay_is_told_with_how_it_began_and_how_it_ended() {
    let (school, room, people) = with_students(&["ada", "ben", "cleo", "dan"]).await;
    let other = school.classroom("Art", json!({})).await;
    people[0].delete(&format!("me/classrooms/{}", id(&room, "id"))).await.expect(204);
    school.admin.delete(&at(&school, &room, &format!("/members/{}", student(&school, "ben").await))).await.expect(204);
    let cleo = json!({ "student_ids": [student(&school, "cleo").await] });
    let order = json!({ "kind": "move", "to_classroom_ids": [other["id"]], "students": cleo });
    school.admin.post(&at(&school, &room, "/transfers"), order).await.expect(201);
    school.admin.post(&at(&school, &room, "/members"), json!({ "student_id": student(&school, "ben").await })).await.expect(201);

    let stays = school.admin.all(&at(&school, &room, "/stays")).await;
    let told = |stay: &Value| {
        let text = |name: &str| stay[name].as_str().unwrap_or("-").to_owned();
        [text("display_name"), text("joined_by"), text("code"), text("added_by"), text("left_how"), text("removed_by")].join(" ")
    };
    let expected = [
        "ben staff - admin - -",
        "dan code HEALTH - - -",
        "cleo code HEALTH - transferred admin",
        "ben code HEALTH - removed admin",
        "ada code HEALTH - left -",
    ];
    assert_eq!(stays.iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(stays[2]["went_to"][0]["name"], "Art");
    let came = school.admin.all(&at(&school, &other, "/stays")).await;
    assert_eq!((told(&came[0]), &came[0]["came_from"]["name"]), ("cleo transfer - admin - -".to_owned(), &json!("Health")));
    assert_eq!((&came[0]["begun_in"], &stays[2]["ended_in"]), (&stays[2]["ended_in"], &came[0]["begun_in"]));

    for (query, expected) in [
        ("who=former", vec!["cleo", "ben", "ada"]),
        ("who=present", vec!["ben", "dan"]),
        ("who=all&limit=2", vec!["ben", "dan", "cleo", "ben", "ada"]),
        ("q=BEN", vec!["ben", "ben"]),
        ("who=former&q=a@example", vec!["ada"]),
    ] {
        assert_eq!(names(&school.admin.all(&at(&school, &room, &format!("/stays?{query}"))).await), expected, "{query}");
    }
    school.admin.get(&at(&school, &room, "/stays?who=nobody")).await.refused(400, "who-unknown");

    let cohort = school.admin.get(&at(&school, &room, "/cohort")).await.expect(200);
    let figures = ["present", "ever", "by_code", "by_staff", "left", "removed", "moved_on", "blocked", "seats_spent"];
    assert_eq!(figures.map(|name| cohort[name].as_i64().unwrap()), [2, 4, 4, 0, 1, 0, 1, 0, 4]);

    // A teacher reads the same, but for what is not theirs: the other classroom's name, and seats.
    let (teacher, _) = school.teacher("tess@hamilton.test", &[&room]).await;
    let theirs = teacher.all(&at(&school, &room, "/stays")).await;
    assert_eq!((names(&theirs), &theirs[2]["went_to"]), (names(&stays), &json!([])));
    assert_eq!(teacher.get(&at(&school, &room, "/cohort")).await.expect(200)["seats_spent"], Value::Null);
    teacher.get(&at(&school, &other, "/stays")).await.refused(404, "not-found");
}

#[tokio::test]
async fn the_cohort_as_it_stood_on_a_day_of_the_organization() {
    // Near the end of daylight saving in New York: the day of the 31st is over at 04:00 UTC, that of the 1st at 05:00.
    let school = School::with_seats(0).await;
    let house = &school.house;
    house.move_to("2026-10-31T12:00:00Z");
    let operator = house.sign_in_again(&school.operator);
    let license = json!({ "seats": 10, "starts_on": "2026-10-01", "ends_on": "2027-07-31" });
    operator.post(&format!("operator/organizations/{}/licenses", school.id), license).await.expect(201);
    let admin = house.sign_in_again(&school.admin);
    let room = admin.post(&school.at("classrooms"), json!({ "name": "Health" })).await.expect(201);
    admin.post(&school.at("codes"), json!({ "code": "HEALTH", "classroom_id": room["id"] })).await.expect(201);
    for (instant, name) in [("2026-11-01T03:59:59Z", "ada"), ("2026-11-01T04:00:01Z", "ben"), ("2026-11-02T05:00:01Z", "cleo")] {
        house.move_to(instant);
        house.person(&format!("{name}@example.com"), false).redeem("HEALTH").await.expect(201);
    }
    house.move_to("2026-11-03T04:59:00Z");
    let admin = house.sign_in_again(&admin);
    let ada = id(&admin.all(&school.at("students?q=ada")).await[0], "id");
    admin.delete(&at(&school, &room, &format!("/members/{ada}"))).await.expect(204);
    for (day, expected) in [
        ("2026-10-30", vec![]),
        ("2026-10-31", vec!["ada"]),
        ("2026-11-01", vec!["ada", "ben"]),
        ("2026-11-02", vec!["ben", "cleo"]),
        ("2030-01-01", vec!["ben", "cleo"]),
    ] {
        let members = at(&school, &room, "/members");
        assert_eq!(names(&admin.all(&format!("{members}?on={day}&sort=display_name&limit=1")).await), expected, "{day}");
        let mut newest = expected.clone();
        newest.reverse();
        assert_eq!(names(&admin.all(&format!("{members}?on={day}&limit=1")).await), newest, "{day}");
    }
    // A day on which they were all there, but for a stay that was undone since.
    let other = admin.post(&school.at("classrooms"), json!({ "name": "Art" })).await.expect(201);
    let copy = json!({ "kind": "copy", "to_classroom_ids": [other["id"]], "students": { "everybody": true } });
    let copied = admin.post(&at(&school, &room, "/transfers"), copy).await.expect(201);
    house.clock.advance(TimeDelta::days(3));
    let admin = house.sign_in_again(&admin);
    let in_art = at(&school, &other, "/members?on=2026-11-04");
    assert_eq!(admin.all(&in_art).await.len(), 2);
    admin.post(&school.at(&format!("transfers/{}/undo", id(&copied, "id"))), json!({})).await.expect(200);
    assert_eq!(admin.all(&in_art).await.len(), 0, "an undone stay never was");
    assert_eq!(admin.all(&at(&school, &other, "/stays?who=former")).await.len(), 2, "but in the history");
    admin.get(&at(&school, &room, "/members?on=2026-13-01")).await.refused(400, "query-invalid");
    admin.get(&at(&school, &room, "/members?on=0001-01-01")).await.refused(400, "date-range");
}

#[tokio::test]
async fn a_deleted_classroom_is_read_restored_and_made_anew() {
    let (school, room, people) = with_students(&["ada", "ben", "cleo"]).await;
    let (_, tess) = school.teacher("tess@hamilton.test", &[&room]).await;
    let left = student(&school, "cleo").await;
    school.admin.delete(&at(&school, &room, &format!("/members/{left}"))).await.expect(204);
    school.admin.delete(&at(&school, &room, "")).await.expect(204);

    let shown = school.admin.get(&at(&school, &room, "")).await.expect(200);
    assert_eq!((&shown["members"], shown["deleted_at"].is_string()), (&json!(2), true));
    assert_eq!(names(&school.admin.all(&at(&school, &room, "/members?sort=display_name")).await), ["ada", "ben"]);
    assert_eq!(school.admin.all(&at(&school, &room, "/stays")).await.len(), 3);
    assert_eq!(school.admin.get(&at(&school, &room, "/cohort")).await.expect(200)["ever"], 3);
    assert_eq!(school.admin.all(&at(&school, &room, "/courses")).await.len(), 1);
    let codes = school.admin.all(&school.at(&format!("codes?classroom_id={}&state=deleted", id(&room, "id")))).await;
    assert_eq!(codes.len(), 1, "its codes are still told");

    let seats = school.balance().await;
    let ada = student(&school, "ada").await;
    let path = at(&school, &room, "/reconstitute");
    let part = json!({ "name": " Health Two ", "school_year": "2027-28", "starts_on": "2027-08-20", "ends_on": "2028-06-01",
                       "students": { "student_ids": [ada] } });
    let once = school.admin.with("Idempotency-Key", "health-two");
    let made = once.post(&path, part.clone()).await.expect(201);
    assert_eq!(once.post(&path, part).await.expect(201), made);
    let new = &made["classroom"];
    assert_eq!((&new["name"], &new["school_year"], &new["starts_on"]), (&json!("Health Two"), &json!("2027-28"), &json!("2027-08-20")));
    assert_eq!((&new["kind"], &new["color"], &new["members"], &new["courses"]), (&json!("campaign"), &json!("moss"), &json!(1), &json!(1)));
    assert_eq!((&new["staff"][0]["staff_id"], &new["seats"]["allotment"]), (&tess["staff_id"], &Value::Null));
    assert_eq!((&made["transfer"]["students"], &made["transfer"]["from"]["name"]), (&json!(1), &json!("Health")));
    assert_eq!(names(&school.admin.all(&at(&school, new, "/members")).await), ["ada"]);
    assert_eq!(school.admin.all(&at(&school, &room, "/members")).await.len(), 2, "the old cohort stays as it was");
    assert_eq!(school.balance().await, seats, "no seat is spent");

    let plain = json!({ "name": "Health Three", "with_courses": false, "with_staff": false, "students": { "everybody": true } });
    let made = school.admin.post(&path, plain.clone()).await.expect(201);
    assert_eq!(
        (&made["classroom"]["courses"], &made["classroom"]["staff"], &made["classroom"]["members"]),
        (&json!(0), &json!([]), &json!(2))
    );
    let (granted, spent, ..) = seats;
    let most = json!({ "seat_allotment": granted - spent, "name": "Health Four", "students": { "everybody": true } });
    assert_eq!(school.admin.post(&path, most.clone()).await.expect(201)["classroom"]["seats"]["held"], granted - spent);
    school.admin.post(&path, most).await.refused(409, "seats-not-enough");
    let rooms = school.admin.all(&school.at("classrooms")).await.len();
    let wrong = json!({ "name": "No", "students": { "everybody": true, "q": "nobody" } });
    school.admin.post(&path, wrong).await.refused(422, "nobody-chosen");
    let wrong = json!({ "name": "No", "starts_on": "2028-01-02", "ends_on": "2028-01-01", "students": { "everybody": true } });
    school.admin.post(&path, wrong).await.refused(422, "dates-reversed");
    school.admin.post(&path, json!({ "name": " ", "students": { "everybody": true } })).await.refused(422, "invalid");
    assert_eq!(school.admin.all(&school.at("classrooms")).await.len(), rooms, "what was refused left nothing");

    school.admin.post(&at(&school, &room, "/restore"), json!({})).await.expect(200);
    assert_eq!(people[0].all("me/classrooms").await.len(), 4);
    // A living classroom is copied in the same way.
    school.admin.post(&path, plain).await.expect(201);
}

#[tokio::test]
async fn a_student_who_leaves_one_group_stays_in_the_others() {
    let (school, room, people) = with_students(&["ada", "ben", "cleo"]).await;
    let art = school.classroom("Art", json!({})).await;
    school.code("ART-CLUB", &art, json!({})).await;
    for person in &people {
        person.redeem("ART-CLUB").await.expect(201);
    }
    let enrolled = people[0].all("me/enrollments").await.len();
    // One leaves, one is removed, one is moved elsewhere.
    people[0].delete(&format!("me/classrooms/{}", id(&room, "id"))).await.expect(204);
    school.admin.delete(&at(&school, &room, &format!("/members/{}", student(&school, "ben").await))).await.expect(204);
    let music = school.classroom("Music", json!({})).await;
    let order = json!({ "kind": "move", "to_classroom_ids": [music["id"]], "students": { "everybody": true } });
    school.admin.post(&at(&school, &room, "/transfers"), order).await.expect(201);
    for (person, expected) in people.iter().zip([vec!["Art"], vec!["Art"], vec!["Music", "Art"]]) {
        let mine: Vec<String> = person.all("me/classrooms").await.iter().map(|one| id(one, "name")).collect();
        assert_eq!(mine, expected);
        assert_eq!(person.all("me/enrollments").await.len(), enrolled, "and keeps every course");
        assert_eq!(person.all("me/redemptions").await.len(), 2);
    }
    assert_eq!(names(&school.admin.all(&at(&school, &art, "/members?sort=display_name")).await), ["ada", "ben", "cleo"]);
    let since = school.house.clock.now().date_naive() - Days::new(2);
    assert!(school.admin.all(&at(&school, &room, &format!("/members?on={since}"))).await.is_empty());
}
