//! The rule of redemption, pure: what is known about a code and a person, and what follows from it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::refusal::{Hours, Refusal};
use crate::row;
use crate::seats::{Purse, Seat};
use crate::shared::email::{domain_of, is_within};

row! {
    /// Everything that the rule looks at, read in one statement.
    #[allow(missing_docs)]
    pub struct Facts {
        code_id: Uuid,
        code_text: String,
        code_version: i32,
        organization_id: Uuid,
        organization_name: String,
        organization_suspended: bool,
        time_zone: String,
        /// The organization's calendar day.
        today: NaiveDate,
        classroom_id: Option<Uuid>,
        classroom_name: Option<String>,
        classroom_version: Option<i32>,
        /// The code, or its classroom, is deleted.
        deleted: bool,
        enabled: bool,
        valid_from: Option<NaiveDate>,
        valid_till: Option<NaiveDate>,
        max_redemptions: Option<i32>,
        redeemed: i32,
        /// Minutes since the local day began.
        minute: i32,
        has_windows: bool,
        /// Today's windows, in order: when they open, and until when.
        opens: Vec<i32>,
        closes: Vec<i32>,
        /// The address the request comes from is of an allowed network, or there is no such rule.
        network_allowed: bool,
        needs_approval: bool,
        domains: Vec<String>,
        /// Which of them include subdomains.
        domains_with_subdomains: Vec<String>,
        seat_allotment: Option<i32>,
        seats_held: i32,
        borrows: bool,
        free_seats: i32,
        /// Changes when what every newcomer gets does.
        seat_account_version: i32,
        license_active: bool,
        email_key: Option<String>,
        email_verified: bool,
        /// The address, while it is not proven.
        unproven_email: Option<String>,
        /// It is not proven, and somebody else has proven it, or came in here with it before: perhaps
        /// the same person, who must not spend a second seat.
        address_held_by_another: bool,
        staff: bool,
        student_id: Option<Uuid>,
        redemption_id: Option<Uuid>,
        redeemed_at: Option<chrono::DateTime<chrono::Utc>>,
        redemption_spent_seat: Option<bool>,
        pending_id: Option<Uuid>,
        member: bool,
        blocked: bool,
        /// How the person last left this classroom, if they ever did.
        last_left: Option<String>,
        course_ids: Vec<Uuid>,
        course_titles: Vec<String>,
    }
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// In by this code already; nothing to do.
    Already,
    /// Waits until the address is verified; nothing is spent.
    AwaitEmail,
    /// Waits until staff approve; nothing is spent.
    AwaitApproval,
    /// Comes in, and spends this seat if new.
    Join(Option<Seat>),
}

/// What a person brings along, beyond being who they are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Assent {
    /// A member of staff means to be a learner.
    pub learner: bool,
    /// Staff of the organization have approved, so the network they asked from no longer matters.
    pub approved: bool,
    /// Staff let this one in: when, from where and with which address no longer matters, nor that they
    /// were taken out. Blocks, caps and seats do.
    pub let_in: bool,
}

/// The order of checks.
pub fn decide(facts: &Facts, assent: Assent) -> Result<Decision, Refusal> {
    let came_by_it = facts.redemption_id.is_some();
    if came_by_it && (facts.member || facts.classroom_id.is_none()) {
        return Ok(Decision::Already);
    }
    if assent.let_in {
        in_use(facts)?
    } else {
        open(facts)?
    }
    if facts.staff && facts.student_id.is_none() && !assent.learner {
        return Err(Refusal::ConfirmLearner);
    }
    let must_verify = !assent.let_in && domain(facts)?;
    let approved = assent.approved || assent.let_in;
    if !facts.network_allowed && !approved {
        return Err(Refusal::NetworkNotAllowed);
    }
    if facts.blocked {
        return Err(Refusal::Blocked);
    }
    if came_by_it && taken_out(facts) && !assent.let_in {
        return Err(Refusal::Removed);
    }
    // Who comes back by a code they used before is counted already.
    if !came_by_it && facts.max_redemptions.is_some_and(|most| facts.redeemed >= most) {
        return Err(Refusal::Exhausted);
    }
    // Who it is comes before what it costs: perhaps a student from last year, who needs no seat.
    if facts.address_held_by_another && facts.student_id.is_none() {
        return Ok(Decision::AwaitEmail);
    }
    let seat = if facts.student_id.is_some() { None } else { Some(seat(facts)?) };
    Ok(match () {
        () if must_verify => Decision::AwaitEmail,
        // Who was in by this code before was approved then.
        () if facts.needs_approval && !approved && !came_by_it => Decision::AwaitApproval,
        () => Decision::Join(seat),
    })
}

/// Whether it was staff who ended the last stay: by hand, by moving the student on, or with the year.
fn taken_out(facts: &Facts) -> bool {
    matches!(facts.last_left.as_deref(), Some("removed" | "transferred" | "rollover"))
}

/// Whether the code leads anywhere.
fn in_use(facts: &Facts) -> Result<(), Refusal> {
    if facts.organization_suspended {
        return Err(Refusal::Suspended);
    }
    if facts.deleted {
        return Err(Refusal::Deleted);
    }
    Ok(())
}

/// Whether the code is open at all.
pub fn open(facts: &Facts) -> Result<(), Refusal> {
    in_use(facts)?;
    if !facts.enabled {
        return Err(Refusal::Paused);
    }
    match (facts.valid_from, facts.valid_till) {
        (Some(first), _) if facts.today < first => Err(Refusal::NotYetValid(first)),
        (_, Some(last)) if facts.today > last => Err(Refusal::Expired(last)),
        _ => hours(facts).map_err(Refusal::OutsideWindow),
    }
}

/// Whether this is an hour at which the code is open.
fn hours(facts: &Facts) -> Result<(), Hours> {
    let windows = || facts.opens.iter().copied().zip(facts.closes.iter().copied());
    let now = facts.minute;
    if !facts.has_windows || windows().any(|(opens, closes)| opens <= now && now < closes) {
        return Ok(());
    }
    let later = windows().map(|(opens, _)| opens).find(|opens| now < *opens).map(Hours::OpensAt);
    let earlier = windows().map(|(_, closes)| closes).next_back().map(Hours::ClosedAt);
    Err(later.or(earlier).unwrap_or(Hours::NotToday))
}

/// The verified address that satisfied a domain rule, if there is such a rule and it did.
pub fn address_that_counted(facts: &Facts) -> Option<String> {
    let counted = !facts.domains.is_empty() && domain(facts) == Ok(false);
    if counted { facts.email_key.clone() } else { None }
}

/// Whether the address fits; `true` when it fits but is not verified yet.
fn domain(facts: &Facts) -> Result<bool, Refusal> {
    if facts.domains.is_empty() {
        return Ok(false);
    }
    let domain = facts.email_key.as_deref().map(domain_of).ok_or(Refusal::DomainNotAllowed)?;
    let fits = facts.domains.iter().any(|rule| is_within(domain, rule, facts.domains_with_subdomains.contains(rule)));
    if fits { Ok(!facts.email_verified) } else { Err(Refusal::DomainNotAllowed) }
}

fn seat(facts: &Facts) -> Result<Seat, Refusal> {
    let purse = Purse {
        license_active: facts.license_active,
        allotment: facts.seat_allotment,
        held: facts.seats_held,
        borrows: facts.borrows,
        free: facts.free_seats,
    };
    Ok(purse.next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// An open code of a classroom with free seats, and a new student with a verified school address.
    fn open_code() -> Facts {
        Facts {
            code_id: Uuid::nil(),
            code_text: "MHS-PTA-2027".into(),
            code_version: 1,
            organization_id: Uuid::nil(),
            organization_name: "Hamilton Schools".into(),
            organization_suspended: false,
            time_zone: "America/New_York".into(),
            today: day("2026-09-10"),
            classroom_id: Some(Uuid::nil()),
            classroom_name: Some("Health".into()),
            classroom_version: Some(1),
            deleted: false,
            enabled: true,
            valid_from: Some(day("2026-09-01")),
            valid_till: Some(day("2026-09-26")),
            max_redemptions: Some(30),
            redeemed: 12,
            minute: 600,
            has_windows: false,
            opens: vec![],
            closes: vec![],
            network_allowed: true,
            needs_approval: false,
            domains: vec!["hamiltonschools.org".into()],
            domains_with_subdomains: vec![],
            seat_allotment: None,
            seats_held: 0,
            borrows: false,
            free_seats: 5,
            seat_account_version: 1,
            license_active: true,
            email_key: Some("ana@hamiltonschools.org".into()),
            email_verified: true,
            unproven_email: None,
            address_held_by_another: false,
            staff: false,
            student_id: None,
            redemption_id: None,
            redeemed_at: None,
            redemption_spent_seat: None,
            pending_id: None,
            member: false,
            blocked: false,
            last_left: None,
            course_ids: vec![],
            course_titles: vec![],
        }
    }

    #[test]
    fn each_rule_by_itself() {
        type Change = fn(&mut Facts);
        let id = Some(Uuid::nil());
        let cases: Vec<(&str, Change, Result<Decision, Refusal>)> = vec![
            ("open", |_| {}, Ok(Decision::Join(Some(Seat::Free)))),
            ("first day", |f| f.today = day("2026-09-01"), Ok(Decision::Join(Some(Seat::Free)))),
            ("last day", |f| f.today = day("2026-09-26"), Ok(Decision::Join(Some(Seat::Free)))),
            ("early", |f| f.today = day("2026-08-31"), Err(Refusal::NotYetValid(day("2026-09-01")))),
            ("late", |f| f.today = day("2026-09-27"), Err(Refusal::Expired(day("2026-09-26")))),
            ("off", |f| f.enabled = false, Err(Refusal::Paused)),
            ("deleted", |f| f.deleted = true, Err(Refusal::Deleted)),
            ("suspended", |f| f.organization_suspended = true, Err(Refusal::Suspended)),
            ("staff", |f| f.staff = true, Err(Refusal::ConfirmLearner)),
            ("other domain", |f| f.email_key = Some("ana@evilhamiltonschools.org".into()), Err(Refusal::DomainNotAllowed)),
            ("no address", |f| f.email_key = None, Err(Refusal::DomainNotAllowed)),
            ("unverified", |f| f.email_verified = false, Ok(Decision::AwaitEmail)),
            (
                "unverified, no rule",
                |f| {
                    f.email_verified = false;
                    f.domains.clear()
                },
                Ok(Decision::Join(Some(Seat::Free))),
            ),
            (
                "somebody else's address, no rule",
                |f| {
                    f.address_held_by_another = true;
                    f.domains.clear()
                },
                Ok(Decision::AwaitEmail),
            ),
            (
                "somebody else's address, and full",
                |f| {
                    f.address_held_by_another = true;
                    f.free_seats = 0
                },
                Ok(Decision::AwaitEmail),
            ),
            ("other place", |f| f.network_allowed = false, Err(Refusal::NetworkNotAllowed)),
            ("asks first", |f| f.needs_approval = true, Ok(Decision::AwaitApproval)),
            (
                "asks first, full",
                |f| {
                    f.needs_approval = true;
                    f.free_seats = 0
                },
                Err(Refusal::NoSeatsLeft),
            ),
            (
                "asks first, unverified",
                |f| {
                    f.needs_approval = true;
                    f.email_verified = false
                },
                Ok(Decision::AwaitEmail),
            ),
            ("blocked", |f| f.blocked = true, Err(Refusal::Blocked)),
            ("cap", |f| f.redeemed = 30, Err(Refusal::Exhausted)),
            ("no license", |f| f.license_active = false, Err(Refusal::LicenseInactive)),
            ("full", |f| f.free_seats = 0, Err(Refusal::NoSeatsLeft)),
            (
                "held",
                |f| {
                    f.free_seats = 0;
                    f.seat_allotment = Some(9);
                    f.seats_held = 1
                },
                Ok(Decision::Join(Some(Seat::Held))),
            ),
            ("refuses", |f| f.seat_allotment = Some(9), Err(Refusal::ClassroomFull)),
            (
                "borrows",
                |f| {
                    f.seat_allotment = Some(9);
                    f.borrows = true
                },
                Ok(Decision::Join(Some(Seat::Free))),
            ),
        ];
        for (name, change, expected) in cases {
            let mut facts = open_code();
            change(&mut facts);
            assert_eq!(decide(&facts, Assent::default()), expected, "{name}");
        }
        let existing = Facts { student_id: id, free_seats: 0, license_active: false, ..open_code() };
        assert_eq!(decide(&existing, Assent::default()), Ok(Decision::Join(None)), "an existing student needs no seat");
        let claimant = Facts { address_held_by_another: true, domains: vec![], ..existing };
        assert_eq!(decide(&claimant, Assent::default()), Ok(Decision::Join(None)), "so it matters little whose address it is");
        let staff = Facts { staff: true, ..open_code() };
        assert_eq!(
            decide(&staff, Assent { learner: true, ..Assent::default() }),
            Ok(Decision::Join(Some(Seat::Free))),
            "staff who mean it"
        );
    }

    #[test]
    fn who_was_in_before() {
        let id = Some(Uuid::nil());
        let before = Facts { student_id: id, redemption_id: id, ..open_code() };
        let member = Facts { member: true, enabled: false, deleted: true, ..before.clone() };
        assert_eq!(decide(&member, Assent::default()), Ok(Decision::Already), "whatever the code's state");
        let left = Facts { last_left: Some("left".into()), redeemed: 30, ..before.clone() };
        assert_eq!(decide(&left, Assent::default()), Ok(Decision::Join(None)), "may come back, and was counted already");
        for how in ["removed", "transferred", "rollover"] {
            let taken_out = Facts { last_left: Some(how.into()), ..before.clone() };
            assert_eq!(decide(&taken_out, Assent::default()), Err(Refusal::Removed), "{how}: not by the code they came in by");
        }
        for how in ["removed", "transferred", "rollover"] {
            let other = Facts { redemption_id: None, last_left: Some(how.into()), ..before.clone() };
            assert_eq!(decide(&other, Assent::default()), Ok(Decision::Join(None)), "{how}: another code re-admits");
        }
    }

    #[test]
    fn hours_of_the_week() {
        let at = |minute, opens: &[i32], closes: &[i32]| {
            let facts = Facts { minute, has_windows: true, opens: opens.to_vec(), closes: closes.to_vec(), ..open_code() };
            hours(&facts)
        };
        for (minute, expected) in [
            (479, Err(Hours::OpensAt(480))),
            (480, Ok(())),
            (719, Ok(())),
            (720, Err(Hours::OpensAt(780))),
            (780, Ok(())),
            (900, Err(Hours::ClosedAt(900))),
        ] {
            assert_eq!(at(minute, &[480, 780], &[720, 900]), expected, "{minute}");
        }
        assert_eq!(at(600, &[], &[]), Err(Hours::NotToday));
        assert_eq!(at(1439, &[0], &[1440]), Ok(()));
    }

    #[test]
    fn who_is_approved_comes_in_from_anywhere() {
        let facts = Facts { needs_approval: true, network_allowed: false, ..open_code() };
        assert_eq!(decide(&facts, Assent { approved: true, ..Assent::default() }), Ok(Decision::Join(Some(Seat::Free))));
    }

    #[test]
    fn whom_staff_let_in_meets_no_rule_of_when_and_where_and_whose() {
        let late = || Facts { today: day("2026-12-01"), enabled: false, has_windows: true, network_allowed: false, ..open_code() };
        let stranger = || Facts { email_key: Some("ana@example.com".into()), email_verified: false, needs_approval: true, ..late() };
        let let_in = Assent { let_in: true, ..Assent::default() };
        assert_eq!(decide(&stranger(), let_in), Ok(Decision::Join(Some(Seat::Free))));
        assert_eq!(address_that_counted(&stranger()), None);
        let id = Some(Uuid::nil());
        let removed = Facts { student_id: id, redemption_id: id, last_left: Some("removed".into()), ..late() };
        assert_eq!(decide(&removed, let_in), Ok(Decision::Join(None)));
        for (facts, expected) in [
            (Facts { free_seats: 0, ..stranger() }, Refusal::NoSeatsLeft),
            (Facts { redeemed: 30, ..stranger() }, Refusal::Exhausted),
            (Facts { blocked: true, ..stranger() }, Refusal::Blocked),
            (Facts { license_active: false, ..stranger() }, Refusal::LicenseInactive),
            (Facts { deleted: true, ..stranger() }, Refusal::Deleted),
            (Facts { organization_suspended: true, ..stranger() }, Refusal::Suspended),
        ] {
            assert_eq!(decide(&facts, let_in), Err(expected));
        }
    }
}
