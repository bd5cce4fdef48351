//! A classroom in a course: everybody's place in it, judged.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use super::standing::{Facts, Standing, standing};
use super::store::{self, OfferRow, StudentRow};
use crate::shared::error::AppError;

/// A member of the classroom, and where they stand.
pub struct Watched {
    /// What was read.
    pub row: StudentRow,
    /// What it comes to.
    pub standing: Standing,
}

/// What a list is sorted by: who needs somebody first, then by name.
pub type Key = (u8, String, Uuid);

impl Watched {
    fn of(row: StudentRow, due_on: Option<NaiveDate>, now: DateTime<Utc>, today: NaiveDate) -> Watched {
        let facts = Facts {
            seen_at: row.seen_at,
            finished: row.completed_at.is_some(),
            out_of_attempts: row.quiz_used_up,
            failed: row.quiz_failed,
            due_on,
        };
        let standing = standing(&facts, now, today);
        Watched { row, standing }
    }

    /// Its place in a list.
    pub fn key(&self) -> Key {
        (self.standing.rank(), self.row.display_name.to_lowercase(), self.row.student_id)
    }

    /// The address that is proven to be theirs.
    pub fn address(&self) -> Option<&str> {
        self.row.email.as_deref().filter(|_| self.row.email_verified && !self.row.deleted)
    }
}

/// Everybody, or some, in the order of lists.
///
/// # Errors
/// When the database is away.
pub fn watch(
    conn: &mut PgConnection,
    offer: &OfferRow,
    only: Option<&[Uuid]>,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Vec<Watched>, AppError> {
    let rows = store::students(conn, offer, only)?;
    let mut watched: Vec<Watched> = rows.into_iter().map(|row| Watched::of(row, offer.due_on, now, today)).collect();
    watched.sort_by_cached_key(Watched::key);
    Ok(watched)
}

/// How many stand where.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Count {
    pub not_begun: usize,
    pub underway: usize,
    pub stuck: usize,
    pub finished: usize,
    /// Who is in the middle or stuck, by the lesson where they are: its place, its title, and how many.
    pub lessons: BTreeMap<i32, (String, usize)>,
}

/// Counts them.
pub fn count(watched: &[Watched]) -> Count {
    let mut count = Count::default();
    for one in watched {
        match one.standing {
            Standing::NotBegun => count.not_begun += 1,
            Standing::Underway => count.underway += 1,
            Standing::Stuck(_) => count.stuck += 1,
            Standing::Finished => count.finished += 1,
        }
        if let (Standing::Underway | Standing::Stuck(_), Some(position), Some(title)) = (one.standing, one.row.position, &one.row.lesson) {
            count.lessons.entry(position).or_insert_with(|| (title.clone(), 0)).1 += 1;
        }
    }
    count
}
