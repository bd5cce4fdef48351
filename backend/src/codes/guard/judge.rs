//! What is far outside a code's pattern, pure: an hour's figures, and what follows from them.

use std::collections::BTreeSet;

use crate::row;
use crate::shared::public_domains::{is_public_mail, registrable};

/// A code has a pattern when it was used in so many hours before. Until then it is new: a teacher tries
/// it, then a class comes, and neither says anything about the next.
const PATTERN: i64 = 3;

row! {
    /// What an organization takes for far outside. Everything is counted within an hour.
    #[derive(Copy, PartialEq, Eq)]
    pub struct Thresholds {
        /// Redemptions: a code with a pattern that was used no more often than this is never a leak.
        burst_at_least: i32,
        /// And more than so many times the code's busiest hour before.
        burst_times_usual: i32,
        /// Redemptions of a new code of which nobody said how many it is for. With a cap or an allotment
        /// it is that many, though at least `burst_at_least` and at most twice this.
        first_use_at_most: i32,
        /// Email domains that a code with a pattern had not seen before, and more than twice those that
        /// it had. Those of one owner are one; public mail providers together are one.
        new_domains_at_most: i32,
        /// People whose domain or network is not allowed.
        refused_at_most: i32,
    }
}

/// What a district would keep: a class of 40 at once is ordinary for any code, an assembly of 150 for a
/// new one; four times the busiest hour is not, nor are a dozen strange domains, nor sixty people who
/// are turned away.
pub const DEFAULTS: Thresholds =
    Thresholds { burst_at_least: 40, burst_times_usual: 4, first_use_at_most: 150, new_domains_at_most: 12, refused_at_most: 60 };

/// An hour of a code.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hour {
    pub redeemed: i64,
    /// Unrelated domains that it had not seen before.
    pub new_domains: i64,
    pub refused: i64,
    /// The busiest hour before, the number of hours in which it was used, and the domains seen in them.
    pub busiest_before: i64,
    pub hours_before: i64,
    pub domains_before: i64,
    /// How many the code is for, as far as somebody said: its cap, or its classroom's allotment.
    pub expected: Option<i64>,
}

/// What was far outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Burst,
    FirstUse,
    Domains,
    Refused,
}

impl Reason {
    /// As the API and the table name it.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Burst => "burst",
            Reason::FirstUse => "first-use",
            Reason::Domains => "domains",
            Reason::Refused => "refused",
        }
    }
}

/// Far outside, and the most that would have been ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub reason: Reason,
    pub allowed: i64,
}

/// Whether an hour is far outside the code's pattern.
pub fn judge(hour: &Hour, thresholds: &Thresholds) -> Option<Verdict> {
    let least = i64::from(thresholds.burst_at_least);
    let first = i64::from(thresholds.first_use_at_most);
    let has_pattern = hour.hours_before >= PATTERN;
    let burst = least.max(i64::from(thresholds.burst_times_usual) * hour.busiest_before);
    let first_use = hour.expected.map_or(first, |expected| expected.min(2 * first).max(least));
    let domains = i64::from(thresholds.new_domains_at_most).max(2 * hour.domains_before);
    let checks = [
        (has_pattern, Reason::Burst, hour.redeemed, burst),
        (!has_pattern, Reason::FirstUse, hour.redeemed, first_use),
        (has_pattern, Reason::Domains, hour.new_domains, domains),
        (true, Reason::Refused, hour.refused, i64::from(thresholds.refused_at_most)),
    ];
    let found = checks.into_iter().find(|(applies, _, count, allowed)| *applies && count > allowed);
    found.map(|(_, reason, _, allowed)| Verdict { reason, allowed })
}

/// How many unrelated domains these are: by who owns them, with all public mail providers as one.
pub fn unrelated(domains: &[String]) -> i64 {
    let owners: BTreeSet<&str> =
        domains.iter().map(|domain| if is_public_mail(domain) { "public mail" } else { registrable(domain) }).collect();
    i64::try_from(owners.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code that was used for weeks, three times an hour at most, by people of two domains.
    fn steady() -> Hour {
        Hour { redeemed: 3, busiest_before: 3, hours_before: 20, domains_before: 2, ..Hour::default() }
    }

    fn new() -> Hour {
        Hour::default()
    }

    #[test]
    fn verdicts() {
        let cases = [
            ("a class of 35 in one minute, the first of all", Hour { redeemed: 35, ..new() }, None),
            ("a class of 40 at once, by a code that trickled", Hour { redeemed: 40, ..steady() }, None),
            ("one more than that", Hour { redeemed: 41, ..steady() }, Some((Reason::Burst, 40))),
            ("a fourth class of 35 on one day", Hour { redeemed: 70, busiest_before: 35, ..steady() }, None),
            ("four times the busiest hour", Hour { redeemed: 140, busiest_before: 35, ..steady() }, None),
            ("more than four times", Hour { redeemed: 141, busiest_before: 35, ..steady() }, Some((Reason::Burst, 140))),
            ("a teacher tried it, then a class", Hour { redeemed: 41, busiest_before: 1, hours_before: 2, ..new() }, None),
            ("an assembly at a new code", Hour { redeemed: 150, ..new() }, None),
            ("more than an assembly", Hour { redeemed: 151, ..new() }, Some((Reason::FirstUse, 150))),
            ("a new code for 30, used by 40 through an allotment that borrows", Hour { redeemed: 40, expected: Some(30), ..new() }, None),
            ("by 41", Hour { redeemed: 41, expected: Some(30), ..new() }, Some((Reason::FirstUse, 40))),
            ("a grade of 280, as its cap said", Hour { redeemed: 280, expected: Some(280), ..new() }, None),
            ("a cap that says nothing", Hour { redeemed: 301, expected: Some(10_000), ..new() }, Some((Reason::FirstUse, 300))),
            ("a dozen new domains", Hour { redeemed: 20, new_domains: 12, ..steady() }, None),
            ("one more", Hour { redeemed: 20, new_domains: 13, ..steady() }, Some((Reason::Domains, 12))),
            ("a code for everybody sees many", Hour { redeemed: 30, new_domains: 20, domains_before: 10, ..steady() }, None),
            ("and still more", Hour { redeemed: 30, new_domains: 21, domains_before: 10, ..steady() }, Some((Reason::Domains, 20))),
            ("parents of many firms at a new code", Hour { redeemed: 40, new_domains: 25, ..new() }, None),
            ("sixty people turned away", Hour { refused: 60, ..new() }, None),
            ("one more turned away", Hour { refused: 61, ..new() }, Some((Reason::Refused, 60))),
        ];
        for (name, hour, expected) in cases {
            assert_eq!(judge(&hour, &DEFAULTS).map(|verdict| (verdict.reason, verdict.allowed)), expected, "{name}");
        }
    }

    #[test]
    fn domains_are_counted_by_their_owners() {
        let count = |list: &[&str]| unrelated(&list.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(count(&["gmail.com", "yahoo.com", "outlook.com"]), 1);
        assert_eq!(count(&["hamiltonschools.org", "mail.hamiltonschools.org", "students.hamiltonschools.org"]), 1);
        assert_eq!(count(&["one.co.uk", "two.co.uk", "gmail.com", "three.org"]), 4);
        assert_eq!(count(&[]), 0);
    }
}
