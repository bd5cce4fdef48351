//! A batch as a spreadsheet: CSV (RFC 4180) that Excel, Numbers and Sheets read as it is meant.

use std::borrow::Cow;

use chrono_tz::Tz;

use super::store::batches::LineRow;
use crate::shared::error::AppError;

/// The media type of [`csv`].
pub const KIND: &str = "text/csv; charset=utf-8";

/// Without it Excel takes UTF-8 for the local code page.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One line for each code. Days and hours are those of the zone, which the heading names.
///
/// # Errors
/// When a line cannot be written, which is our fault.
pub fn csv(lines: &[LineRow], zone: &str, public_url: &str) -> Result<String, AppError> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let redeemed_at = format!("Redeemed at ({zone})");
    let heading = ["Code", "Join link", "Classroom", "Valid from", "Valid till", "State", "Redemptions", &redeemed_at];
    file.write_record(heading).map_err(AppError::internal)?;
    for line in lines {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let zone = zone.parse::<Tz>().unwrap_or(Tz::UTC);
        let redeemed_at = line.redeemed_at.map(|at| at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string());
        let fields = [
            line.text.clone(),
            format!("{public_url}/join/{}", line.text),
            line.classroom_name.clone().unwrap_or_default(),
            day(line.valid_from),
            day(line.valid_till),
            line.state.clone(),
            line.redeemed.to_string(),
            redeemed_at.unwrap_or_default(),
        ];
        file.write_record(fields.iter().map(|field| inert(field).into_owned())).map_err(AppError::internal)?;
    }
    let bytes = file.into_inner().map_err(AppError::internal)?;
    String::from_utf8(bytes).map_err(AppError::internal)
}

/// A field that a spreadsheet would take for a formula and carry out is marked as text (OWASP, "CSV
/// injection").
fn inert(field: &str) -> Cow<'_, str> {
    match field.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => Cow::Owned(format!("'{field}")),
        _ => Cow::Borrowed(field),
    }
}
