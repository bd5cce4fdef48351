//! Invitations as staff see them.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::error::AppError;
use crate::shared::sql::sql;

/// Which invitations are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub only: Option<Uuid>,
    /// A member of staff who sees their classrooms only.
    pub reach: Option<Uuid>,
    pub classroom: Option<Uuid>,
    /// Only those into the organization itself.
    pub without_classroom: bool,
    pub state: Option<String>,
    pub search: Option<String>,
}

row! {
    /// An invitation.
    pub struct InvitationRow {
        id: Uuid,
        email: String,
        display_name: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        state: String,
        invited_by: Option<String>,
        created_at: DateTime<Utc>,
        mailed_at: DateTime<Utc>,
        mails: i32,
        expires_at: DateTime<Utc>,
        opened_at: Option<DateTime<Utc>>,
        waits_since: Option<DateTime<Utc>>,
        accepted_at: Option<DateTime<Utc>>,
        withdrawn_at: Option<DateTime<Utc>>,
        student_id: Option<Uuid>,
        student_name: Option<String>,
        seat_spent: Option<bool>,
    }
}

/// `$1` organization, `$2` now, `$3` classroom, `$4` without one, `$5` reach.
macro_rules! told {
    ($select:literal, $rest:literal) => {
        concat!(
            "WITH told AS (
                 SELECT i.*, k.name AS classroom_name, a.display_name AS invited_by_name,
                        CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn'
                             WHEN i.expires_at <= $2 THEN 'expired' WHEN m.refused_at IS NOT NULL THEN 'bounced'
                             WHEN i.opened_at IS NOT NULL THEN 'opened' ELSE 'sent' END AS state
                 FROM invitations i LEFT JOIN classrooms k ON k.id = i.classroom_id LEFT JOIN accounts a ON a.id = i.invited_by
                 LEFT JOIN mails m ON m.id = i.mail_id
                 WHERE i.organization_id = $1 AND ($3::uuid IS NULL OR i.classroom_id = $3) AND (NOT $4 OR i.classroom_id IS NULL)
                   AND ($5::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff f WHERE f.classroom_id = i.classroom_id AND f.staff_id = $5))
             ) ",
            $select,
            " FROM told t ",
            $rest
        )
    };
}

/// Invitations, newest first.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    filter: &Filter,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<InvitationRow>> {
    sql(told!(
        "SELECT t.id, t.email, t.display_name, t.classroom_id, t.classroom_name, t.state, t.invited_by_name AS invited_by, t.created_at,
                t.mailed_at, t.mails, t.expires_at, t.opened_at, t.waits_since, t.accepted_at, t.withdrawn_at, t.student_id,
                p.display_name AS student_name, t.seat_spent",
        "LEFT JOIN students s ON s.id = t.student_id LEFT JOIN accounts p ON p.id = s.account_id
         WHERE ($6::uuid IS NULL OR t.id = $6)
           AND ($7::text IS NULL OR t.state = $7 OR ($7 = 'waiting' AND t.waits_since IS NOT NULL AND t.state IN ('sent', 'opened')))
           AND ($8::text IS NULL OR t.email ILIKE $8 OR t.display_name ILIKE $8 OR p.display_name ILIKE $8)
           AND ($9::uuid IS NULL OR t.id < $9)
         ORDER BY t.id DESC LIMIT $10"
    ))
    .bind(organization)
    .bind(now)
    .bind(filter.classroom)
    .bind(filter.without_classroom)
    .bind(filter.reach)
    .bind(filter.only)
    .bind(filter.state.clone())
    .bind(filter.search.clone())
    .bind(after)
    .bind(rows)
    .all(conn)
}

/// One invitation within reach.
///
/// # Errors
/// `not-found`.
pub fn one(
    conn: &mut PgConnection,
    organization: Uuid,
    id: Uuid,
    reach: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<InvitationRow, AppError> {
    let filter = Filter { only: Some(id), reach, ..Filter::default() };
    list(conn, organization, &filter, now, None, 1)?.pop().ok_or_else(AppError::not_found)
}

row! {
    /// What became of a place's invitations.
    pub struct FiguresRow {
        invited: i64,
        opened: i64,
        accepted: i64,
        unanswered: i64,
        expired: i64,
        withdrawn: i64,
        bounced: i64,
        waiting: i64,
        to_remind: i64,
        seats_if_all: i64,
    }
}

/// How many were invited, and what became of them. An open invitation to somebody who is not a student yet
/// would spend a seat.
pub fn figures(conn: &mut PgConnection, organization: Uuid, filter: &Filter, now: DateTime<Utc>) -> QueryResult<FiguresRow> {
    sql(told!(
        "SELECT count(*) AS invited,
                count(*) FILTER (WHERE t.opened_at IS NOT NULL OR t.state = 'accepted') AS opened,
                count(*) FILTER (WHERE t.state = 'accepted') AS accepted,
                count(*) FILTER (WHERE t.state IN ('sent', 'opened')) AS unanswered,
                count(*) FILTER (WHERE t.state = 'expired') AS expired,
                count(*) FILTER (WHERE t.state = 'withdrawn') AS withdrawn,
                count(*) FILTER (WHERE t.state = 'bounced') AS bounced,
                count(*) FILTER (WHERE t.waits_since IS NOT NULL AND t.state IN ('sent', 'opened')) AS waiting,
                count(*) FILTER (WHERE t.state IN ('sent', 'opened')
                    AND (t.mailed_at AT TIME ZONE o.time_zone)::date < ($2 AT TIME ZONE o.time_zone)::date) AS to_remind,
                count(DISTINCT t.email_key) FILTER (WHERE t.state IN ('sent', 'opened') AND NOT EXISTS (
                    SELECT FROM accounts a JOIN students s ON s.account_id = a.id
                    WHERE a.email_key = t.email_key AND s.organization_id = $1)) AS seats_if_all",
        "JOIN organizations o ON o.id = t.organization_id"
    ))
    .bind(organization)
    .bind(now)
    .bind(filter.classroom)
    .bind(filter.without_classroom)
    .bind(filter.reach)
    .one(conn)
}

row! {
    /// A line of the sheet.
    pub struct LineRow {
        email: String,
        display_name: String,
        classroom_name: Option<String>,
        state: String,
        invited_by: Option<String>,
        created_at: DateTime<Utc>,
        mailed_at: DateTime<Utc>,
        mails: i32,
        opened_at: Option<DateTime<Utc>>,
        accepted_at: Option<DateTime<Utc>>,
        expires_at: DateTime<Utc>,
        waits_since: Option<DateTime<Utc>>,
    }
}

/// The newest 10,000 of a place, for a sheet.
pub fn lines(conn: &mut PgConnection, organization: Uuid, filter: &Filter, now: DateTime<Utc>) -> QueryResult<Vec<LineRow>> {
    sql(told!(
        "SELECT t.email, t.display_name, t.classroom_name, t.state, t.invited_by_name AS invited_by, t.created_at, t.mailed_at, t.mails,
                t.opened_at, t.accepted_at, t.expires_at, t.waits_since",
        "WHERE $6::text IS NULL OR t.state = $6 ORDER BY t.id DESC LIMIT 10000"
    ))
    .bind(organization)
    .bind(now)
    .bind(filter.classroom)
    .bind(filter.without_classroom)
    .bind(filter.reach)
    .bind(filter.state.clone())
    .all(conn)
}
