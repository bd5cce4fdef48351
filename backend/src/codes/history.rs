//! What became of a code: every change, who and when.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::rules::{show_domains, show_windows};
use super::store::CodeRow;
use super::store::history::{self, ChangeRow};

/// What happened to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Made,
    SwitchedOn,
    SwitchedOff,
    /// The leak guard switched it off.
    PausedByGuard,
    Edited,
    Rotated,
    Deleted,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            What::Made => "made",
            What::SwitchedOn => "switched_on",
            What::SwitchedOff => "switched_off",
            What::PausedByGuard => "paused_by_guard",
            What::Edited => "edited",
            What::Rotated => "rotated",
            What::Deleted => "deleted",
        }
    }
}

/// One field before and after, named and written as in a PATCH.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Difference {
    pub field: String,
    pub before: Value,
    pub after: Value,
}

impl Difference {
    /// Of one field.
    pub fn of(field: &str, before: impl Into<Value>, after: impl Into<Value>) -> Difference {
        Difference { field: field.to_owned(), before: before.into(), after: after.into() }
    }
}

impl ChangeRow {
    /// What it changed.
    pub fn differences(&self) -> Vec<Difference> {
        serde_json::from_value(self.fields.clone()).unwrap_or_default()
    }
}

/// Writes a change of these codes into their history, in the transaction of the change and after its
/// version was counted up. `by` is nobody where the house acted by itself.
pub fn record(
    conn: &mut PgConnection,
    codes: &[Uuid],
    what: What,
    differences: &[Difference],
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    history::keep(conn, codes, what.name(), json!(differences), by, now)
}

/// Everything about a code that an edit can change, but for the switch.
fn editable(code: &CodeRow) -> Vec<(&'static str, Value)> {
    let mut courses = code.course_ids.clone();
    courses.sort_unstable();
    vec![
        ("classroom_id", json!(code.classroom_id)),
        ("valid_from", json!(code.valid_from)),
        ("valid_till", json!(code.valid_till)),
        ("max_redemptions", json!(code.max_redemptions)),
        ("email_domains", json!(show_domains(code.domains.clone(), &code.domains_with_subdomains))),
        ("weekly_windows", json!(show_windows(&code.weekdays, &code.opens, &code.closes))),
        ("ip_ranges", json!(code.networks)),
        ("needs_approval", json!(code.needs_approval)),
        ("course_ids", json!(code.narrows_courses.then_some(courses))),
        ("assigned_staff_id", json!(code.assigned_staff_id)),
        ("channel", json!(code.channel)),
        ("note", json!(code.note)),
        ("successor_id", json!(code.successor_id)),
    ]
}

/// What happened to these codes.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Story {
    pub what: What,
    pub differences: Vec<Difference>,
    pub codes: Vec<Uuid>,
}

/// What happened to codes between before and after; codes to which the same happened are told together.
pub fn stories(before: &[CodeRow], after: &[CodeRow]) -> Vec<Story> {
    let after: HashMap<Uuid, &CodeRow> = after.iter().map(|code| (code.id, code)).collect();
    let mut stories: Vec<Story> = Vec::new();
    for old in before {
        let Some(new) = after.get(&old.id) else { continue };
        for (what, differences) in happened(old, new) {
            match stories.iter_mut().find(|story| story.what == what && story.differences == differences) {
                Some(story) => story.codes.push(old.id),
                None => stories.push(Story { what, differences, codes: vec![old.id] }),
            }
        }
    }
    stories
}

/// What happened to one code, each with what it changed. Turning the switch is a story of its own.
fn happened(before: &CodeRow, after: &CodeRow) -> Vec<(What, Vec<Difference>)> {
    let pairs = editable(before).into_iter().zip(editable(after));
    let differs = pairs.filter(|(old, new)| old.1 != new.1);
    let differences: Vec<_> = differs.map(|((field, old), (_, new))| Difference::of(field, old, new)).collect();
    let mut told = Vec::new();
    if before.enabled != after.enabled {
        told.push((if after.enabled { What::SwitchedOn } else { What::SwitchedOff }, Vec::new()));
    }
    if after.deleted && !before.deleted {
        told.push((What::Deleted, differences));
    } else if !differences.is_empty() {
        told.push((What::Edited, differences));
    }
    told
}
