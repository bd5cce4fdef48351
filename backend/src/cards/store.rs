//! Table: sign_in_cards.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A student with an account that the school keeps, and their card.
    pub struct KeptRow {
        student_id: Uuid,
        account_id: Uuid,
        display_name: String,
        username: String,
        has_password: bool,
        issued_at: Option<DateTime<Utc>>,
        last_used_at: Option<DateTime<Utc>>,
    }
}

/// The students whose accounts the organization keeps, within a teacher's reach.
macro_rules! kept {
    ($filter:literal) => {
        concat!(
            "SELECT s.id AS student_id, a.id AS account_id, a.display_name, a.username, a.password_hash IS NOT NULL AS has_password,
                    c.issued_at, c.last_used_at
             FROM students s JOIN accounts a ON a.id = s.account_id LEFT JOIN sign_in_cards c ON c.account_id = a.id
             WHERE s.organization_id = $1 AND a.username IS NOT NULL AND a.email_verified_at IS NULL AND NOT a.operator
               AND NOT EXISTS (SELECT FROM staff f WHERE f.account_id = a.id)
               AND NOT EXISTS (SELECT FROM students e WHERE e.account_id = a.id AND (e.registered_at, e.id) < (s.registered_at, s.id))
               AND ($2::uuid IS NULL OR EXISTS (
                   SELECT FROM memberships m JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL
                   JOIN classroom_staff x ON x.classroom_id = k.id
                   WHERE m.student_id = s.id AND m.left_at IS NULL AND x.staff_id = $2)) ",
            $filter
        )
    };
}

/// Of whom cards are wanted; nothing said: of all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whose {
    pub classroom: Option<Uuid>,
    pub student: Option<Uuid>,
    /// Whom this import registered.
    pub import: Option<Uuid>,
}

/// Whether there is such an import; of one person where `by` names one.
pub fn import_exists(conn: &mut PgConnection, organization: Uuid, import: Uuid, by: Option<Uuid>) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM imports WHERE organization_id = $1 AND id = $2 AND ($3::uuid IS NULL OR created_by = $3)) AS value")
        .bind(organization)
        .bind(import)
        .bind(by)
        .scalar(conn)
}

/// A page of them, first those without a card, by name.
pub fn kept(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    whose: Whose,
    after: Option<(bool, String, Uuid)>,
    rows: i64,
) -> QueryResult<Vec<KeptRow>> {
    let (has_card, name, id) = after.map_or((None, None, None), |(has_card, name, id)| (Some(has_card), Some(name), Some(id)));
    sql(kept!(
        "AND ($3::uuid IS NULL OR EXISTS (
             SELECT FROM memberships m WHERE m.student_id = s.id AND m.classroom_id = $3 AND m.left_at IS NULL))
         AND ($4::uuid IS NULL OR s.id = $4)
         AND ($5::uuid IS NULL OR EXISTS (
             SELECT FROM import_rows r WHERE r.import_id = $5 AND r.student_id = s.id AND r.result = 'registered'))
         AND ($6::bool IS NULL OR (c.issued_at IS NOT NULL, a.display_name, s.id) > ($6, $7::text, $8::uuid))
         ORDER BY c.issued_at IS NOT NULL, a.display_name, s.id LIMIT $9"
    ))
    .bind(organization)
    .bind(reach)
    .bind(whose.classroom)
    .bind(whose.student)
    .bind(whose.import)
    .bind(has_card)
    .bind(name)
    .bind(id)
    .bind(rows)
    .all(conn)
}

/// Those of these students, their accounts held until the transaction ends.
pub fn lock_kept(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, students: &[Uuid]) -> QueryResult<Vec<KeptRow>> {
    sql(kept!("AND s.id = ANY($3) ORDER BY a.id FOR NO KEY UPDATE OF a")).bind(organization).bind(reach).bind(students.to_vec()).all(conn)
}

/// Whether another organization keeps the account of one of these students.
pub fn kept_elsewhere(conn: &mut PgConnection, organization: Uuid, students: &[Uuid]) -> QueryResult<bool> {
    sql("SELECT EXISTS (
             SELECT FROM students s JOIN accounts a ON a.id = s.account_id
             WHERE s.organization_id = $1 AND s.id = ANY($2) AND a.username IS NOT NULL AND a.email_verified_at IS NULL AND NOT a.operator
               AND NOT EXISTS (SELECT FROM staff f WHERE f.account_id = a.id)
               AND EXISTS (SELECT FROM students e WHERE e.account_id = a.id AND (e.registered_at, e.id) < (s.registered_at, s.id))) AS value")
    .bind(organization)
    .bind(students.to_vec())
    .scalar(conn)
}

/// How many of these students are within reach, whoever keeps their accounts.
pub fn within_reach(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, students: &[Uuid]) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM students s WHERE s.organization_id = $1 AND s.id = ANY($3)
           AND ($2::uuid IS NULL OR EXISTS (
               SELECT FROM memberships m JOIN classrooms k ON k.id = m.classroom_id AND k.deleted_at IS NULL
               JOIN classroom_staff x ON x.classroom_id = k.id
               WHERE m.student_id = s.id AND m.left_at IS NULL AND x.staff_id = $2))")
    .bind(organization)
    .bind(reach)
    .bind(students.to_vec())
    .scalar(conn)
}

/// Makes a card for each account, over the one before.
pub fn put(conn: &mut PgConnection, accounts: &[Uuid], hashes: Vec<Vec<u8>>, by: Uuid, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("INSERT INTO sign_in_cards (account_id, secret_hash, issued_at, issued_by)
         SELECT x.account, x.hash, $4, $3 FROM unnest($1, $2) AS x (account, hash)
         ON CONFLICT (account_id) DO UPDATE SET secret_hash = excluded.secret_hash, issued_at = excluded.issued_at,
             issued_by = excluded.issued_by, last_used_at = NULL")
    .bind(accounts.to_vec())
    .bind(hashes)
    .bind(by)
    .bind(now)
    .run(conn)
}

pub fn delete(conn: &mut PgConnection, account: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM sign_in_cards WHERE account_id = $1").bind(account).run(conn)
}

/// Uses the card of this secret; whose it is. None when there is no such card, or when its owner has
/// proven an address, works somewhere, or is forgotten by now.
pub fn open(conn: &mut PgConnection, hash: &[u8], now: DateTime<Utc>) -> QueryResult<Option<Uuid>> {
    row! { struct Owner { account_id: Uuid } }
    let owner = sql("UPDATE sign_in_cards c SET last_used_at = $2 FROM accounts a
         WHERE c.secret_hash = $1 AND a.id = c.account_id AND a.username IS NOT NULL AND a.email_verified_at IS NULL AND NOT a.operator
           AND NOT EXISTS (SELECT FROM staff f WHERE f.account_id = a.id)
         RETURNING c.account_id")
    .bind(hash.to_vec())
    .bind(now)
    .first::<Owner>(conn)?;
    Ok(owner.map(|row| row.account_id))
}

/// Ends the cards of these accounts.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<usize> {
    sql("DELETE FROM sign_in_cards WHERE account_id = ANY($1)").bind(accounts.to_vec()).run(conn)
}
