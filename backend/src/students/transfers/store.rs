//! Tables: transfers, transfer_targets, transfer_students; and the stays and enrollments of many students
//! at once. Rows of many students are written in the order of their ids, as everywhere, so that two who
//! write the same ones wait for each other and do not block each other.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::{How, Kind, NewTransfer, Who};
use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

/// Whether one of these classrooms is deleted.
pub fn any_deleted(conn: &mut PgConnection, classrooms: &[Uuid]) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM classrooms WHERE id = ANY ($1) AND deleted_at IS NOT NULL) AS value")
        .bind(classrooms.to_vec())
        .scalar(conn)
}

/// How many of these were never in the classroom.
pub fn strangers(conn: &mut PgConnection, classroom: Uuid, students: &[Uuid]) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM unnest($2::uuid[]) AS x (id)
         WHERE NOT EXISTS (SELECT FROM memberships m WHERE m.student_id = x.id AND m.classroom_id = $1)")
    .bind(classroom)
    .bind(students.to_vec())
    .scalar(conn)
}

pub fn insert(conn: &mut PgConnection, id: Uuid, new: &NewTransfer) -> QueryResult<usize> {
    sql("INSERT INTO transfers (id, organization_id, kind, how, from_classroom_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(id)
        .bind(new.organization)
        .bind(new.kind.name())
        .bind(new.how.name())
        .bind(new.from)
        .bind(new.by)
        .bind(new.now)
        .run(conn)?;
    sql("INSERT INTO transfer_targets (transfer_id, organization_id, classroom_id) SELECT $1, $2, x.id FROM unnest($3::uuid[]) AS x (id)")
        .bind(id)
        .bind(new.organization)
        .bind(new.to.clone())
        .run(conn)
}

/// Writes down who is chosen, and what is to become of them. `$chosen` are the students, each once.
macro_rules! choose {
    ($chosen:literal) => {
        concat!(
            "WITH chosen AS (",
            $chosen,
            "), here AS MATERIALIZED (
                 SELECT m.student_id FROM memberships m JOIN chosen ON chosen.id = m.student_id
                 WHERE m.classroom_id = $1 AND m.left_at IS NULL ORDER BY m.student_id FOR NO KEY UPDATE OF m
             ), target AS (SELECT classroom_id FROM transfer_targets WHERE transfer_id = $2)
             INSERT INTO transfer_students (transfer_id, organization_id, student_id, outcome)
             SELECT $2, $3, chosen.id, CASE
                 WHEN here.student_id IS NULL THEN 'gone'
                 WHEN EXISTS (SELECT FROM classroom_blocks b JOIN target t ON t.classroom_id = b.classroom_id WHERE b.student_id = chosen.id)
                     THEN 'blocked'
                 WHEN $4 = 'removed' THEN 'removed'
                 WHEN NOT EXISTS (SELECT FROM target t WHERE NOT EXISTS (
                     SELECT FROM memberships m WHERE m.classroom_id = t.classroom_id AND m.student_id = chosen.id AND m.left_at IS NULL))
                     THEN 'already-there'
                 ELSE $4 END
             FROM chosen LEFT JOIN here ON here.student_id = chosen.id"
        )
    };
}

/// Locks the stays of whoever is chosen, and writes down what is to become of them; how many were chosen.
pub fn choose(conn: &mut PgConnection, id: Uuid, new: &NewTransfer) -> QueryResult<usize> {
    let outcome = match new.kind {
        Kind::Move => "moved",
        Kind::Copy => "copied",
        Kind::Remove => "removed",
    };
    match &new.who {
        Who::These(ids) => sql(choose!("SELECT DISTINCT x.id FROM unnest($5::uuid[]) AS x (id)"))
            .bind(new.from)
            .bind(id)
            .bind(new.organization)
            .bind(outcome)
            .bind(ids.clone())
            .run(conn),
        Who::Everybody { matching, except } => sql(choose!(
            "SELECT m.student_id AS id FROM memberships m JOIN students s ON s.id = m.student_id
             WHERE m.classroom_id = $1 AND m.left_at IS NULL
               AND ($5::text IS NULL OR s.search_words @@ search_query($3, $5))
               AND NOT EXISTS (SELECT FROM unnest($6::uuid[]) AS x (id) WHERE x.id = m.student_id)"
        ))
        .bind(new.from)
        .bind(id)
        .bind(new.organization)
        .bind(outcome)
        .bind(matching.clone())
        .bind(except.clone())
        .run(conn),
    }
}

/// Ends the stays in the classroom that the students leave.
pub fn end_stays(conn: &mut PgConnection, id: Uuid, new: &NewTransfer) -> QueryResult<usize> {
    let left_how = match (new.how, new.kind) {
        (How::Rollover, _) => "rollover",
        (How::Transfer, Kind::Remove) => "removed",
        (How::Transfer, _) => "transferred",
    };
    sql("UPDATE memberships m SET left_at = $3, left_how = $4, removed_by = $5, ended_in = $1
         FROM transfer_students x
         WHERE x.transfer_id = $1 AND x.outcome IN ('moved', 'removed', 'already-there')
           AND m.classroom_id = $2 AND m.student_id = x.student_id AND m.left_at IS NULL")
    .bind(id)
    .bind(new.from)
    .bind(new.now)
    .bind(left_how)
    .bind(new.by)
    .run(conn)
}

/// Begins the stays in the targets.
pub fn begin_stays(conn: &mut PgConnection, id: Uuid, new: &NewTransfer) -> QueryResult<usize> {
    sql("INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by, added_by, begun_in)
         SELECT new_id(), $2, t.classroom_id, x.student_id, $3, $4, $5, $1
         FROM transfer_students x JOIN transfer_targets t ON t.transfer_id = x.transfer_id
         WHERE x.transfer_id = $1 AND x.outcome IN ('moved', 'copied')
         ORDER BY t.classroom_id, x.student_id
         ON CONFLICT (classroom_id, student_id) WHERE left_at IS NULL DO NOTHING")
    .bind(id)
    .bind(new.organization)
    .bind(new.now)
    .bind(new.how.name())
    .bind(new.by)
    .run(conn)
}

/// Enrolls whoever came in what their new classrooms offer.
pub fn enroll(conn: &mut PgConnection, id: Uuid, new: &NewTransfer) -> QueryResult<usize> {
    sql("INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at, begun_in)
         SELECT new_id(), $2, y.student_id, y.course_id, $3, $1 FROM (
             SELECT DISTINCT m.student_id, c.course_id FROM memberships m JOIN classroom_courses c ON c.classroom_id = m.classroom_id
             WHERE m.begun_in = $1
         ) y ORDER BY y.student_id, y.course_id
         ON CONFLICT (student_id, course_id) DO NOTHING")
    .bind(id)
    .bind(new.organization)
    .bind(new.now)
    .run(conn)
}

/// Sums up what came of it.
pub fn count(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("UPDATE transfers t SET students = n.students, already_there = n.already_there, blocked = n.blocked, gone = n.gone
         FROM (
             SELECT count(*) FILTER (WHERE x.outcome IN ('moved', 'copied', 'removed') OR (x.outcome = 'already-there' AND y.kind = 'move')) AS students,
                    count(*) FILTER (WHERE x.outcome = 'already-there') AS already_there,
                    count(*) FILTER (WHERE x.outcome = 'blocked') AS blocked, count(*) FILTER (WHERE x.outcome = 'gone') AS gone
             FROM transfer_students x JOIN transfers y ON y.id = x.transfer_id WHERE x.transfer_id = $1
         ) n WHERE t.id = $1")
    .bind(id)
    .run(conn)
}

row! {
    struct Touched { id: Uuid }
}

/// The classrooms that a transfer touched, but not where a copy started; none when there is no such transfer.
pub fn classrooms_of(conn: &mut PgConnection, organization: Uuid, id: Uuid) -> QueryResult<Vec<Uuid>> {
    let rows = sql("SELECT from_classroom_id AS id FROM transfers WHERE organization_id = $1 AND id = $2 AND kind <> 'copy'
         UNION SELECT classroom_id FROM transfer_targets WHERE organization_id = $1 AND transfer_id = $2")
    .bind(organization)
    .bind(id)
    .all::<Touched>(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

row! {
    /// When it was made, and taken back.
    pub struct MadeRow {
        made_at: DateTime<Utc>,
        undone_at: Option<DateTime<Utc>>,
    }
}

/// Locks a transfer for its undo.
pub fn lock(conn: &mut PgConnection, id: Uuid) -> QueryResult<MadeRow> {
    sql("SELECT made_at, undone_at FROM transfers WHERE id = $1 FOR NO KEY UPDATE").bind(id).one(conn)
}

/// Locks the stays that a transfer began and ended: nobody leaves meanwhile.
pub fn lock_stays(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("SELECT FROM memberships WHERE begun_in = $1 OR ended_in = $1 ORDER BY student_id, id FOR NO KEY UPDATE").bind(id).run(conn)
}

/// Writes down who is put back: whose stays are as the transfer left them, who has not been back where
/// they were since, and who is not blocked there.
pub fn judge(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("UPDATE transfer_students x SET undo = CASE
             WHEN EXISTS (SELECT FROM memberships m WHERE m.begun_in = $1 AND m.student_id = x.student_id AND m.left_at IS NOT NULL)
                 THEN 'changed'
             WHEN t.kind <> 'copy' AND NOT EXISTS (
                 SELECT FROM memberships m WHERE m.ended_in = $1 AND m.student_id = x.student_id AND NOT EXISTS (
                     SELECT FROM memberships n WHERE n.classroom_id = m.classroom_id AND n.student_id = m.student_id
                       AND n.id <> m.id AND n.left_how IS DISTINCT FROM 'undone' AND (n.left_at IS NULL OR n.joined_at >= m.left_at)))
                 THEN 'changed'
             WHEN t.kind <> 'copy' AND EXISTS (
                 SELECT FROM classroom_blocks b WHERE b.classroom_id = t.from_classroom_id AND b.student_id = x.student_id)
                 THEN 'changed'
             ELSE 'put-back' END
         FROM transfers t
         WHERE x.transfer_id = $1 AND t.id = $1
           AND (x.outcome IN ('moved', 'copied', 'removed') OR (x.outcome = 'already-there' AND t.kind = 'move'))")
    .bind(id)
    .run(conn)
}

/// A transfer that is taken back, by whom and when.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Put {
    pub transfer: Uuid,
    pub by: Uuid,
    pub now: DateTime<Utc>,
}

/// Puts back who was judged so: what it began ends, what it ended goes on, and what it enrolled in is taken
/// back unless they have begun it or something else would have enrolled them since.
pub fn put_back(conn: &mut PgConnection, put: &Put) -> Result<(), AppError> {
    sql("UPDATE memberships m SET left_at = $2, left_how = 'undone', removed_by = $3 FROM transfer_students x
         WHERE m.begun_in = $1 AND x.transfer_id = $1 AND x.student_id = m.student_id AND x.undo = 'put-back'")
    .bind(put.transfer)
    .bind(put.now)
    .bind(put.by)
    .run(conn)?;
    sql("UPDATE memberships m SET left_at = NULL, left_how = NULL, removed_by = NULL, ended_in = NULL FROM transfer_students x
         WHERE m.ended_in = $1 AND x.transfer_id = $1 AND x.student_id = m.student_id AND x.undo = 'put-back'")
    .bind(put.transfer)
    .run(conn)?;
    // Whoever begins a course holds on to its enrollment: they have done so by now, or find it gone.
    sql("SELECT FROM enrollments WHERE begun_in = $1 ORDER BY student_id, course_id FOR UPDATE").bind(put.transfer).run(conn)?;
    sql("DELETE FROM enrollments e USING transfer_students x, transfers t
         WHERE e.begun_in = $1 AND t.id = $1 AND x.transfer_id = $1 AND x.student_id = e.student_id AND x.undo = 'put-back'
           AND NOT EXISTS (SELECT FROM course_records r WHERE r.enrollment_id = e.id)
           AND NOT EXISTS (SELECT FROM organization_courses o WHERE o.organization_id = e.organization_id AND o.course_id = e.course_id)
           AND NOT EXISTS (
               SELECT FROM memberships m JOIN classroom_courses c ON c.classroom_id = m.classroom_id
               WHERE m.student_id = e.student_id AND c.course_id = e.course_id AND m.begun_in IS DISTINCT FROM t.id
                 AND (m.left_at IS NULL OR m.left_at > t.made_at))")
    .bind(put.transfer)
    .run(conn)?;
    sql("UPDATE transfers SET undone_at = $2, undone_by = $3,
             put_back = (SELECT count(*) FROM transfer_students WHERE transfer_id = $1 AND undo = 'put-back')
         WHERE id = $1")
    .bind(put.transfer)
    .bind(put.now)
    .bind(put.by)
    .run(conn)?;
    Ok(())
}

row! {
    /// A transfer, with the classrooms that the reader may know of.
    pub struct TransferRow {
        id: Uuid,
        kind: String,
        how: String,
        from_id: Option<Uuid>,
        from_name: Option<String>,
        to_ids: Vec<Uuid>,
        to_names: Vec<String>,
        /// How many of its classrooms are out of the reader's reach.
        out_of_reach: i64,
        students: i32,
        already_there: i32,
        blocked: i32,
        gone: i32,
        made_at: DateTime<Utc>,
        made_by: String,
        undone_at: Option<DateTime<Utc>>,
        undone_by: Option<String>,
        put_back: Option<i32>,
    }
}

/// Transfers that touched a classroom within reach, newest first: all, those of one classroom, or one.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    only: Option<Uuid>,
    classroom: Option<Uuid>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<TransferRow>> {
    sql("SELECT t.id, t.kind, t.how, f.id AS from_id, f.name AS from_name,
                coalesce(r.ids, '{}') AS to_ids, coalesce(r.names, '{}') AS to_names,
                (f.id IS NULL)::int + coalesce(r.hidden, 0) AS out_of_reach,
                t.students, t.already_there, t.blocked, t.gone, t.made_at, p.display_name AS made_by,
                t.undone_at, u.display_name AS undone_by, t.put_back
         FROM transfers t JOIN accounts p ON p.id = t.made_by LEFT JOIN accounts u ON u.id = t.undone_by
         LEFT JOIN classrooms f ON f.id = t.from_classroom_id
             AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = f.id AND a.staff_id = $2))
         LEFT JOIN LATERAL (
             SELECT array_agg(k.id ORDER BY k.name, k.id) FILTER (WHERE y.reached) AS ids,
                    array_agg(k.name ORDER BY k.name, k.id) FILTER (WHERE y.reached) AS names,
                    count(*) FILTER (WHERE NOT y.reached) AS hidden
             FROM transfer_targets x JOIN classrooms k ON k.id = x.classroom_id
             CROSS JOIN LATERAL (SELECT $2::uuid IS NULL OR EXISTS (
                 SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $2) AS reached) y
             WHERE x.transfer_id = t.id
         ) r ON true
         WHERE t.organization_id = $1 AND (f.id IS NOT NULL OR r.ids IS NOT NULL)
           AND ($3::uuid IS NULL OR t.id = $3)
           AND ($4::uuid IS NULL OR t.from_classroom_id = $4
                OR EXISTS (SELECT FROM transfer_targets x WHERE x.transfer_id = t.id AND x.classroom_id = $4))
           AND ($5::uuid IS NULL OR t.id < $5)
         ORDER BY t.id DESC LIMIT $6")
    .bind(organization)
    .bind(reach)
    .bind(only)
    .bind(classroom)
    .bind(after)
    .bind(rows)
    .all(conn)
}

row! {
    /// Somebody who was chosen, and what came of it.
    pub struct TransferredRow {
        student_id: Uuid,
        display_name: String,
        deleted: bool,
        outcome: String,
        undo: Option<String>,
    }
}

/// Who was chosen, by name; with an outcome, only those whom it met.
pub fn students(
    conn: &mut PgConnection,
    id: Uuid,
    outcome: Option<&str>,
    after: Option<(String, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<TransferredRow>> {
    let (name, student) = after.unzip();
    sql("SELECT x.student_id, p.display_name, p.erased_at IS NOT NULL AS deleted, x.outcome, x.undo
         FROM transfer_students x JOIN students s ON s.id = x.student_id JOIN accounts p ON p.id = s.account_id
         WHERE x.transfer_id = $1 AND ($2::text IS NULL OR x.outcome = $2 OR x.undo = $2)
           AND ($3::text IS NULL OR (p.display_name, x.student_id) > ($3, $4::uuid))
         ORDER BY p.display_name, x.student_id LIMIT $5")
    .bind(id)
    .bind(outcome)
    .bind(name)
    .bind(student)
    .bind(rows)
    .all(conn)
}
