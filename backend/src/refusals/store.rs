//! Table: refusal_mails. (The cases are in `codes`, which opens them.)

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// Whether staff may be written to about this code; the answer is yes once, and again after `before`.
pub fn may_write(conn: &mut PgConnection, code: Uuid, before: DateTime<Utc>, now: DateTime<Utc>) -> QueryResult<bool> {
    let written = sql("INSERT INTO refusal_mails AS m (code_id, sent_at) VALUES ($1, $2)
         ON CONFLICT (code_id) DO UPDATE SET sent_at = excluded.sent_at WHERE m.sent_at <= $3")
    .bind(code)
    .bind(now)
    .bind(before)
    .run(conn)?;
    Ok(written == 1)
}

row! {
    /// A member of staff who is written to.
    pub struct Recipient {
        email: String,
        display_name: String,
        locale: String,
    }
}

/// Whom a case of this code concerns: whose code it is, else the staff of its classroom, else the
/// admins. Who cannot reach the classroom is not told who wants to join it.
pub fn recipients(conn: &mut PgConnection, code: Uuid) -> QueryResult<Vec<Recipient>> {
    sql("WITH chosen AS (
             SELECT a.id, a.email, a.display_name, a.locale,
                    CASE WHEN f.id = c.assigned_staff_id THEN 1 WHEN x.staff_id IS NOT NULL THEN 2 ELSE 3 END AS rank
             FROM codes c JOIN staff f ON f.organization_id = c.organization_id JOIN accounts a ON a.id = f.account_id
             LEFT JOIN classroom_staff x ON x.classroom_id = c.classroom_id AND x.staff_id = f.id
             WHERE c.id = $1 AND a.email IS NOT NULL AND (f.role = 'admin' OR x.staff_id IS NOT NULL)
         )
         SELECT email, display_name, locale FROM chosen WHERE rank = (SELECT min(rank) FROM chosen) ORDER BY id LIMIT 20")
    .bind(code)
    .all(conn)
}
