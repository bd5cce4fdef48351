//! Table: code_texts, every text that was ever a code's. A new text is kept by whoever writes it into
//! `codes`: the database sees to that.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::shared::sql::sql;

/// The key under which the code is known now that once had this text; `None` for every other text.
pub fn key_now(conn: &mut PgConnection, retired: &str) -> QueryResult<Option<String>> {
    let found = sql("SELECT array_agg(c.text_key) AS value FROM code_texts t JOIN codes c ON c.id = t.code_id
         WHERE t.text_key = $1 AND t.retired_at IS NOT NULL")
    .bind(retired)
    .scalar::<Option<Vec<String>>>(conn)?;
    Ok(found.and_then(|keys| keys.into_iter().next()))
}

/// The text that took the place of one that is retired or of a deleted code, through as many steps as
/// it took; `None` when nothing open to all is left at the end. A stranger is not told when something
/// on the way got out.
pub fn successor(conn: &mut PgConnection, key: &str, insider: bool) -> QueryResult<Option<String>> {
    let found = sql("WITH RECURSIVE way AS (
             SELECT t.code_id, 1 AS step, t.retired_at AS since FROM code_texts t WHERE t.text_key = $1
             UNION ALL
             SELECT c.successor_id, w.step + 1, c.successor_since FROM way w JOIN codes c ON c.id = w.code_id
             WHERE c.deleted_at IS NOT NULL AND c.successor_id IS NOT NULL AND w.step < 100
         )
         SELECT array_agg(c.text) AS value FROM way w JOIN codes c ON c.id = w.code_id LEFT JOIN classrooms k ON k.id = c.classroom_id
         WHERE c.deleted_at IS NULL AND k.deleted_at IS NULL
           AND ($2::bool OR NOT EXISTS (
               SELECT FROM way v JOIN code_texts t ON t.code_id = v.code_id WHERE NOT t.name_successor AND t.retired_at >= v.since))")
    .bind(key)
    .bind(insider)
    .scalar::<Option<Vec<String>>>(conn)?;
    Ok(found.and_then(|texts| texts.into_iter().next()))
}

/// Retires the text that a code has now.
pub fn retire(conn: &mut PgConnection, code: Uuid, name_successor: bool, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE code_texts SET retired_at = $2, name_successor = $3 WHERE code_id = $1 AND retired_at IS NULL")
        .bind(code)
        .bind(now)
        .bind(name_successor)
        .run(conn)
}

/// Gives a code another text (and its key).
pub fn change(conn: &mut PgConnection, code: Uuid, text: &(String, String)) -> QueryResult<usize> {
    sql("UPDATE codes SET text = $2, text_key = $3 WHERE id = $1").bind(code).bind(text.0.as_str()).bind(text.1.as_str()).run(conn)
}

/// The code of the organization, within reach, that has or had a text which looks like this key.
pub fn alike(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, key: &str) -> QueryResult<Option<String>> {
    let found = sql("SELECT array_agg(t.text) AS value FROM code_texts t JOIN codes c ON c.id = t.code_id
         WHERE t.likeness = likeness_of($3) AND c.organization_id = $1
           AND ($2::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = c.classroom_id AND a.staff_id = $2))")
    .bind(organization)
    .bind(reach)
    .bind(key)
    .scalar::<Option<Vec<String>>>(conn)?;
    Ok(found.and_then(|texts| texts.into_iter().next()))
}
