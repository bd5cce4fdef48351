//! What the copy of a person's data has in it, table by table. A test reads off the catalog which tables
//! refer to an account or a student, and fails when one is neither here nor excused.

use diesel::PgConnection;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// A part of the file.
pub struct Section {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// The tables that it tells about.
    pub tables: &'static [&'static str],
    /// A row for each; `$1` are the person's accounts, `$2` the only organization that may be named.
    text: &'static str,
}

const fn section(name: &'static str, about: &'static str, tables: &'static [&'static str], text: &'static str) -> Section {
    Section { name, about, tables, text }
}

/// All of it.
pub const SECTIONS: &[Section] = &[
    section(
        "account",
        "Who you are, and how you sign in.",
        &["accounts"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT display_name, email, email_verified_at, username, locale, created_at, deletion_due_at
             FROM accounts WHERE id = ANY($1) AND folded_into IS NULL) t",
    ),
    section(
        "addresses",
        "Addresses that you asked to change to.",
        &["address_changes"],
        "SELECT to_jsonb(t) AS value FROM (SELECT email, sent_at, expires_at FROM address_changes WHERE account_id = ANY($1)) t",
    ),
    section(
        "account_changes",
        "What changed about your account.",
        &["account_events"],
        "SELECT to_jsonb(t) AS value FROM (SELECT kind, detail, occurred_at FROM account_events WHERE account_id = ANY($1) ORDER BY id) t",
    ),
    section(
        "sessions",
        "Where and when you were signed in.",
        &["sessions"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT user_agent, created_at, last_used_at, ended_at, ended_because, by_card FROM sessions WHERE account_id = ANY($1) ORDER BY id) t",
    ),
    section(
        "second_step",
        "Since when signing in asks for a second step. The secret and the recovery codes are not given out twice.",
        &["second_factors"],
        "SELECT to_jsonb(t) AS value FROM (SELECT confirmed_at FROM second_factors WHERE account_id = ANY($1)) t",
    ),
    section(
        "sign_in_cards",
        "The card that signs you in.",
        &["sign_in_cards"],
        "SELECT to_jsonb(t) AS value FROM (SELECT issued_at, last_used_at FROM sign_in_cards WHERE account_id = ANY($1)) t",
    ),
    section(
        "staff_roles",
        "Where you work.",
        &["staff"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, f.role, f.title, f.added_at FROM staff f JOIN organizations o ON o.id = f.organization_id
             WHERE f.account_id = ANY($1) ORDER BY f.id) t",
    ),
    section(
        "profiles",
        "Where you are a student.",
        &["students"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, s.registered_at, s.unproven_email FROM students s JOIN organizations o ON o.id = s.organization_id
             WHERE s.account_id = ANY($1) ORDER BY s.id) t",
    ),
    section(
        "seats",
        "The seats that were spent on you.",
        &["seat_entries"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, k.name AS classroom, c.text AS code, e.occurred_at
             FROM seat_entries e JOIN students s ON s.id = e.student_id JOIN organizations o ON o.id = e.organization_id
             LEFT JOIN classrooms k ON k.id = e.classroom_id LEFT JOIN codes c ON c.id = e.code_id
             WHERE s.account_id = ANY($1) AND e.kind = 'spent' ORDER BY e.id) t",
    ),
    section(
        "classrooms",
        "The classrooms you are in and were in: how you came, and how you left.",
        &["memberships"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, k.name AS classroom, m.joined_at, m.joined_by, m.left_at, m.left_how
             FROM memberships m JOIN students s ON s.id = m.student_id JOIN organizations o ON o.id = m.organization_id
             JOIN classrooms k ON k.id = m.classroom_id WHERE s.account_id = ANY($1) ORDER BY m.id) t",
    ),
    section(
        "transfers",
        "When you were moved together with others.",
        &["transfer_students"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, k.name AS from_classroom, x.kind, i.outcome, i.undo
             FROM transfer_students i JOIN transfers x ON x.id = i.transfer_id JOIN students s ON s.id = i.student_id
             JOIN organizations o ON o.id = i.organization_id LEFT JOIN classrooms k ON k.id = x.from_classroom_id
             WHERE s.account_id = ANY($1) ORDER BY x.id) t",
    ),
    section(
        "rollovers",
        "When you were brought into the next school year together with others.",
        &["rollover_students"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, k.name AS from_classroom, n.name AS to_classroom, i.choice, x.made_at
             FROM rollover_students i JOIN rollovers x ON x.id = i.rollover_id JOIN students s ON s.id = i.student_id
             JOIN organizations o ON o.id = i.organization_id JOIN classrooms k ON k.id = i.classroom_id
             LEFT JOIN rollover_rooms r ON r.rollover_id = i.rollover_id AND r.classroom_id = i.into_clone_of
             LEFT JOIN classrooms n ON n.id = coalesce(i.into_classroom, r.clone_id)
             WHERE s.account_id = ANY($1) ORDER BY x.id, k.id) t",
    ),
    section(
        "departures",
        "When the deletion of your account was asked for, by you or by your school, and which schools were told.",
        &["departures"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, d.asked_at, d.asked_by IS NOT NULL AS by_school, d.due_at, d.taken_back_at FROM departures d JOIN students s ON s.id = d.student_id
             JOIN organizations o ON o.id = d.organization_id WHERE s.account_id = ANY($1) ORDER BY d.id) t",
    ),
    section(
        "blocks",
        "Classrooms that you are kept out of.",
        &["classroom_blocks"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT k.name AS classroom, b.blocked_at FROM classroom_blocks b JOIN students s ON s.id = b.student_id
             JOIN classrooms k ON k.id = b.classroom_id WHERE s.account_id = ANY($1) ORDER BY b.blocked_at) t",
    ),
    section(
        "enrollments",
        "Your courses.",
        &["enrollments"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, c.title AS course, e.enrolled_at FROM enrollments e JOIN students s ON s.id = e.student_id
             JOIN organizations o ON o.id = e.organization_id JOIN courses c ON c.id = e.course_id
             WHERE s.account_id = ANY($1) ORDER BY e.id) t",
    ),
    section(
        "courses_taken",
        "How far you are in your courses.",
        &["course_records"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, v.title AS course, v.number AS version, r.begun_at, r.seen_at, r.completed_at
             FROM course_records r JOIN enrollments e ON e.id = r.enrollment_id JOIN students s ON s.id = e.student_id
             JOIN organizations o ON o.id = e.organization_id JOIN course_versions v ON v.id = r.version_id
             WHERE s.account_id = ANY($1) ORDER BY r.begun_at, r.enrollment_id) t",
    ),
    section(
        "lessons_taken",
        "Your lessons: when you opened and finished them, and the time you spent.",
        &["lesson_records"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT v.title AS course, l.title AS lesson, d.opened_at, d.seen_at, d.place, d.seconds, d.finished_at, d.extra_attempts
             FROM lesson_records d JOIN course_records r ON r.enrollment_id = d.enrollment_id JOIN course_versions v ON v.id = r.version_id
             JOIN enrollments e ON e.id = r.enrollment_id JOIN students s ON s.id = e.student_id
             LEFT JOIN lessons l ON l.version_id = r.version_id AND l.key = d.lesson_key
             WHERE s.account_id = ANY($1) ORDER BY d.opened_at, d.lesson_key) t",
    ),
    section(
        "quizzes_taken",
        "Your attempts at quizzes.",
        &["quiz_attempts"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT v.title AS course, l.title AS lesson, q.number AS attempt, q.begun_at, q.finished_at, q.questions, q.correct, q.passed
             FROM quiz_attempts q JOIN lessons l ON l.id = q.lesson_id JOIN course_versions v ON v.id = l.version_id
             JOIN enrollments e ON e.id = q.enrollment_id JOIN students s ON s.id = e.student_id
             WHERE s.account_id = ANY($1) ORDER BY q.begun_at, q.lesson_key, q.number) t",
    ),
    section(
        "quiz_answers",
        "Your answers in quizzes. A choice is told by its place in the list, counted from 0.",
        &["quiz_answers"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT l.title AS lesson, a.attempt, a.question, a.answer, a.correct, a.answered_at
             FROM quiz_answers a JOIN quiz_attempts q ON q.enrollment_id = a.enrollment_id AND q.lesson_key = a.lesson_key AND q.number = a.attempt
             JOIN lessons l ON l.id = q.lesson_id JOIN enrollments e ON e.id = a.enrollment_id JOIN students s ON s.id = e.student_id
             WHERE s.account_id = ANY($1) ORDER BY a.answered_at, a.lesson_key, a.question) t",
    ),
    section(
        "certificates",
        "Your certificates.",
        &["certificates"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT code, student_name, course_title, organization_name, minutes, issued_on
             FROM certificates WHERE account_id = ANY($1) ORDER BY issued_at, code) t",
    ),
    section(
        "course_reminders",
        "When you were last reminded of a course by mail, and how often.",
        &["course_nudges"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT c.title AS course, n.nudged_at, n.times FROM course_nudges n JOIN enrollments e ON e.id = n.enrollment_id
             JOIN courses c ON c.id = e.course_id JOIN students s ON s.id = e.student_id WHERE s.account_id = ANY($1) ORDER BY e.id) t",
    ),
    section(
        "extra_attempts",
        "Attempts at a quiz that your school gave you on top.",
        &["attempt_grants"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT c.title AS course, l.title AS lesson, g.granted_at FROM attempt_grants g JOIN enrollments e ON e.id = g.enrollment_id
             JOIN courses c ON c.id = e.course_id JOIN students s ON s.id = e.student_id
             JOIN course_records r ON r.enrollment_id = e.id LEFT JOIN lessons l ON l.version_id = r.version_id AND l.key = g.lesson_key
             WHERE s.account_id = ANY($1) ORDER BY g.id) t",
    ),
    section(
        "notes",
        "What staff wrote down about you.",
        &["student_notes"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, n.text, n.created_at, n.updated_at FROM student_notes n JOIN students s ON s.id = n.student_id
             JOIN organizations o ON o.id = n.organization_id WHERE s.account_id = ANY($1) ORDER BY n.id) t",
    ),
    section(
        "merges",
        "When two profiles of yours were made one.",
        &["merges"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, s.account_id = ANY($1) AS kept, m.merged_at, m.undone_at
             FROM merges m JOIN organizations o ON o.id = m.organization_id
             JOIN students s ON s.id = m.kept_id JOIN students g ON g.id = m.merged_id
             WHERE s.account_id = ANY($1) OR g.account_id = ANY($1) ORDER BY m.id) t",
    ),
    section(
        "redemptions",
        "The codes you used.",
        &["redemptions"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, c.text AS code, r.redeemed_at, r.email_used, r.seat_spent
             FROM redemptions r JOIN organizations o ON o.id = r.organization_id JOIN codes c ON c.id = r.code_id
             WHERE r.account_id = ANY($1) ORDER BY r.id) t",
    ),
    section(
        "waiting_codes",
        "Codes that wait until your address is confirmed.",
        &["pending_redemptions"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT c.text AS code, p.waiting_for, p.created_at FROM pending_redemptions p JOIN codes c ON c.id = p.code_id
             WHERE p.account_id = ANY($1) AND ($2::uuid IS NULL OR c.organization_id = $2) ORDER BY p.id) t",
    ),
    section(
        "refusals",
        "Codes that did not let you in.",
        &["refusals"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, c.text AS code, r.reason, r.attempts, r.first_at, r.last_at, r.told_at, r.settled_at, r.settled_how
             FROM refusals r JOIN organizations o ON o.id = r.organization_id JOIN codes c ON c.id = r.code_id
             WHERE r.account_id = ANY($1) AND ($2::uuid IS NULL OR r.organization_id = $2) ORDER BY r.id) t",
    ),
    section(
        "lists",
        "What was written about you in lists that your school took you from.",
        &["import_rows"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, i.file_name, r.email, r.name, r.username, r.cells, r.result, r.done_at
             FROM import_rows r JOIN imports i ON i.id = r.import_id JOIN organizations o ON o.id = i.organization_id
             JOIN students s ON s.id = r.student_id WHERE s.account_id = ANY($1) ORDER BY r.done_at) t",
    ),
    section(
        "invitations",
        "Invitations that you accepted, or that wait at your confirmed address.",
        &["invitations"],
        "SELECT to_jsonb(t) AS value FROM (
             SELECT o.name AS organization, k.name AS classroom, i.email, i.display_name, i.created_at, i.opened_at, i.accepted_at, i.withdrawn_at
             FROM invitations i JOIN organizations o ON o.id = i.organization_id LEFT JOIN classrooms k ON k.id = i.classroom_id
             WHERE i.student_id IN (SELECT id FROM students WHERE account_id = ANY($1))
                OR i.email_key IN (SELECT email_key FROM accounts WHERE id = ANY($1) AND email_verified_at IS NOT NULL)
             ORDER BY i.id) t",
    ),
];

/// Tables that refer to accounts or students and have nothing of the person's own in them, each with the reason.
pub const NOT_EXPORTED: &[(&str, &str)] = &[
    ("email_verifications", "hashes of digits that run out in minutes"),
    ("password_links", "hashes of links, which open the account"),
    ("address_notices", "hashes of links; the addresses are among account_changes"),
    ("licenses", "the organization's; refers to who granted it"),
    ("codes", "the organization's; refers to who made it"),
    ("code_changes", "the organization's; refers to who changed it"),
    ("code_batches", "the organization's; refers to who made it"),
    ("leak_guards", "the organization's; refers to who changed it"),
    ("code_alerts", "the organization's; refers to who settled it"),
    ("course_versions", "the course's; refers to who wrote it"),
    ("imports", "the organization's; refers to who made it"),
    ("transfers", "the organization's; refers to who made it"),
    ("distinctions", "says of two students that they are not one, which tells each of the other"),
    ("rollovers", "the organization's; refers to who made it"),
];

/// Everything of one section.
pub fn read(conn: &mut PgConnection, section: &Section, accounts: &[Uuid], within: Option<Uuid>) -> QueryResult<Vec<Value>> {
    row! { struct Entry { value: Value } }
    let rows = sql(section.text).bind(accounts.to_vec()).bind(within).all::<Entry>(conn)?;
    Ok(rows.into_iter().map(|row| row.value).collect())
}
