//! Redemptions of a student whose profile became part of another.

use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::row;
use crate::shared::sql::sql;

/// The redemptions of one student are another's from now on; which they are. Who redeemed, and whether it
/// spent a seat, stays as it was.
///
/// # Errors
/// When the database refuses.
pub fn hand_over(conn: &mut PgConnection, from: Uuid, to: Uuid) -> QueryResult<Vec<Uuid>> {
    row! { struct Handed { id: Uuid } }
    let handed =
        sql("UPDATE redemptions SET student_id = $2 WHERE student_id = $1 RETURNING id").bind(from).bind(to).all::<Handed>(conn)?;
    Ok(handed.into_iter().map(|row| row.id).collect())
}

/// Gives these back.
///
/// # Errors
/// When the database refuses.
pub fn hand_back(conn: &mut PgConnection, from: Uuid, to: Uuid, redemptions: &[Uuid]) -> QueryResult<usize> {
    sql("UPDATE redemptions SET student_id = $2 WHERE student_id = $1 AND id = ANY ($3)")
        .bind(from)
        .bind(to)
        .bind(redemptions.to_vec())
        .run(conn)
}
