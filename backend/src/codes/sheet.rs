//! A batch as a spreadsheet.

use super::store::batches::LineRow;
use crate::shared::error::AppError;
pub use crate::shared::sheet::KIND;
use crate::shared::sheet::{self, instant};

/// One line for each code. Days and hours are those of the zone, which the heading names.
///
/// # Errors
/// When a line cannot be written, which is our fault.
pub fn csv(lines: &[LineRow], zone: &str, public_url: &str) -> Result<String, AppError> {
    let redeemed_at = format!("Redeemed at ({zone})");
    let heading = ["Code", "Join link", "Classroom", "Valid from", "Valid till", "State", "Redemptions", &redeemed_at];
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default().into();
    let rows = lines.iter().map(|line| {
        vec![
            line.text.as_str().into(),
            format!("{public_url}/join/{}", line.text).into(),
            line.classroom_name.as_deref().unwrap_or_default().into(),
            day(line.valid_from),
            day(line.valid_till),
            line.state.as_str().into(),
            line.redeemed.to_string().into(),
            line.redeemed_at.map(|at| instant(at, zone)).unwrap_or_default().into(),
        ]
    });
    sheet::csv(&heading, rows)
}
