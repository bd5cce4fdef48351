//! What the judgement of rows looks at. Reads tables of accounts, classrooms and students; writes none.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

row! {
    /// A classroom by the name that rows know it by.
    pub struct NamedRoomRow {
        id: Uuid,
        /// In lower case.
        key: String,
    }
}

/// Classrooms of these names (in lower case) within reach that are not deleted.
pub fn rooms(conn: &mut PgConnection, organization: Uuid, keys: Vec<String>, reach: Option<Uuid>) -> QueryResult<Vec<NamedRoomRow>> {
    sql("SELECT k.id, lower(btrim(k.name)) AS key FROM classrooms k
         WHERE k.organization_id = $1 AND lower(btrim(k.name)) = ANY ($2) AND k.deleted_at IS NULL
           AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $3))")
    .bind(organization)
    .bind(keys)
    .bind(reach)
    .all(conn)
}

/// Whether rows may be led into this classroom.
pub fn room_is_open(conn: &mut PgConnection, organization: Uuid, room: Uuid, reach: Option<Uuid>) -> QueryResult<bool> {
    sql("SELECT EXISTS (SELECT FROM classrooms k WHERE k.organization_id = $1 AND k.id = $2 AND k.deleted_at IS NULL
             AND ($3::uuid IS NULL OR EXISTS (SELECT FROM classroom_staff a WHERE a.classroom_id = k.id AND a.staff_id = $3))) AS value")
    .bind(organization)
    .bind(room)
    .bind(reach)
    .scalar(conn)
}

row! {
    /// A student who has the address or the username of a row.
    pub struct KnownRow {
        place: i64,
        student_id: Option<Uuid>,
        there: bool,
        blocked: bool,
    }
}

/// For each row, the student of the organization with that address (proven or not, as they came in) or that
/// username, and whether they are in the classroom.
pub fn by_key(conn: &mut PgConnection, organization: Uuid, keys: Vec<String>, rooms: Vec<Uuid>) -> QueryResult<Vec<KnownRow>> {
    sql("SELECT x.place - 1 AS place, s.id AS student_id,
                x.room = '00000000-0000-0000-0000-000000000000' OR EXISTS (SELECT FROM memberships m
                    WHERE m.classroom_id = x.room AND m.student_id = s.id AND m.left_at IS NULL) AS there,
                EXISTS (SELECT FROM classroom_blocks b WHERE b.classroom_id = x.room AND b.student_id = s.id) AS blocked
         FROM unnest($2::text[], $3::uuid[]) WITH ORDINALITY AS x (key, room, place)
         JOIN LATERAL (
             SELECT coalesce(s.merged_into, s.id) AS id FROM accounts a JOIN students s ON s.account_id = a.id AND s.organization_id = $1
             WHERE a.email_key = x.key OR a.username = x.key ORDER BY a.email_verified_at IS NULL, s.id LIMIT 1
         ) s ON true WHERE x.key <> ''")
    .bind(organization)
    .bind(keys)
    .bind(rooms)
    .all(conn)
}

/// Those of these usernames that somebody has, wherever.
pub fn taken(conn: &mut PgConnection, usernames: Vec<String>) -> QueryResult<Vec<String>> {
    row! { struct Taken { username: String } }
    let found = sql("SELECT username FROM accounts WHERE username = ANY ($1)").bind(usernames).all::<Taken>(conn)?;
    Ok(found.into_iter().map(|row| row.username).collect())
}

row! {
    /// A row further up that is about the same person, or about somebody like them.
    pub struct EarlierRow {
        number: i32,
        name: String,
        /// In compared form; none where there is no address.
        email_key: Option<String>,
        identity: String,
        mailbox: String,
        room: String,
    }
}

/// Rows further up with one of these identities, mailboxes or names that lead somewhere.
pub fn earlier(
    conn: &mut PgConnection,
    import: Uuid,
    before: i32,
    identities: Vec<String>,
    mailboxes: Vec<String>,
    names: Vec<String>,
) -> QueryResult<Vec<EarlierRow>> {
    sql("SELECT number, name, CASE WHEN identity LIKE 'e:%' THEN substr(identity, 3) END AS email_key, identity, mailbox, room FROM import_rows
         WHERE import_id = $1 AND number < $2 AND outcome IN ('new', 'joins', 'here', 'asks', 'blocked')
           AND (identity <> '' AND identity = ANY ($3) OR mailbox <> '' AND mailbox = ANY ($4)
               OR name <> '' AND name_stem(name) = ANY (ARRAY(SELECT name_stem(x) FROM unnest($5::text[]) x))) ORDER BY number LIMIT 5000")
    .bind(import)
    .bind(before)
    .bind(identities)
    .bind(mailboxes)
    .bind(names)
    .all(conn)
}

row! {
    /// Who a row became.
    pub struct BecameRow {
        number: i32,
        student_id: Option<Uuid>,
    }
}

/// Who these rows became, if they were carried out.
pub fn became(conn: &mut PgConnection, import: Uuid, numbers: Vec<i32>) -> QueryResult<Vec<BecameRow>> {
    sql("SELECT number, student_id FROM import_rows WHERE import_id = $1 AND number = ANY ($2)").bind(import).bind(numbers).all(conn)
}

/// Those of these students whom this import has registered.
pub fn registered(conn: &mut PgConnection, import: Uuid, students: Vec<Uuid>) -> QueryResult<Vec<Uuid>> {
    row! { struct Found { student_id: Uuid } }
    let found = sql("SELECT DISTINCT r.student_id FROM import_rows r JOIN students s ON s.id = r.student_id
         WHERE r.import_id = $1 AND r.student_id = ANY ($2) AND r.result = 'registered'")
    .bind(import)
    .bind(students)
    .all::<Found>(conn)?;
    Ok(found.into_iter().map(|row| row.student_id).collect())
}

/// The account of a student.
pub fn account(conn: &mut PgConnection, organization: Uuid, student: Uuid) -> QueryResult<Uuid> {
    sql("SELECT account_id AS value FROM students WHERE organization_id = $1 AND id = $2").bind(organization).bind(student).scalar(conn)
}

/// The place in the staff of whoever has this address.
pub fn staff(conn: &mut PgConnection, organization: Uuid, email_key: &str) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT f.id FROM staff f JOIN accounts a ON a.id = f.account_id
         WHERE f.organization_id = $1 AND a.email_key = $2 ORDER BY a.email_verified_at IS NULL LIMIT 1")
    .bind(organization)
    .bind(email_key)
    .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}
