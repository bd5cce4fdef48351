//! The students of the demo school in their courses: some have finished, some are on their way, some are
//! stuck, and some have not begun.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde_json::Value;
use uuid::Uuid;

use crate::courses::{Given, Question, QuestionKind, Quiz, Solution};
use crate::learning::{self, Report, Sent};
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

/// What became of the lesson after those that are finished.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    /// It was not opened.
    Nothing,
    /// It was read to the middle.
    Reads,
    /// Its quiz was left after two questions.
    LeavesTheQuiz,
    /// Its quiz was failed so often.
    Fails(i32),
}

const SOCIAL: &str = "Safer social media";
const VAPING: &str = "Vaping prevention";
const SLEEP: &str = "Sleep and stress";

/// Who took what: so many lessons finished, and then. Who is not named has not begun.
const TAKEN: [(&str, &str, usize, Then); 15] = [
    ("Maya Chen", SLEEP, 7, Then::Nothing),
    ("Maya Chen", VAPING, 3, Then::LeavesTheQuiz),
    ("Diego Alvarez", SLEEP, 7, Then::Nothing),
    ("Diego Alvarez", VAPING, 7, Then::Nothing),
    ("Amara Okafor", VAPING, 7, Then::Nothing),
    ("Amara Okafor", SLEEP, 2, Then::Reads),
    ("Liam O'Connor", VAPING, 1, Then::Fails(2)),
    ("Priya Natarajan", VAPING, 7, Then::Nothing),
    ("Zoe Papadakis", VAPING, 5, Then::Reads),
    ("Mateo Rossi", VAPING, 0, Then::Reads),
    ("Hana Kobayashi", VAPING, 2, Then::Fails(3)),
    ("Sofia Marin", SLEEP, 4, Then::LeavesTheQuiz),
    ("Aiden Walker", SLEEP, 1, Then::Nothing),
    ("Leila Haddad", SOCIAL, 3, Then::Reads),
    ("Nina Torres", VAPING, 2, Then::Nothing),
];

row! {
    /// A course that somebody is enrolled in.
    struct Enrolled {
        id: Uuid,
        account_id: Uuid,
        enrolled_at: DateTime<Utc>,
        /// The quizzes of its lessons, in order, as JSON.
        quizzes: Value,
    }
}

/// A student in a course.
struct Learner {
    enrolled: Enrolled,
    quizzes: Vec<Option<Quiz>>,
    /// Which questions are beyond this student at first.
    habit: usize,
    /// The time by the student's clock.
    now: DateTime<Utc>,
}

/// Takes the courses, from the day of each enrollment on.
pub fn take_courses(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), AppError> {
    for (habit, (student, course, finished, then)) in (2..).zip(TAKEN) {
        let enrolled = enrolled(conn, student, course)?;
        let quizzes = serde_json::from_value(enrolled.quizzes.clone()).unwrap_or_default();
        let begun = enrolled.enrolled_at;
        let pace = (now - begun - TimeDelta::hours(1)) / i32::try_from(finished + 1).unwrap_or(1);
        let mut learner = Learner { enrolled, quizzes, habit, now: begun };
        for lesson in 1..=finished {
            learner.now = begun + pace * i32::try_from(lesson).unwrap_or(1) - pace / 2;
            learner.pass(conn, lesson)?;
        }
        learner.now = match then {
            Then::Reads | Then::LeavesTheQuiz => now - TimeDelta::minutes(30 + 45 * i64::try_from(habit).unwrap_or_default()),
            _ => learner.now + pace / 4,
        };
        learner.go_on(conn, finished + 1, then)?;
    }
    Ok(())
}

fn enrolled(conn: &mut PgConnection, student: &str, course: &str) -> Result<Enrolled, AppError> {
    let found = sql("SELECT e.id, a.id AS account_id, e.enrolled_at,
                (SELECT jsonb_agg(l.quiz ORDER BY l.position) FROM lessons l WHERE l.version_id = c.current_version_id) AS quizzes
         FROM accounts a JOIN students s ON s.account_id = a.id JOIN enrollments e ON e.student_id = s.id
         JOIN courses c ON c.id = e.course_id WHERE a.display_name = $1 AND c.title = $2")
    .bind(student)
    .bind(course)
    .one(conn)?;
    Ok(found)
}

impl Learner {
    fn read(&mut self, conn: &mut PgConnection, lesson: usize, place: i16, finished: bool) -> Result<(), AppError> {
        let seconds = 150 + 40 * i32::try_from((self.habit + lesson) % 7).unwrap_or_default();
        let report = Report { place: Some(place), seconds, finished, seconds_ago: 0 };
        learning::report(conn, self.enrolled.account_id, self.enrolled.id, lesson, &report, self.now)?;
        self.now += TimeDelta::seconds(seconds.into());
        Ok(())
    }

    fn pass(&mut self, conn: &mut PgConnection, lesson: usize) -> Result<(), AppError> {
        if self.quizzes.get(lesson - 1).is_none_or(Option::is_none) {
            return self.read(conn, lesson, 1000, true);
        }
        self.read(conn, lesson, 1000, false)?;
        // Whoever does not pass at first does so the second time.
        if !self.sit(conn, lesson, 1, usize::MAX, self.habit)? {
            self.sit(conn, lesson, 2, usize::MAX, usize::MAX)?;
        }
        Ok(())
    }

    fn go_on(&mut self, conn: &mut PgConnection, lesson: usize, then: Then) -> Result<(), AppError> {
        match then {
            Then::Nothing => Ok(()),
            Then::Reads => self.read(conn, lesson, 460, false),
            Then::LeavesTheQuiz => {
                self.read(conn, lesson, 1000, false)?;
                self.sit(conn, lesson, 1, 2, usize::MAX).map(drop)
            }
            Then::Fails(times) => {
                self.read(conn, lesson, 1000, false)?;
                (1..=times).try_for_each(|attempt| self.sit(conn, lesson, attempt, usize::MAX, 1).map(drop))
            }
        }
    }

    /// Answers so many questions of a lesson's quiz; whether that passes it. In every third lesson the second
    /// question is missed by everybody at first; habit 1 misses every other one, the highest habit none.
    fn sit(&mut self, conn: &mut PgConnection, lesson: usize, attempt: i32, most: usize, habit: usize) -> Result<bool, AppError> {
        let Some(Some(quiz)) = self.quizzes.get(lesson - 1).cloned() else { return Ok(true) };
        let mut passed = false;
        for (place, question) in quiz.questions.iter().enumerate().take(most) {
            let misses = match habit {
                usize::MAX => false,
                1 => place % 2 == 1,
                _ => (place == 1 && lesson % 3 == 1) || (place + lesson + habit).is_multiple_of(9),
            };
            let given = if misses { wrong(question) } else { right(question) };
            let sent = Sent { attempt, question: question.id.clone(), given };
            self.now += TimeDelta::seconds(25);
            let sitting = learning::answer(conn, self.enrolled.account_id, self.enrolled.id, lesson, &sent, self.now)?;
            passed = sitting.passed();
        }
        Ok(passed)
    }
}

fn right(question: &Question) -> Given {
    match (question.kind, question.answer) {
        (QuestionKind::One | QuestionKind::Several, _) => Given::Choices(question.right_options()),
        (_, Some(Solution::Fact(fact))) => Given::Fact(fact),
        (_, Some(Solution::Number(number))) => Given::Number(number),
        _ => Given::Text(question.accept.first().cloned().unwrap_or_default()),
    }
}

fn wrong(question: &Question) -> Given {
    match (question.kind, question.answer) {
        (QuestionKind::One | QuestionKind::Several, _) => {
            Given::Choices(question.options.iter().position(|option| !option.right).into_iter().collect())
        }
        (_, Some(Solution::Fact(fact))) => Given::Fact(!fact),
        (_, Some(Solution::Number(number))) => Given::Number(2.0 * number + question.tolerance.unwrap_or_default() + 1.0),
        _ => Given::Text("No idea".to_owned()),
    }
}
