//! Many students at once: moved, copied, removed, and put back.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use futures_util::future::join_all;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::crash::{self, Installation};
use crate::support::{Api, House, Reply, School, id, listen, statements};

/// Puts so many students into a classroom, quickly; they are called after their number.
pub fn fill(house: &House, organization: &str, classroom: &str, count: i32) {
    let filled = sql("WITH person AS (
             INSERT INTO accounts (id, email, email_key, display_name)
             SELECT gen_random_uuid(), 's' || n || '@crowd.test', 's' || n || '@crowd.test', 'Student ' || lpad(n::text, 5, '0')
             FROM generate_series(1, $1) n RETURNING id
         ), student AS (
             INSERT INTO students (id, organization_id, account_id, registered_at)
             SELECT gen_random_uuid(), $2, person.id, now() FROM person RETURNING id
         )
         INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
         SELECT new_id(), $2, $3, student.id, now() - interval '1 day', 'staff' FROM student")
    .bind(count)
    .bind(organization.parse::<Uuid>().unwrap())
    .bind(classroom.parse::<Uuid>().unwrap())
    .run(&mut house.database());
    assert_eq!(filled.unwrap(), usize::try_from(count).unwrap());
}

/// Two classrooms, students by name in the first, each by the code FIRST-ROOM.
struct Rooms {
    school: School,
    first: Value,
    second: Value,
    people: BTreeMap<String, Api>,
}

impl Rooms {
    async fn with(names: &[&str]) -> Rooms {
        let school = School::with_seats(50).await;
        let course = school.course("Sleep and stress").await;
        let first = school.classroom("First", json!({})).await;
        let second = school.classroom("Second", json!({ "course_ids": [course] })).await;
        school.code("FIRST-ROOM", &first, json!({})).await;
        school.code("SECOND-ROOM", &second, json!({})).await;
        let mut people = BTreeMap::new();
        for name in names {
            let person = school.house.person(&format!("{name}@example.com"), false);
            person.redeem("FIRST-ROOM").await.expect(201);
            people.insert((*name).to_owned(), person);
        }
        Rooms { school, first, second, people }
    }

    fn at(&self, room: &Value, rest: &str) -> String {
        self.school.at(&format!("classrooms/{}/{rest}", id(room, "id")))
    }

    /// Who is in a classroom, by name.
    async fn in_room(&self, room: &Value) -> Vec<String> {
        let members = self.school.admin.all(&self.at(room, "members?sort=display_name&limit=200")).await;
        members.iter().map(|member| id(member, "display_name")).collect()
    }

    async fn student(&self, name: &str) -> String {
        id(&self.school.admin.all(&self.school.at(&format!("students?q={name}"))).await[0], "id")
    }

    async fn ids(&self, names: &[&str]) -> Vec<String> {
        let mut ids = Vec::new();
        for name in names {
            ids.push(self.student(name).await);
        }
        ids
    }

    fn transfers(&self) -> String {
        self.at(&self.first, "transfers")
    }

    fn order(&self, kind: &str, students: &Value) -> Value {
        let to = if kind == "remove" { json!([]) } else { json!([self.second["id"]]) };
        json!({ "kind": kind, "to_classroom_ids": to, "students": students })
    }

    async fn make(&self, kind: &str, students: Value) -> Value {
        self.school.admin.post(&self.transfers(), self.order(kind, &students)).await.expect(201)
    }

    async fn undo(&self, transfer: &Value) -> Value {
        self.school.admin.post(&self.undo_path(transfer), json!({})).await.expect(200)
    }

    fn undo_path(&self, transfer: &Value) -> String {
        self.school.at(&format!("transfers/{}/undo", id(transfer, "id")))
    }

    /// What came of each, by name.
    async fn outcomes(&self, transfer: &Value, field: &str) -> Vec<(String, String)> {
        let students = self.school.admin.all(&self.school.at(&format!("transfers/{}/students", id(transfer, "id")))).await;
        students.iter().map(|one| (id(one, "display_name"), one[field].as_str().unwrap_or("").to_owned())).collect()
    }
}

fn told(transfer: &Value) -> (i64, i64, i64, i64) {
    let number = |name: &str| transfer[name].as_i64().unwrap();
    (number("students"), number("already_there"), number("blocked"), number("gone"))
}

/// Everything that a transfer writes, but for its own record: to see that an undo leaves nothing behind.
fn state(house: &House) -> (i64, i64, i64) {
    (
        house.count(
            "SELECT (coalesce(sum(hashtextextended(concat(id, classroom_id, student_id, joined_at, joined_by, left_at, left_how, removed_by), 0)), 0)
                     % 1000000007)::bigint AS value FROM memberships WHERE left_how IS DISTINCT FROM 'undone'",
        ),
        house.count("SELECT count(*) AS value FROM memberships WHERE left_at IS NULL"),
        house.count("SELECT count(*) AS value FROM enrollments"),
    )
}

#[tokio::test]
async fn chosen_students_move_with_all_their_records_and_are_put_back() {
    let rooms = Rooms::with(&["ada", "ben", "cleo"]).await;
    let seats = rooms.school.balance().await;
    let before = state(&rooms.school.house);
    let moved = rooms.make("move", json!({ "student_ids": rooms.ids(&["ada", "ben"]).await })).await;
    assert_eq!(told(&moved), (2, 0, 0, 0));
    assert_eq!((&moved["kind"], &moved["how"], &moved["may_undo"]), (&json!("move"), &json!("transfer"), &json!(true)));
    assert_eq!((&moved["from"]["name"], &moved["to"][0]["name"]), (&json!("First"), &json!("Second")));
    assert_eq!(moved["made_by"], "admin");
    assert_eq!(rooms.in_room(&rooms.first).await, ["cleo"]);
    assert_eq!(rooms.in_room(&rooms.second).await, ["ada", "ben"]);
    let ada = &rooms.people["ada"];
    assert_eq!(ada.all("me/enrollments").await.len(), 1, "in the courses of the new classroom");
    assert_eq!(ada.all("me/redemptions").await.len(), 1, "nothing they did is lost");
    assert_eq!(rooms.school.balance().await, seats, "no seat is spent");
    for room in [&rooms.first, &rooms.second] {
        let listed = rooms.school.admin.all(&rooms.at(room, "transfers")).await;
        assert_eq!((listed.len(), &listed[0]), (1, &moved), "told in both classrooms");
    }

    // Who was moved out does not come back by the old code; another one, or staff, let them in.
    ada.redeem("FIRST-ROOM").await.refused(403, "member-removed");

    let undone = rooms.undo(&moved).await;
    assert_eq!((&undone["put_back"], &undone["may_undo"], &undone["undone_by"]), (&json!(2), &json!(false), &json!("admin")));
    assert_eq!(rooms.undo(&moved).await, undone, "twice is harmless");
    assert_eq!(rooms.in_room(&rooms.first).await, ["ada", "ben", "cleo"]);
    assert_eq!(state(&rooms.school.house), before, "exactly as it was");
    assert!(rooms.in_room(&rooms.second).await.is_empty());
    ada.redeem("FIRST-ROOM").await.expect(200);
    // The undone stay counts for nothing: the second classroom's code is as good as ever.
    ada.redeem("SECOND-ROOM").await.expect(201);
}

#[tokio::test]
async fn a_copy_leaves_them_where_they_are_and_a_removal_takes_them_out() {
    let rooms = Rooms::with(&["ada", "ben", "cleo"]).await;
    let before = state(&rooms.school.house);
    let third = rooms.school.classroom("Third", json!({})).await;
    rooms.school.admin.post(&rooms.at(&third, "members"), json!({ "student_id": rooms.student("cleo").await })).await.expect(201);
    let to =
        json!({ "kind": "copy", "to_classroom_ids": [third["id"], rooms.second["id"], third["id"]], "students": { "everybody": true } });
    let copied = rooms.school.admin.post(&rooms.transfers(), to).await.expect(201);
    assert_eq!((told(&copied), copied["to"].as_array().unwrap().len()), ((3, 0, 0, 0), 2));
    for room in [&rooms.first, &rooms.second, &third] {
        assert_eq!(rooms.in_room(room).await, ["ada", "ben", "cleo"]);
    }
    let again = rooms.make("copy", json!({ "everybody": true })).await;
    assert_eq!((told(&again), &again["may_undo"]), ((0, 3, 0, 0), &json!(false)), "nothing to do, nothing to undo");
    assert_eq!(rooms.undo(&copied).await["put_back"], 3);
    assert_eq!(rooms.in_room(&third).await, ["cleo"], "who was there before stays");
    rooms.school.admin.delete(&rooms.at(&third, &format!("members/{}", rooms.student("cleo").await))).await.expect(204);

    let removed = rooms.make("remove", json!({ "everybody": true, "q": "E", "except_ids": rooms.ids(&["ben"]).await })).await;
    assert_eq!(
        rooms.outcomes(&removed, "outcome").await,
        [("ada", "removed"), ("cleo", "removed")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert_eq!(rooms.in_room(&rooms.first).await, ["ben"]);
    rooms.people["ada"].redeem("FIRST-ROOM").await.refused(403, "member-removed");
    assert_eq!(rooms.undo(&removed).await["put_back"], 2);
    let (_, present, enrolled) = state(&rooms.school.house);
    assert_eq!((present, enrolled), (before.1, before.2));
}

#[tokio::test]
async fn who_is_blocked_in_a_target_stays_and_who_is_gone_is_told() {
    let rooms = Rooms::with(&["ada", "ben", "cleo", "dan"]).await;
    let ids = rooms.ids(&["ada", "ben", "cleo", "dan"]).await;
    // Ada is kept out of the second classroom; Ben is in it already; Cleo has left the first meanwhile.
    for name in ["ada", "ben"] {
        rooms.people[name].redeem("SECOND-ROOM").await.expect(201);
    }
    rooms.school.admin.put(&rooms.at(&rooms.second, &format!("members/{}/block", ids[0]))).await.expect(204);
    rooms.people["cleo"].delete(&format!("me/classrooms/{}", id(&rooms.first, "id"))).await.expect(204);
    let moved = rooms.make("move", json!({ "student_ids": ids })).await;
    assert_eq!(told(&moved), (2, 1, 1, 1));
    let expected = [("ada", "blocked"), ("ben", "already-there"), ("cleo", "gone"), ("dan", "moved")];
    assert_eq!(rooms.outcomes(&moved, "outcome").await, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(rooms.in_room(&rooms.first).await, ["ada"]);
    assert_eq!(rooms.in_room(&rooms.second).await, ["ben", "dan"]);
    let blocked = rooms.school.admin.all(&rooms.school.at(&format!("transfers/{}/students?outcome=blocked", id(&moved, "id")))).await;
    assert_eq!(blocked.len(), 1);
    assert_eq!(rooms.undo(&moved).await["put_back"], 2);
    assert_eq!(rooms.in_room(&rooms.first).await, ["ada", "ben", "dan"]);
    assert_eq!(rooms.in_room(&rooms.second).await, ["ben"], "who was there before the move is there after its undo");
}

#[tokio::test]
async fn an_undo_leaves_alone_whom_something_has_happened_to_since() {
    let rooms = Rooms::with(&["ada", "ben", "cleo", "dan", "eva", "finn"]).await;
    let third = rooms.school.classroom("Third", json!({})).await;
    rooms.school.code("FIRST-AGAIN", &rooms.first, json!({})).await;
    let moved = rooms.make("move", json!({ "everybody": true })).await;
    let admin = &rooms.school.admin;
    let ids = rooms.ids(&["ada", "ben", "cleo", "dan", "eva"]).await;
    let in_second = |student: &str, rest: &str| rooms.at(&rooms.second, &format!("members/{student}{rest}"));
    admin.delete(&in_second(&ids[0], "")).await.expect(204);
    admin.put(&in_second(&ids[1], "/block")).await.expect(204);
    let on = json!({ "kind": "move", "to_classroom_ids": [third["id"]], "students": { "student_ids": [ids[2]] } });
    let on = admin.post(&rooms.at(&rooms.second, "transfers"), on).await.expect(201);
    rooms.people["dan"].redeem("FIRST-AGAIN").await.expect(201);
    // Blocked where they were before: they do not come back there either.
    admin.put(&rooms.at(&rooms.first, &format!("members/{}/block", ids[4]))).await.expect(204);

    let undone = rooms.undo(&moved).await;
    assert_eq!((&undone["students"], &undone["put_back"]), (&json!(6), &json!(1)));
    let expected =
        [("ada", "changed"), ("ben", "changed"), ("cleo", "changed"), ("dan", "changed"), ("eva", "changed"), ("finn", "put-back")];
    assert_eq!(rooms.outcomes(&moved, "undo").await, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(rooms.in_room(&rooms.first).await, ["dan", "finn"]);
    assert_eq!(rooms.in_room(&rooms.second).await, ["dan", "eva"]);
    assert_eq!(rooms.in_room(&third).await, ["cleo"]);
    assert_eq!(rooms.undo(&on).await["put_back"], 1, "a later transfer is undone by itself");
    assert_eq!(rooms.in_room(&rooms.second).await, ["cleo", "dan", "eva"]);
}

#[tokio::test]
async fn an_undo_is_refused_after_30_days_and_while_a_classroom_is_deleted() {
    let rooms = Rooms::with(&["ada", "ben"]).await;
    let moved = rooms.make("move", json!({ "student_ids": rooms.ids(&["ada"]).await })).await;
    let room = rooms.school.at(&format!("classrooms/{}", id(&rooms.first, "id")));
    rooms.school.admin.delete(&room).await.expect(204);
    rooms.school.admin.post(&rooms.undo_path(&moved), json!({})).await.refused(409, "classroom-deleted");
    rooms.school.admin.post(&rooms.transfers(), rooms.order("move", &json!({ "everybody": true }))).await.refused(409, "classroom-deleted");
    rooms
        .school
        .admin
        .post(&rooms.transfers(), rooms.order("remove", &json!({ "everybody": true })))
        .await
        .refused(409, "classroom-deleted");
    let copied = rooms.make("copy", json!({ "everybody": true })).await;
    assert_eq!(told(&copied), (1, 0, 0, 0), "the cohort of a deleted classroom can be copied");
    rooms.school.admin.post(&format!("{room}/restore"), json!({})).await.expect(200);
    rooms.school.house.clock.advance(chrono::TimeDelta::days(30) + chrono::TimeDelta::seconds(1));
    let admin = rooms.school.house.sign_in_again(&rooms.school.admin);
    admin.post(&rooms.undo_path(&moved), json!({})).await.refused(409, "undo-too-late");
    let shown = admin.get(&rooms.school.at(&format!("transfers/{}", id(&moved, "id")))).await.expect(200);
    assert_eq!(shown["may_undo"], false);
}

#[tokio::test]
async fn a_transfer_is_refused_by_its_fields_and_changes_nothing() {
    let rooms = Rooms::with(&["ada", "ben"]).await;
    let (other, other_admin) = rooms.school.house.organization(&rooms.school.operator, "franklin", "America/Chicago").await;
    rooms.school.house.license(&rooms.school.operator, &other, 5).await;
    let foreign = other_admin.post(&format!("organizations/{other}/classrooms"), json!({ "name": "Theirs" })).await.expect(201);
    let code = json!({ "code": "FRANKLIN", "classroom_id": foreign["id"] });
    other_admin.post(&format!("organizations/{other}/codes"), code).await.expect(201);
    rooms.school.house.person("zed@example.com", false).redeem("FRANKLIN").await.expect(201);
    let theirs = id(&other_admin.all(&format!("organizations/{other}/students")).await[0], "id");
    let ada = rooms.student("ada").await;
    let second = &rooms.second["id"];
    let before = state(&rooms.school.house);
    let many: Vec<Uuid> = (0..5_001).map(|_| Uuid::now_v7()).collect();
    for (kind, to, students, code) in [
        ("shove", json!([second]), json!({ "everybody": true }), "invalid"),
        ("move", json!([]), json!({ "everybody": true }), "targets-unclear"),
        ("remove", json!([second]), json!({ "everybody": true }), "targets-unclear"),
        ("move", json!([second]), json!({}), "selection-unclear"),
        ("move", json!([second]), json!({ "everybody": true, "student_ids": [ada] }), "selection-unclear"),
        ("move", json!([second]), json!({ "student_ids": [ada], "q": "a" }), "selection-unclear"),
        ("move", json!([second]), json!({ "everybody": true, "q": "nobody" }), "nobody-chosen"),
        ("move", json!([second]), json!({ "student_ids": many }), "invalid"),
        ("move", json!([second]), json!({ "student_ids": [ada, theirs] }), "student-unknown"),
        ("move", json!([second]), json!({ "student_ids": [ada, Uuid::now_v7()] }), "student-unknown"),
        ("move", json!([second, foreign["id"]]), json!({ "everybody": true }), "classroom-unknown"),
        ("copy", json!([second, Uuid::now_v7()]), json!({ "everybody": true }), "classroom-unknown"),
        ("move", json!([second, rooms.first["id"]]), json!({ "everybody": true }), "same-classroom"),
    ] {
        let order = json!({ "kind": kind, "to_classroom_ids": to, "students": students });
        rooms.school.admin.post(&rooms.transfers(), order).await.refused(422, code);
    }
    let theirs = rooms.school.at(&format!("classrooms/{}/transfers", id(&foreign, "id")));
    rooms.school.admin.post(&theirs, rooms.order("move", &json!({ "everybody": true }))).await.refused(404, "not-found");
    assert_eq!(state(&rooms.school.house), before);
    assert_eq!(rooms.school.house.count("SELECT count(*) AS value FROM transfers"), 0);
}

#[tokio::test]
async fn a_teacher_transfers_between_their_own_classrooms_only() {
    let rooms = Rooms::with(&["ada", "ben"]).await;
    let (teacher, _) = rooms.school.teacher("tess@hamilton.test", &[&rooms.first]).await;
    let ada = json!({ "student_ids": rooms.ids(&["ada"]).await });
    teacher.post(&rooms.transfers(), rooms.order("move", &ada)).await.refused(422, "classroom-unknown");
    let elsewhere = rooms.at(&rooms.second, "transfers");
    teacher.post(&elsewhere, rooms.order("remove", &ada)).await.refused(404, "not-found");
    let removed = teacher.post(&rooms.transfers(), rooms.order("remove", &ada)).await.expect(201);
    assert_eq!(teacher.post(&rooms.undo_path(&removed), json!({})).await.expect(200)["put_back"], 1);

    // What an admin does across the border is seen as far as it is theirs, and not theirs to undo.
    let moved = rooms.make("move", ada.clone()).await;
    let seen = teacher.get(&rooms.school.at(&format!("transfers/{}", id(&moved, "id")))).await.expect(200);
    assert_eq!((&seen["from"]["name"], &seen["to"], &seen["out_of_reach"]), (&json!("First"), &json!([]), &json!(1)));
    assert_eq!(seen["may_undo"], false);
    teacher.post(&rooms.undo_path(&moved), json!({})).await.refused(403, "role-required");
    let third = rooms.school.classroom("Third", json!({})).await;
    let beyond = json!({ "kind": "move", "to_classroom_ids": [third["id"]], "students": ada });
    let beyond = rooms.school.admin.post(&elsewhere, beyond).await.expect(201);
    teacher.get(&rooms.school.at(&format!("transfers/{}", id(&beyond, "id")))).await.refused(404, "not-found");
    teacher.post(&rooms.undo_path(&beyond), json!({})).await.refused(404, "not-found");

    let (both, _) = rooms.school.teacher("bo@hamilton.test", &[&rooms.first, &rooms.second]).await;
    let moved = both.post(&rooms.transfers(), rooms.order("move", &json!({ "everybody": true }))).await.expect(201);
    assert_eq!(both.post(&rooms.undo_path(&moved), json!({})).await.expect(200)["put_back"], 1);
}

#[tokio::test]
async fn a_repeated_request_transfers_once() {
    let rooms = Rooms::with(&["ada", "ben"]).await;
    let admin = rooms.school.admin.with("Idempotency-Key", "over-the-summer");
    let order = rooms.order("move", &json!({ "everybody": true }));
    let first = admin.post(&rooms.transfers(), order.clone()).await.expect(201);
    assert_eq!(admin.post(&rooms.transfers(), order).await.expect(201), first);
    admin.post(&rooms.transfers(), rooms.order("copy", &json!({ "everybody": true }))).await.refused(422, "idempotency-key-reused");
    assert_eq!(rooms.school.house.count("SELECT count(*) AS value FROM transfers"), 1);
}

#[tokio::test]
async fn five_thousand_students_move_in_one_call_and_back() {
    listen();
    let rooms = Rooms::with(&[]).await;
    let house = &rooms.school.house;
    fill(house, &rooms.school.id, &id(&rooms.first, "id"), 5_001);
    let before = state(house);
    let everybody = json!({ "everybody": true });
    rooms.school.admin.post(&rooms.transfers(), rooms.order("move", &everybody)).await.refused(422, "too-many-students");
    assert_eq!(state(house), before);

    // Named one by one, which is also the largest request there is.
    let members = rooms.school.admin.all(&rooms.at(&rooms.first, "members?limit=200&sort=display_name")).await;
    let ids: Vec<String> = members.iter().take(5_000).map(|member| id(member, "student_id")).collect();
    let asked = statements(house.database_url());
    let moved = rooms.make("move", json!({ "student_ids": ids })).await;
    let statements_taken = statements(house.database_url()) - asked;
    assert_eq!(told(&moved), (5_000, 0, 0, 0));
    assert!(statements_taken <= 25, "a few statements, not some for each student: {statements_taken}");
    assert_eq!(rooms.in_room(&rooms.first).await, ["Student 05001"]);
    let room = rooms.school.admin.get(&rooms.school.at(&format!("classrooms/{}", id(&rooms.second, "id")))).await.expect(200);
    assert_eq!(room["members"], 5_000);
    assert_eq!(state(house).2, 5_000, "all are enrolled");
    assert_eq!(rooms.undo(&moved).await["put_back"], 5_000);
    assert_eq!(state(house), before);
}

#[tokio::test]
async fn half_a_failure_leaves_nothing() {
    let rooms = Rooms::with(&[]).await;
    let house = &rooms.school.house;
    fill(house, &rooms.school.id, &id(&rooms.first, "id"), 300);
    let before = state(house);
    let fails = "CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN IF (SELECT count(*) FROM enrollments) >= 200 THEN RAISE EXCEPTION 'the disk is full'; END IF; RETURN NEW; END $$;
         CREATE TRIGGER fail_late BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION fail_late()";
    house.database().batch_execute(fails).unwrap();
    let order = rooms.order("move", &json!({ "everybody": true }));
    rooms.school.admin.post(&rooms.transfers(), order.clone()).await.refused(500, "internal");
    assert_eq!(state(house), before);
    assert_eq!(house.count("SELECT count(*) AS value FROM transfers"), 0);
    house.database().batch_execute("DROP TRIGGER fail_late ON enrollments").unwrap();
    let moved = rooms.school.admin.post(&rooms.transfers(), order).await.expect(201);
    assert_eq!(told(&moved).0, 300);
}

#[tokio::test]
async fn redemptions_and_opposite_moves_at_the_same_time_never_lock_each_other_out() {
    let rooms = Rooms::with(&[]).await;
    let house = &rooms.school.house;
    fill(house, &rooms.school.id, &id(&rooms.first, "id"), 400);
    let crowd = house.crowd(40, "crowd.example");
    let (there, back) = (rooms.transfers(), rooms.at(&rooms.second, "transfers"));
    let order = |kind: &str, to: &Value| json!({ "kind": kind, "to_classroom_ids": [to["id"]], "students": { "everybody": true } });
    // Nobody may be in the one classroom, when the other has just been emptied into it.
    let accepted = |reply: Reply| assert!(reply.status == 201 || reply.body["code"] == "nobody-chosen", "{}", reply.text);
    let moves = async {
        for _ in 0..5 {
            accepted(rooms.school.admin.post(&there, order("move", &rooms.second)).await);
        }
    };
    let moves_back = async {
        for _ in 0..5 {
            accepted(rooms.school.admin.post(&back, order("move", &rooms.first)).await);
        }
    };
    let joins = join_all(crowd.iter().enumerate().map(|(number, person)| async move {
        let codes = if number % 2 == 0 { ["FIRST-ROOM", "SECOND-ROOM"] } else { ["SECOND-ROOM", "FIRST-ROOM"] };
        for code in codes {
            let reply = person.redeem(code).await;
            assert!([200, 201].contains(&reply.status.as_u16()) || reply.body["code"] == "member-removed", "{}", reply.text);
        }
    }));
    tokio::join!(moves, moves_back, joins);
    assert_eq!(rooms.school.balance().await.1, 40, "one seat each");
    let twice = "SELECT count(*) AS value FROM (SELECT FROM memberships WHERE left_at IS NULL GROUP BY classroom_id, student_id HAVING count(*) > 1) x";
    assert_eq!(house.count(twice), 0);
    let somewhere = "SELECT count(DISTINCT student_id) AS value FROM memberships WHERE left_at IS NULL";
    assert_eq!(house.count(somewhere), 440, "nobody is lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_in_the_middle_leaves_nothing_half_done() {
    let mut installation = Installation::open(60).await;
    let admin = Api::new(&installation.server.base, Some(installation.admin.clone()));
    let base = format!("organizations/{}/classrooms", installation.school);
    for student in &installation.students {
        let student = Api::new(&installation.server.base, Some(student.clone()));
        student.redeem(crash::CODE).await.expect(201);
    }
    let first = id(&admin.all(&base).await[0], "id");
    let courses = admin.all(&format!("organizations/{}/courses?limit=200", installation.school)).await;
    let last = json!({ "name": "After", "course_ids": [courses.last().unwrap()["id"]] });
    let second = id(&admin.post(&base, last).await.expect(201), "id");
    // The move takes long enough to be met in its middle.
    let slow = "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END $$;
         CREATE TRIGGER slowly BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION slowly()";
    installation.database_in_use().batch_execute(slow).unwrap();
    let order = json!({ "kind": "move", "to_classroom_ids": [second], "students": { "everybody": true } });
    let path = format!("{base}/{first}/transfers");
    let sending = tokio::spawn({
        let (admin, order, path) = (admin.clone(), order.clone(), path.clone());
        async move { admin.post(&path, order).await.status }
    });
    let under_way = "SELECT count(*) AS value FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    let mut watcher = installation.database_in_use();
    while sql(under_way).scalar::<i64>(&mut watcher).unwrap() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    installation.server.kill();
    assert!(sending.await.is_err(), "nobody was told that it is done");
    drop(watcher);
    let mut conn = installation.database().await;
    let mut count = |text| sql(text).scalar::<i64>(&mut conn).unwrap();
    assert_eq!(count("SELECT count(*) AS value FROM transfers"), 0);
    assert_eq!(count("SELECT count(*) AS value FROM memberships WHERE begun_in IS NOT NULL OR left_at IS NOT NULL"), 0);
    drop(conn);
    installation.database_in_use().batch_execute("DROP TRIGGER slowly ON enrollments").unwrap();
    installation.restart_server();
    let admin = Api::new(&installation.server.base, Some(installation.admin.clone()));
    assert_eq!(told(&admin.post(&path, order).await.expect(201)).0, 60, "and it can be done again");
}
