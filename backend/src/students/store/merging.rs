//! Moving everything of one profile to another, and back.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! { struct Id { id: Uuid } }

fn ids(rows: Vec<Id>) -> Vec<Uuid> {
    rows.into_iter().map(|row| row.id).collect()
}

/// A block that went along.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MovedBlock {
    classroom_id: Uuid,
    blocked_at: DateTime<Utc>,
    blocked_by: Option<Uuid>,
    /// The kept profile was not blocked there itself.
    new: bool,
}

/// An enrollment of the kept profile that took over the earlier day of the same course.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EarlierEnrollment {
    id: Uuid,
    enrolled_at: DateTime<Utc>,
}

/// Two enrollments in one course that changed hands, because the other record is further.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Swapped {
    /// Was the kept profile's.
    kept: Uuid,
    /// Was the other's, and counts now.
    merged: Uuid,
}

/// Every row that moving touched, so that it can be moved back.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Moved {
    /// Stays, past and present.
    pub stays: Vec<Uuid>,
    /// Of these, the present ones that ended: the kept profile is there already, or kept out.
    pub ended: Vec<Uuid>,
    /// Present stays of the kept profile that ended, where the other was kept out.
    pub kept_out: Vec<Uuid>,
    /// Blocks.
    pub blocks: Vec<MovedBlock>,
    /// Enrollments in courses that the kept profile had not.
    pub enrollments: Vec<Uuid>,
    /// In courses that both had: where the other was further.
    #[serde(default)]
    pub swapped: Vec<Swapped>,
    /// In courses that both had: when the kept one was enrolled before.
    pub earlier: Vec<EarlierEnrollment>,
    /// Notes.
    pub notes: Vec<Uuid>,
    /// Profiles that were merged into the one that is merged now.
    pub aliases: Vec<Uuid>,
}

/// The classrooms in whose history either of them is, or that keep one out.
///
/// # Errors
/// When the database refuses.
pub fn classrooms_of(conn: &mut PgConnection, one: Uuid, other: Uuid) -> QueryResult<Vec<Uuid>> {
    sql("SELECT classroom_id AS id FROM memberships WHERE student_id IN ($1, $2)
         UNION SELECT classroom_id FROM classroom_blocks WHERE student_id IN ($1, $2)")
    .bind(one)
    .bind(other)
    .all(conn)
    .map(ids)
}

row! {
    /// A profile, locked: nothing of it is written meanwhile.
    pub struct LockedProfile {
        id: Uuid,
        account_id: Uuid,
        merged_into: Option<Uuid>,
    }
}

/// Locks profiles of an organization, in the order in which everybody locks several: by id.
///
/// # Errors
/// When the database refuses.
pub fn lock_profiles(conn: &mut PgConnection, organization: Uuid, profiles: &[Uuid]) -> QueryResult<Vec<LockedProfile>> {
    sql("SELECT id, account_id, merged_into FROM students WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE")
        .bind(organization)
        .bind(profiles.to_vec())
        .all(conn)
}

/// Moves every record of `from` to `to`, both locked. A student is in a classroom once, enrolled in a course
/// once, and kept out where either was.
///
/// # Errors
/// When the database refuses.
pub fn move_records(conn: &mut PgConnection, from: Uuid, to: Uuid, by: Uuid, now: DateTime<Utc>) -> QueryResult<Moved> {
    let ended = sql("UPDATE memberships m SET left_at = greatest($4, m.joined_at), left_how = 'merged', removed_by = $3
         WHERE m.student_id = $1 AND m.left_at IS NULL AND (
             EXISTS (SELECT FROM memberships k WHERE k.student_id = $2 AND k.classroom_id = m.classroom_id AND k.left_at IS NULL)
             OR EXISTS (SELECT FROM classroom_blocks b WHERE b.student_id = $2 AND b.classroom_id = m.classroom_id))
         RETURNING m.id")
    .bind(from)
    .bind(to)
    .bind(by)
    .bind(now)
    .all(conn)
    .map(ids)?;
    let kept_out = sql("UPDATE memberships m SET left_at = greatest($4, m.joined_at), left_how = 'merged', removed_by = $3
         WHERE m.student_id = $2 AND m.left_at IS NULL
           AND EXISTS (SELECT FROM classroom_blocks b WHERE b.student_id = $1 AND b.classroom_id = m.classroom_id)
         RETURNING m.id")
    .bind(from)
    .bind(to)
    .bind(by)
    .bind(now)
    .all(conn)
    .map(ids)?;
    let stays = moved(conn, "UPDATE memberships SET student_id = $2 WHERE student_id = $1 RETURNING id", from, to)?;
    let blocks = move_blocks(conn, from, to)?;
    let swapped = take_further_records(conn, from, to)?;
    let earlier = take_earlier_days(conn, from, to)?;
    let enrollments = moved(
        conn,
        "UPDATE enrollments e SET student_id = $2 WHERE e.student_id = $1
           AND NOT EXISTS (SELECT FROM enrollments k WHERE k.student_id = $2 AND k.course_id = e.course_id) RETURNING e.id",
        from,
        to,
    )?;
    let notes = moved(conn, "UPDATE student_notes SET student_id = $2 WHERE student_id = $1 RETURNING id", from, to)?;
    let aliases = moved(conn, "UPDATE students SET merged_into = $2 WHERE merged_into = $1 RETURNING id", from, to)?;
    sql("UPDATE students SET merged_into = $2 WHERE id = $1").bind(from).bind(to).run(conn)?;
    Ok(Moved { stays, ended, kept_out, blocks, enrollments, swapped, earlier, notes, aliases })
}

fn moved(conn: &mut PgConnection, text: &'static str, from: Uuid, to: Uuid) -> QueryResult<Vec<Uuid>> {
    sql(text).bind(from).bind(to).all(conn).map(ids)
}

fn move_blocks(conn: &mut PgConnection, from: Uuid, to: Uuid) -> QueryResult<Vec<MovedBlock>> {
    row! { struct Block { classroom_id: Uuid, blocked_at: DateTime<Utc>, blocked_by: Option<Uuid>, new: bool } }
    let blocks = sql("DELETE FROM classroom_blocks b WHERE b.student_id = $1
         RETURNING b.classroom_id, b.blocked_at, b.blocked_by,
             NOT EXISTS (SELECT FROM classroom_blocks k WHERE k.student_id = $2 AND k.classroom_id = b.classroom_id) AS new")
    .bind(from)
    .bind(to)
    .all::<Block>(conn)?;
    for block in blocks.iter().filter(|block| block.new) {
        put_block(conn, block.classroom_id, to, block.blocked_at, block.blocked_by)?;
    }
    let kept =
        |row: Block| MovedBlock { classroom_id: row.classroom_id, blocked_at: row.blocked_at, blocked_by: row.blocked_by, new: row.new };
    Ok(blocks.into_iter().map(kept).collect())
}

fn put_block(conn: &mut PgConnection, classroom: Uuid, student: Uuid, at: DateTime<Utc>, by: Option<Uuid>) -> QueryResult<usize> {
    sql("INSERT INTO classroom_blocks (classroom_id, student_id, blocked_at, blocked_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(classroom)
        .bind(student)
        .bind(at)
        .bind(by)
        .run(conn)
}

/// In courses that both are enrolled in, the record that is further counts: the finished one, else the one with
/// more lessons finished, else the one that was begun at all. Its enrollment changes hands with the other, whose
/// record stays with it.
fn take_further_records(conn: &mut PgConnection, from: Uuid, to: Uuid) -> QueryResult<Vec<Swapped>> {
    row! { struct Pair { kept: Uuid, merged: Uuid } }
    let pairs = sql("SELECT k.id AS kept, m.id AS merged
         FROM enrollments k JOIN enrollments m ON m.course_id = k.course_id AND m.student_id = $1
         JOIN course_records n ON n.enrollment_id = m.id LEFT JOIN course_records r ON r.enrollment_id = k.id
         WHERE k.student_id = $2 AND (
             n.completed_at IS NOT NULL, (SELECT count(*) FROM lesson_records d WHERE d.enrollment_id = m.id AND d.finished_at IS NOT NULL), true
         ) > (
             r.completed_at IS NOT NULL, (SELECT count(*) FROM lesson_records d WHERE d.enrollment_id = k.id AND d.finished_at IS NOT NULL),
             r.enrollment_id IS NOT NULL
         ) ORDER BY k.id FOR UPDATE OF k, m")
    .bind(from)
    .bind(to)
    .all::<Pair>(conn)?;
    let swapped: Vec<Swapped> = pairs.into_iter().map(|pair| Swapped { kept: pair.kept, merged: pair.merged }).collect();
    let (kept, merged) = swapped.iter().map(|pair| (pair.kept, pair.merged)).unzip();
    change_hands(conn, (kept, from), (merged, to))?;
    Ok(swapped)
}

/// Gives the first enrollments to the first student and the second ones to the second. Nobody is enrolled in a
/// course twice, not even in between: the first are nobody's for a moment.
fn change_hands(conn: &mut PgConnection, first: (Vec<Uuid>, Uuid), second: (Vec<Uuid>, Uuid)) -> QueryResult<()> {
    if first.0.is_empty() {
        return Ok(());
    }
    sql("SET CONSTRAINTS enrollments_student_id_organization_id_fkey DEFERRED").run(conn)?;
    sql("UPDATE enrollments SET student_id = gen_random_uuid() WHERE id = ANY ($1)").bind(first.0.clone()).run(conn)?;
    for (enrollments, student) in [second, first] {
        sql("UPDATE enrollments SET student_id = $2 WHERE id = ANY ($1)").bind(enrollments).bind(student).run(conn)?;
    }
    sql("SET CONSTRAINTS enrollments_student_id_organization_id_fkey IMMEDIATE").run(conn)?;
    Ok(())
}

/// In courses that both are enrolled in, the kept enrollment counts from the earlier day. (The other one
/// stays where it was: it is history, and belongs to a profile that nobody lists.)
fn take_earlier_days(conn: &mut PgConnection, from: Uuid, to: Uuid) -> QueryResult<Vec<EarlierEnrollment>> {
    row! { struct Before { id: Uuid, enrolled_at: DateTime<Utc> } }
    let before = sql("SELECT k.id, k.enrolled_at FROM enrollments k JOIN enrollments m ON m.course_id = k.course_id AND m.student_id = $1
         WHERE k.student_id = $2 AND m.enrolled_at < k.enrolled_at FOR UPDATE OF k")
    .bind(from)
    .bind(to)
    .all::<Before>(conn)?;
    sql("UPDATE enrollments k SET enrolled_at = m.enrolled_at FROM enrollments m
         WHERE m.student_id = $1 AND m.course_id = k.course_id AND k.student_id = $2 AND m.enrolled_at < k.enrolled_at")
    .bind(from)
    .bind(to)
    .run(conn)?;
    Ok(before.into_iter().map(|row| EarlierEnrollment { id: row.id, enrolled_at: row.enrolled_at }).collect())
}

/// Moves back what [`move_records`] moved. What came since stays with the kept profile.
///
/// # Errors
/// When the database refuses.
pub fn move_back(conn: &mut PgConnection, merged: Uuid, kept: Uuid, moved: &Moved, now: DateTime<Utc>) -> QueryResult<()> {
    let back = |conn: &mut PgConnection, text: &'static str, ids: &[Uuid]| sql(text).bind(merged).bind(kept).bind(ids.to_vec()).run(conn);
    sql("UPDATE students SET merged_into = NULL WHERE id = $1").bind(merged).run(conn)?;
    back(conn, "UPDATE students SET merged_into = $1 WHERE merged_into = $2 AND id = ANY ($3)", &moved.aliases)?;
    back(conn, "UPDATE memberships SET student_id = $1 WHERE student_id = $2 AND id = ANY ($3)", &moved.stays)?;
    for block in &moved.blocks {
        // A block that somebody lifted since is lifted for both.
        let stands = sql("SELECT EXISTS (SELECT FROM classroom_blocks WHERE classroom_id = $1 AND student_id = $2) AS value")
            .bind(block.classroom_id)
            .bind(kept)
            .scalar::<bool>(conn)?;
        if stands {
            put_block(conn, block.classroom_id, merged, block.blocked_at, block.blocked_by)?;
        }
        if block.new {
            super::unblock(conn, block.classroom_id, kept)?;
        }
    }
    reopen(conn, merged, &moved.ended)?;
    reopen(conn, kept, &moved.kept_out)?;
    back(conn, "UPDATE enrollments SET student_id = $1 WHERE student_id = $2 AND id = ANY ($3)", &moved.enrollments)?;
    for earlier in &moved.earlier {
        sql("UPDATE enrollments SET enrolled_at = $2 WHERE id = $1").bind(earlier.id).bind(earlier.enrolled_at).run(conn)?;
    }
    let (were_kept, were_merged) = moved.swapped.iter().map(|pair| (pair.kept, pair.merged)).unzip();
    change_hands(conn, (were_merged, merged), (were_kept, kept))?;
    back(conn, "UPDATE student_notes SET student_id = $1 WHERE student_id = $2 AND id = ANY ($3)", &moved.notes)?;
    for student in [kept, merged] {
        enroll_where_they_are(conn, student, now)?;
    }
    Ok(())
}

/// Begins stays again that merging ended, unless something came of them since.
fn reopen(conn: &mut PgConnection, student: Uuid, stays: &[Uuid]) -> QueryResult<usize> {
    sql("UPDATE memberships m SET left_at = NULL, left_how = NULL, removed_by = NULL
         WHERE m.id = ANY ($2) AND m.student_id = $1 AND m.left_how = 'merged'
           AND NOT EXISTS (SELECT FROM memberships n WHERE n.student_id = $1 AND n.classroom_id = m.classroom_id AND n.left_at IS NULL)
           AND NOT EXISTS (SELECT FROM classroom_blocks b WHERE b.student_id = $1 AND b.classroom_id = m.classroom_id)")
    .bind(student)
    .bind(stays.to_vec())
    .run(conn)
}

/// Whoever is in a classroom is enrolled in what it offers, whichever profile was enrolled meanwhile.
fn enroll_where_they_are(conn: &mut PgConnection, student: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
         SELECT new_id(), s.organization_id, s.id, x.course_id, $2 FROM students s CROSS JOIN LATERAL (
             SELECT c.course_id FROM memberships m JOIN classroom_courses c ON c.classroom_id = m.classroom_id
             WHERE m.student_id = s.id AND m.left_at IS NULL
             UNION SELECT y.course_id FROM organization_courses y WHERE y.organization_id = s.organization_id
         ) x
         WHERE s.id = $1 ON CONFLICT (student_id, course_id) DO NOTHING")
    .bind(student)
    .bind(now)
    .run(conn)
}
