//! The year rollover: shown before it happens, carried out piece by piece, and put back.

use std::collections::BTreeMap;

use diesel::prelude::*;
use futures_util::future::join_all;
use homeroom::rollovers;
use homeroom::row;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};

use crate::support::{Api, House, School, id};

/// Does the next piece of what is under way; whether there was one.
fn piece(house: &House) -> bool {
    let now = house.clock.now();
    house.database().transaction(|conn| rollovers::work(conn, now, "")).unwrap()
}

/// Does everything that is under way.
pub fn finish(house: &House) {
    while piece(house) {}
}

row! {
    struct Counted { value: String }
}

/// What is in every table, but for sessions and the keys of requests: how many rows, and what they hold.
fn everything(house: &House) -> Vec<String> {
    let conn = &mut house.database();
    let tables = sql("SELECT table_name::text AS value FROM information_schema.tables
         WHERE table_schema = 'public' AND table_name NOT IN ('idempotency_keys', 'sessions') ORDER BY 1");
    let tables = tables.all::<Counted>(conn).unwrap();
    let count = |table: &Counted| {
        let name = &table.value;
        let text = format!("SELECT concat('{name} ', count(*), ' ', sum(hashtext(x::text))) AS value FROM {name} x");
        diesel::sql_query(text).get_result::<Counted>(conn).unwrap().value
    };
    tables.iter().map(count).collect()
}

/// Grades 9, 10 and 11 of one year. Ada and Ben are in 9, Cleo and Dan in 10, Eve in 11.
struct Grades {
    school: School,
    nine: Value,
    ten: Value,
    eleven: Value,
    people: BTreeMap<&'static str, Api>,
}

impl Grades {
    async fn new() -> Grades {
        let school = School::with_seats(50).await;
        let course = school.course("Sleep and stress").await;
        let year = json!({ "school_year": "2026-27", "starts_on": "2026-08-24", "ends_on": "2027-06-11", "course_ids": [course] });
        let nine = school.classroom("Grade 9 2026-27", super::support::merge(year.clone(), json!({ "seat_allotment": 10 }))).await;
        let ten = school.classroom("Grade 10 2026-27", year.clone()).await;
        let eleven = school.classroom("Grade 11 2026-27", year).await;
        let mut people = BTreeMap::new();
        for (code, room, names) in
            [("GRADE-NINE", &nine, vec!["ada", "ben"]), ("GRADE-TEN", &ten, vec!["cleo", "dan"]), ("GRADE-ELEVEN", &eleven, vec!["eve"])]
        {
            let rules = json!({ "email_domains": [{ "domain": "example.com" }], "max_redemptions": 40, "valid_till": "2027-06-11" });
            school.code(code, room, rules).await;
            for name in names {
                let person = school.house.person(&format!("{name}@example.com"), false);
                person.redeem(code).await.expect(201);
                people.insert(name, person);
            }
        }
        Grades { school, nine, ten, eleven, people }
    }

    /// 9 goes up into 10, 10 into 11, 11 leaves; 9 and 10 are made anew, 11 closes.
    fn order(&self) -> Value {
        let anew = |room: &Value, name: &str, students: Value| {
            json!({
                "classroom_id": room["id"], "action": "clone", "new_name": name, "school_year": "2027-28",
                "starts_on": "2027-08-23", "ends_on": "2028-06-09", "old_codes_lead_on": true, "students": students,
            })
        };
        let up = |room: &Value| json!({ "default": "promote", "into": { "clone_of": room["id"] } });
        json!({ "dry_run": true, "classrooms": [
            anew(&self.nine, "Grade 9 2027-28", up(&self.ten)),
            anew(&self.ten, "Grade 10 2027-28", up(&self.eleven)),
            anew(&self.eleven, "Grade 11 2027-28", json!({ "default": "leave" })),
        ]})
    }

    fn path(&self) -> String {
        self.school.at("rollovers")
    }

    async fn plan(&self, order: &Value) -> Value {
        self.school.admin.post(&self.path(), order.clone()).await.expect(200)
    }

    /// Starts what a plan shows.
    async fn start(&self, order: &Value) -> Value {
        let plan = self.plan(order).await;
        self.school.admin.post(&self.path(), running(order, &plan)).await.expect(201)
    }

    /// Carries out what a plan shows.
    async fn run(&self, order: &Value) -> Value {
        let started = self.start(order).await;
        finish(&self.school.house);
        self.show(&started).await
    }

    async fn show(&self, rollover: &Value) -> Value {
        self.school.admin.get(&self.school.at(&format!("rollovers/{}", id(rollover, "id")))).await.expect(200)
    }

    async fn undo(&self, rollover: &Value) -> Value {
        self.school.admin.post(&self.school.at(&format!("rollovers/{}/undo", id(rollover, "id"))), json!({})).await.expect(202);
        finish(&self.school.house);
        self.show(rollover).await
    }

    /// Who is in each open classroom, by its name.
    async fn rooms(&self) -> BTreeMap<String, Vec<String>> {
        let mut rooms = BTreeMap::new();
        for room in self.school.admin.all(&self.school.at("classrooms?limit=200")).await {
            let path = self.school.at(&format!("classrooms/{}/members?sort=display_name&limit=200", id(&room, "id")));
            let members = self.school.admin.all(&path).await;
            rooms.insert(id(&room, "name"), members.iter().map(|member| id(member, "display_name")).collect());
        }
        rooms
    }

    async fn new_room(&self, rollover: &Value, name: &str) -> Value {
        let path = self.school.at(&format!("rollovers/{}/classrooms", id(rollover, "id")));
        let rooms = self.school.admin.all(&path).await;
        rooms.into_iter().find(|room| room["new_name"] == name).expect("a new classroom")
    }
}

fn running(order: &Value, plan: &Value) -> Value {
    let mut order = order.clone();
    order["dry_run"] = json!(false);
    order["mark"] = plan["mark"].clone();
    order
}

fn names(rooms: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    rooms.iter().map(|(name, people)| ((*name).to_owned(), people.iter().map(|one| (*one).to_owned()).collect())).collect()
}

/// What a rollover changes and an undo puts back: stays, enrollments, classrooms, codes, seats.
fn state(house: &House) -> Vec<i64> {
    [
        "SELECT (coalesce(sum(hashtextextended(concat(id, classroom_id, student_id, joined_at, joined_by, left_at, left_how, removed_by), 0)), 0)
             % 1000000007)::bigint AS value FROM memberships WHERE left_how IS DISTINCT FROM 'undone'",
        "SELECT count(*) AS value FROM enrollments",
        "SELECT (coalesce(sum(hashtextextended(concat(id, name, seat_allotment, seats_spent, starts_on, ends_on), 0)), 0) % 1000000007)::bigint AS value
             FROM classrooms WHERE deleted_at IS NULL",
        "SELECT (coalesce(sum(hashtextextended(concat(c.id, c.text, c.enabled, c.redeemed, c.successor_id), 0)), 0) % 1000000007)::bigint AS value
             FROM codes c JOIN classrooms k ON k.id = c.classroom_id WHERE c.deleted_at IS NULL AND k.deleted_at IS NULL",
        "SELECT (granted * 1000000 + spent * 1000 + held)::bigint AS value FROM seat_accounts WHERE granted > 0",
        "SELECT count(*) AS value FROM students",
    ]
    .map(|text| house.count(text))
    .to_vec()
}

#[tokio::test]
async fn a_dry_run_shows_everything_and_changes_nothing() {
    let grades = Grades::new().await;
    let before = everything(&grades.school.house);
    let plan = grades.plan(&grades.order()).await;
    assert_eq!(everything(&grades.school.house), before);
    let totals = &plan["totals"];
    for (name, count) in [
        ("classrooms_closed", 3),
        ("classrooms_made", 3),
        ("codes_stopped", 3),
        ("codes_made", 3),
        ("students", 5),
        ("kept", 0),
        ("promoted", 4),
        ("leaving", 1),
        ("staying", 0),
        ("seats_spent", 0),
        ("seats_returned", 8),
    ] {
        assert_eq!(totals[name], count, "{name}");
    }
    let rows: Vec<(String, String, Value, String)> = plan["students"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (id(one, "display_name"), id(one, "from"), one["to"].clone(), id(one, "change")))
        .collect();
    assert_eq!(rows[0], ("ada".into(), "Grade 9 2026-27".into(), json!("Grade 10 2027-28"), "promoted".into()));
    assert_eq!(rows[4], ("eve".into(), "Grade 11 2026-27".into(), Value::Null, "leaves".into()));
    assert_eq!(rows.len(), 5);

    // The same rows in pages.
    let mut paged = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = grades.school.admin.post(&format!("{}?limit=2{cursor}", grades.path()), grades.order()).await.expect(200);
        paged.extend(page["students"]["items"].as_array().unwrap().clone());
        match page["students"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(json!(paged), plan["students"]["items"]);

    // One of many is found by name, or in their classroom; the numbers and the mark are still those of all.
    let nine = format!("classroom_id={}", id(&grades.nine, "id"));
    for (which, found) in [("q=DA", &["ada", "dan"][..]), (&nine, &["ada", "ben"]), (&format!("{nine}&q=be"), &["ben"]), ("q=zoe", &[])] {
        let some = grades.school.admin.post(&format!("{}?{which}", grades.path()), grades.order()).await.expect(200);
        let names: Vec<String> = some["students"]["items"].as_array().unwrap().iter().map(|one| id(one, "display_name")).collect();
        assert_eq!(names, found, "{which}");
        assert_eq!((&some["totals"], &some["mark"]), (&plan["totals"], &plan["mark"]));
    }
}

#[tokio::test]
async fn the_run_does_what_the_plan_showed_and_spends_no_seat() {
    let grades = Grades::new().await;
    let spent = grades.school.balance().await.1;
    let entries = grades.school.house.count("SELECT count(*) AS value FROM seat_entries WHERE kind = 'spent'");
    let done = grades.run(&grades.order()).await;
    assert_eq!((&done["status"], &done["pieces"], &done["pieces_done"]), (&json!("done"), &json!(6), &json!(6)));
    for (name, count) in [
        ("classrooms_closed", 3),
        ("classrooms_made", 3),
        ("codes_made", 3),
        ("students_planned", 5),
        ("kept", 0),
        ("promoted", 4),
        ("left", 1),
        ("problems", 0),
        ("seats_spent", 0),
    ] {
        assert_eq!(done[name], count, "{name}");
    }
    let expected = names(&[("Grade 9 2027-28", &[]), ("Grade 10 2027-28", &["ada", "ben"]), ("Grade 11 2027-28", &["cleo", "dan"])]);
    assert_eq!(grades.rooms().await, expected);
    let balance = grades.school.balance().await;
    assert_eq!((balance.1, balance.2), (spent, 0), "nothing is spent, what was held is back");
    assert_eq!(grades.school.house.count("SELECT count(*) AS value FROM seat_entries WHERE kind = 'spent'"), entries);
    let students = grades.school.admin.all(&grades.school.at(&format!("rollovers/{}/students", id(&done, "id")))).await;
    let outcomes: Vec<&str> = students.iter().map(|one| one["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["moved", "moved", "moved", "moved", "removed"]);

    // The new classroom is like the old one, a year later; its code has the old one's rules.
    let room = grades.new_room(&done, "Grade 9 2027-28").await;
    let new = grades.school.admin.get(&grades.school.at(&format!("classrooms/{}", id(&room, "new_classroom_id")))).await.expect(200);
    assert_eq!((&new["school_year"], &new["starts_on"], &new["courses"]), (&json!("2027-28"), &json!("2027-08-23"), &json!(1)));
    assert_eq!(new["seats"]["allotment"], Value::Null);
    let text = room["codes"][0].as_str().unwrap();
    let code = &grades.school.admin.all(&grades.school.at(&format!("codes?q={text}"))).await[0];
    assert_eq!((&code["max_redemptions"], &code["valid_till"]), (&json!(40), &json!("2028-06-09")));
    assert_eq!(code["email_domains"][0]["domain"], "example.com");

    // Whoever types the old code is told the new one, and comes in by it.
    let fay = grades.school.house.person("fay@example.com", false);
    let refused = fay.redeem("GRADE-NINE").await.refused(409, "code-deleted");
    assert!(refused["detail"].as_str().unwrap().contains(text), "{refused}");
    fay.redeem(text).await.expect(201);
    assert_eq!(grades.school.balance().await.1, spent + 1);
}

#[tokio::test]
async fn an_undo_puts_everything_back() {
    let grades = Grades::new().await;
    let (before, rooms) = (state(&grades.school.house), grades.rooms().await);
    let done = grades.run(&grades.order()).await;
    assert_ne!(state(&grades.school.house), before);
    let undone = grades.undo(&done).await;
    assert_eq!((&undone["status"], &undone["put_back"], &undone["left_in_new"]), (&json!("undone"), &json!(5), &json!(0)));
    assert_eq!(undone["undo_problems"], 0);
    assert_eq!(grades.rooms().await, rooms);
    assert_eq!(state(&grades.school.house), before);
    grades.school.balance().await;
    // The old codes work, the new ones do not; asking again is harmless, and the next rollover is free to start.
    grades.school.house.person("fay@example.com", false).redeem("GRADE-NINE").await.expect(201);
    let text = id(&json!({ "c": grades.new_room(&done, "Grade 9 2027-28").await["codes"][0] }), "c");
    grades.school.house.person("gil@example.com", false).redeem(&text).await.refused(409, "code-deleted");
    assert_eq!(grades.undo(&done).await["put_back"], 5);
    grades.run(&grades.order()).await;
}

#[tokio::test]
async fn what_happened_since_stays() {
    let grades = Grades::new().await;
    let done = grades.run(&grades.order()).await;
    let room = grades.new_room(&done, "Grade 10 2027-28").await;
    // Fay joins the new classroom, Ada leaves it, and somebody takes the seats that Grade 9 had held.
    let fay = grades.school.house.person("fay@example.com", false);
    fay.redeem(room["codes"][0].as_str().unwrap()).await.expect(201);
    grades.people["ada"].delete(&format!("me/classrooms/{}", id(&room, "new_classroom_id"))).await.expect(204);
    grades.school.classroom("Sponge", json!({ "seat_allotment": 43 })).await;
    let undone = grades.undo(&done).await;
    assert_eq!((&undone["put_back"], &undone["left_in_new"], &undone["undo_problems"]), (&json!(4), &json!(1), &json!(1)));
    let expected =
        names(&[("Grade 9 2026-27", &["ben"]), ("Grade 10 2026-27", &["cleo", "dan"]), ("Grade 11 2026-27", &["eve"]), ("Sponge", &[])]);
    assert_eq!(grades.rooms().await, expected);
    let path = grades.school.at(&format!("rollovers/{}/classrooms", id(&done, "id")));
    assert_eq!(grades.school.admin.all(&path).await[0]["undo_problem"], "seats-not-enough");
    grades.school.balance().await;
    assert_eq!(grades.school.house.count("SELECT count(*) AS value FROM students"), 6, "Fay keeps her seat and her record");
}

#[tokio::test]
async fn a_plan_that_no_longer_holds_is_not_carried_out() {
    let grades = Grades::new().await;
    let plan = grades.plan(&grades.order()).await;
    grades.school.house.person("fay@example.com", false).redeem("GRADE-TEN").await.expect(201);
    let before = everything(&grades.school.house);
    let refused = grades.school.admin.post(&grades.path(), running(&grades.order(), &plan)).await.refused(409, "plan-changed");
    assert!(refused["detail"].as_str().unwrap().contains("Grade 10 2026-27 had 2 students and has 3 now."), "{refused}");
    assert_eq!(everything(&grades.school.house), before);
    // Another order under the mark of this one.
    let plan = grades.plan(&grades.order()).await;
    let mut other = running(&grades.order(), &plan);
    other["classrooms"][0]["new_name"] = json!("Grade Nine");
    grades.school.admin.post(&grades.path(), other).await.refused(409, "plan-changed");
    grades.school.admin.post(&grades.path(), running(&grades.order(), &plan)).await.expect(201);
}

#[tokio::test]
async fn an_interrupted_run_goes_on_and_can_be_undone_in_the_middle() {
    let grades = Grades::new().await;
    let before = state(&grades.school.house);
    for pieces in 0..=7 {
        let started = grades.start(&grades.order()).await;
        for _ in 0..pieces {
            piece(&grades.school.house);
        }
        // The piece at which the server is killed leaves nothing behind.
        let left = everything(&grades.school.house);
        let now = grades.school.house.clock.now();
        let killed: Result<(), diesel::result::Error> = grades.school.house.database().transaction(|conn| {
            rollovers::work(conn, now, "").unwrap();
            Err(diesel::result::Error::RollbackTransaction)
        });
        killed.unwrap_err();
        assert_eq!(everything(&grades.school.house), left);
        let undone = grades.undo(&started).await;
        assert_eq!(undone["status"], "undone", "after {pieces} pieces");
        assert_eq!(state(&grades.school.house), before, "after {pieces} pieces");
    }
    let started = grades.start(&grades.order()).await;
    piece(&grades.school.house);
    assert_eq!(grades.show(&started).await["pieces_done"], 1);
    finish(&grades.school.house);
    assert_eq!(grades.show(&started).await["status"], "done");
}

#[tokio::test]
async fn who_comes_in_while_it_runs_goes_with_the_rest() {
    let grades = Grades::new().await;
    let plan = grades.start(&grades.order()).await;
    for _ in 0..3 {
        piece(&grades.school.house);
    }
    grades.school.house.person("fay@example.com", false).redeem("GRADE-NINE").await.expect(201);
    grades.people["ben"].delete(&format!("me/classrooms/{}", id(&grades.nine, "id"))).await.expect(204);
    finish(&grades.school.house);
    assert_eq!(grades.rooms().await["Grade 10 2027-28"], ["ada", "fay"]);
    let done = grades.show(&plan).await;
    assert_eq!((&done["promoted"], &done["gone"]), (&json!(4), &json!(1)), "Ben had gone by himself");
}

#[tokio::test]
async fn a_crowd_that_redeems_meanwhile_is_lost_nowhere() {
    let grades = Grades::new().await;
    grades.school.house.run("UPDATE codes SET max_redemptions = NULL");
    grades.start(&grades.order()).await;
    let crowd = grades.school.house.crowd(8, "example.com");
    let house = &grades.school.house;
    let (url, now) = (house.database_url().to_owned(), house.clock.now());
    let runs = std::thread::spawn(move || {
        let mut conn = PgConnection::establish(&url).unwrap();
        while conn.transaction(|conn| rollovers::work(conn, now, "")).unwrap() {}
    });
    let replies = join_all(crowd.iter().map(|one| one.redeem("GRADE-NINE"))).await;
    runs.join().unwrap();
    let in_by_it = replies.iter().filter(|reply| reply.status == 201).count();
    for reply in &replies {
        assert!(reply.status == 201 || reply.body["code"] == "code-deleted", "in, or told that it is over: {}", reply.body);
    }
    assert_eq!(grades.rooms().await["Grade 10 2027-28"].len(), 2 + in_by_it, "nobody stays behind in the closed classroom");
    let (_, spent, _, _) = grades.school.balance().await;
    assert_eq!(spent, 5 + i64::try_from(in_by_it).unwrap());
}

#[tokio::test]
async fn exceptions_go_their_own_way_and_open_classrooms_pass_students_on() {
    let grades = Grades::new().await;
    let student = |name: &'static str| {
        let path = grades.school.at(&format!("students?q={name}"));
        let admin = grades.school.admin.clone();
        async move { id(&admin.all(&path).await[0], "id") }
    };
    let ben = json!({ "student_id": student("ben").await, "choice": "keep" });
    let cleo = json!({ "student_id": student("cleo").await, "choice": "leave" });
    let goes_on = |room: &Value, to: &Value, exceptions: Value| {
        json!({ "classroom_id": room["id"], "action": "keep",
                "students": { "default": "promote", "into": { "classroom_id": to["id"] }, "exceptions": exceptions } })
    };
    let order = json!({ "dry_run": true, "classrooms": [
        goes_on(&grades.nine, &grades.ten, json!([ben])),
        goes_on(&grades.ten, &grades.eleven, json!([cleo])),
        { "classroom_id": grades.eleven["id"], "action": "keep", "students": { "default": "keep" } },
    ]});
    let (before, rooms) = (state(&grades.school.house), grades.rooms().await);
    let plan = grades.plan(&order).await;
    assert_eq!((&plan["totals"]["promoted"], &plan["totals"]["leaving"], &plan["totals"]["staying"]), (&json!(2), &json!(1), &json!(2)));
    let done = grades.run(&order).await;
    // Nobody is passed on twice, though 10 hands its students on after it has received those of 9.
    let expected = names(&[("Grade 9 2026-27", &["ben"]), ("Grade 10 2026-27", &["ada"]), ("Grade 11 2026-27", &["dan", "eve"])]);
    assert_eq!(grades.rooms().await, expected);
    assert_eq!((&done["promoted"], &done["left"], &done["classrooms_closed"]), (&json!(2), &json!(1), &json!(0)));
    grades.undo(&done).await;
    assert_eq!(grades.rooms().await, rooms);
    assert_eq!(state(&grades.school.house), before);
}

#[tokio::test]
async fn a_classroom_that_somebody_deletes_meanwhile_is_told_and_skipped() {
    let grades = Grades::new().await;
    let started = grades.start(&grades.order()).await;
    let deleted = grades.school.at(&format!("classrooms/{}", id(&grades.nine, "id")));
    grades.school.admin.delete(&deleted).await.expect(204);
    finish(&grades.school.house);
    let done = grades.show(&started).await;
    assert_eq!((&done["status"], &done["problems"], &done["promoted"]), (&json!("done"), &json!(1), &json!(2)));
    let path = grades.school.at(&format!("rollovers/{}/classrooms", id(&done, "id")));
    assert_eq!(grades.school.admin.all(&path).await[0]["problem"], "classroom-deleted");
    assert_eq!(grades.undo(&done).await["status"], "undone");
    assert_eq!(grades.rooms().await.len(), 2, "what somebody else deleted stays deleted");
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_by_name() {
    let grades = Grades::new().await;
    let (_, franklin) = grades.school.house.organization(&grades.school.operator, "franklin", "America/Chicago").await;
    let theirs = franklin.get("organizations").await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let theirs = franklin.post(&format!("organizations/{theirs}/classrooms"), json!({ "name": "Theirs" })).await.expect(201);
    let closed = grades.school.classroom("Closed", json!({})).await;
    grades.school.admin.delete(&grades.school.at(&format!("classrooms/{}", id(&closed, "id")))).await.expect(204);
    let stranger = json!([{ "student_id": uuid::Uuid::now_v7(), "choice": "leave" }]);
    for (at, value, code) in [
        ("/classrooms", json!([]), "nothing-chosen"),
        ("/classrooms/0/classroom_id", theirs["id"].clone(), "classroom-unknown"),
        ("/classrooms/0/classroom_id", closed["id"].clone(), "classroom-unknown"),
        ("/classrooms/0/classroom_id", grades.ten["id"].clone(), "classroom-twice"),
        ("/classrooms/0/new_name", Value::Null, "name-required"),
        ("/classrooms/0/ends_on", json!("2027-01-01"), "dates-reversed"),
        ("/classrooms/0/action", json!("burn"), "action-unknown"),
        ("/classrooms/0/students/default", json!("keep"), "choice-unfit"),
        ("/classrooms/0/students/into", Value::Null, "target-required"),
        ("/classrooms/0/students/into", json!({}), "target-unclear"),
        ("/classrooms/0/students/into", json!({ "classroom_id": theirs["id"] }), "target-unknown"),
        ("/classrooms/0/students/into", json!({ "classroom_id": grades.nine["id"] }), "target-unknown"),
        ("/classrooms/0/students/into", json!({ "classroom_id": grades.ten["id"] }), "target-closes"),
        ("/classrooms/0/students/into", json!({ "clone_of": closed["id"] }), "target-unknown"),
        ("/classrooms/0/students/exceptions", stranger, "student-unknown"),
    ] {
        let mut order = grades.order();
        *order.pointer_mut(at).unwrap_or(&mut Value::Null) = value.clone();
        if order.pointer(at).is_none() {
            let (parent, field) = at.rsplit_once('/').unwrap();
            order.pointer_mut(parent).unwrap()[field] = value;
        }
        let refused = grades.school.admin.post(&grades.path(), order).await;
        let field = refused.body["errors"][0]["code"].as_str().unwrap_or("").to_owned();
        assert_eq!((refused.status.as_u16(), field.as_str()), (422, code), "{at}: {}", refused.body);
    }
    let idle = json!({ "classroom_id": grades.nine["id"], "action": "keep", "students": { "default": "keep" } });
    let idle = grades.school.admin.post(&grades.path(), json!({ "dry_run": true, "classrooms": [idle] })).await;
    assert_eq!(idle.body["errors"][0]["code"], "nothing-to-do");
}

#[tokio::test]
async fn one_call_is_enough() {
    let grades = Grades::new().await;
    let mut order = grades.order();
    order["dry_run"] = json!(false);
    for room in order["classrooms"].as_array_mut().unwrap() {
        room.as_object_mut().unwrap().remove("old_codes_lead_on");
    }
    let made = grades.school.admin.post(&grades.path(), order).await.expect(201);
    finish(&grades.school.house);
    let done = grades.show(&made).await;
    assert_eq!((&done["status"], &done["promoted"], &done["left"]), (&json!("done"), &json!(4), &json!(1)));
    // Unless it is asked to stay silent, an old code names the new one.
    let fay = grades.school.house.person("fay@example.com", false);
    let refused = fay.redeem("GRADE-NINE").await.refused(409, "code-deleted");
    assert_eq!(refused["instead"], grades.new_room(&done, "Grade 9 2027-28").await["codes"][0]);
}

#[tokio::test]
async fn a_class_stays_together_and_some_go_elsewhere() {
    let grades = Grades::new().await;
    let (teacher, _) = grades.school.teacher("teacher@hamilton.test", &[&grades.nine]).await;
    let ben = id(&grades.school.admin.all(&grades.school.at("students?q=ben")).await[0], "id");
    let other = grades.school.course("Safer social media").await;
    let rules = json!({ "course_ids": [other], "valid_from": "2026-09-01", "valid_till": "2026-09-30" });
    grades.school.code("NARROW-NINE", &grades.nine, rules).await;
    let order = json!({ "dry_run": true, "classrooms": [
        { "classroom_id": grades.nine["id"], "action": "clone", "new_name": "Homeroom 12", "starts_on": "2027-08-23",
          "students": { "default": "keep", "exceptions": [
              { "student_id": ben, "choice": "promote", "into": { "classroom_id": grades.ten["id"] } }] } },
        { "classroom_id": grades.eleven["id"], "action": "close", "students": { "default": "leave" } },
    ]});
    let (before, rooms) = (state(&grades.school.house), grades.rooms().await);
    let totals = &grades.plan(&order).await["totals"];
    assert_eq!((&totals["kept"], &totals["promoted"], &totals["leaving"]), (&json!(1), &json!(1), &json!(1)));
    let done = grades.run(&order).await;
    assert_eq!((&done["kept"], &done["promoted"], &done["left"], &done["problems"]), (&json!(1), &json!(1), &json!(1), &json!(0)));
    let expected = names(&[("Homeroom 12", &["ada"]), ("Grade 10 2026-27", &["ben", "cleo", "dan"])]);
    assert_eq!(grades.rooms().await, expected);
    // Its teacher has the new one; its codes are a year later, and narrow to nothing that it does not offer.
    assert_eq!(teacher.all(&grades.school.at("classrooms")).await[0]["name"], "Homeroom 12");
    let codes = grades.school.admin.all(&grades.school.at("codes?q=")).await;
    let new = codes.iter().find(|code| code["valid_from"] == "2027-08-31").expect("a code for September");
    assert_eq!(new["valid_till"], "2027-09-29");
    // A code of a classroom that has no successor says that it is over, and names none.
    let fay = grades.school.house.person("fay@example.com", false);
    let refused = fay.redeem("GRADE-ELEVEN").await.refused(409, "code-deleted");
    assert!(refused["instead"].is_null(), "{refused}");
    grades.undo(&done).await;
    assert_eq!(grades.rooms().await, rooms);
    assert_eq!(state(&grades.school.house), before);
}

#[tokio::test]
async fn clicked_twice_it_runs_once() {
    let grades = Grades::new().await;
    let plan = grades.plan(&grades.order()).await;
    let order = running(&grades.order(), &plan);
    let path = grades.path();
    let replies = join_all((0..2).map(|_| grades.school.admin.post(&path, order.clone()))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    let refused = replies.iter().find(|reply| reply.status != 201).unwrap();
    assert_eq!(refused.body["code"], "rollover-running");
    finish(&grades.school.house);
    // The same plan again, when it is through, is no longer what was shown.
    grades.school.admin.post(&grades.path(), order).await.refused(422, "classroom-unknown");
    assert_eq!(grades.school.admin.all(&grades.path()).await.len(), 1);
    assert_eq!(grades.rooms().await.len(), 3);
}

#[tokio::test]
async fn staff_who_move_students_meanwhile_lose_nobody() {
    let grades = Grades::new().await;
    let chess = grades.school.classroom("Chess club", json!({})).await;
    grades.start(&grades.order()).await;
    let house = &grades.school.house;
    let (url, now) = (house.database_url().to_owned(), house.clock.now());
    let runs = std::thread::spawn(move || {
        let mut conn = PgConnection::establish(&url).unwrap();
        while conn.transaction(|conn| rollovers::work(conn, now, "")).unwrap() {}
    });
    let to_chess = |from: &Value| {
        let path = grades.school.at(&format!("classrooms/{}/transfers", id(from, "id")));
        let body = json!({ "kind": "move", "to_classroom_ids": [chess["id"]], "students": { "everybody": true } });
        let admin = grades.school.admin.clone();
        async move { admin.post(&path, body).await }
    };
    let replies = join_all([to_chess(&grades.nine), to_chess(&grades.ten), to_chess(&grades.eleven)]).await;
    runs.join().unwrap();
    for reply in &replies {
        assert!(reply.status == 201 || reply.status == 409 || reply.status == 422, "{}", reply.body);
    }
    let rooms = grades.rooms().await;
    let mut everybody: Vec<&String> = rooms.values().flatten().collect();
    everybody.sort();
    everybody.retain(|name| *name != "eve");
    assert_eq!(everybody, ["ada", "ben", "cleo", "dan"], "each in one place: {rooms:?}");
    assert_eq!(grades.school.balance().await.1, 5);
}

#[tokio::test]
async fn one_at_a_time_and_once_under_one_key() {
    let grades = Grades::new().await;
    let plan = grades.plan(&grades.order()).await;
    let order = running(&grades.order(), &plan);
    let keyed = grades.school.admin.with("Idempotency-Key", "june");
    let first = keyed.post(&grades.path(), order.clone()).await.expect(201);
    let again = keyed.post(&grades.path(), order.clone()).await.expect(201);
    assert_eq!(first["id"], again["id"]);
    grades.school.admin.post(&grades.path(), order).await.refused(409, "rollover-running");
    finish(&grades.school.house);
    assert_eq!(grades.school.admin.all(&grades.path()).await.len(), 1);
    // After 30 days it is too late.
    grades.school.house.clock.advance(chrono::TimeDelta::days(31));
    let admin = grades.school.house.sign_in_again(&grades.school.admin);
    admin.post(&grades.school.at(&format!("rollovers/{}/undo", id(&first, "id"))), json!({})).await.refused(409, "undo-too-late");
    assert_eq!(admin.get(&grades.school.at(&format!("rollovers/{}", id(&first, "id")))).await.expect(200)["may_undo"], false);
}

#[tokio::test]
async fn another_school_sees_none_of_it() {
    let grades = Grades::new().await;
    let done = grades.run(&grades.order()).await;
    let (other, franklin) = grades.school.house.organization(&grades.school.operator, "franklin", "America/Chicago").await;
    for rest in ["", "/classrooms", "/students"] {
        let path = format!("organizations/{other}/rollovers/{}{rest}", id(&done, "id"));
        franklin.get(&path).await.refused(404, "not-found");
    }
    franklin.post(&format!("organizations/{other}/rollovers/{}/undo", id(&done, "id")), json!({})).await.refused(404, "not-found");
    assert!(franklin.all(&format!("organizations/{other}/rollovers")).await.is_empty());
    let (teacher, _) = grades.school.teacher("teacher@hamilton.test", &[&grades.nine]).await;
    teacher.post(&grades.path(), grades.order()).await.refused(403, "role-required");
}
