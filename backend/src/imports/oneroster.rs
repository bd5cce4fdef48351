//! A roster as student information systems export it: the CSV bundle of OneRoster 1.1 and 1.2 (1EdTech), a
//! zip file with users.csv, classes.csv, enrollments.csv and, since 1.2, roles.csv. Each student becomes a
//! row for each class they are enrolled in.

use std::cell::RefCell;
use std::io::{Read, Seek};

use diesel::PgConnection;
use encoding_rs::UTF_8;
use uuid::Uuid;
use zip::ZipArchive;
use zip::result::ZipError;

use super::columns::Columns;
use super::file::StoredFile;
use super::read::{MOST_ROWS, Reading, Source, too_many_rows};
use super::store::roster::{self, RosterLine};
use super::table::{Lines, decoded, of_io};
use crate::shared::error::AppError;

/// What one file of the bundle may unpack to, whatever it says of itself.
const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// How many lines of a file are kept: people are in several classes.
const MOST_LINES: usize = 20 * MOST_ROWS;
const BATCH: usize = 1_000;

/// Reads the bundle.
///
/// # Errors
/// `workbook-not-csv`, `zip-unreadable`, `roster-incomplete`, `file-too-large`, `too-many-rows`.
pub fn read(conn: &RefCell<&mut PgConnection>, import: Uuid) -> Result<Reading, AppError> {
    let mut bundle = ZipArchive::new(StoredFile::open(conn, import)?).map_err(unreadable)?;
    if bundle.file_names().flatten().any(|name| name == "xl/workbook.xml" || name == "mimetype") {
        return Err(workbook());
    }
    let mut intake = Intake { conn, import, left_out: 0 };
    if !intake.take(&mut bundle, "users.csv", "user", "sourcedId", "", USER)? {
        return Err(AppError::field(
            "",
            "roster-incomplete",
            "This zip file has no users.csv. A roster (OneRoster CSV) has one beside classes.csv and enrollments.csv.",
        ));
    }
    intake.take(&mut bundle, "roles.csv", "role", "userSourcedId", "", &["role"])?;
    intake.take(&mut bundle, "classes.csv", "class", "sourcedId", "", &["title", "classCode"])?;
    intake.take(&mut bundle, "enrollments.csv", "enrollment", "userSourcedId", "classSourcedId", &["role"])?;
    let left_out = intake.left_out;
    let conn = &mut conn.borrow_mut();
    let count = roster::gather(conn, import)?;
    if count > MOST_ROWS {
        return Err(too_many_rows());
    }
    roster::forget(conn, import)?;
    let headings = ["email", "givenName", "familyName", "username", "class", "role", "sourcedId"].map(str::to_owned);
    Ok(Reading {
        source: Source::OneRoster,
        encoding: "",
        separator: String::new(),
        has_heading: true,
        headings: headings.to_vec(),
        columns: Columns {
            email: Some(0),
            first_name: Some(1),
            last_name: Some(2),
            username: Some(3),
            classroom: Some(4),
            role: Some(5),
            student_number: Some(6),
            ..Columns::default()
        },
        count,
        left_out,
    })
}

/// What of a user is kept, in this order (`store::roster` counts on it).
const USER: &[&str] = &["email", "givenName", "familyName", "username", "role", "preferredFirstName", "preferredLastName"];

struct Intake<'c, 'd> {
    conn: &'c RefCell<&'d mut PgConnection>,
    import: Uuid,
    left_out: i32,
}

impl Intake<'_, '_> {
    /// Takes the lines of one file of the bundle; whether it is there. What is marked as deleted, and who
    /// may not sign in, is left out.
    fn take<R: Read + Seek>(
        &mut self,
        bundle: &mut ZipArchive<R>,
        file: &str,
        kind: &'static str,
        key: &str,
        other_key: &str,
        wanted: &[&str],
    ) -> Result<bool, AppError> {
        let found = bundle.file_names().flatten().find(|name| name.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case(file)));
        let Some(name) = found.map(|name| name.into_owned()) else { return Ok(false) };
        let file = bundle.by_name(&name).map_err(unreadable)?;
        if file.size() > MOST_BYTES {
            return Err(too_large());
        }
        let mut lines = Lines::of(decoded(file.take(MOST_BYTES), UTF_8), b',');
        let Some(heading) = lines.next().transpose()?.map(|line| line.cells) else { return Ok(true) };
        let at = |name: &str| heading.iter().position(|heading| heading.eq_ignore_ascii_case(name));
        let (key, other_key, status, enabled) = (at(key), at(other_key), at("status"), at("enabledUser"));
        let wanted: Vec<Option<usize>> = wanted.iter().map(|name| at(name)).collect();
        let mut waiting = Vec::with_capacity(BATCH);
        for (count, line) in lines.enumerate() {
            let line = line?;
            let cell = |at: Option<usize>| at.and_then(|at| line.cells.get(at)).map_or("", String::as_str);
            if count >= MOST_LINES {
                return Err(too_large());
            }
            if cell(status).eq_ignore_ascii_case("tobedeleted") || cell(enabled).eq_ignore_ascii_case("false") {
                self.left_out += i32::from(kind == "user");
                continue;
            }
            let cells = wanted.iter().map(|at| cell(*at).to_owned()).collect();
            waiting.push(RosterLine { place: line.number, key: cell(key).to_owned(), other_key: cell(other_key).to_owned(), cells });
            if waiting.len() == BATCH {
                roster::insert(&mut self.conn.borrow_mut(), self.import, kind, &waiting)?;
                waiting.clear();
            }
        }
        roster::insert(&mut self.conn.borrow_mut(), self.import, kind, &waiting)?;
        Ok(true)
    }
}

fn unreadable(error: ZipError) -> AppError {
    match error {
        ZipError::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<diesel::result::Error>()) => of_io(error),
        _ => AppError::field("", "zip-unreadable", "This zip file cannot be opened. Export the roster again, without a password."),
    }
}

fn too_large() -> AppError {
    AppError::field(
        "",
        "file-too-large",
        "What is in this zip file is larger than an import takes. Export a part of the roster, such as one school.",
    )
}

fn workbook() -> AppError {
    AppError::field(
        "",
        "workbook-not-csv",
        "This is a workbook, not a list. Open it in your spreadsheet program, save it as CSV (UTF-8), and send that file.",
    )
}
