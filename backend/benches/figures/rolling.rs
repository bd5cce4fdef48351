//! A school of 2,000 students in 40 classrooms brought into its next year, and the same moves as one batch of
//! plain SQL.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::crowd::Line;
use crate::machine::{Cluster, Server};
use crate::school::{School, request};

const CLASSROOMS: usize = 40;
const STUDENTS: usize = 2_000;

/// Seconds: for the dry run, from the start of the run to its end, and for plain SQL.
pub struct Rolled {
    pub shown: f64,
    pub ours: f64,
    pub theirs: f64,
}

/// Each classroom is made anew with a new code, and its students go up into the new one after the next. The
/// rows of each side are their own.
pub fn measure(cluster: &Cluster, server: &Server, school: &School<'_>) -> Rolled {
    let conn = &mut cluster.connect();
    let (ours, theirs) = (furnish(conn), furnish(conn));
    school.tidy();
    school.settle();
    let (shown, took) = roll(server, school, &ours);
    school.settle();
    Rolled { shown: shown.as_secs_f64(), ours: took.as_secs_f64(), theirs: plain(conn, &theirs).as_secs_f64() }
}

/// Classrooms that offer a course, with so many of the students each.
fn furnish(conn: &mut PgConnection) -> Vec<Uuid> {
    let rooms: Vec<Uuid> = (0..CLASSROOMS).map(|_| Uuid::now_v7()).collect();
    let each = STUDENTS / CLASSROOMS;
    for (number, room) in rooms.iter().enumerate() {
        let from = number * each;
        let made = format!(
            "INSERT INTO classrooms (id, organization_id, name, kind, audience, created_at, updated_at)
             SELECT '{room}', id, 'Rolling {number}', 'classroom', 'students', now(), now() FROM organizations;
             INSERT INTO classroom_courses SELECT '{room}', id, 1, now() FROM (SELECT id FROM courses ORDER BY id LIMIT 1) c;
             INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
             SELECT new_id(), organization_id, '{room}', id, now(), 'staff'
             FROM (SELECT * FROM students ORDER BY id OFFSET {from} LIMIT {each}) s"
        );
        conn.batch_execute(&made).expect("a classroom");
    }
    rooms
}

/// What the wizard sends, twice: to look, and to do it.
fn roll(server: &Server, school: &School<'_>, rooms: &[Uuid]) -> (Duration, Duration) {
    let year = rooms.iter().enumerate().map(|(number, room)| {
        let up = rooms
            .get(number + 1)
            .map_or(json!({ "default": "leave" }), |next| json!({ "default": "promote", "into": { "clone_of": next } }));
        json!({ "classroom_id": room, "action": "clone", "new_name": format!("Rolled {number}"), "students": up })
    });
    let mut order = json!({ "dry_run": true, "classrooms": year.collect::<Vec<_>>() });
    let (token, path) = (school.admin_token(), format!("/api/v1/organizations/{}/rollovers", school.organization));
    let begun = Instant::now();
    let plan = ask(server, &request("POST", &path, Some(&token), Some(&order.to_string())));
    let shown = begun.elapsed();
    assert_eq!(plan["totals"]["students"], STUDENTS, "{}", plan["totals"]);
    (order["dry_run"], order["mark"]) = (json!(false), plan["mark"].clone());
    let begun = Instant::now();
    let started = ask(server, &request("POST", &path, Some(&token), Some(&order.to_string())));
    let one = format!("{path}/{}", started["id"].as_str().expect("an id"));
    loop {
        let rollover = ask(server, &request("GET", &one, Some(&token), None));
        if rollover["status"] == "done" {
            let each = STUDENTS / CLASSROOMS;
            assert_eq!((&rollover["promoted"], &rollover["left"]), (&json!(STUDENTS - each), &json!(each)), "{rollover}");
            return (shown, begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn ask(server: &Server, sent: &[u8]) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut line = Line::open(&server.address).await;
        let (status, body) = line.ask(sent).await;
        assert!((200..300).contains(&status), "{status} {}", String::from_utf8_lossy(body));
        serde_json::from_slice(body).expect("an answer")
    })
}

/// The rows that matter, in one batch by somebody who keeps no record of it: classrooms, stays, enrollments.
fn plain(conn: &mut PgConnection, rooms: &[Uuid]) -> Duration {
    let mut text = "BEGIN;".to_owned();
    let new: Vec<Uuid> = rooms.iter().map(|_| Uuid::now_v7()).collect();
    for (old, new) in rooms.iter().zip(&new) {
        text += &format!(
            "INSERT INTO classrooms (id, organization_id, name, kind, audience, created_at, updated_at)
             SELECT '{new}', organization_id, 'Rolled', kind, audience, now(), now() FROM classrooms WHERE id = '{old}';
             INSERT INTO classroom_courses SELECT '{new}', course_id, position, now() FROM classroom_courses WHERE classroom_id = '{old}';"
        );
    }
    for (number, old) in rooms.iter().enumerate() {
        text += &format!("UPDATE memberships SET left_at = now(), left_how = 'rollover' WHERE classroom_id = '{old}' AND left_at IS NULL;");
        if let Some(next) = new.get(number + 1) {
            text += &format!(
                "INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
                 SELECT new_id(), organization_id, '{next}', student_id, now(), 'rollover' FROM memberships WHERE classroom_id = '{old}';
                 INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
                 SELECT new_id(), m.organization_id, m.student_id, c.course_id, now()
                 FROM memberships m JOIN classroom_courses c ON c.classroom_id = m.classroom_id WHERE m.classroom_id = '{next}'
                 ON CONFLICT DO NOTHING;"
            );
        }
        text += &format!("UPDATE classrooms SET deleted_at = now() WHERE id = '{old}';");
    }
    text += "COMMIT";
    let left = "SELECT count(*) AS value FROM memberships WHERE classroom_id = ANY ($1) AND left_at IS NULL";
    let begun = Instant::now();
    conn.batch_execute(&text).expect("rolled over");
    let took = begun.elapsed();
    assert_eq!(sql(left).bind(rooms.to_vec()).scalar::<i64>(conn).expect("a number"), 0);
    took
}
