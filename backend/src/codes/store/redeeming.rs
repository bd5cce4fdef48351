//! The two statements of a redemption: one reads everything that the rule looks at, one writes
//! everything that follows.
//!
//! The second is the one place in the house where a statement writes tables of several slices (seats,
//! classrooms, students, codes). It has to: as one statement it is a transaction by itself, holds the
//! locks of a busy code for the time of one round trip, and cannot be half done.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::prelude::*;
use uuid::Uuid;

use crate::codes::decide::{Facts, address_that_counted};
use crate::row;
use crate::seats::Seat;
use crate::shared::sql::sql;
use crate::shared::turns::Turns;

/// The SELECT that reads the facts about codes and people, up to its WHERE; `$more` columns go first.
/// The code is `c`, the account `a`, the classroom `k`.
macro_rules! select_facts {
    ($more:expr, $from:expr, account = $account:expr, now = $now:expr, address = $address:expr, $rest:expr) => {
        concat!(
            "SELECT ", $more, "c.id AS code_id, c.text AS code_text, c.version AS code_version,
                o.id AS organization_id, o.name AS organization_name, o.status = 'suspended' AS organization_suspended, o.time_zone,
                t.today, k.id AS classroom_id, k.name AS classroom_name, k.version AS classroom_version,
                c.deleted_at IS NOT NULL OR k.deleted_at IS NOT NULL AS deleted,
                c.enabled, c.valid_from, c.valid_till, c.max_redemptions, c.redeemed,
                t.minute, EXISTS (SELECT FROM code_windows w WHERE w.code_id = c.id) AS has_windows,
                coalesce(w.opens, '{}') AS opens, coalesce(w.closes, '{}') AS closes,
                ", $address, "::text IS NULL OR NOT EXISTS (SELECT FROM code_networks n WHERE n.code_id = c.id)
                    OR EXISTS (SELECT FROM code_networks n WHERE n.code_id = c.id AND n.network >>= ", $address, "::inet) AS network_allowed,
                c.needs_approval,
                coalesce(d.names, '{}') AS domains, coalesce(d.wide, '{}') AS domains_with_subdomains,
                k.seat_allotment, coalesce(k.seats_held, 0) AS seats_held, coalesce(k.seat_overflow = 'borrow', false) AS borrows,
                b.granted - b.spent - b.held AS free_seats, b.version AS seat_account_version,
                EXISTS (SELECT FROM licenses l WHERE l.organization_id = o.id AND t.today BETWEEN l.starts_on AND l.ends_on) AS license_active,
                a.email_key, a.email_verified_at IS NOT NULL AS email_verified,
                CASE WHEN a.email_verified_at IS NULL THEN a.email_key END AS unproven_email,
                a.email_verified_at IS NULL AND (
                    EXISTS (SELECT FROM accounts h WHERE h.email_key = a.email_key AND h.email_verified_at IS NOT NULL)
                    OR EXISTS (SELECT FROM students h WHERE h.organization_id = o.id AND h.unproven_email = a.email_key AND h.account_id <> a.id)
                ) AS address_held_by_another,
                EXISTS (SELECT FROM staff f WHERE f.organization_id = o.id AND f.account_id = a.id) AS staff,
                s.id AS student_id, r.id AS redemption_id, r.redeemed_at, r.seat_spent AS redemption_spent_seat,
                (SELECT p.id FROM pending_redemptions p WHERE p.code_id = c.id AND p.account_id = a.id) AS pending_id,
                EXISTS (SELECT FROM memberships m WHERE m.classroom_id = k.id AND m.student_id = s.id AND m.left_at IS NULL) AS member,
                EXISTS (SELECT FROM classroom_blocks x WHERE x.classroom_id = k.id AND x.student_id = s.id) AS blocked,
                (SELECT m.left_how FROM memberships m WHERE m.classroom_id = k.id AND m.student_id = s.id AND m.left_how <> 'undone'
                 ORDER BY m.left_at DESC LIMIT 1) AS last_left,
                coalesce(u.ids, '{}') AS course_ids, coalesce(u.titles, '{}') AS course_titles
         ", $from, "
         JOIN organizations o ON o.id = c.organization_id
         JOIN seat_accounts b ON b.organization_id = o.id
         LEFT JOIN accounts a ON a.id = ", $account, "
         LEFT JOIN classrooms k ON k.id = c.classroom_id
         LEFT JOIN LATERAL (
             SELECT coalesce(x.merged_into, x.id) AS id FROM students x WHERE x.organization_id = o.id AND x.account_id = a.id
         ) s ON true
         LEFT JOIN redemptions r ON r.code_id = c.id AND r.account_id = a.id
         CROSS JOIN LATERAL (SELECT ", $now, " AT TIME ZONE o.time_zone AS clock) z
         CROSS JOIN LATERAL (
             SELECT z.clock::date AS today, (extract(hour FROM z.clock) * 60 + extract(minute FROM z.clock))::integer AS minute
         ) t
         LEFT JOIN LATERAL (
             SELECT array_agg(opens ORDER BY opens) AS opens, array_agg(closes ORDER BY opens) AS closes
             FROM code_windows WHERE code_id = c.id AND weekday = extract(isodow FROM t.today)
         ) w ON true
         LEFT JOIN LATERAL (
             SELECT array_agg(domain ORDER BY domain) AS names, array_agg(domain) FILTER (WHERE include_subdomains) AS wide
             FROM code_domains WHERE code_id = c.id
         ) d ON true
         LEFT JOIN LATERAL (
             SELECT array_agg(q.id ORDER BY q.rank, q.position, q.title) AS ids, array_agg(q.title ORDER BY q.rank, q.position, q.title) AS titles
             FROM (
                 SELECT DISTINCT ON (x.id) x.id, x.title, y.rank, y.position FROM (
                     SELECT course_id, 1 AS rank, position FROM classroom_courses WHERE classroom_id = c.classroom_id
                     UNION ALL SELECT course_id, 2, 0 FROM organization_courses WHERE organization_id = c.organization_id
                 ) y JOIN courses x ON x.id = y.course_id
                 WHERE NOT c.narrows_courses OR EXISTS (SELECT FROM code_courses n WHERE n.code_id = c.id AND n.course_id = x.id)
                 ORDER BY x.id, y.rank
             ) q
         ) u ON true
         ", $rest
        )
    };
}
pub(super) use select_facts;

/// The statement that reads the facts about the code with key `$1` and account `$2` at `$3`, asked from
/// address `$4`.
pub const FACTS: &str = select_facts!("", "FROM codes c", account = "$2", now = "$3", address = "$4", "WHERE c.text_key = $1");

/// Reads the facts about a code (by its key) and an account; `None` for an unknown code. Without an
/// address, networks do not matter.
pub fn facts(conn: &mut PgConnection, key: &str, account: Uuid, address: Option<IpAddr>, now: DateTime<Utc>) -> QueryResult<Option<Facts>> {
    sql(FACTS).bind(key).bind(account).bind(now).bind(address.map(|address| address.to_canonical().to_string())).first(conn)
}

row! {
    /// What has to be locked for a code, in the order of locking.
    struct Locks {
        organization_id: Uuid,
        classroom_id: Option<Uuid>,
        code_id: Uuid,
        new_student: bool,
    }
}

/// Takes every lock that redeeming this code may need: seat account (for a new student), classroom,
/// code. What is read after it stays true until the transaction ends.
pub fn lock(conn: &mut PgConnection, key: &str, account: Uuid) -> QueryResult<()> {
    let locks = sql("SELECT c.organization_id, c.classroom_id, c.id AS code_id,
                NOT EXISTS (SELECT FROM students s WHERE s.organization_id = c.organization_id AND s.account_id = $2) AS new_student
         FROM codes c WHERE c.text_key = $1")
    .bind(key)
    .bind(account)
    .first::<Locks>(conn)?;
    let Some(locks) = locks else { return Ok(()) };
    if locks.new_student {
        sql("SELECT FROM seat_accounts WHERE organization_id = $1 FOR NO KEY UPDATE").bind(locks.organization_id).run(conn)?;
    }
    sql("SELECT FROM classrooms WHERE id = $1 FOR NO KEY UPDATE").bind(locks.classroom_id).run(conn)?;
    sql("SELECT FROM codes WHERE id = $1 FOR NO KEY UPDATE").bind(locks.code_id).run(conn)?;
    Ok(())
}

/// What the decision asks to be written.
pub struct Entry {
    pub facts: Facts,
    pub account: Uuid,
    /// The seat that it spends; none for an existing student.
    pub seat: Option<Seat>,
    pub redemption: Uuid,
    pub now: DateTime<Utc>,
}

/// Turns at a seat account (for a new student) or a code, within this process.
static TURNS: Turns<Entry, QueryResult<Facts>> = Turns::new();

/// Writes a redemption when its turn has come, as [`write`] does, and gives the facts back.
///
/// Inside a transaction there are no turns: it may hold what the one whose turn it is waits for.
pub fn enter(conn: &mut PgConnection, entry: Entry) -> QueryResult<Facts> {
    let status = AnsiTransactionManager::transaction_manager_status_mut(conn);
    if status.transaction_depth()?.is_some() {
        return write(conn, &entry).map(|()| entry.facts);
    }
    let contended = if entry.seat.is_some() { entry.facts.organization_id } else { entry.facts.code_id };
    TURNS.take(contended, entry, |entry| write(conn, &entry).map(|()| entry.facts), |done| !is_broken(done))
}

/// Whether it failed because the connection did: then others are better off with their own.
fn is_broken(done: &QueryResult<Facts>) -> bool {
    use diesel::result::DatabaseErrorKind::{ClosedConnection, UnableToSendCommand};
    matches!(done, Err(diesel::result::Error::DatabaseError(ClosedConnection | UnableToSendCommand, _)))
}

/// Writes a redemption: seat, ledger, profile, classroom, enrollments, event; all or nothing.
///
/// It holds only if seat account, classroom and code are as they were when the facts were read; each
/// `version` is compared under that row's lock, taken in the fixed order; and if the student was not merged
/// into another meanwhile. Otherwise it fails with the
/// message `stale`, and with the name of a constraint when somebody else took the last seat, the last
/// redemption, or this very one.
fn write(conn: &mut PgConnection, entry: &Entry) -> QueryResult<()> {
    let facts = &entry.facts;
    let counts = facts.redemption_id.is_none();
    sql("WITH given AS (
             SELECT $1::uuid AS organization_id, $2::uuid AS classroom_id, $3::uuid AS code_id, $4::uuid AS account_id,
                    $5::uuid AS student_id, $6::bool AS spends, $7::bool AS from_held, $8::bool AS counts, $9::timestamptz AS now
         ), seat AS (
             UPDATE seat_accounts b SET spent = spent + 1, held = held - g.from_held::int, sequence = sequence + 1
             FROM given g WHERE g.spends AND b.organization_id = g.organization_id AND b.version = $20
             RETURNING b.granted, b.spent, b.held, b.sequence
         ), room AS (
             UPDATE classrooms k SET seats_spent = seats_spent + 1
             FROM given g WHERE g.spends AND k.id = g.classroom_id AND k.version = $10 AND (k.seats_held > 0) = g.from_held
               AND EXISTS (SELECT FROM seat)
             RETURNING k.id
         ), room_as_it_is AS (
             SELECT k.id FROM classrooms k, given g WHERE NOT g.spends AND k.id = g.classroom_id AND k.version = $10 FOR SHARE OF k
         ), present AS (
             SELECT t.id FROM students t, given g
             WHERE NOT g.spends AND t.id = g.student_id AND t.merged_into IS NULL
               AND (g.classroom_id IS NULL OR EXISTS (SELECT FROM room_as_it_is))
             FOR KEY SHARE OF t
         ), code AS (
             UPDATE codes c SET redeemed = redeemed + g.counts::int
             FROM given g WHERE c.id = g.code_id AND c.version = $11
               AND (NOT g.spends OR EXISTS (SELECT FROM seat)) AND (g.spends OR EXISTS (SELECT FROM present))
               AND (g.classroom_id IS NULL OR EXISTS (SELECT FROM room) OR EXISTS (SELECT FROM room_as_it_is))
             RETURNING c.id
         ), student AS (
             INSERT INTO students (id, organization_id, account_id, unproven_email, registered_at)
             SELECT g.student_id, g.organization_id, g.account_id, $21, g.now FROM given g, code WHERE g.spends
         ), ledger AS (
             INSERT INTO seat_entries (id, organization_id, sequence, kind, spent_change, held_change, granted, spent, held,
                                       classroom_id, code_id, student_id, actor_account_id, occurred_at)
             SELECT $12, g.organization_id, seat.sequence, 'spent', 1, - g.from_held::int, seat.granted, seat.spent, seat.held,
                    g.classroom_id, g.code_id, g.student_id, g.account_id, g.now
             FROM given g, seat, code
         ), redemption AS (
             INSERT INTO redemptions (id, organization_id, code_id, account_id, student_id, classroom_id, seat_spent, email_used, redeemed_at)
             SELECT $13, g.organization_id, g.code_id, g.account_id, g.student_id, g.classroom_id, g.spends, $14, g.now
             FROM given g, code WHERE g.counts
         ), membership AS (
             INSERT INTO memberships (id, organization_id, classroom_id, student_id, joined_at, joined_by, code_id)
             SELECT $15, g.organization_id, g.classroom_id, g.student_id, g.now, 'code', g.code_id
             FROM given g, code WHERE g.classroom_id IS NOT NULL AND NOT $16::bool
         ), enrollment AS (
             INSERT INTO enrollments (id, organization_id, student_id, course_id, enrolled_at)
             SELECT new_id(), g.organization_id, g.student_id, x.course_id, g.now
             FROM given g, code, unnest($17::uuid[]) AS x (course_id) ORDER BY x.course_id
             ON CONFLICT (student_id, course_id) DO NOTHING
         ), waiting AS (
             DELETE FROM pending_redemptions p USING given g WHERE $18::bool AND p.code_id = g.code_id AND p.account_id = g.account_id
         ), event AS (
             INSERT INTO events (id, organization_id, kind, payload, occurred_at)
             SELECT $19, g.organization_id, 'code.redeemed',
                    jsonb_build_object('redemption_id', $13, 'code_id', g.code_id, 'classroom_id', g.classroom_id,
                                       'student_id', g.student_id, 'seat_spent', g.spends), g.now
             FROM given g, code
         )
         SELECT require((SELECT count(*) FROM code) = 1, 'stale')")
        .bind(facts.organization_id)
        .bind(facts.classroom_id)
        .bind(facts.code_id)
        .bind(entry.account)
        .bind(facts.student_id.unwrap_or_else(Uuid::now_v7))
        .bind(entry.seat.is_some())
        .bind(entry.seat == Some(Seat::Held))
        .bind(counts)
        .bind(entry.now)
        .bind(facts.classroom_version)
        .bind(facts.code_version)
        .bind(Uuid::now_v7())
        .bind(entry.redemption)
        .bind(address_that_counted(facts))
        .bind(Uuid::now_v7())
        .bind(facts.member)
        .bind(facts.course_ids.clone())
        .bind(facts.pending_id.is_some())
        .bind(Uuid::now_v7())
        .bind(facts.seat_account_version)
        .bind(facts.unproven_email.clone())
        .run(conn)
        .map(drop)
}

/// Keeps a redemption that waits, for a verified address (`email`) or for staff (`approval`). Doing it
/// twice is harmless.
pub fn wait(
    conn: &mut PgConnection,
    code: Uuid,
    account: Uuid,
    waiting_for: &'static str,
    confirmed: bool,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    sql("INSERT INTO pending_redemptions (id, code_id, account_id, waiting_for, confirmed_learner, created_at)
         VALUES ($1, $2, $3, $6, $4, $5)
         ON CONFLICT (code_id, account_id) DO UPDATE SET waiting_for = excluded.waiting_for,
             confirmed_learner = pending_redemptions.confirmed_learner OR excluded.confirmed_learner
         RETURNING id AS value")
    .bind(Uuid::now_v7())
    .bind(code)
    .bind(account)
    .bind(confirmed)
    .bind(now)
    .bind(waiting_for)
    .scalar(conn)
}

row! {
    /// A redemption that waits.
    pub struct WaitingRow {
        text_key: String,
        confirmed_learner: bool,
    }
}

/// What waits for this account's address, oldest first; a person has few.
pub fn waiting(conn: &mut PgConnection, account: Uuid) -> QueryResult<Vec<WaitingRow>> {
    sql("SELECT c.text_key, p.confirmed_learner FROM pending_redemptions p JOIN codes c ON c.id = p.code_id
         WHERE p.account_id = $1 AND p.waiting_for = 'email' ORDER BY p.id LIMIT 50")
    .bind(account)
    .all(conn)
}

/// What waited for one account waits for another, which is the same person; what that one has asked for
/// already is asked for once.
pub fn wait_elsewhere(conn: &mut PgConnection, from: Uuid, into: Uuid) -> QueryResult<usize> {
    sql("UPDATE pending_redemptions p SET account_id = $2
         WHERE p.account_id = $1 AND NOT EXISTS (SELECT FROM pending_redemptions q WHERE q.account_id = $2 AND q.code_id = p.code_id)")
    .bind(from)
    .bind(into)
    .run(conn)?;
    sql("DELETE FROM pending_redemptions WHERE account_id = $1").bind(from).run(conn)
}

/// Gives up a redemption that was refused when its turn came.
pub fn stop_waiting(conn: &mut PgConnection, key: &str, account: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM pending_redemptions WHERE account_id = $2 AND code_id = (SELECT id FROM codes WHERE text_key = $1)")
        .bind(key)
        .bind(account)
        .run(conn)
}

row! {
    /// A redemption of mine, done or waiting.
    pub struct MyRedemptionRow {
        id: Uuid,
        status: String,
        code: String,
        redeemed_at: Option<DateTime<Utc>>,
        seat_spent: bool,
        organization_id: Uuid,
        organization_name: String,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        course_ids: Vec<Uuid>,
        course_titles: Vec<String>,
        sorted_by: DateTime<Utc>,
    }
}

/// A person's redemptions, newest first, those that wait among them.
pub fn mine(conn: &mut PgConnection, account: Uuid, after: Option<(DateTime<Utc>, Uuid)>, rows: i64) -> QueryResult<Vec<MyRedemptionRow>> {
    let (at, id) = after.unzip();
    sql("SELECT r.id, r.status, c.text AS code, r.redeemed_at, r.seat_spent, o.id AS organization_id, o.name AS organization_name,
                k.id AS classroom_id, k.name AS classroom_name, coalesce(u.ids, '{}') AS course_ids, coalesce(u.titles, '{}') AS course_titles,
                r.sorted_by
         FROM (
             SELECT id, 'redeemed' AS status, code_id, redeemed_at, seat_spent, student_id, redeemed_at AS sorted_by
             FROM redemptions WHERE account_id = $1
             UNION ALL
             SELECT id, 'pending_' || waiting_for, code_id, NULL, false, NULL, created_at FROM pending_redemptions WHERE account_id = $1
         ) r JOIN codes c ON c.id = r.code_id JOIN organizations o ON o.id = c.organization_id
         LEFT JOIN classrooms k ON k.id = c.classroom_id
         LEFT JOIN LATERAL (
             SELECT array_agg(x.id ORDER BY x.title, x.id) AS ids, array_agg(x.title ORDER BY x.title, x.id) AS titles
             FROM enrollments e JOIN courses x ON x.id = e.course_id
             WHERE e.student_id = r.student_id AND (c.classroom_id IS NULL
                   OR EXISTS (SELECT FROM classroom_courses y WHERE y.classroom_id = c.classroom_id AND y.course_id = x.id))
         ) u ON true
         WHERE ($2::timestamptz IS NULL OR (r.sorted_by, r.id) < ($2, $3::uuid))
         ORDER BY r.sorted_by DESC, r.id DESC LIMIT $4")
        .bind(account)
        .bind(at)
        .bind(id)
        .bind(rows)
        .all(conn)
}
