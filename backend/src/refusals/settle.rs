//! Settling a case: a remedy carried out, the person judged again; all of it or nothing.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Connection, PgConnection};
use uuid::Uuid;

use super::remedies::{FOR_ADMINS, NAMES, Remedy, obstacle, offers};
use super::{mails, words};
use crate::accounts;
use crate::classrooms;
use crate::codes::{self, Attempt, Case, CaseFilter, Changes, Facts};
use crate::seats;
use crate::shared::answer::IfMatch;
use crate::shared::error::{AppError, Kind};
use crate::shared::mail;
use crate::students;

/// Who settles.
#[derive(Debug, Clone)]
pub struct Settler {
    /// Where.
    pub organization: Uuid,
    /// Limits a teacher to their classrooms.
    pub reach: Option<Uuid>,
    /// Who.
    pub by: Uuid,
    /// When.
    pub now: DateTime<Utc>,
    /// For links in mail.
    pub public_url: String,
}

impl Settler {
    fn is_admin(&self) -> bool {
        self.reach.is_none()
    }

    /// Cases within reach, by their ids.
    fn find(&self, conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Case, Facts)>, AppError> {
        let filter = CaseFilter { reach: self.reach, only: Some(ids.to_vec()), ..CaseFilter::default() };
        Ok(codes::cases(conn, self.organization, &filter, self.now, None, 200)?)
    }

    /// One case within reach.
    ///
    /// # Errors
    /// `not-found`.
    pub fn one(&self, conn: &mut PgConnection, id: Uuid) -> Result<(Case, Facts), AppError> {
        self.find(conn, &[id])?.pop().ok_or_else(AppError::not_found)
    }
}

/// What is to be done; where it says no more, what was offered.
#[derive(Debug, Clone)]
pub struct Order {
    /// The remedy's name.
    pub remedy: String,
    /// Another last day than offered.
    pub valid_till: Option<NaiveDate>,
    /// Another cap.
    pub max_redemptions: Option<i32>,
    /// Another allotment.
    pub seat_allotment: Option<i32>,
}

impl Order {
    /// # Errors
    /// `remedy-unknown`; `role-required` for a teacher at what is the admins' alone.
    fn check(&self, admin: bool) -> Result<(), AppError> {
        if !NAMES.contains(&self.remedy.as_str()) {
            return Err(AppError::field("/remedy", "remedy-unknown", "There is no such remedy. Take one of those beside the case."));
        }
        if !admin && FOR_ADMINS.contains(&self.remedy.as_str()) {
            return Err(AppError::new(
                Kind::Forbidden,
                "role-required",
                "Your role does not include this. Ask an admin of your organization.",
            ));
        }
        Ok(())
    }

    /// The remedy as it is ordered.
    fn adjusted(&self, offered: Remedy) -> Remedy {
        match offered {
            Remedy::ExtendDate(day) => Remedy::ExtendDate(self.valid_till.unwrap_or(day)),
            Remedy::RaiseLimit(most) => Remedy::RaiseLimit(self.max_redemptions.unwrap_or(most)),
            Remedy::LendSeats(allotment) => Remedy::LendSeats(self.seat_allotment.unwrap_or(allotment)),
            other => other,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// `redeemed`, `already_redeemed`, `pending_email`; none for who was not let in.
    pub status: Option<&'static str>,
    /// Whether it spent a seat.
    pub seat_spent: bool,
}

/// Settles one case, in the caller's transaction.
///
/// # Errors
/// `not-found`, `refusal-settled`, `remedy-unknown`, `role-required`, `still-refused`, and those of the edit that the remedy is.
pub fn settle(conn: &mut PgConnection, settler: &Settler, id: Uuid, order: &Order) -> Result<Outcome, AppError> {
    order.check(settler.is_admin())?;
    let (case, _) = settler.one(conn, id)?;
    lock(conn, settler, &case, &[id])?;
    settle_locked(conn, settler, id, order)
}

/// What became of one of many.
pub type Done = (Uuid, Result<Outcome, AppError>);

/// Settles many cases of one code, each all or nothing.
///
/// # Errors
/// `one-code-at-a-time`, `remedy-unknown`, `role-required`; what one case is refused for is among the results.
pub fn settle_many(conn: &mut PgConnection, settler: &Settler, ids: &[Uuid], order: &Order) -> Result<Vec<Done>, AppError> {
    order.check(settler.is_admin())?;
    let found = settler.find(conn, ids)?;
    let Some((first, facts)) = found.first() else {
        return Ok(ids.iter().map(|id| (*id, Err(AppError::not_found()))).collect());
    };
    if found.iter().any(|(_, other)| other.code_id != facts.code_id) {
        return Err(AppError::field("/ids", "one-code-at-a-time", "Choose cases of one code: what opens one does not open another."));
    }
    lock(conn, settler, first, ids)?;
    let mut done = Vec::new();
    for id in ids {
        // A savepoint: what one is refused for must not undo the others.
        match conn.transaction(|conn| settle_locked(conn, settler, *id, order)) {
            Err(error) if !error.is_refusal() => return Err(error),
            result => done.push((*id, result)),
        }
    }
    Ok(done)
}

/// Every lock that settling may need, in the house's order, the cases last.
fn lock(conn: &mut PgConnection, settler: &Settler, case: &Case, ids: &[Uuid]) -> Result<(), AppError> {
    seats::lock(conn, settler.organization)?;
    codes::lock(conn, &attempt(settler, case, false))?;
    codes::lock_cases(conn, ids)?;
    Ok(())
}

fn settle_locked(conn: &mut PgConnection, settler: &Settler, id: Uuid, order: &Order) -> Result<Outcome, AppError> {
    let (case, facts) = settler.one(conn, id)?;
    if let Some(over) = words::over(&case) {
        return Err(AppError::new(Kind::Conflict, "refusal-settled", over));
    }
    let remedy = choose(&case, &facts, order, settler.is_admin())?;
    if remedy == Remedy::Dismiss {
        codes::settle_case(conn, id, settler.by, remedy.name(), settler.now)?;
        return Ok(Outcome { status: None, seat_spent: false });
    }
    apply(conn, settler, &facts, &remedy)?;
    let entered = codes::redeem_in(conn, &attempt(settler, &case, remedy.waives_rules())).map_err(|error| still_refused(&facts, &error))?;
    codes::settle_case(conn, id, settler.by, remedy.name(), settler.now)?;
    if entered.status == "redeemed" {
        let person = accounts::person(conn, case.account_id)?;
        if let Some(mail) = mails::let_in(&person, &entered.facts, &settler.public_url) {
            mail::queue(conn, &mail)?;
        }
    }
    Ok(Outcome { status: Some(entered.status), seat_spent: entered.status == "redeemed" && entered.seat_spent })
}

/// What is ordered, if it is offered now. When nothing stands in the way any more, whatever was ordered,
/// the person simply comes in.
fn choose(case: &Case, facts: &Facts, order: &Order, admin: bool) -> Result<Remedy, AppError> {
    let offered = offers(case, facts, admin).into_iter().map(|offer| offer.remedy).find(|remedy| remedy.name() == order.remedy);
    match (offered, obstacle(case, facts)) {
        (Some(remedy), _) => Ok(order.adjusted(remedy)),
        (None, None) => Ok(Remedy::LetIn),
        (None, Some(refusal)) => Err(still_refused(facts, &refusal.into())),
    }
}

/// The person's attempt, once more: staff have seen it, so it needs no approval.
fn attempt(settler: &Settler, case: &Case, let_in: bool) -> Attempt {
    Attempt { confirmed: true, approved: true, let_in, ..Attempt::new(case.account_id, &case.text_key, settler.now) }
}

/// Carries the remedy out, as the edit that it is.
fn apply(conn: &mut PgConnection, settler: &Settler, facts: &Facts, remedy: &Remedy) -> Result<(), AppError> {
    let code = |changes: Changes| Edit::Code(changes);
    let edit = match remedy {
        Remedy::ExtendDate(day) => code(Changes { valid_till: Some(Some(*day)), ..Changes::default() }),
        Remedy::OpenToday(day) => code(Changes { valid_from: Some(Some(*day)), ..Changes::default() }),
        Remedy::SwitchOn => code(Changes { enabled: Some(true), ..Changes::default() }),
        Remedy::RemoveHours => code(Changes { weekly_windows: Some(Vec::new()), ..Changes::default() }),
        Remedy::AddDomain(domain) => code(Changes { email_domains: Some(with_domain(facts, domain)), ..Changes::default() }),
        Remedy::RaiseLimit(most) => code(Changes { max_redemptions: Some(Some(*most)), ..Changes::default() }),
        Remedy::LendSeats(most) => Edit::Room(classrooms::Changes { seat_allotment: Some(Some(*most)), ..classrooms::Changes::default() }),
        Remedy::Borrow => Edit::Room(classrooms::Changes { seat_overflow: Some("borrow".to_owned()), ..classrooms::Changes::default() }),
        Remedy::RestoreClassroom => Edit::Restore,
        Remedy::Unblock => Edit::Unblock,
        Remedy::ReAdmit | Remedy::LetIn | Remedy::Dismiss => return Ok(()),
    };
    edit.make(conn, settler, facts)
}

fn with_domain(facts: &Facts, domain: &str) -> Vec<(String, bool)> {
    let present = facts.domains.iter().map(|name| (name.clone(), facts.domains_with_subdomains.contains(name)));
    present.chain([(domain.to_owned(), false)]).collect()
}

/// What a remedy changes.
enum Edit {
    Code(Changes),
    Room(classrooms::Changes),
    Restore,
    Unblock,
}

impl Edit {
    fn make(&self, conn: &mut PgConnection, settler: &Settler, facts: &Facts) -> Result<(), AppError> {
        let no_condition = IfMatch::default();
        let room = |classroom: Uuid| classrooms::Edit {
            organization: settler.organization,
            classroom,
            by: settler.by,
            now: settler.now,
            if_match: &no_condition,
        };
        match (self, facts.classroom_id, facts.student_id) {
            (Edit::Code(changes), ..) => {
                let (organization, reach, of) = (settler.organization, settler.reach, facts.code_id);
                let edit = codes::Edit { organization, reach, of, if_match: no_condition, by: settler.by, now: settler.now };
                codes::change(conn, &edit, changes)
            }
            (Edit::Room(changes), Some(classroom), _) => classrooms::change(conn, &room(classroom), changes),
            (Edit::Restore, Some(classroom), _) => classrooms::restore(conn, &room(classroom)),
            (Edit::Unblock, Some(classroom), Some(student)) => Ok(students::unblock(conn, classroom, student).map(drop)?),
            _ => Err(AppError::not_found()),
        }
    }
}

/// The person is refused again, for another reason: in the words that staff need.
fn still_refused(facts: &Facts, error: &AppError) -> AppError {
    if !error.is_refusal() {
        return error.clone();
    }
    let because = words::because(facts, error.code());
    let detail = format!("That would not be enough: {because}. Nothing was changed.");
    AppError::new(Kind::Conflict, "still-refused", detail).with_field("/remedy", error.code(), because)
}
