//! Who claims an address, and folding one claim into another.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use uuid::Uuid;

use super::Person;
use crate::row;
use crate::shared::sql::sql;

/// Everything that decides whose an address is takes this turn, till the end of the transaction.
pub fn lock_address(conn: &mut PgConnection, key: &str) -> QueryResult<()> {
    sql("SELECT pg_advisory_xact_lock(hashtextextended('address/' || $1, 0))").bind(key).run(conn).map(drop)
}

/// A hash that belongs to the address or the username: the passwords of all who claim it are hashed alike, so that one
/// hash of what was typed tells which claim it fits, however many there are. The password of somebody who
/// is about to take the address is hashed like them, too, and they like it.
pub fn password_model(conn: &mut PgConnection, key: &str) -> QueryResult<Option<String>> {
    row! { struct Model { password_hash: String } }
    let model = sql("SELECT m.password_hash FROM (
             (SELECT password_hash, 1 AS rank FROM accounts WHERE (email_key = $1 OR username = $1) AND password_hash IS NOT NULL
              ORDER BY email_verified_at IS NULL, id LIMIT 1)
             UNION ALL (SELECT password_hash, 2 FROM address_changes WHERE email_key = $1 LIMIT 1)
         ) m ORDER BY m.rank LIMIT 1")
    .bind(key)
    .first::<Model>(conn)?;
    Ok(model.map(|row| row.password_hash))
}

/// The claim that this password opens, and nothing else is asked for; whoever has proven the address comes first.
pub fn with_password_alone(conn: &mut PgConnection, key: &str, hash: Option<&str>) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT a.id FROM accounts a WHERE (a.email_key = $1 OR a.username = $1) AND a.password_hash = $2
           AND NOT EXISTS (SELECT FROM second_factors x WHERE x.account_id = a.id AND x.confirmed_at IS NOT NULL)
         ORDER BY a.email_verified_at IS NULL, a.id LIMIT 1")
    .bind(key)
    .bind(hash)
    .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}

/// The claim that this password opens; whoever has proven the address comes first.
pub fn with_password(conn: &mut PgConnection, key: &str, hash: Option<&str>) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT id FROM accounts WHERE (email_key = $1 OR username = $1) AND password_hash = $2 ORDER BY email_verified_at IS NULL, id LIMIT 1")
        .bind(key)
        .bind(hash)
        .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}

row! {
    /// Somebody who claims an address, or holds it.
    pub struct Claim {
        id: Uuid,
        /// The address is proven to be theirs.
        holds: bool,
        /// Made by an invitation; nobody can sign in to it yet.
        invited: bool,
        /// Is a student somewhere, or runs the installation: not to be folded away.
        lives: bool,
    }
}

/// Those who matter of all who claim an address: its holder, the invitation, those with a life, and the
/// one that asks. (Whoever signs up with somebody else's address a thousand times is not read here.)
pub fn claims(conn: &mut PgConnection, key: &str, asks: Uuid) -> QueryResult<Vec<Claim>> {
    sql("SELECT c.id, c.holds, c.invited, c.lives FROM (
             SELECT a.id, a.email_verified_at IS NOT NULL AS holds, a.email_verified_at IS NULL AND a.password_hash IS NULL AS invited,
                    a.operator OR EXISTS (SELECT FROM students s WHERE s.account_id = a.id) AS lives
             FROM accounts a WHERE a.email_key = $1
         ) c WHERE c.holds OR c.invited OR c.lives OR c.id = $2 ORDER BY c.id")
    .bind(key)
    .bind(asks)
    .all(conn)
}

/// To whom a link to set a password goes: the holder, else whoever came first of those with a life, else
/// the newest claim.
pub fn spokesman(conn: &mut PgConnection, key: &str) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT c.id FROM (
             SELECT a.id, a.created_at, a.email_verified_at IS NOT NULL AS holds,
                    EXISTS (SELECT FROM students s WHERE s.account_id = a.id) AS lives
             FROM accounts a WHERE a.email_key = $1
         ) c ORDER BY c.holds DESC, c.lives DESC, CASE WHEN c.lives THEN c.id END, c.id DESC LIMIT 1")
    .bind(key)
    .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}

/// The person who has proven the address.
pub fn holder(conn: &mut PgConnection, key: &str) -> QueryResult<Option<Person>> {
    sql("SELECT id, email, email_key, username, true AS email_verified, display_name, locale, operator, password_hash
         FROM accounts WHERE email_key = $1 AND email_verified_at IS NOT NULL")
    .bind(key)
    .first(conn)
}

/// The account that an invitation to the address made, and that nobody has opened yet.
pub fn invitation(conn: &mut PgConnection, key: &str) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT id FROM accounts WHERE email_key = $1 AND email_verified_at IS NULL AND password_hash IS NULL")
        .bind(key)
        .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}

/// Whoever proved the address brings their password along, if they have one; and their name and language
/// into an account that nobody has proven to be theirs before.
pub fn bring_along(conn: &mut PgConnection, from: Uuid, into: Uuid) -> QueryResult<usize> {
    sql("UPDATE accounts a SET password_hash = b.password_hash,
             display_name = CASE WHEN a.email_verified_at IS NULL THEN b.display_name ELSE a.display_name END,
             locale = CASE WHEN a.email_verified_at IS NULL THEN b.locale ELSE a.locale END
         FROM accounts b WHERE a.id = $2 AND b.id = $1 AND b.password_hash IS NOT NULL")
    .bind(from)
    .bind(into)
    .run(conn)
}

/// Nobody can sign in to it any more, and it claims no address.
pub fn fold(conn: &mut PgConnection, from: Uuid, into: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    sql("UPDATE sessions SET ended_at = $2, ended_because = 'account-folded' WHERE account_id = $1 AND ended_at IS NULL")
        .bind(from)
        .bind(now)
        .run(conn)?;
    sql("DELETE FROM email_verifications WHERE account_id = $1").bind(from).run(conn)?;
    sql("DELETE FROM second_factors WHERE account_id = $1").bind(from).run(conn)?;
    sql("UPDATE password_links SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL").bind(from).bind(now).run(conn)?;
    sql("UPDATE accounts SET email = NULL, email_key = NULL, username = NULL, password_hash = NULL, folded_into = $2 WHERE id = $1")
        .bind(from)
        .bind(into)
        .run(conn)
        .map(drop)
}

/// Forgets claims that nobody proved, that hold nothing and that nobody used since then, where `spared`
/// newer ones of the same kind crowd them; some of them at a time.
pub fn forget_crowded(conn: &mut PgConnection, spared: i64, unused_since: DateTime<Utc>) -> QueryResult<usize> {
    sql("WITH crowded AS (
             SELECT email_key FROM accounts GROUP BY email_key HAVING count(*) > $1
         ), empty AS (
             SELECT a.id, row_number() OVER (PARTITION BY a.email_key ORDER BY a.id DESC) AS place
             FROM accounts a JOIN crowded USING (email_key)
             WHERE a.email_verified_at IS NULL AND a.password_hash IS NOT NULL AND NOT a.operator
               AND NOT EXISTS (SELECT FROM students s WHERE s.account_id = a.id)
               AND NOT EXISTS (SELECT FROM staff f WHERE f.account_id = a.id)
               AND NOT EXISTS (SELECT FROM pending_redemptions p WHERE p.account_id = a.id)
         )
         DELETE FROM accounts WHERE id IN (
             SELECT e.id FROM empty e WHERE e.place > $1
               AND NOT EXISTS (SELECT FROM sessions s WHERE s.account_id = e.id AND s.last_used_at > $2) LIMIT 10000)")
    .bind(spared)
    .bind(unused_since)
    .run(conn)
}

/// Forgets those of these accounts that nobody can sign in to and that are nobody's place anywhere.
pub fn forget_unopened(conn: &mut PgConnection, accounts: &[Uuid]) -> QueryResult<usize> {
    sql("DELETE FROM accounts a WHERE a.id = ANY ($1) AND a.email_verified_at IS NULL AND a.password_hash IS NULL AND NOT a.operator
           AND NOT EXISTS (SELECT FROM students s WHERE s.account_id = a.id) AND NOT EXISTS (SELECT FROM staff f WHERE f.account_id = a.id)")
        .bind(accounts.to_vec())
        .run(conn)
}

/// Other claims of this address to which six digits were mailed since then.
pub fn others_mailed_since(conn: &mut PgConnection, key: &str, account: Uuid, since: DateTime<Utc>) -> QueryResult<i64> {
    sql("SELECT count(*) AS value FROM email_verifications WHERE email_key = $1 AND account_id <> $2 AND sent_at > $3")
        .bind(key)
        .bind(account)
        .bind(since)
        .scalar(conn)
}

/// Who has proven this address, or has this username.
pub fn named(conn: &mut PgConnection, key: &str) -> QueryResult<Option<Uuid>> {
    row! { struct Found { id: Uuid } }
    let found = sql("SELECT id FROM accounts WHERE email_key = $1 AND email_verified_at IS NOT NULL OR username = $1")
        .bind(key)
        .first::<Found>(conn)?;
    Ok(found.map(|row| row.id))
}
