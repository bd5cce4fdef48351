//! Reading what a classroom offers, and how far its students are with it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A course that a classroom offers: on which terms, and to how many.
    pub struct OfferRow {
        id: Uuid,
        title: String,
        summary: String,
        topic: String,
        lessons: i64,
        minutes: i64,
        catalog: bool,
        offered_to_everyone: bool,
        opens_on: Option<NaiveDate>,
        due_on: Option<NaiveDate>,
        closes_on: Option<NaiveDate>,
        required: bool,
        sequential: bool,
        /// Today, in the organization's zone.
        today: NaiveDate,
        /// Present members who are enrolled in it, who of these began it, and who finished it.
        students: i64,
        begun: i64,
        finished: i64,
    }
}

/// The courses that a classroom offers, in its order: all of them, 200 at most, or one.
pub fn offers(conn: &mut PgConnection, classroom: Uuid, course: Option<Uuid>, now: DateTime<Utc>) -> QueryResult<Vec<OfferRow>> {
    sql("SELECT c.id, c.title, c.summary, c.topic, c.lesson_count::bigint AS lessons, c.total_minutes::bigint AS minutes,
                c.organization_id IS NULL AS catalog, y.course_id IS NOT NULL AS offered_to_everyone,
                k.opens_on, k.due_on, k.closes_on, k.required, k.sequential, ($3 AT TIME ZONE o.time_zone)::date AS today,
                n.students, n.begun, n.finished
         FROM classroom_courses k JOIN courses c ON c.id = k.course_id
         JOIN classrooms r ON r.id = k.classroom_id JOIN organizations o ON o.id = r.organization_id
         LEFT JOIN organization_courses y ON y.course_id = c.id AND y.organization_id = o.id
         CROSS JOIN LATERAL (
             SELECT count(*) AS students, count(x.enrollment_id) AS begun, count(x.completed_at) AS finished
             FROM memberships m JOIN enrollments e ON e.student_id = m.student_id AND e.course_id = c.id
             LEFT JOIN course_records x ON x.enrollment_id = e.id
             WHERE m.classroom_id = k.classroom_id AND m.left_at IS NULL
         ) n
         WHERE k.classroom_id = $1 AND ($2::uuid IS NULL OR k.course_id = $2) ORDER BY k.position, c.title, c.id LIMIT 200")
    .bind(classroom)
    .bind(course)
    .bind(now)
    .all(conn)
}
