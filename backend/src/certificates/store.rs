//! Table: certificates.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// Issues a certificate with the names of today, in the organization's zone; once for each enrollment.
pub fn add(conn: &mut PgConnection, enrollment: Uuid, code: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO certificates (enrollment_id, account_id, code, student_name, course_title, organization_name, minutes, issued_on, issued_at)
         SELECT e.id, s.account_id, $2, a.display_name, v.title, o.name,
                (SELECT coalesce(sum(l.minutes), 0) FROM lessons l WHERE l.version_id = v.id), ($3 AT TIME ZONE o.time_zone)::date, $3
         FROM enrollments e JOIN course_records r ON r.enrollment_id = e.id JOIN course_versions v ON v.id = r.version_id
         JOIN students s ON s.id = e.student_id JOIN accounts a ON a.id = s.account_id JOIN organizations o ON o.id = e.organization_id
         WHERE e.id = $1 ON CONFLICT (enrollment_id) DO NOTHING")
    .bind(enrollment)
    .bind(code)
    .bind(now)
    .run(conn)
}

pub fn code_of(conn: &mut PgConnection, enrollment: Uuid) -> QueryResult<String> {
    sql("SELECT code AS value FROM certificates WHERE enrollment_id = $1").bind(enrollment).scalar(conn)
}

row! {
    /// What is printed on a certificate.
    pub struct CertificateRow {
        code: String,
        student_name: String,
        course_title: String,
        organization_name: String,
        minutes: i32,
        issued_on: NaiveDate,
    }
}

/// The certificate with this code, unless its student has left.
pub fn by_code(conn: &mut PgConnection, code: &str) -> QueryResult<Option<CertificateRow>> {
    sql("SELECT code, student_name, course_title, organization_name, minutes, issued_on
         FROM certificates WHERE code = $1 AND student_name <> ''")
    .bind(code)
    .first(conn)
}

/// Forgets these people on their certificates, which then are there no longer for whoever checks them.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<usize> {
    sql("UPDATE certificates SET student_name = '' WHERE account_id = ANY ($1)").bind(accounts.to_vec()).run(conn)
}
