//! Taking a course: lessons, progress, quizzes, and what finishes it.

use homeroom::shared::sql::sql;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, School, id};

/// A student in a classroom that offers the course, and the path of their enrollment.
pub struct Taking {
    pub school: School,
    pub room: Value,
    pub student: Api,
    pub path: String,
}

impl Taking {
    pub async fn of(course: &str) -> Taking {
        let school = School::with_seats(10).await;
        let course = school.course(course).await;
        let room = school.classroom("Health", json!({ "course_ids": [course] })).await;
        school.code("HEALTH", &room, json!({})).await;
        let student = school.house.person("maya@example.com", false);
        student.redeem("HEALTH").await.expect(201);
        let mine = student.all("me/courses").await;
        assert_eq!(mine.len(), 1);
        let path = format!("me/courses/{}", id(&mine[0], "enrollment_id"));
        Taking { school, room, student, path }
    }

    pub async fn page(&self) -> Value {
        self.student.get(&self.path).await.expect(200)
    }

    pub async fn lesson(&self, position: usize) -> Reply {
        self.student.get(&format!("{}/lessons/{position}", self.path)).await
    }

    pub async fn report(&self, position: usize, body: Value) -> Reply {
        self.student.send(Method::PUT, &format!("{}/lessons/{position}/progress", self.path), Some(&body)).await
    }

    pub async fn answer(&self, position: usize, attempt: i64, question: &str, answer: Value) -> Reply {
        let path = format!("{}/lessons/{position}/attempts/{attempt}/answers/{question}", self.path);
        self.student.send(Method::PUT, &path, Some(&json!({ "answer": answer }))).await
    }

    /// The questions of a lesson with their right and some wrong answer, as the authors wrote them.
    pub fn key(&self, position: usize) -> Vec<(String, Value, Value)> {
        let text = "SELECT l.quiz AS value FROM lessons l JOIN courses c ON c.current_version_id = l.version_id
                    WHERE c.title = 'Safer social media' AND l.position = $1";
        let position = i32::try_from(position).unwrap();
        let quiz: Value = sql(text).bind(position).scalar(&mut self.school.house.database()).unwrap();
        quiz["questions"].as_array().unwrap().iter().map(right_and_wrong).collect()
    }

    /// Answers the whole quiz; all rightly, or all wrongly.
    pub async fn sit(&self, position: usize, attempt: i64, rightly: bool) -> Value {
        let mut last = Value::Null;
        for (question, right, wrong) in self.key(position) {
            last = self.answer(position, attempt, &question, if rightly { right } else { wrong }).await.expect(200);
        }
        last
    }
}

fn right_and_wrong(question: &Value) -> (String, Value, Value) {
    let options = question["options"].as_array().cloned().unwrap_or_default();
    let right: Vec<usize> = (0..options.len()).filter(|place| options[*place]["right"] == true).collect();
    let (right, wrong) = match question["kind"].as_str().unwrap() {
        "one" => (json!(right), json!([(right[0] + 1) % options.len()])),
        "several" => (json!(right), if right.len() > 1 { json!([right[0]]) } else { json!([right[0], (right[0] + 1) % options.len()]) }),
        "true_false" => (question["answer"].clone(), json!(!question["answer"].as_bool().unwrap())),
        "number" => (question["answer"].clone(), json!(question["answer"].as_f64().unwrap() + 1000.0)),
        _ => (question["accept"][0].clone(), json!("something else altogether")),
    };
    (id(question, "id"), right, wrong)
}

#[tokio::test]
async fn a_course_is_taken_from_its_first_lesson_to_its_certificate() {
    let taking = Taking::of("Safer social media").await;
    let page = taking.page().await;
    let lessons = page["lessons"].as_u64().unwrap() as usize;
    assert!(lessons >= 6 && page["lessons_list"].as_array().unwrap().len() == lessons);
    assert_eq!((&page["access"], &page["next"]["position"], &page["begun_at"]), (&json!("open"), &json!(1), &Value::Null));
    for position in 1..=lessons {
        let lesson = taking.lesson(position).await.expect(200);
        assert!(lesson["html"].as_str().unwrap().contains("<p>"));
        let halfway = taking.report(position, json!({ "place": 500, "seconds": 90 })).await.expect(200);
        assert_eq!(halfway["lessons_finished"], position - 1);
        taking.report(position, json!({ "finished": true })).await.refused(409, "quiz-first");
        let done = taking.sit(position, 1, true).await;
        assert_eq!((&done["lesson_finished"], &done["quiz"]["passed"]), (&json!(true), &json!(true)));
        assert_eq!(done["course"]["lessons_finished"], position);
    }
    let page = taking.page().await;
    assert!(page["completed_at"].is_string() && page["next"].is_null() && page["minutes_left"] == 0);
    let code = id(&page, "certificate");
    let seen = taking.school.house.anonymous().get(&format!("certificates/{}", code.to_lowercase())).await.expect(200);
    assert_eq!((&seen["student_name"], &seen["course_title"]), (&json!("maya"), &json!("Safer social media")));
    let known: Vec<&String> = seen.as_object().unwrap().keys().collect();
    assert_eq!(known, ["code", "course_title", "issued_on", "minutes", "organization_name", "student_name"]);
    taking.school.house.anonymous().get("certificates/222222222222").await.refused(404, "not-found");
}

#[tokio::test]
async fn right_answers_leave_the_server_only_with_the_verdict() {
    let taking = Taking::of("Safer social media").await;
    let before = taking.lesson(1).await.text;
    for word in ["\"right\"", "right_options", "\"why", "accept", "tolerance"] {
        assert!(!before.contains(word), "{word} is in what is sent before answering");
    }
    let (question, right, wrong) = taking.key(1).remove(0);
    let told = taking.answer(1, 1, &question, wrong.clone()).await.expect(200);
    let verdict = &told["quiz"]["verdicts"][0];
    assert_eq!((&verdict["correct"], &verdict["answer"]), (&json!(false), &wrong));
    assert_eq!(told["quiz"]["verdicts"].as_array().unwrap().len(), 1, "of the others nothing is told");
    assert!(!verdict["why_html"].as_str().unwrap().is_empty());
    let again = taking.answer(1, 1, &question, right).await.expect(200);
    assert_eq!(again["quiz"]["verdicts"][0]["correct"], false, "the first answer stands");
}

#[tokio::test]
async fn an_answer_that_arrives_again_is_told_again() {
    let taking = Taking::of("Safer social media").await;
    let done = taking.sit(1, 1, false).await;
    assert_eq!((&done["quiz"]["last"]["passed"], &done["quiz"]["last"]["number"]), (&json!(false), &json!(1)));
    assert_eq!(done["lesson_finished"], false);
    let (question, right, wrong) = taking.key(1).pop().unwrap();
    let late = taking.answer(1, 1, &question, wrong).await.expect(200);
    assert_eq!(late["quiz"]["last"], done["quiz"]["last"], "its answer was lost on the way; nothing began anew");
    assert_eq!(late["quiz"]["attempt"], 2);
    taking.answer(1, 7, &question, right).await.refused(409, "attempt-over");
    assert_eq!(taking.school.house.count("SELECT count(*) AS value FROM quiz_attempts"), 1);
}

#[tokio::test]
async fn attempts_are_counted_and_run_out() {
    let taking = Taking::of("Safer social media").await;
    let allowed = taking.lesson(1).await.expect(200)["quiz"]["attempts_left"].as_i64().expect("a limit");
    for attempt in 1..=allowed {
        let done = taking.sit(1, attempt, false).await;
        assert_eq!(done["quiz"]["attempts_left"], allowed - attempt);
    }
    let (question, right, _) = taking.key(1).remove(0);
    taking.answer(1, allowed + 1, &question, right).await.refused(409, "no-attempts-left");
    assert_eq!(taking.page().await["lessons_finished"], 0);
}

#[tokio::test]
async fn an_answer_of_another_kind_is_refused_and_costs_nothing() {
    let taking = Taking::of("Safer social media").await;
    let (question, ..) = taking.key(1).remove(0);
    for answer in [json!("words"), json!([99]), json!(3)] {
        taking.answer(1, 1, &question, answer).await.refused(422, "answer-unfit");
    }
    taking.answer(1, 1, "no-such-question", json!(true)).await.refused(404, "not-found");
    taking.answer(99, 1, &question, json!([0])).await.refused(404, "not-found");
    assert_eq!(taking.school.house.count("SELECT count(*) AS value FROM quiz_attempts"), 0);
    assert_eq!(taking.page().await["begun_at"], Value::Null, "nothing was begun");
}

#[tokio::test]
async fn what_a_device_reports_twice_or_late_changes_nothing() {
    let taking = Taking::of("Sleep and stress").await;
    taking.report(2, json!({ "place": 900, "seconds": 120 })).await.expect(200);
    taking.report(2, json!({ "seconds": 30 })).await.expect(200);
    let lesson = taking.lesson(2).await.expect(200);
    assert_eq!((&lesson["place"], &lesson["seconds"]), (&json!(900), &json!(120)));
    assert_eq!(taking.page().await["next"]["position"], 2, "one goes on where one was");
    let far = taking.report(2, json!({ "place": 1001 })).await.refused(422, "invalid");
    assert_eq!(far["errors"][0]["code"], "place-range");
    taking.report(2, json!({ "where": 1 })).await.refused(422, "invalid");
}

#[tokio::test]
async fn what_a_device_kept_while_offline_does_not_lead_back() {
    let taking = Taking::of("Sleep and stress").await;
    taking.report(3, json!({ "place": 700, "seconds": 60 })).await.expect(200);
    let late = taking.report(3, json!({ "place": 200, "seconds": 90, "seconds_ago": 3600 })).await.expect(200);
    assert_eq!(late["next"]["position"], 3);
    taking.report(1, json!({ "place": 400, "seconds": 10, "seconds_ago": 7200 })).await.expect(200);
    let lesson = taking.lesson(3).await.expect(200);
    assert_eq!((&lesson["place"], &lesson["seconds"]), (&json!(700), &json!(90)), "time counts, the newer place stays");
    assert_eq!(taking.lesson(1).await.expect(200)["place"], 400, "of the other lesson nothing newer is known");
    assert_eq!(taking.page().await["next"]["position"], 3, "one goes on where one was last");
    taking.report(3, json!({ "place": 1, "seconds_ago": -1 })).await.refused(422, "invalid");
}

#[tokio::test]
async fn nobody_takes_anothers_course() {
    let taking = Taking::of("Safer social media").await;
    let (question, right, _) = taking.key(1).remove(0);
    let stranger = taking.school.house.person("other@example.com", false);
    for api in [&stranger, &taking.school.admin] {
        api.get(&taking.path).await.refused(404, "not-found");
        api.get(&format!("{}/lessons/1", taking.path)).await.refused(404, "not-found");
        let body = json!({ "finished": true });
        api.send(Method::PUT, &format!("{}/lessons/1/progress", taking.path), Some(&body)).await.refused(404, "not-found");
        let path = format!("{}/lessons/1/attempts/1/answers/{question}", taking.path);
        api.send(Method::PUT, &path, Some(&json!({ "answer": right }))).await.refused(404, "not-found");
    }
}

#[tokio::test]
async fn two_devices_answer_the_same_question_once() {
    let taking = Taking::of("Safer social media").await;
    let (question, right, wrong) = taking.key(1).remove(0);
    let answers = (0..8).map(|turn| taking.answer(1, 1, &question, if turn % 2 == 0 { right.clone() } else { wrong.clone() }));
    let replies = futures_util::future::join_all(answers).await;
    let verdicts: Vec<Value> = replies.into_iter().map(|reply| reply.expect(200)["quiz"]["verdicts"][0].clone()).collect();
    assert!(verdicts.iter().all(|verdict| *verdict == verdicts[0]), "{verdicts:?}");
    assert_eq!(taking.school.house.count("SELECT count(*) AS value FROM quiz_answers"), 1);
}

#[tokio::test]
async fn who_left_every_classroom_reads_what_they_finished_and_no_more() {
    let taking = Taking::of("Safer social media").await;
    taking.sit(1, 1, true).await;
    taking.student.delete(&format!("me/classrooms/{}", id(&taking.room, "id"))).await.expect(204);
    taking.lesson(1).await.refused(409, "course-not-offered");
    assert_eq!(taking.page().await["access"], "not-offered");
    taking.student.redeem("HEALTH").await.expect(201);
    let lessons = taking.page().await["lessons"].as_u64().unwrap() as usize;
    for position in 2..=lessons {
        taking.sit(position, 1, true).await;
    }
    taking.student.delete(&format!("me/classrooms/{}", id(&taking.room, "id"))).await.expect(204);
    taking.lesson(1).await.expect(200);
    taking.report(1, json!({ "place": 3 })).await.refused(409, "course-not-offered");
}

#[tokio::test]
async fn the_pictures_of_a_lesson_are_to_be_had_and_run_nothing() {
    let taking = Taking::of("Safer social media").await;
    let html = id(&taking.lesson(1).await.expect(200), "html");
    let address = html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture").to_owned();
    let picture = taking.school.house.anonymous().get(&address).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/svg+xml"));
    assert!(picture.header("content-security-policy").contains("sandbox") && picture.header("cache-control").contains("immutable"));
    let none = uuid::Uuid::now_v7();
    taking.school.house.anonymous().get(&format!("course-files/{none}")).await.refused(404, "not-found");
}
