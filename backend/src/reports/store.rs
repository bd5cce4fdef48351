//! Reads for reports.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// Numbers of an overview.
    pub struct CountsRow {
        students: i64,
        joined_this_week: i64,
        classrooms: i64,
        active_codes: i64,
        codes: i64,
        offered_courses: i64,
        /// Codes that the leak guard paused, and nobody has decided about.
        paused_by_guard: i64,
        /// Lists that were checked and not run, or run with questions that nobody has answered for less than a
        /// month; for a teacher their own.
        waiting_imports: i64,
        /// Open invitations of people who came when no seat was free.
        waiting_invitations: i64,
    }
}

/// Counts within reach; `week` is when the last seven days began.
pub fn counts(
    conn: &mut PgConnection,
    organization: Uuid,
    reach: Option<Uuid>,
    now: DateTime<Utc>,
    week: DateTime<Utc>,
) -> QueryResult<CountsRow> {
    sql("WITH room AS (
             SELECT k.id FROM classrooms k WHERE k.organization_id = $1 AND k.deleted_at IS NULL
               AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $2))
         ), code AS (
             SELECT c.*, (c.enabled AND t.today >= coalesce(c.valid_from, t.today) AND t.today <= coalesce(c.valid_till, t.today)
                          AND c.redeemed < coalesce(c.max_redemptions, c.redeemed + 1)) AS active
             FROM codes c JOIN organizations o ON o.id = c.organization_id
             CROSS JOIN LATERAL (SELECT ($3 AT TIME ZONE o.time_zone)::date AS today) t
             WHERE c.organization_id = $1 AND c.deleted_at IS NULL
               AND (c.classroom_id IN (SELECT id FROM room) OR (c.classroom_id IS NULL AND $2::uuid IS NULL))
         )
         SELECT CASE WHEN $2::uuid IS NULL THEN (SELECT count(*) FROM students s WHERE s.organization_id = $1 AND s.merged_into IS NULL)
                ELSE (SELECT count(DISTINCT m.student_id) FROM memberships m JOIN room ON room.id = m.classroom_id WHERE m.left_at IS NULL) END AS students,
                CASE WHEN $2::uuid IS NULL THEN (SELECT count(*) FROM students s
                      WHERE s.organization_id = $1 AND s.merged_into IS NULL AND s.registered_at >= $4)
                ELSE (SELECT count(DISTINCT m.student_id) FROM memberships m JOIN room ON room.id = m.classroom_id
                      WHERE m.left_at IS NULL AND m.joined_at >= $4) END AS joined_this_week,
                (SELECT count(*) FROM room) AS classrooms,
                (SELECT count(*) FROM code WHERE active) AS active_codes,
                (SELECT count(*) FROM code) AS codes,
                (SELECT count(*) FROM classroom_courses y JOIN room ON room.id = y.classroom_id)
                    + (SELECT count(*) FROM organization_courses y WHERE y.organization_id = $1) AS offered_courses,
                (SELECT count(*) FROM code_alerts a JOIN code ON code.id = a.code_id WHERE a.settled_at IS NULL) AS paused_by_guard,
                (SELECT count(*) FROM imports i WHERE i.organization_id = $1
                     AND ($2::uuid IS NULL OR i.created_by = (SELECT f.account_id FROM staff f WHERE f.id = $2))
                     AND (i.state = 'ready' OR i.state IN ('done', 'cancelled') AND i.updated_at > $3 - interval '30 days' AND EXISTS (
                         SELECT FROM import_rows r WHERE r.import_id = i.id AND r.outcome = 'asks'))) AS waiting_imports,
                (SELECT count(*) FROM invitations i WHERE i.organization_id = $1 AND i.waits_since IS NOT NULL
                     AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $3
                     AND ($2::uuid IS NULL OR i.classroom_id IN (SELECT id FROM room))) AS waiting_invitations")
        .bind(organization)
        .bind(reach)
        .bind(now)
        .bind(week)
        .one(conn)
}

row! {
    /// Somebody who came in lately.
    pub struct RecentRow {
        student_id: Uuid,
        student_name: String,
        deleted: bool,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        code: String,
        seat_spent: bool,
        redeemed_at: DateTime<Utc>,
    }
}

/// The ten newest redemptions within reach.
pub fn recent(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>) -> QueryResult<Vec<RecentRow>> {
    sql("SELECT r.student_id, p.display_name AS student_name, p.erased_at IS NOT NULL AS deleted, k.id AS classroom_id,
                k.name AS classroom_name, c.text AS code, r.seat_spent, r.redeemed_at
         FROM redemptions r JOIN accounts p ON p.id = r.account_id JOIN codes c ON c.id = r.code_id
         LEFT JOIN classrooms k ON k.id = r.classroom_id
         WHERE r.organization_id = $1
           AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = r.classroom_id AND a.staff_id = $2))
         ORDER BY r.redeemed_at DESC, r.id DESC LIMIT 10")
    .bind(organization)
    .bind(reach)
    .all(conn)
}
