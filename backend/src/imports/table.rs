//! A table in text: what its columns are apart by, and its rows one after the other.

use std::io::{self, BufRead, BufReader, Read};

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::read::MOST_COLUMNS;
use crate::shared::error::AppError;

/// What is looked at before the whole is read.
const HEAD: u64 = 64 * 1024;
/// How many rows tell what the columns are.
const SAMPLE: usize = 50;
/// The longest cell that is kept; more is cut off.
const LONGEST_CELL: usize = 1_000;
/// A cell of so many letters, with line ends in it, is a quotation mark that nobody closed.
const RUNAWAY: usize = 20_000;

/// A row with the line it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: i32,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
}

/// Bytes as letters.
pub fn decoded<R: Read>(file: R, encoding: &'static Encoding) -> DecodeReaderBytes<R, Vec<u8>> {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(file)
}

/// The first rows of a table, and what its columns are apart by.
pub struct Head {
    /// Between cells.
    pub separator: u8,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
}

/// Looks at the beginning of a file; with a separator given it is taken for granted.
///
/// # Errors
/// `too-many-columns`, `quote-open`.
pub fn look(file: impl Read, separator: Option<u8>) -> Result<Head, AppError> {
    let mut text = Vec::new();
    file.take(HEAD).read_to_end(&mut text).map_err(AppError::internal)?;
    let separator = separator.unwrap_or_else(|| likely_separator(&text));
    let rows = Lines::of(text.as_slice(), separator).take(SAMPLE).map(|line| line.map(|line| line.cells)).collect::<Result<_, _>>()?;
    Ok(Head { separator, rows })
}

/// The one that cuts the first rows into the same number of cells, more than one.
fn likely_separator(text: &[u8]) -> u8 {
    let plain = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    // What Excel reads and some programs write: "sep=;" before everything else.
    if let Some(said) = plain.strip_prefix(b"sep=").and_then(|rest| rest.first()) {
        return *said;
    }
    let fit = |separator: u8| {
        let widths: Vec<usize> = Lines::of(text, separator)
            .take(SAMPLE)
            .filter_map(Result::ok)
            .map(|line| line.cells.len())
            .filter(|width| *width > 1)
            .collect();
        let usual = widths.iter().copied().max_by_key(|width| (widths.iter().filter(|other| *other == width).count(), *width));
        usual.map_or((0, 0), |usual| (widths.iter().filter(|width| **width == usual).count(), usual))
    };
    // Of equals the last wins: a comma may stand in a name, a tab never.
    [b'|', b',', b';', b'\t'].into_iter().max_by_key(|separator| fit(*separator)).filter(|best| fit(*best).0 > 0).unwrap_or(b',')
}

/// The rows of a table. Blank ones are left out, and so are blank cells at the end of a row.
pub struct Lines<R> {
    reader: csv::Reader<OneLineEnd<R>>,
    record: StringRecord,
    last: i32,
}

impl<R: Read> Lines<R> {
    /// Reads letters (UTF-8) as a table.
    pub fn of(file: R, separator: u8) -> Lines<R> {
        let reader = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(OneLineEnd::of(file));
        Lines { reader, record: StringRecord::new(), last: 0 }
    }

    /// The line in which the record that was just read begins.
    fn number(&self) -> i32 {
        let inside: usize = self.record.iter().map(|cell| cell.matches('\n').count()).sum();
        let after = i32::try_from(self.reader.position().line()).unwrap_or(i32::MAX);
        after - 1 - i32::try_from(inside).unwrap_or(0)
    }

    fn read(&mut self) -> Result<Option<Line>, AppError> {
        loop {
            if !self.reader.read_record(&mut self.record).map_err(unreadable)? {
                return Ok(None);
            }
            let number = self.number().max(self.last + 1);
            self.last = number;
            if self.record.iter().any(|cell| cell.len() > RUNAWAY && cell.contains('\n')) {
                return Err(quote_open(number));
            }
            let mut cells: Vec<String> = self.record.iter().map(tidy).collect();
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            if cells.len() > MOST_COLUMNS {
                return Err(AppError::field("", "too-many-columns", format!("Line {number} has more than {MOST_COLUMNS} columns.")));
            }
            let hint = number == 1 && cells.first().is_some_and(|cell| cell.starts_with("sep="));
            if !cells.is_empty() && !hint {
                return Ok(Some(Line { number, cells }));
            }
        }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Line, AppError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Text whose lines end alike, the last one too, so that they can be counted.
struct OneLineEnd<R> {
    file: BufReader<R>,
    after_return: bool,
    ended: bool,
}

impl<R: Read> OneLineEnd<R> {
    fn of(file: R) -> OneLineEnd<R> {
        OneLineEnd { file: BufReader::new(file), after_return: false, ended: false }
    }
}

impl<R: Read> Read for OneLineEnd<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let block = self.file.fill_buf()?;
            if block.is_empty() {
                let last = usize::from(!std::mem::replace(&mut self.ended, true)).min(into.len());
                into[..last].fill(b'\n');
                return Ok(last);
            }
            let (mut used, mut written) = (0, 0);
            for byte in block.iter().take(into.len()) {
                used += 1;
                let second = std::mem::replace(&mut self.after_return, *byte == b'\r') && *byte == b'\n';
                if !second {
                    into[written] = if *byte == b'\r' { b'\n' } else { *byte };
                    written += 1;
                }
            }
            self.file.consume(used);
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

fn tidy(cell: &str) -> String {
    let plain = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    // Postgres keeps no NUL in a text.
    plain.chars().filter(|c| *c != '\0').take(LONGEST_CELL).collect()
}

fn unreadable(error: csv::Error) -> AppError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => of_io(error),
        _ => AppError::field("", "file-unreadable", "This file cannot be read as a table. Save it as CSV and send it again."),
    }
}

/// What a reader of a file says: an error of ours that it carries, or its own.
pub fn of_io(error: io::Error) -> AppError {
    match error.downcast::<AppError>() {
        Ok(ours) => ours,
        Err(error) => AppError::internal(error),
    }
}

fn quote_open(line: i32) -> AppError {
    AppError::field(
        "",
        "quote-open",
        format!("The quotation mark that opens in line {line} is never closed. Mend that line and send the file again."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        look(text.as_bytes(), None).expect("as it stands here").rows
    }

    #[test]
    fn separators_as_spreadsheets_save_them() {
        for (text, separator) in [
            ("Name,Email\nAna,ana@x.org\n", b','),
            ("Name;Email\r\nLopez, Ana;ana@x.org\r\n", b';'),
            ("Name\tEmail\rAna\tana@x.org\r", b'\t'),
            ("sep=;\nName;Email\nAna;ana@x.org\n", b';'),
            ("Email\nana@x.org\n", b','),
        ] {
            let head = look(text.as_bytes(), None).expect("as it stands here");
            assert_eq!(char::from(head.separator), char::from(separator), "{text:?}");
            assert_eq!(head.rows.len(), 2, "{text:?}: {:?}", head.rows);
        }
        assert_eq!(rows("\"Lopez, \"\"Ana\"\"\",ana@x.org"), [["Lopez, \"Ana\"", "ana@x.org"]]);
    }

    #[test]
    fn blank_lines_and_cells_count_for_nothing() {
        let lines: Vec<Line> = Lines::of("\nA,B,,\n,,\n\n c , d\0 \n".as_bytes(), b',').map(|line| line.expect("a line")).collect();
        let found: Vec<(i32, Vec<&str>)> =
            lines.iter().map(|line| (line.number, line.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(found, [(2, vec!["A", "B"]), (5, vec!["c", "d"])]);
    }

    #[test]
    fn lines_have_numbers_of_their_own_whatever_ends_them() {
        let numbers: Vec<i32> = Lines::of("a\rb\rc".as_bytes(), b',').map(|line| line.expect("as it stands here").number).collect();
        assert_eq!(numbers, [1, 2, 3]);
        for end in ["\n", "\r\n", "\r"] {
            let text = ["A", "\"x|y\",2", "", "B", "", "", "C"].join(end).replace('|', end);
            let numbers: Vec<i32> = Lines::of(text.as_bytes(), b',').map(|line| line.expect("as it stands here").number).collect();
            assert_eq!(numbers, [1, 2, 5, 8], "{end:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_nobody_closes_is_named() {
        let text = format!("a,b\n\"c,d\n{}", "e,f\n".repeat(RUNAWAY));
        let error = Lines::of(text.as_bytes(), b',').find_map(Result::err).expect("an error");
        assert_eq!(error.code(), "quote-open");
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
