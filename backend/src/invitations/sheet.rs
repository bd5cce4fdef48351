//! Invitations as a spreadsheet.

use super::store::LineRow;
use crate::shared::error::AppError;
use crate::shared::sheet::{csv, instant};

/// One line for each invitation. Days and hours are those of the zone, which the heading names.
///
/// # Errors
/// When a line cannot be written, which is our fault.
pub fn print(lines: &[LineRow], zone: &str) -> Result<String, AppError> {
    let at = |what: &str| format!("{what} ({zone})");
    let (invited, mailed, opened, accepted, until) = (at("Invited"), at("Last mail"), at("Opened"), at("Accepted"), at("Works until"));
    let heading =
        ["Email", "Name", "Classroom", "State", "Waits for a seat", "Invited by", &invited, "Mails", &mailed, &opened, &accepted, &until];
    let rows = lines.iter().map(|line| {
        let waits = line.waits_since.is_some() && matches!(line.state.as_str(), "sent" | "opened");
        vec![
            line.email.as_str().into(),
            line.display_name.as_str().into(),
            line.classroom_name.as_deref().unwrap_or_default().into(),
            line.state.as_str().into(),
            if waits { "yes" } else { "" }.into(),
            line.invited_by.as_deref().unwrap_or_default().into(),
            instant(line.created_at, zone).into(),
            line.mails.to_string().into(),
            instant(line.mailed_at, zone).into(),
            line.opened_at.map(|at| instant(at, zone)).unwrap_or_default().into(),
            line.accepted_at.map(|at| instant(at, zone)).unwrap_or_default().into(),
            instant(line.expires_at, zone).into(),
        ]
    });
    csv(&heading, rows)
}
