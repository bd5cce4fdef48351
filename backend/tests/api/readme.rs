//! The README's session with curl, run as it stands there.

use std::path::Path;
use std::process::Command;

use chrono::Utc;
use homeroom::demo;

use crate::support::House;

/// The shell block below "A session with curl".
fn session() -> String {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")).unwrap();
    let rest = readme.split("A session with curl").nth(1).expect("the README has a session with curl");
    let block = rest.split("```sh\n").nth(1).expect("in a block of shell");
    block.split("```").next().unwrap().to_owned()
}

#[test]
fn the_session_with_curl_works_as_it_is_written() {
    let house = House::open();
    let story = demo::load(&mut house.database(), Utc::now()).unwrap();
    let done = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &session()])
        .env("HOMEROOM", &house.base)
        .output()
        .expect("bash runs, and finds curl");
    let (said, faults) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}\n{faults}");
    assert!(faults.is_empty(), "{faults}");
    let answers: Vec<&str> = said.lines().collect();
    let expected = ["\"already_redeemed\":false", "Chess club", "code-unknown", "Ada Lopez", "\"granted\":"];
    assert_eq!(answers.len(), expected.len(), "{said}");
    for (answer, part) in answers.iter().zip(expected) {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    assert_eq!(
        house.count("SELECT count(*) AS value FROM codes k JOIN classrooms c ON c.id = k.classroom_id WHERE c.name = 'Chess club'"),
        1
    );
    // The sign-in is one of those that `make run` prints.
    assert!(story.contains("admin@hamiltonschools.org") && story.contains("homeroom-demo"), "{story}");
}

#[test]
fn the_demo_school_is_in_the_middle_of_its_courses() {
    let house = House::open();
    demo::load(&mut house.database(), Utc::now()).unwrap();
    let expected = [
        ("SELECT count(*) AS value FROM course_records", 15),
        ("SELECT count(*) AS value FROM certificates", 5),
        ("SELECT count(*) AS value FROM course_records WHERE seen_at > now()", 0),
        ("SELECT count(*) AS value FROM enrollments e WHERE NOT EXISTS (SELECT FROM course_records r WHERE r.enrollment_id = e.id)", 15),
        ("SELECT count(*) AS value FROM quiz_attempts WHERE finished_at IS NULL", 2),
        (
            "SELECT count(*) AS value FROM (SELECT FROM quiz_attempts GROUP BY enrollment_id, lesson_key HAVING NOT bool_or(passed) AND count(*) > 1) stuck",
            2,
        ),
        ("SELECT count(*) AS value FROM mails", 0),
    ];
    for (what, count) in expected {
        assert_eq!(house.count(what), count, "{what}");
    }
}
