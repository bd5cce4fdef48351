//! Which questions of a course a classroom misses.

use diesel::PgConnection;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A question, by the first answers to it.
    pub struct QuestionRow {
        /// The lesson, in the version that was taken.
        lesson_id: Uuid,
        question: String,
        position: i32,
        lesson: String,
        /// The question as its author wrote it.
        asked: Option<Value>,
        answered: i64,
        missed: i64,
        /// Of a thousand, how many missed it.
        rate: i64,
        /// The wrong answer that was given most.
        wrong: Option<Value>,
        wrong_count: i64,
    }
}

/// Where a page begins: rate, lesson and question of the last one before it.
pub type After = (i64, Uuid, String);

/// Questions that members of the classroom answered in their first attempt, the most missed first.
pub fn questions(conn: &mut PgConnection, classroom: Uuid, course: Uuid, after: Option<After>, rows: i64) -> QueryResult<Vec<QuestionRow>> {
    let (rate, lesson, question) = after.map_or((None, None, None), |(rate, lesson, question)| (Some(rate), Some(lesson), Some(question)));
    sql("WITH given AS (
             SELECT t.lesson_id, q.question, q.answer, q.correct, count(*) AS times
             FROM memberships m JOIN enrollments e ON e.student_id = m.student_id AND e.course_id = $2
             JOIN quiz_attempts t ON t.enrollment_id = e.id AND t.number = 1
             JOIN quiz_answers q ON q.enrollment_id = t.enrollment_id AND q.lesson_key = t.lesson_key AND q.attempt = 1
             WHERE m.classroom_id = $1 AND m.left_at IS NULL GROUP BY t.lesson_id, q.question, q.answer, q.correct
         ), counted AS (
             SELECT lesson_id, question, sum(times)::bigint AS answered, coalesce(sum(times) FILTER (WHERE NOT correct), 0)::bigint AS missed,
                    (array_agg(answer ORDER BY times DESC, answer) FILTER (WHERE NOT correct))[1] AS wrong,
                    coalesce(max(times) FILTER (WHERE NOT correct), 0) AS wrong_count
             FROM given GROUP BY lesson_id, question
         ), rated AS (SELECT *, missed * 1000 / answered AS rate FROM counted)
         SELECT c.lesson_id, c.question, l.position, l.title AS lesson, c.answered, c.missed, c.rate, c.wrong, c.wrong_count,
                (SELECT x FROM jsonb_array_elements(l.quiz -> 'questions') x WHERE x ->> 'id' = c.question LIMIT 1) AS asked
         FROM rated c JOIN lessons l ON l.id = c.lesson_id
         WHERE $3::bigint IS NULL OR c.rate < $3 OR (c.rate = $3 AND (c.lesson_id, c.question) > ($4::uuid, $5::text))
         ORDER BY c.rate DESC, c.lesson_id, c.question LIMIT $6")
    .bind(classroom)
    .bind(course)
    .bind(rate)
    .bind(lesson)
    .bind(question)
    .bind(rows)
    .all(conn)
}
