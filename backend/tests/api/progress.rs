//! Staff watch a classroom take a course, and help who needs it.

use chrono::{Days, TimeDelta, Utc};
use homeroom::shared::sql::sql;
use reqwest::Method;
use serde_json::{Value, json};

use crate::learning::Taking;
use crate::support::{Api, Reply, id};

const COURSE: &str = "Safer social media";

/// A classroom that is watched, with maya in it.
struct Watching {
    taking: Taking,
    teacher: Api,
    path: String,
}

impl Watching {
    async fn new() -> Watching {
        let taking = Taking::of(COURSE).await;
        let (teacher, _) = taking.school.teacher("teacher@hamilton.test", &[&taking.room]).await;
        let course = taking.school.course(COURSE).await;
        let path = taking.school.at(&format!("classrooms/{}/courses/{course}", id(&taking.room, "id")));
        Watching { taking, teacher, path }
    }

    /// Somebody else comes in.
    async fn joins(&self, email: &str) -> Api {
        let person = self.taking.school.house.person(email, false);
        person.redeem("HEALTH").await.expect(201);
        person
    }

    async fn ask(&self, below: &str) -> Value {
        self.teacher.get(&format!("{}/{below}", self.path)).await.expect(200)
    }

    async fn nudge(&self, body: Value) -> Reply {
        self.teacher.post(&format!("{}/nudges", self.path), body).await
    }

    async fn student(&self, name: &str) -> Value {
        self.ask(&format!("progress/students?q={name}")).await["items"][0].clone()
    }

    /// not begun, in the middle, stuck, finished
    async fn figures(&self) -> [i64; 4] {
        let figures = self.ask("progress").await;
        let shown = ["not_begun", "underway", "stuck", "finished"].map(|name| figures[name].as_i64().unwrap());
        assert_eq!(figures["enrolled"], shown.iter().sum::<i64>());
        shown
    }

    async fn give(&self, student: &Value) -> Reply {
        let key = student["held_up_by"]["lesson_key"].clone();
        self.teacher.post(&format!("{}/extra-attempts", self.path), json!({ "student_id": student["student_id"], "lesson_key": key })).await
    }

    /// Fails the first quiz as often as it lets one.
    async fn fail_all(&self) -> i64 {
        let allowed = self.taking.lesson(1).await.expect(200)["quiz"]["attempts_left"].as_i64().expect("a limit");
        for attempt in 1..=allowed {
            self.taking.sit(1, attempt, false).await;
        }
        allowed
    }

    fn offered(&self, due_in_days: i64) {
        let due = (Utc::now() + TimeDelta::days(due_in_days)).date_naive();
        sql("UPDATE classroom_courses SET due_on = $1").bind(due).run(&mut self.taking.school.house.database()).unwrap();
    }
}

#[tokio::test]
async fn staff_see_everybody_move_from_not_begun_to_the_certificate() {
    let watching = Watching::new().await;
    watching.joins("ben@example.com").await;
    assert_eq!(watching.figures().await, [2, 0, 0, 0]);
    watching.taking.sit(1, 1, true).await;
    watching.taking.report(2, json!({ "place": 300 })).await.expect(200);
    assert_eq!(watching.figures().await, [1, 1, 0, 0]);
    assert_eq!(watching.ask("progress").await["places"][0]["position"], 2, "where those in the middle are");
    let maya = watching.student("maya").await;
    assert_eq!((&maya["state"], &maya["position"], &maya["lessons_finished"]), (&json!("underway"), &json!(2), &json!(1)));
    assert_eq!((&maya["attempts"], &maya["best"], &maya["held_up_by"]), (&json!(1), &json!(100), &Value::Null));
    assert!(maya["seen_at"].is_string() && maya["certificate"].is_null());
    for position in 2..=maya["lessons"].as_u64().unwrap() as usize {
        watching.taking.sit(position, 1, true).await;
    }
    assert_eq!(watching.figures().await, [1, 0, 0, 1]);
    let maya = watching.student("MAYA").await;
    assert!(maya["completed_at"].is_string() && maya["certificate"].as_str().unwrap().len() == 12, "{maya}");
    let names: Vec<String> =
        [watching.ask("progress/students?state=finished").await, watching.ask("progress/students?state=not-begun").await]
            .iter()
            .map(|page| id(&page["items"][0], "display_name"))
            .collect();
    assert_eq!(names, ["maya", "ben"]);
    let wrong = watching.teacher.get(&format!("{}/progress/students?state=lost", watching.path)).await;
    wrong.refused(400, "query-invalid");
}

#[tokio::test]
async fn a_list_is_read_in_pages_with_who_is_stuck_first() {
    let watching = Watching::new().await;
    for name in ["ada", "ben", "zoe"] {
        watching.joins(&format!("{name}@example.com")).await;
    }
    watching.fail_all().await;
    let listed = watching.teacher.all(&format!("{}/progress/students?limit=1", watching.path)).await;
    let names: Vec<String> = listed.iter().map(|one| id(one, "display_name")).collect();
    assert_eq!(names, ["maya", "ada", "ben", "zoe"]);
    assert_eq!(listed[0]["reason"], "out-of-attempts");
}

#[tokio::test]
async fn who_used_up_the_attempts_is_given_one_more_and_goes_on_at_once() {
    let watching = Watching::new().await;
    watching.taking.sit(1, 1, false).await;
    let maya = watching.student("maya").await;
    assert_eq!((&maya["state"], &maya["held_up_by"]["used_up"]), (&json!("underway"), &json!(false)));
    watching.give(&maya).await.refused(409, "attempts-left");
    watching.taking.sit(1, 2, false).await;
    assert_eq!(watching.student("maya").await["reason"], "failed-often");
    watching.taking.sit(1, 3, false).await;
    let maya = watching.student("maya").await;
    assert_eq!((&maya["reason"], &maya["held_up_by"]["attempts"]), (&json!("out-of-attempts"), &json!(3)));
    let given = watching.give(&maya).await.expect(201);
    assert_eq!((&given["state"], &given["held_up_by"]["used_up"]), (&json!("underway"), &json!(false)), "somebody looked after them");
    watching.give(&maya).await.refused(409, "attempts-left");
    let mail = watching.taking.school.house.mail_to("maya@example.com").await.remove(0);
    assert!(mail.0.contains("one more attempt") && mail.1.contains("/courses/"), "{mail:?}");
    assert_eq!(watching.taking.lesson(1).await.expect(200)["quiz"]["attempts_left"], 1);
    let done = watching.taking.sit(1, 4, true).await;
    assert_eq!(done["lesson_finished"], true);
    watching.give(&maya).await.refused(409, "quiz-passed");
    let history = watching.ask("extra-attempts").await;
    let one = &history["items"][0];
    assert_eq!((&one["display_name"], &one["granted_by"], &one["position"]), (&json!("maya"), &json!("teacher"), &json!(1)));
    assert_eq!(history["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_attempt_is_given_once_however_often_it_is_sent() {
    let watching = Watching::new().await;
    let allowed = watching.fail_all().await;
    let maya = watching.student("maya").await;
    let body = json!({ "student_id": maya["student_id"], "lesson_key": maya["held_up_by"]["lesson_key"] });
    let path = format!("{}/extra-attempts", watching.path);
    let again = watching.teacher.with("idempotency-key", "one-more");
    let first = again.post(&path, body.clone()).await.expect(201);
    assert_eq!(again.post(&path, body.clone()).await.expect(201), first);
    let many = futures_util::future::join_all((0..6).map(|_| watching.teacher.post(&path, body.clone()))).await;
    assert!(many.into_iter().all(|reply| reply.status == 409));
    assert_eq!(watching.taking.school.house.count("SELECT extra_attempts::bigint AS value FROM lesson_records"), 1);
    assert_eq!(watching.taking.school.house.count("SELECT count(*) AS value FROM attempt_grants"), 1);
    watching.taking.sit(1, allowed + 1, false).await;
    assert_eq!(watching.student("maya").await["reason"], "out-of-attempts", "and used up again");
}

#[tokio::test]
async fn who_came_to_a_halt_is_stuck_when_the_day_is_near() {
    let watching = Watching::new().await;
    watching.taking.report(1, json!({ "place": 100 })).await.expect(200);
    let house = &watching.taking.school.house;
    house.run("UPDATE course_records SET begun_at = now() - interval '9 days', seen_at = now() - interval '8 days'");
    assert_eq!(watching.figures().await, [0, 1, 0, 0], "nothing is due");
    watching.offered(30);
    assert_eq!(watching.figures().await, [0, 1, 0, 0], "it is far away");
    watching.offered(3);
    assert_eq!(watching.student("maya").await["reason"], "still");
    assert_eq!(watching.ask("nudges?who=stuck").await["mails"], 1);
}

#[tokio::test]
async fn who_has_not_begun_is_reminded_once_a_day() {
    let watching = Watching::new().await;
    watching.taking.sit(1, 1, true).await;
    let ben = watching.joins("ben@example.com").await;
    ben.patch("me", json!({ "locale": "es" })).await.expect(200);
    watching.offered(10);
    let school = &watching.taking.school;
    let room = id(&watching.taking.room, "id");
    let new = json!({ "display_name": "Nina Without", "classroom_id": room, "somebody_new": true });
    school.admin.post(&school.at("students"), new).await.expect(201);
    let plan = watching.ask("nudges?who=not-begun").await;
    assert_eq!((&plan["mails"], &plan["left_out_count"]), (&json!(1), &json!(1)));
    let nina = &plan["left_out"][0];
    assert_eq!((&nina["display_name"], &nina["reason"]), (&json!("Nina Without"), &json!("no-address")));
    assert!(school.house.mail_to("ben@example.com").await.is_empty(), "looking sends nothing");
    assert_eq!(watching.nudge(json!({ "who": "not-begun" })).await.expect(200), plan);
    let (subject, text) = school.house.mail_to("ben@example.com").await.remove(0);
    let enrollment = id(&ben.all("me/courses").await[0], "enrollment_id");
    assert_eq!(subject, "Safer social media te espera");
    assert!(text.contains(&format!("{}/courses/{enrollment}", school.house.base)) && text.contains("Termínalo"), "{text}");
    assert!(school.house.mail_to("maya@example.com").await.is_empty(), "who has begun hears nothing");
    let again = watching.nudge(json!({ "who": "not-begun" })).await.expect(200);
    assert_eq!((&again["mails"], &again["left_out"][1]["reason"]), (&json!(0), &json!("nudged-lately")));
    school.house.run("UPDATE course_nudges SET nudged_at = nudged_at - interval '24 hours'");
    assert_eq!(watching.nudge(json!({ "who": "not-begun" })).await.expect(200)["mails"], 1, "a day later");
    assert_eq!(school.house.mail_to("ben@example.com").await.len(), 2);
}

#[tokio::test]
async fn chosen_students_are_reminded_or_it_is_said_why_not() {
    let watching = Watching::new().await;
    watching.taking.sit(1, 1, true).await;
    watching.joins("ben@example.com").await;
    let (maya, ben) = (watching.student("maya").await["student_id"].clone(), watching.student("ben").await["student_id"].clone());
    let done = watching.nudge(json!({ "student_ids": [maya, ben] })).await.expect(200);
    assert_eq!((&done["mails"], &done["left_out"][0]["reason"]), (&json!(1), &json!("already-begun")));
    watching.nudge(json!({ "student_ids": [uuid::Uuid::now_v7()] })).await.refused(422, "student-unknown");
    for body in [json!({}), json!({ "who": "all" }), json!({ "who": "stuck", "student_ids": [ben] }), json!({ "student_ids": [] })] {
        watching.nudge(body).await.refused(422, "nudge-whom");
    }
}

#[tokio::test]
async fn two_who_remind_at_once_write_to_each_student_once() {
    let watching = Watching::new().await;
    let many = futures_util::future::join_all((0..6).map(|_| watching.nudge(json!({ "who": "not-begun" })))).await;
    let mails: i64 = many.into_iter().map(|reply| reply.expect(200)["mails"].as_i64().unwrap()).sum();
    assert_eq!((mails, watching.taking.school.house.mail_to("maya@example.com").await.len()), (1, 1));
}

#[tokio::test]
async fn nobody_is_sent_to_a_closed_course() {
    let watching = Watching::new().await;
    let yesterday = Utc::now().date_naive() - Days::new(2);
    let close = sql("UPDATE classroom_courses SET closes_on = $1").bind(yesterday);
    close.run(&mut watching.taking.school.house.database()).unwrap();
    watching.nudge(json!({ "who": "not-begun" })).await.refused(409, "course-not-open");
    let school = &watching.taking.school;
    school.house.run("UPDATE classroom_courses SET closes_on = NULL");
    school.admin.delete(&school.at(&format!("classrooms/{}", id(&watching.taking.room, "id")))).await;
    watching.nudge(json!({ "who": "not-begun" })).await.refused(409, "classroom-deleted");
    assert!(school.house.mail_to("maya@example.com").await.is_empty());
}

#[tokio::test]
async fn the_question_that_everybody_misses_stands_first_with_the_wrong_answer_most_chosen() {
    let watching = Watching::new().await;
    assert_eq!(watching.ask("progress/questions").await["items"], json!([]));
    let key = watching.taking.key(1);
    let (question, right, wrong) = key.iter().find(|(_, right, _)| right.is_array()).unwrap().clone();
    watching.taking.answer(1, 1, &question, wrong.clone()).await.expect(200);
    for (other, right, _) in key.iter().filter(|(other, ..)| *other != question) {
        watching.taking.answer(1, 1, other, right.clone()).await.expect(200);
    }
    // What they answer in a second attempt does not count.
    watching.taking.sit(1, 2, true).await;
    let ben = watching.joins("ben@example.com").await;
    let enrollment = id(&ben.all("me/courses").await[0], "enrollment_id");
    let path = format!("me/courses/{enrollment}/lessons/1/attempts/1/answers/{question}");
    ben.send(Method::PUT, &path, Some(&json!({ "answer": right }))).await.expect(200);
    let listed = watching.teacher.all(&format!("{}/progress/questions?limit=1", watching.path)).await;
    assert_eq!(listed.len(), key.len());
    let first = &listed[0];
    assert_eq!((&first["question_id"], &first["answered"], &first["missed"]), (&json!(question), &json!(2), &json!(1)));
    assert_eq!((&first["wrong"]["answer"], &first["wrong"]["students"]), (&wrong, &json!(1)));
    assert!(!first["prompt_html"].as_str().unwrap().is_empty());
    assert_eq!(first["wrong"]["options_html"].as_array().unwrap().len(), wrong.as_array().unwrap().len());
    assert!(listed[1..].iter().all(|one| one["missed"] == 0 && one["wrong"].is_null()));
}

#[tokio::test]
async fn the_sheet_has_a_line_for_each_student() {
    let watching = Watching::new().await;
    watching.fail_all().await;
    let sheet = watching.teacher.get(&format!("{}/progress.csv", watching.path)).await;
    let lines: Vec<&str> = sheet.text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("Lessons finished") && lines[0].contains("America/New_York"));
    assert!(lines[1].starts_with("maya,maya@example.com,,stuck,out-of-attempts,0,"), "{}", lines[1]);
}

#[tokio::test]
async fn a_teacher_watches_and_helps_in_their_classrooms_alone() {
    let watching = Watching::new().await;
    let school = &watching.taking.school;
    watching.fail_all().await;
    let maya = watching.student("maya").await;
    let elsewhere = school.classroom("Elsewhere", json!({ "course_ids": [school.course(COURSE).await] })).await;
    let (other, _) = school.teacher("other@hamilton.test", &[&elsewhere]).await;
    let (_, stranger) = school.house.organization(&school.operator, "franklin", "America/Chicago").await;
    let body = json!({ "student_id": maya["student_id"], "lesson_key": maya["held_up_by"]["lesson_key"] });
    for who in [&other, &stranger] {
        for below in ["progress", "progress/students", "progress/questions", "progress.csv", "nudges?who=stuck", "extra-attempts"] {
            who.get(&format!("{}/{below}", watching.path)).await.refused(404, "not-found");
        }
        who.post(&format!("{}/nudges", watching.path), json!({ "who": "stuck" })).await.refused(404, "not-found");
        who.post(&format!("{}/extra-attempts", watching.path), body.clone()).await.refused(404, "not-found");
    }
    // Nor through a classroom of their own, where the student is not.
    let own = watching.path.replace(&id(&watching.taking.room, "id"), &id(&elsewhere, "id"));
    other.post(&format!("{own}/extra-attempts"), body).await.refused(404, "not-found");
    assert_eq!(other.get(&format!("{own}/progress")).await.expect(200)["enrolled"], 0);
    let not_offered = format!("{}/progress", watching.path.replace(&school.course(COURSE).await, &school.course("Sleep and stress").await));
    watching.teacher.get(&not_offered).await.refused(404, "not-found");
}
