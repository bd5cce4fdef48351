//! Which students a request means: named one by one, or all that the roster shows.

use super::Who;
use crate::shared::error::AppError;
use uuid::Uuid;

/// A selection as a request makes it.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Selection {
    pub student_ids: Vec<Uuid>,
    pub everybody: bool,
    pub q: Option<String>,
    pub except_ids: Vec<Uuid>,
}

impl Selection {
    /// Whom it means.
    ///
    /// # Errors
    /// `selection-unclear` when it names somebody and means everybody as well, or neither.
    pub fn who(self) -> Result<Who, AppError> {
        let named = !self.student_ids.is_empty();
        if named == self.everybody || (named && (self.q.is_some() || !self.except_ids.is_empty())) {
            return Err(AppError::field(
                "/students",
                "selection-unclear",
                "Name the students, or say everybody, with a search and exceptions if you like; not both.",
            ));
        }
        if named {
            return Ok(Who::These(self.student_ids));
        }
        let matching = self.q.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        Ok(Who::Everybody { matching, except: self.except_ids })
    }
}

/// Refuses nobody, and more students than one request may mean.
///
/// # Errors
/// `nobody-chosen`, `too-many-students`.
pub fn check_size(students: usize, most: usize) -> Result<(), AppError> {
    match students {
        0 => Err(AppError::field("/students", "nobody-chosen", "Nobody matches. Choose at least one student.")),
        count if count > most => {
            Err(AppError::field("/students", "too-many-students", "At most 5,000 students at once. Narrow the search, or go in parts."))
        }
        _ => Ok(()),
    }
}
