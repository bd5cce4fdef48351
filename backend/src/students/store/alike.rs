//! Students who may be the same person as somebody new.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;
use crate::students::likeness::Newcomer;

row! {
    /// A student whose name or address resembles a newcomer's.
    pub struct CandidateRow {
        /// The newcomer's place in the list.
        place: i64,
        student_id: Uuid,
        display_name: String,
        email_key: Option<String>,
        /// Whether they are in the classroom that the newcomer is to go to.
        in_classroom: bool,
    }
}

/// For each newcomer some students who resemble them, by the stems of address and name.
pub fn candidates(conn: &mut PgConnection, organization: Uuid, newcomers: &[Newcomer]) -> QueryResult<Vec<CandidateRow>> {
    let addresses: Vec<&str> = newcomers.iter().map(|one| one.email_key.as_deref().unwrap_or("")).collect();
    let names: Vec<&str> = newcomers.iter().map(|one| one.name.as_str()).collect();
    let rooms: Vec<Uuid> = newcomers.iter().map(|one| one.classroom.unwrap_or_default()).collect();
    sql("SELECT n.place - 1 AS place, c.student_id, c.display_name, c.email_key,
                EXISTS (SELECT FROM memberships m WHERE m.student_id = c.student_id AND m.classroom_id = n.room AND m.left_at IS NULL)
                    AS in_classroom
         FROM unnest($2::text[], $3::text[], $4::uuid[]) WITH ORDINALITY AS n (address, name, room, place)
         CROSS JOIN LATERAL (
             SELECT coalesce(s.merged_into, s.id) AS student_id, a.display_name, a.email_key FROM accounts a
             JOIN students s ON s.account_id = a.id AND s.organization_id = $1
             WHERE n.address <> '' AND address_stem(a.email_key) = address_stem(n.address)
             UNION
             SELECT coalesce(s.merged_into, s.id), a.display_name, a.email_key FROM accounts a
             JOIN students s ON s.account_id = a.id AND s.organization_id = $1
             WHERE name_stem(n.name) <> '' AND name_stem(a.display_name) = name_stem(n.name)
             LIMIT 20
         ) c")
    .bind(organization)
    .bind(owned(&addresses))
    .bind(owned(&names))
    .bind(rooms)
    .all(conn)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
