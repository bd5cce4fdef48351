//! Seats: allotments, the ledger, and that it adds up whatever happens at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{Days, TimeDelta};
use homeroom::shared::clock::day_in;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::support::{School, id};

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

/// Everything that anyone can read of the seats at this instant, which has to add up.
async fn read_everything(school: &School) {
    let seats = school.admin.get(&school.at("seats")).await.expect(200);
    let number = |body: &Value, name: &str| body[name].as_i64().expect("a number");
    let adds_up = |body: &Value| {
        assert_eq!(number(body, "granted"), number(body, "spent") + number(body, "held") + number(body, "free"), "{body}");
        assert!(number(body, "free") >= 0, "{body}");
    };
    adds_up(&seats);
    let held: i64 = seats["allotments"].as_array().unwrap().iter().map(|room| number(room, "held")).sum();
    assert_eq!(held, number(&seats, "held"), "what classrooms hold is what is held: {seats}");
    let overview = school.admin.get(&school.at("overview")).await.expect(200);
    adds_up(&overview["seats"]);
    let ledger = school.admin.get(&school.at("seats/ledger?limit=200")).await.expect(200);
    let entries = ledger["items"].as_array().unwrap();
    for pair in entries.windows(2) {
        let (newer, older) = (&pair[0], &pair[1]);
        adds_up(&newer["balance"]);
        assert_eq!(number(newer, "sequence"), number(older, "sequence") + 1, "no gap");
        for name in ["granted", "spent", "held"] {
            assert_eq!(number(&newer["balance"], name), number(&older["balance"], name) + number(&newer["change"], name), "{newer}");
        }
    }
    let proof = school.admin.get(&school.at("seats/proof")).await.expect(200);
    assert_eq!(proof["adds_up"], true, "{proof}");
}

#[tokio::test]
async fn the_balance_holds_at_every_instant_while_classrooms_change_under_200_students() {
    let school = School::with_seats(300).await;
    let moves = school.classroom("Moves", json!({ "seat_allotment": 60, "seat_overflow": "borrow" })).await;
    let comes_and_goes = school.classroom("Comes and goes", json!({ "seat_allotment": 40 })).await;
    school.code("MOVES", &moves, json!({})).await;
    school.code("COMES-AND-GOES", &comes_and_goes, json!({})).await;
    let path = |room: &Value| school.at(&format!("classrooms/{}", id(room, "id")));
    let done = Arc::new(AtomicBool::new(false));
    // Grows, shrinks (also below what is spent by then, which is refused), borrows and does not.
    let (admin, room, over) = (school.admin.clone(), path(&moves), Arc::clone(&done));
    let moving = tokio::spawn(async move {
        let turns = [(90, "refuse"), (10, "borrow"), (120, "refuse"), (40, "borrow"), (150, "borrow"), (70, "refuse")];
        for (allotment, overflow) in turns.into_iter().cycle().take_while(|_| !over.load(Ordering::SeqCst)) {
            let reply = admin.patch(&room, json!({ "seat_allotment": allotment, "seat_overflow": overflow })).await;
            assert!(matches!(reply.status.as_u16(), 200 | 409 | 422), "{}", reply.body);
        }
    });
    // Is deleted, restored without its allotment, and given one again.
    let (admin, room, over) = (school.admin.clone(), path(&comes_and_goes), Arc::clone(&done));
    let going = tokio::spawn(async move {
        for allotment in [60, 80, 50].into_iter().cycle().take_while(|_| !over.load(Ordering::SeqCst)) {
            admin.delete(&room).await.expect(204);
            admin.post(&format!("{room}/restore"), json!(null)).await.expect(200);
            let reply = admin.patch(&room, json!({ "seat_allotment": allotment })).await;
            assert!(matches!(reply.status.as_u16(), 200 | 409 | 422), "{}", reply.body);
        }
    });
    // A few at a time, so that there is time to look.
    let door = Arc::new(Semaphore::new(4));
    let students = school.house.crowd(200, "example.com").into_iter().enumerate().map(|(number, person)| {
        let (code, door) = (["MOVES", "COMES-AND-GOES"][number % 2], Arc::clone(&door));
        tokio::spawn(async move {
            let _turn = door.acquire().await.expect("a turn");
            person.redeem(code).await
        })
    });
    let students: Vec<_> = students.collect();
    let mut readings = 0;
    while !students.iter().all(JoinHandle::is_finished) {
        read_everything(&school).await;
        readings += 1;
        if readings == 3 {
            school.house.license(&school.operator, &school.id, 20).await;
        }
    }
    done.store(true, Ordering::SeqCst);
    moving.await.unwrap();
    going.await.unwrap();
    let mut entered = 0;
    for student in students {
        let reply = student.await.unwrap();
        match (reply.status.as_u16(), reply.body["code"].as_str()) {
            (201, _) => entered += 1,
            (409, Some("code-deleted" | "classroom-full" | "no-seats-left")) => {}
            _ => panic!("{}", reply.body),
        }
    }
    assert!(readings > 5, "only {readings} times somebody looked while it happened");
    read_everything(&school).await;
    assert_eq!(school.balance().await.1, entered);
    assert_eq!(school.house.count("SELECT sum(seats_spent) AS value FROM classrooms"), entered);
}

/// Makes it seem that everybody who is in came so many days earlier.
fn backdate(school: &School, days: i32) {
    sql("UPDATE students SET registered_at = registered_at - make_interval(days => $1)")
        .bind(days)
        .run(&mut school.house.database())
        .expect("earlier days");
}

#[tokio::test]
async fn the_day_on_which_free_seats_run_out_is_told_from_the_last_four_weeks() {
    let school = School::with_seats(40).await;
    let open = school.classroom("Open", json!({})).await;
    let keeps = school.classroom("Keeps", json!({ "seat_allotment": 6 })).await;
    school.code("OPEN", &open, json!({})).await;
    school.code("KEEPS", &keeps, json!({})).await;
    let crowd = school.house.crowd(19, "example.com");
    let join = async |people: std::ops::Range<usize>, code: &str| {
        for person in &crowd[people] {
            person.redeem(code).await.expect(201);
        }
    };
    let forecast = async || school.admin.get(&school.at("seats")).await.expect(200)["forecast"].clone();
    let today = day_in("America/New_York", school.house.clock.now());

    let none = json!({ "seats_per_week": 0.0, "free_per_week": 0.0, "basis_days": 0, "runs_out_on": null, "verdict": "too-early" });
    assert_eq!(forecast().await, none);
    // Long ago, and no part of the pace.
    join(0..5, "OPEN").await;
    backdate(&school, 60);
    let seen = forecast().await;
    assert_eq!((&seen["verdict"], &seen["basis_days"]), (&json!("quiet"), &json!(28)));
    join(5..9, "KEEPS").await;
    assert_eq!(forecast().await["verdict"], "quiet", "these seats were held, and free is as it was");
    join(9..19, "OPEN").await;
    // Given back, which is no seat spent.
    school.admin.patch(&school.at(&format!("classrooms/{}", id(&keeps, "id"))), json!({ "seat_allotment": 5 })).await.expect(200);
    // 40 - 5 - 4 - 10 - 1: 20 are free. Ten of them go in 28 days.
    let seen = forecast().await;
    assert_eq!((&seen["seats_per_week"], &seen["free_per_week"]), (&json!(3.5), &json!(2.5)));
    assert_eq!((&seen["verdict"], &seen["runs_out_on"]), (&json!("runs-out"), &json!(today + Days::new(56))));
    let overview = school.admin.get(&school.at("overview")).await.expect(200);
    assert_eq!(overview["seats"]["forecast"], seen);
    // A later license with many seats: these last longer than it does.
    school.house.license(&school.operator, &school.id, 1_000).await;
    assert_eq!(forecast().await["verdict"], "outlasts-license");
    school.house.clock.advance(TimeDelta::days(400));
    let admin = school.house.sign_in_again(&school.admin);
    assert_eq!(admin.get(&school.at("seats")).await.expect(200)["forecast"]["verdict"], "no-license");
}

#[tokio::test]
async fn the_ledger_proves_itself_and_tells_when_it_cannot() {
    let school = School::with_seats(10).await;
    let room = school.classroom("Health", json!({ "seat_allotment": 6 })).await;
    school.code("HEALTH", &room, json!({})).await;
    for person in school.house.crowd(2, "example.com") {
        person.redeem("HEALTH").await.expect(201);
    }
    school.house.license(&school.operator, &school.id, 5).await;
    let proof = async || school.admin.get(&school.at("seats/proof")).await.expect(200);
    let good = proof().await;
    assert_eq!(good["adds_up"], true);
    assert_eq!(good["balance"], json!({ "granted": 15, "spent": 2, "held": 4, "free": 9 }));
    assert_eq!(good["ledger"], json!({ "entries": 5, "granted": 15, "spent": 2, "held": 4 }));
    assert_eq!(good["counted"], json!({ "licenses": 15, "students": 2, "classrooms_held": 4 }));
    // Somebody with a hand in the database.
    for (tamper, restore) in [
        ("UPDATE seat_accounts SET spent = spent - 1", "UPDATE seat_accounts SET spent = spent + 1"),
        ("UPDATE classrooms SET seats_spent = seats_spent + 1", "UPDATE classrooms SET seats_spent = seats_spent - 1"),
        ("UPDATE licenses SET seats = seats + 1", "UPDATE licenses SET seats = seats - 1"),
        (
            "INSERT INTO students SELECT gen_random_uuid(), organization_id, (SELECT id FROM accounts WHERE operator), now() FROM students LIMIT 1",
            "DELETE FROM students WHERE account_id = (SELECT id FROM accounts WHERE operator)",
        ),
    ] {
        sql(tamper).run(&mut school.house.database()).expect("tampered");
        assert_eq!(proof().await["adds_up"], false, "{tamper}");
        sql(restore).run(&mut school.house.database()).expect("restored");
        assert_eq!(proof().await["adds_up"], true, "{restore}");
    }
}

#[tokio::test]
async fn licenses_add_up_over_their_terms_and_new_students_need_one_that_runs() {
    let school = School::with_seats(0).await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    let crowd = school.house.crowd(4, "example.com");
    let today = day_in("America/New_York", school.house.clock.now());
    let day = |days: u64| today + Days::new(days);
    let grant = async |seats: i32, first: u64, last: u64| {
        let body = json!({ "seats": seats, "starts_on": day(first), "ends_on": day(last) });
        let operator = school.house.sign_in_again(&school.operator);
        operator.post(&format!("operator/organizations/{}/licenses", school.id), body).await.expect(201);
    };
    let shown = async |after: i64| {
        school.house.clock.advance(TimeDelta::days(after));
        let seats = school.house.sign_in_again(&school.admin).get(&school.at("seats")).await.expect(200);
        let licenses: Vec<String> = seats["licenses"].as_array().unwrap().iter().map(|one| id(one, "status")).collect();
        (licenses, seats["license_active"].clone(), seats["license_ends_on"].clone(), (seats["granted"].clone(), seats["free"].clone()))
    };
    let joins = async |person: usize| school.house.sign_in_again(&crowd[person]).redeem("HEALTH").await;

    joins(0).await.refused(409, "license-inactive");
    grant(2, 0, 9).await;
    grant(3, 20, 29).await;
    assert_eq!(shown(0).await, (vec!["upcoming".into(), "active".into()], json!(true), json!(day(9)), (json!(5), json!(5))));
    joins(0).await.expect(201);
    // The last day is one of them; the day after none runs. What was granted stays.
    assert_eq!(shown(9).await.1, true);
    joins(1).await.expect(201);
    assert_eq!(shown(1).await, (vec!["upcoming".into(), "ended".into()], json!(false), json!(null), (json!(5), json!(3))));
    joins(2).await.refused(409, "license-inactive");
    assert_eq!(joins(0).await.expect(200)["status"], "already_redeemed", "who is in stays in");
    // The next one runs: the seats of both are there, also the third of the first two.
    assert_eq!(shown(10).await, (vec!["active".into(), "ended".into()], json!(true), json!(day(29)), (json!(5), json!(3))));
    joins(2).await.expect(201);
    joins(3).await.expect(201);
    // Two that overlap cover what either does.
    grant(1, 25, 40).await;
    assert_eq!(shown(0).await.2, json!(day(40)));
    assert_eq!(shown(10).await.0, ["active", "ended", "ended"]);
}
