//! What became of the rows, as a spreadsheet: each as it was sent, with what happened beside it. What is
//! mended in it can be sent again as it is.

use super::store::rows::RowRow;
use crate::shared::error::AppError;
use crate::shared::sheet::inert;

/// The line with the headings.
///
/// # Errors
/// When it cannot be written, which is our fault.
pub fn heading(headings: &[String], width: usize, usernames: bool) -> Result<String, AppError> {
    let named = (0..width).map(|at| headings.get(at).cloned().unwrap_or_else(|| format!("Column {}", at + 1)));
    let own = ["Line", "What happens", "Why"].into_iter().chain(usernames.then_some("Signs in as"));
    write(named.chain(own.map(str::to_owned)))
}

/// The line of one row.
///
/// # Errors
/// When it cannot be written, which is our fault.
pub fn line(row: &RowRow, width: usize, usernames: bool) -> Result<String, AppError> {
    let mut cells: Vec<String> = serde_json::from_value(row.cells.clone()).unwrap_or_default();
    cells.resize(width, String::new());
    let (what, why) = match &row.result {
        Some(result) => (words(result), words(&row.result_reason)),
        None => (words(row.outcome.as_deref().unwrap_or("")), words(&row.reason)),
    };
    let why = if why.is_empty() || row.reason.is_empty() || row.reason == row.result_reason {
        why.to_owned()
    } else {
        [why, words(&row.reason)].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ")
    };
    let signs_in = usernames.then(|| if row.student_id.is_some() { row.username.clone() } else { String::new() });
    write(cells.into_iter().chain([row.number.to_string(), what.to_owned(), why]).chain(signs_in))
}

fn write(fields: impl Iterator<Item = String>) -> Result<String, AppError> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(fields.map(|field| inert(&field).into_owned())).map_err(AppError::internal)?;
    String::from_utf8(file.into_inner().map_err(AppError::internal)?).map_err(AppError::internal)
}

/// A stable name in words.
fn words(name: &str) -> &str {
    match name {
        "new" => "New student, spends a seat",
        "registered" => "Added, a seat was spent",
        "joins" => "Joins the classroom, no seat",
        "joined" => "Joined the classroom, no seat",
        "here" => "Already here",
        "asks" => "Needs an answer: the same person or somebody else",
        "duplicate" => "Twice in this file",
        "no-address" => "No email address",
        "bad-address" => "Not an email address",
        "blocked" | "member-blocked" => "Blocked from the classroom",
        "classroom-unknown" => "No such classroom",
        "classroom-needed" => "No classroom given",
        "teacher" => "Teaches, was not asked for",
        "staff" => "On the staff",
        "skipped" => "Skipped",
        "left-out" => "Left out",
        "refused" => "Not added",
        "no-seats-left" => "No seats are left",
        "classroom-full" => "The classroom has no seats left",
        "license-inactive" => "No license runs today",
        "classroom-deleted" => "The classroom is deleted",
        "organization-suspended" => "The organization is suspended",
        "same-address" => "the same mailbox in another spelling",
        "same-name-and-domain" => "the same name, and an address of the same domain",
        "same-name-and-classroom" => "the same name in the same classroom",
        "same-name" => "the same name",
        "username" => "Signs in with a username",
        "other-username" => "Signs in with another username, because this one cannot be had",
        "earlier-row" => "The same person as in a row further up",
        "same-person" => "Said to be the same person",
        "no-at" => "it has no @",
        "two-addresses" => "there are two in one cell",
        "blank-inside" => "there is a blank in it",
        "nothing-before-at" => "nothing stands before the @",
        "domain-incomplete" => "what stands after the @ is not complete",
        "characters" => "it has characters that no address has",
        "ambiguous" => "several classrooms have this name",
        "internal" => "Something went wrong on our side; run it again",
        other => other,
    }
}
