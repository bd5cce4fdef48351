//! Offering a course: on which terms, in which order, and what that comes to for its students.

use chrono::{Days, NaiveDate, TimeDelta};
use homeroom::shared::clock::day_in;
use reqwest::Method;
use serde_json::{Value, json};

use crate::learning::Taking;
use crate::support::{Api, Reply, School, id};

fn courses(school: &School, room: &Value, rest: &str) -> String {
    school.at(&format!("classrooms/{}/courses{rest}", id(room, "id")))
}

fn today(school: &School) -> NaiveDate {
    day_in("America/New_York", school.house.clock.now())
}

async fn order(school: &School, room: &Value, ids: &Value) -> Reply {
    let path = school.at(&format!("classrooms/{}/course-order", id(room, "id")));
    school.admin.send(Method::PUT, &path, Some(&json!({ "course_ids": ids }))).await
}

fn ids(list: &[Value]) -> Vec<String> {
    list.iter().map(|course| id(course, "id")).collect()
}

/// Pointers and codes of wrong fields.
fn faults(problem: &Value) -> Vec<(String, String)> {
    let mut faults: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|one| (id(one, "pointer"), id(one, "code"))).collect();
    faults.sort();
    faults
}

#[tokio::test]
async fn a_course_is_offered_on_terms_that_are_changed_one_by_one() {
    let school = School::with_seats(5).await;
    let course = school.course("Sleep and stress").await;
    let room = school.classroom("Health", json!({})).await;
    school.code("HEALTH", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    let (path, now) = (courses(&school, &room, &format!("/{course}")), today(&school));
    school.admin.patch(&path, json!({ "required": false })).await.refused(404, "not-found");

    let offered = school.admin.put(&path).await.expect(200);
    assert_eq!(offered["students_enrolled"], 1, "who is there is enrolled");
    let terms = ["opens_on", "due_on", "closes_on", "required", "sequential", "state", "students", "begun", "finished"];
    let told = |course: &Value| terms.map(|name| course[name].clone());
    let plain = [json!(null), json!(null), json!(null), json!(true), json!(false), json!("open"), json!(1), json!(0), json!(0)];
    assert_eq!(told(&offered["course"]), plain);

    let (opens, due, closes) = (now + Days::new(1), now + Days::new(9), now + Days::new(20));
    let changed = school.admin.patch(&path, json!({ "opens_on": opens, "due_on": due, "required": false })).await.expect(200);
    assert_eq!((&changed["opens_on"], &changed["due_on"], &changed["closes_on"]), (&json!(opens), &json!(due), &json!(null)));
    assert_eq!((&changed["required"], &changed["sequential"], &changed["state"]), (&json!(false), &json!(false), &json!("not-yet")));
    let changed = school.admin.patch(&path, json!({ "closes_on": closes, "sequential": true, "opens_on": null })).await.expect(200);
    let so = [json!(null), json!(due), json!(closes), json!(false), json!(true), json!("open"), json!(1), json!(0), json!(0)];
    assert_eq!(told(&changed), so, "what was left out stayed");
    let again = school.admin.put(&path).await.expect(200);
    assert_eq!((told(&again["course"]), &again["students_enrolled"]), (so.clone(), &json!(0)), "offering it again is harmless");
    assert_eq!(told(&school.admin.all(&courses(&school, &room, "")).await[0]), so);

    let late = closes + Days::new(1);
    for (patch, wrong) in [
        (json!({ "due_on": late }), vec![("/closes_on", "dates-reversed")]),
        (json!({ "opens_on": late }), vec![("/closes_on", "dates-reversed"), ("/due_on", "dates-reversed")]),
        (json!({ "opens_on": late, "due_on": null }), vec![("/closes_on", "dates-reversed")]),
        (json!({ "closes_on": "1776-07-04" }), vec![("/closes_on", "date-range")]),
        (json!({ "required": null }), vec![("/required", "wrong-type")]),
        (json!({ "opens": due }), vec![("/opens", "unknown-field")]),
    ] {
        let reply = school.admin.patch(&path, patch.clone()).await;
        assert_eq!(reply.status.as_u16(), 422, "{patch}");
        let found = faults(&reply.body);
        assert_eq!(found.iter().map(|(at, code)| (at.as_str(), code.as_str())).collect::<Vec<_>>(), wrong, "{patch}");
    }
    assert_eq!(told(&school.admin.all(&courses(&school, &room, "")).await[0]), so, "what was refused changed nothing");
    school.house.clock.advance(TimeDelta::days(21));
    let admin = school.house.sign_in_again(&school.admin);
    assert_eq!(admin.all(&courses(&school, &room, "")).await[0]["state"], "closed");
    admin.delete(&school.at(&format!("classrooms/{}", id(&room, "id")))).await.expect(204);
    admin.patch(&path, json!({ "closes_on": null })).await.refused(409, "classroom-deleted");
    admin.put(&path).await.refused(409, "classroom-deleted");
}

#[tokio::test]
async fn courses_are_put_into_an_order() {
    let school = School::with_seats(1).await;
    let all = ids(&school.admin.all(&school.at("courses")).await)[..3].to_vec();
    let room = school.classroom("Health", json!({ "course_ids": all })).await;
    let turned: Vec<String> = all.iter().rev().cloned().collect();
    let put = order(&school, &room, &json!(turned)).await.expect(200);
    assert_eq!(ids(put["items"].as_array().unwrap()), turned);
    assert_eq!(ids(&school.admin.all(&courses(&school, &room, "")).await), turned);
    for wrong in [json!([]), json!(all[..2]), json!([all[0], all[0], all[1]]), json!([all[0], all[1], room["id"]])] {
        order(&school, &room, &wrong).await.refused(409, "courses-changed");
    }
    school.admin.delete(&courses(&school, &room, &format!("/{}", turned[0]))).await.expect(204);
    order(&school, &room, &json!(all)).await.refused(409, "courses-changed");
    school.admin.put(&courses(&school, &room, &format!("/{}", turned[0]))).await.expect(200);
    assert_eq!(ids(&school.admin.all(&courses(&school, &room, "")).await).last(), Some(&turned[0]), "it comes back at the end");
}

#[tokio::test]
async fn a_teacher_offers_courses_in_their_classrooms_only() {
    let school = School::with_seats(1).await;
    let course = school.course("Sleep and stress").await;
    let (room, other) = (school.classroom("Health", json!({})).await, school.classroom("Art", json!({ "course_ids": [course] })).await);
    let (tess, _) = school.teacher("tess@hamilton.test", &[&room]).await;
    let path = courses(&school, &room, &format!("/{course}"));
    tess.put(&path).await.expect(200);
    assert_eq!(tess.patch(&path, json!({ "sequential": true })).await.expect(200)["sequential"], true);
    let out = courses(&school, &other, &format!("/{course}"));
    tess.put(&out).await.refused(404, "not-found");
    tess.patch(&out, json!({ "sequential": true })).await.refused(404, "not-found");
    tess.delete(&out).await.refused(404, "not-found");
    let body = json!({ "course_ids": [course] });
    let order = school.at(&format!("classrooms/{}/course-order", id(&other, "id")));
    tess.send(Method::PUT, &order, Some(&body)).await.refused(404, "not-found");
    tess.delete(&path).await.expect(204);
    assert_eq!(school.admin.all(&courses(&school, &other, "")).await.len(), 1);
}

#[tokio::test]
async fn the_same_course_in_two_classrooms_is_one_enrollment_and_one_record() {
    let taking = Taking::of("Safer social media").await;
    let school = &taking.school;
    let course = school.course("Safer social media").await;
    taking.sit(1, 1, true).await;
    let second = school.classroom("Homeroom 8B", json!({ "course_ids": [course] })).await;
    school.code("SECOND", &second, json!({})).await;
    taking.student.redeem("SECOND").await.expect(201);
    assert_eq!(taking.student.all("me/courses").await.len(), 1);
    assert_eq!(taking.page().await["lessons_finished"], 1, "the one record");
    for room in [&taking.room, &second] {
        let seen = school.admin.all(&courses(school, room, "")).await;
        assert_eq!((&seen[0]["students"], &seen[0]["begun"], &seen[0]["finished"]), (&json!(1), &json!(1), &json!(0)));
    }

    // Closed in one, open in the other: the kindest offer counts.
    let (now, at) = (today(school), |room: &Value| courses(school, room, &format!("/{course}")));
    let over = json!({ "closes_on": now - Days::new(1), "sequential": true });
    school.admin.patch(&at(&taking.room), over.clone()).await.expect(200);
    assert_eq!(taking.page().await["access"], "open");
    taking.lesson(3).await.expect(200);
    school.admin.patch(&at(&second), json!({ "closes_on": now, "due_on": now, "sequential": true })).await.expect(200);
    let page = taking.page().await;
    assert_eq!((&page["access"], &page["due_on"], &page["closes_on"]), (&json!("open"), &json!(now), &json!(now)));
    taking.lesson(3).await.refused(409, "lesson-locked");
    school.admin.patch(&at(&second), over).await.refused(422, "invalid");
    school.admin.patch(&at(&second), json!({ "closes_on": now - Days::new(1), "due_on": null })).await.expect(200);
    taking.lesson(2).await.refused(409, "course-closed");
    // Leaving one classroom leaves the other's offer.
    school.admin.patch(&at(&second), json!({ "closes_on": null, "opens_on": now + Days::new(2) })).await.expect(200);
    assert_eq!(taking.page().await["access"], "not-yet");
    taking.lesson(2).await.refused(409, "course-not-open-yet");
    school.admin.patch(&at(&taking.room), json!({ "closes_on": null })).await.expect(200);
    taking.student.delete(&format!("me/classrooms/{}", id(&second, "id"))).await.expect(204);
    taking.lesson(2).await.expect(200);
}

#[tokio::test]
async fn a_closed_course_stays_readable_to_who_finished_it() {
    let mut taking = Taking::of("Safer social media").await;
    let course = taking.school.course("Safer social media").await;
    let path = courses(&taking.school, &taking.room, &format!("/{course}"));
    let liam = taking.school.house.person("liam@example.com", false);
    liam.redeem("HEALTH").await.expect(201);
    let lessons = taking.page().await["lessons"].as_u64().unwrap() as usize;
    for position in 1..=lessons {
        taking.sit(position, 1, true).await;
    }
    let last = today(&taking.school);
    taking.school.admin.patch(&path, json!({ "closes_on": last })).await.expect(200);
    let his = format!("me/courses/{}", id(&liam.all("me/courses").await[0], "enrollment_id"));
    liam.get(&format!("{his}/lessons/1")).await.expect(200);
    taking.school.house.clock.advance(TimeDelta::days(2));
    taking.student = taking.school.house.sign_in_again(&taking.student);
    let liam = taking.school.house.sign_in_again(&liam);
    liam.get(&format!("{his}/lessons/1")).await.refused(409, "course-closed");
    for position in 1..=lessons {
        taking.lesson(position).await.expect(200);
    }
    taking.report(1, json!({ "place": 10 })).await.refused(409, "course-closed");
    let page = taking.page().await;
    assert_eq!((&page["access"], page["certificate"].is_string()), (&json!("closed"), true));
}

#[tokio::test]
async fn undoing_a_transfer_keeps_what_was_begun() {
    let school = School::with_seats(5).await;
    let (sleep, social) = (school.course("Sleep and stress").await, school.course("Safer social media").await);
    let first = school.classroom("First", json!({})).await;
    let second = school.classroom("Second", json!({ "course_ids": [sleep, social] })).await;
    school.code("FIRST", &first, json!({})).await;
    let maya = school.house.person("maya@example.com", false);
    maya.redeem("FIRST").await.expect(201);
    let order = json!({ "kind": "move", "to_classroom_ids": [second["id"]], "students": { "everybody": true } });
    let made = school.admin.post(&school.at(&format!("classrooms/{}/transfers", id(&first, "id"))), order).await.expect(201);
    let path = begun(&maya, "Sleep and stress").await;
    assert_eq!(maya.all("me/courses").await.len(), 2);
    school.admin.post(&school.at(&format!("transfers/{}/undo", id(&made, "id"))), json!({})).await.expect(200);
    let left = maya.all("me/courses").await;
    assert_eq!((left.len(), &left[0]["title"]), (1, &json!("Sleep and stress")), "what was not begun went back");
    let page = maya.get(&path).await.expect(200);
    assert!(page["begun_at"].is_string() && page["access"] == "not-offered");
}

/// Begins a course, by its title; its path.
async fn begun(student: &Api, title: &str) -> String {
    let mine = student.all("me/courses").await;
    let course = mine.iter().find(|course| course["title"] == title).expect("a course");
    let path = format!("me/courses/{}", id(course, "enrollment_id"));
    student.send(Method::PUT, &format!("{path}/lessons/1/progress"), Some(&json!({ "place": 400 }))).await.expect(200);
    path
}

#[tokio::test]
async fn of_two_records_of_one_person_the_further_one_counts_and_both_are_kept() {
    let mut taking = Taking::of("Safer social media").await;
    let school = &taking.school;
    let sleep = school.course("Sleep and stress").await;
    school.admin.put(&courses(school, &taking.room, &format!("/{sleep}"))).await.expect(200);
    // Maya is ahead in one course with her old account, and with her new one in the other.
    let new = school.house.person("maya@hamilton.test", false);
    new.redeem("HEALTH").await.expect(201);
    begun(&new, "Safer social media").await;
    begun(&new, "Sleep and stress").await;
    let mut further = Taking { student: new.clone(), path: String::new(), school: School::with_seats(0).await, room: Value::Null };
    taking.sit(1, 1, true).await;
    taking.sit(2, 1, true).await;
    let found = school.admin.all(&school.at("students")).await;
    let by = |address: &str| id(found.iter().find(|one| one["email"] == address).unwrap(), "id");
    let (kept, merged) = (by("maya@hamilton.test"), by("maya@example.com"));
    let rows = "SELECT (SELECT count(*) FROM enrollments) + (SELECT count(*) FROM course_records) + (SELECT count(*) FROM lesson_records)
                       + (SELECT count(*) FROM quiz_answers) AS value";
    let owners = "SELECT sum(hashtext(concat(id, student_id, course_id, enrolled_at))) AS value FROM enrollments";
    let (counted, owned) = (school.house.count(rows), school.house.count(owners));
    let before = (new.all("me/courses").await, taking.student.all("me/courses").await);

    let merges = school.at(&format!("students/{kept}/merges"));
    let merge = school.admin.post(&merges, json!({ "student_id": merged })).await.expect(201);
    let mine = new.all("me/courses").await;
    assert_eq!(mine, taking.student.all("me/courses").await, "either account takes the same");
    let at = |title: &str| mine.iter().find(|course| course["title"] == title).unwrap().clone();
    assert_eq!((mine.len(), &at("Safer social media")["lessons_finished"]), (2, &json!(2)), "the further record");
    assert!(at("Sleep and stress")["begun_at"].is_string(), "the one that was begun");
    assert_eq!(school.house.count(rows), counted, "both histories are kept");
    // They go on in it with the other account.
    further.path = format!("me/courses/{}", id(&at("Safer social media"), "enrollment_id"));
    taking.path.clone_from(&further.path);
    taking.student = further.student.clone();
    taking.sit(3, 1, true).await;

    let school = &taking.school;
    school.admin.post(&school.at(&format!("merges/{}/undo", id(&merge, "id"))), json!({})).await.expect(200);
    assert_eq!(school.house.count(owners), owned, "every enrollment is where it was");
    let back = new.all("me/courses").await;
    assert_eq!(back, before.0, "as if nothing had been");
}

#[tokio::test]
async fn a_classroom_made_anew_offers_its_courses_on_the_same_terms() {
    let school = School::with_seats(5).await;
    let (sleep, social) = (school.course("Sleep and stress").await, school.course("Safer social media").await);
    let extra = json!({ "course_ids": [sleep, social], "starts_on": "2026-08-24", "ends_on": "2027-06-11" });
    let room = school.classroom("Health", extra).await;
    let terms =
        json!({ "opens_on": "2026-09-01", "due_on": "2026-09-26", "closes_on": "2026-10-02", "required": false, "sequential": true });
    school.admin.patch(&courses(&school, &room, &format!("/{social}")), terms).await.expect(200);
    order(&school, &room, &json!([social, sleep])).await.expect(200);
    school.code("HEALTH", &room, json!({})).await;
    school.house.person("maya@example.com", false).redeem("HEALTH").await.expect(201);
    let path = school.at(&format!("classrooms/{}/reconstitute", id(&room, "id")));
    let told = |course: &Value| ["id", "opens_on", "due_on", "closes_on", "required", "sequential"].map(|name| course[name].clone());
    let none = Value::Null;

    let anew = json!({ "name": "Health Two", "starts_on": "2027-08-30", "ends_on": "2028-06-11", "students": { "everybody": true } });
    let made = school.admin.post(&path, anew).await.expect(201);
    let offered = school.admin.all(&courses(&school, &made["classroom"], "")).await;
    let moved = [json!(social), json!("2027-09-07"), json!("2027-10-02"), json!("2027-10-08"), json!(false), json!(true)];
    assert_eq!(told(&offered[0]), moved, "371 days later, as its first day is");
    assert_eq!(told(&offered[1]), [json!(sleep), none.clone(), none.clone(), none.clone(), json!(true), json!(false)]);

    let anew = json!({ "name": "Health Three", "students": { "everybody": true } });
    let made = school.admin.post(&path, anew).await.expect(201);
    let offered = school.admin.all(&courses(&school, &made["classroom"], "")).await;
    assert_eq!(
        told(&offered[0]),
        [json!(social), none.clone(), none.clone(), none, json!(false), json!(true)],
        "days that are over are left open"
    );
}
