//! What stands in somebody's way, and what would take it away. Pure.

use chrono::{Days, NaiveDate};

use crate::codes::{Assent, Case, Facts, Refusal, decide};
use crate::shared::email::domain_of;
use crate::shared::public_domains::{is_public_mail, is_public_suffix};

/// What staff can do about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Another last day.
    ExtendDate(NaiveDate),
    /// The first day is today.
    OpenToday(NaiveDate),
    /// The code's switch.
    SwitchOn,
    /// No more hours of the week.
    RemoveHours,
    /// One more domain whose addresses count.
    AddDomain(String),
    /// A higher cap.
    RaiseLimit(i32),
    /// A larger allotment, from what is free.
    LendSeats(i32),
    /// The classroom takes free seats when its own are used up.
    Borrow,
    /// The classroom comes back, and its codes with it.
    RestoreClassroom,
    /// The block is lifted.
    Unblock,
    /// Who was taken out comes back.
    ReAdmit,
    /// Just this one, whatever the code says of when, where and whose.
    LetIn,
    /// Nobody is let in; the case is closed.
    Dismiss,
}

impl Remedy {
    /// Its name in the API.
    pub fn name(&self) -> &'static str {
        match self {
            Remedy::ExtendDate(_) => "extend-date",
            Remedy::OpenToday(_) => "open-today",
            Remedy::SwitchOn => "switch-on",
            Remedy::RemoveHours => "remove-hours",
            Remedy::AddDomain(_) => "add-domain",
            Remedy::RaiseLimit(_) => "raise-limit",
            Remedy::LendSeats(_) => "lend-seats",
            Remedy::Borrow => "borrow",
            Remedy::RestoreClassroom => "restore-classroom",
            Remedy::Unblock => "unblock",
            Remedy::ReAdmit => "re-admit",
            Remedy::LetIn => "let-in",
            Remedy::Dismiss => "dismiss",
        }
    }

    /// Whether it waives, for this one person, the rules of when, where and whose, and that they were
    /// taken out.
    pub fn waives_rules(&self) -> bool {
        matches!(self, Remedy::LetIn | Remedy::ReAdmit | Remedy::Unblock)
    }

    /// The facts as they would be.
    fn applied(&self, facts: &Facts) -> Facts {
        let mut facts = facts.clone();
        match self {
            Remedy::ExtendDate(day) => facts.valid_till = Some(*day),
            Remedy::OpenToday(day) => facts.valid_from = Some(*day),
            Remedy::SwitchOn => facts.enabled = true,
            Remedy::RemoveHours => facts.has_windows = false,
            Remedy::AddDomain(domain) => facts.domains.push(domain.clone()),
            Remedy::RaiseLimit(most) => facts.max_redemptions = Some(*most),
            Remedy::LendSeats(_) => facts.seats_held += 1,
            Remedy::Borrow => facts.borrows = true,
            Remedy::RestoreClassroom => facts.deleted = false,
            Remedy::Unblock => facts.blocked = false,
            Remedy::ReAdmit | Remedy::LetIn | Remedy::Dismiss => {}
        }
        facts
    }
}

/// The names of all remedies, and those among them that are the admins' alone.
pub const NAMES: [&str; 13] = [
    "extend-date",
    "open-today",
    "switch-on",
    "remove-hours",
    "add-domain",
    "raise-limit",
    "lend-seats",
    "borrow",
    "restore-classroom",
    "unblock",
    "re-admit",
    "let-in",
    "dismiss",
];
/// See [`NAMES`].
pub const FOR_ADMINS: [&str; 3] = ["lend-seats", "borrow", "restore-classroom"];

/// A remedy, with what would refuse the person even so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What can be done.
    pub remedy: Remedy,
    /// Why it would not be enough.
    pub still: Option<Refusal>,
}

/// Why the person would be refused now; none when the way is free. From where they ask is not known
/// here, so who was refused for that still is, as long as the code has networks.
pub fn obstacle(case: &Case, facts: &Facts) -> Option<Refusal> {
    match decide(facts, Assent { learner: true, ..Assent::default() }) {
        Err(refusal) => Some(refusal),
        Ok(_) if case.reason == "ip-not-allowed" && case.has_networks => Some(Refusal::NetworkNotAllowed),
        Ok(_) => None,
    }
}

/// What this member of staff can do about an open case, the likeliest first.
pub fn offers(case: &Case, facts: &Facts, admin: bool) -> Vec<Offer> {
    if case.settled_at.is_some() || case.joined {
        return Vec::new();
    }
    let allowed = |remedy: &Remedy| admin || !FOR_ADMINS.contains(&remedy.name());
    let found = remedies(case, facts, obstacle(case, facts)).into_iter().filter(allowed);
    found.map(|remedy| Offer { still: still_refused(facts, &remedy), remedy }).collect()
}

fn still_refused(facts: &Facts, remedy: &Remedy) -> Option<Refusal> {
    if *remedy == Remedy::Dismiss {
        return None;
    }
    let assent = Assent { learner: true, approved: true, let_in: remedy.waives_rules() };
    decide(&remedy.applied(facts), assent).err()
}

fn remedies(case: &Case, facts: &Facts, obstacle: Option<Refusal>) -> Vec<Remedy> {
    let mut found = match obstacle {
        None | Some(Refusal::NetworkNotAllowed) => vec![Remedy::LetIn],
        Some(Refusal::Expired(_)) => vec![Remedy::ExtendDate(next_last_day(case, facts)), Remedy::LetIn],
        Some(Refusal::NotYetValid(_)) => vec![Remedy::OpenToday(facts.today), Remedy::LetIn],
        Some(Refusal::Paused) => vec![Remedy::SwitchOn, Remedy::LetIn],
        Some(Refusal::OutsideWindow(_)) => vec![Remedy::LetIn, Remedy::RemoveHours],
        Some(Refusal::DomainNotAllowed) => own_domain(facts).map(Remedy::AddDomain).into_iter().chain([Remedy::LetIn]).collect(),
        Some(Refusal::Exhausted) => vec![Remedy::RaiseLimit(facts.redeemed + 1)],
        Some(Refusal::ClassroomFull) if facts.free_seats > 0 => vec![Remedy::LendSeats(case.classroom_spent + 1), Remedy::Borrow],
        Some(Refusal::Removed) => vec![Remedy::ReAdmit],
        Some(Refusal::Blocked) => vec![Remedy::Unblock],
        Some(Refusal::Deleted) if !case.code_deleted => vec![Remedy::RestoreClassroom],
        _ => Vec::new(),
    };
    found.push(Remedy::Dismiss);
    found
}

/// A week from today, within the classroom's days.
fn next_last_day(case: &Case, facts: &Facts) -> NaiveDate {
    let week = facts.today.checked_add_days(Days::new(7)).unwrap_or(facts.today);
    match case.classroom_ends_on {
        Some(end) if end >= facts.today => week.min(end),
        _ => week,
    }
}

/// The domain of the person's proven address, unless everybody can have an address there.
fn own_domain(facts: &Facts) -> Option<String> {
    let domain = domain_of(facts.email_key.as_deref()?);
    (facts.email_verified && !is_public_mail(domain) && !is_public_suffix(domain)).then(|| domain.to_owned())
}

/// Who can do something about what this member of staff cannot.
pub fn whom_to_ask(case: &Case, facts: &Facts, admin: bool) -> Option<&'static str> {
    let above = if admin { "operator" } else { "admin" };
    match obstacle(case, facts)? {
        Refusal::Suspended => Some("operator"),
        Refusal::LicenseInactive | Refusal::NoSeatsLeft => Some(above),
        Refusal::ClassroomFull if !admin || facts.free_seats <= 0 => Some(above),
        Refusal::Deleted if !case.code_deleted && !admin => Some(above),
        _ => None,
    }
}
