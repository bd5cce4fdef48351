//! Table: import_roster_lines, while a roster is put together.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::shared::sql::sql;

/// A line of one of the roster's files.
pub struct RosterLine {
    pub place: i32,
    pub key: String,
    pub other_key: String,
    pub cells: Vec<String>,
}

pub fn insert(conn: &mut PgConnection, import: Uuid, kind: &'static str, lines: &[RosterLine]) -> QueryResult<usize> {
    sql("INSERT INTO import_roster_lines (import_id, kind, place, key, other_key, cells)
         SELECT $1, $2, x.place, x.key, x.other_key, x.cells
         FROM unnest($3::int[], $4::text[], $5::text[], $6::jsonb[]) AS x (place, key, other_key, cells)")
    .bind(import)
    .bind(kind)
    .bind(lines.iter().map(|line| line.place).collect::<Vec<_>>())
    .bind(lines.iter().map(|line| line.key.clone()).collect::<Vec<_>>())
    .bind(lines.iter().map(|line| line.other_key.clone()).collect::<Vec<_>>())
    .bind(lines.iter().map(|line| serde_json::json!(line.cells)).collect::<Vec<_>>())
    .run(conn)
}

/// Makes the rows: each student and teacher with each of their classes, or once without one. Classes of one
/// title are told apart by their codes. Who is neither, such as a parent, is left out.
pub fn gather(conn: &mut PgConnection, import: Uuid) -> QueryResult<usize> {
    sql("INSERT INTO import_rows (import_id, number, cells)
         SELECT $1, row_number() OVER (ORDER BY x.place, x.class), jsonb_build_array(x.email, x.first, x.last, x.username, x.class, x.role, x.key)
         FROM (
             SELECT u.place, u.key, u.cells ->> 0 AS email, coalesce(nullif(u.cells ->> 5, ''), u.cells ->> 1) AS first,
                    coalesce(nullif(u.cells ->> 6, ''), u.cells ->> 2) AS last, u.cells ->> 3 AS username,
                    coalesce(c.title, '') AS class,
                    lower(coalesce(nullif(e.cells ->> 0, ''), nullif(r.role, ''), nullif(u.cells ->> 4, ''), 'student')) AS role
             FROM import_roster_lines u
             LEFT JOIN (SELECT import_id, key, min(cells ->> 0) AS role FROM import_roster_lines WHERE kind = 'role' GROUP BY 1, 2) r
                 ON r.import_id = u.import_id AND r.key = u.key
             LEFT JOIN import_roster_lines e ON e.import_id = u.import_id AND e.kind = 'enrollment' AND e.key = u.key
             LEFT JOIN (
                 SELECT import_id, key, CASE WHEN count(*) OVER (PARTITION BY import_id, lower(cells ->> 0)) = 1 THEN cells ->> 0
                            ELSE (cells ->> 0) || ' (' || coalesce(nullif(cells ->> 1, ''), key) || ')' END AS title
                 FROM import_roster_lines WHERE kind = 'class' AND import_id = $1
             ) c ON c.import_id = e.import_id AND c.key = e.other_key
             WHERE u.import_id = $1 AND u.kind = 'user'
         ) x WHERE x.role IN ('student', 'teacher', 'aide', 'proctor') LIMIT 50001")
    .bind(import)
    .run(conn)
}

pub fn forget(conn: &mut PgConnection, import: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM import_roster_lines WHERE import_id = $1").bind(import).run(conn)
}
