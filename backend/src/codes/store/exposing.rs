//! What is around a code: for the ways to bring its exposure down.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// What is around a code.
    pub struct AroundRow {
        term_ends: Option<NaiveDate>,
        audience: Option<String>,
        /// When it was last used, changed or made.
        last_touched_at: DateTime<Utc>,
        /// The domain that most have, how many have it, and of how many.
        usual_domain: Option<String>,
        usual_count: Option<i64>,
        usual_of: Option<i64>,
    }
}

/// Around one code. The usual domain is that of the thousand students who registered last and have
/// proven their address.
pub fn around(conn: &mut PgConnection, code: Uuid) -> QueryResult<AroundRow> {
    sql("SELECT k.ends_on AS term_ends, k.audience, d.name AS usual_domain, d.has AS usual_count, d.total AS usual_of,
                greatest(c.updated_at, (SELECT r.redeemed_at FROM redemptions r WHERE r.code_id = c.id
                                        ORDER BY r.redeemed_at DESC, r.id DESC LIMIT 1)) AS last_touched_at
         FROM codes c LEFT JOIN classrooms k ON k.id = c.classroom_id
         LEFT JOIN LATERAL (
             SELECT split_part(a.email_key, '@', 2) AS name, count(*) AS has, (sum(count(*)) OVER ())::bigint AS total
             FROM (SELECT s.account_id FROM students s WHERE s.organization_id = c.organization_id
                   ORDER BY s.registered_at DESC, s.id DESC LIMIT 1000) s
             JOIN accounts a ON a.id = s.account_id WHERE a.email_verified_at IS NOT NULL
             GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
         ) d ON true
         WHERE c.id = $1")
    .bind(code)
    .one(conn)
}
