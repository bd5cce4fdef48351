//! Spreadsheets: CSV (RFC 4180) that Excel, Numbers and Sheets read as it is meant.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::error::AppError;

/// The media type of [`csv`].
pub const KIND: &str = "text/csv; charset=utf-8";

/// Without it Excel takes UTF-8 for the local code page.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A heading, and a line for each row.
///
/// # Errors
/// When a line cannot be written, which is our fault.
pub fn csv<'a>(heading: &[&str], rows: impl IntoIterator<Item = Vec<Cow<'a, str>>>) -> Result<String, AppError> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    file.write_record(heading).map_err(AppError::internal)?;
    for row in rows {
        file.write_record(row.iter().map(|field| inert(field).into_owned())).map_err(AppError::internal)?;
    }
    let bytes = file.into_inner().map_err(AppError::internal)?;
    String::from_utf8(bytes).map_err(AppError::internal)
}

/// An instant in a zone, as spreadsheets read it.
pub fn instant(at: DateTime<Utc>, zone: &str) -> String {
    at.with_timezone(&zone.parse::<Tz>().unwrap_or(Tz::UTC)).format("%Y-%m-%d %H:%M").to_string()
}

/// A field that a spreadsheet would take for a formula and carry out is marked as text (OWASP, "CSV
/// injection").
pub fn inert(field: &str) -> Cow<'_, str> {
    match field.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => Cow::Owned(format!("'{field}")),
        _ => Cow::Borrowed(field),
    }
}
