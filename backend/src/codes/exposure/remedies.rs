//! The cheapest ways to bring a code's exposure down.
//!
//! **The rule.** A remedy's price is the trouble it makes for each seat it protects. *Trouble* is how many
//! of a hundred legitimate students would notice it. *Protected* are the seats that a leak could no
//! longer burn: those of strangers while strangers can come in, else anybody's. A remedy that says when,
//! and not how many, protects the share of the next 90 days at which the code would be closed, and of
//! that a quarter: whoever burns seats is quick. Cheapest first, at most three; what would protect
//! nothing is not offered, nor what the code has already.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::Situation;
use crate::shared::public_domains::is_public_mail;

/// How far ahead a remedy is weighed, in days: about a term.
const HORIZON: i64 = 90;
/// Nobody used it for so long, in days: it can be switched off without anybody noticing.
const IDLE: i64 = 30;
/// How many a code that nobody used yet is for: one class.
const A_CLASS: i32 = 35;
/// The least that a limit leaves to those who are still to come.
const HEAD_ROOM: i32 = 10;
/// A domain is the usual one when so many of a hundred students have it, and at least this many do.
const USUAL_SHARE: i64 = 60;
const USUAL_COUNT: i64 = 5;
/// Of the 168 hours of a week, school takes these: Mon to Fri, 08:00 to 15:00.
const SCHOOL_HOURS: i64 = 35;

/// What is around the code.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The organization's calendar day.
    pub today: NaiveDate,
    /// The last day of its classroom.
    pub term_ends: Option<NaiveDate>,
    /// Whether it is for students who are at school when school is.
    pub for_students: bool,
    /// Days since anybody used or changed it.
    pub idle_days: i64,
    /// The domain that most verified addresses of the organization's students have; how many of them; of
    /// how many.
    pub usual_domain: Option<(String, i64, i64)>,
    /// The code's first day: no last day can be before it.
    pub valid_from: Option<NaiveDate>,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    SwitchOff,
    Limit(i32),
    Domain(String),
    LastDay(NaiveDate),
    Hours,
    Approval,
}

/// One way to bring it down.
#[derive(Debug, Clone)]
pub struct Remedy {
    pub kind: Kind,
    /// What it could burn afterwards, at most.
    pub seats_after: i32,
    /// How much of that strangers could.
    pub strangers_after: i32,
    trouble: i64,
    protects: i64,
}

impl Remedy {
    /// As the API names it.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::SwitchOff => "switch-off",
            Kind::Limit(_) => "limit",
            Kind::Domain(_) => "domain",
            Kind::LastDay(_) => "last-day",
            Kind::Hours => "hours",
            Kind::Approval => "approval",
        }
    }

    /// The change to send.
    pub fn change(&self) -> Value {
        match &self.kind {
            Kind::SwitchOff => json!({ "enabled": false }),
            Kind::Limit(most) => json!({ "max_redemptions": most }),
            Kind::Domain(domain) => json!({ "email_domains": [{ "domain": domain, "include_subdomains": true }] }),
            Kind::LastDay(day) => json!({ "valid_till": day }),
            Kind::Hours => {
                json!({ "weekly_windows": [{ "days": ["mon", "tue", "wed", "thu", "fri"], "opens": "08:00", "closes": "15:00" }] })
            }
            Kind::Approval => json!({ "needs_approval": true }),
        }
    }

    /// The change that takes it back.
    pub fn undo(&self, before: &Situation) -> Value {
        match &self.kind {
            Kind::SwitchOff => json!({ "enabled": true }),
            Kind::Limit(_) => json!({ "max_redemptions": before.cap }),
            Kind::Domain(_) => json!({ "email_domains": [] }),
            Kind::LastDay(_) => json!({ "valid_till": before.valid_till }),
            Kind::Hours => json!({ "weekly_windows": [] }),
            Kind::Approval => json!({ "needs_approval": false }),
        }
    }
}

/// At most three, cheapest first.
pub fn remedies(code: &Situation, around: &Surroundings) -> Vec<Remedy> {
    let (_, seats) = code.once_open();
    if seats == 0 {
        return Vec::new();
    }
    let outside = !code.keeps_strangers_out();
    let all = [switch_off(around), limit(code, seats), domain(code, around), last_day(code, around), hours(code, around), approval()];
    let mut found: Vec<Remedy> = all.into_iter().flatten().map(|offer| offer.weigh(seats, outside)).collect();
    found.retain(|remedy| remedy.protects > 0);
    // Cross-multiplied, so that prices are compared exactly; the order above breaks ties.
    found.sort_by(|a, b| (a.trouble * b.protects).cmp(&(b.trouble * a.protects)));
    found.truncate(3);
    found
}

/// A remedy before it is weighed.
struct Offer {
    kind: Kind,
    /// Of a hundred legitimate students, so many notice.
    trouble: i64,
    effect: Effect,
}

enum Effect {
    /// At most so many seats afterwards.
    AtMost(i32),
    /// Strangers stay out.
    OwnPeopleOnly,
    /// Closed for so many hours of the next 90 days.
    Closed(i64),
}

impl Offer {
    fn weigh(self, seats: i32, outside: bool) -> Remedy {
        let strangers = |seats: i32| if outside { seats } else { 0 };
        let (seats_after, strangers_after, protects) = match self.effect {
            Effect::AtMost(most) => (most, strangers(most), i64::from(seats - most) * 4),
            Effect::OwnPeopleOnly => (seats, 0, i64::from(strangers(seats)) * 4),
            Effect::Closed(hours) => (seats, strangers(seats), i64::from(seats) * hours / (HORIZON * 24)),
        };
        Remedy { kind: self.kind, seats_after, strangers_after, trouble: self.trouble, protects }
    }
}

fn switch_off(around: &Surroundings) -> Option<Offer> {
    (around.idle_days >= IDLE).then_some(Offer { kind: Kind::SwitchOff, trouble: 1, effect: Effect::AtMost(0) })
}

/// What is used, and room for those still to come; for the first students what the classroom holds, or a class.
fn limit(code: &Situation, seats: i32) -> Option<Offer> {
    let room = match code.redeemed {
        0 => code.held.filter(|held| *held > 0).unwrap_or(A_CLASS),
        used => HEAD_ROOM.max(used / 4),
    };
    (room < seats).then_some(Offer { kind: Kind::Limit(code.redeemed.saturating_add(room)), trouble: 2, effect: Effect::AtMost(room) })
}

/// Those of the domain may have to prove their address once; the others stay out.
fn domain(code: &Situation, around: &Surroundings) -> Option<Offer> {
    let (name, of, total) = around.usual_domain.as_ref()?;
    let usual = *of >= USUAL_COUNT && of * 100 >= total * USUAL_SHARE && !is_public_mail(name);
    let trouble = 10 + (total - of) * 100 / (*total).max(1);
    (usual && code.domains.is_empty()).then(|| Offer { kind: Kind::Domain(name.clone()), trouble, effect: Effect::OwnPeopleOnly })
}

/// The end of its classroom's term where that is within the horizon, else two weeks from now.
fn last_day(code: &Situation, around: &Surroundings) -> Option<Offer> {
    let within = |day: &NaiveDate| (1..HORIZON).contains(&(*day - around.today).num_days());
    let (day, trouble) = match around.term_ends.filter(within) {
        Some(end) => (end, 5),
        None => (around.today.checked_add_days(Days::new(14))?, 20),
    };
    let earlier = code.valid_till.is_none_or(|till| day < till) && around.valid_from.is_none_or(|first| first <= day);
    let ends = code.valid_till.map_or(HORIZON, |till| (till - around.today).num_days().min(HORIZON));
    let closed = (ends - (day - around.today).num_days()).max(0) * 24;
    earlier.then_some(Offer { kind: Kind::LastDay(day), trouble, effect: Effect::Closed(closed) })
}

/// Students at school notice little; parents in the evening, everything.
fn hours(code: &Situation, around: &Surroundings) -> Option<Offer> {
    let trouble = if around.for_students { 15 } else { 80 };
    let closed = HORIZON * 24 * (168 - SCHOOL_HOURS) / 168;
    (!code.has_windows).then_some(Offer { kind: Kind::Hours, trouble, effect: Effect::Closed(closed) })
}

/// Everybody waits for somebody.
fn approval() -> Option<Offer> {
    Some(Offer { kind: Kind::Approval, trouble: 60, effect: Effect::AtMost(0) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn quiet() -> Surroundings {
        Surroundings { today: day("2026-09-14"), term_ends: None, for_students: true, idle_days: 0, usual_domain: None, valid_from: None }
    }

    fn usual(of: i64, total: i64) -> Surroundings {
        Surroundings { usual_domain: Some(("hamiltonschools.org".to_owned(), of, total)), ..quiet() }
    }

    fn offered(code: &Situation, around: &Surroundings) -> Vec<String> {
        remedies(code, around).iter().map(|one| format!("{} {}/{}", one.change(), one.seats_after, one.strangers_after)).collect()
    }

    const LIMIT: &str = r#"{"max_redemptions":35} 35/35"#;
    const OWN: &str = r#"{"email_domains":[{"domain":"hamiltonschools.org","include_subdomains":true}]} 96/0"#;
    const ASK: &str = r#"{"needs_approval":true} 0/0"#;
    const HOURS: &str = r#"{"weekly_windows":[{"closes":"15:00","days":["mon","tue","wed","thu","fri"],"opens":"08:00"}]} 96/96"#;

    #[test]
    fn the_cheapest_three() {
        let domain = || vec!["hamiltonschools.org".to_owned()];
        let cases: Vec<(&str, Situation, Surroundings, Vec<&str>)> = vec![
            ("a limit troubles least", open(), usual(95, 100), vec![LIMIT, OWN, ASK]),
            ("without a usual domain", open(), quiet(), vec![LIMIT, ASK, HOURS]),
            ("three students are no usage", open(), usual(3, 3), vec![LIMIT, ASK, HOURS]),
            ("half of them is no clear majority", open(), usual(50, 100), vec![LIMIT, ASK, HOURS]),
            ("nobody would notice", open(), Surroundings { idle_days: 30, ..usual(95, 100) }, vec![r#"{"enabled":false} 0/0"#, LIMIT, OWN]),
            (
                "used, so room for a quarter more",
                Situation { redeemed: 80, ..open() },
                quiet(),
                vec![r#"{"max_redemptions":100} 20/20"#, ASK, HOURS],
            ),
            (
                "little room for a few more",
                Situation { redeemed: 3, ..open() },
                usual(95, 100),
                vec![r#"{"max_redemptions":13} 10/10"#, OWN, ASK],
            ),
            (
                "as many as its classroom holds",
                Situation { held: Some(24), borrows: true, ..open() },
                quiet(),
                vec![
                    r#"{"max_redemptions":24} 24/24"#,
                    ASK,
                    r#"{"weekly_windows":[{"closes":"15:00","days":["mon","tue","wed","thu","fri"],"opens":"08:00"}]} 120/120"#,
                ],
            ),
            (
                "a tight limit is there already",
                Situation { cap: Some(30), ..open() },
                usual(95, 100),
                vec![
                    r#"{"email_domains":[{"domain":"hamiltonschools.org","include_subdomains":true}]} 30/0"#,
                    r#"{"needs_approval":true} 0/0"#,
                    r#"{"weekly_windows":[{"closes":"15:00","days":["mon","tue","wed","thu","fri"],"opens":"08:00"}]} 30/30"#,
                ],
            ),
            (
                "the term ends soon",
                open(),
                Surroundings { term_ends: Some(day("2026-09-24")), for_students: false, ..quiet() },
                vec![LIMIT, r#"{"valid_till":"2026-09-24"} 96/96"#, ASK],
            ),
            (
                "hours and approval are no use to parents",
                open(),
                Surroundings { for_students: false, ..quiet() },
                vec![LIMIT, ASK, r#"{"valid_till":"2026-09-28"} 96/96"#],
            ),
            (
                "own people could still use it all",
                Situation { domains: domain(), ..open() },
                usual(95, 100),
                vec![
                    r#"{"max_redemptions":35} 35/0"#,
                    ASK,
                    r#"{"weekly_windows":[{"closes":"15:00","days":["mon","tue","wed","thu","fri"],"opens":"08:00"}]} 96/0"#,
                ],
            ),
            ("approval leaves nothing to do", Situation { needs_approval: true, ..open() }, quiet(), vec![]),
            ("nor does a used-up cap", Situation { cap: Some(12), redeemed: 12, ..open() }, quiet(), vec![]),
        ];
        for (name, code, around, expected) in cases {
            assert_eq!(offered(&code, &around), expected, "{name}");
        }
    }

    #[test]
    fn a_public_provider_is_nobodys_domain() {
        let around = Surroundings { usual_domain: Some(("gmail.com".to_owned(), 95, 100)), ..quiet() };
        assert_eq!(offered(&open(), &around), vec![LIMIT, ASK, HOURS]);
    }

    #[test]
    fn an_undo_goes_back_to_what_was() {
        let before = Situation { cap: Some(300), free: 500, valid_till: Some(day("2027-06-30")), ..open() };
        let found = remedies(&before, &Surroundings { for_students: false, ..quiet() });
        let undo: Vec<String> = found.iter().map(|one| one.undo(&before).to_string()).collect();
        assert_eq!(undo, [r#"{"max_redemptions":300}"#, r#"{"needs_approval":false}"#, r#"{"valid_till":"2027-06-30"}"#]);
    }
}
