//! Tables: students, memberships, classroom_blocks, enrollments. (A redemption writes them in one
//! statement with all else: `codes::store`.)

pub mod alike;
pub mod finding;
pub mod merging;
pub mod offers;
pub mod stays;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

row! {
    /// A student in a classroom.
    pub struct MemberRow {
        membership_id: Uuid,
        student_id: Uuid,
        display_name: String,
        /// How the name is sorted.
        name_key: String,
        email: Option<String>,
        username: Option<String>,
        email_verified: bool,
        deleted: bool,
        joined_at: DateTime<Utc>,
        joined_by: String,
        code: Option<String>,
        enrollments: i64,
        seat_spent: bool,
    }
}

macro_rules! members {
    ($filter:literal, $page:literal) => {
        members!(whose "m.left_at IS NULL ", $filter, $page)
    };
    (whose $whose:literal, $filter:literal, $page:literal) => {
        concat!(
            "SELECT m.id AS membership_id, m.student_id, p.display_name, s.name_key, p.email, p.username,
                    p.email_verified_at IS NOT NULL AS email_verified, p.erased_at IS NOT NULL AS deleted, m.joined_at, m.joined_by, c.text AS code,
                    (SELECT count(*) FROM enrollments e WHERE e.student_id = m.student_id) AS enrollments,
                    coalesce((SELECT x.classroom_id = m.classroom_id FROM seat_entries x
                              WHERE x.student_id = m.student_id AND x.kind = 'spent'), false) AS seat_spent
             FROM memberships m JOIN students s ON s.id = m.student_id JOIN accounts p ON p.id = s.account_id
             LEFT JOIN codes c ON c.id = m.code_id
             WHERE m.classroom_id = $1 AND ",
            $whose,
            $filter,
            $page
        )
    };
}

/// Present members, newest first.
pub fn newest_members(
    conn: &mut PgConnection,
    classroom: Uuid,
    search: Option<&str>,
    after: Option<(DateTime<Utc>, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<MemberRow>> {
    let (joined, id) = after.unzip();
    // Bounds that are always there and a filter only when asked for: so the plan that Postgres keeps
    // walks the index from where the page begins, however long the roster is.
    let text = match search {
        None => members!(
            "",
            "AND (m.joined_at, m.id) < (coalesce($3, 'infinity'), coalesce($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
                              ORDER BY m.joined_at DESC, m.id DESC LIMIT $5"
        ),
        Some(_) => members!(
            "AND s.search_words @@ (SELECT search_query(k.organization_id, $2) FROM classrooms k WHERE k.id = $1) ",
            "AND (m.joined_at, m.id) < (coalesce($3, 'infinity'), coalesce($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
                             ORDER BY m.joined_at DESC, m.id DESC LIMIT $5"
        ),
    };
    sql(text).bind(classroom).bind(search).bind(joined).bind(id).bind(rows).all(conn)
}

/// Present members, by name.
pub fn members_by_name(
    conn: &mut PgConnection,
    classroom: Uuid,
    search: Option<&str>,
    after: Option<(String, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<MemberRow>> {
    let (name, id) = after.unzip();
    sql(members!(
        "AND ($2::text IS NULL OR s.search_words @@ (SELECT search_query(k.organization_id, $2) FROM classrooms k WHERE k.id = $1)) ",
        "AND ($3::text IS NULL OR (s.name_key, m.id) > ($3, $4::uuid)) ORDER BY s.name_key, m.id LIMIT $5"
    ))
    .bind(classroom)
    .bind(search)
    .bind(name)
    .bind(id)
    .bind(rows)
    .all(conn)
}

/// Where a page of members begins, and so how they are sorted: newest first, or by name.
#[derive(Debug, Clone)]
pub enum After {
    Joined(Option<(DateTime<Utc>, Uuid)>),
    Name(Option<(String, Uuid)>),
}

/// Who was in the classroom when that day was over, in the organization's zone. An undone stay never was.
pub fn members_on(
    conn: &mut PgConnection,
    classroom: Uuid,
    day: NaiveDate,
    search: Option<&str>,
    after: After,
    rows: i64,
) -> QueryResult<Vec<MemberRow>> {
    macro_rules! on {
        ($page:literal) => {
            members!(
                whose "m.left_how IS DISTINCT FROM 'undone' AND (m.left_at IS NULL OR m.left_at >= (
                           SELECT ($3::date + 1)::timestamp AT TIME ZONE o.time_zone FROM organizations o WHERE o.id = m.organization_id))
                       AND m.joined_at < (
                           SELECT ($3::date + 1)::timestamp AT TIME ZONE o.time_zone FROM organizations o WHERE o.id = m.organization_id) ",
                "AND ($2::text IS NULL OR s.search_words @@ (SELECT search_query(k.organization_id, $2) FROM classrooms k WHERE k.id = $1)) ",
                $page
            )
        };
    }
    match after {
        After::Joined(after) => {
            let (joined, id) = after.unzip();
            let text =
                on!("AND ($4::timestamptz IS NULL OR (m.joined_at, m.id) < ($4, $5::uuid)) ORDER BY m.joined_at DESC, m.id DESC LIMIT $6");
            sql(text).bind(classroom).bind(search).bind(day).bind(joined).bind(id).bind(rows).all(conn)
        }
        After::Name(after) => {
            let (name, id) = after.unzip();
            let text = on!("AND ($4::text IS NULL OR (s.name_key, m.id) > ($4, $5::uuid)) ORDER BY s.name_key, m.id LIMIT $6");
            sql(text).bind(classroom).bind(search).bind(day).bind(name).bind(id).bind(rows).all(conn)
        }
    }
}

/// One present member.
pub fn member(conn: &mut PgConnection, classroom: Uuid, student: Uuid) -> QueryResult<Option<MemberRow>> {
    sql(members!("", "AND m.student_id = $3")).bind(classroom).bind(None::<&str>).bind(student).first(conn)
}

row! {
    /// A student of the organization.
    pub struct StudentRow {
        id: Uuid,
        display_name: String,
        /// How the name is sorted.
        name_key: String,
        email: Option<String>,
        username: Option<String>,
        email_verified: bool,
        deleted: bool,
        registered_at: DateTime<Utc>,
        classroom_ids: Vec<Uuid>,
        classroom_names: Vec<String>,
    }
}

row! {
    /// Where a student's seat went.
    pub struct SeatRow {
        occurred_at: DateTime<Utc>,
        code: Option<String>,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
    }
}

/// The seats spent on a student, the first first: one, and one for each profile that became part of theirs.
pub fn seats(conn: &mut PgConnection, student: Uuid) -> QueryResult<Vec<SeatRow>> {
    sql("SELECT e.occurred_at, c.text AS code, k.id AS classroom_id, k.name AS classroom_name
         FROM seat_entries e LEFT JOIN codes c ON c.id = e.code_id LEFT JOIN classrooms k ON k.id = e.classroom_id
         WHERE e.kind = 'spent' AND (e.student_id = $1 OR e.student_id IN (SELECT id FROM students WHERE merged_into = $1))
         ORDER BY e.student_id <> $1, e.occurred_at")
    .bind(student)
    .all(conn)
}

row! {
    /// A code that a student came in by.
    pub struct UsedCodeRow {
        code: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        redeemed_at: DateTime<Utc>,
        seat_spent: bool,
    }
}

/// The newest 200 codes of a student, of those within reach.
pub fn used_codes(conn: &mut PgConnection, student: Uuid, reach: Option<Uuid>) -> QueryResult<Vec<UsedCodeRow>> {
    sql("SELECT c.text AS code, k.id AS classroom_id, k.name AS classroom_name, r.redeemed_at, r.seat_spent
         FROM redemptions r JOIN codes c ON c.id = r.code_id LEFT JOIN classrooms k ON k.id = r.classroom_id
         WHERE r.student_id = $1
           AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $2))
         ORDER BY r.redeemed_at DESC, r.id DESC LIMIT 200")
    .bind(student)
    .bind(reach)
    .all(conn)
}

row! {
    /// An enrollment.
    pub struct EnrollmentRow {
        id: Uuid,
        enrolled_at: DateTime<Utc>,
        course_id: Uuid,
        title: String,
        summary: String,
        topic: String,
        lessons: i64,
        minutes: i64,
        organization_id: Uuid,
        organization_name: String,
    }
}

/// Enrollments, newest first: of one student, or of `account` in every organization. Within a teacher's
/// reach, those in courses of their classrooms, or offered to everyone.
pub fn enrollments(
    conn: &mut PgConnection,
    student: Option<Uuid>,
    account: Option<Uuid>,
    reach: Option<Uuid>,
    after: Option<(DateTime<Utc>, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<EnrollmentRow>> {
    let (enrolled, id) = after.unzip();
    sql("SELECT e.id, e.enrolled_at, c.id AS course_id, c.title, c.summary, c.topic,
                c.lesson_count::bigint AS lessons, c.total_minutes::bigint AS minutes,
                o.id AS organization_id, o.name AS organization_name
         FROM enrollments e JOIN students s ON s.id = e.student_id JOIN courses c ON c.id = e.course_id
         JOIN organizations o ON o.id = e.organization_id
         WHERE (s.id = $1 OR s.id IN (SELECT coalesce(x.merged_into, x.id) FROM students x WHERE x.account_id = $2)) AND ($3::timestamptz IS NULL OR (e.enrolled_at, e.id) < ($3, $4::uuid))
           AND ($5::uuid IS NULL
                OR EXISTS (SELECT FROM organization_courses y WHERE y.organization_id = o.id AND y.course_id = c.id)
                OR EXISTS (SELECT FROM classroom_courses y JOIN classroom_staff a ON a.classroom_id = y.classroom_id
                           WHERE y.course_id = c.id AND a.staff_id = $5))
         ORDER BY e.enrolled_at DESC, e.id DESC LIMIT $6")
    .bind(student)
    .bind(account)
    .bind(enrolled)
    .bind(id)
    .bind(reach)
    .bind(rows)
    .all(conn)
}

row! {
    /// A classroom of mine, with its courses as JSON.
    pub struct MyClassroomRow {
        membership_id: Uuid,
        id: Uuid,
        name: String,
        kind: String,
        description: String,
        color: String,
        organization_id: Uuid,
        organization_name: String,
        joined_at: DateTime<Utc>,
        courses: serde_json::Value,
    }
}

/// The classrooms a person is in, newest first, with the courses they are enrolled in there.
pub fn my_classrooms(conn: &mut PgConnection, account: Uuid, after: Option<Uuid>, rows: i64) -> QueryResult<Vec<MyClassroomRow>> {
    sql("SELECT m.id AS membership_id, k.id, k.name, k.kind, k.description, k.color, o.id AS organization_id, o.name AS organization_name,
                m.joined_at, coalesce(c.list, '[]') AS courses
         FROM students x JOIN students s ON s.id = coalesce(x.merged_into, x.id)
         JOIN memberships m ON m.student_id = s.id AND m.left_at IS NULL
         JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL JOIN organizations o ON o.id = s.organization_id
         LEFT JOIN LATERAL (
             SELECT jsonb_agg(jsonb_build_object('course_id', x.id, 'title', x.title, 'summary', x.summary, 'topic', x.topic,
                        'lessons', x.lesson_count,
                        'minutes', x.total_minutes) ORDER BY y.position) AS list
             FROM classroom_courses y JOIN courses x ON x.id = y.course_id JOIN enrollments e ON e.course_id = x.id AND e.student_id = s.id
             WHERE y.classroom_id = k.id
         ) c ON true
         WHERE x.account_id = $1 AND ($2::uuid IS NULL OR m.id < $2) ORDER BY m.id DESC LIMIT $3")
    .bind(account)
    .bind(after)
    .bind(rows)
    .all(conn)
}

/// Refuses a student of another organization, and one who became part of another profile; till the end of
/// the transaction nobody merges them away.
///
/// # Errors
/// `not-found`.
pub fn of_organization(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> Result<(), AppError> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT id FROM students WHERE organization_id = $1 AND id = $2 AND merged_into IS NULL FOR KEY SHARE")
        .bind(organization)
        .bind(student)
        .first::<Found>(conn)?;
    if found.is_some_and(|found| found.id == student) { Ok(()) } else { Err(AppError::not_found()) }
}

/// The profile that is shown for this one: itself, or the one it became part of.
///
/// # Errors
/// `not-found` for a student of another organization.
pub fn known(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> Result<Uuid, AppError> {
    row! { struct Shown { id: Uuid } }
    let shown = sql("SELECT coalesce(merged_into, id) AS id FROM students WHERE organization_id = $1 AND id = $2")
        .bind(organization)
        .bind(student)
        .first::<Shown>(conn)?;
    shown.map(|shown| shown.id).ok_or_else(AppError::not_found)
}

/// Begins a stay; `how` is what `memberships.joined_by` knows. Nothing happens to who is in it already.
///
/// # Errors
/// When the database refuses.
pub fn join(
    conn: &mut PgConnection,
    organization: Uuid,
    classroom: Uuid,
    student: Uuid,
    how: &str,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    sql("INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by, added_by)
         VALUES ($1, $2, $3, $4, $5, $7, $6) ON CONFLICT (classroom_id, student_id) WHERE left_at IS NULL DO NOTHING")
    .bind(Uuid::now_v7())
    .bind(organization)
    .bind(classroom)
    .bind(student)
    .bind(now)
    .bind(by)
    .bind(how)
    .run(conn)
}

/// Whether the student is or was a member.
pub fn was_ever_in(conn: &mut PgConnection, classroom: Uuid, student: Uuid) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM memberships WHERE classroom_id = $1 AND student_id = $2) AS value")
        .bind(classroom)
        .bind(student)
        .scalar(conn)
}

pub fn block(conn: &mut PgConnection, classroom: Uuid, student: Uuid, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO classroom_blocks (classroom_id, student_id, blocked_at, blocked_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(classroom)
        .bind(student)
        .bind(now)
        .bind(by)
        .run(conn)
}

row! {
    /// Somebody who is kept out of a classroom.
    pub struct BlockRow {
        student_id: Uuid,
        display_name: String,
        deleted: bool,
        email: Option<String>,
        username: Option<String>,
        blocked_at: DateTime<Utc>,
        blocked_by: Option<String>,
    }
}

/// Who is kept out, newest first.
pub fn blocks(conn: &mut PgConnection, classroom: Uuid, after: Option<(DateTime<Utc>, Uuid)>, rows: i64) -> QueryResult<Vec<BlockRow>> {
    let (at, id) = after.unzip();
    sql("SELECT x.student_id, p.display_name, p.erased_at IS NOT NULL AS deleted, p.email, p.username, x.blocked_at, b.display_name AS blocked_by
         FROM classroom_blocks x JOIN students s ON s.id = x.student_id JOIN accounts p ON p.id = s.account_id
         LEFT JOIN accounts b ON b.id = x.blocked_by
         WHERE x.classroom_id = $1 AND ($2::timestamptz IS NULL OR (x.blocked_at, x.student_id) < ($2, $3::uuid))
         ORDER BY x.blocked_at DESC, x.student_id DESC LIMIT $4")
    .bind(classroom)
    .bind(at)
    .bind(id)
    .bind(rows)
    .all(conn)
}

/// Registers a profile; the seat that it spends is the caller's to write.
///
/// # Errors
/// `students_one_profile`, `students_one_per_unproven_email`.
pub fn register(
    conn: &mut PgConnection,
    organization: Uuid,
    account: Uuid,
    unproven_email: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    sql("INSERT INTO students (id, organization_id, account_id, unproven_email, registered_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(organization)
        .bind(account)
        .bind(unproven_email)
        .bind(now)
        .run(conn)?;
    Ok(id)
}

/// Lifts a block; staff who add somebody mean it.
pub fn unblock(conn: &mut PgConnection, classroom: Uuid, student: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM classroom_blocks WHERE classroom_id = $1 AND student_id = $2").bind(classroom).bind(student).run(conn)
}

pub fn remove(conn: &mut PgConnection, classroom: Uuid, student: Uuid, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE memberships SET left_at = $4, left_how = 'removed', removed_by = $3
         WHERE classroom_id = $1 AND student_id = $2 AND left_at IS NULL")
    .bind(classroom)
    .bind(student)
    .bind(by)
    .bind(now)
    .run(conn)
}

/// Ends a person's own stay.
pub fn leave(conn: &mut PgConnection, account: Uuid, classroom: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE memberships SET left_at = $3, left_how = 'left' WHERE classroom_id = $2 AND left_at IS NULL
         AND student_id IN (SELECT coalesce(merged_into, id) FROM students WHERE account_id = $1)")
    .bind(account)
    .bind(classroom)
    .bind(now)
    .run(conn)
}

/// Enrolls one student in everything the classroom offers, and in what is offered to everyone.
///
/// # Errors
/// When the database refuses.
pub fn enroll(conn: &mut PgConnection, classroom: Option<Uuid>, student: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
         SELECT new_id(), s.organization_id, s.id, c.course_id, $3
         FROM students s JOIN LATERAL (
             SELECT course_id FROM classroom_courses WHERE classroom_id = $1
             UNION SELECT course_id FROM organization_courses WHERE organization_id = s.organization_id
         ) c ON true WHERE s.id = $2 ORDER BY c.course_id
         ON CONFLICT (student_id, course_id) DO NOTHING")
    .bind(classroom)
    .bind(student)
    .bind(now)
    .run(conn)
}

/// Enrolls the present members of a classroom in one course.
pub fn enroll_members(conn: &mut PgConnection, classroom: Uuid, course: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
         SELECT new_id(), m.organization_id, m.student_id, $2, $3 FROM memberships m WHERE m.classroom_id = $1 AND m.left_at IS NULL
         ORDER BY m.student_id
         ON CONFLICT (student_id, course_id) DO NOTHING")
    .bind(classroom)
    .bind(course)
    .bind(now)
    .run(conn)
}

/// Enrolls everyone of the organization in one course.
pub fn enroll_everyone(conn: &mut PgConnection, organization: Uuid, course: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
         SELECT new_id(), s.organization_id, s.id, $2, $3 FROM students s
         WHERE s.organization_id = $1 AND s.merged_into IS NULL ORDER BY s.id
         ON CONFLICT (student_id, course_id) DO NOTHING")
    .bind(organization)
    .bind(course)
    .bind(now)
    .run(conn)
}

/// Forgets the addresses with which these accounts came in, and what was noted about them. The profiles stay,
/// each with its seat.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<usize> {
    sql("DELETE FROM student_notes WHERE student_id IN (SELECT id FROM students WHERE account_id = ANY($1))")
        .bind(accounts.to_vec())
        .run(conn)?;
    sql("UPDATE students SET unproven_email = NULL WHERE account_id = ANY($1)").bind(accounts.to_vec()).run(conn)
}
