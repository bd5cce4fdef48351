//! Table: student_notes.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A note.
    pub struct NoteRow {
        id: Uuid,
        text: String,
        written_by: Uuid,
        author: String,
        version: i32,
        created_at: DateTime<Utc>,
        updated_at: DateTime<Utc>,
    }
}

/// Notes about a student, newest first; or one of them.
pub fn list(conn: &mut PgConnection, student: Uuid, only: Option<Uuid>, after: Option<Uuid>, rows: i64) -> QueryResult<Vec<NoteRow>> {
    sql("SELECT n.id, n.text, n.written_by, a.display_name AS author, n.version, n.created_at, n.updated_at
         FROM student_notes n JOIN accounts a ON a.id = n.written_by
         WHERE n.student_id = $1 AND ($2::uuid IS NULL OR n.id = $2) AND ($3::uuid IS NULL OR n.id < $3)
         ORDER BY n.id DESC LIMIT $4")
    .bind(student)
    .bind(only)
    .bind(after)
    .bind(rows)
    .all(conn)
}

pub fn insert(conn: &mut PgConnection, organization: Uuid, student: Uuid, text: &str, by: Uuid, now: DateTime<Utc>) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    sql("INSERT INTO student_notes (id, organization_id, student_id, text, written_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)")
    .bind(id)
    .bind(organization)
    .bind(student)
    .bind(text)
    .bind(by)
    .bind(now)
    .run(conn)?;
    Ok(id)
}

row! {
    /// What of a note decides who may change it.
    pub struct LockedNote {
        written_by: Uuid,
        version: i32,
    }
}

pub fn lock(conn: &mut PgConnection, student: Uuid, note: Uuid) -> QueryResult<Option<LockedNote>> {
    sql("SELECT written_by, version FROM student_notes WHERE id = $1 AND student_id = $2 FOR UPDATE").bind(note).bind(student).first(conn)
}

pub fn rewrite(conn: &mut PgConnection, note: Uuid, text: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    sql("UPDATE student_notes SET text = $2, updated_at = $3, version = version + 1 WHERE id = $1")
        .bind(note)
        .bind(text)
        .bind(now)
        .run(conn)
}

pub fn delete(conn: &mut PgConnection, note: Uuid) -> QueryResult<usize> {
    sql("DELETE FROM student_notes WHERE id = $1").bind(note).run(conn)
}
