//! Tables: course_records, lesson_records, quiz_attempts, quiz_answers.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::courses::Given;
use crate::row;
use crate::shared::sql::sql;

/// Where a student is: which lesson of which enrollment, in which version.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The enrollment.
    pub enrollment: Uuid,
    /// The course.
    pub course: Uuid,
    /// The version.
    pub version: Uuid,
    /// The lesson, through all versions.
    pub key: Uuid,
}

/// Notes that the student is there, how far down and for how long; begins the record if it is the first time.
/// Till the end of the transaction nobody else changes this record. Time only grows, and where the student was
/// last is not changed by what is told late.
pub fn visit(conn: &mut PgConnection, spot: Spot, place: Option<i16>, seconds: i32, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("WITH course AS (
             INSERT INTO course_records AS r (enrollment_id, course_id, version_id, begun_at, seen_at, lesson_key)
             VALUES ($1, $2, $3, $5, $5, $4)
             ON CONFLICT (enrollment_id) DO UPDATE SET seen_at = greatest(r.seen_at, $5),
                 lesson_key = CASE WHEN $5 >= r.seen_at THEN $4 ELSE r.lesson_key END RETURNING r.enrollment_id
         )
         INSERT INTO lesson_records AS d (enrollment_id, lesson_key, opened_at, seen_at, place, seconds)
         SELECT enrollment_id, $4, $5, $5, coalesce($6, 0::smallint), $7 FROM course
         ON CONFLICT (enrollment_id, lesson_key) DO UPDATE SET
             seen_at = greatest(d.seen_at, $5), place = CASE WHEN $5 >= d.seen_at THEN coalesce($6, d.place) ELSE d.place END,
             seconds = greatest(d.seconds, $7)")
    .bind(spot.enrollment)
    .bind(spot.course)
    .bind(spot.version)
    .bind(spot.key)
    .bind(now)
    .bind(place)
    .bind(seconds)
    .run(conn)
}

/// Finishes a lesson that is not finished yet.
pub fn finish_lesson(conn: &mut PgConnection, spot: Spot, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE lesson_records SET finished_at = $3 WHERE enrollment_id = $1 AND lesson_key = $2 AND finished_at IS NULL")
        .bind(spot.enrollment)
        .bind(spot.key)
        .bind(now)
        .run(conn)
}

/// Finishes the course if its every lesson is finished; 1 when that is new.
pub fn finish_course(conn: &mut PgConnection, enrollment: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE course_records r SET completed_at = $2 WHERE r.enrollment_id = $1 AND r.completed_at IS NULL
           AND NOT EXISTS (
               SELECT FROM lessons l LEFT JOIN lesson_records d ON d.enrollment_id = r.enrollment_id AND d.lesson_key = l.key
               WHERE l.version_id = r.version_id AND d.finished_at IS NULL)")
    .bind(enrollment)
    .bind(now)
    .run(conn)
}

row! {
    /// An attempt at a lesson's quiz.
    pub struct AttemptRow {
        number: i32,
        finished_at: Option<DateTime<Utc>>,
        questions: i32,
        correct: i32,
        passed: bool,
        /// [`AnswerState`]s, as JSON.
        answers: Value,
    }
}

/// An answer that was given.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerState {
    /// To which question.
    pub question: String,
    /// What was answered.
    pub answer: Given,
    /// Whether it is right.
    pub correct: bool,
}

impl AttemptRow {
    /// What was answered in it.
    pub fn answers(&self) -> Vec<AnswerState> {
        serde_json::from_value(self.answers.clone()).unwrap_or_default()
    }
}

/// A student's latest attempts at a quiz, the last one first.
pub fn attempts(conn: &mut PgConnection, enrollment: Uuid, key: Uuid) -> QueryResult<Vec<AttemptRow>> {
    sql("SELECT t.number, t.finished_at, t.questions, t.correct, t.passed, coalesce((
                SELECT jsonb_agg(jsonb_build_object('question', a.question, 'answer', a.answer, 'correct', a.correct) ORDER BY a.answered_at, a.question)
                FROM quiz_answers a WHERE a.enrollment_id = t.enrollment_id AND a.lesson_key = t.lesson_key AND a.attempt = t.number), '[]') AS answers
         FROM quiz_attempts t WHERE t.enrollment_id = $1 AND t.lesson_key = $2 ORDER BY t.number DESC LIMIT 200")
    .bind(enrollment)
    .bind(key)
    .all(conn)
}

/// Begins an attempt.
pub fn add_attempt(
    conn: &mut PgConnection,
    spot: Spot,
    number: i32,
    lesson: Uuid,
    questions: i32,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO quiz_attempts (enrollment_id, lesson_key, number, lesson_id, begun_at, questions) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(spot.enrollment)
        .bind(spot.key)
        .bind(number)
        .bind(lesson)
        .bind(now)
        .bind(questions)
        .run(conn)
}

/// An answer, judged.
pub struct NewAnswer<'a> {
    /// In which attempt.
    pub attempt: i32,
    /// To which question.
    pub question: &'a str,
    /// What was answered.
    pub answer: Value,
    /// Whether it is right.
    pub correct: bool,
}

/// Keeps an answer.
pub fn add_answer(conn: &mut PgConnection, spot: Spot, answer: &NewAnswer<'_>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO quiz_answers (enrollment_id, lesson_key, attempt, question, answer, correct, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(spot.enrollment)
        .bind(spot.key)
        .bind(answer.attempt)
        .bind(answer.question)
        .bind(answer.answer.clone())
        .bind(answer.correct)
        .bind(now)
        .run(conn)
}

/// Ends an attempt, with what came of it.
pub fn finish_attempt(
    conn: &mut PgConnection,
    spot: Spot,
    number: i32,
    correct: i32,
    passed: bool,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("UPDATE quiz_attempts SET finished_at = $4, correct = $5, passed = $6 WHERE enrollment_id = $1 AND lesson_key = $2 AND number = $3")
        .bind(spot.enrollment)
        .bind(spot.key)
        .bind(number)
        .bind(now)
        .bind(correct)
        .bind(passed)
        .run(conn)
}

/// The lesson with that key in the version that was begun, if it was opened; nobody else changes this record till the
/// end of the transaction.
pub fn lock_lesson(conn: &mut PgConnection, enrollment: Uuid, key: Uuid) -> QueryResult<Option<Uuid>> {
    row! { struct Lesson { id: Uuid } }
    let lesson = sql("SELECT l.id FROM course_records r JOIN lessons l ON l.version_id = r.version_id AND l.key = $2
         JOIN lesson_records d ON d.enrollment_id = r.enrollment_id AND d.lesson_key = l.key
         WHERE r.enrollment_id = $1 FOR UPDATE OF r")
    .bind(enrollment)
    .bind(key)
    .first::<Lesson>(conn)?;
    Ok(lesson.map(|lesson| lesson.id))
}

/// Counts an attempt that is given on top of the quiz's own.
pub fn add_extra_attempt(conn: &mut PgConnection, enrollment: Uuid, key: Uuid) -> QueryResult<usize> {
    sql("UPDATE lesson_records SET extra_attempts = extra_attempts + 1 WHERE enrollment_id = $1 AND lesson_key = $2")
        .bind(enrollment)
        .bind(key)
        .run(conn)
}
