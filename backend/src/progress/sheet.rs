//! A classroom's progress as a spreadsheet.

use chrono::{DateTime, Utc};

use super::watched::Watched;
use crate::shared::error::AppError;
use crate::shared::sheet::{self, instant};

/// One line for each student. Instants are those of the zone, which the heading names.
///
/// # Errors
/// When a line cannot be written, which is our fault.
pub fn print(watched: &[Watched], zone: &str) -> Result<String, AppError> {
    let (begun, seen, finished) = (format!("Began at ({zone})"), format!("Last seen at ({zone})"), format!("Finished at ({zone})"));
    let heading = [
        "Name",
        "Email",
        "Username",
        "State",
        "Reason",
        "Lessons finished",
        "Lessons",
        "Quiz attempts",
        "Best score (%)",
        &begun,
        &seen,
        &finished,
        "Certificate",
    ];
    let at = |at: Option<DateTime<Utc>>| at.map(|at| instant(at, zone)).unwrap_or_default().into();
    let rows = watched.iter().map(|Watched { row, standing }| {
        vec![
            row.display_name.as_str().into(),
            row.email.as_deref().unwrap_or_default().into(),
            row.username.as_deref().unwrap_or_default().into(),
            standing.name().into(),
            standing.reason().unwrap_or_default().into(),
            row.lessons_finished.to_string().into(),
            row.lessons.to_string().into(),
            row.attempts.to_string().into(),
            row.best.map(|best| best.to_string()).unwrap_or_default().into(),
            at(row.begun_at),
            at(row.seen_at),
            at(row.completed_at),
            row.certificate.as_deref().unwrap_or_default().into(),
        ]
    });
    sheet::csv(&heading, rows)
}
