//! What staff choose and answer before an import runs, and setting it in motion.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use encoding_rs::Encoding;
use uuid::Uuid;

use super::columns::Columns;
use super::judge::Decision;
use super::read::{self, MOST_COLUMNS, Reading, Source, Wishes};
use super::run::{desk, write_checked};
use super::store::{self, Choices, ImportRow, NewImport, rows};
use crate::classrooms;
use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind};

/// Who does something to which import, when.
#[derive(Debug, Clone)]
pub struct Hand {
    /// The organization.
    pub organization: Uuid,
    /// Whose imports they see: an admin everybody's, a teacher their own.
    pub by: Option<Uuid>,
    /// Null reaches every classroom, else only those of this member of staff.
    pub reach: Option<Uuid>,
    /// The import.
    pub import: Uuid,
    /// When.
    pub now: DateTime<Utc>,
}

/// Refuses a classroom where nothing may be led.
///
/// # Errors
/// `classroom-unknown`.
pub fn known_classroom(conn: &mut PgConnection, organization: Uuid, reach: Option<Uuid>, classroom: Option<Uuid>) -> Result<(), AppError> {
    let Some(classroom) = classroom else { return Ok(()) };
    let unknown = || AppError::field("/classroom_id", "classroom-unknown", "There is no such classroom among yours. Choose another.");
    let room = classrooms::one(conn, organization, classroom, reach).map_err(|_| unknown())?;
    if room.deleted_at.is_some() { Err(unknown()) } else { Ok(()) }
}

/// Reads what was uploaded; from now on it is checked.
///
/// # Errors
/// Those of [`read::read`].
pub fn take_in(conn: &mut PgConnection, new: &NewImport) -> Result<(), AppError> {
    store::lock(conn, new.id)?;
    let reading = read::read(conn, new.id, new.source, Wishes::default())?;
    store::read(conn, new.id, &reading, new.now)?;
    Ok(())
}

/// What changes; `None` stays.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Changes {
    pub encoding: Option<String>,
    pub separator: Option<String>,
    pub has_heading: Option<bool>,
    pub columns: Option<Columns>,
    pub classroom: Option<Option<Uuid>>,
    pub make_classrooms: Option<bool>,
    pub add_teachers: Option<bool>,
    pub give_usernames: Option<bool>,
    pub send_mail: Option<bool>,
}

impl Changes {
    fn rereads(&self) -> bool {
        self.encoding.is_some() || self.separator.is_some() || self.has_heading.is_some()
    }

    /// Without a column of addresses there is no other way in.
    fn gives_usernames(&self, before: &ImportRow) -> bool {
        let loses_addresses = self.columns.as_ref().is_some_and(|columns| columns.email.is_none());
        self.give_usernames.unwrap_or(before.give_usernames || loses_addresses)
    }

    fn checks_again(&self, before: &ImportRow) -> bool {
        self.gives_usernames(before) != before.give_usernames
            || self.columns.as_ref().is_some_and(|columns| *columns != before.columns())
            || self.classroom.is_some_and(|classroom| classroom != before.classroom_id)
            || self.make_classrooms.is_some_and(|makes| makes != before.make_classrooms)
            || self.add_teachers.is_some_and(|adds| adds != before.add_teachers)
    }
}

/// Changes how an import is read and what it does. Its rows are checked again where that makes a difference.
///
/// # Errors
/// `not-found`, `stale`, `import-started`, `classroom-unknown`, `column-unknown`, `role-required`, and those of
/// [`read::read`].
pub fn change(conn: &mut PgConnection, hand: &Hand, changes: &Changes, if_match: &IfMatch) -> Result<(), AppError> {
    let mut import = begin(conn, hand)?;
    if_match.check(import.version)?;
    if import.started_at.is_some() || import.state == "cancelled" {
        return Err(AppError::new(
            Kind::Conflict,
            "import-started",
            "This import has been run, so how it is read stays as it is. Answer its questions and run what is left, or send the file again.",
        ));
    }
    if hand.reach.is_some() && (changes.make_classrooms == Some(true) || changes.add_teachers == Some(true)) {
        return Err(AppError::new(
            Kind::Forbidden,
            "role-required",
            "Only admins make classrooms and add staff. Ask one of them, or leave it out.",
        ));
    }
    if let Some(classroom) = changes.classroom {
        known_classroom(conn, hand.organization, hand.reach, classroom)?;
    }
    if changes.rereads() && import.source == "csv" {
        reread(conn, hand, &import, changes)?;
        import = store::one(conn, hand.organization, hand.import, hand.by)?;
    }
    let columns = changes.columns.clone().unwrap_or_else(|| import.columns());
    if columns.beyond(MOST_COLUMNS) {
        return Err(AppError::field("/columns", "column-unknown", "There is no such column in this file."));
    }
    let again = changes.checks_again(&import);
    let choices = Choices {
        columns,
        classroom: changes.classroom.unwrap_or(import.classroom_id),
        make_classrooms: changes.make_classrooms.unwrap_or(import.make_classrooms),
        add_teachers: changes.add_teachers.unwrap_or(import.add_teachers),
        give_usernames: changes.gives_usernames(&import),
        send_mail: changes.send_mail.unwrap_or(import.send_mail),
    };
    store::choose(conn, import.id, &choices, hand.now)?;
    if again {
        rows::uncheck(conn, import.id)?;
        store::move_to(conn, import.id, "checking", hand.now)?;
    }
    Ok(())
}

/// Reads the stored file again in another way. What was chosen and answered about its rows is gone.
fn reread(conn: &mut PgConnection, hand: &Hand, before: &ImportRow, changes: &Changes) -> Result<(), AppError> {
    rows::forget(conn, before.id)?;
    let encoding = changes.encoding.as_deref().unwrap_or(&before.encoding);
    let separator = changes.separator.as_deref().unwrap_or(&before.separator);
    let wishes = Wishes {
        encoding: Encoding::for_label(encoding.as_bytes()),
        separator: separator.bytes().next(),
        has_heading: Some(changes.has_heading.unwrap_or(before.has_heading)),
    };
    let reading = read::read(conn, before.id, Source::Csv, wishes)?;
    // Which column is what was perhaps corrected; another heading says nothing about that.
    let same = reading.separator == before.separator;
    let reading = Reading { columns: if same { before.columns() } else { reading.columns }, ..reading };
    store::read(conn, before.id, &reading, hand.now)
}

/// Locks an import within sight and reads it.
fn begin(conn: &mut PgConnection, hand: &Hand) -> Result<ImportRow, AppError> {
    store::one(conn, hand.organization, hand.import, hand.by)?;
    store::lock(conn, hand.import)?;
    store::one(conn, hand.organization, hand.import, hand.by)
}

/// Refuses while rows are being worked on.
fn at_rest(import: &ImportRow) -> Result<(), AppError> {
    if matches!(import.state.as_str(), "checking" | "running") {
        return Err(AppError::new(Kind::Conflict, "import-busy", "Homeroom is working on this import. Try again when it is through.")
            .retry_after(2));
    }
    Ok(())
}

/// Answers a row, or corrects its address; then it is checked again, and with it those that are about the
/// same person.
///
/// # Errors
/// `not-found`, `import-busy`, `row-done`, `decision-unknown`.
pub fn change_row(
    conn: &mut PgConnection,
    hand: &Hand,
    number: i32,
    decision: Option<Option<&str>>,
    email: Option<&str>,
) -> Result<(), AppError> {
    let import = begin(conn, hand)?;
    at_rest(&import)?;
    let row = rows::list(conn, import.id, &rows::RowFilter { only: Some(number), ..Default::default() }, None, None, 1)?.pop();
    let row = row.ok_or_else(AppError::not_found)?;
    if row.student_id.is_some() {
        return Err(AppError::new(Kind::Conflict, "row-done", "This row has been carried out. Change the student instead."));
    }
    // Both before and after: a corrected address makes it another person's row.
    let mut kin = rows::kin(conn, import.id, number)?;
    if let Some(decision) = decision {
        rows::decide(conn, import.id, number, known_decision(decision)?)?;
    }
    if let Some(email) = email {
        rows::mend(conn, import.id, number, email.trim())?;
    }
    let desk = desk(&import, hand.organization, hand.reach);
    let own: Vec<_> = rows::kin(conn, import.id, number)?.into_iter().filter(|row| row.number == number).collect();
    write_checked(conn, &desk, &own)?;
    kin = kin.into_iter().chain(rows::kin(conn, import.id, number)?).filter(|row| row.number != number).collect();
    kin.sort_by_key(|row| row.number);
    kin.dedup_by_key(|row| row.number);
    write_checked(conn, &desk, &kin)?;
    Ok(())
}

fn known_decision(decision: Option<&str>) -> Result<Option<&str>, AppError> {
    match decision {
        Some(name) if Decision::named(name).is_none() => {
            Err(AppError::field("/decision", "decision-unknown", "Say whether it is the same person, somebody else, or to be skipped."))
        }
        decision => Ok(decision),
    }
}

/// Answers every row that asks.
///
/// # Errors
/// `not-found`, `import-busy`, `decision-unknown`.
pub fn decide_all(conn: &mut PgConnection, hand: &Hand, decision: &str) -> Result<(), AppError> {
    let import = begin(conn, hand)?;
    at_rest(&import)?;
    known_decision(Some(decision))?;
    if rows::decide_all(conn, import.id, decision)? > 0 {
        store::move_to(conn, import.id, "checking", hand.now)?;
    }
    Ok(())
}

/// Sets an import in motion; run again, it takes up what is left. Twice is harmless.
///
/// # Errors
/// `not-found`, `import-busy`.
pub fn run(conn: &mut PgConnection, hand: &Hand) -> Result<(), AppError> {
    let import = begin(conn, hand)?;
    if import.state == "running" {
        return Ok(());
    }
    at_rest(&import)?;
    rows::take_up_again(conn, import.id)?;
    store::move_to(conn, import.id, "running", hand.now)?;
    Ok(())
}

/// Stops an import after the piece at hand. What is done stays done. Twice is harmless.
///
/// # Errors
/// `not-found`, `import-not-running`.
pub fn cancel(conn: &mut PgConnection, hand: &Hand) -> Result<(), AppError> {
    let import = begin(conn, hand)?;
    match import.state.as_str() {
        "running" => store::move_to(conn, import.id, "cancelled", hand.now).map(drop).map_err(AppError::from),
        "cancelled" => Ok(()),
        _ => Err(AppError::new(Kind::Conflict, "import-not-running", "This import is not running, so there is nothing to stop.")),
    }
}

/// Throws an import away that has done nothing yet.
///
/// # Errors
/// `not-found`, `import-started`.
pub fn discard(conn: &mut PgConnection, hand: &Hand) -> Result<(), AppError> {
    let import = begin(conn, hand)?;
    if import.started_at.is_some() {
        return Err(AppError::new(Kind::Conflict, "import-started", "This import has been run, so it stays on record."));
    }
    store::delete(conn, import.id)?;
    Ok(())
}
