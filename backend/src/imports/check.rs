//! Checking rows: what each says, what is known about its person, and what it will do. The same check
//! makes the preview and comes before a row is carried out.

use std::collections::{HashMap, HashSet};

use diesel::PgConnection;
use serde_json::{Value, json};
use uuid::Uuid;

use super::columns::{Columns, Said};
use super::judge::{Decision, Double, Facts, Known, Place, Verdict, judge};
use super::store::facts::{self, EarlierRow};
use super::store::rows::RawRow;
use crate::accounts;
use crate::shared::email::Email;
use crate::shared::error::AppError;
use crate::students::{self, Newcomer, Traits};

/// How rows of an import are looked at.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The import.
    pub import: Uuid,
    /// Its organization.
    pub organization: Uuid,
    /// Null reaches everything, else only the classrooms of this member of staff.
    pub reach: Option<Uuid>,
    /// Which column is what.
    pub columns: Columns,
    /// Where rows go that name no classroom.
    pub classroom: Option<Uuid>,
    /// Whether classrooms that are not there are made.
    pub make_classrooms: bool,
    /// Whether those who teach become staff.
    pub add_teachers: bool,
    /// Whether those without an address get a username.
    pub give_usernames: bool,
}

/// A row that was checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its number.
    pub number: i32,
    /// What it says.
    pub said: Said,
    /// Its address, if it has a good one.
    pub email: Option<Email>,
    /// What it wants to sign in with, in compared form: only without an address.
    pub username: Option<String>,
    /// Where it leads.
    pub place: Place,
    /// Its person in one word: the same for rows about the same.
    pub identity: String,
    /// The mailbox in the spelling that all its spellings share.
    pub mailbox: String,
    /// What it will do.
    pub verdict: Verdict,
    /// The student it is about, where that is known or decided.
    pub student: Option<Uuid>,
    /// Who it probably is.
    pub double: Option<(Double, &'static str)>,
    decision: Option<Decision>,
}

impl Checked {
    /// The classroom it leads to, if that is there.
    pub fn classroom(&self) -> Option<Uuid> {
        if let Place::Classroom(id) = self.place { Some(id) } else { None }
    }

    /// What its person signs in with, as far as it says.
    fn key(&self) -> &str {
        self.email.as_ref().map(|email| &email.key).or(self.username.as_ref()).map_or("", String::as_str)
    }

    /// Its person, as far as a likeness goes.
    fn traits(&self) -> Traits<'_> {
        Traits { email_key: self.email.as_ref().map(|email| email.key.as_str()), name: &self.said.name }
    }

    /// Where it leads, in one word.
    pub fn room(&self) -> String {
        match &self.place {
            Place::Classroom(id) => id.to_string(),
            Place::ToBeMade => format!("name:{}", key_of(&self.said.classroom)),
            _ => String::new(),
        }
    }

    /// As it is written down.
    pub fn line(&self) -> Value {
        let (student, number) = match &self.double {
            Some((Double::Student(known), _)) => (Some(known.student), None),
            Some((Double::Row(number), _)) => (None, Some(*number)),
            None => (None, None),
        };
        json!({
            "number": self.number, "email": self.said.email, "name": self.said.name, "username": self.said.username,
            "classroom_name": self.said.classroom, "identity": self.identity, "mailbox": self.mailbox, "room": self.room(),
            "classroom_id": self.classroom(), "outcome": self.verdict.outcome, "reason": self.verdict.reason, "spends": self.verdict.spends,
            "alike_student_id": student, "alike_number": number,
        })
    }
}

/// A classroom's name as it is compared.
pub fn key_of(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Checks rows, which come in their order. So many statements however many rows.
///
/// # Errors
/// When the database refuses.
pub fn check(conn: &mut PgConnection, desk: &Desk, rows: &[RawRow]) -> Result<Vec<Checked>, AppError> {
    let mut checked = read(conn, desk, rows)?;
    let known = known(conn, desk, &checked)?;
    let mut further_up = FurtherUp::find(conn, desk, &checked)?;
    let doubles = doubles(conn, desk, &checked, &known)?;
    let usernames = checked.iter().filter_map(|row| row.username.clone()).collect();
    let taken: HashSet<String> = facts::taken(conn, usernames)?.into_iter().collect();
    for (at, row) in checked.iter_mut().enumerate() {
        let earlier = further_up.same_person(row);
        row.double = doubles[at].clone().or_else(|| further_up.alike(row)).filter(|_| known[at].is_none() && earlier.is_none());
        let facts = Facts {
            said: &row.said,
            place: row.place.clone(),
            known: known[at],
            earlier,
            double: row.double.clone(),
            other_username: !row.said.username.is_empty() && row.username.as_ref().is_none_or(|wanted| taken.contains(wanted)),
            decision: row.decision,
            add_teachers: desk.add_teachers,
            give_usernames: desk.give_usernames,
        };
        row.verdict = judge(&facts);
        row.student = known[at].map(|known| known.student).or(match (&row.double, row.decision) {
            (Some((Double::Student(known), _)), Some(Decision::Same)) => Some(known.student),
            _ => None,
        });
        further_up.pass(row);
    }
    Ok(checked)
}

/// What rows say, and where they lead.
fn read(conn: &mut PgConnection, desk: &Desk, rows: &[RawRow]) -> Result<Vec<Checked>, AppError> {
    let said: Vec<Said> = rows.iter().map(|row| say(desk, row)).collect();
    let names: HashSet<String> = said.iter().map(|said| key_of(&said.classroom)).filter(|name| !name.is_empty()).collect();
    let mut rooms: HashMap<String, Vec<Uuid>> = HashMap::new();
    for room in facts::rooms(conn, desk.organization, names.into_iter().collect(), desk.reach)? {
        rooms.entry(room.key).or_default().push(room.id);
    }
    let usual = match desk.classroom {
        Some(room) if facts::room_is_open(conn, desk.organization, room, desk.reach)? => Place::Classroom(room),
        Some(_) => Place::Unknown,
        None if desk.reach.is_some() => Place::Missing,
        None => Place::Organization,
    };
    let makes = desk.make_classrooms && desk.reach.is_none();
    let place = |said: &Said| match (key_of(&said.classroom), rooms.get(&key_of(&said.classroom)).map(Vec::as_slice)) {
        (name, _) if name.is_empty() => usual.clone(),
        (_, Some([one])) => Place::Classroom(*one),
        (_, Some(_)) => Place::Ambiguous,
        (_, None) if makes => Place::ToBeMade,
        _ => Place::Unknown,
    };
    let checked = rows.iter().zip(said).map(|(row, said)| {
        let email = Email::parse(&said.email);
        let username = said.email.is_empty().then(|| accounts::username_key(&said.username)).flatten();
        Checked {
            number: row.number,
            identity: identity(&said, email.as_ref(), username.as_deref()),
            username,
            mailbox: email.as_ref().map(|email| students::mailbox(&email.key)).unwrap_or_default(),
            place: place(&said),
            email,
            said,
            verdict: Verdict::default(),
            student: None,
            double: None,
            decision: row.decision.as_deref().and_then(Decision::named),
        }
    });
    Ok(checked.collect())
}

/// The address; without one the username, or else the school's own number.
fn identity(said: &Said, email: Option<&Email>, username: Option<&str>) -> String {
    match (email, username) {
        (Some(email), _) => format!("e:{}", email.key),
        (None, _) if !said.email.is_empty() => String::new(),
        (None, Some(username)) => format!("u:{username}"),
        (None, None) if said.student_number.is_empty() => String::new(),
        (None, None) => format!("n:{}", said.student_number.to_lowercase()),
    }
}

fn say(desk: &Desk, row: &RawRow) -> Said {
    let cells: Vec<String> = serde_json::from_value(row.cells.clone()).unwrap_or_default();
    let said = desk.columns.read(&cells);
    match &row.mended_email {
        Some(email) => Said { email: email.clone(), ..said },
        None => said,
    }
}

/// The students that rows are about, by their address or username.
fn known(conn: &mut PgConnection, desk: &Desk, rows: &[Checked]) -> Result<Vec<Option<Known>>, AppError> {
    let keys = rows.iter().map(|row| row.key().to_owned()).collect();
    let rooms = rows.iter().map(|row| row.classroom().unwrap_or_default()).collect();
    let mut known = vec![None; rows.len()];
    for row in facts::by_key(conn, desk.organization, keys, rooms)? {
        let Some((place, student)) = usize::try_from(row.place).ok().zip(row.student_id) else { continue };
        let there = row.there && !matches!(rows[place].place, Place::ToBeMade);
        known[place] = Some(Known { student, there, blocked: row.blocked });
    }
    Ok(known)
}

/// Students whom rows that would make somebody new resemble.
fn doubles(
    conn: &mut PgConnection,
    desk: &Desk,
    rows: &[Checked],
    known: &[Option<Known>],
) -> Result<Vec<Option<(Double, &'static str)>>, AppError> {
    let somebody = |row: &Checked| row.email.is_some() || row.said.email.is_empty() && desk.give_usernames;
    let wanted: Vec<usize> = (0..rows.len()).filter(|at| known[*at].is_none() && somebody(&rows[*at])).collect();
    let newcomers: Vec<Newcomer> = wanted
        .iter()
        .map(|at| &rows[*at])
        .map(|row| Newcomer {
            email_key: row.email.as_ref().map(|email| email.key.clone()),
            name: row.said.name.clone(),
            classroom: row.classroom(),
        })
        .collect();
    let mut doubles = vec![None; rows.len()];
    let alike = students::find_all_alike(conn, desk.organization, &newcomers)?;
    // Who came in by this very list was in the preview only as a row of it.
    let own: HashSet<Uuid> =
        facts::registered(conn, desk.import, alike.iter().flatten().map(|alike| alike.student).collect())?.into_iter().collect();
    for (at, alike) in wanted.into_iter().zip(alike) {
        doubles[at] = alike.into_iter().find(|alike| !own.contains(&alike.student)).map(|alike| {
            let there = rows[at].classroom().is_none() && rows[at].place == Place::Organization || alike.in_classroom;
            (Double::Student(Known { student: alike.student, there, blocked: false }), alike.likeness.name())
        });
    }
    Ok(doubles)
}

/// Whether a school itself tells two namesakes apart: by their usernames or its own numbers.
fn told_apart(one: &str, other: &str) -> bool {
    let kind = |identity: &str| identity.get(..2).filter(|kind| matches!(*kind, "u:" | "n:")).map(str::to_owned);
    one != other && kind(one).is_some() && kind(one) == kind(other)
}

/// Rows further up in the file that lead somewhere.
struct FurtherUp {
    rows: Vec<EarlierRow>,
    by_identity: HashMap<String, Vec<usize>>,
    by_mailbox: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl FurtherUp {
    fn find(conn: &mut PgConnection, desk: &Desk, rows: &[Checked]) -> Result<FurtherUp, AppError> {
        let mut found = FurtherUp { rows: Vec::new(), by_identity: HashMap::new(), by_mailbox: HashMap::new(), by_name: HashMap::new() };
        let Some(last) = rows.last() else { return Ok(found) };
        let all = |word: fn(&Checked) -> &String| rows.iter().map(word).filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>();
        let own: HashSet<i32> = rows.iter().map(|row| row.number).collect();
        let names = all(|row| &row.said.name);
        let earlier = facts::earlier(conn, desk.import, last.number, all(|row| &row.identity), all(|row| &row.mailbox), names)?;
        for row in earlier.into_iter().filter(|row| !own.contains(&row.number)) {
            found.add(row);
        }
        Ok(found)
    }

    fn add(&mut self, row: EarlierRow) {
        let at = self.rows.len();
        if !row.identity.is_empty() {
            self.by_identity.entry(row.identity.clone()).or_default().push(at);
        }
        if !row.mailbox.is_empty() {
            self.by_mailbox.entry(row.mailbox.clone()).or_default().push(at);
        }
        if let Some(name) = students::plain_name(&row.name) {
            self.by_name.entry(name).or_default().push(at);
        }
        self.rows.push(row);
    }

    /// Remembers a row for those further down, if it leads somewhere.
    fn pass(&mut self, row: &Checked) {
        if matches!(row.verdict.outcome, "new" | "joins" | "here" | "asks" | "blocked") {
            self.add(EarlierRow {
                number: row.number,
                name: row.said.name.clone(),
                email_key: row.email.as_ref().map(|email| email.key.clone()),
                identity: row.identity.clone(),
                mailbox: row.mailbox.clone(),
                room: row.room(),
            });
        }
    }

    fn above<'s>(&'s self, places: Option<&'s Vec<usize>>, number: i32) -> impl Iterator<Item = &'s EarlierRow> {
        places.into_iter().flatten().map(|at| &self.rows[*at]).filter(move |row| row.number < number)
    }

    /// Whether a row further up is about the same person; whether it leads to the same place.
    fn same_person(&self, row: &Checked) -> Option<bool> {
        let room = row.room();
        self.above(self.by_identity.get(&row.identity), row.number).map(|earlier| earlier.room == room).reduce(|one, other| one || other)
    }

    /// Somebody further up who is probably the same person, the most probable first.
    fn alike(&self, row: &Checked) -> Option<(Double, &'static str)> {
        let name = students::plain_name(&row.said.name);
        let named = name.and_then(|name| self.by_name.get(&name));
        let room = row.room();
        self.above(self.by_mailbox.get(&row.mailbox), row.number)
            .chain(self.above(named, row.number))
            .filter(|earlier| !told_apart(&earlier.identity, &row.identity))
            .filter_map(|earlier| {
                let other = Traits { email_key: earlier.email_key.as_deref(), name: &earlier.name };
                let together = !room.is_empty() && earlier.room == room;
                Some((students::likeness_of_newcomer(&row.traits(), &other, together)?, earlier.number))
            })
            .min()
            .map(|(likeness, number)| (Double::Row(number), likeness.name()))
    }
}
