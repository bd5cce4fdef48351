//! Coming in without a code: the same seats, and nobody twice.

use chrono::Utc;
use homeroom::admissions::{Admission, Admitted, Way, admit, room};
use homeroom::shared::error::AppError;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{School, id};

/// Who, where and how.
async fn admission(school: &School, email: &str, proven: bool, classroom: &Value, way: Way) -> Admission {
    let person = if proven { school.house.person(email, false) } else { school.house.unverified(email) };
    let uuid = |text: String| text.parse::<Uuid>().expect("an id");
    let account = uuid(id(&person.get("/api/v1/me").await.expect(200), "id"));
    let organization = uuid(school.id.clone());
    Admission { organization, classroom: Some(uuid(id(classroom, "id"))), account, way, by: None, now: Utc::now() }
}

fn enter(school: &School, admission: &Admission) -> Result<Admitted, AppError> {
    school.house.database().build_transaction().run(|conn| admit(conn, admission))
}

#[tokio::test]
async fn a_new_student_spends_a_held_seat_and_an_old_one_none() {
    let school = School::with_seats(3).await;
    let health = school.classroom("Health", json!({ "seat_allotment": 1 })).await;
    let chess = school.classroom("Chess", json!({})).await;
    let maya = admission(&school, "maya@example.com", true, &health, Way::Staff).await;
    let done = enter(&school, &maya).expect("in");
    assert!(done.seat_spent && done.joined);
    assert_eq!(school.balance().await, (3, 1, 0, 2));
    let again = enter(&school, &maya).expect("in");
    assert_eq!(again, Admitted { seat_spent: false, joined: false, ..done });
    let elsewhere = Admission { classroom: chess["id"].as_str().and_then(|id| id.parse().ok()), ..maya };
    assert_eq!(enter(&school, &elsewhere).expect("in"), Admitted { seat_spent: false, joined: true, ..done });
    assert_eq!(school.balance().await, (3, 1, 0, 2));
    school.admin.get(&school.at("seats/proof")).await.expect(200);
}

#[tokio::test]
async fn a_full_classroom_and_a_full_license_refuse_and_spend_nothing() {
    let school = School::with_seats(2).await;
    let full = school.classroom("Full", json!({ "seat_allotment": 0 })).await;
    let open = school.classroom("Open", json!({})).await;
    let refused = |problem: Result<Admitted, AppError>| problem.expect_err("refused").code();
    let one = admission(&school, "one@example.com", true, &full, Way::Invitation).await;
    assert_eq!(refused(enter(&school, &one)), "classroom-full");
    for (email, expected) in [("two@example.com", None), ("three@example.com", None), ("four@example.com", Some("no-seats-left"))] {
        let left = room(&mut school.house.database(), one.organization, None, one.now).expect("a number");
        let next = admission(&school, email, true, &open, Way::Import).await;
        assert_eq!(left > 0, expected.is_none(), "room says who gets in");
        assert_eq!(enter(&school, &next).err().map(|problem| problem.code()), expected);
    }
    assert_eq!(school.balance().await, (2, 2, 0, 0));
    assert_eq!(school.house.count("SELECT count(*) AS value FROM students"), 2, "nothing half made");
}

#[tokio::test]
async fn an_unproven_address_is_one_person() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let first = admission(&school, "maya@example.com", false, &room, Way::Import).await;
    let second = admission(&school, "maya@example.com", false, &room, Way::Import).await;
    assert_ne!(first.account, second.account);
    assert_eq!(enter(&school, &first).expect("in").student, enter(&school, &second).expect("in").student);
    assert_eq!(school.balance().await, (5, 1, 0, 4));
}

#[tokio::test]
async fn who_is_blocked_comes_in_by_hand_alone() {
    let school = School::with_seats(5).await;
    let room = school.classroom("Health", json!({})).await;
    let maya = admission(&school, "maya@example.com", true, &room, Way::Staff).await;
    let student = enter(&school, &maya).expect("in").student;
    school.admin.put(&school.at(&format!("classrooms/{}/members/{student}/block", id(&room, "id")))).await.expect(204);
    for way in [Way::Import, Way::Invitation] {
        assert_eq!(enter(&school, &Admission { way, ..maya }).expect_err("refused").code(), "member-blocked");
    }
    assert!(enter(&school, &maya).expect("in").joined);
}

#[tokio::test]
async fn who_meets_at_the_last_seat_does_not_oversell_it() {
    let school = School::with_seats(3).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(admission(&school, &format!("p{n}@example.com"), true, &room, Way::Import).await);
    }
    let crowd = school.house.crowd(6, "example.org");
    let typing = crowd.iter().map(|person| person.redeem("HEALTH"));
    let threads = people.into_iter().map(|person| {
        let mut conn = school.house.database();
        std::thread::spawn(move || conn.build_transaction().run(|conn| admit(conn, &person)).is_ok())
    });
    let threads: Vec<_> = threads.collect();
    let redeemed = futures_util::future::join_all(typing).await.into_iter().filter(|reply| reply.status == 201).count();
    let admitted = threads.into_iter().map(|thread| thread.join().expect("no panic")).filter(|done| *done).count();
    assert_eq!(redeemed + admitted, 3);
    assert_eq!(school.balance().await, (3, 3, 0, 0));
}
