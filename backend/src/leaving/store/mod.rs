//! Table: departures. Reads any other, writes none.

pub mod departures;
pub mod held;
pub mod sections;

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    struct Name { name: String }
}

/// The organizations that would be left without an admin who stays.
pub fn sole_admin_of(conn: &mut PgConnection, account: Uuid) -> QueryResult<Vec<String>> {
    let found = sql("SELECT o.name FROM staff f JOIN organizations o ON o.id = f.organization_id
         WHERE f.account_id = $1 AND f.role = 'admin' AND NOT EXISTS (
             SELECT FROM staff g JOIN accounts b ON b.id = g.account_id
             WHERE g.organization_id = f.organization_id AND g.role = 'admin' AND g.account_id <> f.account_id
               AND b.email_verified_at IS NOT NULL AND b.deletion_due_at IS NULL)
         ORDER BY o.name")
    .bind(account)
    .all::<Name>(conn)?;
    Ok(found.into_iter().map(|row| row.name).collect())
}
