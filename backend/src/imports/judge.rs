//! What a row of an import will do: one pure function.

use uuid::Uuid;

use super::addresses::fault;
use super::columns::Said;

/// Where a row is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Into the organization, without a classroom.
    Organization,
    /// Into this classroom.
    Classroom(Uuid),
    /// Into a classroom that is yet to be made.
    ToBeMade,
    /// It names a classroom that is not there, or not within reach.
    Unknown,
    /// It names one of several classrooms.
    Ambiguous,
    /// It names none, and who sends it may only add to their classrooms.
    Missing,
}

/// A student who is known to be the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The student.
    pub student: Uuid,
    /// Whether they are where the row leads.
    pub there: bool,
    /// Whether they are blocked there.
    pub blocked: bool,
}

/// Who a row is probably about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Double {
    /// A student.
    Student(Known),
    /// Somebody further up in the file.
    Row(i32),
}

/// What staff said about a row that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is the person it resembles.
    Same,
    /// It is somebody else.
    Other,
    /// Leave it out.
    Skip,
}

impl Decision {
    /// The decision of that name.
    pub fn named(name: &str) -> Option<Decision> {
        match name {
            "same" => Some(Decision::Same),
            "other" => Some(Decision::Other),
            "skip" => Some(Decision::Skip),
            _ => None,
        }
    }
}

/// Everything that the judgement looks at.
#[derive(Debug)]
pub struct Facts<'a> {
    /// What the row says.
    pub said: &'a Said,
    /// Where it leads.
    pub place: Place,
    /// The student with this address or username.
    pub known: Option<Known>,
    /// A row further up is about the same person; whether it leads to the same place.
    pub earlier: Option<bool>,
    /// Who it probably is, and why.
    pub double: Option<(Double, &'static str)>,
    /// It names a username that cannot be had: somebody elsewhere has it, or it is none.
    pub other_username: bool,
    /// What staff said.
    pub decision: Option<Decision>,
    /// Whether those who teach become staff.
    pub add_teachers: bool,
    /// Whether those without an address get a username.
    pub give_usernames: bool,
}

/// What a row will do, by its stable name, with a reason where there is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The outcome.
    pub outcome: &'static str,
    /// Why, where the outcome alone does not say it.
    pub reason: &'static str,
    /// Whether it spends a seat.
    pub spends: bool,
}

impl Verdict {
    fn of(outcome: &'static str, reason: &'static str) -> Verdict {
        Verdict { outcome, reason, spends: outcome == "new" }
    }
}

/// What the row will do.
pub fn judge(facts: &Facts<'_>) -> Verdict {
    if facts.decision == Some(Decision::Skip) {
        return Verdict::of("skipped", "");
    }
    fault_of(facts).unwrap_or_else(|| judge_person(facts))
}

/// What is wrong with the row itself, if anything.
fn fault_of(facts: &Facts<'_>) -> Option<Verdict> {
    let said = facts.said;
    if said.teaches && !facts.add_teachers {
        return Some(Verdict::of("teacher", ""));
    }
    let somebody = !said.name.is_empty() || !said.username.is_empty();
    if said.email.is_empty() && (said.teaches || !somebody || !facts.give_usernames) {
        return Some(Verdict::of("no-address", ""));
    }
    if !said.email.is_empty()
        && let Some(reason) = fault(&said.email)
    {
        return Some(Verdict::of("bad-address", reason));
    }
    match facts.place {
        Place::Unknown => Some(Verdict::of("classroom-unknown", "")),
        Place::Ambiguous => Some(Verdict::of("classroom-unknown", "ambiguous")),
        Place::Missing => Some(Verdict::of("classroom-needed", "")),
        _ if said.teaches => Some(Verdict::of("staff", "")),
        _ => None,
    }
}

fn judge_person(facts: &Facts<'_>) -> Verdict {
    if facts.earlier == Some(true) {
        return Verdict::of("duplicate", "");
    }
    if let Some(known) = facts.known {
        return of_known(known, "");
    }
    if facts.earlier == Some(false) {
        return of_earlier(facts, "earlier-row");
    }
    let how = match (facts.said.email.is_empty(), facts.other_username) {
        (true, true) => "other-username",
        (true, false) => "username",
        _ => "",
    };
    match (&facts.double, facts.decision) {
        (Some((Double::Student(known), _)), Some(Decision::Same)) => of_known(*known, "same-person"),
        (Some((Double::Row(_), _)), Some(Decision::Same)) => of_earlier(facts, "same-person"),
        (Some((_, why)), None) => Verdict::of("asks", why),
        _ => Verdict::of("new", how),
    }
}

/// Somebody who comes in by a row further up: without a classroom of its own, this one has nothing to do.
fn of_earlier(facts: &Facts<'_>, reason: &'static str) -> Verdict {
    Verdict::of(if facts.place == Place::Organization { "here" } else { "joins" }, reason)
}

/// Somebody who has their seat: spends nothing.
fn of_known(known: Known, reason: &'static str) -> Verdict {
    match known {
        Known { blocked: true, .. } => Verdict::of("blocked", ""),
        Known { there: true, .. } => Verdict::of("here", reason),
        _ => Verdict::of("joins", reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rows_do() {
        let ana = Said { email: "ana@x.org".into(), name: "Ana Lopez".into(), ..Said::default() };
        let broken = Said { email: "ana@x".into(), ..Said::default() };
        let empty = Said::default();
        let teacher = Said { teaches: true, ..ana.clone() };
        let usher = Said { username: "ush".into(), teaches: true, ..Said::default() };
        let username = Said { username: "ana".into(), ..Said::default() };
        let facts = |said| Facts {
            said,
            place: Place::Organization,
            known: None,
            earlier: None,
            double: None,
            other_username: false,
            decision: None,
            add_teachers: false,
            give_usernames: false,
        };
        let known = Known { student: Uuid::nil(), there: false, blocked: false };
        let double = || Some((Double::Student(known), "same-address"));
        let in_file = || Some((Double::Row(2), "same-address"));
        let (same, other, skip) = (Some(Decision::Same), Some(Decision::Other), Some(Decision::Skip));
        for (facts, expected) in [
            (facts(&ana), ("new", "", true)),
            (Facts { place: Place::ToBeMade, ..facts(&ana) }, ("new", "", true)),
            (facts(&username), ("no-address", "", false)),
            (Facts { give_usernames: true, ..facts(&username) }, ("new", "username", true)),
            (Facts { give_usernames: true, other_username: true, ..facts(&username) }, ("new", "other-username", true)),
            (Facts { give_usernames: true, known: Some(known), ..facts(&username) }, ("joins", "", false)),
            (Facts { give_usernames: true, ..facts(&empty) }, ("no-address", "", false)),
            (Facts { give_usernames: true, add_teachers: true, ..facts(&usher) }, ("no-address", "", false)),
            (facts(&broken), ("bad-address", "domain-incomplete", false)),
            (facts(&empty), ("no-address", "", false)),
            (facts(&teacher), ("teacher", "", false)),
            (Facts { add_teachers: true, ..facts(&teacher) }, ("staff", "", false)),
            (Facts { place: Place::Unknown, ..facts(&ana) }, ("classroom-unknown", "", false)),
            (Facts { place: Place::Ambiguous, ..facts(&ana) }, ("classroom-unknown", "ambiguous", false)),
            (Facts { place: Place::Missing, ..facts(&ana) }, ("classroom-needed", "", false)),
            (Facts { earlier: Some(true), ..facts(&ana) }, ("duplicate", "", false)),
            (Facts { earlier: Some(false), ..facts(&ana) }, ("here", "earlier-row", false)),
            (Facts { earlier: Some(false), place: Place::ToBeMade, ..facts(&ana) }, ("joins", "earlier-row", false)),
            (Facts { known: Some(known), ..facts(&ana) }, ("joins", "", false)),
            (Facts { known: Some(Known { there: true, ..known }), ..facts(&ana) }, ("here", "", false)),
            (Facts { known: Some(Known { blocked: true, ..known }), ..facts(&ana) }, ("blocked", "", false)),
            (Facts { double: double(), ..facts(&ana) }, ("asks", "same-address", false)),
            (Facts { double: double(), decision: same, ..facts(&ana) }, ("joins", "same-person", false)),
            (Facts { double: double(), decision: other, ..facts(&ana) }, ("new", "", true)),
            (Facts { double: double(), decision: skip, ..facts(&ana) }, ("skipped", "", false)),
            (Facts { double: in_file(), ..facts(&ana) }, ("asks", "same-address", false)),
            (Facts { double: in_file(), decision: same, ..facts(&ana) }, ("here", "same-person", false)),
        ] {
            let verdict = judge(&facts);
            assert_eq!((verdict.outcome, verdict.reason, verdict.spends), expected, "{facts:?}");
        }
    }
}
