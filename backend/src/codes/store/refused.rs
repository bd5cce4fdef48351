//! Table: refusals.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::redeeming::select_facts;
use crate::codes::decide::Facts;
use crate::codes::refused::Refused;
use crate::row;
use crate::shared::sql::sql;

/// Whether the person of case `$case` got in by the code `$code` meanwhile, by whatever way: is in its
/// classroom, or has been since.
macro_rules! joined {
    ($case:expr, $code:expr) => {
        concat!(
            "CASE WHEN ",
            $code,
            ".classroom_id IS NULL
                  THEN EXISTS (SELECT FROM redemptions x WHERE x.code_id = ",
            $code,
            ".id AND x.account_id = ",
            $case,
            ".account_id)
                  ELSE EXISTS (SELECT FROM students l JOIN memberships x ON x.student_id = coalesce(l.merged_into, l.id)
                               WHERE x.classroom_id = ",
            $code,
            ".classroom_id AND l.account_id = ",
            $case,
            ".account_id
                                 AND (x.left_at IS NULL OR x.joined_at > ",
            $case,
            ".last_at)) END"
        )
    };
}

/// Opens a case, or counts one more attempt. Of a case that staff settled, or whose person got in, a new
/// attempt makes a new one.
pub fn record(conn: &mut PgConnection, key: &str, refused: &Refused) -> QueryResult<usize> {
    sql(concat!(
        "INSERT INTO refusals AS g (id, organization_id, code_id, account_id, reason, first_at, last_at, last_key)
         SELECT $1, c.organization_id, c.id, $3, $4, $5, $5, $6 FROM codes c WHERE c.text_key = $2
         ON CONFLICT (code_id, account_id) DO UPDATE SET
             (reason, attempts, first_at, last_at, last_key, told_at, settled_at, settled_by, settled_how) = (
                 SELECT excluded.reason,
                        CASE WHEN y.is_new THEN 1 WHEN excluded.last_key = g.last_key THEN g.attempts ELSE g.attempts + 1 END,
                        CASE WHEN y.is_new THEN excluded.first_at ELSE least(g.first_at, excluded.first_at) END,
                        greatest(g.last_at, excluded.last_at), coalesce(excluded.last_key, g.last_key),
                        CASE WHEN NOT y.is_new THEN g.told_at END, NULL::timestamptz, NULL::uuid, NULL::text
                 FROM (SELECT g.settled_at IS NOT NULL OR ",
        joined!("g", "c"),
        " AS is_new FROM codes c WHERE c.id = g.code_id) y)"
    ))
    .bind(Uuid::now_v7())
    .bind(key)
    .bind(refused.account)
    .bind(refused.reason)
    .bind(refused.now)
    .bind(refused.key.as_deref())
    .run(conn)
}

/// Cases go to another account; where that one has a case with the code, it has it already.
pub fn hand_over(conn: &mut PgConnection, from: Uuid, into: Uuid) -> QueryResult<usize> {
    sql("UPDATE refusals r SET account_id = $2
         WHERE r.account_id = $1 AND NOT EXISTS (SELECT FROM refusals s WHERE s.account_id = $2 AND s.code_id = r.code_id)")
    .bind(from)
    .bind(into)
    .run(conn)?;
    sql("DELETE FROM refusals WHERE account_id = $1").bind(from).run(conn)
}

/// Forgets cases whose last attempt was before then.
pub fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> QueryResult<usize> {
    sql("DELETE FROM refusals WHERE last_at <= $1").bind(before).run(conn)
}

row! {
    /// A case: somebody at a code that did not let them in.
    pub struct Case {
        /// Its id.
        refusal_id: Uuid,
        /// Who.
        account_id: Uuid,
        /// How they are called.
        display_name: String,
        /// Their address.
        email: Option<String>,
        /// The code in compared form.
        text_key: String,
        /// The code itself is deleted, not only its classroom.
        code_deleted: bool,
        /// The code works in certain networks only.
        has_networks: bool,
        /// Seats spent through the classroom.
        classroom_spent: i32,
        /// The classroom's last day.
        classroom_ends_on: Option<NaiveDate>,
        /// The newest reason, as the API calls it.
        reason: String,
        /// How often they tried.
        attempts: i32,
        /// Since when.
        first_at: DateTime<Utc>,
        /// When last.
        last_at: DateTime<Utc>,
        /// When they asked for help.
        told_at: Option<DateTime<Utc>>,
        /// When staff settled it.
        settled_at: Option<DateTime<Utc>>,
        /// Who of them.
        settled_by_name: Option<String>,
        /// By which remedy.
        settled_how: Option<String>,
        /// They got in meanwhile.
        joined: bool,
        /// They ask for help, and nobody has helped yet.
        asks: bool,
        /// How many cases of this code are open for this reason, this one among them.
        waiting: i64,
    }
}

/// Which cases are wanted.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct CaseFilter {
    pub reach: Option<Uuid>,
    pub only: Option<Vec<Uuid>>,
    /// True: neither settled nor joined.
    pub open: Option<bool>,
    /// True: those who ask for help.
    pub told: Option<bool>,
    pub code: Option<Uuid>,
    pub classroom: Option<Uuid>,
    pub reason: Option<String>,
    /// A pattern for name or address.
    pub search: Option<String>,
}

/// Where a page of cases begins: after this one.
pub type After = (bool, DateTime<Utc>, Uuid);

/// Cases with the facts as they are now, whatever network people ask from: who asks for help first,
/// then newest first.
pub fn list(
    conn: &mut PgConnection,
    organization: Uuid,
    filter: &CaseFilter,
    now: DateTime<Utc>,
    after: Option<After>,
    rows: i64,
) -> QueryResult<Vec<(Case, Facts)>> {
    let (asks, at, id) = after.map_or((None, None, None), |(asks, at, id)| (Some(asks), Some(at), Some(id)));
    sql(select_facts!(
        concat!(
            "g.id AS refusal_id, g.account_id, a.display_name, a.email, c.text_key, c.deleted_at IS NOT NULL AS code_deleted,
             EXISTS (SELECT FROM code_networks n WHERE n.code_id = c.id) AS has_networks, k.ends_on AS classroom_ends_on, coalesce(k.seats_spent, 0) AS classroom_spent,
             g.reason, g.attempts, g.first_at, g.last_at, g.told_at, g.settled_at, h.display_name AS settled_by_name, g.settled_how,
             g.joined, g.asks, (SELECT count(*) FROM refusals i WHERE i.code_id = c.id AND i.reason = g.reason
                                  AND i.settled_at IS NULL AND NOT ",
            joined!("i", "c"),
            ") AS waiting, "
        ),
        concat!(
            "FROM (
                 SELECT g.*, j.joined, i.is_open AND g.told_at IS NOT NULL AS asks
                 FROM refusals g JOIN codes c ON c.id = g.code_id JOIN accounts a ON a.id = g.account_id
                 CROSS JOIN LATERAL (SELECT ",
            joined!("g", "c"),
            " AS joined) j
                 CROSS JOIN LATERAL (SELECT g.settled_at IS NULL AND NOT j.joined AS is_open) i
                 WHERE g.organization_id = $1
                   AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff q WHERE q.classroom_id = c.classroom_id AND q.staff_id = $2))
                   AND ($3::uuid[] IS NULL OR g.id = ANY ($3))
                   AND ($4::bool IS NULL OR i.is_open = $4)
                   AND ($5::bool IS NULL OR (i.is_open AND g.told_at IS NOT NULL) = $5)
                   AND ($6::uuid IS NULL OR c.id = $6)
                   AND ($7::uuid IS NULL OR c.classroom_id = $7)
                   AND ($8::text IS NULL OR g.reason = $8)
                   AND ($9::text IS NULL OR a.display_name ILIKE $9 OR a.email ILIKE $9)
                   AND ($10::bool IS NULL OR (i.is_open AND g.told_at IS NOT NULL, g.last_at, g.id) < ($10, $11::timestamptz, $12::uuid))
                 ORDER BY asks DESC, g.last_at DESC, g.id DESC LIMIT $13
             ) g JOIN codes c ON c.id = g.code_id LEFT JOIN accounts h ON h.id = g.settled_by"
        ),
        account = "g.account_id",
        now = "$14",
        address = "NULL",
        "ORDER BY g.asks DESC, g.last_at DESC, g.id DESC"
    ))
    .bind(organization)
    .bind(filter.reach)
    .bind(filter.only.clone())
    .bind(filter.open)
    .bind(filter.told)
    .bind(filter.code)
    .bind(filter.classroom)
    .bind(filter.reason.as_deref())
    .bind(filter.search.as_deref())
    .bind(asks)
    .bind(at)
    .bind(id)
    .bind(rows)
    .bind(now)
    .all(conn)
}

/// Locks cases, so that two of the staff do not settle them at once.
pub fn lock(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<usize> {
    sql("SELECT FROM refusals WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE").bind(ids.to_vec()).run(conn)
}

/// Settles a case.
pub fn settle(conn: &mut PgConnection, id: Uuid, by: Uuid, how: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE refusals SET settled_at = $2, settled_by = $3, settled_how = $4 WHERE id = $1")
        .bind(id)
        .bind(now)
        .bind(by)
        .bind(how)
        .run(conn)
}

row! {
    /// A case as the person in it may know it.
    pub struct OwnCase {
        /// Its id.
        id: Uuid,
        /// The code as it is written.
        code: String,
        /// The newest reason.
        reason: String,
        /// When they asked for help.
        told_at: Option<DateTime<Utc>>,
        /// When they tried last.
        last_at: DateTime<Utc>,
    }
}

/// Notes that somebody asks for help; whoever asks twice has asked once.
pub fn tell(conn: &mut PgConnection, code: Uuid, account: Uuid, reason: &str, now: DateTime<Utc>) -> QueryResult<OwnCase> {
    sql(concat!(
        "INSERT INTO refusals AS g (id, organization_id, code_id, account_id, reason, first_at, last_at, told_at)
         SELECT $1, c.organization_id, c.id, $3, $4, $5, $5, $5 FROM codes c WHERE c.id = $2
         ON CONFLICT (code_id, account_id) DO UPDATE SET
             (reason, attempts, first_at, last_at, told_at, settled_at, settled_by, settled_how) = (
                 SELECT excluded.reason, CASE WHEN y.is_new THEN 1 ELSE g.attempts END,
                        CASE WHEN y.is_new THEN excluded.first_at ELSE g.first_at END,
                        CASE WHEN y.is_new THEN excluded.last_at ELSE g.last_at END,
                        CASE WHEN y.is_new THEN excluded.told_at ELSE coalesce(g.told_at, excluded.told_at) END,
                        NULL::timestamptz, NULL::uuid, NULL::text
                 FROM (SELECT g.settled_at IS NOT NULL OR ",
        joined!("g", "c"),
        " AS is_new FROM codes c WHERE c.id = g.code_id) y)
         RETURNING g.id, (SELECT text FROM codes WHERE id = g.code_id) AS code, g.reason, g.told_at, g.last_at"
    ))
    .bind(Uuid::now_v7())
    .bind(code)
    .bind(account)
    .bind(reason)
    .bind(now)
    .one(conn)
}

/// A person's own open cases, newest first.
pub fn of_person(conn: &mut PgConnection, account: Uuid, after: Option<(DateTime<Utc>, Uuid)>, rows: i64) -> QueryResult<Vec<OwnCase>> {
    let (at, id) = after.unzip();
    sql(concat!(
        "SELECT g.id, c.text AS code, g.reason, g.told_at, g.last_at FROM refusals g JOIN codes c ON c.id = g.code_id
         WHERE g.account_id = $1 AND g.settled_at IS NULL AND NOT ",
        joined!("g", "c"),
        " AND ($2::timestamptz IS NULL OR (g.last_at, g.id) < ($2, $3::uuid)) ORDER BY g.last_at DESC, g.id DESC LIMIT $4"
    ))
    .bind(account)
    .bind(at)
    .bind(id)
    .bind(rows)
    .all(conn)
}

/// How many people ask for help, within reach.
pub fn asking(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>) -> QueryResult<i64> {
    sql(concat!(
        "SELECT count(*) AS value FROM refusals g JOIN codes c ON c.id = g.code_id
         WHERE g.organization_id = $1 AND g.told_at IS NOT NULL AND g.settled_at IS NULL AND NOT ",
        joined!("g", "c"),
        " AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff q WHERE q.classroom_id = c.classroom_id AND q.staff_id = $2))"
    ))
    .bind(organization)
    .bind(reach)
    .scalar(conn)
}
