//! Tables: invitations, invitation_links, invitation_days.

mod listing;
mod opening;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

pub use listing::{FiguresRow, Filter, InvitationRow, LineRow, figures, lines, list, one};
pub use opening::{
    AcceptRow, LinkRow, PreviewRow, accept, invited, lock_for_acceptance, look_up, mark_opened, preview_courses, wait_for_seat,
};

use crate::row;
use crate::shared::error::{AppError, Kind, OnConstraint};
use crate::shared::sql::sql;

row! {
    /// What is known about one of the addresses to be invited.
    pub struct KnownRow {
        /// The address as it is compared.
        key: String,
        /// A student of the organization, whether or not they have proven it.
        student: bool,
        /// In the place they are invited to already.
        member: bool,
        /// Kept out of the classroom.
        blocked: bool,
        /// How they want to be written to, if they have proven the address.
        locale: Option<String>,
        /// The invitation that is open already.
        open: Option<Uuid>,
        /// When that was mailed.
        mailed_at: Option<DateTime<Utc>>,
    }
}

/// What is known about these addresses, in the classroom or, without one, in the organization.
pub fn known(conn: &mut PgConnection, organization: Uuid, classroom: Option<Uuid>, keys: &[String]) -> QueryResult<Vec<KnownRow>> {
    sql("SELECT u.key, p.student_id IS NOT NULL AS student, p.locale,
                CASE WHEN $2::uuid IS NULL THEN p.student_id IS NOT NULL
                     ELSE EXISTS (SELECT FROM memberships m WHERE m.classroom_id = $2 AND m.student_id = p.student_id AND m.left_at IS NULL) END AS member,
                EXISTS (SELECT FROM classroom_blocks b WHERE b.classroom_id = $2 AND b.student_id = p.student_id) AS blocked,
                i.id AS open, i.mailed_at
         FROM unnest($3::text[]) AS u (key)
         LEFT JOIN LATERAL (
             SELECT s.id AS student_id, CASE WHEN a.email_verified_at IS NOT NULL THEN a.locale END AS locale
             FROM accounts a LEFT JOIN students s ON s.account_id = a.id AND s.organization_id = $1
             WHERE a.email_key = u.key ORDER BY a.email_verified_at IS NULL, s.id IS NULL, a.id LIMIT 1
         ) p ON true
         LEFT JOIN invitations i ON i.organization_id = $1 AND i.classroom_id IS NOT DISTINCT FROM $2::uuid AND i.email_key = u.key
              AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL")
    .bind(organization)
    .bind(classroom)
    .bind(keys.to_vec())
    .all(conn)
}

/// Takes the organization's turn to invite, till the end of the transaction; the mails of its day so far.
pub fn lock_day(conn: &mut PgConnection, organization: Uuid, day: NaiveDate) -> QueryResult<i32> {
    sql("INSERT INTO invitation_days (organization_id, day, mails) VALUES ($1, $2, 0)
         ON CONFLICT (organization_id, day) DO UPDATE SET mails = invitation_days.mails RETURNING mails AS value")
    .bind(organization)
    .bind(day)
    .scalar(conn)
}

/// Counts mails against the day's ceiling.
///
/// # Errors
/// `too-many-invitations`.
pub fn count_mails(conn: &mut PgConnection, organization: Uuid, day: NaiveDate, mails: usize) -> Result<(), AppError> {
    sql("UPDATE invitation_days SET mails = mails + $3 WHERE organization_id = $1 AND day = $2")
        .bind(organization)
        .bind(day)
        .bind(i32::try_from(mails).unwrap_or(i32::MAX / 2))
        .run(conn)
        .on_constraint("invitation_mails_within_ceiling", too_many)?;
    Ok(())
}

fn too_many() -> AppError {
    AppError::new(
        Kind::TooMany,
        "too-many-invitations",
        "Your organization has sent 5,000 invitations today, which is as many as it may. Nothing was sent. Send the rest tomorrow.",
    )
    .retry_after(3_600)
}

/// Invitations about to be mailed, field by field: one statement writes them all.
#[derive(Default)]
pub struct Mailing {
    pub ids: Vec<Uuid>,
    pub emails: Vec<String>,
    pub keys: Vec<String>,
    pub names: Vec<String>,
    pub locales: Vec<String>,
    pub mails: Vec<Uuid>,
    pub hashes: Vec<Vec<u8>>,
}

/// Who invites into what, until when.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    pub organization: Uuid,
    pub classroom: Option<Uuid>,
    pub by: Uuid,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Keeps new invitations.
pub fn insert(conn: &mut PgConnection, occasion: &Occasion, new: &Mailing) -> QueryResult<usize> {
    sql("INSERT INTO invitations (id, organization_id, classroom_id, email, email_key, display_name, locale, invited_by, created_at,
                                  mailed_at, mail_id, expires_at)
         SELECT n.id, $1, $2, n.email, n.email_key, n.name, n.locale, $3, $4, $4, n.mail, $5
         FROM unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::uuid[]) AS n (id, email, email_key, name, locale, mail)")
    .bind(occasion.organization)
    .bind(occasion.classroom)
    .bind(occasion.by)
    .bind(occasion.now)
    .bind(occasion.expires_at)
    .bind(new.ids.clone())
    .bind(new.emails.clone())
    .bind(new.keys.clone())
    .bind(new.names.clone())
    .bind(new.locales.clone())
    .bind(new.mails.clone())
    .run(conn)
}

/// Ends the links that were mailed for these invitations: newer ones take their place.
pub fn replace_links(conn: &mut PgConnection, invitations: &[Uuid], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitation_links SET replaced_at = $2 WHERE invitation_id = ANY ($1) AND replaced_at IS NULL")
        .bind(invitations.to_vec())
        .bind(now)
        .run(conn)
}

/// Keeps the links of a mailing.
pub fn insert_links(conn: &mut PgConnection, new: &Mailing, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO invitation_links (token_hash, invitation_id, made_at)
         SELECT n.hash, n.id, $3 FROM unnest($1::bytea[], $2::uuid[]) AS n (hash, id)")
    .bind(new.hashes.clone())
    .bind(new.ids.clone())
    .bind(now)
    .run(conn)
}

/// These were mailed once more; with `expires_at`, they run until then.
pub fn mailed_again(conn: &mut PgConnection, new: &Mailing, expires_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitations i SET mails = i.mails + 1, mailed_at = $4, mail_id = n.mail, expires_at = coalesce($3, i.expires_at)
         FROM unnest($1::uuid[], $2::uuid[]) AS n (id, mail) WHERE i.id = n.id")
    .bind(new.ids.clone())
    .bind(new.mails.clone())
    .bind(expires_at)
    .bind(now)
    .run(conn)
}

row! {
    /// An open invitation, for another mail about it.
    pub struct OpenRow {
        id: Uuid,
        classroom_id: Option<Uuid>,
        email: String,
        email_key: String,
        display_name: String,
        locale: String,
        expires_at: DateTime<Utc>,
    }
}

/// Locks open invitations, and reads them: just one; or all of a place that have not answered, have not
/// run out, and were last written to on an earlier day.
pub fn lock_open(
    conn: &mut PgConnection,
    organization: Uuid,
    only: Option<Uuid>,
    classroom: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<OpenRow>> {
    sql("SELECT i.id, i.classroom_id, i.email, i.email_key, i.display_name, i.locale, i.expires_at
         FROM invitations i JOIN organizations o ON o.id = i.organization_id LEFT JOIN mails m ON m.id = i.mail_id
         WHERE i.organization_id = $1 AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL
           AND CASE WHEN $2::uuid IS NOT NULL THEN i.id = $2
                    ELSE i.classroom_id IS NOT DISTINCT FROM $3::uuid AND i.expires_at > $4 AND m.refused_at IS NULL
                         AND (i.mailed_at AT TIME ZONE o.time_zone)::date < ($4 AT TIME ZONE o.time_zone)::date END
         ORDER BY i.id LIMIT 5000 FOR UPDATE OF i")
    .bind(organization)
    .bind(only)
    .bind(classroom)
    .bind(now)
    .all(conn)
}

/// Takes an invitation back.
pub fn withdraw(conn: &mut PgConnection, id: Uuid, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitations SET withdrawn_at = $3, withdrawn_by = $2 WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL")
        .bind(id)
        .bind(by)
        .bind(now)
        .run(conn)
}

row! {
    /// Who invites, into what.
    pub struct HostRow {
        organization: String,
        classroom: Option<String>,
        classroom_deleted: bool,
        inviter: String,
        time_zone: String,
    }
}

/// The names that a mail about an invitation needs.
pub fn host(conn: &mut PgConnection, organization: Uuid, classroom: Option<Uuid>, by: Uuid) -> QueryResult<HostRow> {
    sql("SELECT o.name AS organization, o.time_zone, k.name AS classroom, k.deleted_at IS NOT NULL AS classroom_deleted, a.display_name AS inviter
         FROM organizations o JOIN accounts a ON a.id = $3 LEFT JOIN classrooms k ON k.organization_id = o.id AND k.id = $2 WHERE o.id = $1")
    .bind(organization)
    .bind(classroom)
    .bind(by)
    .one(conn)
}

/// Forgets whom an invitation was for, where it was these accounts or one of these addresses. It is still
/// counted; an open one ends.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid], addresses: &[String], now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE invitations SET email = 'deleted', email_key = 'deleted', display_name = '',
             withdrawn_at = CASE WHEN accepted_at IS NULL THEN coalesce(withdrawn_at, $3) END
         WHERE email_key = ANY($2) OR email = ANY($2) OR student_id IN (SELECT id FROM students WHERE account_id = ANY($1))")
    .bind(accounts.to_vec())
    .bind(addresses.to_vec())
    .bind(now)
    .run(conn)
}
