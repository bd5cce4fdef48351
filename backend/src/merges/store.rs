//! Tables: merges, distinctions.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::merge::Pair;
use crate::row;
use crate::shared::sql::sql;
use crate::students::Moved;

/// Everything that a merge moved.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct What {
    pub redemptions: Vec<Uuid>,
    pub records: Moved,
}

pub fn insert(conn: &mut PgConnection, pair: Pair, what: &What, by: Uuid, now: DateTime<Utc>) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    sql("INSERT INTO merges (id, organization_id, kept_id, merged_id, merged_by, merged_at, moved) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(id)
        .bind(pair.organization)
        .bind(pair.kept)
        .bind(pair.merged)
        .bind(by)
        .bind(now)
        .bind(serde_json::json!(what))
        .run(conn)?;
    Ok(id)
}

pub fn mark_undone(conn: &mut PgConnection, id: Uuid, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE merges SET undone_at = $3, undone_by = $2 WHERE id = $1").bind(id).bind(by).bind(now).run(conn)
}

row! {
    /// A merge.
    pub struct MergeRow {
        id: Uuid,
        kept_id: Uuid,
        kept_name: String,
        kept_deleted: bool,
        merged_id: Uuid,
        merged_name: String,
        merged_deleted: bool,
        merged_email: Option<String>,
        merged_username: Option<String>,
        merged_by: String,
        merged_at: DateTime<Utc>,
        moved: serde_json::Value,
        undone_at: Option<DateTime<Utc>>,
        undone_by: Option<String>,
        /// The kept profile was not merged again since.
        newest: bool,
    }
}

macro_rules! merges {
    ($rest:literal) => {
        concat!(
            "SELECT x.id, x.kept_id, k.display_name AS kept_name, k.erased_at IS NOT NULL AS kept_deleted,
                    x.merged_id, m.display_name AS merged_name, m.erased_at IS NOT NULL AS merged_deleted, m.email AS merged_email,
                    m.username AS merged_username, b.display_name AS merged_by, x.merged_at, x.moved, x.undone_at, u.display_name AS undone_by,
                    NOT EXISTS (SELECT FROM merges l WHERE l.undone_at IS NULL AND l.id <> x.id
                                AND (l.merged_id = x.kept_id OR l.kept_id = x.kept_id AND (l.merged_at, l.id) > (x.merged_at, x.id))) AS newest
             FROM merges x JOIN students ks ON ks.id = x.kept_id JOIN accounts k ON k.id = ks.account_id
             JOIN students ms ON ms.id = x.merged_id JOIN accounts m ON m.id = ms.account_id
             JOIN accounts b ON b.id = x.merged_by LEFT JOIN accounts u ON u.id = x.undone_by
             WHERE x.organization_id = $1 AND ",
            $rest
        )
    };
}

pub fn one(conn: &mut PgConnection, organization: Uuid, id: Uuid) -> QueryResult<Option<MergeRow>> {
    sql(merges!("x.id = $2")).bind(organization).bind(id).first(conn)
}

/// The merges into and out of a profile, newest first.
pub fn of_student(
    conn: &mut PgConnection,
    organization: Uuid,
    student: Uuid,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<MergeRow>> {
    sql(merges!("(x.kept_id = $2 OR x.merged_id = $2) AND ($3::uuid IS NULL OR x.id < $3) ORDER BY x.id DESC LIMIT $4"))
        .bind(organization)
        .bind(student)
        .bind(after)
        .bind(rows)
        .all(conn)
}

row! {
    /// What a profile brings into a merge.
    pub struct SideRow {
        id: Uuid,
        display_name: String,
        email: Option<String>,
        username: Option<String>,
        email_verified: bool,
        registered_at: DateTime<Utc>,
        classrooms: Vec<String>,
        earlier_classrooms: i64,
        blocked_in: Vec<String>,
        codes: i64,
        courses: i64,
        notes: i64,
        seats: i64,
    }
}

/// Some profiles of an organization, with what they have.
pub fn sides(conn: &mut PgConnection, organization: Uuid, profiles: &[Uuid]) -> QueryResult<Vec<SideRow>> {
    sql("SELECT s.id, a.display_name, a.email, a.username, a.email_verified_at IS NOT NULL AS email_verified, s.registered_at,
                ARRAY (SELECT k.name FROM memberships m JOIN classrooms k ON k.id = m.classroom_id
                       WHERE m.student_id = s.id AND m.left_at IS NULL ORDER BY k.name) AS classrooms,
                (SELECT count(*) FROM memberships m WHERE m.student_id = s.id AND m.left_at IS NOT NULL) AS earlier_classrooms,
                ARRAY (SELECT k.name FROM classroom_blocks b JOIN classrooms k ON k.id = b.classroom_id
                       WHERE b.student_id = s.id ORDER BY k.name) AS blocked_in,
                (SELECT count(*) FROM redemptions r WHERE r.student_id = s.id) AS codes,
                (SELECT count(*) FROM enrollments e WHERE e.student_id = s.id) AS courses,
                (SELECT count(*) FROM student_notes n WHERE n.student_id = s.id) AS notes,
                (SELECT count(*) FROM seat_entries e WHERE e.kind = 'spent' AND e.student_id IN (
                     SELECT x.id FROM students x WHERE x.id = s.id OR x.merged_into = s.id)) AS seats
         FROM students s JOIN accounts a ON a.id = s.account_id
         WHERE s.organization_id = $1 AND s.id = ANY ($2) AND s.merged_into IS NULL")
    .bind(organization)
    .bind(profiles.to_vec())
    .all(conn)
}

/// Whether merging keeps somebody in fewer courses than both have, for both may have the same.
pub fn shared_courses(conn: &mut PgConnection, one: Uuid, other: Uuid) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM enrollments e JOIN enrollments f ON f.course_id = e.course_id AND f.student_id = $2 WHERE e.student_id = $1")
        .bind(one)
        .bind(other)
        .scalar(conn)
}

row! {
    /// Two students who resemble each other.
    pub struct CandidateRow {
        one_id: Uuid,
        one_name: String,
        one_key: String,
        one_email: Option<String>,
        one_email_key: Option<String>,
        one_username: Option<String>,
        one_registered: DateTime<Utc>,
        other_id: Uuid,
        other_name: String,
        other_key: String,
        other_email: Option<String>,
        other_email_key: Option<String>,
        other_username: Option<String>,
        other_registered: DateTime<Utc>,
        share_a_classroom: bool,
    }
}

/// Whether the account of one of these profiles is deleted. Reads `accounts`, which another slice writes.
pub fn erased(conn: &mut PgConnection, pair: Pair) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM students s JOIN accounts a ON a.id = s.account_id
                        WHERE s.id IN ($1, $2) AND a.erased_at IS NOT NULL) AS value")
    .bind(pair.kept)
    .bind(pair.merged)
    .scalar(conn)
}

/// How many pairs are judged: the newest.
pub const JUDGED: i64 = 5_000;

/// Pairs with the same name or the same stem of an address, the newest first; of a crowd under one name each
/// with its next few. Pairs that staff told apart are left out.
pub fn candidates(conn: &mut PgConnection, organization: Uuid) -> QueryResult<Vec<CandidateRow>> {
    sql("WITH people AS MATERIALIZED (
             SELECT s.id, s.name_key, s.registered_at, a.display_name, a.email, a.email_key, a.username, address_stem(a.email_key) AS stem,
                    row_number() OVER (PARTITION BY s.name_key ORDER BY s.id) AS nth_of_name,
                    row_number() OVER (PARTITION BY address_stem(a.email_key) ORDER BY s.id) AS nth_of_stem
             FROM students s JOIN accounts a ON a.id = s.account_id
             WHERE s.organization_id = $1 AND s.merged_into IS NULL AND a.erased_at IS NULL
         ), pair AS (
             SELECT p.id AS one, q.id AS other FROM people p
             JOIN people q ON q.name_key = p.name_key AND q.nth_of_name > p.nth_of_name AND q.nth_of_name <= p.nth_of_name + 5
             UNION
             SELECT p.id, q.id FROM people p
             JOIN people q ON q.stem = p.stem AND q.nth_of_stem > p.nth_of_stem AND q.nth_of_stem <= p.nth_of_stem + 5
         )
         SELECT p.id AS one_id, p.display_name AS one_name, p.name_key AS one_key, p.email AS one_email, p.email_key AS one_email_key,
                p.username AS one_username, p.registered_at AS one_registered,
                q.id AS other_id, q.display_name AS other_name, q.name_key AS other_key, q.email AS other_email,
                q.email_key AS other_email_key, q.username AS other_username, q.registered_at AS other_registered,
                EXISTS (SELECT FROM memberships m JOIN memberships n ON n.classroom_id = m.classroom_id AND n.student_id = q.id AND n.left_at IS NULL
                        WHERE m.student_id = p.id AND m.left_at IS NULL) AS share_a_classroom
         FROM pair JOIN people p ON p.id = pair.one JOIN people q ON q.id = pair.other
         WHERE NOT EXISTS (SELECT FROM distinctions d WHERE d.one_id = least(p.id, q.id) AND d.other_id = greatest(p.id, q.id))
         ORDER BY greatest(p.registered_at, q.registered_at) DESC, p.id, q.id LIMIT $2")
    .bind(organization)
    .bind(JUDGED)
    .all(conn)
}

/// Remembers that two are not one. Twice is harmless.
pub fn tell_apart(conn: &mut PgConnection, pair: Pair, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO distinctions (organization_id, one_id, other_id, said_by, said_at)
         VALUES ($1, least($2, $3), greatest($2, $3), $4, $5) ON CONFLICT DO NOTHING")
    .bind(pair.organization)
    .bind(pair.kept)
    .bind(pair.merged)
    .bind(by)
    .bind(now)
    .run(conn)
}
