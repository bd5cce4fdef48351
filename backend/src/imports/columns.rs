//! Which column of a table is what: guessed from its headings, in English and Spanish, and corrected by
//! whoever sends it.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::addresses::{name_in, read_one};

/// The columns by their place, from 0; what no column says is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The address, perhaps with the name beside it.
    pub email: Option<usize>,
    /// The whole name.
    pub name: Option<usize>,
    /// First names.
    pub first_name: Option<usize>,
    /// Last names.
    pub last_name: Option<usize>,
    /// What somebody without an address signs in with.
    pub username: Option<usize>,
    /// The classroom's name.
    pub classroom: Option<usize>,
    /// `teacher` where a row is about somebody who teaches.
    pub role: Option<usize>,
    /// The school's own number of somebody: tells apart who has no address.
    pub student_number: Option<usize>,
}

/// What a row says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// As it stands there, without the name.
    pub email: String,
    /// First name first.
    pub name: String,
    /// As it stands there.
    pub username: String,
    /// As it stands there.
    pub student_number: String,
    /// As it stands there.
    pub classroom: String,
    /// Whether the row is about somebody who teaches.
    pub teaches: bool,
}

/// The longest text that is taken from a cell.
const LONGEST: usize = 200;

impl Columns {
    /// What a row says, as its columns are understood.
    pub fn read(&self, cells: &[String]) -> Said {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
        let found = read_one(cell(self.email));
        let both = format!("{} {}", cell(self.first_name), cell(self.last_name));
        let both = both.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = [cell(self.name), &found.name].into_iter().find(|name| !name.is_empty()).map(name_in).unwrap_or_default();
        let name = if both.is_empty() { whole } else { both };
        let role = cell(self.role).to_lowercase();
        Said {
            email: short(&found.email),
            name: name.chars().take(100).collect(),
            username: short(cell(self.username)),
            student_number: short(cell(self.student_number)),
            classroom: cell(self.classroom).chars().take(120).collect(),
            teaches: !role.is_empty() && role != "student",
        }
    }

    /// Whether it names a column that is not there.
    pub fn beyond(&self, count: usize) -> bool {
        let all = [self.email, self.name, self.first_name, self.last_name, self.username, self.classroom, self.role, self.student_number];
        all.into_iter().flatten().any(|at| at >= count)
    }
}

const EMAIL: &[&str] = &[
    "email",
    "emailaddress",
    "mail",
    "mailaddress",
    "studentemail",
    "studentemailaddress",
    "schoolemail",
    "schoolemailaddress",
    "correo",
    "correoelectronico",
    "correodelalumno",
    "correoescolar",
    "direcciondecorreo",
    "direcciondecorreoelectronico",
    "emaildelalumno",
];
const NAME: &[&str] = &[
    "name",
    "fullname",
    "studentname",
    "student",
    "studentfullname",
    "displayname",
    "learner",
    "nombrecompleto",
    "nombreyapellidos",
    "nombreyapellido",
    "apellidosynombre",
    "apellidosynombres",
    "alumno",
    "alumna",
    "alumnoa",
    "estudiante",
    "nombredelalumno",
    "nombredelestudiante",
];
const FIRST: &[&str] =
    &["first", "firstname", "firstnames", "givenname", "givennames", "given", "forename", "studentfirstname", "nombres", "primernombre"];
/// First names beside a column of last names, else the whole name.
const FIRST_OR_NAME: &[&str] = &["nombre"];
const LAST: &[&str] =
    &["last", "lastname", "lastnames", "surname", "familyname", "family", "studentlastname", "apellido", "apellidos", "primerapellido"];
const USERNAME: &[&str] = &["username", "user", "login", "loginname", "loginid", "usuario", "nombredeusuario"];
const CLASSROOM: &[&str] = &[
    "classroom",
    "class",
    "classname",
    "classroomname",
    "section",
    "sectionname",
    "group",
    "groupname",
    "homeroom",
    "period",
    "room",
    "campaign",
    "clase",
    "aula",
    "salon",
    "grupo",
    "seccion",
    "curso",
    "periodo",
];
const ROLE: &[&str] = &["role", "rol"];
const STUDENT_NUMBER: &[&str] = &[
    "studentid",
    "studentnumber",
    "studentno",
    "studentidnumber",
    "localid",
    "sisid",
    "sourcedid",
    "idnumber",
    "id",
    "matricula",
    "numerodematricula",
    "numerodealumno",
    "iddelalumno",
    "numerodecontrol",
];

/// A heading without case, accents, blanks and punctuation.
fn plain(heading: &str) -> String {
    let letters = heading.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the first row of a table names its columns: it has no address, and a known word or a row
/// with an address below.
pub fn is_heading(rows: &[Vec<String>]) -> bool {
    let Some(first) = rows.first() else { return false };
    let known = [EMAIL, NAME, FIRST, FIRST_OR_NAME, LAST, USERNAME, CLASSROOM, STUDENT_NUMBER].concat();
    let has_address = |row: &Vec<String>| row.iter().any(|cell| cell.contains('@'));
    !has_address(first) && (first.iter().any(|cell| known.contains(&plain(cell).as_str())) || rows.iter().skip(1).any(has_address))
}

/// What the columns probably are, by their headings; by what stands in them where no heading says it.
pub fn guess(headings: &[String], rows: &[Vec<String>]) -> Columns {
    let plain: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let find = |words: &[&str]| words.iter().find_map(|word| plain.iter().position(|heading| heading == word));
    let last_name = find(LAST);
    let first_name = last_name.and_then(|_| find(FIRST).or_else(|| find(FIRST_OR_NAME)));
    let name = if first_name.is_some() { None } else { find(NAME).or_else(|| find(FIRST_OR_NAME)).or_else(|| find(FIRST)) };
    let email = find(EMAIL).or_else(|| with_addresses(rows));
    let mut columns = Columns {
        email,
        name,
        first_name,
        last_name,
        username: find(USERNAME),
        classroom: find(CLASSROOM),
        role: find(ROLE),
        student_number: find(STUDENT_NUMBER),
    };
    if headings.is_empty() && columns.name.is_none() {
        // Without headings, the other column of two is the name.
        columns.name = email.and_then(|email| (rows.first()?.len() == 2).then_some(1 - email.min(1)));
    }
    columns
}

/// The column in which most of the rows have an address.
fn with_addresses(rows: &[Vec<String>]) -> Option<usize> {
    let width = rows.iter().map(Vec::len).max()?;
    let count = |at: usize| rows.iter().filter(|row| row.get(at).is_some_and(|cell| cell.contains('@'))).count();
    (0..width)
        .map(|at| (count(at), at))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, at)| (*count, usize::MAX - at))
        .map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn headings_in_two_languages() {
        for (headings, expected) in [
            (&["First Name", "Last Name", "E-mail", "Homeroom"][..], "first_name 0, last_name 1, email 2, classroom 3"),
            (&["Apellidos", "Nombre", "Correo electrónico", "Grupo"], "first_name 1, last_name 0, email 2, classroom 3"),
            (&["Nombre", "Correo"], "name 0, email 1"),
            (&["Student", "Student Email Address", "Username"], "name 0, email 1, username 2"),
            (&["Matrícula", "Nombre completo", "Usuario", "Aula"], "name 1, username 2, classroom 3, student_number 0"),
            (&["Student ID", "Name"], "student_number 0, name 1"),
        ] {
            let headings = row(headings);
            let columns = serde_json::to_value(guess(&headings, &[])).expect("as it stands here");
            let found = ["first_name", "last_name", "name", "email", "username", "classroom", "student_number"]
                .map(|name| (name, columns[name].clone()));
            for part in expected.split(", ") {
                let (name, at) = part.split_once(' ').expect("as it stands here");
                assert_eq!(columns[name].to_string(), at, "{name} of {headings:?}");
            }
            assert_eq!(found.iter().filter(|(_, at)| !at.is_null()).count(), expected.split(", ").count(), "{headings:?}: {found:?}");
        }
    }

    #[test]
    fn without_headings_the_cells_tell() {
        let rows = [row(&["Ana Lopez", "ana@x.org"]), row(&["Ben Ruiz", "ben@x.org"])];
        assert!(!is_heading(&rows));
        let columns = guess(&[], &rows);
        assert_eq!((columns.email, columns.name), (Some(1), Some(0)));
        assert!(is_heading(&[row(&["Who", "Where to write"]), rows[0].clone()]));
        assert!(is_heading(&[row(&["Username", "Name"]), row(&["ana", "Ana Lopez"])]));
    }

    #[test]
    fn what_a_row_says() {
        let columns = Columns { email: Some(2), first_name: Some(1), last_name: Some(0), classroom: Some(3), ..Columns::default() };
        let said = columns.read(&row(&[" Lopez ", "Ana  Maria", "ana@x.org ", "Health"]));
        assert_eq!((said.name.as_str(), said.email.as_str(), said.classroom.as_str()), ("Ana Maria Lopez", "ana@x.org", "Health"));
        let said = Columns { email: Some(0), ..Columns::default() }.read(&row(&["Lopez, Ana <ana@x.org>"]));
        assert_eq!((said.name.as_str(), said.email.as_str()), ("Ana Lopez", "ana@x.org"));
        assert_eq!(Columns { email: Some(7), ..Columns::default() }.read(&row(&["x"])), Said::default());
    }
}
