//! Why somebody was refused, as staff are told it.

use chrono::NaiveDate;

use crate::codes::{Case, Facts};
use crate::shared::email::domain_of;

/// The classroom, or the organization where there is none.
pub fn place(facts: &Facts) -> &str {
    facts.classroom_name.as_deref().unwrap_or(&facts.organization_name)
}

/// One sentence: who could not join what, and why.
pub fn sentence(case: &Case, facts: &Facts) -> String {
    format!("{} could not join {}: {}.", case.display_name, place(facts), because(facts, &case.reason))
}

fn day(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.format("%B %-d, %Y").to_string())
}

/// The reason, to stand after a colon. Of a day or number that the code has no more, nothing is said.
pub fn because(facts: &Facts, reason: &str) -> String {
    let code = &facts.code_text;
    match reason {
        "organization-suspended" => "the organization is suspended".to_owned(),
        "code-deleted" => format!("code {code} is no longer used"),
        "code-paused" => format!("code {code} was switched off"),
        "code-not-yet-valid" => match day(facts.valid_from) {
            Some(first) => format!("code {code} opens on {first}"),
            None => format!("code {code} was not open yet"),
        },
        "code-expired" => match day(facts.valid_till) {
            Some(last) if facts.valid_till < Some(facts.today) => format!("code {code} closed after {last}"),
            _ => format!("code {code} was closed"),
        },
        "code-outside-window" => format!("it was not an hour at which code {code} works"),
        "code-exhausted" => format!("code {code} was used as often as it may be"),
        "domain-not-allowed" => match facts.email_key.as_deref().map(domain_of) {
            Some(domain) => format!("code {code} does not take addresses of {domain}"),
            None => format!("code {code} asks for an address, and they have none"),
        },
        "ip-not-allowed" => format!("they were not in a place where code {code} works"),
        "member-blocked" => "they are blocked in this classroom".to_owned(),
        "member-removed" => "staff took them out of this classroom".to_owned(),
        "license-inactive" => "they would be new here, and no license runs today".to_owned(),
        "classroom-full" => "they would be new here, and the classroom has used its seats".to_owned(),
        "no-seats-left" => "they would be new here, and no seat is free".to_owned(),
        _ => format!("code {code} did not let them in"),
    }
}

/// Why there is nothing to settle any more.
pub fn over(case: &Case) -> Option<String> {
    match (&case.settled_by_name, case.settled_at) {
        (Some(name), Some(_)) => Some(format!("{name} has settled this already.")),
        (None, Some(_)) => Some("This is settled already.".to_owned()),
        _ if case.joined => Some(format!("{} is in already.", case.display_name)),
        _ => None,
    }
}
