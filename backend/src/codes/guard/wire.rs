//! The leak guard on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::alerts::minutes;
use super::judge::{DEFAULTS, Thresholds};
use super::rehearsal::Pause;
use super::store::{AlertRow, BusyRow, SettingsRow};
use crate::codes::wire::CodeClassroom;
use crate::shared::json::not_null;

/// What is taken for far outside a code's pattern. Everything is counted within an hour.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeakGuardThresholds {
    /// Redemptions. A code with a pattern that was used no more often than this is never paused for it.
    #[schema(example = 40)]
    burst_at_least: i32,
    /// And more than so many times its busiest hour before.
    #[schema(example = 4)]
    burst_times_usual: i32,
    /// Redemptions of a new code that says not how many it is for. With a cap, or an allotment of its
    /// classroom, it is that many: at least `burst_at_least`, at most twice this.
    #[schema(example = 150)]
    first_use_at_most: i32,
    /// Unrelated email domains that a code with a pattern had not seen before.
    #[schema(example = 12)]
    new_domains_at_most: i32,
    /// People whose email domain or network is not allowed.
    #[schema(example = 60)]
    refused_at_most: i32,
}

impl From<Thresholds> for LeakGuardThresholds {
    fn from(from: Thresholds) -> Self {
        let Thresholds { burst_at_least, burst_times_usual, first_use_at_most, new_domains_at_most, refused_at_most } = from;
        LeakGuardThresholds { burst_at_least, burst_times_usual, first_use_at_most, new_domains_at_most, refused_at_most }
    }
}

/// How an organization wants its codes watched.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeakGuard {
    /// `on`: pauses codes; `rehearse`: notes what it would have done; `off`.
    #[schema(example = "on")]
    mode: String,
    /// What is far outside a code's pattern.
    thresholds: LeakGuardThresholds,
    /// What they are unless the organization chooses.
    defaults: LeakGuardThresholds,
}

impl From<&SettingsRow> for LeakGuard {
    fn from(row: &SettingsRow) -> Self {
        LeakGuard { mode: row.mode.clone(), thresholds: row.thresholds().into(), defaults: DEFAULTS.into() }
    }
}

/// What may change about the guard.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeakGuardPatch {
    /// `on`, `rehearse` or `off`.
    #[serde(default, deserialize_with = "not_null")]
    #[validate(custom(function = known_mode))]
    mode: Option<String>,
    #[serde(default)]
    #[validate(nested)]
    thresholds: Option<ThresholdChanges>,
}

/// Thresholds that change, or are to be tried; the others stay.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ThresholdChanges {
    /// 5 to 100,000.
    #[validate(range(min = 5, max = 100_000, code = "threshold-range", message = "Choose 5 to 100,000."))]
    burst_at_least: Option<i32>,
    /// 2 to 100.
    #[validate(range(min = 2, max = 100, code = "threshold-range", message = "Choose 2 to 100."))]
    burst_times_usual: Option<i32>,
    /// 5 to 100,000.
    #[validate(range(min = 5, max = 100_000, code = "threshold-range", message = "Choose 5 to 100,000."))]
    first_use_at_most: Option<i32>,
    /// 3 to 1,000.
    #[validate(range(min = 3, max = 1_000, code = "threshold-range", message = "Choose 3 to 1,000."))]
    new_domains_at_most: Option<i32>,
    /// 5 to 100,000.
    #[validate(range(min = 5, max = 100_000, code = "threshold-range", message = "Choose 5 to 100,000."))]
    refused_at_most: Option<i32>,
}

/// Which past is looked at, and by which thresholds; those left out are the organization's.
#[derive(Debug, Clone, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RehearsalQuery {
    /// So many days back, 1 to 90.
    #[serde(default = "thirty")]
    #[param(minimum = 1, maximum = 90, default = 30)]
    #[validate(range(min = 1, max = 90))]
    pub days: i64,
    burst_at_least: Option<i32>,
    burst_times_usual: Option<i32>,
    first_use_at_most: Option<i32>,
    new_domains_at_most: Option<i32>,
    refused_at_most: Option<i32>,
}

fn thirty() -> i64 {
    30
}

impl RehearsalQuery {
    /// The thresholds to try.
    pub fn tried(&self) -> ThresholdChanges {
        ThresholdChanges {
            burst_at_least: self.burst_at_least,
            burst_times_usual: self.burst_times_usual,
            first_use_at_most: self.first_use_at_most,
            new_domains_at_most: self.new_domains_at_most,
            refused_at_most: self.refused_at_most,
        }
    }
}

impl ThresholdChanges {
    /// Lays them over what is there.
    pub fn over(&self, row: SettingsRow) -> SettingsRow {
        SettingsRow {
            burst_at_least: self.burst_at_least.unwrap_or(row.burst_at_least),
            burst_times_usual: self.burst_times_usual.unwrap_or(row.burst_times_usual),
            first_use_at_most: self.first_use_at_most.unwrap_or(row.first_use_at_most),
            new_domains_at_most: self.new_domains_at_most.unwrap_or(row.new_domains_at_most),
            refused_at_most: self.refused_at_most.unwrap_or(row.refused_at_most),
            ..row
        }
    }
}

impl LeakGuardPatch {
    /// Lays it over what is there.
    pub fn over(&self, row: SettingsRow) -> SettingsRow {
        let row = self.thresholds.clone().unwrap_or_default().over(row);
        SettingsRow { mode: self.mode.clone().unwrap_or(row.mode), ..row }
    }
}

fn known_mode(mode: &str) -> Result<(), ValidationError> {
    if ["on", "rehearse", "off"].contains(&mode) {
        return Ok(());
    }
    Err(ValidationError::new("mode-unknown").with_message("The guard is on, off, or it rehearses (rehearse).".into()))
}

/// The code that an alert is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertCode {
    id: Uuid,
    #[schema(example = "MHS-PTA-2027")]
    code: String,
}

/// A code was used far outside its pattern.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeAlert {
    /// The alert.
    id: Uuid,
    /// Which code.
    code: AlertCode,
    /// Where it leads.
    classroom: Option<CodeClassroom>,
    /// `paused`, or `noted` in a rehearsal.
    #[schema(example = "paused")]
    kind: String,
    /// What was too much: `burst`, `first-use`, `domains` or `refused`.
    #[schema(example = "burst")]
    reason: String,
    /// When the guard acted.
    raised_at: DateTime<Utc>,
    /// When the first of those came.
    since: DateTime<Utc>,
    /// Over how many minutes that was.
    #[schema(example = 12)]
    minutes: i64,
    /// How many came in.
    #[schema(example = 41)]
    redeemed: i32,
    /// Unrelated email domains that were new to the code.
    new_domains: i32,
    /// How many people were turned away.
    refused: i32,
    /// The code's busiest hour before.
    #[schema(example = 3)]
    busiest_before: i32,
    /// The most that would have been ordinary.
    #[schema(example = 40)]
    allowed: i32,
    /// When somebody decided.
    settled_at: Option<DateTime<Utc>>,
    /// Who.
    settled_by: Option<String>,
    /// `resumed`, `kept-off`, or `noted`, which needs no decision.
    settled_how: Option<String>,
}

impl From<AlertRow> for CodeAlert {
    fn from(row: AlertRow) -> Self {
        CodeAlert {
            id: row.id,
            code: AlertCode { id: row.code_id, code: row.code },
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| CodeClassroom { id, name }),
            kind: row.kind,
            reason: row.reason,
            raised_at: row.raised_at,
            since: row.since,
            minutes: minutes(row.since, row.raised_at),
            redeemed: row.redeemed,
            new_domains: row.new_domains,
            refused: row.refused,
            busiest_before: row.busiest_before,
            allowed: row.allowed,
            settled_at: row.settled_at,
            settled_by: row.settled_by,
            settled_how: row.settled_how,
        }
    }
}

/// A pause that would have been.
#[derive(Debug, Serialize, ToSchema)]
pub struct RehearsedPause {
    /// Which code.
    code: AlertCode,
    /// Where it leads.
    classroom: Option<CodeClassroom>,
    /// `burst`, `first-use`, `domains` or `refused`.
    reason: &'static str,
    /// When the first of that hour came.
    since: DateTime<Utc>,
    /// How many came in within the hour.
    redeemed: i64,
    new_domains: i64,
    refused: i64,
    /// The code's busiest hour before.
    busiest_before: i64,
    /// The most that would have been ordinary.
    allowed: i64,
    /// Students who would have met a paused code, had somebody resumed it after an hour.
    students_met: i64,
}

impl RehearsedPause {
    pub fn show(pause: &Pause, row: &BusyRow) -> RehearsedPause {
        RehearsedPause {
            code: AlertCode { id: row.code_id, code: row.code.clone() },
            classroom: row.classroom_id.zip(row.classroom_name.clone()).map(|(id, name)| CodeClassroom { id, name }),
            reason: pause.verdict.reason.name(),
            since: pause.since,
            redeemed: pause.hour.redeemed,
            new_domains: pause.hour.new_domains,
            refused: pause.hour.refused,
            busiest_before: pause.hour.busiest_before,
            allowed: pause.verdict.allowed,
            students_met: pause.met,
        }
    }
}

/// What the guard would have done.
#[derive(Debug, Serialize, ToSchema)]
pub struct GuardRehearsal {
    /// Over the last so many days.
    #[schema(example = 30)]
    pub days: i64,
    /// With these thresholds.
    pub thresholds: LeakGuardThresholds,
    /// How often it would have paused a code.
    #[schema(example = 1)]
    pub pauses: i64,
    /// How many students would have met a paused code.
    #[schema(example = 14)]
    pub students_met: i64,
    /// The newest hundred of those pauses.
    pub newest: Vec<RehearsedPause>,
}
