//! Imports on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::columns::Columns;
use super::store::rows::RowRow;
use super::store::{FigureRow, ImportRow, NewRoomRow, SeatsRow};
use crate::shared::json::{not_null, present};

/// The path of an import.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ImportPath {
    /// The organization.
    #[allow(dead_code)]
    pub organization_id: Uuid,
    /// The import.
    pub import_id: Uuid,
}

/// The path of a row.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RowPath {
    /// The organization.
    #[allow(dead_code)]
    pub organization_id: Uuid,
    /// The import.
    pub import_id: Uuid,
    /// The row's number.
    pub number: i32,
}

/// What is said about a list that is sent.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// What the file is called.
    #[serde(default)]
    pub file_name: String,
    /// Where rows go that name no classroom of their own. A teacher has to say it, or rows name their
    /// classrooms.
    pub classroom_id: Option<Uuid>,
}

/// Which column is what, by its place from 0; null: no column says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportColumns {
    /// The address, perhaps with the name beside it.
    #[schema(example = 2)]
    pub email: Option<u8>,
    /// The whole name.
    pub name: Option<u8>,
    /// First names.
    #[schema(example = 0)]
    pub first_name: Option<u8>,
    /// Last names.
    #[schema(example = 1)]
    pub last_name: Option<u8>,
    /// What somebody without an address signs in with.
    pub username: Option<u8>,
    /// The classroom's name.
    #[schema(example = 3)]
    pub classroom: Option<u8>,
    /// `teacher` where a row is about somebody who teaches.
    pub role: Option<u8>,
    /// The school's own number of a student. Within the list it tells apart who has no address; it is not kept
    /// with the student.
    pub student_number: Option<u8>,
}

impl From<Columns> for ImportColumns {
    fn from(columns: Columns) -> Self {
        let place = |at: Option<usize>| at.and_then(|at| u8::try_from(at).ok());
        ImportColumns {
            email: place(columns.email),
            name: place(columns.name),
            first_name: place(columns.first_name),
            last_name: place(columns.last_name),
            username: place(columns.username),
            classroom: place(columns.classroom),
            role: place(columns.role),
            student_number: place(columns.student_number),
        }
    }
}

impl From<ImportColumns> for Columns {
    fn from(columns: ImportColumns) -> Self {
        let place = |at: Option<u8>| at.map(usize::from);
        Columns {
            email: place(columns.email),
            name: place(columns.name),
            first_name: place(columns.first_name),
            last_name: place(columns.last_name),
            username: place(columns.username),
            classroom: place(columns.classroom),
            role: place(columns.role),
            student_number: place(columns.student_number),
        }
    }
}

/// How many rows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportCount {
    /// The outcome or the result.
    #[schema(example = "new")]
    pub name: String,
    /// How many rows have it.
    #[schema(example = 480)]
    pub rows: i64,
}

/// A classroom by its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportClassroom {
    /// The classroom; null while it is not there.
    pub id: Option<Uuid>,
    /// Its name.
    #[schema(example = "Health One: 3rd Period")]
    pub name: String,
}

/// A list of people on its way to become students.
#[derive(Debug, Serialize, ToSchema)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// `paste`, `csv` or `oneroster`.
    #[schema(example = "csv")]
    pub source: String,
    /// What the file is called; empty for what was pasted.
    #[schema(example = "period-3.csv")]
    pub file_name: String,
    /// `checking` (what each row will do is being worked out), `ready` (to be run), `running`, `done`, or
    /// `cancelled`.
    #[schema(example = "ready")]
    pub state: String,
    /// Where rows go that name no classroom of their own.
    pub classroom: Option<ImportClassroom>,
    /// How the file's bytes are read as letters; empty where there is nothing to choose.
    #[schema(example = "windows-1252")]
    pub encoding: String,
    /// What its columns are apart by; empty where there is nothing to choose.
    #[schema(example = ";")]
    pub separator: String,
    /// Whether its first row names the columns.
    pub has_heading: bool,
    /// Those names.
    pub headings: Vec<String>,
    /// Which column is what.
    pub columns: ImportColumns,
    /// Whether classrooms that rows name and that are not there are made.
    pub make_classrooms: bool,
    /// Whether those who teach are put on the staff.
    pub add_teachers: bool,
    /// Whether students without an address get a username: the one that their row names, where nobody has it yet.
    pub give_usernames: bool,
    /// Whether new students are mailed that they are in.
    pub send_mail: bool,
    /// How many rows there are.
    #[schema(example = 500)]
    pub rows: i32,
    /// How many people of a roster were left out because it marks them as gone.
    pub left_out: i32,
    /// How many rows were checked.
    #[schema(example = 500)]
    pub checked: i64,
    /// How many rows were carried out, or cannot be.
    #[schema(example = 0)]
    pub done: i64,
    /// What the rows will do: `new` (spends a seat), `joins` (the classroom, without a seat), `here` (nothing
    /// to do), `asks` (whether they are somebody who is there), `duplicate`, `no-address`, `bad-address`,
    /// `blocked`, `classroom-unknown`, `classroom-needed`, `teacher` (left out unless asked for), `staff` or
    /// `skipped`.
    pub outcomes: Vec<ImportCount>,
    /// What they did: `registered` (a seat was spent), `joined`, `here`, `staff`, `left-out` or `refused`.
    pub results: Vec<ImportCount>,
    /// Why rows were refused: `no-seats-left`, `classroom-full`, `license-inactive`, `classroom-deleted`,
    /// `member-blocked`, `organization-suspended` or `internal`.
    pub refusals: Vec<ImportCount>,
    /// How many rows were tried and are left to be done: neither duplicates nor those left out on purpose.
    #[schema(example = 0)]
    pub left: i64,
    /// How many of those it registered have no address, so sign in with a username or a card.
    #[schema(example = 0)]
    pub with_usernames: i64,
    /// How many rows wait for an answer.
    #[schema(example = 2)]
    pub questions: i64,
    /// Who sent it.
    #[schema(example = "Ana Ruiz")]
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was first run.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

impl Import {
    /// An import with the figures that are its own.
    pub fn show(row: ImportRow, figures: &[FigureRow]) -> Import {
        let own = || figures.iter().filter(|figure| figure.import_id == row.id);
        let sum = |which: &dyn Fn(&FigureRow) -> bool| own().filter(|figure| which(figure)).map(|figure| figure.rows).sum::<i64>();
        let by = |name: fn(&FigureRow) -> Option<&String>| {
            let mut counts: Vec<ImportCount> = Vec::new();
            for (name, rows) in own().filter_map(|figure| name(figure).map(|name| (name, figure.rows))) {
                match counts.iter_mut().find(|count| count.name == *name) {
                    Some(count) => count.rows += rows,
                    None => counts.push(ImportCount { name: name.clone(), rows }),
                }
            }
            counts.sort_by(|one, other| one.name.cmp(&other.name));
            counts
        };
        let open = |figure: &FigureRow| matches!(figure.result.as_deref(), None | Some("left-out"));
        Import {
            columns: row.columns().into(),
            checked: sum(&|figure| figure.outcome.is_some()),
            done: sum(&|figure| figure.result.is_some()),
            questions: own().filter(|figure| open(figure)).map(|figure| figure.undecided).sum(),
            outcomes: by(|figure| figure.outcome.as_ref()),
            results: by(|figure| figure.result.as_ref()),
            refusals: by(|figure| figure.refusal.as_ref()),
            left: own().map(|figure| figure.left).sum(),
            with_usernames: own().map(|figure| figure.with_usernames).sum(),
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| ImportClassroom { id: Some(id), name }),
            headings: serde_json::from_value(row.headings).unwrap_or_default(),
            id: row.id,
            source: row.source,
            file_name: row.file_name,
            state: row.state,
            encoding: row.encoding,
            separator: row.separator,
            has_heading: row.has_heading,
            make_classrooms: row.make_classrooms,
            add_teachers: row.add_teachers,
            give_usernames: row.give_usernames,
            send_mail: row.send_mail,
            rows: row.row_count,
            left_out: row.left_out,
            created_by: row.created_by_name,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}

/// What an import would spend.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportSeats {
    /// The seats it spends.
    #[schema(example = 480)]
    pub spends: i64,
    /// How many of them classrooms hold for it.
    #[schema(example = 20)]
    pub from_held: i64,
    /// How many rows there is no seat for.
    #[schema(example = 0)]
    pub short: i64,
    /// Whether a license runs today; without one nobody new can come in.
    pub license_active: bool,
    /// The seats as they are; null for a teacher, whose they are not.
    pub now: Option<ImportSeatsNow>,
}

/// The seats as they are.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportSeatsNow {
    /// The sum of all seats ever granted.
    #[schema(example = 500)]
    pub granted: i32,
    /// Spent.
    #[schema(example = 212)]
    pub spent: i32,
    /// Held back by classrooms.
    #[schema(example = 88)]
    pub held: i32,
    /// Free.
    #[schema(example = 200)]
    pub free: i32,
}

/// A classroom that rows name and that is not there.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportNewClassroom {
    /// Its name.
    #[schema(example = "Health Two")]
    pub name: String,
    /// How many rows name it.
    #[schema(example = 28)]
    pub rows: i64,
}

impl From<NewRoomRow> for ImportNewClassroom {
    fn from(row: NewRoomRow) -> Self {
        ImportNewClassroom { name: row.name, rows: row.rows }
    }
}

/// What an import would do, as far as it has been checked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportPreview {
    /// The first rows as they stand in the file, up to five.
    pub sample: Vec<Vec<String>>,
    /// What it would spend.
    pub seats: ImportSeats,
    /// Classrooms that rows name and that are not there, up to 100.
    pub missing_classrooms: Vec<ImportNewClassroom>,
}

impl ImportSeats {
    /// For a teacher without the organization's balance.
    pub fn show(row: &SeatsRow, admin: bool) -> ImportSeats {
        let now = ImportSeatsNow { granted: row.granted, spent: row.spent, held: row.held, free: row.granted - row.spent - row.held };
        ImportSeats {
            spends: row.spends,
            from_held: row.from_held,
            short: row.short,
            license_active: row.license_active,
            now: admin.then_some(now),
        }
    }
}

/// Who a row probably is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportAlike {
    /// The student; null when it is a row further up, or somebody out of your reach.
    pub student_id: Option<Uuid>,
    /// The row further up.
    pub number: Option<i32>,
    /// How they are called.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
}

/// A row: what it says, what it will do, what it did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportLine {
    /// Its line in the file, or its place in the list.
    #[schema(example = 2)]
    pub number: i32,
    /// Its cells as they were sent.
    pub cells: Vec<String>,
    /// Its address.
    #[schema(example = "maya@hamiltonschools.org")]
    pub email: String,
    /// Its name.
    #[schema(example = "Maya Lopez")]
    pub name: String,
    /// What its student signs in with; before there is one, what it says.
    pub username: String,
    /// Where it leads.
    pub classroom: Option<ImportClassroom>,
    /// What it will do: see the import's `outcomes`; null while it is not checked.
    #[schema(example = "new")]
    pub outcome: Option<String>,
    /// Why, where the outcome alone does not say it.
    pub reason: String,
    /// Whether it spends a seat.
    pub spends_seat: bool,
    /// What was answered: `same`, `other` or `skip`.
    pub decision: Option<String>,
    /// Who it probably is.
    pub alike: Option<ImportAlike>,
    /// What it did: see the import's `results`.
    pub result: Option<String>,
    /// Why, where the result alone does not say it.
    pub result_reason: String,
    /// The student it became.
    pub student_id: Option<Uuid>,
}

impl From<RowRow> for ImportLine {
    fn from(row: RowRow) -> Self {
        let resembles = matches!(
            row.reason.as_str(),
            "same-address" | "same-name-and-domain" | "same-name-and-classroom" | "same-name" | "same-person"
        );
        let alike = (resembles || row.alike_student_id.is_some() || row.alike_number.is_some()).then_some(ImportAlike {
            student_id: row.alike_student_id,
            number: row.alike_number,
            name: row.alike_name,
            email: row.alike_email,
        });
        let name = row.room_name.or_else(|| Some(row.classroom_name).filter(|name| !name.is_empty()));
        ImportLine {
            number: row.number,
            cells: serde_json::from_value(row.cells).unwrap_or_default(),
            email: row.email,
            name: row.name,
            username: row.username,
            classroom: name.map(|name| ImportClassroom { id: row.classroom_id, name }),
            outcome: row.outcome,
            reason: row.reason,
            spends_seat: row.spends,
            decision: row.decision,
            alike,
            result: row.result,
            result_reason: row.result_reason,
            student_id: row.student_id,
        }
    }
}

/// What is chosen about an import that has not been run. What is left out stays.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportPatch {
    /// Reads the file again as this encoding: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `windows-1252` or `macintosh`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_encoding))]
    pub encoding: Option<String>,
    /// Reads it again with columns apart by this: a comma, a semicolon, a tab or a vertical bar.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_separator))]
    pub separator: Option<String>,
    /// Reads it again with, or without, a first row that names the columns.
    #[serde(default, deserialize_with = "not_null")]
    pub has_heading: Option<bool>,
    /// Which column is what, all of them.
    #[serde(default, deserialize_with = "not_null")]
    pub columns: Option<ImportColumns>,
    /// Where rows go that name no classroom of their own; null: nowhere but into the organization.
    #[serde(default, deserialize_with = "present")]
    pub classroom_id: Option<Option<Uuid>>,
    /// Whether classrooms that are not there are made; admins only.
    #[serde(default, deserialize_with = "not_null")]
    pub make_classrooms: Option<bool>,
    /// Whether those who teach are put on the staff; admins only.
    #[serde(default, deserialize_with = "not_null")]
    pub add_teachers: Option<bool>,
    /// Whether students without an address get a username. Where no column has addresses they do, unless this
    /// says otherwise.
    #[serde(default, deserialize_with = "not_null")]
    pub give_usernames: Option<bool>,
    /// Whether new students are mailed that they are in.
    #[serde(default, deserialize_with = "not_null")]
    pub send_mail: Option<bool>,
}

fn known_encoding(value: &str) -> Result<(), ValidationError> {
    match value {
        "UTF-8" | "UTF-16LE" | "UTF-16BE" | "windows-1252" | "macintosh" => Ok(()),
        _ => Err(ValidationError::new("encoding-unknown").with_message("Choose one of the encodings that the contract names.".into())),
    }
}

fn known_separator(value: &str) -> Result<(), ValidationError> {
    match value {
        "," | ";" | "\t" | "|" => Ok(()),
        _ => Err(ValidationError::new("separator-unknown")
            .with_message("Columns are apart by a comma, a semicolon, a tab or a vertical bar.".into())),
    }
}

/// An answer to a row, or its corrected address.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportLinePatch {
    /// `same` (it is the person it resembles), `other` (it is somebody else), `skip` (leave it out); null
    /// takes the answer back.
    #[serde(default, deserialize_with = "present")]
    #[schema(example = "same")]
    pub decision: Option<Option<String>>,
    /// The address as it should be.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(length(max = 200, code = "too-long"))]
    #[schema(example = "maya@hamiltonschools.org")]
    pub email: Option<String>,
}

/// One answer to every row that asks.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportDecision {
    /// `same`, `other` or `skip`.
    #[schema(example = "same")]
    pub decision: String,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowQuery {
    /// Those with one of these outcomes, apart by commas.
    pub outcome: Option<String>,
    /// Those with one of these results, apart by commas.
    pub result: Option<String>,
    /// Part of an address, a name, a username or a classroom's name.
    pub q: Option<String>,
}
