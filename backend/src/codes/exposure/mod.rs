//! What a code could burn if it leaked right now, and why not more.
//!
//! The bound is the smallest of three: what its cap leaves, what its classroom holds (and may borrow),
//! and what the license has free. Nothing is burned by a code that is closed, nor before staff approve.
//! A domain or a network keeps strangers out: then only the school's own people could use it up.

mod http;
mod remedies;

use chrono::NaiveDate;

pub use http::routes;

use super::store::CodeRow;
use crate::shared::public_domains::{is_public_mail, is_public_suffix};

/// What keeps a code from burning more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Cap,
    Classroom,
    License,
    Approval,
    Closed,
}

impl Limit {
    /// As the API names it.
    pub fn name(self) -> &'static str {
        match self {
            Limit::Cap => "cap",
            Limit::Classroom => "classroom",
            Limit::License => "license",
            Limit::Approval => "approval",
            Limit::Closed => "closed",
        }
    }
}

/// Everything that the reading looks at.
#[derive(Debug, Clone)]
pub struct Situation {
    pub state: String,
    pub license_active: bool,
    pub redeemed: i32,
    pub cap: Option<i32>,
    /// The classroom's held seats, where it has an allotment.
    pub held: Option<i32>,
    pub borrows: bool,
    pub free: i32,
    pub needs_approval: bool,
    pub domains: Vec<String>,
    pub has_networks: bool,
    pub has_windows: bool,
    pub valid_till: Option<NaiveDate>,
}

impl From<&CodeRow> for Situation {
    fn from(row: &CodeRow) -> Situation {
        Situation {
            state: row.state.clone(),
            license_active: row.license_active,
            redeemed: row.redeemed,
            cap: row.max_redemptions,
            held: row.seat_allotment.map(|_| row.seats_held),
            borrows: row.borrows,
            free: row.free_seats,
            needs_approval: row.needs_approval,
            domains: row.domains.clone(),
            has_networks: !row.networks.is_empty(),
            has_windows: !row.weekdays.is_empty(),
            valid_till: row.valid_till,
        }
    }
}

impl Situation {
    /// Each bound on the seats, in the order in which they are told; the first of the smallest decides.
    pub fn bounds(&self) -> Vec<(Limit, i32)> {
        let cap = self.cap.map(|most| (Limit::Cap, most - self.redeemed));
        let classroom = self.held.map(|held| (Limit::Classroom, held));
        let place = match classroom {
            Some((_, held)) if self.borrows => vec![(Limit::License, held + self.free)],
            Some(classroom) => vec![classroom],
            None => vec![(Limit::License, self.free)],
        };
        cap.into_iter().chain(place).map(|(limit, seats)| (limit, seats.max(0))).collect()
    }

    /// The seats it could burn whenever it is open, and what keeps that from being more.
    pub fn once_open(&self) -> (Limit, i32) {
        if !self.license_active || matches!(self.state.as_str(), "deleted" | "expired") {
            return (Limit::Closed, 0);
        }
        if self.needs_approval {
            return (Limit::Approval, 0);
        }
        self.bounds().into_iter().min_by_key(|(_, seats)| *seats).unwrap_or((Limit::Closed, 0))
    }

    /// The same, right now.
    pub fn now(&self) -> (Limit, i32) {
        if self.state == "active" { self.once_open() } else { (Limit::Closed, 0) }
    }

    /// Whether a rule keeps out whoever is not of the school. A public mail provider keeps nobody out, nor
    /// does a suffix that belongs to many.
    pub fn keeps_strangers_out(&self) -> bool {
        self.has_networks
            || (!self.domains.is_empty() && !self.domains.iter().any(|domain| is_public_mail(domain) || is_public_suffix(domain)))
    }

    /// The rules that narrow who could use it, or when.
    pub fn narrowed_by(&self) -> Vec<&'static str> {
        let rules = [
            (self.needs_approval, "approval"),
            (!self.domains.is_empty(), "domain"),
            (self.has_networks, "network"),
            (self.has_windows, "hours"),
            (self.valid_till.is_some(), "last-day"),
        ];
        rules.into_iter().filter(|(there, _)| *there).map(|(_, name)| name).collect()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An open code of a classroom without an allotment, no rules, 96 seats free.
    pub fn open() -> Situation {
        Situation {
            state: "active".to_owned(),
            license_active: true,
            redeemed: 0,
            cap: None,
            held: None,
            borrows: false,
            free: 96,
            needs_approval: false,
            domains: Vec::new(),
            has_networks: false,
            has_windows: false,
            valid_till: None,
        }
    }

    #[test]
    fn the_smallest_bound_decides() {
        let cases = [
            ("the license", open(), (Limit::License, 96)),
            ("a cap", Situation { cap: Some(30), redeemed: 12, ..open() }, (Limit::Cap, 18)),
            ("a cap above what is free", Situation { cap: Some(300), ..open() }, (Limit::License, 96)),
            ("a cap that leaves as much as is free", Situation { cap: Some(96), ..open() }, (Limit::Cap, 96)),
            ("a classroom", Situation { held: Some(12), ..open() }, (Limit::Classroom, 12)),
            ("a classroom that borrows", Situation { held: Some(12), borrows: true, ..open() }, (Limit::License, 108)),
            ("approval", Situation { needs_approval: true, ..open() }, (Limit::Approval, 0)),
            ("no license", Situation { license_active: false, ..open() }, (Limit::Closed, 0)),
            ("a last day that is past", Situation { state: "expired".to_owned(), ..open() }, (Limit::Closed, 0)),
        ];
        for (name, situation, expected) in cases {
            assert_eq!(situation.now(), expected, "{name}");
        }
        let off = Situation { state: "paused".to_owned(), ..open() };
        assert_eq!((off.now(), off.once_open()), ((Limit::Closed, 0), (Limit::License, 96)), "what it could burn once it is on");
    }

    #[test]
    fn a_public_mail_provider_keeps_nobody_out() {
        let of = |domains: &[&str]| Situation { domains: domains.iter().map(|one| (*one).to_owned()).collect(), ..open() };
        assert!(of(&["hamiltonschools.org"]).keeps_strangers_out());
        assert!(!of(&["hamiltonschools.org", "gmail.com"]).keeps_strangers_out());
        assert!(!of(&["k12.ny.us"]).keeps_strangers_out());
        assert!(!of(&[]).keeps_strangers_out());
        assert!(Situation { has_networks: true, ..open() }.keeps_strangers_out());
    }
}
