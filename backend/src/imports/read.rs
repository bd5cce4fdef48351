//! Reading what was sent into rows, a batch at a time: however long the list is, a batch is in memory.

use std::cell::RefCell;
use std::io::{BufRead, BufReader};

use diesel::PgConnection;
use encoding_rs::Encoding;
use uuid::Uuid;

use super::addresses;
use super::columns::{self, Columns};
use super::encoding::detect;
use super::file::StoredFile;
use super::oneroster;
use super::store::rows;
use super::table::{self, Line, Lines, decoded, of_io};
use crate::shared::error::AppError;

/// The most rows that one import takes.
pub const MOST_ROWS: usize = 50_000;
/// More columns than any list of people has.
pub const MOST_COLUMNS: usize = 200;
/// How many rows are written at once.
const BATCH: usize = 500;
/// The longest line of pasted addresses.
const LONGEST_LINE: usize = 1_000_000;

/// What was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Addresses as text.
    Paste,
    /// A table.
    Csv,
    /// A roster (OneRoster CSV), zipped.
    OneRoster,
}

impl Source {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Source::Paste => "paste",
            Source::Csv => "csv",
            Source::OneRoster => "oneroster",
        }
    }
}

/// How a file was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What it turned out to be.
    pub source: Source,
    /// The encoding's name; empty where there is none.
    pub encoding: &'static str,
    /// What columns are apart by; empty where there are none.
    pub separator: String,
    /// Whether the first row names the columns.
    pub has_heading: bool,
    /// The names of the columns, if they have any.
    pub headings: Vec<String>,
    /// What they probably are.
    pub columns: Columns,
    /// How many rows there are.
    pub count: usize,
    /// How many lines were left out.
    pub left_out: i32,
}

/// What whoever sends the file says about it; what they leave out is worked out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes {
    /// How its bytes are letters.
    pub encoding: Option<&'static Encoding>,
    /// What columns are apart by.
    pub separator: Option<u8>,
    /// Whether the first row names the columns.
    pub has_heading: Option<bool>,
}

/// Reads the stored file of an import into its rows, which must be empty.
///
/// # Errors
/// `file-empty`, `too-many-rows`, `too-many-columns`, `quote-open`, `file-unreadable`; for a roster those of
/// [`oneroster::read`].
pub fn read(conn: &mut PgConnection, import: Uuid, source: Source, wishes: Wishes) -> Result<Reading, AppError> {
    let conn = RefCell::new(conn);
    let reading = match source {
        Source::OneRoster => oneroster::read(&conn, import)?,
        Source::Paste => read_paste(&conn, import, wishes)?,
        Source::Csv => read_table(&conn, import, wishes)?,
    };
    if reading.count == 0 {
        return Err(AppError::field("", "file-empty", "There is nobody in this list. Check that you chose the right file."));
    }
    Ok(reading)
}

fn encoding_of(conn: &RefCell<&mut PgConnection>, import: Uuid, wishes: Wishes) -> Result<&'static Encoding, AppError> {
    match wishes.encoding {
        Some(encoding) => Ok(encoding),
        None => detect(StoredFile::open(conn, import)?).map_err(of_io),
    }
}

fn read_table(conn: &RefCell<&mut PgConnection>, import: Uuid, wishes: Wishes) -> Result<Reading, AppError> {
    let encoding = encoding_of(conn, import, wishes)?;
    let head = table::look(decoded(StoredFile::open(conn, import)?, encoding), wishes.separator)?;
    let has_heading = wishes.has_heading.unwrap_or_else(|| columns::is_heading(&head.rows));
    let (headings, sample) = match head.rows.split_first() {
        Some((first, rest)) if has_heading => (first.clone(), rest),
        _ => (Vec::new(), head.rows.as_slice()),
    };
    let mut batch = Batch::new(conn, import);
    for line in Lines::of(decoded(StoredFile::open(conn, import)?, encoding), head.separator).skip(usize::from(has_heading)) {
        batch.add(line?)?;
    }
    Ok(Reading {
        source: Source::Csv,
        encoding: encoding.name(),
        separator: char::from(head.separator).to_string(),
        has_heading,
        columns: columns::guess(&headings, sample),
        headings,
        count: batch.finish()?,
        left_out: 0,
    })
}

/// What is pasted out of a spreadsheet is a table; else it is addresses.
fn read_paste(conn: &RefCell<&mut PgConnection>, import: Uuid, wishes: Wishes) -> Result<Reading, AppError> {
    let encoding = encoding_of(conn, import, wishes)?;
    let head = table::look(decoded(StoredFile::open(conn, import)?, encoding), None);
    if head.is_ok_and(|head| is_table(&head)) {
        return read_table(conn, import, wishes);
    }
    let mut text = BufReader::new(decoded(StoredFile::open(conn, import)?, encoding));
    let mut batch = Batch::new(conn, import);
    let mut line = Vec::new();
    let mut number = 0;
    while text.by_ref_until(&mut line)? {
        for found in addresses::read_line(&String::from_utf8_lossy(&line).replace(['\0', '\u{feff}'], "")) {
            number += 1;
            batch.add(Line { number, cells: vec![found.email, found.name] })?;
        }
    }
    Ok(Reading {
        source: Source::Paste,
        encoding: "",
        separator: String::new(),
        has_heading: false,
        headings: Vec::new(),
        columns: Columns { email: Some(0), name: Some(1), ..Columns::default() },
        count: batch.finish()?,
        left_out: 0,
    })
}

/// Cells apart by tabs come from a spreadsheet; so do names of columns.
fn is_table(head: &table::Head) -> bool {
    let wide = head.rows.first().is_some_and(|first| first.len() > 1);
    wide && (head.separator == b'\t' || columns::is_heading(&head.rows) && head.rows.len() > 1)
}

trait LineByLine {
    /// Reads the next line, whatever ends it; whether there was one.
    fn by_ref_until(&mut self, line: &mut Vec<u8>) -> Result<bool, AppError>;
}

impl<R: BufRead> LineByLine for R {
    fn by_ref_until(&mut self, line: &mut Vec<u8>) -> Result<bool, AppError> {
        line.clear();
        loop {
            let block = self.fill_buf().map_err(of_io)?;
            if block.is_empty() {
                return Ok(!line.is_empty());
            }
            let end = block.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            line.extend_from_slice(&block[..end.unwrap_or(block.len())]);
            let used = end.map_or(block.len(), |end| end + 1);
            self.consume(used);
            if line.len() > LONGEST_LINE {
                return Err(AppError::field(
                    "",
                    "line-too-long",
                    "One line of this text is too long. Put the addresses on lines of their own.",
                ));
            }
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

/// Rows on their way into the database.
pub struct Batch<'c, 'd> {
    conn: &'c RefCell<&'d mut PgConnection>,
    import: Uuid,
    waiting: Vec<Line>,
    count: usize,
}

impl<'c, 'd> Batch<'c, 'd> {
    /// None yet.
    pub fn new(conn: &'c RefCell<&'d mut PgConnection>, import: Uuid) -> Batch<'c, 'd> {
        Batch { conn, import, waiting: Vec::with_capacity(BATCH), count: 0 }
    }

    /// Adds one.
    ///
    /// # Errors
    /// `too-many-rows`.
    pub fn add(&mut self, line: Line) -> Result<(), AppError> {
        self.count += 1;
        if self.count > MOST_ROWS {
            return Err(too_many_rows());
        }
        self.waiting.push(line);
        if self.waiting.len() == BATCH { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), AppError> {
        rows::insert(&mut self.conn.borrow_mut(), self.import, &self.waiting)?;
        self.waiting.clear();
        Ok(())
    }

    /// Writes the last ones; how many there were.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn finish(mut self) -> Result<usize, AppError> {
        self.write()?;
        Ok(self.count)
    }
}

/// More than an import takes.
pub fn too_many_rows() -> AppError {
    AppError::field("", "too-many-rows", "An import takes up to 50,000 rows. Send this file in two parts.")
}
