//! Table: classroom_courses.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// Puts a course at the end of the classroom's list, unless it is there. Counts the classroom's version
/// up, so that who joins at that moment is enrolled in it too.
///
/// # Errors
/// When the database refuses.
pub fn add_course(conn: &mut PgConnection, classroom: Uuid, course: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE classrooms SET version = version + 1 WHERE id = $1").bind(classroom).run(conn)?;
    sql("INSERT INTO classroom_courses (classroom_id, course_id, position, added_at)
         SELECT $1, $2, coalesce(max(position), 0) + 1, $3 FROM classroom_courses WHERE classroom_id = $1
         ON CONFLICT DO NOTHING")
    .bind(classroom)
    .bind(course)
    .bind(now)
    .run(conn)
}

/// Takes a course off the classroom's list.
///
/// # Errors
/// When the database refuses.
pub fn remove_course(conn: &mut PgConnection, classroom: Uuid, course: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM classroom_courses WHERE classroom_id = $1 AND course_id = $2").bind(classroom).bind(course).run(conn)
}

row! {
    /// On which terms a classroom offers a course. Days are whole ones in the organization's zone.
    pub struct TermsRow {
        opens_on: Option<NaiveDate>,
        due_on: Option<NaiveDate>,
        closes_on: Option<NaiveDate>,
        required: bool,
        sequential: bool,
    }
}

/// The terms of an offer, if there is one.
pub fn terms(conn: &mut PgConnection, classroom: Uuid, course: Uuid) -> QueryResult<Option<TermsRow>> {
    sql("SELECT opens_on, due_on, closes_on, required, sequential FROM classroom_courses WHERE classroom_id = $1 AND course_id = $2")
        .bind(classroom)
        .bind(course)
        .first(conn)
}

pub fn set_terms(conn: &mut PgConnection, classroom: Uuid, course: Uuid, terms: &TermsRow) -> QueryResult<usize> {
    sql("UPDATE classroom_courses SET opens_on = $3, due_on = $4, closes_on = $5, required = $6, sequential = $7
         WHERE classroom_id = $1 AND course_id = $2")
    .bind(classroom)
    .bind(course)
    .bind(terms.opens_on)
    .bind(terms.due_on)
    .bind(terms.closes_on)
    .bind(terms.required)
    .bind(terms.sequential)
    .run(conn)
}

row! {
    struct Id { id: Uuid }
}

/// The courses that a classroom offers, all of them.
pub fn course_ids(conn: &mut PgConnection, classroom: Uuid) -> QueryResult<Vec<Uuid>> {
    let rows = sql("SELECT course_id AS id FROM classroom_courses WHERE classroom_id = $1").bind(classroom).all::<Id>(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Counts their places from 1 in this order.
pub fn put_in_order(conn: &mut PgConnection, classroom: Uuid, courses: &[Uuid]) -> QueryResult<usize> {
    sql("UPDATE classroom_courses c SET position = x.place FROM unnest($2::uuid[]) WITH ORDINALITY AS x (id, place)
         WHERE c.classroom_id = $1 AND c.course_id = x.id")
    .bind(classroom)
    .bind(courses.to_vec())
    .run(conn)
}

/// Copies the terms of what both offer, each day by an interval later; without one the days are left open.
pub fn carry_terms(conn: &mut PgConnection, from: Uuid, to: Uuid, later: Option<String>) -> QueryResult<usize> {
    sql("UPDATE classroom_courses n SET opens_on = o.opens_on + $3::text::interval, due_on = o.due_on + $3::text::interval,
             closes_on = o.closes_on + $3::text::interval, required = o.required, sequential = o.sequential
         FROM classroom_courses o WHERE o.classroom_id = $1 AND n.classroom_id = $2 AND n.course_id = o.course_id")
    .bind(from)
    .bind(to)
    .bind(later)
    .run(conn)
}
