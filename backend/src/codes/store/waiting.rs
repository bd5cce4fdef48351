//! Redemptions that wait for staff.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// Somebody who waits to be let in.
    pub struct WaitingRow {
        id: Uuid,
        account_id: Uuid,
        display_name: String,
        email: Option<String>,
        email_verified: bool,
        code_id: Uuid,
        code: String,
        text_key: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        /// Whether approving spends a seat.
        new_student: bool,
        created_at: DateTime<Utc>,
    }
}

/// Who waits, longest first; of one code, or just these.
pub fn for_staff(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    code: Option<Uuid>,
    only: Option<&[Uuid]>,
    after: Option<Uuid>,
    rows: i64,
) -> QueryResult<Vec<WaitingRow>> {
    sql("SELECT w.id, w.account_id, a.display_name, a.email, a.email_verified_at IS NOT NULL AS email_verified,
                c.id AS code_id, c.text AS code, c.text_key, k.id AS classroom_id, k.name AS classroom_name,
                NOT EXISTS (SELECT FROM students s WHERE s.organization_id = c.organization_id AND s.account_id = w.account_id) AS new_student,
                w.created_at
         FROM pending_redemptions w JOIN codes c ON c.id = w.code_id JOIN accounts a ON a.id = w.account_id
         LEFT JOIN classrooms k ON k.id = c.classroom_id
         WHERE c.organization_id = $1 AND w.waiting_for = 'approval'
           AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff x WHERE x.classroom_id = c.classroom_id AND x.staff_id = $2))
           AND ($3::uuid IS NULL OR c.id = $3)
           AND ($4::uuid[] IS NULL OR w.id = ANY ($4))
           AND ($5::uuid IS NULL OR w.id > $5)
         ORDER BY w.id LIMIT $6")
        .bind(organization)
        .bind(reach)
        .bind(code)
        .bind(only.map(<[Uuid]>::to_vec))
        .bind(after)
        .bind(rows)
        .all(conn)
}

pub fn decline(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<usize> {
    sql("DELETE FROM pending_redemptions WHERE id = ANY ($1)").bind(ids.to_vec()).run(conn)
}

/// Forgets what codes keep of these accounts: the address with which a code was used, codes that wait, refusals.
/// The redemptions stay.
///
/// # Errors
/// When the database refuses.
pub fn scrub(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<()> {
    sql("UPDATE redemptions SET email_used = NULL WHERE account_id = ANY($1) AND email_used IS NOT NULL")
        .bind(accounts.to_vec())
        .run(conn)?;
    sql("DELETE FROM pending_redemptions WHERE account_id = ANY($1)").bind(accounts.to_vec()).run(conn)?;
    sql("DELETE FROM refusals WHERE account_id = ANY($1)").bind(accounts.to_vec()).run(conn).map(drop)
}
