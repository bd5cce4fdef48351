//! A student in a lesson: may they be here, what they did, and what that finishes.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::access::{Access, Terms, is_locked, next_lesson, terms};
use super::store::taking::Spot;
use super::store::{self, LessonState, TakenRow, taking};
use crate::certificates;
use crate::shared::error::{AppError, Kind};

/// An enrollment, read and judged.
pub struct Course {
    /// As it is kept.
    pub row: TakenRow,
    /// On which terms.
    pub terms: Terms,
    /// Its lessons, in order.
    pub lessons: Vec<LessonState>,
}

impl Course {
    /// Judges what was read.
    pub fn of(row: TakenRow) -> Course {
        let terms = terms(&row.offers(), row.everyone, row.today);
        let lessons = row.lessons();
        Course { row, terms, lessons }
    }

    /// Which lessons are finished, in order.
    pub fn finished(&self) -> Vec<bool> {
        self.lessons.iter().map(|lesson| lesson.finished).collect()
    }

    /// The place of the lesson to go on with, from 0.
    pub fn next(&self) -> Option<usize> {
        let last = self.lessons.iter().position(|lesson| Some(lesson.key) == self.row.lesson_key);
        next_lesson(&self.finished(), last)
    }

    /// Whether a lesson waits for those before it.
    pub fn locked(&self, place: usize) -> bool {
        is_locked(&self.finished(), place, self.terms.sequential)
    }

    /// The lesson at a position (from 1), if the student may read it.
    ///
    /// # Errors
    /// `not-found`, `course-not-open-yet`, `course-closed`, `course-not-offered`, `lesson-locked`.
    pub fn readable(&self, position: usize) -> Result<&LessonState, AppError> {
        let place = position.checked_sub(1).filter(|place| *place < self.lessons.len()).ok_or_else(AppError::not_found)?;
        if self.row.completed_at.is_none() {
            self.is_open()?;
        }
        if self.locked(place) {
            return Err(refusal("lesson-locked", "Finish the lessons before this one first.".to_owned()));
        }
        Ok(&self.lessons[place])
    }

    /// The same lesson, if the student may go on in it.
    ///
    /// # Errors
    /// Those of [`Course::readable`], also when the course is finished.
    pub fn workable(&self, position: usize) -> Result<(&LessonState, Spot), AppError> {
        let lesson = self.readable(position)?;
        self.is_open()?;
        let version = self.row.version_id.ok_or_else(AppError::not_found)?;
        Ok((lesson, Spot { enrollment: self.row.id, course: self.row.course_id, version, key: lesson.key }))
    }

    fn is_open(&self) -> Result<(), AppError> {
        let day = |day: NaiveDate| day.format("%B %-d, %Y");
        match self.terms.access {
            Access::Open => Ok(()),
            Access::NotYet(opens) => Err(refusal("course-not-open-yet", format!("This course opens on {}. Come back then.", day(opens)))),
            Access::Closed(closed) => {
                Err(refusal("course-closed", format!("This course closed after {}. Ask your teacher to open it again.", day(closed))))
            }
            Access::NotOffered => {
                Err(refusal("course-not-offered", "None of your classrooms offers this course any more. Ask your teacher.".to_owned()))
            }
        }
    }
}

fn refusal(code: &'static str, detail: String) -> AppError {
    AppError::new(Kind::Conflict, code, detail)
}

/// What a device reports of a lesson.
pub struct Report {
    /// How far down, in thousandths.
    pub place: Option<i16>,
    /// Time spent in it on this device so far.
    pub seconds: i32,
    /// Whether it was read to its end.
    pub finished: bool,
    /// How long ago that was.
    pub seconds_ago: i32,
}

/// Keeps what a device reports. Returns whether this finished the course.
///
/// # Errors
/// Those of [`Course::workable`]; `quiz-first` when the lesson is finished by its quiz.
pub fn report(
    conn: &mut PgConnection,
    account: Uuid,
    enrollment: Uuid,
    position: usize,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let course = Course::of(store::one(conn, account, enrollment, now)?);
    let (lesson, spot) = course.workable(position)?;
    if report.finished && lesson.quiz && !lesson.finished {
        return Err(refusal("quiz-first", "This lesson is finished by passing its quiz.".to_owned()));
    }
    let then = now - TimeDelta::seconds(report.seconds_ago.into());
    taking::visit(conn, spot, report.place, report.seconds, then)?;
    if report.finished && !lesson.finished {
        finish(conn, spot, now)?;
    }
    Ok(())
}

/// Finishes a lesson, and with the last one the course, which issues its certificate.
///
/// # Errors
/// When the database refuses.
pub fn finish(conn: &mut PgConnection, spot: Spot, now: DateTime<Utc>) -> Result<(), AppError> {
    taking::finish_lesson(conn, spot, now)?;
    if taking::finish_course(conn, spot.enrollment, now)? == 1 {
        certificates::issue(conn, spot.enrollment, now)?;
    }
    Ok(())
}
