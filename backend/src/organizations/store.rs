//! Tables: organizations, staff.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::error::{AppError, Kind, OnConstraint};
use crate::shared::sql::sql;

/// An organization about to be made.
pub struct NewOrganization {
    /// Its name.
    pub name: String,
    /// Its slug, unique in the installation.
    pub slug: String,
    /// IANA name.
    pub time_zone: String,
    /// The instant it is made.
    pub now: DateTime<Utc>,
}

row! {
    /// An organization.
    pub struct OrganizationRow {
        /// Its id.
        id: Uuid,
        /// Its name.
        name: String,
        /// Its slug.
        slug: String,
        /// IANA name.
        time_zone: String,
        /// Whom to ask.
        contact_email: Option<String>,
        /// Staff reach it only with a second factor.
        requires_second_factor: bool,
        /// `active` or `suspended`.
        status: String,
        /// Counts edits.
        version: i32,
        /// When it was made.
        created_at: DateTime<Utc>,
        /// When it was last changed.
        updated_at: DateTime<Utc>,
        /// The highest role of whoever asked.
        role: Option<String>,
    }
}

/// Makes an organization.
///
/// # Errors
/// `slug-taken`.
pub fn insert(conn: &mut PgConnection, new: &NewOrganization) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    sql("INSERT INTO organizations (id, name, slug, time_zone, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(id)
        .bind(new.name.as_str())
        .bind(new.slug.as_str())
        .bind(new.time_zone.as_str())
        .bind(new.now)
        .run(conn)
        .on_constraint("organizations_slug_unique", || {
            AppError::new(Kind::Conflict, "slug-taken", "Another organization has this short name. Choose a different one.").at("/slug")
        })?;
    Ok(id)
}

/// Organizations in which the account has a role, by name.
pub fn of_account(conn: &mut PgConnection, account: Uuid, after: Option<(String, Uuid)>, rows: i64) -> QueryResult<Vec<OrganizationRow>> {
    let (name, id) = after.unzip();
    sql("SELECT o.id, o.name, o.slug, o.time_zone, o.contact_email, o.requires_second_factor, o.status, o.version, o.created_at, o.updated_at, r.role
         FROM organizations o
         CROSS JOIN LATERAL (
             SELECT coalesce((SELECT f.role FROM staff f JOIN accounts a ON a.id = f.account_id
                              WHERE f.organization_id = o.id AND f.account_id = $1 AND a.email_verified_at IS NOT NULL),
                             (SELECT 'student' FROM students WHERE organization_id = o.id AND account_id = $1)) AS role
         ) r
         WHERE o.id IN (SELECT organization_id FROM staff WHERE account_id = $1 UNION SELECT organization_id FROM students WHERE account_id = $1)
           AND r.role IS NOT NULL
           AND ($2::text IS NULL OR (o.name, o.id) > ($2, $3::uuid))
         ORDER BY o.name, o.id LIMIT $4")
        .bind(account)
        .bind(name)
        .bind(id)
        .bind(rows)
        .all(conn)
}

/// One organization, as staff see it.
///
/// # Errors
/// `not-found`.
pub fn one(conn: &mut PgConnection, id: Uuid, account: Uuid) -> Result<OrganizationRow, AppError> {
    let found = sql("SELECT o.id, o.name, o.slug, o.time_zone, o.contact_email, o.requires_second_factor, o.status, o.version, o.created_at, o.updated_at, s.role
         FROM organizations o LEFT JOIN staff s ON s.organization_id = o.id AND s.account_id = $2 WHERE o.id = $1")
    .bind(id)
    .bind(account)
    .first(conn)?;
    found.ok_or_else(AppError::not_found)
}

/// Locks the organization for an edit; its version.
///
/// # Errors
/// `not-found`.
pub fn locked(conn: &mut PgConnection, id: Uuid) -> Result<i32, AppError> {
    row! { struct Version { version: i32 } }
    let found = sql("SELECT version FROM organizations WHERE id = $1 FOR UPDATE").bind(id).first::<Version>(conn)?;
    found.map(|row| row.version).ok_or_else(AppError::not_found)
}

/// What may change about an organization; `None` stays as it is.
#[derive(Default)]
pub struct OrganizationChanges {
    pub name: Option<String>,
    pub time_zone: Option<String>,
    pub contact_email: Option<Option<String>>,
    pub requires_second_factor: Option<bool>,
    pub status: Option<String>,
}

pub fn update(conn: &mut PgConnection, id: Uuid, changes: &OrganizationChanges) -> QueryResult<usize> {
    sql("UPDATE organizations SET name = coalesce($2, name), time_zone = coalesce($3, time_zone),
             contact_email = CASE WHEN $4 THEN $5 ELSE contact_email END, status = coalesce($6, status),
             requires_second_factor = coalesce($7, requires_second_factor), version = version + 1
         WHERE id = $1")
    .bind(id)
    .bind(changes.name.clone())
    .bind(changes.time_zone.clone())
    .bind(changes.contact_email.is_some())
    .bind(changes.contact_email.clone().flatten())
    .bind(changes.status.clone())
    .bind(changes.requires_second_factor)
    .run(conn)
}

row! {
    /// An organization as the operator sees it.
    pub struct OperatorRow {
        id: Uuid,
        name: String,
        slug: String,
        time_zone: String,
        status: String,
        version: i32,
        created_at: DateTime<Utc>,
        granted: i32,
        spent: i32,
        held: i32,
        licenses: i64,
        license_active: bool,
        admin_names: Vec<String>,
        admin_emails: Vec<String>,
    }
}

/// Every organization, newest first, or just one.
pub fn for_operator(
    conn: &mut PgConnection,
    only: Option<Uuid>,
    search: Option<&str>,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<OperatorRow>> {
    sql("SELECT o.id, o.name, o.slug, o.time_zone, o.status, o.version, o.created_at, a.granted, a.spent, a.held,
                count(l.id) AS licenses,
                coalesce(bool_or(($4 AT TIME ZONE o.time_zone)::date BETWEEN l.starts_on AND l.ends_on), false) AS license_active,
                coalesce(max(s.names), '{}') AS admin_names, coalesce(max(s.emails), '{}') AS admin_emails
         FROM organizations o
         JOIN seat_accounts a ON a.organization_id = o.id
         LEFT JOIN licenses l ON l.organization_id = o.id
         LEFT JOIN LATERAL (
             SELECT array_agg(p.display_name ORDER BY f.added_at) AS names, array_agg(coalesce(p.email, '') ORDER BY f.added_at) AS emails
             FROM staff f JOIN accounts p ON p.id = f.account_id WHERE f.organization_id = o.id AND f.role = 'admin'
         ) s ON true
         WHERE ($1::uuid IS NULL OR o.id = $1)
           AND ($2::text IS NULL OR o.name ILIKE $2 OR o.slug ILIKE $2)
           AND ($3::uuid IS NULL OR o.id < $3)
         GROUP BY o.id, a.organization_id ORDER BY o.id DESC LIMIT $5")
    .bind(only)
    .bind(search)
    .bind(after)
    .bind(now)
    .bind(rows)
    .all(conn)
}

row! {
    /// A member of staff.
    pub struct StaffRow {
        /// The place in the staff.
        id: Uuid,
        /// The account.
        account_id: Uuid,
        /// How the person is called.
        display_name: String,
        /// The address.
        email: Option<String>,
        /// `admin` or `teacher`.
        role: String,
        /// What they are called at school.
        title: String,
        /// Whether they have set a password.
        account_ready: bool,
        /// The newest link that was mailed to them, while they have not.
        invited_at: Option<DateTime<Utc>>,
        /// How long that works.
        link_expires_at: Option<DateTime<Utc>>,
        /// Whether they have a second factor.
        second_factor: bool,
        /// The classrooms assigned to them.
        classroom_ids: Vec<Uuid>,
        /// The names of those.
        classroom_names: Vec<String>,
        /// Since when.
        added_at: DateTime<Utc>,
        /// Counts edits.
        version: i32,
    }
}

/// The staff of an organization, or of one classroom of it, or one of them; by name.
pub fn staff(
    conn: &mut PgConnection,
    organization: Uuid,
    classroom: Option<Uuid>,
    only: Option<Uuid>,
    after: Option<(String, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<StaffRow>> {
    let (name, id) = after.unzip();
    sql("SELECT f.id, f.account_id, p.display_name, p.email, f.role, f.title, p.password_hash IS NOT NULL AS account_ready,
                EXISTS (SELECT FROM second_factors x WHERE x.account_id = p.id AND x.confirmed_at IS NOT NULL) AS second_factor,
                l.created_at AS invited_at, l.expires_at AS link_expires_at, coalesce(c.ids, '{}') AS classroom_ids, coalesce(c.names, '{}') AS classroom_names, f.added_at, f.version
         FROM staff f JOIN accounts p ON p.id = f.account_id
         LEFT JOIN LATERAL (
             SELECT array_agg(k.id ORDER BY k.name, k.id) AS ids, array_agg(k.name ORDER BY k.name, k.id) AS names
             FROM classroom_staff m JOIN classrooms k ON k.id = m.classroom_id
             WHERE m.staff_id = f.id AND k.deleted_at IS NULL
         ) c ON true
         LEFT JOIN LATERAL (
             SELECT created_at, expires_at FROM password_links
             WHERE account_id = p.id AND purpose = 'invitation' AND p.password_hash IS NULL ORDER BY created_at DESC LIMIT 1
         ) l ON true
         WHERE f.organization_id = $1
           AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff m WHERE m.staff_id = f.id AND m.classroom_id = $2))
           AND ($3::uuid IS NULL OR f.id = $3)
           AND ($4::text IS NULL OR (p.display_name, f.id) > ($4, $5::uuid))
         ORDER BY p.display_name, f.id LIMIT $6")
    .bind(organization)
    .bind(classroom)
    .bind(only)
    .bind(name)
    .bind(id)
    .bind(rows)
    .all(conn)
}

/// Puts an account on the staff.
///
/// # Errors
/// `staff-already`.
pub fn insert_staff(
    conn: &mut PgConnection,
    organization: Uuid,
    account: Uuid,
    role: &str,
    title: &str,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    sql("INSERT INTO staff (id, organization_id, account_id, role, title, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(id)
        .bind(organization)
        .bind(account)
        .bind(role)
        .bind(title)
        .bind(by)
        .bind(now)
        .run(conn)
        .on_constraint("staff_once_per_organization", || {
            AppError::new(Kind::Conflict, "staff-already", "This person is on your staff already.").at("/email")
        })?;
    Ok(id)
}

pub fn update_staff(conn: &mut PgConnection, id: Uuid, role: Option<&str>, title: Option<&str>) -> QueryResult<usize> {
    sql("UPDATE staff SET role = coalesce($2, role), title = coalesce($3, title), version = version + 1 WHERE id = $1")
        .bind(id)
        .bind(role)
        .bind(title)
        .run(conn)
}

/// The places of one account go to another, which is the same person; a place it has already is not doubled.
pub fn move_staff(conn: &mut PgConnection, from: Uuid, into: Uuid) -> QueryResult<usize> {
    sql("UPDATE staff f SET account_id = $2, version = version + 1
         WHERE f.account_id = $1 AND NOT EXISTS (SELECT FROM staff g WHERE g.account_id = $2 AND g.organization_id = f.organization_id)")
    .bind(from)
    .bind(into)
    .run(conn)?;
    sql("DELETE FROM staff WHERE account_id = $1").bind(from).run(conn)
}

pub fn delete_staff(conn: &mut PgConnection, id: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM staff WHERE id = $1").bind(id).run(conn)
}

/// The member of staff with this address (as it is compared).
///
/// # Errors
/// When the database refuses.
pub fn staff_with_address(conn: &mut PgConnection, organization: Uuid, email_key: &str) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT f.id FROM staff f JOIN accounts p ON p.id = f.account_id WHERE f.organization_id = $1 AND p.email_key = $2
         ORDER BY f.added_at LIMIT 1")
    .bind(organization)
    .bind(email_key)
    .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}

/// On how many staffs an account is.
pub fn places(conn: &mut PgConnection, account: Uuid) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM staff WHERE account_id = $1").bind(account).scalar(conn)
}

pub fn admins(conn: &mut PgConnection, organization: Uuid) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM staff WHERE organization_id = $1 AND role = 'admin'").bind(organization).scalar(conn)
}

/// Whether the account is an operator's, or on the staff of another organization, too.
pub fn is_more_than_staff_here(conn: &mut PgConnection, organization: Uuid, account: Uuid) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM staff WHERE account_id = $2 AND organization_id <> $1)
                OR EXISTS (SELECT FROM accounts WHERE id = $2 AND operator) AS value")
    .bind(organization)
    .bind(account)
    .scalar(conn)
}

/// Takes these accounts off every staff; none of their addresses is a contact any more.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid], addresses: &[String]) -> QueryResult<usize> {
    sql("DELETE FROM staff WHERE account_id = ANY($1)").bind(accounts.to_vec()).run(conn)?;
    sql("UPDATE organizations SET contact_email = NULL WHERE contact_email = ANY($1)").bind(addresses.to_vec()).run(conn)
}
