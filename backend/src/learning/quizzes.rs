//! Answering a quiz, question by question.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::store::taking::{self, AttemptRow, NewAnswer};
use super::store::{self, LessonRow};
use super::taking::{Course, finish};
use crate::courses::{Given, Quiz};
use crate::shared::error::{AppError, Kind};

/// An answer on its way: to which question of which attempt.
pub struct Sent {
    /// The attempt, from 1.
    pub attempt: i32,
    /// The question.
    pub question: String,
    /// The answer.
    pub given: Given,
}

/// A quiz, and how far a student is with it.
pub struct Sitting {
    /// The quiz.
    pub quiz: Quiz,
    /// Their attempts, the last one first.
    pub attempts: Vec<AttemptRow>,
    /// Attempts that staff gave on top.
    pub extra: i32,
}

impl Sitting {
    /// What was read of a lesson, if it has a quiz.
    pub fn of(lesson: &LessonRow, attempts: Vec<AttemptRow>) -> Option<Sitting> {
        let quiz = lesson.quiz.clone().and_then(|quiz| serde_json::from_value(quiz).ok())?;
        Some(Sitting { quiz, attempts, extra: lesson.extra_attempts })
    }

    /// The attempt that is under way.
    pub fn open(&self) -> Option<&AttemptRow> {
        self.attempts.first().filter(|attempt| attempt.finished_at.is_none())
    }

    /// The last attempt that is over.
    pub fn last(&self) -> Option<&AttemptRow> {
        self.attempts.iter().find(|attempt| attempt.finished_at.is_some())
    }

    /// Whether any attempt passed.
    pub fn passed(&self) -> bool {
        self.attempts.iter().any(|attempt| attempt.passed)
    }

    /// How often it may still be begun; nothing when as often as one likes.
    pub fn attempts_left(&self) -> Option<u32> {
        let begun = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        (self.quiz.attempts > 0).then(|| (self.quiz.attempts + self.extra.unsigned_abs()).saturating_sub(begun))
    }

    /// The number that the attempt under way has, or the next one will have.
    pub fn number(&self) -> i32 {
        self.open().map_or_else(|| self.attempts.first().map_or(0, |last| last.number) + 1, |open| open.number)
    }
}

/// Judges an answer and keeps it; the last one ends the attempt, and a passed attempt finishes the lesson.
/// An answer that was given before stands, whatever is sent now: its verdict is told again.
///
/// # Errors
/// Those of [`Course::workable`]; `not-found` without such a question; `answer-unfit` for an answer of another
/// kind; `attempt-over` for another number than that of the attempt under way or the next; `no-attempts-left`.
pub fn answer(
    conn: &mut PgConnection,
    account: Uuid,
    enrollment: Uuid,
    position: usize,
    sent: &Sent,
    now: DateTime<Utc>,
) -> Result<Sitting, AppError> {
    let course = Course::of(store::one(conn, account, enrollment, now)?);
    let (lesson, spot) = course.workable(position)?;
    // From here on this record is ours alone: two devices answer one after the other.
    taking::visit(conn, spot, None, 0, now)?;
    let read = |conn: &mut PgConnection| -> Result<Sitting, AppError> {
        let attempts = taking::attempts(conn, enrollment, lesson.key)?;
        Sitting::of(&store::lesson(conn, lesson.id, enrollment)?, attempts).ok_or_else(AppError::not_found)
    };
    let sitting = read(conn)?;
    let question = sitting.quiz.question(&sent.question).ok_or_else(AppError::not_found)?;
    if was_answered(&sitting, sent) {
        return Ok(sitting);
    }
    let correct = question
        .judge(&sent.given)
        .ok_or_else(|| AppError::field("/answer", "answer-unfit", "This is no answer to a question of this kind. Answer it again."))?;
    let answered = begin(conn, &sitting, sent.attempt, |conn, questions| {
        Ok(taking::add_attempt(conn, spot, sent.attempt, lesson.id, questions, now)?)
    })?;
    // (What was read from JSON can be written as JSON.)
    let answer = serde_json::to_value(&sent.given).unwrap_or_default();
    let new = NewAnswer { attempt: sent.attempt, question: &question.id, answer, correct };
    taking::add_answer(conn, spot, &new, now)?;
    if answered.len() + 1 == sitting.quiz.questions.len() {
        let correct = answered.iter().filter(|correct| **correct).count() + usize::from(correct);
        let passed = sitting.quiz.passes(correct);
        taking::finish_attempt(conn, spot, sent.attempt, i32::try_from(correct).unwrap_or(i32::MAX), passed, now)?;
        if passed && !lesson.finished {
            finish(conn, spot, now)?;
        }
    }
    read(conn)
}

fn was_answered(sitting: &Sitting, sent: &Sent) -> bool {
    let attempt = sitting.attempts.iter().find(|attempt| attempt.number == sent.attempt);
    attempt.is_some_and(|attempt| attempt.answers().iter().any(|answer| answer.question == sent.question))
}

/// The verdicts of the attempt so far; begins it if it is the next.
fn begin(
    conn: &mut PgConnection,
    sitting: &Sitting,
    number: i32,
    add: impl FnOnce(&mut PgConnection, i32) -> Result<usize, AppError>,
) -> Result<Vec<bool>, AppError> {
    if number != sitting.number() {
        return Err(AppError::new(Kind::Conflict, "attempt-over", "This attempt is over. Open the lesson again to see how it went."));
    }
    if let Some(open) = sitting.open() {
        return Ok(open.answers().iter().map(|answer| answer.correct).collect());
    }
    if sitting.attempts_left() == Some(0) {
        let detail = "There are no attempts left for this quiz. Ask your teacher for another one.";
        return Err(AppError::new(Kind::Conflict, "no-attempts-left", detail));
    }
    add(conn, i32::try_from(sitting.quiz.questions.len()).unwrap_or(i32::MAX))?;
    Ok(Vec::new())
}

/// Gives a student one more attempt at the quiz of a lesson. It begins when they answer.
///
/// # Errors
/// `not-found` for a lesson that they have not begun or that has no quiz; `quiz-passed`; `attempts-left`.
pub fn give_attempt(conn: &mut PgConnection, enrollment: Uuid, key: Uuid) -> Result<(), AppError> {
    let lesson = taking::lock_lesson(conn, enrollment, key)?.ok_or_else(AppError::not_found)?;
    let attempts = taking::attempts(conn, enrollment, key)?;
    let sitting = Sitting::of(&store::lesson(conn, lesson, enrollment)?, attempts).ok_or_else(AppError::not_found)?;
    if sitting.passed() {
        return Err(AppError::new(
            Kind::Conflict,
            "quiz-passed",
            "This student has passed the quiz meanwhile. There is nothing left to do.",
        ));
    }
    if sitting.open().is_some() || sitting.attempts_left() != Some(0) {
        return Err(AppError::new(Kind::Conflict, "attempts-left", "This student has an attempt left. They can go on by themselves."));
    }
    taking::add_extra_attempt(conn, enrollment, key)?;
    Ok(())
}
