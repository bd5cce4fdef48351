//! An invitation as whoever holds its link sees it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// Where a link leads.
    pub struct LinkRow {
        invitation_id: Uuid,
        email_key: String,
        replaced: bool,
    }
}

/// The invitation of a link.
pub fn look_up(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<LinkRow>> {
    sql("SELECT l.invitation_id, i.email_key, l.replaced_at IS NOT NULL AS replaced
         FROM invitation_links l JOIN invitations i ON i.id = l.invitation_id WHERE l.token_hash = $1")
    .bind(hash.to_vec())
    .first(conn)
}

/// Remembers that somebody looked at the page of an open invitation.
pub fn mark_opened(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitations SET opened_at = $2
         WHERE id = $1 AND opened_at IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2")
    .bind(id)
    .bind(now)
    .run(conn)
}

row! {
    /// What the page of an invitation shows.
    pub struct PreviewRow {
        email: String,
        display_name: String,
        state: String,
        /// The last day on which it works, in the organization's zone.
        open_through: NaiveDate,
        organization_id: Uuid,
        organization_name: String,
        contact_email: Option<String>,
        invited_by: Option<String>,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        classroom_kind: Option<String>,
        classroom_description: Option<String>,
        classroom_color: Option<String>,
        classroom_audience: Option<String>,
        /// Somebody has proven the address it was mailed to.
        has_account: bool,
        /// That person is a student of the organization.
        student: bool,
        /// Whoever asks is signed in with the address it was mailed to.
        mine: bool,
        /// Whoever asks has proven their address.
        i_am_proven: bool,
        /// Whoever asks is a student of the organization.
        i_am_student: bool,
        /// Whoever asks is on its staff.
        i_am_staff: bool,
        /// Whoever asks is in the place it leads to.
        i_am_in: bool,
        /// Whoever asks is who accepted it.
        i_accepted: bool,
    }
}

/// An invitation, as `account` sees it (nil: somebody who is not signed in).
pub fn invited(conn: &mut PgConnection, id: Uuid, account: Uuid, now: DateTime<Utc>) -> QueryResult<PreviewRow> {
    sql("SELECT i.email, i.display_name,
                ((i.expires_at - interval '1 second') AT TIME ZONE o.time_zone)::date AS open_through, o.id AS organization_id, o.name AS organization_name, o.contact_email,
                b.display_name AS invited_by, k.id AS classroom_id, k.name AS classroom_name, k.kind AS classroom_kind,
                k.description AS classroom_description, k.color AS classroom_color, k.audience AS classroom_audience,
                CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn'
                     WHEN o.status = 'suspended' OR k.deleted_at IS NOT NULL THEN 'closed'
                     WHEN i.expires_at <= $3 THEN 'expired' ELSE 'open' END AS state,
                h.id IS NOT NULL AS has_account,
                EXISTS (SELECT FROM students s WHERE s.organization_id = o.id AND s.account_id = h.id) AS student,
                coalesce(me.email_key = i.email_key, false) AS mine, me.email_verified_at IS NOT NULL AS i_am_proven,
                s.id IS NOT NULL AS i_am_student,
                me.email_verified_at IS NOT NULL
                    AND EXISTS (SELECT FROM staff f WHERE f.organization_id = o.id AND f.account_id = me.id) AS i_am_staff,
                CASE WHEN i.classroom_id IS NULL THEN s.id IS NOT NULL
                     ELSE EXISTS (SELECT FROM memberships m WHERE m.classroom_id = i.classroom_id AND m.student_id = s.id AND m.left_at IS NULL)
                     END AS i_am_in,
                coalesce(i.student_id = s.id, false) AS i_accepted
         FROM invitations i JOIN organizations o ON o.id = i.organization_id
         LEFT JOIN classrooms k ON k.id = i.classroom_id LEFT JOIN accounts b ON b.id = i.invited_by
         LEFT JOIN accounts h ON h.email_key = i.email_key AND h.email_verified_at IS NOT NULL
         LEFT JOIN accounts me ON me.id = $2 LEFT JOIN students s ON s.organization_id = o.id AND s.account_id = me.id
         WHERE i.id = $1")
    .bind(id)
    .bind(account)
    .bind(now)
    .one(conn)
}

row! {
    /// A course on the page of an invitation.
    pub struct PreviewCourseRow {
        title: String,
        summary: String,
        lessons: i64,
        minutes: i64,
    }
}

/// What one is enrolled in there: the classroom's courses, in its order, or what is offered to everyone.
pub fn preview_courses(conn: &mut PgConnection, organization: Uuid, classroom: Option<Uuid>) -> QueryResult<Vec<PreviewCourseRow>> {
    sql("SELECT c.title, c.summary, c.lesson_count::bigint AS lessons, c.total_minutes::bigint AS minutes
         FROM (
             SELECT course_id, position FROM classroom_courses WHERE classroom_id = $2
             UNION ALL SELECT course_id, 0 FROM organization_courses WHERE organization_id = $1 AND $2::uuid IS NULL
         ) y JOIN courses c ON c.id = y.course_id ORDER BY y.position, c.title LIMIT 50")
    .bind(organization)
    .bind(classroom)
    .all(conn)
}

row! {
    /// An invitation, locked to be accepted.
    pub struct AcceptRow {
        id: Uuid,
        organization_id: Uuid,
        classroom_id: Option<Uuid>,
        email: String,
        email_key: String,
        invited_by: Option<Uuid>,
    }
}

/// Locks an invitation: of two who accept it at once, one is the second.
pub fn lock_for_acceptance(conn: &mut PgConnection, id: Uuid) -> QueryResult<AcceptRow> {
    sql("SELECT i.id, i.organization_id, i.classroom_id, i.email, i.email_key, i.invited_by
         FROM invitations i WHERE i.id = $1 FOR UPDATE")
    .bind(id)
    .one(conn)
}

/// It was accepted.
pub fn accept(conn: &mut PgConnection, id: Uuid, student: Uuid, seat_spent: bool, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitations SET accepted_at = $4, student_id = $2, seat_spent = $3, opened_at = coalesce(opened_at, $4), waits_since = NULL
         WHERE id = $1 AND accepted_at IS NULL")
    .bind(id)
    .bind(student)
    .bind(seat_spent)
    .bind(now)
    .run(conn)
}

/// It would have been accepted, had there been a seat; it stays good at least until then.
pub fn wait_for_seat(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>, at_least_until: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitations SET waits_since = coalesce(waits_since, $2), expires_at = greatest(expires_at, $3) WHERE id = $1")
        .bind(id)
        .bind(now)
        .bind(at_least_until)
        .run(conn)
}
