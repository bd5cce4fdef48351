//! 5,000 students moved in one request, and the same rows written by plain SQL in the same rounds.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use homeroom::shared::sql::sql;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::crowd::Line;
use crate::machine::{Cluster, Server};
use crate::school::{School, request};

/// How many students move at once.
const STUDENTS: usize = 5_000;
const ROUNDS: usize = 5;

/// Seconds for one request, and for plain SQL: medians.
pub struct Moved {
    pub ours: f64,
    pub theirs: f64,
}

/// Measures both sides in turn. Each round has classrooms of its own: two with the same 5,000 students, two to
/// move them to, which offer a course that nobody takes yet.
pub fn measure(cluster: &Cluster, server: &Server, school: &School<'_>) -> Moved {
    let conn = &mut cluster.connect();
    let (mut ours, mut theirs) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        let rooms: Vec<Uuid> = (0..4).map(|_| Uuid::now_v7()).collect();
        furnish(conn, &rooms);
        school.tidy();
        school.settle();
        ours.push(ask(server, school, conn, rooms[0], rooms[1]).as_secs_f64());
        school.settle();
        theirs.push(plain(conn, rooms[2], rooms[3]).as_secs_f64());
    }
    Moved { ours: crate::median(ours), theirs: crate::median(theirs) }
}

fn furnish(conn: &mut PgConnection, rooms: &[Uuid]) {
    for (number, room) in rooms.iter().enumerate() {
        let room = room.to_string();
        let made = format!(
            "INSERT INTO classrooms (id, organization_id, name, kind, audience, created_at, updated_at)
             SELECT '{room}', id, 'Moving', 'classroom', 'students', now(), now() FROM organizations"
        );
        let filled = if number % 2 == 0 {
            format!(
                "INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
                 SELECT new_id(), organization_id, '{room}', id, now(), 'staff' FROM (SELECT * FROM students ORDER BY id LIMIT {STUDENTS}) s"
            )
        } else {
            format!(
                "WITH course AS (INSERT INTO courses (id, title) VALUES (gen_random_uuid(), 'New') RETURNING id)
                 INSERT INTO classroom_courses SELECT '{room}', id, 1, now() FROM course"
            )
        };
        conn.batch_execute(&format!("{made}; {filled}")).expect("a classroom");
    }
}

/// The request of an admin who names each of them.
fn ask(server: &Server, school: &School<'_>, conn: &mut PgConnection, from: Uuid, to: Uuid) -> Duration {
    let students: Value =
        sql("SELECT jsonb_agg(student_id) AS value FROM memberships WHERE classroom_id = $1").bind(from).scalar(conn).expect("students");
    let body = json!({ "kind": "move", "to_classroom_ids": [to], "students": { "student_ids": students } }).to_string();
    let path = format!("/api/v1/organizations/{}/classrooms/{from}/transfers", school.organization);
    let sent = request("POST", &path, Some(&school.admin_token()), Some(&body));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut line = Line::open(&server.address).await;
        let begun = Instant::now();
        let (status, body) = line.ask(&sent).await;
        let took = begun.elapsed();
        let made: Value = serde_json::from_slice(body).expect("an answer");
        assert_eq!((status, &made["students"]), (201, &json!(STUDENTS)), "{made}");
        took
    })
}

/// The rows that matter, written by somebody who keeps no record of it: stays ended, begun, and enrolled.
fn plain(conn: &mut PgConnection, from: Uuid, to: Uuid) -> Duration {
    let text = format!(
        "BEGIN;
         SELECT FROM classrooms WHERE id IN ('{from}', '{to}') ORDER BY id FOR NO KEY UPDATE;
         UPDATE memberships SET left_at = now(), left_how = 'transferred' WHERE classroom_id = '{from}' AND left_at IS NULL;
         INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by)
         SELECT new_id(), organization_id, '{to}', student_id, now(), 'transfer' FROM memberships WHERE classroom_id = '{from}';
         INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
         SELECT new_id(), m.organization_id, m.student_id, c.course_id, now()
         FROM memberships m JOIN classroom_courses c ON c.classroom_id = m.classroom_id WHERE m.classroom_id = '{to}'
         ON CONFLICT DO NOTHING;
         COMMIT"
    );
    let begun = Instant::now();
    conn.batch_execute(&text).expect("moved");
    begun.elapsed()
}
