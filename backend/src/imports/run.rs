//! Carrying out an import, a piece at a time. A piece is one transaction: what its rows do, and that they
//! did it, are written together or not at all, so that an import that is interrupted goes on where it was.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};
use uuid::Uuid;

use super::check::{Checked, Desk, check, key_of};
use super::judge::{Double, Place};
use super::store::rows::{self, Done, RawRow};
use super::store::{self, AtWorkRow, ImportRow, facts, pieces};
use crate::admissions::{self, Admission, Admitted, Way};
use crate::classrooms::{self, NewClassroom};
use crate::shared::error::AppError;
use crate::{accounts, organizations, seats};

/// How many rows are checked in one piece.
const CHECKED_AT_ONCE: i64 = 1_000;
/// How many rows are carried out in one piece: it keeps who redeems a code waiting for no longer than that.
const DONE_AT_ONCE: i64 = 100;

/// Does one piece of the import that waited longest; whether there was one to do.
///
/// # Errors
/// When the database refuses: nothing of the piece is done then.
pub fn work(conn: &mut PgConnection, now: DateTime<Utc>, public_url: &str) -> Result<bool, AppError> {
    let Some(at_work) = store::next_at_work(conn)? else { return Ok(false) };
    let import = store::one(conn, at_work.organization_id, at_work.id, None)?;
    let reach = match (at_work.role.as_deref(), at_work.staff_id) {
        (Some("admin"), _) if !at_work.suspended => None,
        (Some(_), Some(staff)) if !at_work.suspended => Some(staff),
        // Who started it may no longer do so: it ends where it is.
        _ => {
            store::move_to(conn, import.id, "cancelled", now)?;
            return Ok(true);
        }
    };
    let desk = desk(&import, at_work.organization_id, reach);
    if import.state == "checking" {
        check_piece(conn, &desk, now)?
    } else {
        Run { import: &import, at_work: &at_work, desk, public_url, now }.piece(conn)?
    }
    store::had_its_turn(conn, import.id, now)?;
    Ok(true)
}

/// How the rows of an import are looked at.
pub fn desk(import: &ImportRow, organization: Uuid, reach: Option<Uuid>) -> Desk {
    Desk {
        import: import.id,
        organization,
        reach,
        columns: import.columns(),
        classroom: import.classroom_id,
        make_classrooms: import.make_classrooms,
        add_teachers: import.add_teachers && reach.is_none(),
        give_usernames: import.give_usernames,
    }
}

fn check_piece(conn: &mut PgConnection, desk: &Desk, now: DateTime<Utc>) -> Result<(), AppError> {
    let raw = rows::unchecked(conn, desk.import, CHECKED_AT_ONCE)?;
    if raw.is_empty() {
        store::move_to(conn, desk.import, "ready", now)?;
        return Ok(());
    }
    write_checked(conn, desk, &raw)?;
    Ok(())
}

/// Checks rows and writes down what was found.
///
/// # Errors
/// When the database refuses.
pub fn write_checked(conn: &mut PgConnection, desk: &Desk, raw: &[RawRow]) -> Result<Vec<Checked>, AppError> {
    let checked = check(conn, desk, raw)?;
    rows::judged(conn, desk.import, checked.iter().map(Checked::line).collect())?;
    Ok(checked)
}

/// An import that is carried out.
struct Run<'a> {
    import: &'a ImportRow,
    at_work: &'a AtWorkRow,
    desk: Desk,
    public_url: &'a str,
    now: DateTime<Utc>,
}

/// Somebody new whose account stands ready.
struct Ready {
    account: Uuid,
    made: bool,
}

impl Run<'_> {
    fn piece(&self, conn: &mut PgConnection) -> Result<(), AppError> {
        let raw = rows::undone(conn, self.import.id, DONE_AT_ONCE)?;
        if raw.is_empty() {
            store::move_to(conn, self.import.id, "done", self.now)?;
            pieces::forget(conn, self.import.id)?;
            return Ok(());
        }
        match conn.transaction(|conn| self.carry_out(conn, &raw)) {
            Err(error) if !error.is_refusal() && error.code() != "unavailable" => self.one_by_one(conn, &raw[..1], &error),
            done => done,
        }
    }

    /// A row that nobody foresaw must not keep the others from theirs: it alone is tried, and given up.
    fn one_by_one(&self, conn: &mut PgConnection, first: &[RawRow], error: &AppError) -> Result<(), AppError> {
        tracing::warn!(import = %self.import.id, cause = error.cause(), "a piece of an import failed; its first row is tried alone");
        match conn.transaction(|conn| self.carry_out(conn, first)) {
            Err(error) if error.code() != "unavailable" => {
                let done =
                    first.iter().map(|row| Done { number: row.number, result: "refused", reason: error.code().to_owned(), student: None });
                rows::done(conn, self.import.id, &done.collect::<Vec<_>>(), self.now)?;
                Ok(())
            }
            done => done,
        }
    }

    /// Carries out rows: first the accounts, by address, then the students, by classroom. So locks are
    /// taken in the one order that everybody takes them in.
    fn carry_out(&self, conn: &mut PgConnection, raw: &[RawRow]) -> Result<(), AppError> {
        let mut checked = write_checked(conn, &self.desk, raw)?;
        if self.make_classrooms(conn, &checked)? {
            checked = write_checked(conn, &self.desk, raw)?;
        }
        let ready = self.accounts(conn, &checked)?;
        let mut became = self.became(conn, &checked)?;
        let mut done = Vec::with_capacity(checked.len());
        let mut order: Vec<&Checked> = checked.iter().collect();
        order.sort_by_key(|row| (row.verdict.outcome != "new", row.classroom(), row.number));
        for row in order {
            let one = self.carry_out_one(conn, row, &ready, &became)?;
            if let Some(student) = one.student {
                if !row.identity.is_empty() {
                    became.insert(row.identity.clone(), student);
                }
                became.insert(row.number.to_string(), student);
            }
            done.push(one);
        }
        self.forget_refused(conn, &done, &ready)?;
        rows::done(conn, self.import.id, &done, self.now)?;
        Ok(())
    }

    /// Makes the classrooms that rows lead to and that are not there; whether there were any.
    fn make_classrooms(&self, conn: &mut PgConnection, checked: &[Checked]) -> Result<bool, AppError> {
        let mut names: Vec<&str> = Vec::new();
        for row in checked.iter().filter(|row| row.place == Place::ToBeMade && matches!(row.verdict.outcome, "new" | "joins" | "staff")) {
            if !names.iter().any(|name| key_of(name) == key_of(&row.said.classroom)) {
                names.push(&row.said.classroom);
            }
        }
        for name in &names {
            classrooms::create(conn, self.at_work.organization_id, &self.classroom(name))?;
        }
        Ok(!names.is_empty())
    }

    fn classroom(&self, name: &str) -> NewClassroom {
        NewClassroom {
            name: name.to_owned(),
            kind: "classroom".to_owned(),
            description: String::new(),
            audience: "students".to_owned(),
            channel: None,
            school_year: None,
            color: "teal".to_owned(),
            starts_on: None,
            ends_on: None,
            seat_allotment: None,
            seat_overflow: "refuse".to_owned(),
            course_ids: Vec::new(),
            staff_ids: Vec::new(),
            by: self.import.created_by,
            now: self.now,
        }
    }

    /// An account for everybody new: in the order of their addresses, and then, holding the seats as whoever
    /// adds one by hand does, for those who get a username.
    fn accounts(&self, conn: &mut PgConnection, checked: &[Checked]) -> Result<HashMap<i32, Ready>, AppError> {
        let mut people: Vec<&Checked> = checked.iter().filter(|row| matches!(row.verdict.outcome, "new" | "staff")).collect();
        people.sort_by(|one, other| one.identity.cmp(&other.identity));
        let mut ready = HashMap::new();
        for row in &people {
            let Some(email) = &row.email else { continue };
            if row.verdict.outcome == "staff" {
                accounts::take_turn(conn, email)?;
                continue;
            }
            let found = accounts::for_student(conn, email, &row.said.name, self.now)?;
            ready.insert(row.number, Ready { account: found.account, made: found.made });
        }
        if people.iter().any(|row| row.email.is_none()) {
            seats::lock(conn, self.at_work.organization_id)?;
            accounts::lock_usernames(conn)?;
        }
        for row in people.iter().filter(|row| row.email.is_none()) {
            ready.insert(row.number, Ready { account: self.with_username(conn, row)?, made: true });
        }
        Ok(ready)
    }

    /// With the username that the row wants; where that cannot be had, with one made of the name.
    fn with_username(&self, conn: &mut PgConnection, row: &Checked) -> Result<Uuid, AppError> {
        let name = if row.said.name.is_empty() { &row.said.username } else { &row.said.name };
        let wanted = row.username.as_deref().filter(|_| row.verdict.reason != "other-username");
        match accounts::create_with_username(conn, name, wanted, self.now) {
            Err(error) if error.code() == "username-taken" => Ok(accounts::create_with_username(conn, name, None, self.now)?.account),
            made => Ok(made?.account),
        }
    }

    /// Who rows further up became, by their numbers: for those that were said to be the same.
    fn became(&self, conn: &mut PgConnection, checked: &[Checked]) -> Result<HashMap<String, Uuid>, AppError> {
        let numbers = checked.iter().filter_map(|row| match row.double {
            Some((Double::Row(number), _)) => Some(number),
            _ => None,
        });
        let found = facts::became(conn, self.import.id, numbers.collect())?;
        Ok(found.into_iter().filter_map(|row| row.student_id.map(|student| (row.number.to_string(), student))).collect())
    }

    fn carry_out_one(
        &self,
        conn: &mut PgConnection,
        row: &Checked,
        ready: &HashMap<i32, Ready>,
        became: &HashMap<String, Uuid>,
    ) -> Result<Done, AppError> {
        let done = |result, reason: &str, student| Done { number: row.number, result, reason: reason.to_owned(), student };
        let student = match (row.verdict.outcome, &row.double) {
            ("here", _) if row.student.is_some() => return Ok(done("here", "", row.student)),
            ("staff", _) => return self.add_staff(conn, row),
            ("new", _) => None,
            ("joins" | "here", Some((Double::Row(number), _))) => became.get(&number.to_string()).copied(),
            ("joins" | "here", _) => row.student.or_else(|| became.get(&row.identity).copied()),
            (left_out, _) => return Ok(done("left-out", left_out, None)),
        };
        let account = match (row.verdict.outcome, student) {
            ("new", _) => ready.get(&row.number).map(|ready| ready.account),
            (_, Some(student)) => Some(facts::account(conn, self.at_work.organization_id, student)?),
            // The row further up did not get in, so this one does not either.
            (_, None) => return Ok(done("left-out", "earlier-row", None)),
        };
        let Some(account) = account else { return Ok(done("refused", "internal", None)) };
        // A refusal must not take what others did along.
        match conn.transaction(|conn| self.admit(conn, row, account)) {
            Ok(admitted) => {
                if admitted.seat_spent && self.import.send_mail {
                    accounts::welcome_student(conn, self.public_url, account, &self.import.organization_name, self.now)?;
                }
                let result = match admitted {
                    Admitted { seat_spent: true, .. } => "registered",
                    Admitted { joined: true, .. } => "joined",
                    _ => "here",
                };
                Ok(done(result, row.verdict.reason, Some(admitted.student)))
            }
            Err(error) if error.is_refusal() => Ok(done("refused", error.code(), None)),
            Err(error) => Err(error),
        }
    }

    fn admit(&self, conn: &mut PgConnection, row: &Checked, account: Uuid) -> Result<Admitted, AppError> {
        let admission = Admission {
            organization: self.at_work.organization_id,
            classroom: row.classroom(),
            account,
            way: Way::Import,
            by: Some(self.import.created_by),
            now: self.now,
        };
        admissions::admit(conn, &admission)
    }

    /// Puts somebody who teaches on the staff, and assigns them to the classroom.
    fn add_staff(&self, conn: &mut PgConnection, row: &Checked) -> Result<Done, AppError> {
        let organization = self.at_work.organization_id;
        let added = conn.transaction(|conn| {
            organizations::add_staff(conn, self.public_url, organization, &row.said.email, "teacher", "", self.import.created_by, self.now)
        });
        let staff = match added {
            Ok(staff) => Some(staff),
            Err(error) if error.code() == "staff-already" => facts::staff(conn, organization, &row.identity[2..])?,
            Err(error) => return Err(error),
        };
        if let Some((staff, classroom)) = staff.zip(row.classroom()) {
            classrooms::assign_staff(conn, organization, classroom, staff, self.now)?;
        }
        Ok(Done { number: row.number, result: "staff", reason: String::new(), student: None })
    }

    /// Accounts that were made for somebody who was then refused are taken back.
    fn forget_refused(&self, conn: &mut PgConnection, done: &[Done], ready: &HashMap<i32, Ready>) -> Result<(), AppError> {
        let refused = done.iter().filter(|done| done.result == "refused").filter_map(|done| ready.get(&done.number));
        let made: Vec<Uuid> = refused.filter(|ready| ready.made).map(|ready| ready.account).collect();
        accounts::forget_unopened(conn, &made)
    }
}
